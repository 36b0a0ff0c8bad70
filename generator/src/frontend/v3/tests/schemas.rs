//! Schemas.

use super::{gives, newer_schemas, schemas, told};

#[test]
fn types_and_formats() {
    gives(
        &schemas(
            "
            A: {type: integer, format: int32}
            B: {type: integer, format: int}
            C: {type: integer, format: uint8}
            D: {type: number, format: float}
            E: {type: string, format: date-time}
            F: {type: string, format: email}
            G: {type: boolean, format: flag}
            H: {type: strng, maxLength: 3}
            I: {}
            J: {type: array}
            K: {not: {}}
            L: {not: {type: string}}
            ",
        ),
        "
        A: integer(int32)

        B: integer

        C: integer(uint8)

        D: number(float)

        E: string(date-time)

        F: string(email)

        G: boolean

        H: any length<=3

        I: any

        J: array
          item: any

        K: never

        L: any
          not: string
        note OA210 /components/schemas/B/format
        note OA210 /components/schemas/G/format
        warning OA201 /components/schemas/H/type
        warning OA006 /components/schemas/J/type
        ",
    );
}

#[test]
fn null_in_all_its_spellings() {
    gives(
        &schemas(
            "
            A: {type: string, nullable: true}
            B: {type: [string, 'null']}
            C: {enum: [a, null]}
            D: {oneOf: [{type: string}, {type: 'null'}]}
            E: {oneOf: [{type: string}, {type: integer}, {enum: [null]}]}
            F: {anyOf: [{$ref: '#/components/schemas/A'}, {nullable: true}]}
            G: {type: 'null'}
            H: {type: object, nullable: true, enum: [null]}
            ",
        ),
        "
        A: string nullable

        B: string nullable

        C: enum \"a\" nullable

        D: string nullable

        E: one of nullable
          |: string
          |: integer

        F: = A nullable

        G: never nullable

        H: never nullable
        warning OA009 /components/schemas/B/type
        warning OA009 /components/schemas/G/type
        ",
    );
}

#[test]
fn enums() {
    gives(
        &schemas(
            "
            Repeated: {type: string, enum: [a, b, a, a]}
            OnObject: {enum: [a, b], properties: {x: {type: string}}}
            OnArray: {type: array, items: {type: string}, enum: [a]}
            Texts: {type: string, enum: [1, 1.5, true]}
            Numbers: {type: integer, enum: ['1', 2, x]}
            Mixed: {enum: [1, a, true]}
            Both: {type: boolean, enum: [true, false]}
            OnlyTrue: {type: boolean, enum: [true]}
            Empty: {type: string, enum: []}
            Named: {type: string, enum: [a, a, b], x-enum-varnames: [First, Second, Third]}
            Const: {const: x}
            ",
        ),
        "
        Repeated: enum \"a\" \"b\"

        OnObject: object
          x?: string

        OnArray: array
          item: string

        Texts: enum \"1\" \"1.5\" \"true\"

        Numbers: enum 1 2

        Mixed: enum 1 \"a\" true

        Both: boolean

        OnlyTrue: enum true

        Empty: string

        Named: enum \"a\"=First \"b\"=Third

        Const: enum \"x\"
        warning OA009 /components/schemas/Const/const
        warning OA212 /components/schemas/Repeated/enum/2
        warning OA205 /components/schemas/OnObject/enum
        warning OA205 /components/schemas/OnArray/enum
        warning OA009 /components/schemas/Texts/enum/0
        warning OA009 /components/schemas/Numbers/enum/0
        warning OA205 /components/schemas/Numbers/enum/2
        warning OA205 /components/schemas/Empty/enum
        warning OA212 /components/schemas/Named/enum/1
        ",
    );
}

