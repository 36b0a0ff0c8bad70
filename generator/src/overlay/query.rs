//! JSONPath (RFC 9535): what an expression selects of a tree.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::source::JsonPointer;
use crate::tree::Node;

/// An expression.
#[derive(Debug)]
pub(super) struct Query(JsonPath);

impl Query {
    /// Reads an expression. `None` if it is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        JsonPath::parse(text).ok().map(Self)
    }

    /// The places that it selects, each once.
    pub(super) fn places(&self, tree: &Value) -> Vec<JsonPointer> {
        let mut places = Vec::new();
        for node in self.0.query_located(tree).dedup() {
            places.extend(JsonPointer::parse(&node.location().to_json_pointer()));
        }
        places
    }
}

/// A tree in the form that expressions are asked about. Numbers that are longer than a float are rounded: a filter that
/// compares with them may take their neighbours for them.
pub(super) fn value(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(value) => Value::Bool(*value),
        Node::Number(number) => serde_json::from_str(number.as_str()).unwrap_or(Value::Null),
        Node::String(text) => Value::String(text.clone()),
        Node::Sequence(items) => Value::Array(items.iter().map(value).collect()),
        Node::Mapping(mapping) => {
            Value::Object(mapping.iter().map(|(key, node)| (key.to_owned(), value(node))).collect::<Map<_, _>>())
        }
    }
}
