//! A document that has given texts in every place where the standard has one.

use serde_json::{Map, Value, json};

/// A document with each of these texts in every place that there can be many of, and all of them together where there is
/// one.
pub(crate) fn document(texts: &[String]) -> Value {
    let whole = texts.join("\n\n");
    let mut paths = Map::new();
    for (index, text) in texts.iter().enumerate() {
        paths.insert(format!("/{index}/{text}"), path_item(index, text));
        paths.insert(format!("/in/{index}/{{{text}}}"), in_path(index, text));
    }
    json!({
        "openapi": "3.2.0",
        "$self": whole,
        "jsonSchemaDialect": whole,
        "info": {
            "title": whole, "version": whole, "description": whole, "summary": whole, "termsOfService": whole,
            "contact": { "name": whole, "url": whole, "email": whole },
            "license": { "name": whole, "url": whole, "identifier": whole },
        },
        "servers": texts.iter().map(|text| server(text)).collect::<Vec<_>>(),
        "tags": texts.iter().map(|text| json!({
            "name": text, "summary": text, "parent": text, "kind": text, "description": text, "externalDocs": docs(text),
        })).collect::<Vec<_>>(),
        "externalDocs": docs(&whole),
        "security": texts.iter().map(|text| named(text, json!([text]))).collect::<Vec<_>>(),
        "webhooks": each(texts, |index, text| json!({ "post": operation(&format!("hook{index}"), text, "") })),
        "paths": paths,
        "components": components(texts),
        "x-hostile": whole,
    })
}

/// Each text as the name of something.
fn each(texts: &[String], make: impl Fn(usize, &str) -> Value) -> Value {
    Value::Object(texts.iter().enumerate().map(|(index, text)| (text.clone(), make(index, text))).collect())
}

fn named(text: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(text.to_owned(), value)]))
}

fn docs(text: &str) -> Value {
    json!({ "url": text, "description": text })
}

fn server(text: &str) -> Value {
    let variable = json!({ "default": text, "enum": [text], "description": text });
    json!({
        "url": format!("https://example.com/{text}/{{{text}}}"), "name": text, "description": text,
        "variables": named(text, variable),
    })
}

fn path_item(index: usize, text: &str) -> Value {
    json!({
        "summary": text, "description": text, "servers": [server(text)],
        "query": small(&format!("query{index}"), text), "additionalOperations": named(text, small(&format!("other{index}"), text)),
        "parameters": [parameter(text, "cookie")],
        "get": operation(&format!("get{index}"), text, text),
        "post": posted(index, text),
    })
}

fn small(id: &str, text: &str) -> Value {
    json!({ "operationId": format!("{id} {text}"), "responses": { "204": { "description": text } } })
}

fn in_path(index: usize, text: &str) -> Value {
    let parameter = json!({
        "name": text, "in": "path", "required": true, "description": text, "schema": { "type": "string" }, "example": text,
    });
    json!({ "get": {
        "operationId": format!("in{index}"), "parameters": [parameter], "responses": { "204": { "description": text } },
    } })
}

fn parameter(text: &str, place: &str) -> Value {
    json!({
        "name": text, "in": place, "description": text, "example": text,
        "schema": { "type": "string", "enum": [text], "default": text, "x-enum-varnames": [text] },
    })
}

fn operation(id: &str, text: &str, suffix: &str) -> Value {
    let callback = named(
        text,
        json!({ "post": {
        "operationId": format!("{id} calls {suffix}"), "description": text, "responses": { "200": { "description": text } },
    } }),
    );
    let mut responses = named(text, json!({ "description": text }));
    responses["200"] = response(text);
    responses["4XX"] =
        json!({ "description": text, "content": named(text, json!({ "schema": { "type": "string" } })) });
    json!({
        "tags": [text], "summary": text, "description": text, "externalDocs": docs(text),
        "operationId": format!("{id} {suffix}"),
        "parameters": [
            parameter(text, "query"),
            parameter(text, "header"),
            { "name": format!("json {text}"), "in": "query", "content": { "application/json": media(text) } },
            { "name": format!("odd {text}"), "in": "query", "content": named(text, media(text)),
              "examples": named(text, example(text)) },
        ],
        "responses": responses,
        "callbacks": named(text, callback),
        "security": [named(text, json!([text]))],
        "servers": [server(text)],
        "x-authorizers": [{ "name": text, "parameters": [text] }],
        "x-required-permissions": [[text]],
        "x-since": [text],
    })
}

fn response(text: &str) -> Value {
    let mut headers = named(text, header(text));
    headers["X-Odd"] = json!({ "content": named(text, media(text)) });
    json!({
        "description": text, "summary": text,
        "headers": headers,
        "content": { "application/json": media(text) },
        "links": named(text, link(text)),
    })
}

fn header(text: &str) -> Value {
    json!({
        "description": text, "schema": { "type": "string", "enum": [text] }, "example": text,
        "examples": named(text, example(text)),
    })
}

fn link(text: &str) -> Value {
    json!({
        "operationRef": text, "operationId": text, "parameters": named(text, json!(text)), "requestBody": text,
        "description": text, "server": server(text),
    })
}

fn media(text: &str) -> Value {
    json!({
        "schema": { "type": "object", "description": text, "properties": named(text, json!({ "type": "string" })) },
        "examples": named(text, example(text)),
        "example": named(text, json!(text)),
        "itemSchema": { "type": "string", "description": text },
        "prefixEncoding": [{ "contentType": text }], "itemEncoding": { "contentType": text },
    })
}

