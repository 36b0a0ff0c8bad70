//! What is left of a document by a selection, and what is said of it.

use crate::api::{Api, dump};
use crate::config::selection::{Chosen, Selector};
use crate::config::{Config, Selection};
use crate::diagnostics::{Diagnostics, Strictness, render};
use crate::passes::Normalized;
use crate::pipeline::{Stages, plan};
use crate::source::SourceMap;

fn selection(include: &[&str], exclude: &[&str]) -> Selection {
    let read = |text: &&str| Chosen::from(text.parse::<Selector>().expect("a selector"));
    let chosen = |list: &[&str]| list.iter().map(read).collect();
    Selection { include: chosen(include), exclude: chosen(exclude) }
}

/// The API that is left, and the findings as they are printed.
fn left(document: &str, include: &[&str], exclude: &[&str]) -> (Normalized<Api>, String) {
    let mut sources = SourceMap::default();
    let source = sources.add("pets.yaml", document.to_owned());
    let config = Config { selection: selection(include, exclude), ..Config::default() };
    let (mut stages, mut diagnostics) = (Stages::default(), Diagnostics::new(Strictness::Normal));
    let planned = plan(&sources, source, &config, &mut stages, &mut diagnostics);
    let said = render(&diagnostics, &sources);
    assert!(planned.is_ok() || !said.is_empty());
    (stages.api.expect("the text is a document"), said)
}

/// The names of operations, webhooks, component schemas, security schemes and tags that are left.
fn names(api: &Api) -> [String; 5] {
    let operations = api.operations.iter().filter_map(|(_, operation)| operation.operation_id.clone());
    let webhooks = api.webhooks.iter().map(|webhook| webhook.name.clone());
    let schemas = api.components.iter().map(|(name, _)| name.clone());
    let schemes = api.security_schemes.iter().map(|(_, scheme)| scheme.name.clone());
    let tags = api.tags.iter().map(|tag| tag.name.clone());
    let words = |names: Vec<String>| names.join(" ");
    [
        words(operations.collect()),
        words(webhooks.collect()),
        words(schemas.collect()),
        words(schemes.collect()),
        words(tags.collect()),
    ]
}

