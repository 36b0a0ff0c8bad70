//! A document that has nothing but components.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Components, each with the subject it belongs to.
#[derive(Debug, Clone)]
pub struct Document {
    version: &'static str,
    components: Map<String, Value>,
    owners: BTreeMap<String, String>,
    subjects: Vec<String>,
}

/// The name of the component that holds a subject.
pub fn holder(subject: &str) -> String {
    format!("Holds{subject}")
}

impl Default for Document {
    fn default() -> Self {
        Self::of_version("3.0.3")
    }
}

impl Document {
    /// An empty document of a version of OpenAPI.
    pub fn of_version(version: &'static str) -> Self {
        Self { version, components: Map::new(), owners: BTreeMap::new(), subjects: Vec::new() }
    }

    /// Adds a schema under proof, and the schemas it needs beside it; the holder comes along.
    pub fn add(&mut self, subject: &str, components: impl IntoIterator<Item = (String, Value)>) {
        let reference = json!({"$ref": format!("#/components/schemas/{subject}")});
        let held = json!({"type": "object", "required": ["value"], "properties": {"value": reference}});
        for (name, schema) in components.into_iter().chain([(holder(subject), held)]) {
            self.owners.insert(name.clone(), subject.to_owned());
            self.components.insert(name, schema);
        }
        self.subjects.push(subject.to_owned());
    }

    /// The schemas under proof, in the order they were added.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.subjects.iter().map(String::as_str)
    }

    /// The subject that a place of the document belongs to.
    pub fn owner(&self, segments: &[String]) -> Option<&str> {
        match segments {
            [components, schemas, name, ..] if components == "components" && schemas == "schemas" => {
                self.owners.get(name).map(String::as_str)
            }
            _ => None,
        }
    }

    /// The document.
    pub fn text(&self) -> String {
        let document = json!({
            "openapi": self.version,
            "info": {"title": "Proof", "version": "1"},
            "paths": {},
            "components": {"schemas": self.components},
        });
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }
}
