//! Response Objects of Swagger 2.0.

use crate::api::{
    Docs, Example, Header, MediaRange, MediaType, NameHint, ParameterShape, ParameterStyle, Response, SchemaId,
    SchemaKind, StatusPattern, StringFormat,
};
use crate::diagnostics::codes;
use crate::frontend::v3::bodies::media_range;
use crate::frontend::v3::read;
use crate::frontend::v3::responses::empty;
use crate::frontend::v3::schemas::is_binary;
use crate::frontend::v3::shape::{Kind, KindV2};
use crate::frontend::v3::words::status_word;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Reading;
use super::items::{self, Ground, example};
use super::media::{self, Listed};

/// References from schema to schema that are followed to see whether a file stands at their end.
const MOST_HOPS: usize = 16;

/// A response that has been read, for all media types.
#[derive(Debug, Clone)]
pub(super) struct Described<'a> {
    description: String,
    body: Option<Answer<'a>>,
    /// `content`, if it is described as in OpenAPI 3.
    content: Vec<MediaType>,
    headers: Vec<Header>,
    /// By media type.
    examples: Vec<(MediaRange, Example)>,
    origin: Origin,
}

/// The body of a response.
#[derive(Debug, Clone, Copy)]
struct Answer<'a> {
    schema: SchemaId,
    node: &'a Node,
    /// `type: file`: bytes, whatever the media type says.
    file: bool,
}

