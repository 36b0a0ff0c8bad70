//! What OpenAPI 3.1 says and 3.0 does not.

use super::{gives, newer_document, newer_schemas, told};

#[test]
fn words_beside_a_reference_are_about_this_use_of_it() {
    gives(
        &newer_schemas(
            "
            Id: {type: string, description: 'An id.', examples: [a]}
            User:
              type: object
              properties:
                plain: {$ref: '#/components/schemas/Id', $comment: nothing, x-own: 1}
                told: {$ref: '#/components/schemas/Id', title: T, description: 'Its own.', deprecated: true, readOnly: true}
                shown: {$ref: '#/components/schemas/Id', default: b, examples: [b, c]}
                left: {$ref: '#/components/schemas/Id', nullable: true}
            ",
        ),
        "
        Id: string examples(1)  # An id.

        User: object
          plain?: Id
          told?: = Id read-only \"T\" deprecated  # Its own.
          shown?: = Id default=\"b\" examples(2)
          left?: = Id nullable
        warning OA009 /components/schemas/User/properties/left/nullable
        ",
    );
}

#[test]
fn all_that_stands_beside_a_reference_holds() {
    gives(
        &newer_schemas(
            "
            Base: {type: object, properties: {id: {type: string}}}
            Wider: {$ref: '#/components/schemas/Base', required: [id], properties: {more: {type: integer}}}
            Typed: {$ref: '#/components/schemas/Base', type: object, description: 'The same.'}
            Short: {$ref: '#/components/schemas/Text', maxLength: 3}
            Text: {type: string}
            Arms: {oneOf: [{type: object, required: [a]}, {type: object, required: [b]}], $ref: '#/components/schemas/Base'}
            Both: {$ref: '#/components/schemas/Base', allOf: [{$ref: '#/components/schemas/Wider'}]}
            Lost: {$ref: '#/components/schemas/Gone', maxLength: 3, type: string}
            ",
        ),
        "
        Base: object
          id?: string

        Wider: all of
          &: Base
          &: object
            more?: integer
            id: any

        Typed: all of  # The same.
          &: Base
          &: object

        Short: all of
          &: Text
          &: any length<=3

        Text: string

        Arms: all of
          &: object
            one of: object
              a: any
            one of: object
              b: any
          &: Base

        Both: all of
          &: Base
          &: Wider

        Lost: all of
          &: string length<=3
        error OA101 /components/schemas/Lost/$ref
        ",
    );
}

#[test]
fn texts_of_a_reference_stand_for_those_of_its_target() {
    gives(
        &newer_document(
            "
            paths:
              /a:
                put:
                  operationId: a
                  parameters: [{$ref: '#/components/parameters/P', description: 'This one.'}, {$ref: '#/components/parameters/Q'}]
                  requestBody: {$ref: '#/components/requestBodies/B', description: 'This body.'}
                  responses:
                    '200': {$ref: '#/components/responses/R', description: 'Found.', summary: Found}
                    '404': {$ref: '#/components/responses/R', headers: {}}
            components:
              parameters:
                P: {name: p, in: query, description: 'Any one.', schema: {type: string}}
                Q: {name: q, in: query, description: 'Any one.', schema: {type: string}}
              requestBodies: {B: {description: 'Any body.', content: {text/plain: {schema: {type: string}}}}}
              responses: {R: {description: 'Gone.'}}
            ",
        ),
        "
        PUT /a a
          at /paths/~1a/put
          security none
          # This one.
          query p [Form*]: string
          # Any one.
          query q [Form*]: string
          body  # This body.
            text/plain (Text): string
          200  # Found.
          404  # Gone.
        warning OA009 /paths/~1a/put/responses/404/headers
        ",
    );
}

#[test]
fn a_list_of_types_is_a_union_whose_arms_have_their_own_limits_only() {
    gives(
        &newer_schemas(
            "
            Both: {type: [string, integer], maxLength: 3, minimum: 1}
            Three: {type: [object, array, 'null'], properties: {a: {type: string}}, items: {type: integer}, required: [a]}
            One: {type: [string], maxLength: 3}
            Null: {type: 'null'}
            Maybe: {type: [string, 'null'], nullable: true, enum: [a, b]}
            Listed: {type: [string, integer], enum: [a, 1, null, true, 1.5]}
            Told: {type: [string, 'null'], enum: [a, null]}
            Moment: {type: [string, integer, boolean], format: date-time}
            ",
        ),
        "
        Both: any of
          |: string length<=3
          |: integer >=1

        Three: any of nullable
          |: object
            a: string
          |: array
            item: integer

        One: string length<=3

        Null: never nullable

        Maybe: enum \"a\" \"b\" nullable

        Listed: enum \"a\" 1 nullable

        Told: enum \"a\" nullable

        Moment: any of
          |: string(date-time)
          |: integer
          |: boolean
        warning OA009 /components/schemas/Maybe/nullable
        warning OA205 /components/schemas/Listed/enum/3
        ",
    );
}

