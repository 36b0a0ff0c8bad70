//! A schema of draft 4 as OpenAPI 3.0 components.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Keywords of draft 4 that OpenAPI 3.0 has as well, with the same meaning and without a schema inside.
const SAME: &[&str] = &[
    "title",
    "description",
    "default",
    "format",
    "enum",
    "required",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// The components that say what the schema says: the first is called `name`, the others are its definitions.
///
/// # Errors
/// Why it cannot be written.
pub(crate) fn translate(name: &str, schema: &Value) -> Result<Vec<(String, Value)>, String> {
    let mut places = BTreeMap::new();
    find_definitions(name, schema, "", &mut places);
    let translator = Translator { name, places };
    let mut components = vec![(name.to_owned(), translator.schema(schema, Place::Root)?)];
    for (pointer, component) in &translator.places {
        let definition = schema.pointer(pointer).ok_or("a definition is lost")?;
        components.push((component.clone(), translator.schema(definition, Place::Below)?));
    }
    Ok(components)
}

/// OpenAPI 3.0 has no `definitions`: each becomes a component. Pointer to name.
fn find_definitions(name: &str, schema: &Value, at: &str, places: &mut BTreeMap<String, String>) {
    for (key, definition) in schema.get("definitions").and_then(Value::as_object).into_iter().flatten() {
        let pointer = format!("{at}/definitions/{}", escaped(key));
        places.insert(pointer.clone(), format!("{name}Definition{}", places.len() + 1));
        find_definitions(name, definition, &pointer, places);
    }
}

/// Whether a schema is the whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Below,
}

struct Translator<'s> {
    name: &'s str,
    places: BTreeMap<String, String>,
}

impl Translator<'_> {
    fn schema(&self, schema: &Value, place: Place) -> Result<Value, String> {
        let schema = schema.as_object().ok_or("a schema that is no object")?;
        if let Some(target) = schema.get("$ref") {
            let target = target.as_str().ok_or("a reference that is no string")?;
            let mut out = self.same(schema);
            out.insert("$ref".to_owned(), json!(self.reference(target)?));
            return Ok(Value::Object(out));
        }
        let mut out = self.same(schema);
        for (key, value) in schema {
            match key.as_str() {
                key if SAME.contains(&key) => {}
                "properties" => {
                    let properties = value.as_object().into_iter().flatten();
                    let below = properties.map(|(name, schema)| Ok((name.clone(), self.schema(schema, Place::Below)?)));
                    out.insert(key.clone(), Value::Object(below.collect::<Result<_, String>>()?));
                }
                "additionalProperties" if value.is_boolean() => drop(out.insert(key.clone(), value.clone())),
                "items" if value.is_array() => {
                    return Err("`items` as an array: no keyword gives each place a schema of its own".to_owned());
                }
                "additionalProperties" | "items" | "not" => {
                    out.insert(key.clone(), self.schema(value, Place::Below)?);
                }
                "allOf" | "anyOf" | "oneOf" => {
                    let members = value.as_array().into_iter().flatten();
                    let members = members.map(|member| self.schema(member, Place::Below));
                    out.insert(key.clone(), Value::Array(members.collect::<Result<_, _>>()?));
                }
                // It speaks only about what stands behind an array of `items`, which is refused anyhow.
                "additionalItems" => {}
                // For people; and what `find_definitions` has taken.
                "$comment" | "definitions" => {}
                // A name for the whole changes nothing for references that begin with `#`.
                "id" if place == Place::Root => {}
                "id" => return Err("`id` below the root: a component has no base of its own".to_owned()),
                "type" => types(value, &mut out)?,
                _ => return Err(format!("`{key}`: there is no such keyword")),
            }
        }
        with_items(&mut out);
        Ok(Value::Object(out))
    }

    /// The keywords that stay as they are.
    fn same(&self, schema: &Map<String, Value>) -> Map<String, Value> {
        let kept = schema.iter().filter(|(key, _)| SAME.contains(&key.as_str()));
        kept.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// A pointer into the schema as one into the document.
    fn reference(&self, target: &str) -> Result<String, String> {
        let Some(fragment) = target.strip_prefix('#') else {
            return Err("a reference to another schema document".to_owned());
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return Err("a reference to a name that `id` gives".to_owned());
        }
        let pointer = percent_decoded(fragment);
        // The longest definition that the pointer leads into, else the whole.
        let inside = |place: &str| pointer == place || pointer.starts_with(&format!("{place}/"));
        let longest = self.places.iter().filter(|(place, _)| inside(place)).max_by_key(|(place, _)| place.len());
        let (component, rest) = match longest {
            Some((place, component)) => (component.as_str(), pointer.get(place.len()..).unwrap_or_default()),
            None => (self.name, pointer.as_str()),
        };
        Ok(format!("#/components/schemas/{component}{}", percent_encoded(rest)))
    }
}

