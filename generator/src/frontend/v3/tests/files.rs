//! Documents of many files.

use std::fs;
use std::path::Path;

use super::{told_of, unindented};
use crate::diagnostics::Diagnostics;
use crate::source::{Reach, SourceMap};
use crate::{document, frontend};

/// The model of a document of these files, the first of which is the document, and what was found in which file.
pub(super) fn told(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, unindented(text)).expect("a file");
    }
    let main = files.first().expect("a document").0;
    told_in(folder.path(), main, &Reach::default())
}

fn told_in(folder: &Path, main: &str, reach: &Reach) -> String {
    let mut sources = SourceMap::default();
    let text = fs::read_to_string(folder.join(main)).expect("the document");
    let source = sources.add_file(main, text, folder.join(main));
    let mut diagnostics = Diagnostics::default();
    let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
    let document = document::gather(document, &sources, reach);
    let api = frontend::lower(&document, &mut diagnostics);
    told_of(&api, &diagnostics, |source| format!("{}#", sources.name(source).display()))
}

#[track_caller]
pub(super) fn gives(files: &[(&str, &str)], expected: &str) {
    let told = unindented(&told(files));
    assert!(told == unindented(expected), "\n--- got\n{told}\n--- expected\n{}\n", unindented(expected));
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

pub(super) fn document(text: &str) -> String {
    format!("{HEAD}{}\n", unindented(text))
}

#[test]
fn schemas_are_read_from_whole_files_and_from_places_in_them() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {}
                    components:
                      schemas:
                        Order:
                          type: object
                          properties:
                            whole: {$ref: ./schemas/customer.yaml}
                            again: {$ref: 'schemas/../schemas/customer.yaml#'}
                            json: {$ref: 'schemas/more.json#/Article'}
                            deep: {$ref: 'schemas/more.json#/Article/properties/price'}
                            space: {$ref: 'schemas/a%20b.yaml'}
                            other: {$ref: 'other.yaml#/components/schemas/Thing'}
                    ",
                ),
            ),
            (
                "schemas/customer.yaml",
                "type: object\nproperties: {orders: {type: array, items: {$ref: '../api.yaml#/components/schemas/Order'}}}",
            ),
            (
                "schemas/more.json",
                r##"{"Article": {"type": "object", "properties": {"price": {"type": "number"}, "code": {"$ref": "#/Code"}}}, "Code": {"type": "string"}}"##,
            ),
            ("schemas/a b.yaml", "type: boolean"),
            (
                "other.yaml",
                "openapi: 3.0.3\ninfo: {title: O, version: '1'}\npaths: {}\ncomponents: {schemas: {Thing: {type: integer, format: int32}}}",
            ),
        ],
        "
        Order: object
          whole?: customer
          again?: customer
          json?: Article
          deep?: number
          space?: a b
          other?: Thing

        customer: object
          orders?: array
            item: Order

        Article: object
          price?: as at /Article/properties/price
          code?: Code

        a b: boolean

        Thing: integer(int32)

        Code: string
        ",
    );
}

