//! A schema of draft 2020-12 as a component of OpenAPI 3.1, whose dialect it is: only addresses change.

use serde_json::{Value, json};

use crate::suite::Remotes;

/// Dialects that are this draft.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The component. A schema without an address gets one, so that its pointers begin at it and not at the document; one
/// with an address gets a host of its own, since several schemas of the suite have the same.
///
/// # Errors
/// Why it cannot be written: it is of another dialect, or other files go with it.
pub(crate) fn translate(name: &str, schema: &Value, remotes: &Remotes) -> Result<Vec<(String, Value)>, String> {
    let mut schema = schema.clone();
    if let Some(root) = schema.as_object_mut() {
        if root.get("$schema").is_some_and(|dialect| dialect != DIALECT) {
            return Err("`$schema`: another dialect".to_owned());
        }
        root.entry("$id").or_insert_with(|| json!("https://proof.example/"));
    }
    let host = name.to_ascii_lowercase();
    let mut own = Vec::new();
    addresses(&schema, &mut |id, key| {
        if key == "$id" {
            own.push(last_part(id).to_owned());
        }
    });
    let mut elsewhere = None;
    addresses(&schema, &mut |reference, _| {
        let file = last_part(reference);
        if reference.contains("//json-schema.org/draft/") {
            elsewhere.get_or_insert("a reference to the schema of all schemas");
        } else if !file.is_empty() && remotes.has(file) && !own.iter().any(|own| own == file) {
            elsewhere.get_or_insert("a reference to another file");
        }
    });
    match elsewhere {
        Some(reason) => Err(reason.to_owned()),
        None => {
            with_host(&mut schema, &host);
            Ok(vec![(name.to_owned(), schema)])
        }
    }
}

/// All addresses and references in a schema, wherever they stand, with their keys; not `$schema`.
fn addresses<'s>(schema: &'s Value, each: &mut impl FnMut(&'s str, &str)) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value.as_str().filter(|_| is_address(key)) {
                    Some(text) => each(text, key),
                    None => addresses(value, each),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| addresses(item, each)),
        _ => {}
    }
}

fn is_address(key: &str) -> bool {
    matches!(key, "$id" | "$ref" | "$dynamicRef")
}

/// The file that an address ends in.
fn last_part(address: &str) -> &str {
    let path = address.split('#').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Puts a name before the host of every absolute address.
fn with_host(schema: &mut Value, name: &str) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut() {
                match value {
                    Value::String(text) if is_address(key) => {
                        for scheme in ["http://", "https://"] {
                            if let Some(rest) = text.strip_prefix(scheme) {
                                *text = format!("{scheme}{name}.{rest}");
                                break;
                            }
                        }
                    }
                    value => with_host(value, name),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| with_host(item, name)),
        _ => {}
    }
}

#[test]
fn addresses_are_those_of_the_group_alone() {
    let written = |schema| translate("G", &schema, &Remotes::default());
    let one = |schema| Ok(vec![("G".to_owned(), schema)]);
    assert_eq!(written(json!(true)), one(json!(true)));
    assert_eq!(
        written(json!({"$ref": "#/$defs/a", "$defs": {"a": {}}})),
        one(json!({"$id": "https://g.proof.example/", "$ref": "#/$defs/a", "$defs": {"a": {}}}))
    );
    assert_eq!(
        written(json!({"$id": "http://localhost:1234/a", "not": {"$ref": "http://localhost:1234/b#c"}})),
        one(json!({"$id": "http://g.localhost:1234/a", "not": {"$ref": "http://g.localhost:1234/b#c"}}))
    );
}

#[test]
fn what_needs_other_files_is_refused() {
    let remotes = Remotes::from_iter(["tree.json".to_owned()]);
    let refused = |schema| translate("G", &schema, &remotes).expect_err("it needs another file");
    assert_eq!(refused(json!({"$ref": "tree.json#/a"})), "a reference to another file");
    assert_eq!(refused(json!({"$ref": DIALECT})), "a reference to the schema of all schemas");
    assert_eq!(refused(json!({"$schema": "http://json-schema.org/draft-07/schema#"})), "`$schema`: another dialect");
    assert!(translate("G", &json!({"$ref": "tree.json", "$defs": {"a": {"$id": "tree.json"}}}), &remotes).is_ok());
}
