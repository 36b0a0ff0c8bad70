//! A plan built by hand that has one of everything, printed and, if asked for, compiled.

use std::collections::BTreeMap;
use std::process::Command;

use crate::api::{Idx, IndexVec};
use crate::diagnostics::Diagnostics;
use crate::output::FileSet;
use crate::plan::*;
use crate::source::{Origin, SourceMap};
use crate::tree::{Node, Number};

fn name(text: &str) -> TypeName {
    TypeName::new(text).expect("a type name")
}

fn ident(text: &str) -> Ident {
    Ident::new(text).expect("an identifier")
}

fn docs(text: &str) -> DocText {
    DocText { lines: text.lines().map(str::to_owned).collect() }
}

fn origin() -> Origin {
    Origin::root(SourceMap::default().add("x", String::new()))
}

fn field(wire: &str, rust: &str, presence: Presence, ty: RustType, checks: &[(usize, Check)]) -> FieldPlan {
    FieldPlan {
        ident: ident(rust),
        wire: wire.to_owned(),
        ty,
        presence,
        single_valued: false,
        docs: docs(""),
        deprecated: false,
        checks: checks.iter().map(|(depth, check)| FieldCheck { depth: *depth, check: check.clone() }).collect(),
        origin: origin(),
    }
}

fn record(text: &str, fields: Vec<FieldPlan>) -> StructDef {
    let free =
        |field: &FieldPlan| field.single_valued || matches!(field.presence, Presence::Optional | Presence::Maybe);
    StructDef {
        beside: Vec::new(),
        name: name(text),
        docs: docs(&format!("What a {text} is.\n\nMore of it.")),
        deprecated: false,
        default: fields.iter().all(free),
        validates: fields.iter().any(|field| !field.checks.is_empty()),
        fields,
        extra: None,
        closed: false,
        checks: Vec::new(),
        patch: None,
        origin: origin(),
    }
}

fn choice(text: &str, values: &[(&str, &str)]) -> EnumDef {
    let variant = |(wire, rust): &(&str, &str)| VariantPlan {
        ident: ident(rust),
        value: wire.parse().map_or_else(|_| EnumValue::String((*wire).to_owned()), EnumValue::Integer),
        docs: docs(""),
    };
    let variants: Vec<_> = values.iter().map(variant).collect();
    let integers = variants.iter().all(|variant| matches!(variant.value, EnumValue::Integer(_)));
    EnumDef {
        name: name(text),
        docs: docs("Some words."),
        deprecated: false,
        repr: if integers { EnumRepr::Integer } else { EnumRepr::String },
        single: variants.len() == 1,
        open: false,
        variants,
        other: Some(ident("Other")),
        origin: origin(),
    }
}

fn union(text: &str, arms: &[(&str, RustType)], dispatch: UnionDispatch, kind: UnionKind) -> UnionDef {
    let arm = |(rust, ty): &(&str, RustType)| ArmPlan {
        from: matches!(ty, RustType::Def(_)),
        ident: ident(rust),
        ty: ty.clone(),
        docs: docs("An arm."),
        checks: Vec::new(),
        tag: (*rust == "Given").then(|| "given".to_owned()),
    };
    UnionDef {
        name: name(text),
        docs: docs("One of several."),
        deprecated: false,
        kind,
        arms: arms.iter().map(arm).collect(),
        dispatch,
        other: ident("Other"),
        origin: origin(),
    }
}

fn scalar(scalar: ScalarType) -> RustType {
    RustType::Scalar(scalar)
}