#[test]
fn components_that_are_references_to_files_are_what_stands_there() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths:
                      /pets: {$ref: paths/pets.yaml}
                    components:
                      schemas:
                        Pet: {$ref: schemas/pet.yaml}
                        Animal: {$ref: schemas/pet.yaml}
                        Kind: {type: string, enum: [a, b]}
                      responses:
                        Gone: {$ref: responses.yaml#/gone}
                      securitySchemes:
                        key: {$ref: security.yaml}
                    ",
                ),
            ),
            (
                "paths/pets.yaml",
                "
                get:
                  security: [{key: []}]
                  parameters: [{$ref: ../parameters.yaml#/limit}]
                  responses:
                    '200': {description: OK, content: {application/json: {schema: {$ref: ../schemas/pet.yaml}}}}
                    '410': {$ref: '../api.yaml#/components/responses/Gone'}
                  callbacks: {done: {$ref: ../callback.yaml}}
                post:
                  requestBody: {$ref: ../bodies/new-pet.yaml}
                  responses: {'200': {$ref: '../responses.yaml#/gone'}}
                ",
            ),
            (
                "schemas/pet.yaml",
                "type: object\nproperties: {kind: {$ref: '../api.yaml#/components/schemas/Kind'}, parent: {$ref: pet.yaml}}",
            ),
            ("parameters.yaml", "limit: {name: limit, in: query, schema: {type: integer}}"),
            (
                "responses.yaml",
                "
                gone:
                  description: Gone
                  headers: {X-Since: {$ref: headers.json#/since}}
                  content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}
                ",
            ),
            ("headers.json", r#"{"since": {"schema": {"type": "string"}}}"#),
            (
                "bodies/new-pet.yaml",
                "
                content:
                  application/json:
                    schema: {$ref: ../schemas/pet.yaml}
                    examples: {one: {$ref: '../examples/one.yaml'}}
                ",
            ),
            ("examples/one.yaml", "summary: One\nvalue: {kind: a}"),
            ("callback.yaml", "'{$request.query.url}': {post: {responses: {'200': {description: OK}}}}"),
            ("security.yaml", "type: apiKey\nname: X-Key\nin: header"),
        ],
        r#"
        security key: key in header X-Key

        GET /pets (no id)
          at /get
          security key
          query limit [Form*]: integer
          200  # OK
            application/json (Json): Pet
          410  # Gone
            header X-Since [Simple]: string
            application/json (Json): object
              a?: string
          callback callback

        POST /pets (no id)
          at /post
          security none
          body
            application/json (Json) examples(1): Pet
          200  # Gone
            header X-Since [Simple]: as at /since/schema
            application/json (Json): as at /gone/content/application~1json/schema

        callback callback
        POST {$request.query.url} (no id)
          at /{$request.query.url}/post
          security none
          200  # OK

        Pet: object
          kind?: Kind
          parent?: Pet

        Animal: = Pet

        Kind: enum "a" "b"
        "#,
    );
}

#[test]
fn what_is_wrong_in_a_file_is_said_there() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {}
                    components:
                      schemas:
                        A:
                          type: object
                          properties:
                            missing: {$ref: schemas/custmer.yaml}
                            outside: {$ref: ../../etc/passwd}
                            absolute: {$ref: /etc/passwd}
                            encoded: {$ref: '%2e%2e/secret.yaml'}
                            url: {$ref: 'file:///etc/passwd'}
                            folder: {$ref: schemas}
                            web: {$ref: 'https://example.com/a.yaml'}
                            urn: {$ref: 'urn:example:a'}
                            broken: {$ref: broken.yaml}
                            again: {$ref: 'broken.yaml#/a'}
                            text: {$ref: text.yaml}
                            within: {$ref: 'schemas/customer.yaml#/nme'}
                          example: {$ref: never-there.yaml}
                        B: {$ref: schemas/customer.yaml}
                        C: {$ref: 'other.yaml#/components/responses/R'}
                    ",
                ),
            ),
            (
                "schemas/customer.yaml",
                "type: object\nproprties: {}\nname: {}\nproperties: {a: {type: strng, maxLength: x}}",
            ),
            ("broken.yaml", "a: [1"),
            ("text.yaml", "only words"),
            (
                "other.yaml",
                "openapi: 3.0.3\ninfo: {title: O, version: '1'}\npaths: {}\ncomponents: {responses: {R: {description: D}}}",
            ),
        ],
        "
        A: object examples(1)
          missing?: any
          outside?: any
          absolute?: any
          encoded?: any
          url?: any
          folder?: any
          web?: any
          urn?: any
          broken?: any
          again?: any
          text?: any
          within?: any

        B: object
          a?: any

        C: any
        error OA001 broken.yaml#
        warning OA004 schemas/customer.yaml#/proprties
        warning OA004 schemas/customer.yaml#/name
        error OA005 schemas/customer.yaml#/properties/a/maxLength
        error OA106 api.yaml#/components/schemas/A/properties/missing/$ref
        error OA105 api.yaml#/components/schemas/A/properties/outside/$ref
        error OA105 api.yaml#/components/schemas/A/properties/absolute/$ref
        error OA105 api.yaml#/components/schemas/A/properties/encoded/$ref
        error OA105 api.yaml#/components/schemas/A/properties/url/$ref
        error OA106 api.yaml#/components/schemas/A/properties/folder/$ref
        error OA107 api.yaml#/components/schemas/A/properties/web/$ref
        error OA103 api.yaml#/components/schemas/A/properties/urn/$ref
        error OA101 api.yaml#/components/schemas/A/properties/text/$ref
        error OA101 api.yaml#/components/schemas/A/properties/within/$ref
        warning OA201 schemas/customer.yaml#/properties/a/type
        error OA101 api.yaml#/components/schemas/C/$ref
        ",
    );
}

