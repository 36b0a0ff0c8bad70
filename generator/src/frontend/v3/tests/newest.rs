//! What OpenAPI 3.2 says and older editions do not.

use super::{gives, lowered, newest_document, told};

/// References and requirements may lead to the document by its own address, whole or relative to it.
#[test]
fn a_document_is_found_by_its_own_address() {
    gives(
        &newest_document(
            "
            $self: https://example.org/api/own.yaml
            security: [{'https://example.org/api/own.yaml#/components/securitySchemes/key': []}, {'#/components/securitySchemes/key': []}]
            paths:
              /a:
                get:
                  operationId: a
                  parameters: [{$ref: 'own.yaml#/components/parameters/P'}, {$ref: 'other.yaml#/components/parameters/P'}]
                  responses: {'204': {}}
            components:
              securitySchemes: {key: {type: apiKey, in: header, name: k}}
              parameters: {P: {name: p, in: query, schema: {$ref: 'https://example.org/api/own.yaml#/components/schemas/S'}}}
              schemas: {S: {type: string}, T: {$id: t, type: array, items: {$ref: 'own.yaml#/components/schemas/S'}}}
            ",
        ),
        "
        security key: key in header k

        GET /a a
          at /paths/~1a/get
          security key | key
          query p [Form*]: S
          204

        S: string

        T: array
          item: S
        error OA103 /paths/~1a/get/parameters/1/$ref
        ",
    );
    assert_eq!(lowered(&newest_document("$self: /a\npaths: {}")).0.address.as_deref(), Some("/a"));
}

/// However many contents refer to it, a media type is one object: its schemas are read once.
#[test]
fn media_types_are_components() {
    gives(
        &newest_document(
            "
            paths:
              /a:
                put:
                  operationId: a
                  requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/M'}}}
                  responses: {'200': {content: {application/json: {$ref: '#/components/mediaTypes/M'}, application/jsonl: {$ref: '#/components/mediaTypes/L'}}}}
            components:
              mediaTypes: {M: {schema: {type: object, properties: {b: {type: integer}}}}, L: {itemSchema: {enum: [x]}}}
            ",
        ),
        "
        PUT /a a
          at /paths/~1a/put
          security none
          body
            application/json (Json): object
              b?: integer
          200
            application/json (Json): as at /components/mediaTypes/M/schema
            application/jsonl (JsonLines)
              each: enum \"x\"
        ",
    );
}

#[test]
fn tags_stand_below_tags_but_not_below_themselves() {
    let tags = |text: &str| -> (Vec<Option<String>>, Vec<&'static str>) {
        let (api, found) = lowered(&newest_document(&format!("tags: [{text}]\npaths: {{}}")));
        (api.tags.into_iter().map(|tag| tag.parent).collect(), found.iter().map(|found| found.code.id).collect())
    };
    let some = |name: &str| Some(name.to_owned());
    for (text, parents, codes) in [
        ("{name: a}, {name: b, parent: a}, {name: c, parent: b}", vec![None, some("a"), some("b")], vec![]),
        ("{name: b, parent: a}, {name: a}", vec![some("a"), None], vec![]),
        ("{name: a, parent: a}", vec![None], vec!["OA009"]),
        (
            "{name: a, parent: c}, {name: b, parent: a}, {name: c, parent: b}",
            vec![None, some("a"), some("b")],
            vec!["OA009"],
        ),
        ("{name: a, parent: x}, {name: b, parent: a}", vec![None, some("a")], vec!["OA009"]),
    ] {
        assert_eq!(tags(text), (parents, codes), "{text}");
    }
}

/// The name of a whole query is nobody's but the document's; one without is called after its place.
#[test]
fn a_whole_query_needs_no_name() {
    gives(
        &newest_document(
            "
            paths:
              /a:
                get:
                  operationId: a
                  parameters: [{in: querystring, content: {application/json: {schema: {type: integer}}}}]
                  responses: {'204': {}}
            ",
        ),
        "
        GET /a a
          at /paths/~1a/get
          security none
          querystring querystring
            application/json (Json): integer
          204
        warning OA006 /paths/~1a/get/parameters/0
        ",
    );
}

/// Schemas are read as the standard has them, whatever the document says that they are.
#[test]
fn dialects_of_the_standard_are_known() {
    for (dialect, expected) in [
        ("https://spec.openapis.org/oas/3.2/dialect/2025-09-17", ""),
        ("https://json-schema.org/draft/2020-12/schema", ""),
        ("https://json-schema.org/draft-07/schema", "note OA008 /jsonSchemaDialect"),
    ] {
        assert_eq!(
            told(&newest_document(&format!("jsonSchemaDialect: {dialect}\npaths: {{}}"))),
            expected,
            "{dialect}"
        );
    }
}

#[test]
fn an_additional_method_that_only_looks_like_another() {
    for (name, expected) in [
        ("get", Some("GET has a key of its own, `get`")),
        ("Query", Some("QUERY has a key of its own, `query`")),
        ("copy", None),
    ] {
        let (api, diagnostics) = lowered(&newest_document(&format!(
            "paths: {{/a: {{additionalOperations: {{{name}: {{operationId: a, responses: {{'204': {{description: D}}}}}}}}}}}}"
        )));
        let methods: Vec<_> = api.operations.iter().map(|(_, operation)| operation.method.as_str()).collect();
        assert_eq!(methods, [name]);
        let found: Vec<_> = diagnostics.iter().map(|found| (found.code.id, found.help.as_deref())).collect();
        assert_eq!(found, expected.map(|help| ("OA009", Some(help))).into_iter().collect::<Vec<_>>(), "{name}");
    }
}
