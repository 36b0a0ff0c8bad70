//! Documents from bytes: each byte chooses a word of the standard, so that nearly all come far.

mod schemas;
mod texts;

use arbitrary::{Result, Unstructured};

use texts::{TEXTS, choice, list, name, object, pointer, quoted, version};

/// What is left to build with: a document stays small enough to be judged in a blink.
#[derive(Debug)]
pub struct Material<'u, 'b> {
    bytes: &'u mut Unstructured<'b>,
    nodes: usize,
}

impl Material<'_, '_> {
    /// Whether something with a chance of one in `of` happens.
    fn rarely(&mut self, of: u8) -> Result<bool> {
        self.bytes.ratio(1, of)
    }

    fn upto(&mut self, most: usize) -> Result<usize> {
        self.bytes.int_in_range(0..=most)
    }

    /// Whether there may be one more node.
    fn spend(&mut self) -> bool {
        self.nodes = self.nodes.saturating_sub(1);
        self.nodes > 0 && !self.bytes.is_empty()
    }
}

/// A document as JSON text.
///
/// # Errors
/// The bytes do not suffice.
pub fn document(bytes: &mut Unstructured<'_>) -> Result<String> {
    let mut of = Material { bytes, nodes: 200 };
    let mut entries = vec![("openapi".to_owned(), quoted(version(&mut of)?))];
    entries.push(("info".to_owned(), info(&mut of)?));
    entries.push(("components".to_owned(), components(&mut of)?));
    let mut paths = Vec::new();
    for _ in 0..of.upto(3)? {
        paths.push((path(&mut of)?, path_item(&mut of)?));
    }
    entries.push(("paths".to_owned(), object(paths)));
    for (key, chance) in
        [("servers", 3), ("security", 3), ("tags", 4), ("webhooks", 6), ("externalDocs", 8), ("x-more", 8)]
    {
        if of.rarely(chance)? {
            let value = match key {
                "servers" => list(vec![server(&mut of)?]),
                "security" => list(vec![requirement(&mut of)?]),
                "tags" => list(vec![object(vec![
                    ("name".to_owned(), text(&mut of)?),
                    ("description".to_owned(), text(&mut of)?),
                ])]),
                "webhooks" => object(vec![(name(&mut of)?, path_item(&mut of)?)]),
                "externalDocs" => {
                    object(vec![("url".to_owned(), text(&mut of)?), ("description".to_owned(), text(&mut of)?)])
                }
                _ => schemas::any(&mut of, 3)?,
            };
            entries.push((key.to_owned(), value));
        }
    }
    Ok(object(entries))
}

fn text(of: &mut Material<'_, '_>) -> Result<String> {
    Ok(quoted(choice(of, TEXTS)?))
}

fn info(of: &mut Material<'_, '_>) -> Result<String> {
    let mut entries = vec![("title".to_owned(), text(of)?), ("version".to_owned(), text(of)?)];
    if of.rarely(3)? {
        entries.push(("description".to_owned(), text(of)?));
    }
    Ok(object(entries))
}

fn server(of: &mut Material<'_, '_>) -> Result<String> {
    let url = choice(
        of,
        &["https://a.example/{b}", "/", "", "https://{b}.example", "{b}", "//a", "https://a\r\nb", "..", "a b"],
    )?;
    let variable = object(vec![("default".to_owned(), text(of)?), ("enum".to_owned(), list(vec![text(of)?]))]);
    Ok(object(vec![
        ("url".to_owned(), quoted(url)),
        ("variables".to_owned(), object(vec![("b".to_owned(), variable)])),
    ]))
}

fn requirement(of: &mut Material<'_, '_>) -> Result<String> {
    Ok(object(vec![(name(of)?, if of.rarely(3)? { list(vec![text(of)?]) } else { list(vec![]) })]))
}

fn components(of: &mut Material<'_, '_>) -> Result<String> {
    let mut all = Vec::new();
    let mut of_kind =
        |of: &mut Material<'_, '_>, kind: &str, most: usize, make: fn(&mut Material<'_, '_>) -> Result<String>| {
            let mut entries = Vec::new();
            for _ in 0..of.upto(most)? {
                entries.push((name(of)?, make(of)?));
            }
            if !entries.is_empty() {
                all.push((kind.to_owned(), object(entries)));
            }
            Ok(())
        };
    of_kind(of, "schemas", 5, |of| schemas::schema(of, 4))?;
    of_kind(of, "parameters", 1, parameter)?;
    of_kind(of, "responses", 1, response)?;
    of_kind(of, "requestBodies", 1, request_body)?;
    of_kind(of, "headers", 1, header)?;
    of_kind(of, "securitySchemes", 2, security_scheme)?;
    of_kind(of, "examples", 1, example)?;
    of_kind(of, "pathItems", 1, path_item)?;
    Ok(object(all))
}