#[test]
fn files_may_lead_in_circles() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {/a: {$ref: circle.yaml#/item}}
                    components: {schemas: {A: {$ref: a.yaml}, S: {type: object, properties: {a: {$ref: a.yaml}}}}}
                    ",
                ),
            ),
            ("a.yaml", "$ref: b.yaml"),
            ("b.yaml", "$ref: 'a.yaml'"),
            ("circle.yaml", "item: {$ref: 'more.yaml'}"),
            ("more.yaml", "$ref: 'circle.yaml#/item'"),
        ],
        "
        A: any

        S: object
          a?: A

        b: any
        error OA102 api.yaml#/paths/~1a/$ref
        error OA102 a.yaml#
        ",
    );
}

#[test]
fn discriminators_may_name_files() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {}
                    components:
                      schemas:
                        Pet:
                          oneOf: [{$ref: cat.yaml}, {$ref: dog.yaml}, {$ref: other.yaml#/components/schemas/Bird}]
                          discriminator: {propertyName: kind, mapping: {c: cat.yaml, d: ./dog.yaml, b: 'other.yaml#/components/schemas/Bird', x: none.yaml}}
                        Far: {$ref: 'other.yaml#/components/schemas/Animal'}
                    ",
                ),
            ),
            ("cat.yaml", "type: object\nproperties: {kind: {type: string}}"),
            ("dog.yaml", "type: object\nproperties: {kind: {type: string}}"),
            (
                "other.yaml",
                "
                openapi: 3.0.3
                info: {title: O, version: '1'}
                paths: {}
                components:
                  schemas:
                    Bird: {type: object, properties: {kind: {type: string}}}
                    Animal:
                      oneOf: [{$ref: '#/components/schemas/Bird'}]
                      discriminator: {propertyName: kind, mapping: {b: Bird, c: '#/components/schemas/Bird'}}
                ",
            ),
        ],
        "
        Pet: one of
          discriminator kind b=Bird c=cat d=dog
          |: cat
          |: dog
          |: Bird

        Far: one of
          discriminator kind b=Bird c=Bird
          |: Bird

        Bird: object
          kind?: string

        cat: object
          kind?: string

        dog: object
          kind?: string
        error OA106 api.yaml#/components/schemas/Pet/discriminator/mapping/x
        ",
    );
}

#[test]
fn names_of_schemas_reach_over_files() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {}
                    components:
                      schemas:
                        A:
                          type: object
                          properties:
                            by_id: {$ref: 'https://example.com/schemas/b.json'}
                            by_anchor: {$ref: 'b.json#deep'}
                            by_id_and_anchor: {$ref: 'https://example.com/schemas/b.json#deep'}
                            by_pointer: {$ref: 'b.json#/$defs/x'}
                    ",
                )
                .replacen("3.0.3", "3.1.1", 1),
            ),
            (
                "b.json",
                r##"{
                  "$id": "https://example.com/schemas/b.json",
                  "type": "object",
                  "properties": {"x": {"$ref": "#/$defs/x"}, "c": {"$ref": "c.json"}, "own": {"$ref": "b.json"}},
                  "$defs": {"x": {"$anchor": "deep", "type": "string"}}
                }"##,
            ),
            ("c.json", r##"{"type": "integer"}"##),
        ],
        "
        A: object
          by_id?: b
          by_anchor?: string
          by_id_and_anchor?: as at /$defs/x
          by_pointer?: as at /$defs/x

        b: object
          x?: as at /$defs/x
          c?: c
          own?: b

        c: integer
        ",
    );
}

#[test]
fn a_document_is_known_by_the_address_it_gives_itself() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    $self: https://example.com/api.yaml
                    paths: {}
                    components:
                      schemas:
                        A: {$ref: 'https://example.com/api.yaml#/components/schemas/B'}
                        B: {type: string}
                        C: {$ref: c.yaml}
                    ",
                ),
            ),
            ("c.yaml", "type: array\nitems: {$ref: 'https://example.com/api.yaml#/components/schemas/B'}"),
        ],
        "
        A: = B

        B: string

        C: array
          item: B
        warning OA009 api.yaml#/$self
        ",
    );
}