const PETS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
tags: [{ name: Pets }, { name: Owners }, { name: Unused }]
paths:
  /pets:
    get: { operationId: listPets, tags: [Pets], security: [{ key: [] }], responses: { '200': { $ref: '#/components/responses/Pets' } } }
    post: { operationId: addPet, tags: [Pets], security: [{ token: [] }], requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }, responses: { '201': { description: Done } }, callbacks: { done: { '{$request.query.url}': { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Done' } } } }, responses: { '200': { description: Fine } } } } } } }
  /pets/{id}/owner:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: readOwner, tags: [Owners], responses: { '200': { description: Fine, content: { application/json: { schema: { $ref: '#/components/schemas/Owner' } } } } } }
webhooks:
  petLost: { post: { operationId: petLost, tags: [Pets], requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Lost' } } } }, responses: { '200': { description: Fine } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    token: { type: http, scheme: bearer }
    spare: { type: http, scheme: basic }
  responses:
    Pets: { description: Fine, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }
    Unused: { description: Fine, content: { application/json: { schema: { type: string, size: big } } } }
  schemas:
    Pet: { type: object, properties: { name: { type: string }, owner: { $ref: '#/components/schemas/Owner' } } }
    NewPet: { type: object, properties: { name: { type: string, colour: red } } }
    Owner: { type: object, properties: { name: { type: string } } }
    Done: { type: object, properties: { at: { type: string } } }
    Lost: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
    Orphan: { type: object, properties: { child: { $ref: '#/components/schemas/Child' } } }
    Child: { type: object, properties: { a: { type: string } } }
";

#[test]
fn without_a_selection_all_is_there() {
    let (api, _) = left(PETS, &[], &[]);
    let all = [
        "listPets addPet readOwner",
        "petLost",
        "Pet NewPet Owner Done Lost Orphan Child",
        "key token spare",
        "Pets Owners Unused",
    ];
    assert_eq!(names(&api), all);
}

#[test]
fn what_is_included_stays_with_all_that_it_is_made_of() {
    for (include, wanted) in [
        ("operation:listPets", ["listPets", "", "Pet Owner", "key", "Pets"]),
        ("tag:Owners", ["readOwner", "", "Owner", "", "Owners"]),
        ("/pets/**", ["listPets addPet readOwner", "", "Pet NewPet Owner Done", "key token", "Pets Owners"]),
        ("post /pets", ["addPet", "", "NewPet Done", "token", "Pets"]),
        ("post tag:Pets", ["addPet", "petLost", "Pet NewPet Owner Done Lost", "token", "Pets"]),
        ("webhook:*", ["", "petLost", "Pet Owner Lost", "", "Pets"]),
        ("schema:O*", ["", "", "Owner Orphan Child", "", ""]),
    ] {
        let (api, said) = left(PETS, &[include], &[]);
        assert_eq!(names(&api), wanted, "{include}");
        assert!(!said.contains("error"), "{include}: {said}");
    }
}

#[test]
fn what_is_excluded_goes_with_what_only_it_needs() {
    for (exclude, wanted) in [
        (
            "operation:add*",
            ["listPets readOwner", "petLost", "Pet Owner Lost Orphan Child", "key spare", "Pets Owners Unused"],
        ),
        ("tag:Pets", ["readOwner", "", "Owner Orphan Child", "spare", "Owners Unused"]),
        (
            "schema:Orphan",
            [
                "listPets addPet readOwner",
                "petLost",
                "Pet NewPet Owner Done Lost",
                "key token spare",
                "Pets Owners Unused",
            ],
        ),
    ] {
        let (api, _) = left(PETS, &[], &[exclude]);
        assert_eq!(names(&api), wanted, "{exclude}");
    }
    let (api, _) = left(PETS, &["get", "schema:Child"], &["tag:Owners"]);
    assert_eq!(names(&api), ["listPets", "", "Pet Owner Child", "key", "Pets"]);
}

#[test]
fn findings_are_about_what_is_left() {
    // Neither `colour` nor `size` is a key of a schema.
    let (_, all) = left(PETS, &[], &[]);
    assert!(all.contains("`colour`") && all.contains("`size`"), "{all}");
    let (_, said) = left(PETS, &["operation:addPet"], &[]);
    assert!(said.contains("`colour`") && !said.contains("`size`") && said.contains("1 finding about"), "{said}");
    let (_, said) = left(PETS, &["operation:listPets"], &[]);
    assert!(!said.contains("`colour`") && said.contains("2 findings about what is left out are not shown"), "{said}");
}

#[test]
fn errors_in_what_is_left_out_forbid_nothing() {
    let broken = PETS.replace("#/components/schemas/NewPet", "#/components/schemas/NoPet");
    let (_, said) = left(&broken, &[], &[]);
    assert!(said.contains("error"), "{said}");
    let (_, said) = left(&broken, &[], &["post /pets"]);
    assert!(!said.contains("error"), "{said}");
    let (_, said) = left(&broken, &["/pets"], &[]);
    assert!(said.contains("error"), "{said}");
}

#[test]
fn selectors_that_select_nothing_are_told_with_what_was_meant() {
    for (selector, help) in [
        ("tag:Pest", "did you mean `Pets`?"),
        ("operation:listPet", "did you mean `listPets`?"),
        ("/pet", "did you mean `/pets`?"),
        ("/horses", "there is no such path"),
        ("delete", "no operation has this method"),
        ("get tag:Pest", "did you mean `Pets`?"),
        ("post tag:Owners", "all of it has to hold for one operation"),
        ("webhook:petlost2", "did you mean `petLost`?"),
        ("schema:Owners", "did you mean `Owner`?"),
    ] {
        let (_, said) = left(PETS, &[], &[selector]);
        assert!(said.contains(&format!("`{selector}` selects nothing")) && said.contains(help), "{said}");
    }
}

#[test]
fn an_excluded_schema_that_is_needed_stays_and_is_told() {
    let (api, said) = left(PETS, &[], &["schema:Owner"]);
    assert!(api.components.iter().any(|(name, _)| name == "Owner"));
    assert!(said.contains("`Owner` is excluded, and what is kept needs it"), "{said}");
}

const FAMILY: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /animal: { get: { operationId: readAnimal, responses: { '200': { description: Fine, content: { application/json: { schema: { $ref: '#/components/schemas/Animal' } } } } } } }
  /cat: { get: { operationId: readCat, responses: { '200': { description: Fine, content: { application/json: { schema: { $ref: '#/components/schemas/Cat' } } } } } } }
  /dog: { get: { operationId: readDog, responses: { '200': { description: Fine, content: { application/json: { schema: { $ref: '#/components/schemas/Dog' } } } } } } }
components:
  schemas:
    Animal: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind, mapping: { feline: '#/components/schemas/Cat', cow: '#/components/schemas/Cow' } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Animal' }, { type: object, properties: { claws: { type: integer } } }] }
    Lion: { allOf: [{ $ref: '#/components/schemas/Cat' }, { type: object, properties: { mane: { type: boolean } } }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Animal' }, { type: object, properties: { leash: { $ref: '#/components/schemas/Leash' } } }] }
    Leash: { type: object, properties: { length: { type: integer } } }
    Cow: { type: object, required: [kind], properties: { kind: { type: string }, milk: { type: integer } } }
";

#[test]
fn a_parent_that_values_are_of_keeps_its_heirs() {
    for (include, schemas) in [
        ("operation:readAnimal", "Animal Cat Lion Dog Leash Cow"),
        ("operation:readDog", "Animal Dog Leash"),
        ("operation:readCat", "Animal Cat Lion"),
        ("schema:Animal", "Animal Cat Lion Dog Leash Cow"),
    ] {
        let (api, said) = left(FAMILY, &[include], &[]);
        assert_eq!(names(&api)[2], schemas, "{include}");
        assert!(!said.contains("error"), "{include}: {said}");
    }
}

#[test]
fn an_heir_can_be_excluded() {
    let (api, said) = left(FAMILY, &["operation:readAnimal"], &["schema:Cow", "schema:Lion"]);
    assert_eq!(names(&api)[2], "Animal Cat Dog Leash");
    assert!(!said.contains("OA504"), "{said}");
    let animal = dump::dump(&api, Some("Animal"));
    assert!(animal.contains("feline") && !animal.contains("cow"), "{animal}");
}

const INSIDE: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /a: { get: { operationId: a, responses: { '200': { description: Fine, content: { application/json: { schema: { $ref: '#/components/schemas/Whole/properties/part' } } } } } } }
components:
  schemas:
    Whole: { type: object, properties: { part: { type: object, properties: { x: { type: string } } }, other: { $ref: '#/components/schemas/Other' } } }
    Other: { type: object, properties: { y: { type: string } } }
";

#[test]
fn a_part_of_a_schema_keeps_its_name_without_the_whole() {
    let (all, _) = left(INSIDE, &[], &[]);
    let (part, said) = left(INSIDE, &["operation:a"], &[]);
    assert_eq!((names(&all)[2].as_str(), names(&part)[2].as_str()), ("Whole Other", ""));
    assert_eq!(said, "");
    let printed = dump::dump(&part, None);
    assert!(printed.contains("WholePart") || !printed.contains("Other"), "{printed}");
}
