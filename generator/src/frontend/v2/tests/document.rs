//! Where an API is served, who is let in, tags and paths.

use super::{document, gives};
use crate::frontend::v3::tests::lowered;

#[test]
fn a_server_for_each_scheme() {
    gives(
        &document(
            "
            host: api.example.com
            basePath: /v1/
            schemes: [https, http, wss, htps, https]
            paths:
              /a: {get: {schemes: [http], responses: {'204': {description: none}}}}
            ",
        ),
        "
        server https://api.example.com/v1
        server http://api.example.com/v1

        GET /a (no id)
          at /paths/~1a/get
          server http://api.example.com/v1
          security none
          204  # none
        note OA008 /schemes/2
        warning OA009 /schemes/3
        ",
    );
}

#[test]
fn without_a_host_the_base_path_alone() {
    gives(&document("basePath: v1\npaths: {}"), "server /v1\nwarning OA009 /basePath");
    gives(&document("basePath: /\npaths: {}"), "");
    gives(&document("paths: {}"), "");
}

#[test]
fn without_schemes_a_host_is_asked_safely() {
    gives(&document("host: 'api.example.com:8080'\npaths: {}"), "server https://api.example.com:8080");
    gives(
        &document("host: 'http://api.example.com/'\nbasePath: /v1\npaths: {}"),
        "server http://api.example.com/v1\nwarning OA009 /host",
    );
}

#[test]
fn schemes_of_security_and_what_asks_for_them() {
    gives(
        &document(
            "
            securityDefinitions:
              plain: {type: basic, description: Name and password.}
              key: {type: apiKey, name: X-Key, in: header}
              asked: {type: apiKey, name: key, in: query}
              baked: {type: apiKey, name: key, in: cookie}
              machine: {type: oauth2, flow: application, tokenUrl: https://t, scopes: {a: A}}
              browser: {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://t, scopes: {}}
              newer: {type: http, scheme: bearer}
              slip: {type: oauth2, flow: clientCredentials, tokenUrl: https://t, scopes: {}}
              none: {type: baisc}
            security: [{key: []}, {plain: []}]
            paths:
              /a:
                get: {operationId: a, responses: {'204': {description: none}}}
                put: {operationId: b, security: [], responses: {'204': {description: none}}}
                post: {operationId: c, security: [{machine: [a], browser: []}], responses: {'204': {description: none}}}
                delete: {operationId: d, security: [{ghost: []}], responses: {'204': {description: none}}}
            ",
        ),
        "
        security plain: basic  # Name and password.
        security key: key in header X-Key
        security asked: key in query key
        security baked: key in cookie key
        security machine: oauth2 https://t
        security browser: oauth2
        security newer: bearer
        security slip: oauth2
        security ghost: other ghost

        GET /a a
          at /paths/~1a/get
          security key | plain
          204  # none

        PUT /a b
          at /paths/~1a/put
          security none
          204  # none

        POST /a c
          at /paths/~1a/post
          security machine(a) + browser
          204  # none

        DELETE /a d
          at /paths/~1a/delete
          security ghost
          204  # none
        warning OA009 /securityDefinitions/newer/scheme
        warning OA009 /securityDefinitions/baked/in
        warning OA009 /securityDefinitions/newer/type
        warning OA009 /securityDefinitions/slip/flow
        error OA005 /securityDefinitions/none/type
        warning OA308 /paths/~1a/delete/security/0/ghost
        ",
    );
}

#[test]
fn parameters_for_what_security_says_are_left_out() {
    gives(
        &document(
            "
            securityDefinitions: {key: {type: apiKey, name: X-Key, in: header}, plain: {type: basic}}
            paths:
              /a:
                parameters: [{name: Authorization, in: header, type: string}, {name: x-key, in: header, type: string}]
                get: {operationId: a, security: [{key: []}], responses: {'204': {description: none}}}
                put: {operationId: b, security: [{plain: []}], responses: {'204': {description: none}}}
            ",
        ),
        "
        security key: key in header X-Key
        security plain: basic

        GET /a a
          at /paths/~1a/get
          security key
          header Authorization [Simple]: string
          204  # none

        PUT /a b
          at /paths/~1a/put
          security plain
          header x-key [Simple]: string
          204  # none
        warning OA009 /paths/~1a/parameters/1
        warning OA009 /paths/~1a/parameters/0
        ",
    );
}

#[test]
fn tags_texts_and_extensions() {
    gives(
        &document(
            "
            tags: [{name: pets, description: Pets.}, {name: pets}]
            externalDocs: {url: u}
            paths:
              x-own: 1
              /pets/{id}:
                get:
                  tags: [pets, more]
                  summary: One pet
                  description: All of it.
                  deprecated: true
                  externalDocs: {url: u}
                  x-since: '1.2'
                  x-pagination: {other: tool}
                  responses: {'204': {description: none}}
              pets: {get: {operationId: x, responses: {}}}
            ",
        ),
        "
        tag pets  # Pets.
        tag more

        GET /pets/{id} (no id) \"One pet\" deprecated since 1.2  # All of it.
          at /paths/~1pets~1{id}/get
          tags pets, more
          security none
          path id required [Simple]: string
          204  # none

        GET /pets x
          at /paths/pets/get
          security none
        warning OA006 /paths/pets/get/responses
        warning OA009 /tags/1/name
        warning OA301 /paths/~1pets~1{id}
        note OA309 /paths/~1pets~1{id}/get/x-pagination
        warning OA009 /paths/pets
        ",
    );
}

#[test]
fn keys_of_openapi_3() {
    gives(
        &document(
            "
            servers: [{url: /v1}]
            components: {schemas: {}}
            paths:
              /a:
                summary: A path
                post:
                  operationId: a
                  requestBody: {required: true, content: {text/plain: {schema: {type: string}}}}
                  callbacks: {}
                  responses:
                    '200': {description: ok, content: {application/json: {schema: {type: integer}}}}
            ",
        ),
        "
        POST /a a \"A path\"
          at /paths/~1a/post
          security none
          body required
            text/plain (Text): string
          200  # ok
            application/json (Json): integer
        note OA008 /servers
        note OA008 /components
        warning OA009 /paths/~1a/summary
        warning OA009 /paths/~1a/post/requestBody
        note OA008 /paths/~1a/post/callbacks
        warning OA009 /paths/~1a/post/responses/200/content
        ",
    );
}

#[test]
fn path_items_may_be_shared() {
    gives(
        &document(
            "
            paths:
              /a: {get: {operationId: a, responses: {'204': {description: none}}}}
              /b: {$ref: '#/paths/~1a'}
            ",
        ),
        "
        GET /a a
          at /paths/~1a/get
          security none
          204  # none

        GET /b (no id)
          at /paths/~1a/get
          security none
          204  # none
        warning OA303 /paths/~1a/get/operationId
        ",
    );
}

#[test]
fn words_that_are_no_protocols_are_told_without_a_host_too() {
    for (host, before) in [("", None), ("host: 'https://example.com'\n", Some("OA009"))] {
        let (_, diagnostics) = lowered(&document(&format!("{host}schemes: [htps, wss]\npaths: {{}}")));
        let found: Vec<_> = diagnostics.iter().map(|found| found.code.id).collect();
        let mut expected = vec!["OA009", "OA008"];
        expected.extend(before);
        assert_eq!(found, expected, "{host}");
    }
}
