//! Component schemas in, types out: each case is a rule.

use crate::config::{Config, Enums, Integers, UnknownProperties};
use crate::diagnostics::{Diagnostics, Strictness};
use crate::source::SourceMap;
use crate::{document, frontend, passes, plan};

mod all_of;

/// The types of some component schemas, one line a thing, and the codes of what was found.
fn planned(schemas: &str, config: &Config) -> (String, Vec<&'static str>) {
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    let text =
        format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}");
    let mut sources = SourceMap::default();
    let id = sources.add("a.yaml", text);
    let mut diagnostics = Diagnostics::new(Strictness::Normal);
    let document = document::parse(&sources, id, &mut diagnostics).expect("the test's document is YAML");
    let api = frontend::lower(&document, &mut diagnostics);
    let api = passes::run(api, config, &mut diagnostics);
    let plan = plan::plan(&api, config, &mut diagnostics);
    let dump = plan::dump::dump(&plan, None);
    let head = |line: &&str| {
        let words = ["package", "crate", "base url", "rename", "fallback"];
        !words.iter().any(|word| line.starts_with(word)) && !line.is_empty()
    };
    let lines: Vec<&str> = dump.lines().filter(head).collect();
    let codes = diagnostics.iter().map(|one| one.code.id).collect();
    (lines.join("\n"), codes)
}

#[track_caller]
fn check(schemas: &str, expected: &str, codes: &[&str]) {
    check_with(&Config::default(), schemas, expected, codes);
}

#[track_caller]
fn check_with(config: &Config, schemas: &str, expected: &str, codes: &[&str]) {
    let trimmed = |text: &str| {
        let text = text.trim_matches('\n');
        let indent =
            text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len());
        let indent = indent.min().unwrap_or(0);
        let lines: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or_default().trim_end()).collect();
        lines.join("\n").trim_end().to_owned()
    };
    let (types, found) = planned(&trimmed(schemas), config);
    assert_eq!(types, trimmed(expected));
    assert_eq!(found, codes);
}

#[test]
fn arms_that_are_one_in_rust_are_one_arm() {
    check(
        "
        Ip: { anyOf: [{ type: string, format: ipv4 }, { type: string, format: ipv6 }] }
        Model: { anyOf: [{ type: string }, { type: string, enum: [small, large] }] }
        Null: { oneOf: [{ type: integer }, { type: object, nullable: true, additionalProperties: false }] }
        Holder: { type: object, properties: { null: { $ref: '#/components/schemas/Null' } } }
        ",
        r#"
        alias Ip = String
        alias Model = ModelValue
        enum ModelValue String open, else Other
          Small = "small"
          Large = "large"
        alias Null = i64
        struct Holder default
          null: maybe Null = "null"
        "#,
        &["OA203"],
    );
}

#[test]
fn the_shortest_name_is_that_of_equal_inline_schemas() {
    check(
        "
        MissingRole: { type: object, properties: { role: { type: string, enum: [owner, reader] } } }
        Role: { type: object, properties: { role: { type: string, enum: [owner, reader], description: Which. } } }
        ",
        r#"
        struct MissingRole default validates
          role: optional RoleName = "role"
        enum RoleName String, else Other
          Owner = "owner"
          Reader = "reader"
        struct Role default validates
          role: optional RoleName = "role"
        "#,
        &[],
    );
}

#[test]
fn every_enum_is_a_type() {
    check(
        r#"
        Half: { enum: [0.5, 1, 1.0] }
        Yes: { type: boolean, enum: [true] }
        Flag: { enum: [true, false, null] }
        Mixed: { enum: [none, 10, null, [1, 2], { a: 1 }, true] }
        Huge: { type: integer, enum: [1.0, 18446744073709551616] }
        Whole: { type: integer, enum: [1.0, 2e1] }
        Rows: { type: array, items: { type: integer }, enum: [[1], []] }
        Holder: { type: object, properties: { flag: { $ref: '#/components/schemas/Flag' }, mixed: { $ref: '#/components/schemas/Mixed' } } }
        "#,
        r#"
        enum Half Json, else Other
          V0_5 = 0.5
          N1 = 1
        enum Yes Json single, else Other
          True = true
        alias Flag = bool
        enum Mixed Json, else Other
          None = "none"
          N10 = 10
          Array1_2 = [1,2]
          ObjectA1 = {"a":1}
          True = true
        enum Huge Json, else Other
          N1 = 1
          N18446744073709551616 = 18446744073709551616
        enum Whole Integer, else Other
          N1 = 1
          N20 = 20
        enum Rows Json, else Other
          Array1 = [1]
          Array = []
        struct Holder default validates
          flag: maybe Flag = "flag"
          mixed: maybe Mixed = "mixed"
        "#,
        &["OA212"],
    );
}

