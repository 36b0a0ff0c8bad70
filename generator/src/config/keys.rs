//! The keys of `bindery.toml`, each with the values that it takes: what is read, what the page of OA501 lists, and the JSON
//! Schema for editors (`generator/docs/bindery.schema.json`) are of one table.

use serde_json::{Map, Value, json};

use super::overrides::TypeWord;
use super::{Derive, Integers, Layout, Target, UnknownProperties, overrides_table};
use crate::api::Pagination;
use crate::diagnostics::codes;

/// A key of `[api.<name>]`.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// The values that it takes, as a JSON Schema.
    values: fn() -> Value,
}

const fn key(name: &'static str, values: fn() -> Value) -> Key {
    Key { name, values }
}

/// All keys, in the order of documentation.
pub const API: &[Key] = &[
    key("document", document),
    key("out", path),
    key("root", path),
    key("allow-hosts", || list(host())),
    key("allow-private-hosts", || list(host())),
    key("import", || list(json!({ "type": "string" }))),
    key("models", models),
    key("shared", || json!({ "type": "boolean" })),
    key("overlays", || list(path())),
    key("overrides", overrides),
    key("include", || list(selector())),
    key("exclude", || list(selector())),
    key("targets", || json!({ "type": "array", "minItems": 1, "items": { "enum": Target::ALL.map(Target::as_str) } })),
    key("version", || json!({ "type": "string", "pattern": r"^\d+\.\d+\.\d+([-+].+)?$" })),
    key("license", || json!({ "type": "string", "pattern": r"\S" })),
    key("unknown-properties", unknown_properties),
    key("unknown-properties-of", || json!({ "type": "object", "additionalProperties": unknown_properties() })),
    key("enums", || json!({ "anyOf": [{ "enum": ["open", "closed"] }, list(json!({ "type": "string" }))] })),
    key("integers", || json!({ "enum": Integers::ALL.map(Integers::as_str) })),
    key("types", types),
    key("crates", crates),
    key("derive", || list(derives())),
    key("derive-of", || json!({ "type": "object", "additionalProperties": list(derives()) })),
    key("pagination", pagination),
    key("layout", || json!({ "enum": Layout::ALL.map(Layout::as_str) })),
    key("workspace", || json!({ "type": "boolean" })),
];

/// The names of all keys.
pub fn names() -> Vec<&'static str> {
    API.iter().map(|key| key.name).collect()
}

/// The JSON Schema (2020-12) of `bindery.toml`, as text.
pub fn json_schema() -> String {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "bindery.toml",
        "description": "What a project generates. `bindery explain OA501` says the same in words.",
        "type": "object",
        "additionalProperties": false,
        "required": ["api"],
        "properties": {
            "api": {
                "description": "The APIs by their names; crates are `<name>-models` and so on.",
                "type": "object",
                "minProperties": 1,
                "propertyNames": { "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" },
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["document"],
                    "oneOf": [{ "required": ["out"] }, { "required": ["models"] }],
                    "properties": properties(),
                },
            },
        },
    });
    format!("{schema:#}\n")
}

fn properties() -> Map<String, Value> {
    let described = |key: &Key| {
        let mut values = (key.values)();
        if let (Some(values), Some((meaning, absent))) = (values.as_object_mut(), said_of(key.name)) {
            let text = format!("{meaning}\n\nIf it is left out: {absent}");
            values.insert("description".to_owned(), Value::String(text));
        }
        (key.name.to_owned(), values)
    };
    API.iter().map(described).collect()
}

/// What the page of OA501 says of a key: its meaning, and what holds without it.
fn said_of(name: &str) -> Option<(&'static str, &'static str)> {
    let start = format!("| `{name}` | ");
    let row = codes::OA501.doc.lines().find_map(|line| line.strip_prefix(&start))?;
    row.strip_suffix(" |")?.rsplit_once(" | ")
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// Below the folder of the file.
fn path() -> Value {
    json!({ "type": "string", "minLength": 1, "not": { "pattern": r"^/|(^|/)\.\.(/|$)" } })
}

/// Below the folder of the file, or at another host.
fn document() -> Value {
    json!({ "anyOf": [path(), { "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]://[^/@]+(/|$)" }] })
}

fn host() -> Value {
    json!({ "type": "string", "pattern": r"^[^/@*\s]+$" })
}

fn models() -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": { "package": text, "path": text, "version": text },
        "anyOf": [{ "required": ["path"] }, { "required": ["version"] }],
    })
}

