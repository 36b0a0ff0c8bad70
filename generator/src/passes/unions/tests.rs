//! What is reported of unions; how they dispatch is shown by the tests of `plan::types`.

use crate::diagnostics::Diagnostics;
use crate::source::SourceMap;
use crate::{document, frontend, passes};

#[track_caller]
fn check(schemas: &str, expected: &[&str]) {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents: {{ schemas: {{ {schemas} }} }}\n"
    );
    let mut sources = SourceMap::default();
    let id = sources.add("a.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, id, &mut diagnostics).expect("the test's document is YAML");
    let api = frontend::lower(&document, &mut diagnostics);
    let _ = passes::run(api, &crate::config::Config::default(), &mut diagnostics);
    let found: Vec<String> = diagnostics.iter().map(|one| format!("{} {}", one.code.id, one.message)).collect();
    assert_eq!(found, expected);
}

const CAT: &str =
    "Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }";

#[test]
fn a_discriminator_that_an_arm_lacks() {
    check(
        &format!(
            "{CAT}, Stone: {{ type: object, properties: {{ weight: {{ type: integer }} }} }}, Thing: {{ oneOf: [ \
             {{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Stone' }} ], \
             discriminator: {{ propertyName: kind }} }}"
        ),
        &["OA204 an arm has no property `kind`, which the discriminator names"],
    );
}

#[test]
fn a_mapping_that_leads_elsewhere() {
    check(
        &format!(
            "{CAT}, Dog: {{ type: object, required: [kind], properties: {{ kind: {{ type: string, enum: [dog] }} }} }}, \
             Pet: {{ oneOf: [ {{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }} ], \
             discriminator: {{ propertyName: kind, mapping: {{ cat: Cat, hound: Dog, pet: Pet }} }} }}"
        ),
        &[
            "OA204 `pet` of the mapping chooses a schema that is no arm; the entry is left out",
            "OA204 the mapping chooses an arm by \"hound\", which its `kind` cannot be",
        ],
    );
}

#[test]
fn a_mapping_by_numbers_and_booleans() {
    let thing = |first: &str, second: &str, keys: (&str, &str)| {
        format!(
            "A: {{ type: object, required: [t], properties: {{ t: {first} }} }}, \
             B: {{ type: object, required: [t], properties: {{ t: {second} }} }}, \
             Thing: {{ oneOf: [ {{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }} ], \
             discriminator: {{ propertyName: t, mapping: {{ '{}': A, '{}': B }} }} }}",
            keys.0, keys.1
        )
    };
    check(&thing("{ type: integer, enum: [1] }", "{ type: integer, enum: [2] }", ("1", "2")), &[]);
    check(&thing("{ type: boolean, enum: [true] }", "{ type: boolean, enum: [false] }", ("true", "false")), &[]);
    check(&thing("{ type: integer }", "{ type: integer }", ("1", "2")), &[]);
    check(
        &thing("{ type: integer, enum: [1] }", "{ type: integer, enum: [2] }", ("1", "3")),
        &["OA204 the mapping chooses an arm by \"3\", which its `t` cannot be"],
    );
}

#[test]
fn a_value_that_several_arms_take() {
    check(
        "A: { type: object, properties: { a: { type: string } } }, \
         B: { type: object, required: [a], properties: { a: { type: string } } }, \
         Either: { oneOf: [ { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' } ] }",
        &["OA203 arms cannot be told apart: more than one takes `{\"a\":\"string\"}`"],
    );
}

#[test]
fn any_of_may_have_several_arms_for_a_value() {
    check(
        "A: { type: object, properties: { a: { type: string } } }, \
         B: { type: object, required: [a], properties: { a: { type: string } } }, \
         Either: { anyOf: [ { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' } ] }",
        &[],
    );
}

const NULL: &str = "OA203 arms cannot be told apart: more than one takes `null`";

/// What is said of `schemas` with the component `N`, a string or null, and `M`, an integer or null.
#[track_caller]
fn check_null(schemas: &str, expected: &[&str]) {
    check(
        &format!("N: {{ type: string, nullable: true }}, M: {{ type: integer, nullable: true }}, {schemas}"),
        expected,
    );
}

#[test]
fn null_in_several_arms_of_one_of() {
    for arms in [
        "{ type: string, nullable: true }, { type: integer, nullable: true }",
        "{ $ref: '#/components/schemas/N' }, { $ref: '#/components/schemas/M' }",
        "{ type: string, enum: [a, null] }, { nullable: true, enum: [null] }, { type: integer }",
        "{ nullable: true, enum: [null] }, { $ref: '#/components/schemas/N' }",
        "{ nullable: true, enum: [null] }, { type: string, nullable: true }",
        "{ type: object, nullable: true, additionalProperties: false }, { type: string, nullable: true }, { type: integer }",
        "{ oneOf: [ { type: boolean }, { type: integer, nullable: true } ] }, { $ref: '#/components/schemas/N' }",
        "{ anyOf: [ { type: boolean, nullable: true }, { type: integer, nullable: true } ] }, { $ref: '#/components/schemas/N' }",
        "{ allOf: [ { $ref: '#/components/schemas/N' } ], description: d }, { $ref: '#/components/schemas/M' }",
        "{}, { $ref: '#/components/schemas/N' }",
        "{ nullable: true, enum: [null] }, { description: anything }",
    ] {
        check_null(&format!("U: {{ oneOf: [ {arms} ] }}"), &[NULL]);
    }
}

