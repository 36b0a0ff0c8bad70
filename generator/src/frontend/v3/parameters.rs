//! Parameter Objects (OpenAPI 3.0.3, 4.7.12).

use std::collections::BTreeMap;

use crate::api::{
    ContentKind, MediaRange, MediaType, NameHint, Parameter, ParameterLocation, ParameterShape, ParameterStyle,
    SchemaKind, StringFormat,
};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::read;
use super::refs::Resolved;
use super::shape::Kind;
use super::words::suggestion;

/// Headers that the standard keeps for other parts of a document.
const RESERVED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

impl<'a> Lowering<'a> {
    /// `parameters` of a path item or an operation: each place and name once.
    pub(super) fn parameters(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Vec<Parameter> {
        let place = at.child("parameters");
        let mut parameters: Vec<(Parameter, Origin)> = Vec::new();
        for (index, node) in read::items(mapping, "parameters").iter().enumerate() {
            let origin = place.child(index);
            let Some(parameter) = self.parameter(node, &origin, words) else { continue };
            let twin = parameters.iter().find(|(known, _)| same(known, &parameter)).map(|(_, at)| at.clone());
            if let Some(twin) = twin {
                self.diagnostics.push(
                    Diagnostic::new(
                        &codes::OA009,
                        format!("the parameter `{}` is declared twice; the first one counts", parameter.name),
                        Label::value(&origin, "left out"),
                    )
                    .and(Label::value(&twin, "the first one")),
                );
                continue;
            }
            parameters.push((parameter, origin));
        }
        parameters.into_iter().map(|(parameter, _)| parameter).collect()
    }

    fn parameter(&mut self, node: &'a Node, at: &Origin, words: &[String]) -> Option<Parameter> {
        let found = self.resolve(Kind::Parameter, node, at)?;
        if !found.shared {
            let name = name_of(found.mapping)?;
            let words: Vec<_> = words.iter().cloned().chain([name]).collect();
            return self.own_parameter(found.mapping, &found.at, &words);
        }
        let key = found.at.clone();
        let known = match self.shared.parameters.get(&key) {
            Some(known) => known.clone(),
            None => {
                let words = [self.shared_parameter_word(&found)];
                let parameter = self.own_parameter(found.mapping, &found.at, &words);
                self.shared.parameters.insert(key, parameter.clone());
                parameter
            }
        };
        known.map(|parameter| Parameter { docs: found.texts.laid_over(parameter.docs), ..parameter })
    }

    /// A component's inline schemas are called after its name on the wire, unless others have the same.
    pub(in crate::frontend) fn shared_parameter_word(&mut self, found: &Resolved<'a>) -> String {
        if self.namesakes.is_none() {
            let mut namesakes = BTreeMap::new();
            let components = self.component_section("parameters").into_iter().flat_map(Mapping::iter);
            for name in components.filter_map(|(_, node)| node.get("name").and_then(Node::as_str)) {
                *namesakes.entry(name).or_default() += 1;
            }
            self.namesakes = Some(namesakes);
        }
        let wire = found.mapping.get("name").and_then(Node::as_str);
        match (wire, &self.namesakes) {
            (Some(wire), Some(namesakes)) if namesakes.get(wire).is_none_or(|count| *count == 1) => wire.to_owned(),
            _ => found.name(),
        }
    }

    fn own_parameter(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Option<Parameter> {
        let name = name_of(mapping)?;
        let location = self.location(mapping, at)?;
        if location == ParameterLocation::Header && RESERVED_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            let message = format!("the standard ignores a parameter for the header `{name}`; it is left out");
            let found = Diagnostic::new(&codes::OA009, message, Label::value(&at.child("name"), "left out"));
            self.diagnostics.push(found.help(match name.to_ascii_lowercase().as_str() {
                "authorization" => "describe it as a security scheme",
                _ => "the media types below `content` say it",
            }));
            return None;
        }
        let (style, explode) = self.style(mapping, at, location);
        let mut shape = self.parameter_shape(mapping, at, style, explode, words);
        let encoded: &[ParameterLocation] = match self.edition(at) {
            Version::V20 | Version::V30 | Version::V31 => &[ParameterLocation::Query],
            Version::V32 => &[ParameterLocation::Query, ParameterLocation::Path],
        };
        if location == ParameterLocation::QueryString {
            shape = self.whole_query(shape, at);
        } else if let ParameterShape::Schema { allow_reserved, .. } = &mut shape
            && *allow_reserved
            && !encoded.contains(&location)
        {
            *allow_reserved = false;
            let message = match self.edition(at) {
                Version::V20 | Version::V30 | Version::V31 => "`allowReserved` means something in a query only",
                Version::V32 => "`allowReserved` means something in a query or a path only",
            };
            self.report_key(&codes::OA009, &at.child("allowReserved"), message, "no effect");
        }
        Some(Parameter {
            required: self.is_required(mapping, at, location),
            shape,
            examples: self.media_examples(mapping, at),
            docs: self.docs(mapping, at),
            origin: at.clone(),
            name,
            location,
        })
    }

    pub(in crate::frontend) fn location(&mut self, mapping: &Mapping, at: &Origin) -> Option<ParameterLocation> {
        let word = mapping.get("in")?.as_str()?;
        Some(match word {
            "path" => ParameterLocation::Path,
            "query" => ParameterLocation::Query,
            "querystring" => {
                if self.edition(at) < Version::V32 {
                    let message = "`querystring` belongs to OpenAPI 3.2; it is taken as meant there";
                    self.report(&codes::OA009, &at.child("in"), message, "");
                }
                ParameterLocation::QueryString
            }
            "header" => ParameterLocation::Header,
            "cookie" => ParameterLocation::Cookie,
            _ => {
                let found = Diagnostic::new(
                    &codes::OA005,
                    format!("`{word}` is no place for a parameter"),
                    Label::value(&at.child("in"), "unknown place"),
                );
                let places = places(self.edition(at));
                self.diagnostics.push(match suggestion(word, places.iter().copied()) {
                    Some(known) => found.help(format!("did you mean `{known}`?")),
                    None if matches!(word, "body" | "formData") => found.help("a body is described by `requestBody`"),
                    None => found.help(format!("allowed: {}", super::words::listed(places))),
                });
                return None;
            }
        })
    }

    pub(in crate::frontend) fn is_required(
        &mut self,
        mapping: &Mapping,
        at: &Origin,
        location: ParameterLocation,
    ) -> bool {
        let written = read::flag(mapping, "required");
        if location != ParameterLocation::Path {
            return written == Some(true);
        }
        if written != Some(true) {
            let place = if written.is_some() { at.child("required") } else { at.child("name") };
            let message = "a path parameter is always required and must say so; it is taken as required";
            self.report(&codes::OA009, &place, message, "");
        }
        true
    }

    /// The style that is written if it is allowed here, else the default of the place.
    fn style(&mut self, mapping: &Mapping, at: &Origin, location: ParameterLocation) -> (ParameterStyle, bool) {
        use ParameterStyle::{
            Cookie, DeepObject, Form, Label as LabelStyle, Matrix, PipeDelimited, Simple, SpaceDelimited,
        };
        let allowed: &[ParameterStyle] = match location {
            ParameterLocation::Path => &[Simple, LabelStyle, Matrix],
            ParameterLocation::Query => &[Form, SpaceDelimited, PipeDelimited, DeepObject],
            ParameterLocation::Header => &[Simple],
            ParameterLocation::QueryString => return self.without_style(mapping, at),
            ParameterLocation::Cookie => &[Form, Cookie],
        };
        let default = allowed.first().copied().unwrap_or(Form);
        let written = read::text(mapping, "style");
        let style = written.as_deref().map(|name| (name, style_named(name)));
        let style = match style {
            None => default,
            Some((_, Some(style))) if allowed.contains(&style) => {
                if style == Cookie && self.edition(at) < Version::V32 {
                    let message = "the style `cookie` belongs to OpenAPI 3.2; it is taken as meant there";
                    self.report(&codes::OA009, &at.child("style"), message, "");
                }
                style
            }
            Some((name, _)) => {
                let known: Vec<_> = allowed.iter().map(|style| style_name(*style)).collect();
                let found = Diagnostic::new(
                    &codes::OA304,
                    format!("the style `{name}` is not allowed here; `{}` is taken", style_name(default)),
                    Label::value(&at.child("style"), "not allowed here"),
                );
                self.diagnostics.push(match suggestion(name, known.iter().copied()) {
                    Some(known) => found.help(format!("did you mean `{known}`?")),
                    None => found.help(format!("allowed: {}", super::words::listed(&known))),
                });
                default
            }
        };
        (style, read::flag(mapping, "explode").unwrap_or(matches!(style, Form | Cookie)))
    }

    /// A whole query is written as its media type says.
    fn without_style(&mut self, mapping: &Mapping, at: &Origin) -> (ParameterStyle, bool) {
        for key in ["style", "explode", "allowReserved"].into_iter().filter(|key| mapping.get(key).is_some()) {
            let message = format!("`{key}` means nothing to a whole query: its media type says how it is written");
            self.report_key(&codes::OA009, &at.child(key), message, "no effect");
        }
        (ParameterStyle::Form, true)
    }

    /// The whole query is described by a media type; a schema alone is read as that of a form.
    fn whole_query(&mut self, shape: ParameterShape, at: &Origin) -> ParameterShape {
        let ParameterShape::Schema { schema, .. } = shape else { return shape };
        let message = "a whole query is described by `content`; its schema is taken as that of a form";
        self.report(&codes::OA009, at, message, "");
        let essence = "application/x-www-form-urlencoded".to_owned();
        let range = MediaRange { text: essence.clone(), essence };
        ParameterShape::Content(MediaType::new(range, ContentKind::Form, Some(schema), at.clone()))
    }

    /// `schema` or `content` of a parameter or header; a string if there is neither.
    pub(super) fn parameter_shape(
        &mut self,
        mapping: &'a Mapping,
        at: &Origin,
        style: ParameterStyle,
        explode: bool,
        words: &[String],
    ) -> ParameterShape {
        let allow_reserved = read::is_set(mapping, "allowReserved");
        let hint = NameHint::Operation(words.to_vec());
        let content = mapping.get("content").and_then(Node::as_mapping).filter(|content| !content.is_empty());
        if let Some(schema) = mapping.get("schema").filter(|schema| **schema != Node::Null) {
            if content.is_some() {
                let message = "`schema` and `content` exclude each other; `schema` is taken";
                self.report_key(&codes::OA009, &at.child("content"), message, "ignored");
            }
            let schema = self.schema(schema, &at.child("schema"), hint);
            return ParameterShape::Schema { schema, style, explode, allow_reserved };
        }
        if content.is_some_and(|content| content.len() > 1) {
            let message = "`content` has one entry here; the first is taken";
            self.report_key(&codes::OA009, &at.child("content"), message, "the others are ignored");
        }
        let content = content.map(|_| self.content(mapping, at, words)).unwrap_or_default();
        if let Some(media) = content.into_iter().next() {
            return ParameterShape::Content(media);
        }
        let mut found = Diagnostic::new(
            &codes::OA006,
            "`schema` or `content` is missing; the value is read as a string",
            Label::value(at, "of which type?"),
        );
        found.severity = crate::diagnostics::Severity::Warning;
        self.diagnostics.push(found);
        let schema = self.string_schema(hint, at.clone());
        ParameterShape::Schema { schema, style, explode, allow_reserved }
    }

    /// A string that no schema describes.
    pub(in crate::frontend) fn string_schema(&mut self, name: NameHint, at: Origin) -> crate::api::SchemaId {
        let id = self.reserve(name, at);
        self.api.schemas[id].kind = SchemaKind::String(StringFormat::Plain);
        id
    }
}

/// The name. Nothing but the document calls the whole query by one.
fn name_of(mapping: &Mapping) -> Option<String> {
    let whole = || mapping.get("in").and_then(Node::as_str).filter(|place| *place == "querystring");
    read::text(mapping, "name").or_else(|| whole().map(str::to_owned))
}

/// Whether two parameters are one: same place, same name; the names of headers in any case.
pub(in crate::frontend) fn same(a: &Parameter, b: &Parameter) -> bool {
    a.location == b.location
        && (a.name == b.name || (a.location == ParameterLocation::Header && a.name.eq_ignore_ascii_case(&b.name)))
}

const STYLES: &[(&str, ParameterStyle)] = &[
    ("matrix", ParameterStyle::Matrix),
    ("label", ParameterStyle::Label),
    ("form", ParameterStyle::Form),
    ("simple", ParameterStyle::Simple),
    ("spaceDelimited", ParameterStyle::SpaceDelimited),
    ("pipeDelimited", ParameterStyle::PipeDelimited),
    ("deepObject", ParameterStyle::DeepObject),
    ("cookie", ParameterStyle::Cookie),
];

/// The style of this name.
pub(super) fn style_named(name: &str) -> Option<ParameterStyle> {
    STYLES.iter().find(|(known, _)| *known == name).map(|(_, style)| *style)
}

fn style_name(style: ParameterStyle) -> &'static str {
    STYLES.iter().find(|(_, known)| *known == style).map_or("", |(name, _)| name)
}

/// Where a parameter may stand in this edition of the standard.
fn places(version: Version) -> &'static [&'static str] {
    match version {
        Version::V20 => &["path", "query", "header", "formData", "body"],
        Version::V30 | Version::V31 => &["path", "query", "header", "cookie"],
        Version::V32 => &["path", "query", "querystring", "header", "cookie"],
    }
}