#[test]
fn objects() {
    gives(
        &schemas(
            "
            A:
              required: [b, missing, a]
              properties:
                a: {type: string, readOnly: true}
                b: {type: integer, default: 5, description: 'A number.', deprecated: true}
                description: {type: string}
            Open: {type: object, additionalProperties: {}}
            Closed: {type: object, additionalProperties: false}
            Map: {additionalProperties: {type: array, items: {type: string}}}
            Tuple: {type: array, items: [{type: string}, {type: integer}]}
            ",
        ),
        "
        A: object
          a: string read-only
          b: integer default=5 deprecated  # A number.
          description?: string
          missing: any

        Open: object
          ...: any

        Closed: object
          ...: none

        Map: object
          ...: array
            item: string

        Tuple: tuple
          0: string
          1: integer
          ...: any
        warning OA009 /components/schemas/Tuple/items
        warning OA211 /components/schemas/A/required/1
        ",
    );
}

#[test]
fn a_required_name_without_a_property_is_one_of_the_others() {
    gives(
        &schemas(
            "
            Typed: {type: object, required: [a, b], properties: {a: {}}, additionalProperties: {type: string, maxLength: 2}}
            Closed: {type: object, required: [a], properties: {aa: {}}, additionalProperties: false}
            Open: {type: object, required: [a], additionalProperties: true}
            ",
        ),
        "
        Typed: object
          a: any
          b: string length<=2
          ...: as at /components/schemas/Typed/additionalProperties

        Closed: object
          aa?: any
          a: any
          ...: none

        Open: object
          a: any
          ...: any
        warning OA214 /components/schemas/Closed/required/0
        warning OA211 /components/schemas/Open/required/0
        ",
    );
}

#[test]
fn limits() {
    gives(
        &schemas(
            "
            A: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 18446744073709551616}
            B: {type: number, exclusiveMinimum: 0.5, multipleOf: 0.01}
            C: {type: string, minLength: 2.0, maxLength: -1, pattern: '^a'}
            D: {type: array, items: {}, minItems: '1', uniqueItems: true}
            E: {type: integer, maxLength: 5, exclusiveMaximum: true}
            F: {type: object, minProperties: 1}
            ",
        ),
        "
        A: integer <=18446744073709551616 >1

        B: number >0.5 multiple of 0.01

        C: string length>=2 pattern=\"^a\"

        D: array items>=1 unique
          item: any

        E: integer

        F: object properties>=1
        warning OA009 /components/schemas/B/exclusiveMinimum
        warning OA009 /components/schemas/C/minLength
        warning OA005 /components/schemas/C/maxLength
        warning OA009 /components/schemas/D/minItems
        note OA008 /components/schemas/E/maxLength
        warning OA009 /components/schemas/E/exclusiveMaximum
        ",
    );
}

#[test]
fn compositions() {
    gives(
        &schemas(
            "
            Base: {type: object, properties: {id: {type: string}}}
            Only: {nullable: true, description: 'A base.', allOf: [{$ref: '#/components/schemas/Base'}]}
            OneInline: {allOf: [{type: object, properties: {a: {type: string}}}]}
            Beside:
              allOf: [{$ref: '#/components/schemas/Base'}]
              required: [id, b]
              properties: {b: {type: integer}}
            Both:
              type: object
              allOf: [{$ref: '#/components/schemas/Base'}]
              oneOf: [{required: [x], properties: {x: {type: string}}}, {properties: {y: {type: string}}}]
            Conditions:
              type: object
              properties: {a: {type: string}, b: {type: string}}
              anyOf: [{required: [a]}, {required: [b]}]
            Typed:
              type: string
              oneOf: [{enum: [a]}, {format: uuid}]
            Repeated: {type: [string, integer]}
            Tagged:
              oneOf: [{$ref: '#/components/schemas/Base'}, {$ref: '#/components/schemas/Only'}]
              discriminator:
                propertyName: kind
                mapping: {base: Base, only: '#/components/schemas/Only', gone: Gone}
            Lone: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
            ",
        ),
        "
        Base: object
          id?: string

        Only: = Base nullable  # A base.

        OneInline: object
          a?: string

        Beside: all of
          &: Base
          &: object
            b: integer
            id: any

        Both: all of
          &: Base
          &: one of
            |: object
              x: string
            |: object
              y?: string

        Conditions: object
          a?: string
          b?: string
          any of: object
            a: any
          any of: object
            b: any

        Typed: one of
          |: enum \"a\"
          |: string(uuid)

        Repeated: any of
          |: string
          |: integer

        Tagged: one of
          discriminator kind base=Base only=Only
          |: Base
          |: Only

        Lone: object
          kind?: string
        warning OA009 /components/schemas/Repeated/type
        warning OA204 /components/schemas/Tagged/discriminator/mapping/gone
        ",
    );
}

