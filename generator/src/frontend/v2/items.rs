//! Values that are described without a Schema Object: parameters, headers and the items in them (Swagger 2.0, Items Object).

use crate::api::{Docs, Example, NameHint, ParameterStyle, SchemaId, SchemaKind, StringFormat};
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::frontend::v3::read;
use crate::frontend::v3::schemas::Setting;
use crate::frontend::v3::words::{listed, suggestion};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Reading;

/// Where the items of a list can be parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// Names with values, which may stand more than once: queries and forms.
    Pairs,
    /// One text: paths and headers.
    Text,
}

const FORMATS: [&str; 5] = ["csv", "ssv", "tsv", "pipes", "multi"];

/// Whether a value is a file: `type: file`.
pub(super) fn is_file(mapping: &Mapping) -> bool {
    mapping.get("type").and_then(Node::as_str) == Some("file")
}

/// Whether a value is a list.
pub(super) fn is_list(mapping: &Mapping) -> bool {
    mapping.get("type").and_then(Node::as_str) == Some("array")
        || (mapping.get("type").is_none() && mapping.get("items").is_some())
}

impl<'a> Reading<'a> {
    /// The schema that the keys of a parameter or header make by themselves. Texts and examples are those of the object.
    pub(super) fn own_schema(&mut self, mapping: &'a Mapping, at: &Origin, hint: NameHint) -> SchemaId {
        let id = self.v3.reserve(hint, at.clone());
        if let Some(schema) = mapping.get("schema").filter(|schema| **schema != Node::Null) {
            let name = self.v3.api.schemas[id].name.clone();
            let message = "`schema` belongs to a body; it is taken as the schema of this value";
            self.v3.report_key(&codes::OA009, &at.child("schema"), message, "of OpenAPI 3");
            return self.v3.schema(schema, &at.child("schema"), name);
        }
        if is_file(mapping) {
            self.v3.api.schemas[id].kind = SchemaKind::String(StringFormat::Binary);
            return id;
        }
        let typed = ["type", "$ref", "allOf", "oneOf", "anyOf"].iter().any(|key| mapping.get(key).is_some());
        if !typed && !self.untyped(mapping, at) {
            self.v3.api.schemas[id].kind = SchemaKind::String(StringFormat::Plain);
            return id;
        }
        if mapping.get("type").and_then(Node::as_str) == Some("object") {
            let message = "2.0 has no objects here; it is sent as OpenAPI 3 would send it";
            self.v3.report(&codes::OA009, &at.child("type"), message, "an object");
        }
        self.nested_formats(mapping, at);
        self.v3.fill_mapping(id, mapping, at, Setting::default());
        let schema = &mut self.v3.api.schemas[id];
        schema.docs = Docs::default();
        schema.examples = Vec::new();
        id
    }

    /// Reports that there is no type. Returns whether other keys tell it.
    fn untyped(&mut self, mapping: &Mapping, at: &Origin) -> bool {
        let told = ["items", "enum"].into_iter().find(|key| mapping.get(key).is_some());
        let message = match told {
            Some(key) => format!("`type` is missing; `{key}` tells it"),
            None => "`type` is missing; the value is read as a string".to_owned(),
        };
        let mut found = Diagnostic::new(&codes::OA006, message, Label::value(at, "of which type?"));
        found.severity = Severity::Warning;
        self.v3.diagnostics.push(found);
        told.is_some()
    }

    /// A list in a list is sent as JSON text, which `plan` says; a format that parts its items is not taken.
    fn nested_formats(&mut self, mapping: &Mapping, at: &Origin) {
        let Some(items) = mapping.get("items").and_then(Node::as_mapping) else { return };
        let at = at.child("items");
        if items.get("collectionFormat").is_some() && !(is_list(items) && is_list(mapping)) {
            self.idle_format(&at);
        }
        self.nested_formats(items, &at);
    }

    fn idle_format(&mut self, at: &Origin) {
        let message = "`collectionFormat` says nothing about values that are no lists";
        self.v3.report_key(&codes::OA008, &at.child("collectionFormat"), message, "no effect");
    }

    /// How the items of a list are parted (`collectionFormat`), as style and explode; for other values those of the place.
    pub(super) fn collection(&mut self, mapping: &Mapping, at: &Origin, ground: Ground) -> (ParameterStyle, bool) {
        use ParameterStyle::{Form, PipeDelimited, Simple, SpaceDelimited, TabDelimited};
        let plain = if ground == Ground::Pairs { Form } else { Simple };
        let written = read::text(mapping, "collectionFormat");
        if !is_list(mapping) {
            if written.is_some() {
                self.idle_format(at);
            }
            return (plain, ground == Ground::Pairs);
        }
        let Some(format) = written else { return (plain, false) };
        match format.as_str() {
            "csv" => (plain, false),
            "ssv" => (SpaceDelimited, false),
            "tsv" => (TabDelimited, false),
            "pipes" => (PipeDelimited, false),
            "multi" if ground == Ground::Pairs => (Form, true),
            other => {
                let known = if ground == Ground::Pairs { &FORMATS[..] } else { &FORMATS[..4] };
                let found = Diagnostic::new(
                    &codes::OA304,
                    format!("the format `{other}` is not allowed here; `csv` is taken"),
                    Label::value(&at.child("collectionFormat"), "not allowed here"),
                );
                self.v3.diagnostics.push(match suggestion(other, known.iter().copied()) {
                    Some(known) => found.help(format!("did you mean `{known}`?")),
                    None => found.help(format!("allowed: {}", listed(known))),
                });
                (plain, false)
            }
        }
    }
}

/// `x-example`, or `example` as OpenAPI 3 has it.
pub(super) fn examples(mapping: &Mapping, at: &Origin) -> Vec<Example> {
    let found = ["x-example", "example"].into_iter().find_map(|key| Some((key, mapping.get(key)?)));
    found.map(|(key, value)| example(None, value, at.child(key))).into_iter().collect()
}

/// An example with its value as it stands.
pub(super) fn example(name: Option<&str>, value: &Node, origin: Origin) -> Example {
    Example {
        name: name.map(str::to_owned),
        summary: None,
        value: value.clone(),
        serialized: None,
        valid: true,
        origin,
    }
}