#[test]
fn constants_are_of_any_type() {
    gives(
        &newer_schemas(
            "
            Object: {const: {a: 1}}
            Array: {const: [1, 'a']}
            Null: {const: null}
            Number: {const: 1.50}
            True: {const: true}
            Typed: {type: object, const: {a: 1}}
            Text: {type: string, const: a}
            Wrong: {type: integer, const: a}
            Both: {const: a, enum: [a, b]}
            Neither: {const: c, enum: [a, b]}
            Base: {type: object, properties: {kind: {const: base}}, required: [kind]}
            Items: {type: array, items: {type: integer}, const: [1, 2]}
            Nothing: {type: string, enum: []}
            Members: {allOf: [{$ref: '#/components/schemas/Text'}], enum: []}
            ",
        ),
        "
        Object: enum {\"a\":1}

        Array: enum [1,\"a\"]

        Null: never nullable

        Number: enum 1.5

        True: enum true

        Typed: enum {\"a\":1}

        Text: enum \"a\"

        Wrong: never

        Both: enum \"a\"

        Neither: enum \"c\"

        Base: object
          kind: enum \"base\"

        Items: enum [1,2]

        Nothing: never

        Members: all of
          &: Text
          &: never
        warning OA205 /components/schemas/Wrong/const
        warning OA205 /components/schemas/Neither/enum
        warning OA205 /components/schemas/Nothing/enum
        warning OA205 /components/schemas/Members/enum
        ",
    );
}

#[test]
fn a_boolean_is_a_schema_everywhere() {
    gives(
        &newer_schemas(
            "
            All: true
            None: false
            Object: {type: object, properties: {any: true, none: false}, additionalProperties: false}
            List: {type: array, items: true}
            Empty: {type: array, items: false}
            Not: {not: true}
            Yes: {not: false}
            Sum: {allOf: [true, {type: string}]}
            Never: {allOf: [{type: string}, false]}
            Arms: {anyOf: [{type: string}, false]}
            One: {oneOf: [true, false]}
            ",
        ),
        "
        All: any

        None: never

        Object: object
          any?: any
          none?: never
          ...: none

        List: array
          item: any

        Empty: array
          item: never

        Not: never

        Yes: any

        Sum: all of
          &: any
          &: string

        Never: all of
          &: string
          &: never

        Arms: string

        One: any
        ",
    );
}

#[test]
fn null_in_the_spellings_of_3_1() {
    gives(
        &newer_schemas(
            "
            A: {type: [string, 'null']}
            B: {anyOf: [{type: string}, {type: 'null'}]}
            C: {oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}
            D: {anyOf: [{type: string}, {type: integer}, {const: null}]}
            E: {enum: [a, null]}
            F: {type: [string, 'null'], enum: [a, b]}
            G: {type: string, enum: [a, null]}
            H: {type: [object, 'null'], properties: {a: {type: ['null', integer], format: int32}}}
            I: {oneOf: [{type: ['null']}, {enum: [null]}]}
            J: {type: string, nullable: true, enum: [a]}
            ",
        ),
        "
        A: string nullable

        B: string nullable

        C: = A nullable

        D: any of nullable
          |: string
          |: integer

        E: enum \"a\" nullable

        F: enum \"a\" \"b\" nullable

        G: enum \"a\" nullable

        H: object nullable
          a?: integer(int32) nullable

        I: never nullable

        J: enum \"a\" nullable
        warning OA009 /components/schemas/J/nullable
        ",
    );
}

/// What a Reference Object of 3.1 says beside its reference is a text like any other.
#[test]
fn words_beside_a_reference_are_texts() {
    let text = newer_document(
        "
        paths:
          /a:
            get:
              parameters: [{$ref: '#/components/parameters/p', description: {$ref: p.md}}]
              responses: {default: {description: d}}
        components:
          parameters: {p: {name: p, in: query, schema: {type: string}}}
        ",
    );
    let findings = |text: &str| -> Vec<String> {
        told(text).lines().filter(|line| line.contains(" OA")).map(str::to_owned).collect()
    };
    assert_eq!(
        findings(&text.replacen("3.0.3", "3.1.0", 1)),
        ["warning OA005 /paths/~1a/get/parameters/0/description"]
    );
}

/// A list of types holds texts; what else stands there is told.
#[test]
fn lists_of_types_hold_texts() {
    let told = told(&newer_schemas(
        "
        None: {type: []}
        Number: {type: [1]}
        Bare: {type: [string, null]}
        ",
    ));
    let findings: Vec<&str> = told.lines().filter(|line| line.contains(" OA")).collect();
    assert_eq!(
        findings,
        [
            "warning OA009 /components/schemas/None/type",
            "warning OA005 /components/schemas/Number/type/0",
            "warning OA009 /components/schemas/Bare/type/1",
        ]
    );
}
