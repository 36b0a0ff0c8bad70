//! Example Objects (OpenAPI 3.0.3, 4.7.19) and the example keys of schemas.

use crate::api::Example;
use crate::diagnostics::codes;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::read;
use super::shape::Kind;

impl<'a> Lowering<'a> {
    /// `example` of a schema, and `examples` as OpenAPI 3.1 has it: a list of values.
    pub(super) fn schema_examples(&mut self, mapping: &'a Mapping, at: &Origin) -> Vec<Example> {
        let mut examples: Vec<_> = lone_example(mapping, at).into_iter().collect();
        match mapping.get("examples") {
            Some(Node::Sequence(values)) => {
                let place = at.child("examples");
                let example = |(index, value): (usize, &Node)| unnamed(value, place.child(index));
                examples.extend(values.iter().enumerate().map(example));
            }
            Some(Node::Mapping(_)) => examples.extend(self.named_examples(mapping, at)),
            _ => {}
        }
        examples
    }

    /// `example` and `examples` of a media type or a parameter.
    pub(super) fn media_examples(&mut self, mapping: &'a Mapping, at: &Origin) -> Vec<Example> {
        let mut examples: Vec<_> = lone_example(mapping, at).into_iter().collect();
        examples.extend(self.named_examples(mapping, at));
        examples
    }

    fn named_examples(&mut self, mapping: &'a Mapping, at: &Origin) -> Vec<Example> {
        let mut examples = Vec::new();
        for (name, node) in read::entries(mapping, "examples") {
            let place = at.child("examples").child(name);
            let Some(found) = self.resolve(Kind::Example, node, &place) else { continue };
            let summary = found.texts.summary.clone().or_else(|| read::text(found.mapping, "summary"));
            match self.shown(found.mapping, &found.at) {
                Some((key, value, serialized)) => examples.push(Example {
                    name: Some(name.to_owned()),
                    summary,
                    value,
                    serialized,
                    valid: true,
                    origin: found.at.child(key),
                }),
                None if found.mapping.get("externalValue").is_some() => {}
                None => {
                    let message = "an example without `value` shows nothing";
                    self.report(&codes::OA009, &found.at, message, "left out");
                }
            }
        }
        examples
    }

    /// What an Example Object shows: the key that says it, the value, and how it is written. `dataValue` is what schemas
    /// are about; `value` is the same where it stands alone (OpenAPI 3.2.0, Example Object).
    fn shown(&mut self, mapping: &Mapping, at: &Origin) -> Option<(&'static str, Node, Option<String>)> {
        let serialized = read::text(mapping, "serializedValue");
        let (value, data) = (mapping.get("value"), mapping.get("dataValue"));
        if let Some(other) = data.map(|_| "dataValue").or(serialized.as_ref().map(|_| "serializedValue"))
            && value.is_some()
        {
            let message = format!("`value` and `{other}` exclude each other; `{other}` is taken");
            self.report_key(&codes::OA009, &at.child("value"), message, "ignored");
        }
        match (data, serialized, value) {
            (Some(data), serialized, _) => Some(("dataValue", data.clone(), serialized)),
            (None, Some(text), _) => Some(("serializedValue", Node::String(text.clone()), Some(text))),
            (None, None, Some(value)) => Some(("value", value.clone(), None)),
            (None, None, None) => None,
        }
    }
}

fn lone_example(mapping: &Mapping, at: &Origin) -> Option<Example> {
    mapping.get("example").map(|value| unnamed(value, at.child("example")))
}

fn unnamed(value: &Node, origin: Origin) -> Example {
    Example { name: None, summary: None, value: value.clone(), serialized: None, valid: true, origin }
}