fn security_scheme(of: &mut Material<'_, '_>) -> Result<String> {
    let kind = choice(of, &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS", "?"])?;
    let mut entries = vec![("type".to_owned(), quoted(kind))];
    for (key, value) in [
        ("in", quoted(choice(of, &["query", "header", "cookie", "path"])?)),
        ("name", quoted(&name(of)?)),
        ("scheme", quoted(choice(of, &["basic", "bearer", "Digest", ""])?)),
        ("openIdConnectUrl", text(of)?),
    ] {
        if !of.rarely(5)? {
            entries.push((key.to_owned(), value));
        }
    }
    if kind == "oauth2" {
        let flow = vec![
            ("tokenUrl", text(of)?),
            ("authorizationUrl", text(of)?),
            ("scopes", object(vec![(name(of)?, text(of)?)])),
        ];
        let flow = object(flow.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        let kind =
            choice(of, &["clientCredentials", "authorizationCode", "implicit", "password", "deviceAuthorization"])?;
        entries.push(("flows".to_owned(), object(vec![(kind.to_owned(), flow)])));
    }
    Ok(object(entries))
}

fn path(of: &mut Material<'_, '_>) -> Result<String> {
    const PATHS: &[&str] = &[
        "/",
        "",
        "/a",
        "/a/",
        "/{id}",
        "/a/{id}",
        "/a/{id}.json",
        "/{a}{b}",
        "/{a}:verb",
        "/{*rest}",
        "/:id",
        "/a#b",
        "/a?b=c",
        "/{",
        "/}",
        "/{}",
        "/ä b",
        "/{id}/{id}",
        "a",
        "//",
        "/../x",
        "/{a}-{b}",
        "/*",
        "/{a/b}",
        "/\u{202e}",
        "/%2e",
        "/%zz",
    ];
    Ok(choice(of, PATHS)?.to_owned())
}

fn path_item(of: &mut Material<'_, '_>) -> Result<String> {
    let mut entries = Vec::new();
    for _ in 0..=of.upto(2)? {
        if !of.spend() {
            break;
        }
        let method =
            choice(of, &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query", "x-get"])?;
        if entries.iter().all(|(key, _)| key != method) {
            entries.push((method.to_owned(), operation(of)?));
        }
    }
    if of.rarely(3)? {
        entries.push(("parameters".to_owned(), list(vec![parameter(of)?])));
    }
    if of.rarely(8)? {
        entries.push(("servers".to_owned(), list(vec![server(of)?])));
    }
    if of.rarely(12)? {
        entries.push(("$ref".to_owned(), quoted(&pointer(of, "pathItems")?)));
    }
    Ok(object(entries))
}

fn operation(of: &mut Material<'_, '_>) -> Result<String> {
    let mut entries = Vec::new();
    if !of.rarely(3)? {
        entries.push(("operationId".to_owned(), quoted(&name(of)?)));
    }
    let mut parameters = Vec::new();
    for _ in 0..of.upto(3)? {
        parameters.push(parameter(of)?);
    }
    if !parameters.is_empty() {
        entries.push(("parameters".to_owned(), list(parameters)));
    }
    if of.rarely(2)? {
        entries.push(("requestBody".to_owned(), request_body(of)?));
    }
    let mut responses = Vec::new();
    for _ in 0..=of.upto(2)? {
        let status =
            choice(of, &["200", "201", "204", "2XX", "4XX", "404", "default", "304", "101", "099", "x", "600"])?;
        if responses.iter().all(|(key, _)| key != status) {
            responses.push((status.to_owned(), response(of)?));
        }
    }
    entries.push(("responses".to_owned(), object(responses)));
    for (key, chance) in [
        ("tags", 3),
        ("security", 4),
        ("summary", 3),
        ("description", 3),
        ("deprecated", 6),
        ("callbacks", 8),
        ("servers", 8),
    ] {
        if of.rarely(chance)? && of.spend() {
            let value = match key {
                "tags" => list(vec![text(of)?]),
                "security" => list(vec![requirement(of)?]),
                "deprecated" => "true".to_owned(),
                "callbacks" => {
                    object(vec![(name(of)?, object(vec![("{$request.body#/a}".to_owned(), path_item(of)?)]))])
                }
                "servers" => list(vec![server(of)?]),
                _ => text(of)?,
            };
            entries.push((key.to_owned(), value));
        }
    }
    Ok(object(entries))
}

fn reference(of: &mut Material<'_, '_>, kind: &str) -> Result<String> {
    Ok(object(vec![("$ref".to_owned(), quoted(&pointer(of, kind)?))]))
}

fn parameter(of: &mut Material<'_, '_>) -> Result<String> {
    if of.rarely(6)? || !of.spend() {
        return reference(of, "parameters");
    }
    let place = choice(of, &["query", "path", "header", "cookie", "body", "querystring"])?;
    let name =
        if place == "path" && !of.rarely(3)? { choice(of, &["id", "a", "b", "rest"])?.to_owned() } else { name(of)? };
    let mut entries = vec![("name".to_owned(), quoted(&name)), ("in".to_owned(), quoted(place))];
    if place == "path" || of.rarely(3)? {
        entries.push(("required".to_owned(), "true".to_owned()));
    }
    described(of, &mut entries)?;
    Ok(object(entries))
}

/// What parameters and headers have in common.
fn described(of: &mut Material<'_, '_>, entries: &mut Vec<(String, String)>) -> Result<()> {
    if of.rarely(5)? {
        entries.push(("content".to_owned(), content(of, 1)?));
    } else {
        entries.push(("schema".to_owned(), schemas::schema(of, 2)?));
    }
    if of.rarely(3)? {
        let styles =
            ["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject", "cookie", "?"];
        entries.push(("style".to_owned(), quoted(choice(of, &styles)?)));
    }
    for key in ["explode", "allowReserved", "deprecated", "allowEmptyValue"] {
        if of.rarely(5)? {
            entries.push((key.to_owned(), of.bytes.arbitrary::<bool>()?.to_string()));
        }
    }
    if of.rarely(5)? {
        entries.push(("example".to_owned(), schemas::any(of, 2)?));
    }
    if of.rarely(5)? {
        entries.push(("description".to_owned(), text(of)?));
    }
    Ok(())
}

fn header(of: &mut Material<'_, '_>) -> Result<String> {
    if of.rarely(6)? || !of.spend() {
        return reference(of, "headers");
    }
    let mut entries = Vec::new();
    described(of, &mut entries)?;
    Ok(object(entries))
}

fn example(of: &mut Material<'_, '_>) -> Result<String> {
    Ok(object(vec![("summary".to_owned(), text(of)?), ("value".to_owned(), schemas::any(of, 3)?)]))
}

fn request_body(of: &mut Material<'_, '_>) -> Result<String> {
    if of.rarely(6)? || !of.spend() {
        return reference(of, "requestBodies");
    }
    let mut entries = vec![("content".to_owned(), content(of, 2)?)];
    if of.rarely(2)? {
        entries.push(("required".to_owned(), "true".to_owned()));
    }
    Ok(object(entries))
}

fn response(of: &mut Material<'_, '_>) -> Result<String> {
    if of.rarely(6)? || !of.spend() {
        return reference(of, "responses");
    }
    let mut entries = vec![("description".to_owned(), text(of)?)];
    if !of.rarely(3)? {
        entries.push(("content".to_owned(), content(of, 2)?));
    }
    if of.rarely(4)? {
        entries.push(("headers".to_owned(), object(vec![(name(of)?, header(of)?)])));
    }
    Ok(object(entries))
}

fn content(of: &mut Material<'_, '_>, most: usize) -> Result<String> {
    const MEDIA: &[&str] = &[
        "application/json",
        "application/problem+json",
        "text/plain",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/event-stream",
        "application/x-ndjson",
        "application/json-seq",
        "application/octet-stream",
        "image/*",
        "*/*",
        "application/xml",
        "text/plain; charset=latin-1",
        "",
        "json",
        "a/b\"; c",
        "application/json; version=1",
        "APPLICATION/JSON",
        "multipart/related",
        "multipart/mixed",
    ];
    let mut entries: Vec<(String, String)> = Vec::new();
    for _ in 0..=of.upto(most.saturating_sub(1))? {
        let media = choice(of, MEDIA)?;
        if entries.iter().any(|(key, _)| key == media) || !of.spend() {
            continue;
        }
        let mut inner = Vec::new();
        if !of.rarely(8)? {
            inner.push((if of.rarely(10)? { "itemSchema" } else { "schema" }.to_owned(), schemas::schema(of, 3)?));
        }
        if of.rarely(4)? {
            inner.push(("example".to_owned(), schemas::any(of, 3)?));
        }
        if of.rarely(5)? {
            inner.push(("examples".to_owned(), object(vec![(name(of)?, example(of)?)])));
        }
        if of.rarely(4)? {
            let mut encoding = vec![("contentType".to_owned(), quoted(choice(of, MEDIA)?))];
            if of.rarely(2)? {
                encoding.push(("style".to_owned(), quoted(choice(of, &["form", "deepObject", "pipeDelimited"])?)));
            }
            if of.rarely(3)? {
                encoding.push(("headers".to_owned(), object(vec![(name(of)?, header(of)?)])));
            }
            inner.push(("encoding".to_owned(), object(vec![(name(of)?, object(encoding))])));
        }
        entries.push((media.to_owned(), object(inner)));
    }
    Ok(object(entries))
}
