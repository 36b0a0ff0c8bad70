//! Schemas that values are held against, limits of JSON forms, and limits that are exact.

use std::collections::BTreeMap;

use super::support::schema::no_patterns;
use super::support::{Decimal, Json, Validate, Violations};
use super::{patterns, support};

object! {
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Contact {
        * min_properties 1,
        * schema r#"{"oneOf":[{"required":["mail"]},{"required":["phone"]}]}"#,
        * schema r#"{"not":{"properties":{"mail":{"type":"string","pattern":"^root@"}},"required":["mail"]}}"# with patterns,
        "mail" optional mail: Option<String>,
        "phone" optional phone: Option<String> { schema r#"{"anyOf":[{"maxLength":2},{"minLength":4}]}"# },
        "code" optional code: Option<bool> { json { max_length 1, schema r#"{"not":{"enum":[false]}}"# } },
        "word" optional word: Option<String> { pattern r"^\cA.$" as r"^\x01[^\n\r]$" },
        _ extra extra: BTreeMap<String, Json>,
    }
}

fn broken(value: &impl Validate) -> Vec<String> {
    value.validate().err().into_iter().flatten().map(|violation| violation.to_string()).collect()
}

fn contact(text: &str) -> Contact {
    support::from_str(text).unwrap()
}

#[test]
fn a_whole_is_held_against_schemas() {
    let sets = r#"value breaks oneOf [{"required":["mail"]},{"required":["phone"]}]"#;
    let root = r#"value breaks not {"properties":{"mail":{"type":"string","pattern":"^root@"}},"required":["mail"]}"#;
    assert_eq!(broken(&contact("{}")), ["value breaks minProperties 1", sets]);
    assert_eq!(broken(&contact(r#"{"mail":"a@b"}"#)), Vec::<String>::new());
    assert_eq!(broken(&contact(r#"{"mail":"a@b","phone":"12"}"#)), [sets]);
    assert_eq!(broken(&contact(r#"{"mail":"root@b"}"#)), [root]);
    assert_eq!(broken(&contact(r#"{"other":1}"#)), [sets]);
}

#[test]
fn values_and_their_json_forms_have_limits() {
    assert_eq!(
        broken(&contact(r#"{"phone":"123","code":false,"word":"\u0001\n"}"#)),
        [
            r#"/phone breaks anyOf [{"maxLength":2},{"minLength":4}]"#,
            r#"/code breaks not {"enum":[false]}"#,
            r"/word breaks pattern ^\cA.$",
        ]
    );
    assert_eq!(broken(&contact(r#"{"phone":"1234","code":true,"word":"\u0001a"}"#)), Vec::<String>::new());
}

/// Whether a value keeps a schema.
fn keeps(schema: &'static str, value: &str) -> bool {
    let mut found = Violations::default();
    found.schema(&Json::parse(value).unwrap(), schema, no_patterns);
    found.is_empty()
}

#[test]
fn schemas_are_held_to_the_letter() {
    for (schema, kept, broken) in [
        (r#"{"not":{"type":"integer"}}"#, &["1.5", "\"1\"", "null", "[]"][..], &["1", "1.0", "-2e3"][..]),
        (r#"{"not":{"type":["integer","null"]}}"#, &["true"], &["null", "0"]),
        (
            r#"{"not":{"enum":[1,"a",{"b":[2]}]}}"#,
            &["2", "\"b\"", "{\"b\":[]}"],
            &["1.0", "\"\\u0061\"", "{\"b\":[2.0]}"],
        ),
        (r#"{"not":{"items":{"minimum":1}}}"#, &["[0]", "[1,0]"], &["[1,2]", "\"no array\""]),
        (r#"{"not":{"minimum":1,"exclusiveMaximum":2}}"#, &["0.9", "2"], &["1", "1.99", "true"]),
        (
            r#"{"not":{"properties":{"a":{"type":"string"}},"additionalProperties":false}}"#,
            &["{\"b\":1}", "{\"a\":1}"],
            &["{}", "{\"a\":\"\"}"],
        ),
        (r#"{"anyOf":[{"minItems":2},{"uniqueItems":true}]}"#, &["[1]", "[1,1]", "1"], &[]),
        (r#"{"oneOf":[{"multipleOf":3},{"multipleOf":[2,5]}]}"#, &["3", "10", "20"], &["30", "4", "7"]),
        (r#"{"anyOf":[{"minLength":2},{"maxProperties":0}],"not":{"type":"null"}}"#, &["\"😀😀\"", "{}"], &["null"]),
        (
            r##"{"not":{"$ref":"#/$defs/Tree"},"$defs":{"Tree":{"type":"array","items":{"$ref":"#/$defs/Tree"}}}}"##,
            &["[[],[1]]", "1"],
            &["[]", "[[],[[]]]"],
        ),
    ] {
        for value in kept {
            assert!(keeps(schema, value), "{value} keeps {schema}");
        }
        for value in broken {
            assert!(!keeps(schema, value), "{value} breaks {schema}");
        }
    }
}

/// The keywords that JSON Schema 2020-12 has beside types and limits.
#[test]
fn what_holds_under_a_condition() {
    for (schema, kept, broken) in [
        (
            r#"{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"maxProperties":1}}"#,
            &[r#"{"a":1,"b":2}"#, r#"{"c":1}"#, "{}", "1"][..],
            &[r#"{"a":1}"#, r#"{"c":1,"d":1}"#][..],
        ),
        (r#"{"if":{"minimum":3}}"#, &["1", "3"], &[]),
        (r#"{"if":false,"then":false}"#, &["1"], &[]),
        (r#"{"if":true,"else":false}"#, &["1"], &[]),
        (
            r#"{"dependentRequired":{"a":["b","c"],"d":[]}}"#,
            &[r#"{"a":1,"b":1,"c":1}"#, r#"{"b":1,"d":1}"#, "[]"],
            &[r#"{"a":1,"b":1}"#],
        ),
        (
            r#"{"dependentSchemas":{"a":{"properties":{"b":{"type":"string"}}},"c":false}}"#,
            &[r#"{"b":1}"#, r#"{"a":1,"b":""}"#, "1"],
            &[r#"{"a":1,"b":1}"#, r#"{"c":1}"#],
        ),
        (r#"{"contains":{"minimum":5}}"#, &["[1,5]", "{}"], &["[]", "[1,4]"]),
        (
            r#"{"contains":{"minimum":5},"minContains":2,"maxContains":3}"#,
            &["[5,6]", "[5,6,7,1]"],
            &["[5,1]", "[5,6,7,8]"],
        ),
        (r#"{"contains":true,"minContains":0,"maxContains":1}"#, &["[]", "[1]"], &["[1,2]"]),
        (r#"{"propertyNames":{"maxLength":2}}"#, &[r#"{"ab":1}"#, r#"{"\u00e9a":1}"#, "{}", "[1]"], &[r#"{"abc":1}"#]),
        (
            r#"{"prefixItems":[{"type":"string"},true],"items":{"type":"integer"}}"#,
            &[r#"["",null,1]"#, "[]"],
            &["[1]", r#"["",1,""]"#],
        ),
    ] {
        kept.iter().for_each(|value| assert!(keeps(schema, value), "{value} keeps {schema}"));
        broken.iter().for_each(|value| assert!(!keeps(schema, value), "{value} breaks {schema}"));
    }
}

/// As [`keeps`], with patterns.
fn keeps_with_patterns(schema: &'static str, value: &str) -> bool {
    let mut found = Violations::default();
    found.schema(&Json::parse(value).unwrap(), schema, patterns::matches);
    found.is_empty()
}

#[test]
fn properties_by_pattern_and_the_rest() {
    for (schema, kept, broken) in [
        (
            r#"{"patternProperties":{"^x-":{"type":"integer"},"-y$":{"maximum":9}}}"#,
            &[r#"{"x-a":1,"b":""}"#, r#"{"x-y":9}"#][..],
            &[r#"{"x-a":""}"#, r#"{"x-y":10}"#][..],
        ),
        (
            r#"{"properties":{"a":true},"patternProperties":{"^x-":true},"additionalProperties":{"type":"null"}}"#,
            &[r#"{"a":1,"x-a":1,"b":null}"#],
            &[r#"{"b":1}"#],
        ),
        (
            r#"{"patternProperties":{"^x-":true},"allOf":[{"patternProperties":{"^y-":true}}],"unevaluatedProperties":false}"#,
            &[r#"{"x-a":1,"y-a":1}"#],
            &[r#"{"z":1}"#],
        ),
    ] {
        kept.iter().for_each(|value| assert!(keeps_with_patterns(schema, value), "{value} keeps {schema}"));
        broken.iter().for_each(|value| assert!(!keeps_with_patterns(schema, value), "{value} breaks {schema}"));
    }
}

#[test]
fn what_has_not_been_spoken_of() {
    for (schema, kept, broken) in [
        (
            r#"{"properties":{"a":true},"anyOf":[{"properties":{"b":{"type":"string"}}},{"properties":{"c":true}}],"unevaluatedProperties":false}"#,
            &[r#"{"a":1,"b":"","c":1}"#, r#"{"b":"","c":1}"#, "1"][..],
            // The first arm is broken, so that it has not spoken of `b`.
            &[r#"{"b":1,"c":1}"#, r#"{"d":1}"#][..],
        ),
        (
            r#"{"if":{"properties":{"k":{"enum":[1]}},"required":["k"]},"then":{"properties":{"a":true}},"else":{"properties":{"b":true}},"unevaluatedProperties":false}"#,
            &[r#"{"k":1,"a":1}"#, r#"{"b":1}"#],
            &[r#"{"k":1,"b":1}"#, r#"{"a":1}"#, r#"{"k":2}"#],
        ),
        (
            r#"{"dependentSchemas":{"a":{"properties":{"a":true,"b":true}}},"not":{"properties":{"c":true},"required":["c"]},"unevaluatedProperties":{"type":"integer"}}"#,
            &[r#"{"a":"","b":""}"#, r#"{"b":1}"#],
            &[r#"{"b":""}"#, r#"{"c":1}"#],
        ),
        (
            r##"{"$ref":"#/$defs/Base","allOf":[{"unevaluatedProperties":true}],"unevaluatedProperties":false,"$defs":{"Base":{"properties":{"a":true}}}}"##,
            &[r#"{"z":1}"#],
            &[],
        ),
        (
            r##"{"$ref":"#/$defs/Base","unevaluatedProperties":false,"$defs":{"Base":{"properties":{"a":true}}}}"##,
            &[r#"{"a":1}"#],
            &[r#"{"a":1,"z":1}"#],
        ),
        (
            r#"{"prefixItems":[true],"contains":{"type":"string"},"unevaluatedItems":{"type":"null"}}"#,
            &[r#"[1,"",null]"#, r#"["a"]"#],
            &[r#"[1,"",2]"#, "[1]"],
        ),
        (
            r#"{"oneOf":[{"prefixItems":[true,{"enum":[2]}],"minItems":2},{"prefixItems":[{"enum":[3]}]}],"unevaluatedItems":false}"#,
            &["[1,2]", "[3]"],
            &["[1,2,3]", "[3,4]"],
        ),
        (r#"{"items":true,"unevaluatedItems":false}"#, &["[1]"], &[]),
    ] {
        kept.iter().for_each(|value| assert!(keeps(schema, value), "{value} keeps {schema}"));
        broken.iter().for_each(|value| assert!(!keeps(schema, value), "{value} breaks {schema}"));
    }
}

#[test]
fn a_broken_condition_is_told_by_its_keyword() {
    let rules = |schema: &'static str, value: &str| {
        let mut found = Violations::default();
        found.schema(&Json::parse(value).unwrap(), schema, no_patterns);
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        rules(r#"{"if":{"required":["a"]},"then":{"required":["b"]},"dependentRequired":{"a":["c"]}}"#, r#"{"a":1}"#),
        [r#"value breaks dependentRequired {"a":["c"]}"#, r#"value breaks then {"required":["b"]}"#]
    );
    assert_eq!(
        rules(r#"{"contains":{"minimum":5},"maxContains":1,"unevaluatedItems":false}"#, "[5,6,1]"),
        ["value breaks maxContains 1", "value breaks unevaluatedItems false"]
    );
}

#[test]
fn any_json_has_the_limits_of_its_type() {
    let rules = |text: &str| {
        let (value, mut found) = (Json::parse(text).unwrap(), Violations::default());
        found.max_length(&value, 2);
        found.maximum(&value, "2");
        found.max_items(&value, 2);
        found.unique_items(&value);
        found.max_properties(&value, 1);
        found.iter().map(|violation| violation.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules("\"abc\""), ["maxLength"]);
    assert_eq!(rules("3"), ["maximum"]);
    assert_eq!(rules("[1, {\"a\": 1}, {\"a\": 1.0}]"), ["maxItems", "uniqueItems"]);
    assert_eq!(rules("{\"a\": 1, \"b\": 2}"), ["maxProperties"]);
    assert_eq!(rules("null"), Vec::<&str>::new());
}

#[test]
fn multiples_are_exact_and_quick() {
    let multiple =
        |number: &str, unit: &str| Decimal::parse(number).unwrap().is_multiple_of(&Decimal::parse(unit).unwrap());
    for (number, unit, whole) in [
        ("0.0075", "0.0001", true),
        ("0.00751", "0.0001", false),
        ("12391239123", "1e-8", true),
        ("1e308", "0.123456789", false),
        ("1e2000000000", "7", false),
        ("1e2000000000", "2e-2000000000", true),
        ("36893488147419103234", "18446744073709551617", true),
        ("36893488147419103235", "18446744073709551617", false),
        ("0", "3", true),
    ] {
        assert_eq!(multiple(number, unit), whole, "{number} by {unit}");
    }
}