#[test]
fn enums_are_closed_where_the_configuration_says_so() {
    let schemas = "Size: { type: string, enum: [small] }\nColour: { enum: [red, 1] }\nName: { type: string }";
    let open = "enum Size String single, else Other\n  Small = \"small\"\n";
    let closed = "enum Size String single, closed\n  Small = \"small\"\n";
    let rest = |more| format!("enum Colour Json, {more}\n  Red = \"red\"\n  N1 = 1\nalias Name = String");
    let closing = |enums| planned(schemas, &Config { enums, ..Config::default() });
    let named = |name: &str| closing(Enums::Closed(vec![name.to_owned()]));
    assert_eq!(closing(Enums::Open), (format!("{open}{}", rest("else Other")), vec![]));
    assert_eq!(closing(Enums::AllClosed), (format!("{closed}{}", rest("closed")), vec![]));
    assert_eq!(named("Size"), (format!("{closed}{}", rest("else Other")), vec![]));
    assert_eq!(named("Sise"), (format!("{open}{}", rest("else Other")), vec!["OA502"]));
    assert_eq!(named("Name"), (format!("{open}{}", rest("else Other")), vec!["OA502"]));
}

#[test]
fn scalars_hold_all_values_of_their_format() {
    check(
        "
        Any: { type: integer }
        Large: { type: integer, minimum: 0, maximum: 18446744073709551615 }
        Rounded: { type: integer, minimum: -9223372036854775808, maximum: 9223372036854776000 }
        Share: { type: number }
        Ratio: { type: number, format: float }
        Price: { type: string, format: decimal }
        Moment: { type: string, format: date-time }
        Bytes: { type: string, format: byte }
        Id: { type: string, format: uuid }
        Nothing: { not: {} }
        Empty: { nullable: true, enum: [null] }
        ",
        r#"
        alias Any = i64
        alias Large = u64
        alias Rounded = i64
        alias Share = number
        alias Ratio = f64
        alias Price = decimaltext
        alias Moment = datetime
        alias Bytes = base64
        alias Id = uuid
        alias Nothing = never
        alias Empty = null
        "#,
        &[],
    );
}

#[test]
fn integers_without_bounds_are_of_any_length_where_that_is_chosen() {
    check_with(
        &Config { integers: Integers::Exact, ..Config::default() },
        "
        Any: { type: integer }
        Half: { type: integer, minimum: 0 }
        Short: { type: integer, minimum: 0, maximum: 9 }
        Named: { type: integer, format: int64 }
        ",
        "
        alias Any = integer
        alias Half = integer
        alias Short = i64
        alias Named = i64
        ",
        &[],
    );
}

#[test]
fn limits_choose_the_type_of_integers() {
    check(
        "
        Above: { type: integer, minimum: 10000000000000000000 }
        Low: { type: integer, maximum: 18446744073709551615 }
        Wide: { type: integer, minimum: -1, maximum: 18446744073709551615 }
        Below: { type: integer, minimum: -100000000000000000000 }
        Huge: { type: integer, minimum: 0, maximum: 1e40, exclusiveMaximum: true }
        Even: { type: integer, maximum: 1e40, multipleOf: 2 }
        Negative: { type: integer, maximum: -5 }
        Named: { type: integer, format: int64, maximum: 18446744073709551615 }
        Held: { type: object, properties: { low: { $ref: '#/components/schemas/Low' }, even: { $ref: '#/components/schemas/Even' } } }
        ",
        r#"
        alias Above = u64
        alias Low = integer
        alias Wide = integer
        alias Below = integer
        alias Huge = integer
        alias Even = integer
        alias Negative = i64
        alias Named = i64
        struct Held default validates
          low: optional Low = "low" [Maximum("18446744073709551615")]
          even: optional Even = "even" [Maximum("1e40")] [MultipleOf("2")]
        "#,
        &[],
    );
}

#[test]
fn a_mapping_names_numbers_by_their_text() {
    check(
        "
        A: { type: object, required: [t], properties: { t: { type: integer } } }
        B: { type: object, required: [t], properties: { t: { type: integer } } }
        Thing:
          oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
          discriminator: { propertyName: t, mapping: { '1': A, '2': B } }
        ",
        r#"
        struct A
          t: required i64 = "t"
        struct B
          t: required i64 = "t"
        union Thing one of, else Other
          A(A) if t 1
          B(B) if t 2
        "#,
        &[],
    );
}

