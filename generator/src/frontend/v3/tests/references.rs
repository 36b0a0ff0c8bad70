//! References.

use super::{document, gives, lowered, schemas};
use crate::api::SchemaKind;

#[test]
fn references_lead_to_ids() {
    gives(
        &schemas(
            "
            A b: {type: object, properties: {deep: {type: string, maxLength: 3}, self: {$ref: '#/components/schemas/A%20b'}}}
            Renamed: {$ref: '#/components/schemas/A b'}
            Deep: {type: array, items: {$ref: '#/components/schemas/A%20b/properties/deep'}}
            Beside: {type: object, properties: {a: {$ref: '#/components/schemas/Renamed', description: 'D.', nullable: true, type: object}}}
            ",
        ),
        "
        A b: object
          deep?: string length<=3
          self?: A b

        Renamed: = A b

        Deep: array
          item: as at /components/schemas/A b/properties/deep

        Beside: object
          a?: = Renamed nullable  # D.
        warning OA009 /components/schemas/Beside/properties/a/description
        ",
    );
}

#[test]
fn a_reference_may_lead_ahead_and_anywhere() {
    gives(
        &document(
            "
            paths:
              /a:
                get:
                  operationId: a
                  responses:
                    '200':
                      description: ok
                      content: {application/json: {schema: {$ref: '#/paths/~1b/get/responses/200/content/application~1json/schema'}}}
              /b:
                get:
                  operationId: b
                  responses:
                    '200':
                      description: ok
                      content: {application/json: {schema: {type: object, properties: {x: {$ref: '#/x-own/X'}}}}}
            x-own: {X: {type: string}}
            ",
        ),
        "
        GET /a a
          at /paths/~1a/get
          security none
          200  # ok
            application/json (Json): object
              x?: string

        GET /b b
          at /paths/~1b/get
          security none
          200  # ok
            application/json (Json): as at /paths/~1b/get/responses/200/content/application~1json/schema
        ",
    );
}

#[test]
fn broken_references_leave_the_rest_alone() {
    gives(
        &schemas(
            "
            A: {type: object, properties: {a: {$ref: '#/components/schemas/Gon'}, b: {$ref: 'other.yaml#/B'}, c: {type: string}}}
            Gone: {$ref: '#/components/schemas/Gonee'}
            Ring: {$ref: '#/components/schemas/Rong'}
            Rong: {$ref: '#/components/schemas/Ring'}
            Self: {allOf: [{$ref: '#/components/schemas/Self'}]}
            Wrong: {$ref: '#/components/parameters/p'}
            ",
        )
        .replace("components:\n", "components:\n  parameters: {p: {name: p, in: query, schema: {}}}\n"),
        "
        A: object
          a?: any
          b?: any
          c?: string

        Gone: any

        Ring: any

        Rong: any

        Self: any

        Wrong: any
        error OA101 /components/schemas/A/properties/a/$ref
        error OA103 /components/schemas/A/properties/b/$ref
        error OA101 /components/schemas/Gone/$ref
        error OA101 /components/schemas/Wrong/$ref
        error OA102 /components/schemas/Ring
        error OA102 /components/schemas/Self
        ",
    );
}

#[test]
fn components_are_read_once() {
    gives(
        &document(
            "
            paths:
              /a:
                get: {operationId: a, parameters: [{$ref: '#/components/parameters/P'}], responses: {'404': {$ref: '#/components/responses/R'}}}
                put: {operationId: b, requestBody: {$ref: '#/components/requestBodies/B'}, responses: {'404': {$ref: '#/components/responses/R'}}}
              /c: {$ref: '#/paths/~1a'}
              /d: {get: {responses: {'200': {$ref: '#/components/responses/Circle'}, '201': {$ref: '#/components/responses/None'}}}}
            components:
              parameters: {P: {name: p, in: query, schema: {type: array, items: {type: string}}}}
              requestBodies: {B: {required: true, content: {text/plain: {schema: {type: string}}}}}
              responses:
                R: {description: 'Gone.', headers: {X-A: {schema: {type: integer}}}, content: {application/json: {schema: {type: object}}}}
                Circle: {$ref: '#/components/responses/Circle'}
            ",
        ),
        "
        GET /a a
          at /paths/~1a/get
          security none
          query p [Form*]: array
            item: string
          404  # Gone.
            header X-A [Simple]: integer
            application/json (Json): object

        PUT /a b
          at /paths/~1a/put
          security none
          body required
            text/plain (Text): string
          404  # Gone.
            header X-A [Simple]: as at /components/responses/R/headers/X-A/schema
            application/json (Json): as at /components/responses/R/content/application~1json/schema

        GET /c (no id)
          at /paths/~1a/get
          security none
          query p [Form*]: as at /components/parameters/P/schema
          404  # Gone.
            header X-A [Simple]: as at /components/responses/R/headers/X-A/schema
            application/json (Json): as at /components/responses/R/content/application~1json/schema

        PUT /c (no id)
          at /paths/~1a/put
          security none
          body required
            text/plain (Text): as at /components/requestBodies/B/content/text~1plain/schema
          404  # Gone.
            header X-A [Simple]: as at /components/responses/R/headers/X-A/schema
            application/json (Json): as at /components/responses/R/content/application~1json/schema

        GET /d (no id)
          at /paths/~1d/get
          security none
        warning OA303 /paths/~1a/get/operationId
        warning OA303 /paths/~1a/put/operationId
        error OA102 /paths/~1d/get/responses/200/$ref
        error OA101 /paths/~1d/get/responses/201/$ref
        ",
    );
}

