//! What an operation sends as its body: `in: body`, or the fields of a form.

use crate::api::{Docs, Example, MediaRange, MediaType, NameHint, RequestBody, SchemaId, SchemaKind};
use crate::diagnostics::codes;
use crate::frontend::v3::bodies::is_media_range;
use crate::frontend::v3::read;
use crate::frontend::v3::schemas::is_binary;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Reading;
use super::items::{self, example};
use super::media::{self, Listed};
use super::parameters::{AllSent, Part};

/// A body that has been read, for all media types.
#[derive(Debug, Clone)]
pub(super) struct Body<'a> {
    schema: Option<SchemaId>,
    node: Option<&'a Node>,
    /// Examples, with the media type that they are of if they are of one.
    examples: Vec<(Option<MediaRange>, Example)>,
    required: bool,
    merge_patch: bool,
    docs: Docs,
}

impl<'a> Reading<'a> {
    /// The body of an operation that takes these media types. `words` name what is inline in it.
    pub(super) fn request_body(
        &mut self,
        sent: &AllSent<'a>,
        consumes: &Listed,
        words: &[String],
    ) -> Option<RequestBody> {
        if let Some(part) = &sent.body {
            return Some(self.body(part, consumes, words));
        }
        (!sent.fields.is_empty()).then(|| self.form(&sent.fields, consumes, words))
    }

    fn body(&mut self, part: &Part<'a>, consumes: &Listed, words: &[String]) -> RequestBody {
        let key = part.at.clone();
        let body = match self.bodies.get(&key) {
            Some(known) => known.clone(),
            None => {
                let body = self.read_body(part, words);
                self.bodies.insert(key, body.clone());
                body
            }
        };
        let binary = body.node.is_some_and(is_binary);
        let usual = if binary { "application/octet-stream" } else { "application/json" };
        let ranges = consumes.or(usual, &part.at);
        let patch = |(range, _): &(MediaRange, Origin)| range.essence == "application/merge-patch+json";
        RequestBody {
            required: body.required,
            merge_patch: body.merge_patch || ranges.iter().any(patch),
            content: ranges.into_iter().map(|(range, at)| body_media(&body, range, at)).collect(),
            docs: body.docs,
            origin: part.at.clone(),
        }
    }

    fn read_body(&mut self, part: &Part<'a>, words: &[String]) -> Body<'a> {
        let (mapping, at) = (part.mapping, &part.at);
        let words: Vec<_> = match &part.shared {
            Some(name) => vec![name.clone(), "body".to_owned()],
            None => words.iter().cloned().chain(["body".to_owned()]).collect(),
        };
        let node = mapping.get("schema").filter(|schema| **schema != Node::Null);
        let schema = match node {
            Some(node) => Some(self.v3.schema(node, &at.child("schema"), NameHint::Operation(words))),
            None if mapping.get("type").is_some() => Some(self.typed_body(mapping, at, words)),
            None => {
                self.v3.report(&codes::OA009, at, "a body without `schema` is any value", "of which type?");
                None
            }
        };
        Body {
            schema,
            node: node.or_else(|| mapping.get("schema")),
            examples: self.body_examples(mapping, at),
            required: read::is_set(mapping, "required"),
            merge_patch: self.v3.set_extension(mapping, at, "x-merge-patch"),
            docs: self.docs(mapping, at),
        }
    }

    /// A body whose type stands where that of other parameters does.
    fn typed_body(&mut self, mapping: &'a Mapping, at: &Origin, words: Vec<String>) -> SchemaId {
        let message = "the type of a body stands in its `schema`; it is taken as meant";
        self.v3.report_key(&codes::OA009, &at.child("type"), message, "not in `schema`");
        self.own_schema(mapping, at, NameHint::Operation(words))
    }

    /// `x-example`, and `x-examples` by media type or by name.
    fn body_examples(&mut self, mapping: &'a Mapping, at: &Origin) -> Vec<(Option<MediaRange>, Example)> {
        let mut examples: Vec<_> = items::examples(mapping, at).into_iter().map(|one| (None, one)).collect();
        let place = at.child("x-examples");
        for (key, value) in read::entries(mapping, "x-examples") {
            let range = crate::frontend::v3::bodies::media_range(key);
            let (range, name) = if is_media_range(&range.essence) { (Some(range), None) } else { (None, Some(key)) };
            examples.push((range, example(name, value, place.child(key))));
        }
        if mapping.get("x-examples").is_some_and(|node| node.as_mapping().is_none()) {
            self.v3.misfit(&place, "`x-examples` has an entry for each media type or name");
        }
        examples
    }

    /// The kind of a schema once aliases are followed.
    pub(super) fn kind_of(&self, mut schema: SchemaId) -> Option<&SchemaKind> {
        for _ in 0..64 {
            match &self.v3.api.schemas.get(schema)?.kind {
                SchemaKind::Alias(next) => schema = *next,
                kind => return Some(kind),
            }
        }
        None
    }
}

fn body_media(body: &Body<'_>, range: MediaRange, origin: Origin) -> MediaType {
    let fits = |of: &Option<MediaRange>| of.as_ref().is_none_or(|of| of.essence == range.essence);
    let examples = body.examples.iter().filter(|(of, _)| fits(of)).map(|(_, example)| example.clone());
    MediaType {
        kind: media::kind(&range, body.node),
        schema: body.schema,
        examples: examples.collect(),
        encodings: Vec::new(),
        item: None,
        item_types: Vec::new(),
        data: None,
        origin,
        range,
    }
}
