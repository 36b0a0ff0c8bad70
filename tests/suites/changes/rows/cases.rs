//! The rows of the table: an edit of the document for each, and what else the edit changes.

use Place::{Asked, Configuration, Document, Told};

/// Where an edit is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In `document.yaml`.
    Document,
    /// In `schemas.yaml`, for the types that go into requests.
    Asked,
    /// In `schemas.yaml`, for the types that come in answers.
    Told,
    /// In the configuration.
    Configuration,
}

/// A row and its edit.
#[derive(Debug)]
pub(crate) struct Case {
    /// The rule.
    pub(crate) rule: &'static str,
    /// Where the edit is made.
    pub(crate) place: Place,
    /// What is replaced, once.
    pub(crate) old: &'static str,
    /// What replaces it.
    pub(crate) new: &'static str,
    /// The rules of what else it changes.
    pub(crate) also: &'static [&'static str],
}

const fn case(rule: &'static str, place: Place, old: &'static str, new: &'static str) -> Case {
    Case { rule, place, old, new, also: &[] }
}

impl Case {
    const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }
}

const NOTHING: &str = "";
const LIST: &str = "summary: List things\n";
const LIMIT: &str = "- { name: limit, in: query, schema: { type: integer, format: int32 } }";
const PAGES: &str = "{ style: marker, request: { marker: after }, response: { items: data, next: next } }";
const DROP: &str = "    delete:\n      operationId: dropThing\n      tags: [things]\n      security: []\n      responses:\n        '204': { description: Gone }\n";
const GONE: &str = "'204': { description: Gone }\n";
const PUT: &str = "requestBody: { content: { application/json: { schema: { type: string } } } }";
const MADE: &str = "'201': { description: Made }\n";
const CONFLICT: &str = "        '409':\n          description: Another\n          content: { application/json: { schema: { $ref: '#/components/schemas/ToldNote' } }, text/plain: { schema: { type: string } } }\n";
const CALLBACK: &str = "made: { '{$request.query.owner}': { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/ToldNote' } } } }, responses: { '204': { description: Heard } } } } }";
const PLAIN: &str = "  - { url: 'https://plain.example', description: Plain }\n";
const SPARE: &str = "    Spare: { type: object, properties: { a: { type: string } } }\n";
const TEXT: &str = "text: { type: string }\n";
const MAIL: &str = "mail: { type: string, format: email }";
const NAME: &str = "name: { type: string, maxLength: 8 }";
const ID: &str = "id: { type: integer, format: int32 }\n        text";
const EDGED: &str = ", { $ref: '#/components/schemas/@Edged' }]";
const SORT: &str = "      discriminator: { propertyName: sort, mapping: { round: '#/components/schemas/@Round', edged: '#/components/schemas/@Edged' } }\n";

