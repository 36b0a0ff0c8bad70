//! Operations, parameters, bodies, responses, security, servers, extensions.

use super::{document, gives};

#[test]
fn paths_and_their_parameters() {
    gives(
        &document(
            "
            paths:
              /pets/{id}:
                summary: Pets
                parameters:
                  - {name: id, in: path, schema: {type: string}}
                  - {name: q, in: query, schema: {type: string}}
                get:
                  operationId: getPet
                  tags: [new, new]
                  parameters:
                    - {name: q, in: query, required: true, schema: {type: integer}}
                    - {name: Accept, in: header, schema: {type: string}}
                    - {name: ghost, in: path, required: true, schema: {type: string}}
                  responses: {'200': {description: ok}}
                delete:
                  operationId: getPet
                  requestBody: {content: {application/json: {}}}
                  responses: {'204': {description: gone}}
              /pets/{name}:
                get: {responses: {default: {description: any}}}
              /users/:id:
                get:
                  parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                  responses: {2XX: {description: ok}, 20X: {description: no}, 404: {description: none}, x-a: 1}
              noslash: {}
            ",
        ),
        "
        tag new

        GET /pets/{id} getPet \"Pets\"
          at /paths/~1pets~1{id}/get
          tags new
          security none
          path id required [Simple]: string
          query q required [Form*]: integer
          200  # ok

        DELETE /pets/{id} (no id) \"Pets\"
          at /paths/~1pets~1{id}/delete
          security none
          path id required [Simple]: as at /paths/~1pets~1{id}/parameters/0/schema
          query q [Form*]: string
          body
            application/json (Json)
          204  # gone

        GET /pets/{name} (no id)
          at /paths/~1pets~1{name}/get
          security none
          path name required [Simple]: string
          default  # any

        GET /users/:id (no id)
          at /paths/~1users~1:id/get
          security none
          2XX  # ok
          404  # none
        warning OA009 /paths/~1pets~1{id}/parameters/0/name
        warning OA009 /paths/~1pets~1{id}/get/parameters/1/name
        warning OA302 /paths/~1pets~1{id}/get/parameters/2
        warning OA303 /paths/~1pets~1{id}/delete/operationId
        warning OA306 /paths/~1pets~1{id}/delete/requestBody
        warning OA311 /paths/~1pets~1{name}
        warning OA301 /paths/~1pets~1{name}
        warning OA302 /paths/~1users~1:id/get/parameters/0
        warning OA307 /paths/~1users~1:id/get/responses/20X
        warning OA009 /paths/noslash
        ",
    );
}

#[test]
fn styles_and_shapes_of_parameters() {
    gives(
        &document(
            "
            paths:
              /a:
                get:
                  operationId: a
                  parameters:
                    - {name: a, in: query, explode: false, schema: {type: array, items: {type: string}}}
                    - {name: b, in: query, style: deepObject, explode: true, schema: {type: object}}
                    - {name: c, in: query, style: matrix, schema: {type: string}}
                    - {name: d, in: header, style: simpel, schema: {type: string}}
                    - {name: e, in: query, content: {application/json: {schema: {type: object}}}}
                    - {name: f, in: query}
                    - {name: g, in: qery, schema: {type: string}}
                    - {name: a, in: query, schema: {type: string}}
                    - {in: query, schema: {type: string}}
                    - {name: h, in: cookie, allowReserved: true, example: x, schema: {type: string}}
                  responses: {'200': {description: ok}}
            ",
        ),
        "
        GET /a a
          at /paths/~1a/get
          security none
          query a [Form]: array
            item: string
          query b [DeepObject*]: object
          query c [Form*]: string
          header d [Simple]: string
          query e
            application/json (Json): object
          query f [Form*]: string
          cookie h examples(1) [Form*]: string
          200  # ok
        error OA006 /paths/~1a/get/parameters/8
        warning OA304 /paths/~1a/get/parameters/2/style
        warning OA304 /paths/~1a/get/parameters/3/style
        warning OA006 /paths/~1a/get/parameters/5
        error OA005 /paths/~1a/get/parameters/6/in
        warning OA009 /paths/~1a/get/parameters/7
        warning OA009 /paths/~1a/get/parameters/9/allowReserved
        ",
    );
}

