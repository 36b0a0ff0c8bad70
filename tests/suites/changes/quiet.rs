//! Changes that are easily overlooked: how parts of a body are written, limits beside limits, flows, names of types.

use bindery::Config;
use bindery::changes::Verdict;

use crate::{compared, edited, made, rules};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Things, version: '1' }
security: [{ login: [a] }]
paths:
  /things:
    post:
      operationId: sendThing
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file, note]
              properties:
                file: { type: string, format: binary }
                note: { type: object, properties: { a: { type: integer, maximum: 5 } } }
                tags: { type: array, items: { type: string } }
            encoding:
              file: { contentType: image/png, headers: { X-Size: { schema: { type: integer } } } }
      responses:
        '204': { description: Sent }
  /forms:
    post:
      operationId: sendForm
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { words: { type: array, items: { type: string } } } }
            encoding: { words: { style: form, explode: true } }
      responses:
        '200': { description: Sent, content: { application/json: { schema: { $ref: '#/components/schemas/Told' } } } }
components:
  securitySchemes:
    login: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://login.example/token', scopes: { a: All } } } }
  schemas:
    Told: { type: object, properties: { inner: { $ref: '#/components/schemas/Inner' }, all: { type: array, items: { $ref: '#/components/schemas/Inner' } } } }
    Inner: { type: object, required: [b], properties: { b: { type: string } } }
";

#[test]
fn what_is_easily_overlooked_is_told() {
    let config = Config { name: Some("things".to_owned()), ..Config::default() };
    let before = made(DOCUMENT, &config).1;
    let mut faults = Vec::new();
    for (old, new, expected) in [
        ("contentType: image/png", "contentType: image/jpeg", &["style-changed"][..]),
        ("X-Size: { schema", "X-Size: { required: true, schema", &["style-changed", "callers-changed"]),
        ("{ X-Size: {", "{ X-Sort: { schema: { type: string } }, X-Size: {", &["callers-changed"]),
        ("explode: true", "explode: false", &["style-changed"]),
        ("style: form, explode: true", "style: pipeDelimited, explode: false", &["style-changed"]),
        ("maximum: 5", "maximum: 5, exclusiveMaximum: true", &["limits-narrowed"]),
        ("login.example/token", "login.example/other", &["scheme-changed"]),
    ] {
        let found = rules(&compared(&before, &made(&edited(DOCUMENT, old, new), &config).1));
        if found != expected.iter().copied().collect() {
            faults.push(format!("{new}: {found:?}, not {expected:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_renamed_component_is_the_same_on_the_wire() {
    let config = Config { name: Some("things".to_owned()), ..Config::default() };
    let renamed = DOCUMENT.replace("schemas/Inner", "schemas/Core").replace("    Inner:", "    Core:");
    for (text, wire) in [(renamed.clone(), Verdict::None), (renamed.replace("required: [b], ", ""), Verdict::Breaking)]
    {
        let comparison = compared(&made(DOCUMENT, &config).1, &made(&text, &config).1);
        assert_eq!(comparison.verdicts().wire, wire, "{:?}", rules(&comparison));
        assert_eq!(comparison.verdicts().callers, Verdict::Breaking);
    }
}
