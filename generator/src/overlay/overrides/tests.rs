//! What overrides make of documents, in the words of `bindery.toml`.

use crate::config::{Config, file};
use crate::diagnostics::{Diagnostics, Strictness, render};
use crate::document::{self, Document};
use crate::source::SourceMap;
use crate::tree::Node;

/// A document with these overrides, one a line from the fifth, and what is said of them.
fn repaired(text: &str, overrides: &[&str]) -> (Document, String) {
    let mut sources = SourceMap::default();
    let source = sources.add("pets.yaml", text.to_owned());
    let config = project(&mut sources, overrides);
    let mut diagnostics = Diagnostics::new(Strictness::Normal);
    let document = document::parse(&sources, source, &mut diagnostics).expect("the test's document is YAML");
    let document = super::repair(document, &config.overrides, &mut diagnostics);
    (document, render(&diagnostics, &sources))
}

fn project(sources: &mut SourceMap, overrides: &[&str]) -> Config {
    let text = format!(
        "[api.pets]\ndocument = \"pets.yaml\"\nout = \"out\"\n[api.pets.overrides]\n{}\n",
        overrides.join("\n")
    );
    let config = sources.add(file::NAME, text);
    let mut diagnostics = Diagnostics::new(Strictness::Normal);
    let project = file::read(sources, config, &mut diagnostics);
    let said = render(&diagnostics, sources);
    project.unwrap_or_else(|| panic!("{said}")).apis.remove(0).config
}

/// What an override makes of the schema `S` of a document of this version.
#[track_caller]
fn makes(version: &str, schema: &str, says: &str, wanted: &str) {
    let (head, way): (_, &[&str]) = match version {
        "2.0" => ("swagger: '2.0'\ndefinitions:\n", &["definitions", "S"]),
        _ => ("openapi: VERSION\ncomponents:\n  schemas:\n", &["components", "schemas", "S"]),
    };
    let text = format!("{}    S: {schema}\n    T: {{ type: object }}\n", head.replace("VERSION", version));
    let (document, said) = repaired(&text, &[&format!("\"schema:S\" = {{ {says} }}")]);
    let found = way.iter().try_fold(&document.root, |node, key| node.get(key)).map(Node::to_json);
    assert_eq!((found.as_deref(), said.as_str()), (Some(wanted), ""), "{version} {schema} {says}");
}

