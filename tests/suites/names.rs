//! The names obstacle course: every name that has broken a generator. That it compiles is checked by `compiles`.

use std::collections::BTreeSet;
use std::fs;

use bindery::config::Config;
use bindery::plan::TypeDef;
use bindery_tests::{Run, tests};

fn course() -> Run {
    let run = Run::file(&tests().join("names/obstacle_course.yaml"), &Config::default());
    assert!(!run.diagnostics.has_errors(), "{}", run.findings());
    run
}

#[test]
fn no_two_names_meet_in_one_scope() {
    let run = course();
    let plan = run.stages.plan.as_ref().expect("no error, so there is a Plan");
    unique("types", plan.types.iter().map(|(_, def)| def.name().as_str()));
    unique("services", plan.services.iter().map(|service| service.name.as_str()));
    unique("modules", plan.services.iter().map(|service| service.module.as_str()));
    unique("operations", plan.methods.iter().map(|method| method.stem.as_str()));
    for service in &plan.services {
        unique("methods", service.methods.iter().filter_map(|at| Some(plan.methods.get(*at)?.ident.as_str())));
    }
    for method in &plan.methods {
        unique("arguments", method.arguments.iter().map(|argument| argument.ident.as_str()));
    }
    for (_, def) in plan.types.iter() {
        match def {
            TypeDef::Struct(def) => {
                let extra = def.extra.iter().map(|extra| extra.ident.as_str());
                unique(def.name.as_str(), def.fields.iter().map(|field| field.ident.as_str()).chain(extra));
            }
            TypeDef::Enum(def) => {
                let other = def.other.iter().map(|other| other.as_str());
                unique(def.name.as_str(), def.variants.iter().map(|variant| variant.ident.as_str()).chain(other));
            }
            TypeDef::Union(def) => {
                let other = std::iter::once(def.other.as_str());
                unique(def.name.as_str(), def.arms.iter().map(|arm| arm.ident.as_str()).chain(other));
            }
            TypeDef::Tuple(_) | TypeDef::Newtype(_) | TypeDef::Nest(_) | TypeDef::Alias(_) => {}
        }
    }
}

#[test]
fn names_inside_are_made_from_words() {
    let names = names(&course());
    let inside = |name: &&str| names.iter().any(|one| one.ends_with(&format!(" = {name}")));
    let wanted = ["SelfM", "SignsMinus1", "SignsMinus1Object", "SignsMinus1Plus2"];
    assert_eq!(wanted.into_iter().filter(inside).collect::<Vec<_>>(), wanted);
}

/// Names, routes and media types reach docs and literals beside what is written as a description.
#[test]
fn no_text_of_the_document_turns_what_is_printed_around() {
    let mut run = Run::text("bidi", BIDI.to_owned(), &Config::default());
    assert!(!run.diagnostics.has_errors(), "{}", run.findings());
    let crates = run.crates();
    assert!(crates.iter().len() > 0);
    for (path, file) in crates.iter() {
        let file = String::from_utf8_lossy(file);
        let turned = file.chars().filter(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
        assert_eq!(turned.count(), 0, "{path}\n{file}");
    }
}

const BIDI: &str = r##"
openapi: 3.1.0
info: { title: "Pets\u202E `\u2066`", version: "1\u202E", description: "`of\u202E`" }
tags: [{ name: "ta\u202Eg" }]
security: [{ "sche\u202Eme": [] }]
paths:
  "/pe\u202Ets/{id\u202E}":
    post:
      operationId: "op\u202Eid"
      tags: ["ta\u202Eg"]
      parameters:
        - { name: "id\u202E", in: path, required: true, schema: { type: string } }
        - { name: "q\u202E", in: query, schema: { type: string, default: "`\u202E`" } }
      requestBody: { content: { "application/x\u202E": { schema: { type: string, format: binary } } } }
      responses:
        "200":
          description: "d\u202E"
          headers: { "H\u202E": { schema: { type: string } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } }, "text/x\u202E": { schema: { type: string } } }
webhooks:
  "wo\u202Eof":
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "200": { description: d } }
components:
  securitySchemes: { "sche\u202Eme": { type: apiKey, in: header, name: "X-\u202E" } }
  schemas:
    Pet: { type: object, properties: { "na\u202Eme": { type: string } }, examples: [{ "na\u202Eme": "\u202E, longer than thirty characters" }] }
"##;

#[test]
fn a_name_depends_on_its_wire_name_alone() {
    // A schema, a property and a value that collide with nothing are added: no other name moves.
    let path = tests().join("names/obstacle_course.yaml");
    let text = fs::read_to_string(&path).expect("the obstacle course");
    let grown = text
        .replace("  schemas:\n", "  schemas:\n    Unrelated: { type: object, properties: { u: { type: string } } }\n")
        .replace(
            "      properties:\n        'as'",
            "      properties:\n        unrelated: { type: string }\n        'as'",
        )
        .replace("      enum:\n        - \"as\"", "      enum:\n        - \"unrelated\"\n        - \"as\"");
    assert!(grown.matches("nrelated").count() == 3, "the obstacle course has changed its shape");
    let (before, after) = (names(&course()), names(&Run::text("grown", grown, &Config::default())));
    let moved: Vec<_> = before.difference(&after).collect();
    assert!(moved.is_empty(), "{moved:?}");
}

#[test]
fn the_order_of_schemas_does_not_matter() {
    let schema =
        |name: &str| format!("    '{name}': {{ type: object, properties: {{ {name}: {{ type: string }} }} }}\n");
    let head = "openapi: 3.0.3\ninfo: { title: Order, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n";
    let run = |order: [&str; 4]| {
        let text = order.iter().fold(head.to_owned(), |text, name| text + &schema(name));
        names(&Run::text("order", text, &Config::default()))
    };
    assert_eq!(run(["order-item", "OrderItem", "order_item", "orderItem"]), {
        run(["orderItem", "order_item", "OrderItem", "order-item"])
    });
}

fn unique<'a>(scope: &str, names: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "{scope}: `{name}` stands twice");
    }
}

/// All names of types, fields and variants, each with what it stands for.
fn names(run: &Run) -> BTreeSet<String> {
    let plan = run.stages.plan.as_ref().expect("no error, so there is a Plan");
    let mut all = BTreeSet::new();
    for (_, def) in plan.types.iter() {
        let name = def.name();
        all.insert(format!("{} = {name}", def.origin().pointer));
        match def {
            TypeDef::Struct(def) => {
                all.extend(def.fields.iter().map(|field| format!("{name}.{} = {}", field.wire, field.ident)))
            }
            TypeDef::Enum(def) => {
                all.extend(def.variants.iter().map(|variant| format!("{name}.{:?} = {}", variant.value, variant.ident)))
            }
            TypeDef::Union(_) | TypeDef::Tuple(_) | TypeDef::Newtype(_) | TypeDef::Nest(_) | TypeDef::Alias(_) => {}
        }
    }
    all
}
