//! What OpenAPI 3.1 has beside types and limits.

use super::{gives, newer_schemas, schemas};

#[test]
fn keywords_beside_types_and_limits_are_one_literal() {
    gives(
        &newer_schemas(
            "
            Branches:
              type: object
              properties: {kind: {type: string, description: Words.}}
              if: {title: Words, properties: {kind: {const: a, description: Words.}}}
              then: {required: [b], properties: {b: {type: integer}}}
              else: {required: [kind]}
            Members: {allOf: [{$ref: '#/components/schemas/Branches'}, {if: {required: [b]}, then: {$ref: '#/components/schemas/Branches'}}]}
            Needs: {dependentRequired: {a: [b]}, dependentSchemas: {c: {properties: {d: {type: string}}}}}
            Old: {type: object, dependencies: {a: [b], c: {properties: {d: {type: string}}}}}
            Items: {contains: {type: string, nullable: true}, minContains: 2, maxContains: 3}
            Names: {type: object, propertyNames: {pattern: ^a}}
            Anything: {if: {minimum: 3}, then: {multipleOf: 2}}
            Narrowed: {type: object, anyOf: [{required: [a]}, {dependentRequired: {b: [c]}}]}
            ",
        ),
        "
        Branches: object
          kind?: string  # Words.
          holds {\"if\":{\"properties\":{\"kind\":{\"enum\":[\"a\"]}}},\"then\":{\"required\":[\"b\"],\"properties\":{\"b\":{\"type\":\"integer\"}}},\"else\":{\"required\":[\"kind\"]}}
          perhaps: object
            b: integer

        Members: all of
          &: Branches
          &: any
            holds {\"if\":{\"required\":[\"b\"]},\"then\":{\"$ref\":\"#/$defs/Branches\"}}
            perhaps: Branches

        Needs: object
          holds {\"dependentRequired\":{\"a\":[\"b\"]},\"dependentSchemas\":{\"c\":{\"properties\":{\"d\":{\"type\":\"string\"}}}}}
          perhaps: object
            d?: string

        Old: object
          holds {\"dependentRequired\":{\"a\":[\"b\"]},\"dependentSchemas\":{\"c\":{\"properties\":{\"d\":{\"type\":\"string\"}}}}}
          perhaps: object
            d?: string

        Items: array
          item: any
          holds {\"contains\":{\"type\":[\"string\",\"null\"]},\"minContains\":2,\"maxContains\":3}

        Names: object
          holds {\"propertyNames\":{\"pattern\":\"^a\"}}

        Anything: any
          holds {\"if\":{\"minimum\":3},\"then\":{\"multipleOf\":2}}

        Narrowed: object
          any of: object
            a: any
          any of: object
            holds {\"dependentRequired\":{\"b\":[\"c\"]}}
        warning OA009 /components/schemas/Old/dependencies
        warning OA009 /components/schemas/Items/contains/nullable
        ",
    );
}

#[test]
fn properties_by_pattern() {
    gives(
        &newer_schemas(
            "
            Closed: {patternProperties: {^x: {type: integer}}, additionalProperties: false}
            Named: {properties: {a: {type: string}}, patternProperties: {^x: {type: integer}}, additionalProperties: false}
            Open: {type: object, patternProperties: {^x: {type: integer}}}
            All: {type: object, patternProperties: {.*: {type: integer}}, additionalProperties: false}
            Several: {type: object, patternProperties: {^x: {type: integer}, ^y: false}, additionalProperties: {type: string}}
            ",
        ),
        "
        Closed: object
          ...: integer
          holds {\"patternProperties\":{\"^x\":true},\"additionalProperties\":false}

        Named: object
          a?: string
          ...: integer
          holds {\"properties\":{\"a\":true},\"patternProperties\":{\"^x\":{\"type\":\"integer\"}},\"additionalProperties\":false}

        Open: object
          ...: any
          holds {\"patternProperties\":{\"^x\":{\"type\":\"integer\"}}}

        All: object
          ...: integer

        Several: object
          ...: any of
            |: integer
            |: string
          holds {\"patternProperties\":{\"^x\":{\"type\":\"integer\"},\"^y\":false},\"additionalProperties\":{\"type\":\"string\"}}
        ",
    );
}

#[test]
fn what_no_part_of_a_schema_speaks_of() {
    gives(
        &newer_schemas(
            "
            Base: {type: object, properties: {id: {type: string}}}
            Alone: {type: object, properties: {id: {type: string}}, unevaluatedProperties: {type: integer}}
            Whole: {allOf: [{$ref: '#/components/schemas/Base'}], unevaluatedProperties: false}
            Arms: {type: object, allOf: [{$ref: '#/components/schemas/Base'}], anyOf: [{required: [id]}, {properties: {b: {type: string}}}], unevaluatedProperties: false}
            Narrowed: {type: object, properties: {a: {}}, anyOf: [{required: [a]}, {maxProperties: 0}], unevaluatedProperties: false}
            All: {type: object, additionalProperties: {type: string}, unevaluatedProperties: false}
            List: {type: array, unevaluatedItems: {type: string}}
            Tuple: {type: array, items: [{type: string}], additionalItems: {type: integer}}
            Marked: {type: array, prefixItems: [{type: string}], contains: {type: integer}, unevaluatedItems: false}
            ",
        ),
        "
        Base: object
          id?: string

        Alone: object
          id?: string
          ...: integer

        Whole: all of
          &: Base
          &: object
          ...: none

        Arms: all of
          &: Base
          &: any of
            |: object
              id: any
            |: object
              b?: string
          &: object
            holds {\"properties\":{\"id\":true},\"anyOf\":[{\"required\":[\"id\"]},{\"properties\":{\"b\":{\"type\":\"string\"}}}],\"unevaluatedProperties\":false}

        Narrowed: object
          a?: any
          ...: none
          any of: object
            a: any
          any of: object properties<=0

        All: object
          ...: string

        List: array
          item: string

        Tuple: tuple
          0: string
          ...: integer

        Marked: tuple
          0: string
          ...: any
          holds {\"contains\":{\"type\":\"integer\"},\"prefixItems\":[true],\"unevaluatedItems\":false}
        warning OA009 /components/schemas/Tuple/items
        warning OA009 /components/schemas/Tuple/additionalItems
        ",
    );
}

#[test]
fn keywords_that_say_nothing_alone_and_those_of_another_edition() {
    gives(
        &schemas(
            "
            Alone: {type: object, then: {required: [a]}, else: {}, minContains: 1}
            Idle: {type: string, contains: {}, propertyNames: {}}
            Circle: {type: object, if: {$ref: '#/components/schemas/Circle'}, then: {required: [a]}}
            ",
        ),
        "
        Alone: object

        Idle: string

        Circle: object
          holds {\"if\":{\"$ref\":\"#/$defs/Circle\"},\"then\":{\"required\":[\"a\"]}}
        warning OA009 /components/schemas/Alone/then
        warning OA009 /components/schemas/Alone/else
        warning OA009 /components/schemas/Alone/minContains
        warning OA009 /components/schemas/Idle/contains
        warning OA009 /components/schemas/Idle/propertyNames
        warning OA009 /components/schemas/Circle/if
        warning OA009 /components/schemas/Circle/then
        note OA008 /components/schemas/Alone/minContains
        note OA008 /components/schemas/Alone/then
        note OA008 /components/schemas/Alone/else
        note OA008 /components/schemas/Idle/contains
        note OA008 /components/schemas/Idle/propertyNames
        note OA008 /components/schemas/Circle
        ",
    );
}

#[test]
fn what_a_dynamic_reference_leads_to_speaks_of_items_too() {
    gives(
        &newer_schemas(
            "
            Row: {$id: row, type: array, prefixItems: [true], $dynamicRef: '#more', unevaluatedItems: false, $defs: {more: {$dynamicAnchor: more}}}
            Wide: {$id: wide, $ref: row, $defs: {more: {$dynamicAnchor: more, prefixItems: [true, {type: integer}]}}}
            Narrow: {$id: narrow, $ref: row, $defs: {more: {$dynamicAnchor: more, maxItems: 1}}}
            Forbidden: {type: array, if: {$ref: wide}, then: {$ref: narrow}}
            ",
        ),
        r##"
        Row: all of
          &: tuple
            0: any
            ...: any
            holds {"prefixItems":[true],"unevaluatedItems":false}
          &: any

        Wide: = /components/schemas/Row
          target: all of
            &: tuple
              0: any
              ...: any
              holds {"prefixItems":[true,true],"unevaluatedItems":false}
            &: tuple
              0: any
              1: integer
              ...: any

        Narrow: = /components/schemas/Row
          target: all of
            &: tuple
              0: any
              ...: any
              holds {"prefixItems":[true],"unevaluatedItems":false}
            &: any items<=1

        Forbidden: array
          item: any
          holds {"if":{"$ref":"#/$defs/Wide"},"then":{"$ref":"#/$defs/Narrow"}}
        "##,
    );
}