#[test]
fn types_are_replaced_with_all_that_limits_them() {
    let old = "{ type: string, maxLength: 3, description: Text, x-a: 1 }";
    makes(
        "3.0.3",
        old,
        "type = \"integer\", format = \"int32\"",
        r#"{"description":"Text","x-a":1,"type":"integer","format":"int32"}"#,
    );
    makes("3.1.0", old, "type = \"any\"", r#"{"description":"Text","x-a":1}"#);
    makes("3.1.0", old, "type = \"schema:T\"", r##"{"description":"Text","x-a":1,"$ref":"#/components/schemas/T"}"##);
    makes(
        "3.0.3",
        old,
        "type = \"schema:T\"",
        r##"{"description":"Text","x-a":1,"allOf":[{"$ref":"#/components/schemas/T"}]}"##,
    );
    makes("2.0", "{ type: string }", "type = \"schema:T\"", r##"{"$ref":"#/definitions/T"}"##);
    makes("3.0.3", "{ $ref: '#/components/schemas/T' }", "type = \"string\"", r#"{"type":"string"}"#);
    makes("3.0.3", "{ type: string, nullable: true }", "type = \"integer\"", r#"{"nullable":true,"type":"integer"}"#);
    makes("3.1.0", "{ type: [string, 'null'] }", "type = \"integer\"", r#"{"type":["integer","null"]}"#);
    makes("3.1.0", "{ type: [string, 'null'] }", "type = \"integer\", nullable = false", r#"{"type":"integer"}"#);
    makes("3.0.3", "{ type: string }", "format = \"date\"", r#"{"type":"string","format":"date"}"#);
}

#[test]
fn null_is_said_in_the_words_of_the_edition() {
    let reference = "{ $ref: '#/components/schemas/T' }";
    makes("2.0", "{ type: string }", "nullable = true", r#"{"type":"string","x-nullable":true}"#);
    makes("3.0.3", "{ type: string }", "nullable = true", r#"{"type":"string","nullable":true}"#);
    makes(
        "3.0.3",
        "{ type: string, enum: [a] }",
        "nullable = true",
        r#"{"type":"string","enum":["a",null],"nullable":true}"#,
    );
    makes("3.0.3", reference, "nullable = true", r##"{"allOf":[{"$ref":"#/components/schemas/T"}],"nullable":true}"##);
    makes("3.1.0", "{ type: string }", "nullable = true", r#"{"type":["string","null"]}"#);
    makes(
        "3.1.0",
        "{ type: string, enum: [a] }",
        "nullable = true",
        r#"{"anyOf":[{"type":"string","enum":["a"]},{"type":"null"}]}"#,
    );
    makes("3.1.0", reference, "nullable = true", r##"{"anyOf":[{"$ref":"#/components/schemas/T"},{"type":"null"}]}"##);
    makes("3.1.0", "{ properties: {} }", "nullable = true", r#"{"anyOf":[{"properties":{}},{"type":"null"}]}"#);
    makes("3.0.3", "{ type: string, nullable: true }", "nullable = false", r#"{"type":"string"}"#);
    makes("3.1.0", "{ type: [string, 'null'] }", "nullable = false", r#"{"type":"string"}"#);
    makes(
        "3.1.0",
        "{ type: [string, integer, 'null'], enum: [a, null] }",
        "nullable = false",
        r#"{"type":["string","integer"],"enum":["a"]}"#,
    );
    makes(
        "3.1.0",
        "{ oneOf: [{ type: string }, { type: 'null' }] }",
        "nullable = false",
        r#"{"oneOf":[{"type":"string"}]}"#,
    );
}

#[test]
fn values_of_an_enum_are_named() {
    makes(
        "3.0.3",
        "{ type: string, enum: [a, b] }",
        "values = { b = \"Second\" }",
        r#"{"type":"string","enum":["a","b"],"x-enum-varnames":["","Second"]}"#,
    );
    makes(
        "3.0.3",
        "{ type: integer, enum: [1, 2], x-enumNames: [One, Two] }",
        "values = { 2 = \"Too\" }",
        r#"{"type":"integer","enum":[1,2],"x-enumNames":["One","Two"],"x-enum-varnames":["One","Too"]}"#,
    );
}

const PETS: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets/{id}:
    get:
      parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { $ref: '#/components/parameters/Limit' }
      responses: { '200': { description: Fine, content: { application/json: { schema: { $ref: '#/components/schemas/Dog' } } } } }
    delete: { operationId: removePet, responses: { '204': { description: Gone } } }
components:
  parameters:
    Limit: { name: limit, in: query, schema: { type: string } }
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string }, age: { type: string } } }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { leash: { type: string } } }] }
";

/// The values at these places of the document after an override.
#[track_caller]
fn changes(over: &str, places: &[(&str, &str)]) {
    let (document, said) = repaired(PETS, &[over]);
    assert_eq!(said, "", "{over}");
    for (place, wanted) in places {
        let pointer = crate::source::JsonPointer::parse(place).expect("a pointer");
        let found = document.root.at(&pointer.segments()).map(Node::to_json);
        assert_eq!(found.unwrap_or_default(), *wanted, "{place} after {over}");
    }
}

#[test]
fn places_are_named_as_people_name_them() {
    let operation = "/paths/~1pets~1{id}/get";
    changes("\"get /pets/{id}\" = { name = \"readPet\" }", &[(&format!("{operation}/operationId"), "\"readPet\"")]);
    changes("\"operation:removePet\" = { name = \"drop\" }", &[("/paths/~1pets~1{id}/delete/operationId", "\"drop\"")]);
    changes(
        &format!("\"#{operation}/parameters/id\" = {{ type = \"integer\" }}"),
        &[(&format!("{operation}/parameters/0/schema"), r#"{"type":"integer"}"#)],
    );
    // What others share is changed for all of them.
    changes(
        &format!("\"#{operation}/parameters/limit\" = {{ type = \"integer\", required = true }}"),
        &[(
            "/components/parameters/Limit",
            r#"{"name":"limit","in":"query","schema":{"type":"integer"},"required":true}"#,
        )],
    );
    changes(
        "\"schema:Pet/properties/age\" = { type = \"integer\", required = true }",
        &[
            ("/components/schemas/Pet/properties/age", r#"{"type":"integer"}"#),
            ("/components/schemas/Pet/required", r#"["name","age"]"#),
        ],
    );
    changes("\"schema:Pet/properties/name\" = { required = false }", &[("/components/schemas/Pet/required", "")]);
    changes(
        "\"schema:Dog/properties/leash\" = { nullable = true }",
        &[("/components/schemas/Dog/allOf/1/properties/leash", r#"{"type":"string","nullable":true}"#)],
    );
    changes(
        "\"schema:Dog/properties/age\" = { type = \"integer\" }",
        &[("/components/schemas/Pet/properties/age", r#"{"type":"integer"}"#)],
    );
}

#[test]
fn parameters_of_a_path_item_are_those_of_its_operations() {
    let text = "\
openapi: 3.0.3
paths:
  /a/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }, { name: n, in: query, schema: { type: string } }]
    post: { operationId: addA, responses: {} }
    get: { operationId: getA, parameters: [{ name: n, in: query, schema: { type: string } }], responses: {} }
components: { parameters: { Id: { name: id, in: path, required: true, schema: { type: string } } } }
";
    for (target, place) in [
        ("operation:addA/parameters/id", "/components/parameters/Id/schema"),
        ("operation:getA/parameters/id", "/components/parameters/Id/schema"),
        ("operation:addA/parameters/n", "/paths/~1a~1{id}/parameters/1/schema"),
        ("operation:getA/parameters/n", "/paths/~1a~1{id}/get/parameters/0/schema"),
    ] {
        let (document, said) = repaired(text, &[&format!("\"{target}\" = {{ type = \"integer\" }}")]);
        let pointer = crate::source::JsonPointer::parse(place).expect("a pointer");
        let found = document.root.at(&pointer.segments()).map(Node::to_json);
        assert_eq!((found.as_deref(), said.as_str()), (Some(r#"{"type":"integer"}"#), ""), "{target}");
    }
    let (_, said) = repaired(text, &["\"operation:addA/parameters/m\" = { required = true }"]);
    assert!(said.contains("OA509") && said.contains("there is no `m`"), "{said}");
}

#[test]
fn overrides_without_effect_are_told_where_they_stand() {
    for (over, told) in [
        ("\"schema:Pett\" = { name = \"X\" }", "`schema:Pett` is no schema of the document\n  --> bindery.toml:5:1"),
        ("\"schema:Pett\" = { name = \"X\" }", "did you mean `Pet`?"),
        ("\"operation:removePets\" = { name = \"X\" }", "did you mean `removePet`?"),
        ("\"get /pets/{ids}\" = { name = \"X\" }", "did you mean `/pets/{id}`?"),
        ("\"put /pets/{id}\" = { name = \"X\" }", "the path has no `put`"),
        ("\"schema:Pet/properties/agee\" = { name = \"X\" }", "leads nowhere: there is no `agee`"),
        ("\"#/paths/x\" = { name = \"X\" }", "leads nowhere: there is no `x`"),
        ("\"schema:Pet/properties/age\" = { type = \"string\" }", "changes nothing: the document says so already"),
        ("\"schema:Pet/properties/age\" = { nullable = false }", "changes nothing"),
        ("\"schema:Pet\" = { required = true }", "is no property and no parameter"),
        ("\"schema:Pet\" = { type = \"schema:Dogg\" }", "is to be the schema `Dogg`, which is none"),
        ("\"schema:Pet\" = { values = { a = \"A\" } }", "has no `enum`"),
        ("\"operation:removePet\" = { type = \"string\" }", "is no schema, and has no type"),
    ] {
        let (_, said) = repaired(PETS, &[over]);
        assert!(said.contains("OA509") && said.contains(told), "{over}: {said}");
    }
}

#[test]
fn of_two_overrides_that_contradict_each_other_the_earlier_is_told() {
    let (age, place) = ("\"schema:Pet/properties/age\"", "\"#/components/schemas/Pet/properties/age\"");
    let both = |one: &str, other: &str| repaired(PETS, &[&format!("{age} = {one}"), &format!("{place} = {other}")]).1;
    let said = both("{ type = \"integer\" }", "{ type = \"number\" }");
    assert!(said.contains("OA509]: `schema:Pet/properties/age` is undone by `#/components/"), "{said}");
    assert!(said.contains("--> bindery.toml:5:1"), "{said}");
    assert_eq!(both("{ type = \"integer\" }", "{ nullable = true }"), "");
}

#[test]
fn names_are_those_of_types_fields_arguments_and_methods() {
    let mut sources = SourceMap::default();
    let source = sources.add("pets.yaml", PETS.to_owned());
    let config = project(
        &mut sources,
        &[
            "\"get /pets/{id}\" = { name = \"readPet\" }",
            "\"schema:Pet\" = { name = \"Animal\" }",
            "\"schema:Pet/properties/age\" = { name = \"years\" }",
            "\"operation:readPet/parameters/limit\" = { name = \"most\" }",
        ],
    );
    let outcome = crate::generate(&sources, source, &config);
    let said = render(&outcome.diagnostics, &sources);
    let text = |path: &str| String::from_utf8_lossy(outcome.files.get(path).unwrap_or_default()).into_owned();
    let types = text("models/src/types.rs");
    assert!(types.contains("Animal") && !types.contains("Pet ") && types.contains("years"), "{types}\n{said}");
    let client: String =
        outcome.files.iter().filter(|(path, _)| path.starts_with("client/src")).map(|(path, _)| text(path)).collect();
    assert!(client.contains("read_pet") && client.contains("most"), "{said}");
}