#[test]
fn null_in_one_arm_or_beside_the_union() {
    for schema in [
        "{ oneOf: [ { $ref: '#/components/schemas/N' }, { type: integer } ] }",
        "{ oneOf: [ { type: string }, { nullable: true, enum: [null] } ] }",
        "{ oneOf: [ { type: string }, { type: integer } ], nullable: true }",
        "{ oneOf: [ { $ref: '#/components/schemas/N' }, { $ref: '#/components/schemas/M' } ], nullable: true }",
        "{ anyOf: [ { $ref: '#/components/schemas/N' }, { $ref: '#/components/schemas/M' } ] }",
        "{ anyOf: [ { nullable: true, enum: [null] }, { $ref: '#/components/schemas/N' } ] }",
        // The same arm twice is one.
        "{ oneOf: [ { $ref: '#/components/schemas/N' }, { $ref: '#/components/schemas/N' }, { type: integer } ] }",
        // An arm that refuses null for the same reason takes none.
        "{ anyOf: [ { type: boolean }, { oneOf: [ { type: string }, { nullable: true, enum: [null] } ] } ] }",
        "{ oneOf: [ { nullable: true, enum: [null] }, { type: string, nullable: true, not: { nullable: true, enum: [null] } } ] }",
    ] {
        check_null(&format!("U: {schema}"), &[]);
    }
}

#[test]
fn an_arm_that_is_not_there_takes_no_null() {
    check_null(
        "U: { oneOf: [ { $ref: '#/components/schemas/Gone' }, { $ref: '#/components/schemas/N' } ] }",
        &["OA101 `#/components/schemas/Gone` leads nowhere"],
    );
}

#[test]
fn null_of_a_union_that_stands_later() {
    check_null(
        "U: { oneOf: [ { $ref: '#/components/schemas/V' }, { $ref: '#/components/schemas/N' } ] }, \
         V: { anyOf: [ { type: boolean }, { $ref: '#/components/schemas/M' } ] }",
        &[NULL],
    );
}

#[test]
fn lists_and_limits_tell_arms_apart() {
    check(
        "Word: { oneOf: [ { type: string, enum: [a] }, { type: string, enum: [b, c] } ] }, \
         Size: { oneOf: [ { type: integer, maximum: 0 }, { type: integer, minimum: 9 } ] }",
        &[],
    );
}

#[test]
fn a_discriminator_without_heirs() {
    check(
        "Lone: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }",
        &["OA008 a discriminator without oneOf, anyOf or heirs is not used: values are read as this schema alone"],
    );
}

#[test]
fn another_name_for_a_parent_is_no_heir() {
    const PET: &str =
        "Pet: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }";
    let alone =
        ["OA008 a discriminator without oneOf, anyOf or heirs is not used: values are read as this schema alone"];
    let heirs = ["OA213 wherever this schema is referred to, a value may be one of its heirs"];
    for (other, expected) in [
        ("{ $ref: '#/components/schemas/Pet' }", &alone),
        ("{ oneOf: [ { $ref: '#/components/schemas/Pet' } ] }", &alone),
        ("{ anyOf: [ { $ref: '#/components/schemas/Pet' } ] }", &alone),
        ("{ nullable: true, allOf: [ { $ref: '#/components/schemas/Pet' } ] }", &alone),
        ("{ allOf: [ { $ref: '#/components/schemas/Pet' } ] }", &heirs),
        ("{ description: D, allOf: [ { $ref: '#/components/schemas/Pet' } ] }", &heirs),
    ] {
        check(&format!("{PET}, Other: {other}"), expected);
    }
}

#[test]
fn a_default_arm_is_found_in_what_it_becomes() {
    const ARMS: &str = "Cat: { type: object, properties: { kind: { type: string }, lives: { type: integer } } }, \
        Any: { type: object, properties: { kind: { type: string } } }";
    const TAG: &str = "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Any' } ], \
        discriminator: { propertyName: kind, defaultMapping: Any }";
    let named = "OA009 `defaultMapping` belongs to OpenAPI 3.2; it is taken as meant there";
    check(&format!("{ARMS}, Alone: {{ {TAG} }}"), &[named]);
    check(&format!("{ARMS}, Met: {{ type: object, properties: {{ id: {{ type: string }} }}, {TAG} }}"), &[named]);
}