#[test]
fn equal_names_in_two_files_are_two_schemas() {
    gives(
        &[
            (
                "api.yaml",
                &document(
                    "
                    paths: {}
                    components:
                      schemas:
                        Id: {type: string}
                        Both: {type: object, properties: {a: {$ref: a/id.yaml}, b: {$ref: b/id.yaml}, own: {$ref: '#/components/schemas/Id'}}}
                    ",
                ),
            ),
            ("a/id.yaml", "type: integer"),
            ("b/id.yaml", "type: boolean"),
        ],
        "
        Id: string

        Both: object
          a?: a.id
          b?: b.id
          own?: Id

        a.id: integer

        b.id: boolean
        ",
    );
}

#[test]
fn references_where_none_may_stand_are_what_they_lead_to() {
    gives(
        &[
            (
                "api.yaml",
                "
                openapi: 3.0.3
                info: {$ref: info.yaml}
                tags: [{name: t, description: {$ref: 'texts.yaml#/t'}}, {$ref: 'texts.yaml#/tag'}]
                paths: {$ref: paths/index.yaml}
                components: {schemas: {$ref: schemas.yaml}}
                ",
            ),
            ("info.yaml", "title: T\nversion: '1'\ndescription: {$ref: 'texts.yaml#/nowhere'}"),
            ("texts.yaml", "t: About t.\ntag: {name: u}"),
            (
                "paths/index.yaml",
                "/a: {get: {operationId: a, parameters: {$ref: '../parameters.yaml'}, responses: {'200': {description: D}}}}",
            ),
            ("parameters.yaml", "[{name: p, in: query, schema: {$ref: 'schemas.yaml#/A'}}]"),
            (
                "schemas.yaml",
                "A: {type: string}\nB: {type: object, properties: {$ref: 'more.yaml#/all'}, required: {$ref: 'more.yaml#/required'}}",
            ),
            ("more.yaml", "all: {a: {$ref: 'schemas.yaml#/A'}, b: {type: integer}}\nrequired: [a]"),
        ],
        "
        tag t  # About t.
        tag u

        GET /a a
          at /~1a/get
          security none
          query p [Form*]: A
          200  # D

        A: string

        B: object
          a: more.a
          b?: more.b

        more.a: = A

        more.b: integer
        warning OA009 api.yaml#/info/$ref
        warning OA009 api.yaml#/tags/0/description/$ref
        warning OA009 api.yaml#/tags/1/$ref
        warning OA009 api.yaml#/paths/$ref
        warning OA009 api.yaml#/components/schemas/$ref
        warning OA009 paths/index.yaml#/~1a/get/parameters/$ref
        warning OA009 schemas.yaml#/B/properties/$ref
        warning OA009 schemas.yaml#/B/required/$ref
        error OA005 api.yaml#/info/description
        ",
    );
}

#[test]
fn a_missing_file_is_told_with_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("lib")).expect("a folder");
    fs::write(folder.path().join("lib/order.yaml"), "type: string").expect("a file");
    for (reference, help) in [
        ("lib/order.json", "did you mean `order.yaml`?"),
        ("lib/ordr.yaml", "did you mean `order.yaml`?"),
        (r"lib\order.yaml", "a reference is an address, with `/` on every system: `lib/order.yaml`"),
        (r".\lib\order.yaml#/a", "a reference is an address, with `/` on every system: `./lib/order.yaml`"),
        ("lib/invoice.json", "a reference is relative to the file that it stands in"),
    ] {
        let text = document(&format!("paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: '{reference}'}}}}}}"));
        let mut sources = SourceMap::default();
        let source = sources.add_file("api.yaml", text, folder.path().join("api.yaml"));
        let mut diagnostics = Diagnostics::default();
        let document = document::parse(&sources, source, &mut diagnostics).expect("the text is a document");
        let document = document::gather(document, &sources, &Reach::default());
        frontend::lower(&document, &mut diagnostics);
        let found: Vec<_> = diagnostics.iter().map(|found| (found.code.id, found.help.as_deref())).collect();
        assert_eq!(found, [("OA106", Some(help))], "{reference}");
    }
}