#[test]
fn an_arm_that_speaks_of_no_type_is_no_condition_of_a_typed_one() {
    check(
        "
        OneNot: { oneOf: [{ not: { type: string } }, { type: string, maxLength: 2 }] }
        AnyNot: { anyOf: [{ type: integer, minimum: 2 }, { not: { enum: [1] } }] }
        Typed: { type: string, anyOf: [{ not: { enum: [a] } }, { type: string, maxLength: 2 }] }
        Names: { type: object, properties: { a: {} }, anyOf: [{ required: [a] }, { not: { required: [b] } }] }
        ",
        r##"
        union OneNot one of, else Other
          Any(Json) if trial 2
          String(String) if trial 1
        union AnyNot any of, else Other
          Integer(i64) if trial 1
          Any(Json) if trial 2
        alias Typed = String
        struct Names default validates [Schema({"anyOf":[{"type":"object","required":["a"]},{"type":"object","not":{"type":"object","required":["b"]}}]})]
          a: optional Json = "a"
          extra: every other property, Json
        "##,
        &[],
    );
}

#[test]
fn limits_reach_through_lists_maps_and_aliases() {
    check(
        "
        Code: { type: string, pattern: '^[A-Z]+$', maxLength: 3 }
        Names: { type: array, minItems: 1, items: { $ref: '#/components/schemas/Code' } }
        A: { type: object, minProperties: 1, properties: { names: { $ref: '#/components/schemas/Names' } }, additionalProperties: false }
        Open: { type: object, minProperties: 1, maxProperties: 2, properties: { x: { type: string } } }
        B: { type: object, properties: { a: { $ref: '#/components/schemas/A' }, x: { type: string, pattern: '(?=x)' } } }
        ",
        r#"
        alias Code = String
        alias Names = Vec<Code>
        struct A default closed validates [MinProperties(1)]
          names: optional Names = "names" [MinItems(1)] [*MaxLength(3)] [*Pattern("^[A-Z]+$")]
        struct Open default validates [MinProperties(1)] [MaxProperties(2)]
          x: optional String = "x"
          extra: every other property, Json
        struct B default validates
          a: optional A = "a"
          x: optional String = "x"
        "#,
        &["OA209"],
    );
}

