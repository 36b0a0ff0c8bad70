//! Bodies and forms.

use super::{document, gives, operation};

#[test]
fn a_body_in_each_media_type() {
    gives(
        &document(
            "
            consumes: [application/json, application/xml]
            paths:
              /a:
                post:
                  operationId: a
                  parameters:
                    - name: pet
                      in: body
                      required: true
                      description: The pet.
                      schema: {type: object, properties: {name: {type: string}}}
                      x-examples: {application/json: {name: Rex}, text/plain: Rex}
                  responses: {'204': {description: none}}
                put:
                  operationId: b
                  consumes: [text/plain, 'no media type']
                  parameters: [{name: text, in: body, schema: {type: string}, x-example: Hello}]
                  responses: {'204': {description: none}}
                patch:
                  operationId: c
                  consumes: []
                  parameters: [{name: any, in: body, x-merge-patch: true}]
                  responses: {'204': {description: none}}
            ",
        ),
        "
        POST /a a
          at /paths/~1a/post
          security none
          body required  # The pet.
            application/json (Json) examples(1): object
              name?: string
            application/xml (Xml): as at /paths/~1a/post/parameters/0/schema
          204  # none

        PUT /a b
          at /paths/~1a/put
          security none
          body
            text/plain (Text) examples(1): string
            no media type (Binary) examples(1): as at /paths/~1a/put/parameters/0/schema
          204  # none

        PATCH /a c
          at /paths/~1a/patch
          security none
          body merge-patch
            application/json (Json)
          204  # none
        warning OA305 /paths/~1a/put/consumes/1
        warning OA009 /paths/~1a/patch/parameters/0
        ",
    );
}

#[test]
fn bytes_and_bodies_that_are_not_meant_to_be() {
    gives(
        &document(
            "
            paths:
              /a:
                post:
                  operationId: a
                  parameters: [{name: file, in: body, schema: {type: string, format: binary}}]
                  responses: {'204': {description: none}}
                get:
                  operationId: b
                  parameters: [{name: q, in: body, schema: {type: string}}]
                  responses: {'204': {description: none}}
                put:
                  operationId: c
                  parameters:
                    - {name: one, in: body, type: string}
                    - {name: two, in: body, schema: {type: string}}
                    - {name: three, in: formData, type: string}
                  responses: {'204': {description: none}}
            ",
        ),
        "
        POST /a a
          at /paths/~1a/post
          security none
          body
            application/octet-stream (Binary): string(binary)
          204  # none

        GET /a b
          at /paths/~1a/get
          security none
          body
            application/json (Json): string
          204  # none

        PUT /a c
          at /paths/~1a/put
          security none
          body
            application/json (Json): string
          204  # none
        warning OA306 /paths/~1a/get/parameters/0
        warning OA009 /paths/~1a/put/parameters/1
        warning OA009 /paths/~1a/put/parameters/2
        warning OA009 /paths/~1a/put/parameters/0/type
        ",
    );
}

#[test]
fn fields_are_one_object() {
    gives(
        &operation(
            "
            consumes: [application/x-www-form-urlencoded]
            parameters:
              - {name: name, in: formData, type: string, required: true, description: The name., x-example: Rex}
              - {name: tags, in: formData, type: array, items: {type: string}}
              - {name: more, in: formData, type: array, items: {type: string}, collectionFormat: multi}
              - {name: piped, in: formData, type: array, items: {type: string}, collectionFormat: pipes}
              - {name: name, in: formData, type: integer}
              - {name: q, in: query, type: string}
            responses: {'204': {description: none}}
            ",
        ),
        "
        POST /a a
          at /paths/~1a/post
          security none
          query q [Form*]: string
          body required
            application/x-www-form-urlencoded (Form): object
              name: string examples(1)  # The name.
              tags?: array
                item: string
              more?: array
                item: string
              piped?: array
                item: string
              encoding tags None Some(Form) Some(false)
              encoding piped None Some(PipeDelimited) Some(false)
          204  # none
        warning OA009 /paths/~1a/post/parameters/4
        ",
    );
}

#[test]
fn files_make_a_form_multipart() {
    gives(
        &document(
            "
            consumes: [application/json]
            paths:
              /a:
                parameters: [{name: note, in: formData, type: string}]
                post:
                  operationId: a
                  consumes: [application/x-www-form-urlencoded]
                  parameters:
                    - {name: file, in: formData, type: file, required: true, description: The file.}
                    - {name: files, in: formData, type: array, items: {type: file}, collectionFormat: multi}
                    - {name: sizes, in: formData, type: array, items: {type: integer}}
                  responses: {'204': {description: none}}
                put:
                  operationId: b
                  parameters: [{name: note, in: formData, type: integer}]
                  responses: {'204': {description: none}}
                patch:
                  operationId: c
                  consumes: [multipart/form-data, application/x-www-form-urlencoded]
                  responses: {'204': {description: none}}
            ",
        ),
        "
        POST /a a
          at /paths/~1a/post
          security none
          body required
            multipart/form-data (Multipart): object
              note?: string
              file: string(binary)  # The file.
              files?: array
                item: string(binary)
              sizes?: array
                item: integer
              encoding sizes None Some(Form) Some(false)
          204  # none

        PUT /a b
          at /paths/~1a/put
          security none
          body
            application/x-www-form-urlencoded (Form): object
              note?: integer
          204  # none

        PATCH /a c
          at /paths/~1a/patch
          security none
          body
            multipart/form-data (Multipart): object
              note?: as at /paths/~1a/parameters/0
            application/x-www-form-urlencoded (Form): as at /paths/~1a/parameters/0
          204  # none
        warning OA009 /paths/~1a/post/consumes
        ",
    );
}

#[test]
fn what_stands_beside_a_request_body_is_told() {
    gives(
        &operation(
            "
            parameters:
              - {name: body, in: body, schema: {type: string}}
              - {name: q, in: query, type: string}
            requestBody: {content: {text/plain: {schema: {type: string}}}}
            responses: {'204': {description: none}, 4XX: {description: of a class}}
            ",
        ),
        "
        POST /a a
          at /paths/~1a/post
          security none
          query q [Form*]: string
          body
            text/plain (Text): string
          204  # none
          4XX  # of a class
        warning OA009 /paths/~1a/post/requestBody
        warning OA009 /paths/~1a/post/parameters/0
        warning OA009 /paths/~1a/post/responses/4XX
        ",
    );
}
