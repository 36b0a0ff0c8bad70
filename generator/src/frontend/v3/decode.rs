//! One node to one object of the standard, with the error bound to that node.

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::written::Written;

impl Lowering<'_> {
    /// Decodes one object from these of its keys: the others must not be able to spoil it. What `shape` has reported
    /// below it is not reported again.
    pub(super) fn decode<T: Written>(&mut self, mapping: &Mapping, keys: &[&str], at: &Origin) -> Option<T> {
        let present = mapping.iter().filter(|(key, value)| keys.contains(key) && **value != Node::Null);
        let object = present.map(|(key, value)| (key.to_owned(), self.value(value, &at.child(key)))).collect();
        match T::read(object) {
            Ok(object) => Some(object),
            Err(message) => {
                if !self.survey.has_fault_below(at) {
                    self.diagnostics.push(Diagnostic::new(&codes::OA005, message, Label::value(at, "left out")));
                }
                None
            }
        }
    }

    /// The node as `serde_json` has it. Where a string belongs and a number stands, its text; nulls are absent.
    fn value(&self, node: &Node, at: &Origin) -> Value {
        match node {
            Node::Null => Value::Null,
            Node::String(text) => Value::from(text.as_str()),
            Node::Bool(value) if !self.is_text(at) => Value::from(*value),
            Node::Number(number) if !self.is_text(at) => serde_json::from_str(number.as_str()).unwrap_or_default(),
            Node::Bool(value) => Value::from(value.to_string()),
            Node::Number(number) => Value::from(number.as_str()),
            Node::Sequence(items) => {
                items.iter().enumerate().map(|(index, item)| self.value(item, &at.child(index))).collect()
            }
            Node::Mapping(mapping) => {
                let present = mapping.iter().filter(|(_, value)| **value != Node::Null);
                present.map(|(key, value)| (key.to_owned(), self.value(value, &at.child(key)))).collect()
            }
        }
    }

    fn is_text(&self, at: &Origin) -> bool {
        self.survey.texts.contains(at)
    }
}