#[test]
fn conditions_are_schemas_of_the_whole_or_of_the_place() {
    check(
        "
        Pet: { type: object, required: [name], properties: { name: { type: string }, kin: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
        NoPet: { type: object, properties: { a: { type: string, not: { enum: [x] } } }, not: { $ref: '#/components/schemas/Pet' } }
        Steps: { type: array, uniqueItems: true, items: { type: integer, oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] } }
        B: { type: object, properties: { s: { $ref: '#/components/schemas/Steps' }, u: { type: string, pattern: '^.$' } } }
        Either: { not: { maxLength: 3 }, oneOf: [{ type: string }, { type: integer, format: int32 }] }
        Holder: { type: object, properties: { either: { $ref: '#/components/schemas/Either' } } }
        ",
        r##"
        struct Pet
          name: required String = "name"
          kin: optional Vec<Pet> = "kin"
        struct NoPet default validates [Schema({"not":{"type":"object","properties":{"name":{"type":"string"},"kin":{"type":"array","items":{"$ref":"#/$defs/Pet"}}},"required":["name"]},"$defs":{"Pet":{"type":"object","properties":{"name":{"type":"string"},"kin":{"type":"array","items":{"$ref":"#/$defs/Pet"}}},"required":["name"]}}})]
          a: optional String = "a" [Schema({"not":{"enum":["x"]}})]
          extra: every other property, Json
        alias Steps = Vec<i64>
        struct B default validates
          s: optional Steps = "s" [UniqueItems] [*Schema({"oneOf":[{"type":"integer","multipleOf":3},{"type":"integer","multipleOf":5}]})]
          u: optional String = "u" [Pattern("^.$" as "^[^\\n\\r\\x{2028}\\x{2029}]$")]
        union Either one of, else Other
          String(String) if [String]
          Integer(i32) if [Integer]
        struct Holder default validates
          either: optional Either = "either" [Schema({"not":{"maxLength":3}})]
        "##,
        &[],
    );
}

#[test]
fn unknown_properties_are_skipped_kept_or_refused_as_chosen() {
    let schemas = "
        Pet: { type: object, properties: { owner: { type: object, properties: { name: { type: string } } } } }
        Cat: { type: object, properties: { x: { type: string } } }
        Open: { type: object, properties: { x: { type: string } }, additionalProperties: true }
        Map: { type: object }
        ";
    let choice = |all, of: &[(&str, UnknownProperties)]| Config {
        unknown_properties: all,
        unknown_properties_of: of.iter().map(|(name, choice)| ((*name).to_owned(), *choice)).collect(),
        ..Config::default()
    };
    check_with(
        &choice(
            UnknownProperties::Refuse,
            &[("Cat", UnknownProperties::Ignore), ("PetOwner", UnknownProperties::Keep)],
        ),
        schemas,
        r#"
        struct Pet default closed
          owner: optional PetOwner = "owner"
        struct PetOwner default
          name: optional String = "name"
          extra: every other property, Json
        struct Cat default
          x: optional String = "x"
        struct Open default
          x: optional String = "x"
          extra: every other property, Json
        alias Map = Map<Json>
        "#,
        &[],
    );
    // A name that is none, and schemas that leave no choice.
    let refuse = |name| (name, UnknownProperties::Refuse);
    let (_, codes) =
        planned(schemas, &choice(UnknownProperties::Ignore, &[refuse("Pett"), refuse("Open"), refuse("Map")]));
    assert_eq!(codes, ["OA502", "OA502", "OA502"]);
}

#[test]
fn what_refuses_unknown_properties_knows_the_arms_beside_it() {
    check_with(
        &Config { unknown_properties: UnknownProperties::Refuse, ..Config::default() },
        "
        A: { type: object, properties: { a: { type: string } } }
        B: { type: object, properties: { b: { type: string } }, additionalProperties: false }
        Any: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
        One: { oneOf: [{ $ref: '#/components/schemas/C' }, { type: object, required: [d], properties: { d: { type: string } } }] }
        C: { type: object, required: [c], properties: { c: { type: string } } }
        ",
        r#"
        struct A default closed but ["b"]
          a: optional String = "a"
        struct B default closed
          b: optional String = "b"
        union Any any of, else Other
          A(A) if trial 2
          B(B) if trial 1
        union One one of, else Other
          C(C) if has c
          D(OneD) if has d
        struct OneD closed
          d: required String = "d"
        struct C closed
          c: required String = "c"
        "#,
        &[],
    );
}

#[test]
fn arms_of_one_kind_are_called_after_what_they_say() {
    check(
        "
        Mixed:
          anyOf:
          - { type: string, format: email }
          - { type: string, maxLength: 5 }
          - { type: string, pattern: '^x' }
          - { type: string, pattern: '^y', title: Letter }
          - { type: integer, minimum: -5, exclusiveMinimum: true }
          - { type: integer, format: int32 }
          - { type: string, enum: [on, off] }
        ",
        r#"
        union Mixed any of, else Other
          Email(String) if trial 4
          StringMax5(String) if trial 5
          String(String) if trial 6
          Letter(String) if trial 7
          IntegerAboveMinus5(i64) if trial 3
          Int32(i32) if trial 2
          OnOrOff(MixedOnOrOff) if trial 1
        enum MixedOnOrOff String, else Other
          On = "on"
          Off = "off"
        "#,
        &[],
    );
}

#[test]
fn types_derive_what_is_asked_for_and_what_they_have_once() {
    use crate::config::{Derive, Derives};
    let schemas = "
        Pet: { type: object, properties: { size: { $ref: '#/components/schemas/Size' } } }
        Size: { type: string, enum: [small, large] }
        Names: { type: array, items: { type: string } }
        ";
    let of = |name: &str, derives: &[Derive]| (name.to_owned(), derives.to_vec());
    let derives = Derives {
        all: vec![Derive::Eq],
        of: [
            of("Size", &[Derive::Ord, Derive::PartialOrd, Derive::Hash]),
            of("Sise", &[Derive::Eq]),
            of("Names", &[Derive::Eq]),
        ]
        .into_iter()
        .collect(),
    };
    let text =
        format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:{schemas}");
    let mut sources = crate::source::SourceMap::default();
    let source = sources.add("a.yaml", text);
    let outcome = crate::generate(&sources, source, &Config { derives, ..Config::default() });
    let plan = outcome.stages.plan.as_ref().expect("no error, so there is a plan");
    let found: Vec<_> = plan.derives.iter().map(|(name, derives)| (name.as_str(), derives.as_slice())).collect();
    assert_eq!(found, [("Pet", &[Derive::Eq][..]), ("Size", &[Derive::Ord, Derive::PartialOrd][..])]);
    let said: Vec<_> = outcome.diagnostics.iter().map(|found| (found.code.id, found.help.as_deref())).collect();
    assert_eq!(said, [("OA502", None), ("OA502", Some("did you mean `Size`?"))]);
    let types = String::from_utf8_lossy(outcome.files.get("models/src/types.rs").unwrap_or_default()).into_owned();
    for line in [
        "#[derive(Debug, Clone, PartialEq, Default, Eq)]",
        "#[derive(Debug, Clone, PartialEq, Eq, Hash, Ord, PartialOrd)]",
    ] {
        assert!(types.contains(line), "{types}");
    }
}