/// What is about operations, parameters, bodies, answers and what stands around them.
const OPERATIONS: &[Case] = &[
    case("operation-added", Document, GONE, "'204': { description: Gone }\n    put: { operationId: fillThing, tags: [things], responses: { '204': { description: Filled } } }\n"),
    case("operation-removed", Document, DROP, NOTHING),
    case("operation-moved", Document, "/things/{id}:", "/thing/{id}:"),
    case("operation-renamed", Document, "dropThing", "eraseThing"),
    case("operation-regrouped", Document, "dropThing\n      tags: [things]", "dropThing\n      tags: [pages]"),
    case("security-tightened", Document, "security: []\n", "security: [{ key: [] }]\n"),
    case("security-loosened", Document, LIST, "summary: List things\n      security: [{ key: [] }, {}]\n"),
    case("operation-served-elsewhere", Document, LIST, "summary: List things\n      servers: [{ url: 'https://plain.example' }]\n"),
    case("pages-added", Document, "x-pagination: { style: none }", "x-pagination: { style: marker, request: { marker: after }, response: { items: data, next: next } }"),
    case("pages-removed", Document, PAGES, "{ style: none }"),
    case("pages-changed", Document, PAGES, "{ style: offset, request: { offset: start }, response: { items: data } }"),
    case("deprecated", Document, LIST, "summary: List things\n      deprecated: true\n"),
    case("no-longer-deprecated", Document, "      deprecated: true\n", NOTHING),
    case("docs-changed", Document, LIST, "summary: List all things\n"),
    case("parameter-added-required", Document, LIMIT, "- { name: limit, in: query, schema: { type: integer, format: int32 } }\n        - { name: more, in: query, required: true, schema: { type: string } }"),
    case("parameter-added-optional", Document, LIMIT, "- { name: limit, in: query, schema: { type: integer, format: int32 } }\n        - { name: more, in: query, schema: { type: string } }"),
    case("parameter-removed", Document, LIMIT, NOTHING),
    case("body-added-required", Document, GONE, "'204': { description: Gone }\n      requestBody: { required: true, content: { application/json: { schema: { type: string } } } }\n"),
    case("body-added-optional", Document, GONE, "'204': { description: Gone }\n      requestBody: { content: { application/json: { schema: { type: string } } } }\n"),
    case("body-removed", Document, PUT, NOTHING),
    case("representation-added", Document, "text/plain: { schema: { type: string } }\n      responses", "text/plain: { schema: { type: string } }\n          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Asked' } }\n      responses").also(&["implementors-extended"]),
    case("representation-removed", Document, "          text/plain: { schema: { type: string } }\n      responses", "      responses"),
    case("style-changed", Document, "name: words, in: query,", "name: words, in: query, explode: false,"),
    case("success-added", Document, MADE, "'201': { description: Made }\n        '202': { description: Later }\n").also(&["callers-extended"]),
    case("success-removed", Document, "        '201': { description: Made }\n", NOTHING),
    case("failure-added", Document, "'404': { description: None }", "'404': { description: None }\n        '410': { description: Gone }"),
    case("failure-removed", Document, CONFLICT, NOTHING),
    case("header-added", Document, "X-Note:", "X-More: { schema: { type: string } }\n            X-Note:"),
    case("header-removed", Document, "            X-Note: { schema: { type: string } }\n", NOTHING),
    case("header-became-required", Document, "X-Note: { schema", "X-Note: { required: true, schema"),
    case("header-became-optional", Document, "X-Count: { required: true,", "X-Count: {"),
    case("callers-changed", Document, "- { name: owner, in: query, required: true, schema: { type: string } }\n        - { name: zone, in: query, required: true, schema: { type: integer, format: int32 } }", "- { name: zone, in: query, required: true, schema: { type: integer, format: int32 } }\n        - { name: owner, in: query, required: true, schema: { type: string } }"),
    case("callers-changed", Document, "key: { type: apiKey, in: header, name: X-Key }", "key: { type: http, scheme: basic }").also(&["scheme-changed", "implementors-changed"]),
    case("callers-extended", Document, MADE, "'201': { description: Made }\n        '203': { description: Elsewhere }\n").also(&["success-added"]),
    case("implementors-changed", Document, LIMIT, "- { name: limit, in: query, schema: { type: integer, format: int32, default: 1 } }").also(&["default-changed"]),
    case("implementors-extended", Document, "application/json: { schema: { $ref: '#/components/schemas/ToldNote' } }, text/plain", "application/json: { schema: { $ref: '#/components/schemas/ToldNote' } }, application/pdf: {}, text/plain").also(&["representation-added", "callers-extended"]),
    case("scheme-added", Document, "    token: {", "    other: { type: http, scheme: basic }\n    token: {"),
    case("scheme-removed", Document, "    token: { type: http, scheme: bearer }\n", NOTHING),
    case("scheme-changed", Document, "token: { type: http, scheme: bearer }", "token: { type: apiKey, in: header, name: X-Token }"),
    case("guard-changed", Document, LIST, "summary: List things\n      security: [{ key: [] }, { token: [] }]\n").also(&["security-loosened"]),
    case("server-added", Document, PLAIN, "  - { url: 'https://plain.example', description: Plain }\n  - { url: 'https://more.example', description: More }\n"),
    case("server-removed", Document, PLAIN, NOTHING),
    case("server-changed", Document, "'https://plain.example', d", "'https://plain.test', d"),
    case("callback-added", Document, "callbacks:\n", "callbacks:\n        gone: { '{$request.query.owner}/gone': { post: { requestBody: { content: { application/json: { schema: { type: string } } } }, responses: { '204': { description: Heard } } } } }\n"),
    case("callback-removed", Document, CALLBACK, "{}"),
    case("callback-changed", Document, CALLBACK, "made: { '{$request.query.owner}': { post: { requestBody: { content: { application/json: { schema: { type: integer } } } }, responses: { '204': { description: Heard } } } } }"),
    case("type-added", Document, SPARE, "    Spare: { type: object, properties: { a: { type: string } } }\n    More: { type: object, properties: { a: { type: string } } }\n"),
    case("type-removed", Document, SPARE, NOTHING),
];