fn selector() -> Value {
    let kinds = "^ *((tag|operation|path|method|schema|webhook):|/)";
    let methods = "^ *([Gg][Ee][Tt]|[Pp][Uu][Tt]|[Pp][Oo][Ss][Tt]|[Dd][Ee][Ll][Ee][Tt][Ee]|[Oo][Pp][Tt][Ii][Oo][Nn][Ss]|[Hh][Ee][Aa][Dd]|\
                   [Pp][Aa][Tt][Cc][Hh]|[Tt][Rr][Aa][Cc][Ee]|[Qq][Uu][Ee][Rr][Yy])( |$)";
    json!({ "type": "string", "anyOf": [{ "pattern": kinds }, { "pattern": methods }] })
}

fn unknown_properties() -> Value {
    json!({ "enum": UnknownProperties::ALL.map(UnknownProperties::as_str) })
}

fn types() -> Value {
    let of = "^(#(/|$)|schema:[^/]|format:.)";
    json!({ "type": "object", "propertyNames": { "pattern": of }, "additionalProperties": { "type": "string", "pattern": r"\w" } })
}

fn crates() -> Value {
    let version = json!({ "type": "string", "minLength": 1 });
    let features = list(json!({ "type": "string" }));
    let whole = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["version"],
        "properties": { "version": version, "features": features },
    });
    json!({ "type": "object", "additionalProperties": { "anyOf": [version, whole] } })
}

fn derives() -> Value {
    json!({ "enum": Derive::ALL.map(Derive::as_str) })
}

fn overrides() -> Value {
    let name = json!({ "type": "string", "pattern": r"\S" });
    let says: Map<String, Value> = overrides_table::KEYS
        .into_iter()
        .map(|key| {
            let values = match key {
                "nullable" | "required" => json!({ "type": "boolean" }),
                "type" => {
                    let words: Vec<&str> = TypeWord::JSON.into_iter().chain(["any"]).collect();
                    json!({ "anyOf": [{ "enum": words }, { "type": "string", "pattern": "^schema:." }] })
                }
                "values" => json!({ "type": "object", "additionalProperties": name }),
                _ => name.clone(),
            };
            (key.to_owned(), values)
        })
        .collect();
    json!({
        "type": "object",
        "propertyNames": { "pattern": "^(#(/|$)|schema:[^/]|operation:[^/]|[^ ]+ /)" },
        "additionalProperties": { "type": "object", "minProperties": 1, "additionalProperties": false, "properties": says },
    })
}

fn pagination() -> Value {
    let styles: Vec<Value> = Pagination::styles()
        .map(|style| {
            let (request, response) = Pagination::keys(style).unwrap_or_default();
            let part = |keys: &[&str]| {
                let text = json!({ "type": ["string", "integer"] });
                let keys: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), text.clone())).collect();
                json!({ "type": "object", "additionalProperties": false, "properties": keys })
            };
            json!({
                "additionalProperties": false,
                "properties": { "style": { "const": style }, "request": part(request), "response": part(response) },
            })
        })
        .collect();
    json!({ "type": "object", "additionalProperties": { "type": "object", "required": ["style"], "oneOf": styles } })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_page_of_the_configuration_lists_the_keys_that_are_read() {
        let rows = codes::OA501.doc.lines().skip_while(|line| !line.starts_with("| Key | Meaning"));
        let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
        let listed: Vec<&str> = rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(listed, names());
        for name in names() {
            assert!(said_of(name).is_some(), "{name}: a meaning, and what holds without it");
        }
        for key in overrides_table::KEYS {
            assert!(codes::OA501.doc.contains(&format!("`{key}`")), "{key} of an override");
        }
    }

    /// `BINDERY_ACCEPT=1` writes it anew.
    #[test]
    fn the_schema_for_editors_is_of_the_same_table() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bindery.schema.json");
        if std::env::var_os("BINDERY_ACCEPT").is_some_and(|value| value == "1") {
            fs::write(&file, json_schema()).expect("the folder of the documentation");
        }
        let written = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(written.replace('\r', ""), json_schema());
    }
}
