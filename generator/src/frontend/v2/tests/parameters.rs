//! What is sent in paths, queries and headers.

use super::{document, gives, operation};
use crate::frontend::v3::tests::lowered;

#[test]
fn formats_of_collections() {
    gives(
        &operation(
            "
            parameters:
              - {name: one, in: query, type: string}
              - {name: csv, in: query, type: array, items: {type: string}}
              - {name: ssv, in: query, type: array, items: {type: string}, collectionFormat: ssv}
              - {name: tsv, in: query, type: array, items: {type: string}, collectionFormat: tsv}
              - {name: pipes, in: query, type: array, items: {type: string}, collectionFormat: pipes}
              - {name: multi, in: query, type: array, items: {type: string}, collectionFormat: multi}
              - {name: X-Csv, in: header, type: array, items: {type: integer}}
              - {name: X-Pipes, in: header, type: array, items: {type: integer}, collectionFormat: pipes}
              - {name: X-Multi, in: header, type: array, items: {type: integer}, collectionFormat: multi}
              - {name: slip, in: query, type: array, items: {type: string}, collectionFormat: mutli}
              - {name: idle, in: query, type: string, collectionFormat: csv}
              - {name: deep, in: query, type: array, items: {type: array, items: {type: string}, collectionFormat: pipes}}
            responses: {'204': {description: none}}
            ",
        ),
        "
        POST /a a
          at /paths/~1a/post
          security none
          query one [Form*]: string
          query csv [Form]: array
            item: string
          query ssv [SpaceDelimited]: array
            item: string
          query tsv [TabDelimited]: array
            item: string
          query pipes [PipeDelimited]: array
            item: string
          query multi [Form*]: array
            item: string
          header X-Csv [Simple]: array
            item: integer
          header X-Pipes [PipeDelimited]: array
            item: integer
          header X-Multi [Simple]: array
            item: integer
          query slip [Form]: array
            item: string
          query idle [Form*]: string
          query deep [Form]: array
            item: array
              item: string
          204  # none
        warning OA304 /paths/~1a/post/parameters/8/collectionFormat
        warning OA304 /paths/~1a/post/parameters/9/collectionFormat
        note OA008 /paths/~1a/post/parameters/10/collectionFormat
        ",
    );
}

#[test]
fn types_limits_and_texts() {
    gives(
        &operation(
            "
            parameters:
              - {name: a, in: query, type: integer, format: int32, minimum: 1, exclusiveMinimum: true, default: 5, description: How many.}
              - {name: b, in: query, type: string, enum: [x, y], x-example: x, x-nullable: true, required: true}
              - {name: c, in: query, type: number, multipleOf: 0.5, allowEmptyValue: true}
              - {name: d, in: query}
              - {name: e, in: query, schema: {type: integer}}
              - {name: f, in: query, type: array, items: {$ref: '#/definitions/F'}, x-deprecated: true}
              - {name: g, in: query, type: file}
              - {name: h, in: qery, type: string}
              - {name: i, in: cookie, type: string}
              - {name: j, in: query, type: string, style: form}
              - {name: k, in: query, type: object, additionalProperties: {type: string}}
              - {name: Accept, in: header, type: string}
            responses: {'204': {description: none}}
            ",
        )
        .replacen("paths:", "definitions: {F: {type: string, enum: [m, n]}}\npaths:", 1),
        "
        POST /a a
          at /paths/~1a/post
          security none
          # How many.
          query a [Form*]: integer(int32) >1 default=5
          query b required examples(1) [Form*]: enum \"x\" \"y\" nullable
          query c [Form*]: number multiple of 0.5
          query d [Form*]: string
          query e [Form*]: integer
          query f deprecated [Form]: array
            item: F
          query g [Form*]: string
          cookie i [Form*]: string
          query j [Form*]: string
          query k [Form*]: object
            ...: string
          204  # none

        F: enum \"m\" \"n\"
        note OA008 /paths/~1a/post/parameters/2/allowEmptyValue
        warning OA009 /paths/~1a/post/parameters/5/items/$ref
        note OA008 /paths/~1a/post/parameters/9/style
        warning OA009 /paths/~1a/post/parameters/10/additionalProperties
        warning OA006 /paths/~1a/post/parameters/3
        warning OA009 /paths/~1a/post/parameters/4/schema
        warning OA009 /paths/~1a/post/parameters/6/type
        error OA005 /paths/~1a/post/parameters/7/in
        warning OA009 /paths/~1a/post/parameters/8/in
        warning OA009 /paths/~1a/post/parameters/10/type
        warning OA009 /paths/~1a/post/parameters/11/name
        ",
    );
}

#[test]
fn shared_ones_and_those_of_a_path() {
    gives(
        &document(
            "
            parameters:
              Limit: {name: limit, in: query, type: integer, enum: [1, 2]}
              Body: {name: body, in: body, required: true, schema: {type: object, properties: {a: {type: string}}}}
            paths:
              /a/{id}:
                parameters:
                  - {name: id, in: path, required: true, type: string}
                  - {$ref: '#/parameters/Limit'}
                get: {operationId: a, responses: {'204': {description: none}}}
                put:
                  operationId: b
                  parameters: [{$ref: '#/parameters/Body'}, {name: id, in: path, type: integer}]
                  responses: {'204': {description: none}}
                post:
                  operationId: c
                  parameters:
                    - {$ref: '#/parameters/Body'}
                    - {$ref: '#/parameters/Nobody'}
                    - {$ref: '#/definitions/Limit'}
                    - {name: limit, in: query, type: string}
                    - {name: limit, in: query, type: string}
                  responses: {'204': {description: none}}
            ",
        ),
        "
        GET /a/{id} a
          at /paths/~1a~1{id}/get
          security none
          path id required [Simple]: string
          query limit [Form*]: enum 1 2
          204  # none

        PUT /a/{id} b
          at /paths/~1a~1{id}/put
          security none
          path id required [Simple]: integer
          query limit [Form*]: as at /parameters/Limit
          body required
            application/json (Json): object
              a?: string
          204  # none

        POST /a/{id} c
          at /paths/~1a~1{id}/post
          security none
          path id required [Simple]: as at /paths/~1a~1{id}/parameters/0
          query limit [Form*]: string
          body required
            application/json (Json): as at /parameters/Body/schema
          204  # none
        warning OA009 /paths/~1a~1{id}/put/parameters/1/name
        error OA101 /paths/~1a~1{id}/post/parameters/1/$ref
        error OA101 /paths/~1a~1{id}/post/parameters/2/$ref
        warning OA009 /paths/~1a~1{id}/post/parameters/4
        ",
    );
}

#[test]
fn a_place_is_suggested_that_the_standard_has() {
    for (place, help) in [
        ("formdata", "did you mean `formData`?"),
        ("boddy", "did you mean `body`?"),
        ("somewhere", "allowed: `path`, `query`, `header`, `formData`, `body`"),
    ] {
        let parameter =
            format!("parameters: [{{name: a, in: {place}, type: string}}]\nresponses: {{'204': {{description: D}}}}");
        let (_, diagnostics) = lowered(&operation(&parameter));
        let found: Vec<_> = diagnostics.iter().map(|found| (found.code.id, found.help.as_deref())).collect();
        assert_eq!(found, [("OA005", Some(help))], "{place}");
    }
}