/// One of everything.
fn types() -> Vec<TypeDef> {
    use Presence::{Maybe, Nullable, Optional, Required};
    let def = |index| RustType::Def(TypeId::from_index(index));
    let string = RustType::string;
    let mut tag = field("DATA_TYPE", "data_type", Required, def(1), &[]);
    tag.single_valued = true;
    let pet = record(
        "Pet",
        vec![
            tag,
            field(
                "id",
                "id",
                Required,
                string(),
                &[
                    (0, Check::MinLength(1)),
                    (
                        0,
                        Check::Pattern {
                            text: "^\\d+$".to_owned(),
                            regexes: Regexes { must: vec!["^\\d+$".to_owned()], must_not: Vec::new() },
                        },
                    ),
                ],
            ),
            field("type", "r#type", Optional, def(2), &[]),
            field("a\"b", "a_b", Nullable, scalar(ScalarType::F64), &[(0, Check::Minimum("0.5".to_owned()))]),
            field(
                "tags",
                "tags",
                Maybe,
                string().vec(),
                &[
                    (0, Check::UniqueItems),
                    (0, Check::MaxItems(9)),
                    (1, Check::MaxLength(3)),
                    (
                        1,
                        Check::Pattern {
                            text: "^(?!y)x".to_owned(),
                            regexes: Regexes { must: vec!["^x".to_owned()], must_not: vec!["^y".to_owned()] },
                        },
                    ),
                ],
            ),
            field("uuid", "uuid", Optional, scalar(ScalarType::Uuid), &[(0, Check::MinLength(1))]),
            field("any", "any", Optional, RustType::Json, &[(0, Check::MultipleOf("2".to_owned()))]),
            field("password", "password", Optional, scalar(ScalarType::Secret), &[]),
            field("friend", "friend", Optional, RustType::Box(Box::new(def(0))), &[]),
            field(
                "rows",
                "rows",
                Optional,
                RustType::Map(Box::new(RustType::Option(Box::new(def(0))).vec())),
                &[(1, Check::MinItems(1))],
            ),
            field("level", "level", Optional, def(3), &[]),
        ],
    );
    let mut patch = record(
        "PetPatch",
        vec![field("type", "r#type", Maybe, def(2), &[]), field("rows", "rows", Maybe, RustType::Json, &[])],
    );
    patch.patch = Some(PatchOf { whole: def(0) });
    let mut open = record("Open", vec![field("a", "a", Optional, string(), &[])]);
    open.extra = Some(ExtraField { ident: ident("extra"), ty: def(0), checks: Vec::new() });
    open.checks = vec![Check::MinProperties(1)];
    open.validates = true;
    let mut closed = record("Result", vec![field("a", "a", Optional, string(), &[(0, Check::MaxLength(3))])]);
    closed.closed = true;
    closed.deprecated = true;
    let many = record(
        "Many",
        ["a", "b", "c", "d", "e", "f", "g", "h"].iter().map(|n| field(n, n, Required, string(), &[])).collect(),
    );
    let text = |text: &str| Node::String(text.to_owned());
    let by_tag = UnionDispatch::Tag {
        property: "DATA_TYPE".to_owned(),
        values: vec![
            (text("pet#1"), 0),
            (text("pet#2"), 0),
            (Node::Number(Number::from(7_i128)), 1),
            (Node::Bool(true), 2),
            (text("given"), 4),
        ],
        other: None,
        absent: None,
    };
    let by_type = UnionDispatch::JsonType(vec![(vec![JsonKind::String], 0), (vec![JsonKind::Object], 1)]);
    let by_name =
        UnionDispatch::Properties(vec![(vec!["a".to_owned()], 0), (vec!["id".to_owned(), "x".to_owned()], 1)]);
    vec![
        TypeDef::Struct(pet),
        TypeDef::Enum(choice("PetDataType", &[("pet#1", "Pet1")])),
        TypeDef::Enum(choice("Option", &[("none", "None"), ("a`b", "Some"), ("", "Empty"), ("\n", "Line")])),
        TypeDef::Enum(choice("Level", &[("-1", "Minus1"), ("1", "One")])),
        TypeDef::Struct(patch),
        TypeDef::Struct(open),
        TypeDef::Struct(closed),
        TypeDef::Struct(many),
        TypeDef::Union(union(
            "Tagged",
            &[("Pet", def(0)), ("Open", def(5)), ("Gone", def(6)), ("Never", def(7)), ("Given", def(14))],
            by_tag,
            UnionKind::OneOf,
        )),
        TypeDef::Union(union("Typed", &[("Text", string()), ("Pet", def(0))], by_type, UnionKind::AnyOf)),
        TypeDef::Union(union("Named", &[("Open", def(5)), ("Pet", def(0))], by_name, UnionKind::OneOf)),
        TypeDef::Union(union(
            "Tried",
            &[("Level", def(3)), ("Text", string())],
            UnionDispatch::Trial(vec![
                Attempt { arm: 0, must: vec![("kind".to_owned(), Some(text("a"))), ("id".to_owned(), None)] },
                1.into(),
            ]),
            UnionKind::AnyOf,
        )),
        TypeDef::Newtype(NewtypeDef { name: name("PetId"), docs: docs("An id."), origin: origin() }),
        TypeDef::Alias(AliasDef { name: name("Pets"), docs: docs("Pets."), ty: def(0).vec(), origin: origin() }),
        TypeDef::Struct(record("Empty", Vec::new())),
    ]
}

