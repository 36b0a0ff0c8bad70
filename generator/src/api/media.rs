//! Media types of IR 1.

use super::SchemaId;
use super::operation::Header;
use crate::api::ParameterStyle;
use crate::source::Origin;
use crate::tree::Node;

/// A Media Type Object (OpenAPI 3.0.3, 4.7.14 and the same of OpenAPI 3.2.0) under its key.
#[derive(Debug, Clone)]
pub struct MediaType {
    /// The key.
    pub range: MediaRange,
    /// What the key means for us.
    pub kind: ContentKind,
    /// The schema, if one is given.
    pub schema: Option<SchemaId>,
    /// `itemSchema`: of each item of a sequence, whatever `schema` says of all of them together.
    pub item: Option<SchemaId>,
    /// What the data of events is that `item` describes; set by `passes::events`.
    pub data: Option<EventData>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// `encoding`, by property.
    pub encodings: Vec<Encoding>,
    /// `contentType` of each `prefixEncoding` and of `itemEncoding`: what items of a multipart body are sent as.
    pub item_types: Vec<Option<String>>,
    /// Where it stands.
    pub origin: Origin,
}

/// A media range as written, such as `application/json; charset=utf-8`, and its parts in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaRange {
    /// As written.
    pub text: String,
    /// `type/subtype` in lower case, without parameters.
    pub essence: String,
}

/// What a media range means for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentKind {
    /// `application/json` and every `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/*` but for event streams.
    Text,
    /// `text/event-stream`.
    EventStream,
    /// `application/jsonl`, `application/x-ndjson`, `application/json-seq`.
    JsonLines,
    /// XML, as bytes.
    Xml,
    /// Everything else, as bytes.
    Binary,
}

/// The data of the events of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventData {
    /// Any text.
    Text,
    /// JSON of this schema.
    Json(SchemaId),
}

impl MediaType {
    /// A media type of which nothing but its schema is said.
    pub fn new(range: MediaRange, kind: ContentKind, schema: Option<SchemaId>, origin: Origin) -> Self {
        Self {
            range,
            kind,
            schema,
            item: None,
            data: None,
            examples: Vec::new(),
            encodings: Vec::new(),
            item_types: Vec::new(),
            origin,
        }
    }

    /// All its schemas, but those of its encodings.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> + use<> {
        let data = match self.data {
            Some(EventData::Json(data)) => Some(data),
            Some(EventData::Text) | None => None,
        };
        [self.schema, self.item, data].into_iter().flatten()
    }
}

/// An Encoding Object (OpenAPI 3.0.3, 4.7.15).
#[derive(Debug, Clone)]
pub struct Encoding {
    /// The property it is for.
    pub property: String,
    /// `contentType`, as written.
    pub content_type: Option<String>,
    /// Headers of the part.
    pub headers: Vec<Header>,
    /// `style`, if one is written.
    pub style: Option<ParameterStyle>,
    /// `explode`, if it is written.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

/// An example with its value as printed.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its key among `examples`; none for `example`.
    pub name: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// The value: `value` or `dataValue`; of an example that only says how it is written, the text.
    pub value: Node,
    /// `serializedValue`: how it is written where it stands.
    pub serialized: Option<String>,
    /// Whether the value satisfies its schema; set by `passes::examples`.
    pub valid: bool,
    /// Where the value stands.
    pub origin: Origin,
}

impl Example {
    /// Whether it only says how it is written, so that no schema can be asked about it.
    pub fn is_text_only(&self) -> bool {
        self.serialized.is_some() && self.serialized.as_deref() == self.value.as_str()
    }
}