fn example(text: &str) -> Value {
    json!({
        "summary": text, "description": text, "value": named(text, json!(text)), "externalValue": text,
        "dataValue": text, "serializedValue": text,
    })
}

fn posted(index: usize, text: &str) -> Value {
    let part = json!({ "contentType": text, "encoding": named(text, json!({ "contentType": text })), "headers": named(text, json!({ "schema": { "type": "string" } })) });
    let mut content = named(text, json!({ "schema": { "type": "string" } }));
    content["multipart/form-data"] = json!({
        "schema": { "type": "object", "properties": named(text, json!({ "type": "string", "description": text })) },
        "encoding": named(text, part),
    });
    json!({
        "operationId": format!("post{index}"), "tags": [text],
        "requestBody": { "description": text, "content": content },
        "responses": { "200": { "description": text, "content": { "text/plain": { "example": text, "schema": { "type": "string" } } } } },
    })
}

fn components(texts: &[String]) -> Value {
    let mut schemas = each(texts, schema);
    for (name, own) in own_schemas(texts) {
        schemas[name] = own;
    }
    json!({
        "schemas": schemas,
        "responses": each(texts, |_, text| response(text)),
        "parameters": each(texts, |_, text| parameter(text, "query")),
        "examples": each(texts, |_, text| example(text)),
        "requestBodies": each(texts, |_, text| json!({ "description": text, "content": { "application/json": media(text) } })),
        "headers": each(texts, |_, text| header(text)),
        "securitySchemes": each(texts, scheme),
        "links": each(texts, |_, text| link(text)),
        "callbacks": each(texts, |index, text| named(text, json!({ "post": { "operationId": format!("c{index}"), "responses": {} } }))),
        "pathItems": each(texts, |index, text| json!({ "get": operation(&format!("item{index}"), text, text) })),
        "mediaTypes": each(texts, |_, text| media(text)),
    })
}

fn scheme(index: usize, text: &str) -> Value {
    let flow = json!({
        "tokenUrl": text, "authorizationUrl": text, "refreshUrl": text, "scopes": named(text, json!(text)),
    });
    json!({
        "description": text, "bearerFormat": text, "openIdConnectUrl": text, "oauth2MetadataUrl": text, "scheme": text,
        "name": text, "in": (["header", "query", "cookie"][index % 3]),
        "flows": {
            "clientCredentials": flow, "implicit": flow, "password": flow, "authorizationCode": flow,
            "deviceAuthorization": { "tokenUrl": text, "deviceAuthorizationUrl": text, "scopes": named(text, json!(text)) },
        },
        "type": (["apiKey", "oauth2", "http", "openIdConnect"][index % 4]),
    })
}

/// A schema with a text wherever a schema has one.
fn schema(_: usize, text: &str) -> Value {
    let property = json!({
        "type": "string", "title": text, "description": text, "default": text, "example": text, "examples": [text],
        "pattern": text, "format": text, "contentEncoding": text, "contentMediaType": text,
        "contentSchema": { "description": text }, "$comment": text, "$schema": text, "$anchor": text, "$dynamicAnchor": text,
        "externalDocs": docs(text), "x-since": [text],
        "xml": { "name": text, "namespace": text, "prefix": text, "nodeType": text },
    });
    let mut properties = named(text, property);
    properties["a constant"] = json!({ "const": text });
    properties["a list"] = json!({ "enum": [text, 1], "x-enum-varnames": [text], "x-enum-descriptions": [text] });
    properties["with an id"] = json!({ "$id": text, "type": "string", "$vocabulary": named(text, json!(true)) });
    json!({
        "type": "object", "title": text, "description": text,
        "properties": properties, "required": [text],
        "dependentRequired": named(text, json!([text])),
        "dependentSchemas": named(text, json!({ "description": text })),
        "dependencies": named(text, json!([text])),
        "patternProperties": named(text, json!({ "type": "string" })),
        "$defs": named(text, json!({ "type": "string" })),
        "definitions": named(text, json!({ "type": "string" })),
        "x-hostile": text,
    })
}

/// Schemas that have all texts at once, for what is asked of running code.
fn own_schemas(texts: &[String]) -> Vec<(&'static str, Value)> {
    let text = |text: &str| json!({ "type": "string", "default": text, "description": text });
    let arm = |name: &str| {
        json!({ "type": "object", "required": [texts[0]], "properties": {
        texts[0].clone(): { "type": "string" }, name: { "type": "string" },
    } })
    };
    let mapping: Map<String, Value> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| (text.clone(), json!(format!("#/components/schemas/Arm{}", index % 2))))
        .collect();
    vec![
        ("Names", json!({ "type": "object", "properties": each(texts, |_, _| json!({ "type": "string" })) })),
        ("Filled", json!({ "type": "object", "properties": each(texts, |_, own| text(own)) })),
        ("Words", json!({ "type": "string", "enum": texts, "x-enum-varnames": texts, "x-enum-descriptions": texts })),
        (
            "Closed",
            json!({
                "type": "object", "additionalProperties": false, "properties": each(texts, |_, own| json!({ "const": own })),
            }),
        ),
        ("Arm0", arm("zero")),
        ("Arm1", arm("one")),
        (
            "Tagged",
            json!({
                "oneOf": [{ "$ref": "#/components/schemas/Arm0" }, { "$ref": "#/components/schemas/Arm1" }],
                "discriminator": { "propertyName": texts[0], "mapping": mapping, "defaultMapping": texts[0] },
            }),
        ),
    ]
}