#[test]
fn keys_that_do_not_belong() {
    gives(
        &schemas(
            "
            A: {type: object, requried: [id], propertys: {}, x-own: 1, xml: {name: a}, externalDocs: {url: u}}
            B: {type: string, title: 7, maxLength: many}
            C: {type: object, required: true, properties: {a: {type: string, $vocabulary: {}}}}
            D: {type: object, properties: []}
            E: null
            ",
        ),
        "
        A: object

        B: string \"7\"

        C: object
          a?: string

        D: object

        E: any
        warning OA004 /components/schemas/A/requried
        warning OA004 /components/schemas/A/propertys
        warning OA009 /components/schemas/B/title
        error OA005 /components/schemas/B/maxLength
        warning OA009 /components/schemas/C/required
        note OA008 /components/schemas/C/properties/a/$vocabulary
        error OA005 /components/schemas/D/properties
        warning OA009 /components/schemas/E
        ",
    );
}

#[test]
fn arms_that_only_narrow_the_whole_are_conditions() {
    gives(
        &schemas(
            "
            Sets: {type: object, oneOf: [{required: [a]}, {required: [b, c]}]}
            Alone: {anyOf: [{required: [a]}, {required: [b]}]}
            Lengths: {type: string, anyOf: [{maxLength: 2}, {type: string, minLength: 4}]}
            Steps: {oneOf: [{type: integer, multipleOf: 3}, {type: integer, multipleOf: 5}]}
            Types: {anyOf: [{type: integer}, {minimum: 2}]}
            Kinds: {oneOf: [{type: integer, minimum: 2}, {type: string, maxLength: 2}]}
            One: {type: string, anyOf: [{maxLength: 2}], not: {enum: [no]}}
            Formats: {format: date, not: {pattern: '^0'}}
            ",
        ),
        "
        Sets: object
          one of: object
            a: any
          one of: object
            b: any
            c: any

        Alone: object
          any of: object
            a: any
          any of: object
            b: any

        Lengths: string
          any of: string length<=2
          any of: string length>=4

        Steps: integer
          one of: integer multiple of 3
          one of: integer multiple of 5

        Types: any of
          |: integer
          |: any >=2

        Kinds: one of
          |: integer >=2
          |: string length<=2

        One: all of
          &: string length<=2
          &: string
            not: enum \"no\"

        Formats: string(date)
          not: any pattern=\"^0\"
        note OA215 /components/schemas/Formats/format
        ",
    );
}

/// What 3.0 takes with a word of warning is the standard of 3.1, and the other way round.
#[test]
fn each_edition_warns_of_the_other() {
    let text = "
        Maybe: {type: [string, 'null']}
        Above: {type: number, exclusiveMinimum: 0}
        Left: {type: string, nullable: true}
        Over: {type: number, minimum: 0, exclusiveMinimum: true}
    ";
    let findings = |document: &str| -> Vec<String> {
        told(document).lines().filter(|line| line.contains(" OA")).map(str::to_owned).collect()
    };
    let at = |place: &str| format!("warning OA009 /components/schemas/{place}");
    assert_eq!(findings(&schemas(text)), [at("Maybe/type"), at("Above/exclusiveMinimum")]);
    assert_eq!(findings(&newer_schemas(text)), [at("Left/nullable"), at("Over/exclusiveMinimum")]);
}
