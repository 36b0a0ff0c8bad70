//! Documents and values, one row each.

/// A body: `a` is the only property of a form or a multipart body, other bodies are of the schema itself.
pub(crate) struct Row {
    pub(crate) version: &'static str,
    pub(crate) media: &'static str,
    pub(crate) schema: &'static str,
    pub(crate) encoding: &'static str,
    pub(crate) value: &'static str,
}

const fn row(
    version: &'static str,
    media: &'static str,
    schema: &'static str,
    encoding: &'static str,
    value: &'static str,
) -> Row {
    Row { version, media, schema, encoding, value }
}

const fn form(schema: &'static str, encoding: &'static str, value: &'static str) -> Row {
    row("3.0.3", "application/x-www-form-urlencoded", schema, encoding, value)
}

const fn parts(schema: &'static str, encoding: &'static str, value: &'static str) -> Row {
    row("3.0.3", "multipart/form-data", schema, encoding, value)
}

const fn newer(schema: &'static str, encoding: &'static str, value: &'static str) -> Row {
    row("3.1.0", "multipart/form-data", schema, encoding, value)
}

const OBJECT: &str =
    "{ type: object, properties: { k: { type: string }, n: { type: array, items: { type: integer } } } }";
const FLAT: &str = "{ type: object, properties: { k: { type: string }, n: { type: integer } } }";
const TEXTS: &str = "{ type: array, items: { type: string } }";
const OBJECTS: &str = "{ type: array, items: { type: object, properties: { k: { type: string } } } }";
const FILE: &str = "{ type: string, format: binary }";
const FILES: &str = "{ type: array, items: { type: string, format: binary } }";

