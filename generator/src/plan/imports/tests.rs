//! Which types are those of other crates: documents, and what is imported and made of them.

use std::fs;

use crate::config::{Config, Enums, ModelsPath};
use crate::diagnostics::Diagnostics;
use crate::plan::{Import, dump};
use crate::source::SourceMap;
use crate::{Stages, pipeline};

/// An API: the components of its document, its imports, its choices.
struct Api {
    name: &'static str,
    schemas: &'static str,
    imports: &'static [&'static str],
    config: Config,
}

fn api(name: &'static str, imports: &'static [&'static str], schemas: &'static str) -> Api {
    let shared = name != "pets";
    Api { name, schemas, imports, config: Config { name: Some(name.to_owned()), shared, ..Config::default() } }
}

/// The types of the last API, imported and made, and what was said of it.
fn told(apis: &[Api]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sources = SourceMap::default();
    let mut made: Vec<(&str, Stages)> = Vec::new();
    let mut said = Vec::new();
    for one in apis {
        let path = folder.path().join(format!("{}.yaml", one.name));
        let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
        let schemas: Vec<String> = one.schemas.trim().lines().map(|line| format!("    {}\n", line.trim())).collect();
        fs::write(&path, format!("{head}{}", schemas.concat())).expect("a file");
    }
    for one in apis {
        let path = folder.path().join(format!("{}.yaml", one.name));
        let source = sources.load(&path).expect("the document");
        let theirs = one.imports.iter().filter_map(|name| made.iter().find(|(known, _)| known == name));
        let imports: Vec<Import<'_>> = theirs
            .map(|(name, stages)| Import {
                models: ModelsPath { api: (*name).to_owned(), rust: format!("{name}_models"), package: None },
                api: stages.api.as_ref().expect("an API"),
                plan: stages.plan.as_ref().expect("a plan"),
            })
            .collect();
        let mut stages = Stages::default();
        let mut diagnostics = Diagnostics::default();
        let planned = pipeline::plan_with(&sources, source, &one.config, &imports, &mut stages, &mut diagnostics);
        assert!(planned.is_ok(), "{:?}", diagnostics.iter().map(|found| &found.message).collect::<Vec<_>>());
        said = diagnostics.iter().map(|found| format!("{} {}", found.code.id, found.message)).collect();
        made.push((one.name, stages));
    }
    let plan = made.last().and_then(|(_, stages)| stages.plan.as_ref()).expect("a plan");
    let types = dump::dump(plan, None);
    let kept = types.lines().filter(|line| !line.starts_with("package") && !line.starts_with("crate"));
    kept.map(str::to_owned).chain(said).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn gives(apis: &[Api], expected: &str) {
    let expected: Vec<&str> =
        expected.trim().lines().map(|line| line.strip_prefix("        ").unwrap_or(line)).collect();
    let (told, expected) = (told(apis), expected.join("\n").trim().to_owned());
    assert!(told.trim() == expected, "\n--- got\n{told}\n--- expected\n{expected}\n");
}

#[test]
fn components_and_what_is_inline_in_them_are_imported_with_what_they_lead_to() {
    gives(
        &[
            api(
                "common",
                &[],
                "
                Owner: {type: object, properties: {home: {$ref: '#/components/schemas/Home'}, kind: {type: string, enum: [a, b]}}}
                Home: {type: object, properties: {owners: {type: array, items: {$ref: '#/components/schemas/Owner'}}}}
                Unused: {type: object, properties: {a: {type: string}}}
                ",
            ),
            api(
                "pets",
                &["common"],
                "
                Pet: {type: object, properties: {owner: {$ref: 'common.yaml#/components/schemas/Owner'}}}
                Mine: {$ref: 'common.yaml#/components/schemas/Home'}
                ",
            ),
        ],
        "
        struct Pet default validates
          owner: optional Owner = \"owner\"
        import Mine = common_models::Home
        import Owner = common_models::Owner
        import OwnerKind = common_models::OwnerKind
        ",
    );
}

#[test]
fn the_choices_are_those_of_the_api_that_has_the_types() {
    let schemas = "
        Size: {type: string, enum: [s, m]}
        Count: {type: object, properties: {n: {type: integer}}}
    ";
    let mut common = api("common", &[], schemas);
    common.config.enums = Enums::AllClosed;
    let mut pets = api(
        "pets",
        &["common"],
        "Own: {type: object, properties: {size: {$ref: 'common.yaml#/components/schemas/Size'}}}",
    );
    pets.config.enums = Enums::Closed(vec!["Size".to_owned()]);
    pets.config.derives.of.insert("Size".to_owned(), vec![crate::plan::Derive::Hash]);
    gives(
        &[common, pets],
        "
        struct Own default
          size: optional Size = \"size\"
        import Size = common_models::Size
        OA502 `enums` names `Size`, whose type is imported: the choice is for the API that it comes from
        OA502 `derive-of` names `Size`, whose type is imported: the choice is for the API that it comes from
        ",
    );
}

#[test]
fn two_ways_to_one_type_give_one_type() {
    gives(
        &[
            api("money", &[], "Money: {type: object, properties: {amount: {type: string}}}"),
            api(
                "common",
                &["money"],
                "Price: {type: object, properties: {of: {$ref: 'money.yaml#/components/schemas/Money'}}}",
            ),
            api(
                "pets",
                &["common", "money"],
                "
                Pet: {type: object, properties: {price: {$ref: 'common.yaml#/components/schemas/Price'}, money: {$ref: 'money.yaml#/components/schemas/Money'}}}
                ",
            ),
        ],
        "
        struct Pet default
          price: optional Price = \"price\"
          money: optional Money = \"money\"
        import Price = common_models::Price
        import Money = common_models::Money
        ",
    );
}

#[test]
fn what_means_more_here_is_made_here() {
    let common = "
        Parent: {type: object, required: [is], properties: {is: {type: string}}, discriminator: {propertyName: is}}
        Kept: {type: object, properties: {parent: {$ref: '#/components/schemas/Parent'}}}
        Open: {type: object, properties: {a: {type: string}}}
    ";
    gives(
        &[
            api("common", &[], common),
            api(
                "pets",
                &["common"],
                "
                Heir: {allOf: [{$ref: 'common.yaml#/components/schemas/Parent'}, {type: object, properties: {more: {type: string}}}]}
                Pet: {type: object, properties: {kept: {$ref: 'common.yaml#/components/schemas/Kept'}}}
                Few: {type: array, uniqueItems: true, items: {$ref: 'common.yaml#/components/schemas/Open'}}
                ",
            ),
        ],
        "
        struct Heir
          is: required String = \"is\"
          more: optional String = \"more\"
        struct Pet default validates
          kept: optional Kept = \"kept\"
        alias Few = Vec<Open>
        union Parent heirs, else Other
          Heir(Heir) if is \"Heir\"
          Base(ParentBase) if is \"Parent\"
        import ParentBase = common_models::Parent
        struct Kept default validates
          parent: optional Parent = \"parent\"
        struct Open default
          a: optional String = \"a\"
          extra: every other property, Json
        OA213 wherever this schema is referred to, a value may be one of its heirs
        OA114 the type that `common` has is not what this schema means here: it is made here
        OA114 the type that `common` has is not what this schema means here: it is made here
        OA114 the type that `common` has is not what this schema means here: it is made here
        ",
    );
}

#[test]
fn a_place_without_a_type_there_is_made_here() {
    gives(
        &[
            api("common", &[], "Owner: {type: object, properties: {home: {type: string}}}"),
            api(
                "pets",
                &["common"],
                "Pet: {type: object, properties: {home: {$ref: 'common.yaml#/components/schemas/Owner/properties/home'}}}",
            ),
        ],
        "
        struct Pet default
          home: optional String = \"home\"
        ",
    );
}
