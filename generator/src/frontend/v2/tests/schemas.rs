//! Definitions: what Swagger 2.0 has otherwise than OpenAPI 3.

use super::{definitions, gives};
use crate::frontend::v3::tests::lowered;

#[test]
fn null_is_an_extension() {
    gives(
        &definitions(
            "
            A: {type: string, x-nullable: true}
            B: {type: object, properties: {a: {$ref: '#/definitions/A'}, c: {$ref: '#/definitions/C', x-nullable: true}}}
            C: {type: integer, nullable: true}
            D: {type: string, x-omitempty: true, x-go-name: D}
            ",
        ),
        "
        A: string nullable

        B: object
          a?: A
          c?: = C nullable

        C: integer nullable

        D: string
        warning OA009 /definitions/C/nullable
        ",
    );
}

#[test]
fn heirs_by_name_and_by_value() {
    gives(
        &definitions(
            "
            Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}
            Cat: {allOf: [{$ref: '#/definitions/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
            Dog:
              x-ms-discriminator-value: hound
              allOf: [{$ref: '#/definitions/Pet'}, {type: object, properties: {size: {type: integer}}}]
            Puppy: {x-discriminator-value: pup, allOf: [{$ref: '#/definitions/Dog'}]}
            Odd: {x-ms-discriminator-value: 5, type: object}
            ",
        ),
        "
        Pet: object
          kind: string

        Cat: all of
          &: Pet
          &: object
            lives?: integer

        Dog: all of
          &: Pet
          &: object
            size?: integer

        Puppy: = Dog

        Odd: object
        warning OA309 /definitions/Odd/x-ms-discriminator-value
        ",
    );
}

#[test]
fn values_of_heirs_are_in_the_discriminator() {
    let text = definitions(
        "
        Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}
        Dog: {x-ms-discriminator-value: hound, allOf: [{$ref: '#/definitions/Pet'}, {type: object}]}
        Puppy: {x-discriminator-value: pup, allOf: [{$ref: '#/definitions/Dog'}]}
        Other: {x-discriminator-value: other, type: object}
        ",
    );
    let (api, _) = lowered(&text);
    let values: Vec<_> = api.parents.iter().flat_map(|(_, tag)| &tag.mapping).map(|entry| &entry.value).collect();
    assert_eq!(values, ["hound", "pup"]);
}

#[test]
fn keys_of_openapi_3_are_taken_as_meant_there() {
    gives(
        &definitions(
            "
            A: {oneOf: [{type: string}, {type: integer}], deprecated: true}
            B: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string, writeOnly: true}}}
            C: {type: [string, 'null'], const: x}
            D: {type: integer, minimum: 0, exclusiveMinimum: true, readOnly: true, example: 5, xml: {name: d}}
            E: {type: file}
            ",
        ),
        "
        A: one of deprecated
          |: string
          |: integer

        B: object
          kind?: string write-only

        C: enum \"x\" nullable

        D: integer read-only >0 examples(1)

        E: string(binary)
        warning OA009 /definitions/A/oneOf
        warning OA009 /definitions/A/deprecated
        warning OA009 /definitions/B/discriminator
        warning OA009 /definitions/B/properties/kind/writeOnly
        warning OA009 /definitions/C/type
        warning OA009 /definitions/C/const
        warning OA009 /definitions/E/type
        ",
    );
}

#[test]
fn references() {
    gives(
        &definitions(
            "
            A: {$ref: '#/definitions/B'}
            B: {type: object, properties: {deep: {type: string, enum: [x]}, same: {$ref: '#/definitions/B/properties/deep'}}}
            C: {$ref: '#/definitions/b'}
            D: {$ref: B}
            E: {$ref: '#/components/schemas/B'}
            F: {$ref: '#/parameters/B'}
            ",
        ),
        "
        A: = B

        B: object
          deep?: enum \"x\"
          same?: as at /definitions/B/properties/deep

        C: any

        D: = B

        E: any

        F: any
        error OA101 /definitions/C/$ref
        warning OA009 /definitions/D/$ref
        error OA101 /definitions/E/$ref
        error OA101 /definitions/F/$ref
        ",
    );
}