impl<'a> Reading<'a> {
    /// The responses of an operation that answers these media types.
    pub(super) fn responses(
        &mut self,
        node: Option<&'a Node>,
        at: &Origin,
        produces: &Listed,
        words: &[String],
    ) -> Vec<Response> {
        let mut responses = Vec::new();
        for (key, node) in node.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
            let origin = at.child(key);
            let Some(status) = self.v3.status(key, &origin, &responses) else { continue };
            if node == &Node::Null {
                responses.push(empty(status, origin));
                continue;
            }
            let words: Vec<_> = words.iter().cloned().chain([status_word(status)]).collect();
            let described = self.described(node, &origin, &words);
            responses.extend(described.map(|described| self.response(&described, status, produces)));
        }
        responses
    }

    fn described(&mut self, node: &'a Node, at: &Origin, words: &[String]) -> Option<Described<'a>> {
        let found = self.v3.resolve(Kind::V2(KindV2::Response), node, at)?;
        if !found.shared {
            return Some(self.own_response(found.mapping, &found.at, words));
        }
        let key = found.at.clone();
        if let Some(known) = self.responses.get(&key) {
            return Some(known.clone());
        }
        let described = self.own_response(found.mapping, &found.at, &[found.name()]);
        self.responses.insert(key, described.clone());
        Some(described)
    }

    fn own_response(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Described<'a> {
        let body: Vec<_> = words.iter().cloned().chain(["body".to_owned()]).collect();
        let content = self.v3.content(mapping, at, &body);
        let schema = mapping.get("schema").filter(|schema| **schema != Node::Null);
        let body = schema.map(|node| self.answer(node, &at.child("schema"), body));
        Described {
            description: read::text(mapping, "description").unwrap_or_default(),
            examples: self.examples(mapping, at, body.is_some()),
            headers: self.headers(mapping, at, words),
            origin: at.clone(),
            content,
            body,
        }
    }

    fn answer(&mut self, node: &'a Node, at: &Origin, words: Vec<String>) -> Answer<'a> {
        let hint = NameHint::Operation(words);
        if !self.leads_to_file(node, at) {
            return Answer { schema: self.v3.schema(node, at, hint), node, file: false };
        }
        let schema = self.v3.reserve(hint, at.clone());
        self.v3.api.schemas[schema].kind = SchemaKind::String(StringFormat::Binary);
        if let Some(mapping) = node.as_mapping() {
            let description = read::text(mapping, "description");
            self.v3.api.schemas[schema].docs = Docs { description, ..Docs::default() };
        }
        Answer { schema, node, file: true }
    }

    /// Whether a schema is `type: file`, perhaps by way of references.
    fn leads_to_file(&self, mut node: &'a Node, at: &Origin) -> bool {
        let mut at = at.clone();
        for _ in 0..MOST_HOPS {
            let Some(mapping) = node.as_mapping() else { return false };
            let Some(reference) = mapping.get("$ref").and_then(Node::as_str) else { return items::is_file(mapping) };
            let Some(target) = self.v3.led_to("$ref", reference, &at) else { return false };
            let Ok(next) = self.v3.node(&target) else { return false };
            (node, at) = (next, target);
        }
        false
    }

    fn response(&mut self, described: &Described<'a>, status: StatusPattern, produces: &Listed) -> Response {
        let mut content = described.content.clone();
        if let Some(answer) = described.body {
            let bytes = answer.file || is_binary(answer.node);
            let usual = if bytes { "application/octet-stream" } else { "application/json" };
            let ranges = produces.or(usual, &described.origin);
            content.extend(ranges.into_iter().map(|(range, at)| answer_media(described, answer, range, at)));
            self.unused_examples(described, &content);
        }
        Response {
            status,
            summary: None,
            description: described.description.clone(),
            content,
            headers: described.headers.clone(),
            origin: described.origin.clone(),
        }
    }

    /// Examples of media types that the operation does not answer.
    fn unused_examples(&mut self, described: &Described<'a>, content: &[MediaType]) {
        for (range, example) in &described.examples {
            let used = content.iter().any(|media| media.range.essence == range.essence);
            if !used && self.reported.insert(example.origin.clone()) {
                let message = format!("no operation with this response produces `{}`", range.text);
                self.v3.report_key(&codes::OA009, &example.origin, message, "no effect");
            }
        }
    }

    /// `examples` by media type.
    fn examples(&mut self, mapping: &'a Mapping, at: &Origin, has_body: bool) -> Vec<(MediaRange, Example)> {
        let place = at.child("examples");
        let examples = read::entries(mapping, "examples").filter(|(key, _)| !key.starts_with("x-"));
        let examples: Vec<_> =
            examples.map(|(key, value)| (media_range(key), example(None, value, place.child(key)))).collect();
        if !has_body && !examples.is_empty() && mapping.get("content").is_none() {
            let message = "a response without `schema` has no body that could be shown";
            self.v3.report_key(&codes::OA009, &place, message, "no effect");
        }
        examples
    }

    /// `headers`, whose types stand beside their texts.
    fn headers(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Vec<Header> {
        let place = at.child("headers");
        let mut headers: Vec<Header> = Vec::new();
        for (name, node) in read::entries(mapping, "headers") {
            let origin = place.child(name);
            let Some(mapping) = node.as_mapping() else { continue };
            if name.eq_ignore_ascii_case("content-type") {
                let message = "`produces` says what stands in the header `Content-Type`";
                self.v3.report_key(&codes::OA009, &origin, message, "left out");
                continue;
            }
            if headers.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
                let message = "names of headers differ in more than case; the first one counts";
                self.v3.report_key(&codes::OA009, &origin, message, "left out");
                continue;
            }
            let words: Vec<_> = words.iter().cloned().chain([name.to_owned()]).collect();
            if self.collection(mapping, &origin, Ground::Text).0 != ParameterStyle::Simple {
                let message = "items in a header of an answer are parted by commas for now; `csv` is taken";
                self.v3.report(&codes::OA304, &origin.child("collectionFormat"), message, "not carried");
            }
            let schema = self.own_schema(mapping, &origin, NameHint::Operation(words));
            let (style, explode, allow_reserved) = (ParameterStyle::Simple, false, false);
            let shape = ParameterShape::Schema { schema, style, explode, allow_reserved };
            headers.push(Header {
                name: name.to_owned(),
                required: false,
                shape,
                examples: items::examples(mapping, &origin),
                docs: self.docs(mapping, &origin),
                origin,
            });
        }
        headers
    }
}

fn answer_media(described: &Described<'_>, answer: Answer<'_>, range: MediaRange, origin: Origin) -> MediaType {
    let own = described.examples.iter().filter(|(of, _)| of.essence == range.essence);
    let bytes = crate::api::ContentKind::Binary;
    MediaType {
        kind: if answer.file { bytes } else { media::kind(&range, Some(answer.node)) },
        schema: Some(answer.schema),
        examples: own.map(|(_, example)| example.clone()).collect(),
        encodings: Vec::new(),
        item: None,
        item_types: Vec::new(),
        data: None,
        origin,
        range,
    }
}
