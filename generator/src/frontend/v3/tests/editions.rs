//! Files that are documents of other editions, and what such documents say of all their operations.

use super::files::{gives, told};
use super::unindented;

const PATH_ITEM_OF_2_0: &str = "
    swagger: '2.0'
    info: {title: Old, version: '1'}
    paths:
      /pets:
        post:
          operationId: addPet
          parameters: [{name: pet, in: body, schema: {type: string}}]
          responses: {'204': {description: Done}}
    definitions:
      Money: {type: object, properties: {cents: {type: integer, format: int32}}}
    ";

#[test]
fn a_file_is_read_by_the_edition_that_it_names() {
    // What 3.1 says in its own words is no misreading in a file of 3.1, and it is one in a file of 3.0.
    let newer = "
        openapi: 3.1.0
        info: {title: N, version: '1'}
        components:
          schemas:
            Name: {type: [string, 'null'], examples: [Rex]}
            Named: {$ref: '#/components/schemas/Name', maxLength: 5}
        ";
    let main = |edition: &str| {
        format!(
            "openapi: {edition}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: \
             object\n      properties:\n        a: {{$ref: 'n.yaml#/components/schemas/Name'}}\n        \
             b: {{$ref: 'n.yaml#/components/schemas/Named'}}\n"
        )
    };
    let of_3_0 = told(&[("api.yaml", &main("3.0.3")), ("n.yaml", newer)]);
    assert_eq!(of_3_0, told(&[("api.yaml", &main("3.1.0")), ("n.yaml", newer)]));
    assert!(!of_3_0.contains("OA0") && of_3_0.contains("any length<=5"), "{of_3_0}");

    // And the other way round: what 3.0 ignores beside a reference is ignored in a file of 3.0.
    let older = "
        openapi: 3.0.3
        info: {title: O, version: '1'}
        paths: {}
        components:
          schemas:
            Name: {type: string, nullable: true}
            Named: {$ref: '#/components/schemas/Name', maxLength: 5}
        ";
    let under_3_1 = told(&[("api.yaml", &main("3.1.0")), ("n.yaml", older)]);
    assert_eq!(under_3_1, told(&[("api.yaml", &main("3.0.3")), ("n.yaml", older)]));
    assert!(under_3_1.contains("warning OA009 n.yaml#/components/schemas/Named/maxLength"), "{under_3_1}");
}

#[test]
fn a_fragment_is_read_by_the_edition_of_the_document() {
    let main = |edition: &str| {
        format!(
            "openapi: {edition}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {{$ref: a.yaml}}}}}}\n"
        )
    };
    let fragment = "type: [string, 'null']";
    assert!(told(&[("api.yaml", &main("3.0.3")), ("a.yaml", fragment)]).contains("warning OA009 a.yaml#/type"));
    assert!(!told(&[("api.yaml", &main("3.1.0")), ("a.yaml", fragment)]).contains("OA009"));
}

#[test]
fn files_of_the_other_family_are_told_once() {
    gives(
        &[
            (
                "api.yaml",
                &unindented(
                    "
                    openapi: 3.0.3
                    info: {title: T, version: '1'}
                    paths:
                      /pets: {$ref: 'old.yaml#/paths/~1pets'}
                    components: {schemas: {Money: {$ref: 'old.yaml#/definitions/Money'}}}
                    ",
                ),
            ),
            ("old.yaml", PATH_ITEM_OF_2_0),
        ],
        "
        POST /pets addPet
          at /paths/~1pets/post
          security none
          204  # Done

        Money: object
          cents?: integer(int32)
        warning OA111 old.yaml#/swagger
        error OA005 old.yaml#/paths/~1pets/post/parameters/0/in
        ",
    );
    let newer = "
        openapi: 3.0.3
        info: {title: N, version: '1'}
        paths:
          /pets:
            post:
              operationId: addPet
              requestBody: {content: {application/json: {schema: {type: string}}}}
              responses: {'204': {description: Done}}
        ";
    let main = "
        swagger: '2.0'
        info: {title: T, version: '1'}
        paths:
          /pets: {$ref: 'new.yaml#/paths/~1pets'}
        ";
    let told = told(&[("api.yaml", main), ("new.yaml", newer)]);
    assert_eq!(told.matches("warning OA111 new.yaml#/openapi").count(), 1, "{told}");
}

#[test]
fn what_a_document_says_of_all_its_operations_does_not_come_along() {
    let shared = "
        openapi: 3.0.3
        info: {title: S, version: '1'}
        servers: [{url: https://other.example}]
        security: [{key: []}]
        paths:
          /a: {get: {operationId: a, responses: {'204': {description: Done}}}}
          /b: {get: {operationId: b, responses: {'204': {description: Done}}}}
        ";
    let main = |own: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{own}paths:\n  /a: {{$ref: 'shared.yaml#/paths/~1a'}}\n  \
             /b: {{$ref: 'shared.yaml#/paths/~1b'}}\ncomponents: {{securitySchemes: {{key: {{type: http, scheme: bearer}}}}}}\n"
        )
    };
    let told_with = |own: &str| {
        let told = told(&[("api.yaml", &main(own)), ("shared.yaml", shared)]);
        told.lines().filter(|line| line.contains(" OA")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told_with(""), ["warning OA008 shared.yaml#/security", "warning OA008 shared.yaml#/servers"]);
    assert_eq!(told_with("security: [{key: []}]\n"), ["warning OA008 shared.yaml#/servers"]);
    assert_eq!(
        told_with("security: [{key: []}]\nservers: [{url: https://other.example}]\n"),
        [""; 0],
        "it is the same"
    );

    // Schemas have nothing to do with it.
    let schemas = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: 'shared.yaml#/components/schemas/A'}}}\n";
    let with_schema = format!("{}components: {{schemas: {{A: {{type: string}}}}}}\n", unindented(shared) + "\n");
    assert!(!told(&[("api.yaml", schemas), ("shared.yaml", &with_schema)]).contains("OA008"));

    // Swagger 2.0 has more such keys.
    let old = "
        swagger: '2.0'
        info: {title: S, version: '1'}
        host: other.example
        basePath: /v2
        produces: [text/plain]
        paths:
          /a: {get: {operationId: a, responses: {'204': {description: Done}}}}
        ";
    let main = "swagger: '2.0'\ninfo: {title: T, version: '1'}\nhost: here.example\npaths: {/a: {$ref: 'old.yaml#/paths/~1a'}}\n";
    let told = told(&[("api.yaml", main), ("old.yaml", old)]);
    let found: Vec<_> = told.lines().filter(|line| line.contains("OA008")).collect();
    assert_eq!(
        found,
        ["warning OA008 old.yaml#/host", "warning OA008 old.yaml#/basePath", "warning OA008 old.yaml#/produces"],
        "{told}"
    );
}