/// `type`, which is one word in OpenAPI 3.0 and never null.
fn types(value: &Value, out: &mut Map<String, Value>) -> Result<(), String> {
    let all = value.as_array().map_or_else(|| vec![value], |types| types.iter().collect());
    let names: Vec<_> = all.iter().filter_map(|name| name.as_str()).filter(|name| *name != "null").collect();
    let null = names.len() < all.len();
    match names.as_slice() {
        [] => {
            out.insert("nullable".to_owned(), json!(true));
            // Beside an enum, only the null of that enum is left.
            out.insert("enum".to_owned(), json!([null]));
        }
        [name] => {
            out.insert("type".to_owned(), json!(name));
            if null {
                out.insert("nullable".to_owned(), json!(true));
            }
        }
        names => {
            // `nullable` counts only beside a `type` (3.0.3), so it stands in the arms.
            let arm = |name: &&str| {
                let mut arm = Map::from_iter([("type".to_owned(), json!(name))]);
                if null {
                    arm.insert("nullable".to_owned(), json!(true));
                }
                with_items(&mut arm);
                Value::Object(arm)
            };
            if out.insert("anyOf".to_owned(), names.iter().map(arm).collect()).is_some() {
                return Err("several types beside `anyOf`".to_owned());
            }
        }
    }
    Ok(())
}

/// An array must have `items` in OpenAPI 3.0.
fn with_items(schema: &mut Map<String, Value>) {
    if schema.get("type") == Some(&json!("array")) && !schema.contains_key("items") {
        schema.insert("items".to_owned(), json!({}));
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn percent_encoded(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'~').remove(b'-').remove(b'_').remove(b'.');
    percent_encoding::utf8_percent_encode(text, KEPT).to_string()
}

#[test]
fn types_and_definitions_are_written_in_the_words_of_openapi() {
    let written = |schema| translate("G", &schema);
    let one = |schema| Ok(vec![("G".to_owned(), schema)]);
    assert_eq!(written(json!({"type": "null"})), one(json!({"nullable": true, "enum": [null]})));
    assert_eq!(written(json!({"type": ["string"]})), one(json!({"type": "string"})));
    assert_eq!(written(json!({"type": ["string", "null"]})), one(json!({"type": "string", "nullable": true})));
    assert_eq!(
        written(json!({"type": ["string", "integer"]})),
        one(json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}))
    );
    assert_eq!(written(json!({"type": "array"})), one(json!({"type": "array", "items": {}})));
    assert_eq!(
        written(json!({"items": {"$ref": "#"}, "additionalItems": false})),
        one(json!({"items": {"$ref": "#/components/schemas/G"}}))
    );
    assert_eq!(
        written(json!({"definitions": {"a b": {"not": {"$ref": "#/properties/x%22"}}}, "$ref": "#/definitions/a%20b"})),
        Ok(vec![
            ("G".to_owned(), json!({"$ref": "#/components/schemas/GDefinition1"})),
            ("GDefinition1".to_owned(), json!({"not": {"$ref": "#/components/schemas/G/properties/x%22"}})),
        ])
    );
}

#[test]
fn what_has_no_words_is_refused_with_a_reason() {
    let refused = |schema| translate("G", &schema).expect_err("there are no words for it");
    assert_eq!(refused(json!({"not": {"dependencies": {}}})), "`dependencies`: there is no such keyword");
    assert_eq!(refused(json!({"$ref": "other.json#/a"})), "a reference to another schema document");
    assert_eq!(refused(json!({"$ref": "#a"})), "a reference to a name that `id` gives");
    assert_eq!(refused(json!({"items": {"id": "b"}})), "`id` below the root: a component has no base of its own");
    assert_eq!(
        refused(json!({"items": [], "additionalItems": {}})),
        "`items` as an array: no keyword gives each place a schema of its own"
    );
}