pub(crate) const FORMS: &[Row] = &[
    form("{ type: string }", "", r#"{"a":"b c+d&e=f/~é"}"#),
    form("{ type: string }", "", r#"{"a":""}"#),
    form("{ type: number }", "", r#"{"a":1.50}"#),
    form("{ type: boolean, nullable: true }", "", r#"{"a":null}"#),
    form("{ oneOf: [{ type: integer }, { type: string, enum: [now] }] }", "", r#"{"a":"now"}"#),
    form(TEXTS, "", r#"{"a":["x","y z"]}"#),
    form(TEXTS, "", r#"{"a":[]}"#),
    form(OBJECT, "", r#"{"a":{"k":"v","n":[1]}}"#),
    form(OBJECTS, "", r#"{"a":[{"k":"v"},{}]}"#),
    form(TEXTS, "{ contentType: application/json }", r#"{"a":["x"]}"#),
    form("{ type: string }", "{ contentType: application/json }", r#"{"a":"x"}"#),
    form("{ type: string }", "{ allowReserved: true }", r#"{"a":"http://h/p?q=1&r=[2]#f+g h"}"#),
    form(TEXTS, "{ style: form, explode: true }", r#"{"a":["x","y"]}"#),
    form(TEXTS, "{ style: form, explode: false }", r#"{"a":["x","y"]}"#),
    form(TEXTS, "{ explode: false }", r#"{"a":["x,y"]}"#),
    form(TEXTS, "{ style: spaceDelimited, explode: false }", r#"{"a":["x","y"]}"#),
    form(TEXTS, "{ style: pipeDelimited, explode: false }", r#"{"a":["x","y"]}"#),
    form(FLAT, "{ style: form, explode: true }", r#"{"a":{"k":"v","n":1}}"#),
    form(FLAT, "{ style: form, explode: false }", r#"{"a":{"k":"v","n":1}}"#),
    form(FLAT, "{ style: deepObject, explode: true }", r#"{"a":{"k":"v","n":1}}"#),
    form(OBJECT, "{ style: deepObject, explode: true }", r#"{"a":{"k":null,"n":[1,2]}}"#),
    form(TEXTS, "{ style: deepObject, explode: true }", r#"{"a":["x","y"]}"#),
    form(OBJECTS, "{ style: deepObject, explode: true }", r#"{"a":[{"k":"v"},{"k":"w"}]}"#),
    form(
        "{ anyOf: [{ type: object, additionalProperties: { type: string } }, { type: string, enum: [''] }] }",
        "{ style: deepObject, explode: true }",
        r#"{"a":""}"#,
    ),
    form(OBJECT, "{ style: form, explode: true }", r#"{"a":{"k":"v","n":[1]}}"#),
];

pub(crate) const MULTIPART: &[Row] = &[
    parts("{ type: string }", "", r#"{"a":"b c+d&e"}"#),
    parts("{ type: integer }", "{ contentType: text/x-number }", r#"{"a":1}"#),
    parts("{ type: string, nullable: true }", "", r#"{"a":null}"#),
    parts(TEXTS, "", r#"{"a":["x","y"]}"#),
    parts(TEXTS, "", r#"{"a":[]}"#),
    parts(TEXTS, "{ contentType: application/json }", r#"{"a":["x","y"]}"#),
    parts(OBJECT, "", r#"{"a":{"k":"v"}}"#),
    parts(OBJECT, "{ contentType: application/vnd.a+json }", r#"{"a":{"k":"v"}}"#),
    parts(OBJECTS, "", r#"{"a":[{"k":"v"},{}]}"#),
    parts(FILE, "", r#"{"a":"bytes"}"#),
    parts(FILE, "{ contentType: 'image/*, image/png' }", r#"{"a":"bytes"}"#),
    parts(FILES, "", r#"{"a":["one","two"]}"#),
    // OpenAPI 3.0 has no styles here.
    parts(FLAT, "{ style: deepObject, explode: true }", r#"{"a":{"k":"v","n":1}}"#),
    newer(FLAT, "{ style: deepObject, explode: true }", r#"{"a":{"k":"v w","n":1}}"#),
    newer(TEXTS, "{ style: form, explode: false }", r#"{"a":["x","y"]}"#),
    newer("{ type: string, contentMediaType: image/png }", "{ contentType: image/png }", r#"{"a":"bytes"}"#),
    newer("{}", "", r#"{"a":"bytes"}"#),
    parts(FILE, "{ headers: { X-B: { required: true, schema: { type: string } } } }", r#"{"a":"bytes","X-B":"b c"}"#),
    parts(FILE, "{ headers: { X-B: { schema: { type: string } } } }", r#"{"a":"bytes"}"#),
    parts(
        OBJECT,
        "{ headers: { X-B: { schema: { type: array, items: { type: integer } } } } }",
        r#"{"a":{},"X-B":[1,2]}"#,
    ),
    parts(
        "{ type: integer }",
        "{ headers: { X-B: { schema: { type: array, items: { type: string } } } } }",
        r#"{"a":1,"X-B":["x,y"]}"#,
    ),
    parts(
        "{ type: string }",
        "{ headers: { X-B: { explode: true, schema: { type: object, properties: { k: { type: string } } } } } }",
        r#"{"a":"x","X-B":{"k":"v"}}"#,
    ),
    parts(
        "{ type: string }",
        "{ headers: { X-B: { content: { application/json: { schema: { type: array, items: { type: string } } } } } } }",
        r#"{"a":"x","X-B":["é"]}"#,
    ),
    parts("{ type: string }", "{ headers: { X-B: { schema: { type: string } } } }", r#"{"a":"x","X-B":"b\r\nX-C: d"}"#),
    parts(
        FILES,
        "{ headers: { X-B: { required: true, schema: { type: integer } } } }",
        r#"{"a":["one","two"],"X-B":[1,2]}"#,
    ),
    parts(TEXTS, "{ headers: { X-B: { schema: { type: string } } } }", r#"{"a":["x","y"],"X-B":["b"]}"#),
    newer(
        FLAT,
        "{ style: deepObject, explode: true, headers: { X-B: { schema: { type: boolean } } } }",
        r#"{"a":{"k":"v","n":1},"X-B":true}"#,
    ),
    // What names a part is written anyway, and `contentType` says what it is.
    parts(
        "{ type: string }",
        "{ headers: { Content-Type: { schema: { type: string } }, Content-Disposition: { schema: { type: string } } } }",
        r#"{"a":"x","Content-Type":"a/b","Content-Disposition":"inline"}"#,
    ),
];

pub(crate) const WHOLE: &[Row] = &[
    row("3.0.3", "application/json", OBJECT, "", r#"{"k":"v","n":[]}"#),
    row("3.0.3", "text/plain", "{ type: string }", "", r#""any text""#),
    row("3.0.3", "text/plain", "{ type: integer }", "", "12"),
    row("3.0.3", "text/plain", "{ type: string, enum: [on, off] }", "", r#""on""#),
    row("3.0.3", "application/x-ndjson", FLAT, "", r#"[{"k":"v"},{"k":"w"}]"#),
    row("3.0.3", "application/json-seq", FLAT, "", r#"[{"k":"v"}]"#),
    row("3.2.0", "multipart/mixed", FLAT, "", r#"[{"k":"v"},{"k":"a b"}]"#),
    row("3.2.0", "multipart/mixed", "{ type: integer }", "{ contentType: application/json }", "[1,2]"),
    row("3.2.0", "multipart/related", FLAT, "", "[]"),
    row("3.0.3", "application/octet-stream", FILE, "", r#""bytes""#),
    row("3.0.3", "application/xml", OBJECT, "", r#""<a/>""#),
];