/// A chain of references is as good as one, however long it is; null that is allowed on the way is allowed.
#[test]
fn chains_of_thousands_of_references_lead_to_their_end() {
    let link = |index: usize| match index {
        5_000 => "    S5000: {type: string}\n".to_owned(),
        2_500 => "    S2500: {nullable: true, allOf: [{$ref: '#/components/schemas/S2501'}]}\n".to_owned(),
        _ => format!("    S{index}: {{$ref: '#/components/schemas/S{}'}}\n", index + 1),
    };
    let text: String = (0..=5_000).map(link).collect();
    let (api, diagnostics) = lowered(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{text}"
    ));
    assert_eq!(diagnostics.iter().count(), 0);
    let end_of = |index: usize| {
        let (mut steps, mut nullable, mut at) = (0, false, api.components[index].1);
        while let SchemaKind::Alias(next) = api.schemas[at].kind {
            (steps, nullable, at) = (steps + 1, nullable || api.schemas[at].nullable, next);
        }
        assert!(steps <= 16, "{steps} steps from {index}");
        (at == api.components[5_000].1, nullable)
    };
    assert_eq!([0, 2_500, 2_501, 4_999].map(end_of), [(true, true), (true, true), (true, false), (true, false)]);
}

/// What stands at the end of a reference is known by the way to it.
#[test]
fn a_reference_to_another_kind_of_object_leads_nowhere() {
    let text = document(
        "
        paths:
          /a:
            get:
              parameters: [{$ref: '#/paths'}, {$ref: '#/info/title'}, {$ref: '#/paths/~1a/get'}]
              responses: {200: {$ref: '#/info'}, 201: {$ref: '#/components/responses'}}
          /b: {$ref: '#/info'}
        components:
          responses: {}
          schemas: {A: {$ref: '#/info'}, B: {$ref: '#/components/schemas'}, C: {$ref: '#/paths/~1a/get/responses/default/content/x/schema'}}
        ",
    );
    let (_, diagnostics) = lowered(&text);
    let wrong = diagnostics.iter().filter(|finding| finding.code.id == "OA101");
    let places: Vec<_> =
        wrong.filter_map(|finding| Some(finding.primary.as_ref()?.origin.pointer.to_string())).collect();
    assert_eq!(
        places,
        [
            "/components/schemas/A/$ref",
            "/components/schemas/B/$ref",
            "/components/schemas/C/$ref",
            "/paths/~1a/get/parameters/0/$ref",
            "/paths/~1a/get/parameters/1/$ref",
            "/paths/~1a/get/parameters/2/$ref",
            "/paths/~1a/get/responses/200/$ref",
            "/paths/~1a/get/responses/201/$ref",
            "/paths/~1b/$ref",
        ]
    );
}

#[test]
fn a_pointer_without_its_hash_is_told() {
    let meant = Some("did you mean `#/components/schemas/A`?");
    for reference in
        ["/components/schemas/A", "components/schemas/A", "#components/schemas/A", r"#\components\schemas\A"]
    {
        let (_, diagnostics) = lowered(&schemas(&format!("A: {{type: string}}\nB: {{$ref: '{reference}'}}")));
        let found: Vec<_> = diagnostics.iter().map(|found| found.help.as_deref()).collect();
        assert_eq!(found, [meant], "{reference}");
    }
}