#[test]
fn bodies_and_responses() {
    gives(
        &document(
            "
            paths:
              /a:
                post:
                  operationId: a
                  requestBody:
                    x-merge-patch: true
                    content:
                      application/json; charset=utf-8: {schema: {type: object}, example: {a: 1}}
                      multipart/form-data:
                        schema: {type: object, properties: {file: {type: string, format: binary}}}
                        encoding: {file: {contentType: image/png, style: form, headers: {X-A: {schema: {type: string}}}}}
                  responses:
                    '200':
                      description: ok
                      headers: {content-type: {schema: {type: string}}, X-Rate: {required: true, schema: {type: integer}}}
                      content:
                        text/event-stream: {}
                        nonsense: {}
                        '*/*': {schema: {type: string, format: binary}}
                        application/json: {examples: {one: {summary: One, value: 1}, two: {externalValue: u}, three: {$ref: '#/components/examples/E'}}}
                      links: {}
              /b:
                patch:
                  requestBody: {content: {application/merge-patch+json: {schema: {}}}}
                  responses: {x-none: true}
            components: {examples: {E: {value: 3}}}
            ",
        ),
        "
        POST /a a
          at /paths/~1a/post
          security none
          body merge-patch
            application/json; charset=utf-8 (Json) examples(1): object
            multipart/form-data (Multipart): object
              file?: string(binary)
              encoding file Some(\"image/png\") None None
                header X-A [Simple]: string
          200  # ok
            header X-Rate required [Simple]: integer
            text/event-stream (EventStream)
            nonsense (Binary)
            */* (Binary): string(binary)
            application/json (Json) examples(2)

        PATCH /b (no id)
          at /paths/~1b/patch
          security none
          body merge-patch
            application/merge-patch+json (Json): any
        note OA008 /paths/~1a/post/responses/200/content/application~1json/examples/two/externalValue
        note OA008 /paths/~1a/post/responses/200/links
        warning OA009 /paths/~1a/post/requestBody/content/multipart~1form-data/encoding/file
        warning OA305 /paths/~1a/post/responses/200/content/nonsense
        warning OA009 /paths/~1a/post/responses/200/headers/content-type
        ",
    );
}

#[test]
fn security_and_servers() {
    gives(
        &document(
            "
            servers:
              - url: https://{host}/{base}
                variables: {host: {default: a.org, enum: [a.org, b.org]}}
            security: [{key: []}, {token: [read], key: []}]
            paths:
              /a:
                servers: [{url: /v2}]
                get: {operationId: a, responses: {x-none: true}}
                put: {operationId: b, security: [], responses: {x-none: true}}
                post: {operationId: c, security: [{}, {gone: []}], responses: {x-none: true}}
            components:
              securitySchemes:
                key: {type: apiKey, in: header, name: X-Key}
                token: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://t', scopes: {}}}}
                bearer: {type: http, scheme: Bearer}
                basic: {type: http, scheme: basic}
                digest: {type: http, scheme: digest}
                open: {type: openIdConnect, openIdConnectUrl: u}
                broken: {type: apiKey, name: X}
            ",
        ),
        "
        server https://{host}/{base}
          host = \"a.org\" [\"a.org\", \"b.org\"]
        security key: key in header X-Key
        security token: oauth2 https://t
        security bearer: bearer
        security basic: basic
        security digest: other digest
        security open: bearer
        security gone: other gone

        GET /a a
          at /paths/~1a/get
          server /v2
          security key | token(read) + key

        PUT /a b
          at /paths/~1a/put
          server /v2
          security none

        POST /a c
          at /paths/~1a/post
          server /v2
          security none | gone
        warning OA009 /servers/0/url
        error OA005 /components/securitySchemes/broken
        warning OA308 /paths/~1a/post/security/1/gone
        ",
    );
}

#[test]
fn extensions_are_checked_and_decoded() {
    gives(
        &document(
            "
            x-error-document: {media-type: application/json, default-code: bad, codes: {'404': none, x: y}, body: {code: '{code}'}}
            paths:
              /a:
                get:
                  operationId: a
                  x-since: 2.79
                  x-authorizers: [Public, {Role: [a, b]}, {One: [], Two: []}]
                  x-required-permissions: [[p, q], [r]]
                  x-pagination: {style: marker, request: {marker: m, limt: l}, response: {items: i, next: n}}
                  x-inferred: yes please
                  x-other: 1
                  responses: {x-none: true}
                put:
                  operationId: b
                  x-authorizers: Public
                  x-required-permissions: [p]
                  x-pagination: {limitParam: x}
                  responses: {x-none: true}
            ",
        ),
        "
        error document application/json {\"code\":\"{code}\"}

        GET /a a since 2.79
          at /paths/~1a/get
          security none
          authorizer Public
          authorizer Role a b
          permissions p + q
          permissions r
          pages Marker { parameter: \"m\", next: \"/n\" } items \"/i\"

        PUT /a b
          at /paths/~1a/put
          security none
        warning OA309 /paths/~1a/get/x-inferred
        warning OA309 /paths/~1a/get/x-since
        warning OA309 /paths/~1a/get/x-authorizers/2
        warning OA309 /paths/~1a/get/x-pagination/request/limt
        warning OA309 /paths/~1a/put/x-authorizers
        warning OA309 /paths/~1a/put/x-required-permissions
        note OA309 /paths/~1a/put/x-pagination
        warning OA309 /x-error-document/codes/x
        ",
    );
}

#[test]
fn a_document_of_faults_is_read_to_its_end() {
    gives(
        "openapi: 3.0.3\ninfo: {title: 1, version: 1.0}\ntag: []\nwebhooks: {}\ntags: [{description: x}, {name: a}]\nservers: {}\npaths:\n  /a: {get: {summery: x}}\n",
        "
        tag a

        GET /a (no id)
          at /paths/~1a/get
          security none
        warning OA009 /info/title
        warning OA009 /info/version
        warning OA004 /tag
        warning OA009 /webhooks
        error OA006 /tags/0
        error OA005 /servers
        warning OA004 /paths/~1a/get/summery
        warning OA006 /paths/~1a/get
        ",
    );
}

#[test]
fn webhooks_and_callbacks_are_read_once_each() {
    let text = document(
        "
        paths:
          /a:
            post:
              operationId: a
              responses: {x-none: true}
              callbacks:
                done: {'{$request.body#/url}': {post: {callbacks: {again: {$ref: '#/components/callbacks/Again'}}, responses: {x-none: true}}}}
                again: {$ref: '#/components/callbacks/Again'}
                none: {$ref: '#/components/callbacks/None'}
                item: {'http://b/{id}': {$ref: '#/components/pathItems/I'}}
        webhooks:
          hook: {$ref: '#/components/pathItems/I'}
          empty: {}
        components:
          callbacks:
            Again: {u: {put: {requestBody: {content: {application/json: {}}}, callbacks: {again: {$ref: '#/components/callbacks/Again'}}, responses: {x-none: true}}}}
          pathItems:
            I: {parameters: [{name: id, in: path, required: true, schema: {}}], get: {operationId: i, tags: [t], responses: {x-none: true}}}
        ",
    );
    gives(
        &text.replace("3.0.3", "3.1.0"),
        "
        tag t

        POST /a a
          at /paths/~1a/post
          security none
          callback done
          callback Again
          callback item

        webhook hook
        GET hook i
          at /components/pathItems/I/get
          tags t
          security none

        webhook empty

        callback done
        POST {$request.body#/url} (no id)
          at /paths/~1a/post/callbacks/done/{$request.body#~1url}/post
          security none
          callback Again

        callback Again
        PUT u (no id)
          at /components/callbacks/Again/u/put
          security none
          body
            application/json (Json)
          callback Again

        callback item
        GET http://b/{id} (no id)
          at /components/pathItems/I/get
          tags t
          security none
        error OA101 /paths/~1a/post/callbacks/none/$ref
        warning OA302 /components/pathItems/I/parameters/0
        warning OA303 /components/pathItems/I/get/operationId
        ",
    );
}