/// What is about values and types, wherever they go; where the direction matters, once for each.
const TYPES: &[Case] = &[
    case("became-required", Asked, "[name, id]", "[name, id, text]"),
    case("became-required", Told, "[name, id]", "[name, id, text]"),
    case("became-optional", Asked, "[name, id]", "[name]"),
    case("became-optional", Told, "[name, id]", "[name]"),
    case("became-nullable", Asked, TEXT, "text: { type: string, nullable: true }\n"),
    case("became-nullable", Told, TEXT, "text: { type: string, nullable: true }\n"),
    case("no-longer-nullable", Asked, "code: { type: string, nullable: true }", "code: { type: string }"),
    case("no-longer-nullable", Told, "code: { type: string, nullable: true }", "code: { type: string }"),
    case("type-changed", Asked, TEXT, "text: { type: boolean }\n"),
    case("type-widened", Asked, ID, "id: { type: integer, format: int64 }\n        text"),
    case("type-widened", Told, ID, "id: { type: integer, format: int64 }\n        text"),
    case("type-narrowed", Asked, ID, "id: { type: integer, format: int16 }\n        text"),
    case("type-narrowed", Told, ID, "id: { type: integer, format: int16 }\n        text"),
    case("format-changed", Told, MAIL, "mail: { type: string, format: hostname }"),
    case("format-widened", Asked, MAIL, "mail: { type: string }"),
    case("format-widened", Told, MAIL, "mail: { type: string }"),
    case("format-narrowed", Asked, TEXT, "text: { type: string, format: email }\n"),
    case("format-narrowed", Told, TEXT, "text: { type: string, format: email }\n"),
    case("limits-widened", Asked, NAME, "name: { type: string, maxLength: 9 }"),
    case("limits-widened", Told, NAME, "name: { type: string }"),
    case("limits-narrowed", Asked, NAME, "name: { type: string, maxLength: 7 }"),
    case("limits-narrowed", Told, NAME, "name: { type: string, minLength: 1, maxLength: 8 }"),
    case("default-changed", Asked, "default: 1", "default: 2"),
    case("default-changed", Told, "default: 1", "default: 2"),
    case(
        "property-added-required",
        Asked,
        "[name, id]\n      properties:\n",
        "[name, id, more]\n      properties:\n        more: { type: string }\n",
    ),
    case(
        "property-added-required",
        Told,
        "[name, id]\n      properties:\n",
        "[name, id, more]\n      properties:\n        more: { type: string }\n",
    ),
    case("property-added-optional", Told, TEXT, "text: { type: string }\n        more: { type: string }\n"),
    case(
        "property-added-constant",
        Asked,
        "[name, id]\n      properties:\n",
        "[name, id, more]\n      properties:\n        more: { type: string, enum: [one] }\n",
    )
    .also(&["type-added"]),
    case(
        "property-added-constant",
        Told,
        "[name, id]\n      properties:\n",
        "[name, id, more]\n      properties:\n        more: { type: string, enum: [one] }\n",
    )
    .also(&["type-added"]),
    case("property-removed", Asked, "        text: { type: string }\n", NOTHING),
    case(
        "closed-object-extended",
        Told,
        "@Shut: { type: object, properties: {",
        "@Shut: { type: object, properties: { b: { type: string },",
    )
    .also(&["property-added-optional"]),
    case("others-kept", Told, "@Note: { type: object,", "@Note: { type: object, additionalProperties: true,"),
    case("others-dropped", Asked, ", additionalProperties: true", NOTHING),
    case("others-refused", Asked, "@Note: { type: object,", "@Note: { type: object, additionalProperties: false,"),
    case("others-refused", Told, "@Note: { type: object,", "@Note: { type: object, additionalProperties: false,"),
    case("others-allowed", Asked, ", additionalProperties: false", NOTHING),
    case("others-allowed", Told, ", additionalProperties: false", NOTHING),
    case(
        "constructor-changed",
        Asked,
        "        name: { type: string, maxLength: 8 }\n        id: { type: integer, format: int32 }\n",
        "        id: { type: integer, format: int32 }\n        name: { type: string, maxLength: 8 }\n",
    ),
    case(
        "constructor-changed",
        Told,
        "        name: { type: string, maxLength: 8 }\n        id: { type: integer, format: int32 }\n",
        "        id: { type: integer, format: int32 }\n        name: { type: string, maxLength: 8 }\n",
    ),
    case("value-added", Told, "[small, large]", "[small, middle, large]"),
    case("value-removed", Asked, "[small, large]", "[small, big]").also(&["value-added"]),
    case("value-removed", Told, "[small, large]", "[small, big]").also(&["value-added"]),
    case("closed-enum-extended", Told, "enum: [on, off]", "enum: [on, off, half]").also(&["value-added"]),
    case("enum-opened", Configuration, "AskedFirm", NOTHING),
    case("enum-closed", Configuration, NOTHING, "AskedKind"),
    case("enum-closed", Configuration, NOTHING, "ToldKind"),
    case(
        "arm-added",
        Told,
        EDGED,
        ", { $ref: '#/components/schemas/@Edged' }, { $ref: '#/components/schemas/Spare' }]",
    ),
    case("arm-removed", Asked, EDGED, ", { $ref: '#/components/schemas/Page' }]").also(&["arm-added"]),
    case("arm-removed", Told, EDGED, ", { $ref: '#/components/schemas/Page' }]").also(&["arm-added"]),
    case("tag-changed", Told, SORT, NOTHING),
    case(
        "type-renamed",
        Asked,
        "    @Note: {",
        "    @Inner: { type: object, properties: { c: { type: string } } }\n    @Note: {",
    )
    .also(&["type-added"]),
    case(
        "sort-changed",
        Asked,
        "@Note: { type: object, properties: { a: { type: string } } }",
        "@Note: { type: string, enum: [a, b] }",
    ),
    case("rust-type-changed", Configuration, "i64", "exact"),
    case("rust-name-changed", Told, "enum: [small, large]", "enum: [small, large], x-enum-varnames: [Tiny, Large]"),
];

/// All rows.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    OPERATIONS.iter().chain(TYPES)
}
