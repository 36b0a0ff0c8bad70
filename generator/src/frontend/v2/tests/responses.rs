//! Answers.

use super::{document, gives};
use crate::frontend::v3::tests::lowered;

#[test]
fn bodies_headers_and_examples() {
    gives(
        &document(
            "
            produces: [application/json, text/csv]
            responses:
              Gone: {description: Gone., schema: {type: object, properties: {code: {type: integer}}}}
            paths:
              /a:
                get:
                  operationId: a
                  responses:
                    '200':
                      description: ok
                      schema: {type: array, items: {type: string}}
                      headers:
                        X-Left: {type: integer, description: How many are left.}
                        X-Piped: {type: array, items: {type: string}, collectionFormat: pipes}
                        X-Any: {description: Of no type.}
                        x-left: {type: string}
                        Content-Type: {type: string}
                      examples: {application/json: [a], application/xml: <a/>}
                    '204': {description: none}
                    '404': {$ref: '#/responses/Gone'}
                    '500': {$ref: '#/responses/Nowhere'}
                    default: {description: no body, examples: {application/json: 1}}
                head:
                  operationId: b
                  produces: [text/plain]
                  responses: {'200': {description: ok, schema: {type: string}}, '410': {$ref: '#/responses/Gone'}}
            ",
        ),
        "
        GET /a a
          at /paths/~1a/get
          security none
          200  # ok
            # How many are left.
            header X-Left [Simple]: integer
            header X-Piped [Simple]: array
              item: string
            # Of no type.
            header X-Any [Simple]: string
            application/json (Json) examples(1): array
              item: string
            text/csv (Text): as at /paths/~1a/get/responses/200/schema
          204  # none
          404  # Gone.
            application/json (Json): object
              code?: integer
            text/csv (Text): as at /responses/Gone/schema
          default  # no body

        HEAD /a b
          at /paths/~1a/head
          security none
          200  # ok
            text/plain (Text): string
          410  # Gone.
            text/plain (Text): as at /responses/Gone/schema
        warning OA304 /paths/~1a/get/responses/200/headers/X-Piped/collectionFormat
        warning OA006 /paths/~1a/get/responses/200/headers/X-Any
        warning OA009 /paths/~1a/get/responses/200/headers/x-left
        warning OA009 /paths/~1a/get/responses/200/headers/Content-Type
        warning OA009 /paths/~1a/get/responses/200/examples/application~1xml
        error OA101 /paths/~1a/get/responses/500/$ref
        warning OA009 /paths/~1a/get/responses/default/examples
        ",
    );
}

#[test]
fn a_list_without_end_is_cut() {
    let listed: Vec<String> = (0..40).map(|number| format!("application/a{number}")).collect();
    let answer = "{get: {operationId: a, responses: {'200': {description: ok, schema: {type: string}}}}}";
    let text = document(&format!("produces: [{}]\npaths: {{/a: {answer}}}", listed.join(", ")));
    let (api, diagnostics) = lowered(&text);
    let content: usize =
        api.operations.iter().flat_map(|(_, operation)| &operation.responses).map(|one| one.content.len()).sum();
    assert_eq!(content, 32);
    let found: Vec<_> = diagnostics.iter().map(|found| (found.code.id, found.message.as_str())).collect();
    assert_eq!(found, [("OA009", "more than 32 media types: this one and what follows is left out")]);
}

#[test]
fn files_are_bytes() {
    gives(
        &document(
            "
            definitions: {File: {type: string, format: binary}}
            paths:
              /a:
                get:
                  operationId: a
                  responses: {'200': {description: ok, schema: {type: file, description: The file.}}}
                put:
                  operationId: b
                  produces: [application/json]
                  responses: {'200': {description: ok, schema: {type: file}}}
                post:
                  operationId: c
                  produces: [application/pdf]
                  responses: {'200': {description: ok, schema: {$ref: '#/definitions/File'}}}
            ",
        ),
        "
        GET /a a
          at /paths/~1a/get
          security none
          200  # ok
            application/octet-stream (Binary): string(binary)  # The file.

        PUT /a b
          at /paths/~1a/put
          security none
          200  # ok
            application/json (Binary): string(binary)

        POST /a c
          at /paths/~1a/post
          security none
          200  # ok
            application/pdf (Binary): File

        File: string(binary)
        ",
    );
}
