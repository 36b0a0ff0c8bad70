//! Parameter Objects of Swagger 2.0: what is sent in paths, queries and headers, as body, and as fields of a form.

use crate::api::{Docs, NameHint, Parameter, ParameterLocation, ParameterShape, SchemaKind, StringFormat};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::frontend::v3::parameters::same;
use crate::frontend::v3::read;
use crate::frontend::v3::shape::{Kind, KindV2};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Reading;
use super::items::{self, Ground};

/// Headers that the media types say.
const SAID_BY_MEDIA_TYPES: [(&str, &str); 2] = [("accept", "produces"), ("content-type", "consumes")];

/// A parameter, by what becomes of it.
#[derive(Debug, Clone)]
pub(super) enum Sent<'a> {
    /// In a path, a query or a header.
    Apart(Box<Parameter>),
    /// The body.
    Body(Part<'a>),
    /// A field of a form.
    Field(Part<'a>),
}

/// A parameter that is the body or a part of it. It is read when the media types are known.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) name: String,
    pub(super) mapping: &'a Mapping,
    pub(super) at: Origin,
    /// The name that it is shared under, if it is.
    pub(super) shared: Option<String>,
}

/// All parameters of an operation, or those that a path item gives to its operations.
#[derive(Debug, Clone, Default)]
pub(super) struct AllSent<'a> {
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Part<'a>>,
    pub(super) fields: Vec<Part<'a>>,
}

impl<'a> AllSent<'a> {
    /// Body and fields, those of the operation in place of the path item's.
    pub(super) fn over(mut self, item: &AllSent<'a>) -> Self {
        if self.body.is_none() && self.fields.is_empty() {
            self.body.clone_from(&item.body);
        }
        if self.body.is_none() {
            let own = std::mem::take(&mut self.fields);
            let given = item.fields.iter().filter(|field| own.iter().all(|known| known.name != field.name));
            self.fields = given.cloned().chain(own.iter().cloned()).collect();
        }
        self
    }
}

impl<'a> Reading<'a> {
    /// `parameters` of a path item or an operation: each place and name once, and one body.
    pub(super) fn sent(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> AllSent<'a> {
        let place = at.child("parameters");
        let mut all = AllSent::default();
        let mut places: Vec<Origin> = Vec::new();
        for (index, node) in read::items(mapping, "parameters").iter().enumerate() {
            let origin = place.child(index);
            match self.parameter(node, &origin, words) {
                None => {}
                Some(Sent::Apart(parameter)) => match all.parameters.iter().position(|known| same(known, &parameter)) {
                    Some(twin) => self.twin(&parameter.name, &origin, places.get(twin)),
                    None => {
                        all.parameters.push(*parameter);
                        places.push(origin);
                    }
                },
                Some(Sent::Body(part)) => match &all.body {
                    Some(known) => {
                        let message = "an operation has one body; the first one counts";
                        let found = Diagnostic::new(&codes::OA009, message, Label::value(&origin, "left out"));
                        self.v3.diagnostics.push(found.and(Label::value(&known.at, "the first one")));
                    }
                    None => all.body = Some(part),
                },
                Some(Sent::Field(part)) => match all.fields.iter().find(|known| known.name == part.name) {
                    Some(known) => self.twin(&part.name, &origin, Some(&known.at.clone())),
                    None => all.fields.push(part),
                },
            }
        }
        if let (Some(body), false) = (&all.body, all.fields.is_empty()) {
            for field in std::mem::take(&mut all.fields) {
                let message = "a body and fields of a form exclude each other; the body counts";
                let found = Diagnostic::new(&codes::OA009, message, Label::value(&field.at, "left out"));
                self.v3.diagnostics.push(found.and(Label::value(&body.at, "the body")));
            }
        }
        all
    }

    fn twin(&mut self, name: &str, at: &Origin, first: Option<&Origin>) {
        let message = format!("the parameter `{name}` is declared twice; the first one counts");
        let found = Diagnostic::new(&codes::OA009, message, Label::value(at, "left out"));
        self.v3.diagnostics.push(match first {
            Some(first) => found.and(Label::value(first, "the first one")),
            None => found,
        });
    }

    fn parameter(&mut self, node: &'a Node, at: &Origin, words: &[String]) -> Option<Sent<'a>> {
        let found = self.v3.resolve(Kind::V2(KindV2::Parameter), node, at)?;
        if !found.shared {
            let name = read::text(found.mapping, "name")?;
            let words: Vec<_> = words.iter().cloned().chain([name]).collect();
            return self.own_parameter(found.mapping, &found.at, &words, None);
        }
        let key = found.at.clone();
        if let Some(known) = self.parameters.get(&key) {
            return known.clone();
        }
        let words = [self.v3.shared_parameter_word(&found)];
        let sent = self.own_parameter(found.mapping, &found.at, &words, Some(found.name()));
        self.parameters.insert(key, sent.clone());
        sent
    }

    fn own_parameter(
        &mut self,
        mapping: &'a Mapping,
        at: &Origin,
        words: &[String],
        shared: Option<String>,
    ) -> Option<Sent<'a>> {
        let name = read::text(mapping, "name")?;
        match mapping.get("in").and_then(Node::as_str) {
            Some("body") => return Some(Sent::Body(Part { name, mapping, at: at.clone(), shared })),
            Some("formData") => return Some(Sent::Field(Part { name, mapping, at: at.clone(), shared })),
            _ => {}
        }
        let location = self.location(mapping, at)?;
        if location == ParameterLocation::Header && self.is_said_elsewhere(&name, at) {
            return None;
        }
        if items::is_file(mapping) {
            let message = "a file is sent in a form; it is read as a string";
            self.v3.report(&codes::OA009, &at.child("type"), message, "not in `formData`");
        }
        let ground = match location {
            ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => Ground::Pairs,
            ParameterLocation::Path | ParameterLocation::Header => Ground::Text,
        };
        let (style, explode) = self.collection(mapping, at, ground);
        let schema = self.own_schema(mapping, at, NameHint::Operation(words.to_vec()));
        if items::is_file(mapping) {
            self.v3.api.schemas[schema].kind = SchemaKind::String(StringFormat::Plain);
        }
        Some(Sent::Apart(Box::new(Parameter {
            required: self.v3.is_required(mapping, at, location),
            shape: ParameterShape::Schema { schema, style, explode, allow_reserved: false },
            examples: items::examples(mapping, at),
            docs: self.docs(mapping, at),
            origin: at.clone(),
            name,
            location,
        })))
    }

    fn location(&mut self, mapping: &Mapping, at: &Origin) -> Option<ParameterLocation> {
        let location = self.v3.location(mapping, at)?;
        if location == ParameterLocation::Cookie {
            let message = "cookies belong to OpenAPI 3; it is taken as meant there";
            self.v3.report(&codes::OA009, &at.child("in"), message, "");
        }
        Some(location)
    }

    fn is_said_elsewhere(&mut self, name: &str, at: &Origin) -> bool {
        let Some((_, key)) = SAID_BY_MEDIA_TYPES.iter().find(|(header, _)| name.eq_ignore_ascii_case(header)) else {
            return false;
        };
        let message = format!("`{key}` says what stands in the header `{name}`; the parameter is left out");
        self.v3.report(&codes::OA009, &at.child("name"), message, "left out");
        true
    }

    /// Texts of a parameter.
    pub(super) fn docs(&mut self, mapping: &Mapping, at: &Origin) -> Docs {
        let docs = self.v3.docs(mapping, at);
        Docs { deprecated: docs.deprecated || self.v3.set_extension(mapping, at, "x-deprecated"), ..docs }
    }
}