fn plan(types: Vec<TypeDef>) -> Plan {
    let mut all = IndexVec::default();
    for def in types {
        let _ = all.push(def);
    }
    let regexes =
        Dependency { package: "regex-lite".to_owned(), version: "0.1.5".to_owned(), features: vec!["std".to_owned()] };
    let uuid = Dependency { package: "uuid".to_owned(), version: "1.0".to_owned(), features: vec!["serde".to_owned()] };
    Plan {
        of_schemas: BTreeMap::new(),
        imports: ImportPlan::default(),
        needs: Needs::of(&all, &[], &[], &ImportPlan::default()),
        defaults: BTreeMap::new(),
        derives: BTreeMap::new(),
        foreign: Vec::new(),
        package: PackagePlan {
            name: "pets".to_owned(),
            title: "Pet \"store\"".to_owned(),
            document_version: "1.0".to_owned(),
            version: "0.1.0".to_owned(),
            license: "MIT".to_owned(),
            docs: docs("About pets."),
            command: "bindery generate".to_owned(),
            workspace: true,
        },
        crates: vec![CratePlan {
            target: Target::Models,
            package: "pets-models".to_owned(),
            path: "pets_models".to_owned(),
            dependencies: vec![regexes, uuid],
            recursion_limit: None,
        }],
        types: all,
        webhooks: Vec::new(),
        callbacks: Vec::new(),
        headers: Vec::new(),
        methods: Vec::new(),
        routes: Vec::new(),
        services: Vec::new(),
        schemes: Vec::new(),
        guard: None,
        base_url: None,
        servers: Vec::new(),
        error_document: None,
        shadowed: vec!["Option", "Result"],
        fallbacks: Vec::new(),
        renames: Vec::new(),
    }
}

fn emitted(plan: &Plan, tree: bool) -> FileSet {
    let mut diagnostics = Diagnostics::default();
    let files =
        if tree { crate::emit::emit_tree(plan, &mut diagnostics) } else { crate::emit::emit(plan, &mut diagnostics) };
    let findings: Vec<_> = diagnostics.iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(findings, Vec::<String>::new());
    files
}

#[test]
fn both_layouts_have_the_same_modules() {
    let plan = plan(types());
    let (crates, tree) = (emitted(&plan, false), emitted(&plan, true));
    for (path, bytes) in tree.iter().filter(|(path, _)| !path.ends_with("mod.rs")) {
        let same = path.replacen("models/", "models/src/", 1);
        assert_eq!(crates.get(&same), Some(bytes), "{path}");
    }
    for (path, bytes) in crates.iter() {
        let first = String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned();
        assert!(first.contains("@generated"), "{path}: {first}");
        assert!(!bytes.contains(&b'\r') && bytes.ends_with(b"\n") && !bytes.ends_with(b"\n\n"), "{path}");
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    assert_eq!(emitted(&plan(types()), false), emitted(&plan(types()), false));
}

/// Tables are printed without a parser.
#[test]
fn every_file_is_rust() {
    let sources = emitted(&plan(types()), false);
    let sources = sources.iter().filter(|(path, _)| path.ends_with(".rs"));
    for (path, bytes) in sources {
        let text = String::from_utf8_lossy(bytes);
        if let Err(fault) = syn::parse_file(&text) {
            panic!("{path}: {fault}\n{text}");
        }
    }
}

/// Slow, so only with `BINDERY_COMPILE` set to a folder, where the crates are left to be looked at.
#[test]
fn the_crates_are_without_fault() {
    let Some(folder) = std::env::var_os("BINDERY_COMPILE").map(std::path::PathBuf::from) else { return };
    for (case, types) in [("everything", types()), ("nothing", Vec::new())] {
        let root = folder.join(case);
        for (path, bytes) in emitted(&plan(types), false).iter() {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        let cargo = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO"));
            command.args(arguments).current_dir(&root).env("RUSTDOCFLAGS", "-Dwarnings").env("RUSTFLAGS", "-Dwarnings");
            assert!(command.status().expect("cargo runs").success(), "{case}: cargo {arguments:?}");
        };
        cargo(&["clippy", "--quiet", "--offline", "--all-targets", "--", "-Dwarnings"]);
        cargo(&["doc", "--quiet", "--offline", "--no-deps"]);
        cargo(&["test", "--quiet", "--offline"]);
        cargo(&["fmt", "--all", "--check"]);
    }
}
