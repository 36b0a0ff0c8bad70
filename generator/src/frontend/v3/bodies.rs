//! Request bodies, media types and encodings (OpenAPI 3.0.3, 4.7.13 to 4.7.15).

use crate::api::{ContentKind, Encoding, MediaRange, MediaType, NameHint, ParameterStyle, RequestBody, SchemaId};
use crate::diagnostics::codes;
use crate::document::Version;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::parameters::style_named;
use super::read;
use super::refs::component_name;
use super::schemas::is_binary;
use super::shape::Kind;

impl<'a> Lowering<'a> {
    /// The body of an operation. `words` name what is inline in it.
    pub(in crate::frontend) fn request_body(
        &mut self,
        node: &'a Node,
        at: &Origin,
        words: &[String],
    ) -> Option<RequestBody> {
        let found = self.resolve(Kind::RequestBody, node, at)?;
        if !found.shared {
            return self.own_request_body(found.mapping, &found.at, words);
        }
        let key = found.at.clone();
        let known = match self.shared.bodies.get(&key) {
            Some(known) => known.clone(),
            None => {
                let body = self.own_request_body(found.mapping, &found.at, &[found.name()]);
                self.shared.bodies.insert(key, body.clone());
                body
            }
        };
        known.map(|body| RequestBody { docs: found.texts.laid_over(body.docs), ..body })
    }

    fn own_request_body(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Option<RequestBody> {
        let words: Vec<_> = words.iter().cloned().chain(["body".to_owned()]).collect();
        let content = self.content(mapping, at, &words);
        if content.is_empty() {
            let message = "a request body without a media type says nothing; it is left out";
            self.report(&codes::OA009, at, message, "left out");
            return None;
        }
        let patch = |media: &MediaType| media.range.essence == "application/merge-patch+json";
        Some(RequestBody {
            required: read::is_set(mapping, "required"),
            merge_patch: self.set_extension(mapping, at, "x-merge-patch") || content.iter().any(patch),
            content,
            docs: self.docs(mapping, at),
            origin: at.clone(),
        })
    }

    /// `content`: what is written under each media range.
    pub(in crate::frontend) fn content(
        &mut self,
        mapping: &'a Mapping,
        at: &Origin,
        words: &[String],
    ) -> Vec<MediaType> {
        let place = at.child("content");
        let several = read::entries(mapping, "content").count() > 1;
        let mut content = Vec::new();
        for (key, node) in read::entries(mapping, "content") {
            let origin = place.child(key);
            // An empty entry is a media type without a schema.
            let (node, origin) = match node {
                Node::Mapping(mapping) if mapping.get("$ref").is_some() => {
                    let Some(found) = self.resolve(Kind::MediaType, node, &origin) else { continue };
                    (Some(found.mapping), found.at)
                }
                Node::Mapping(mapping) => (Some(mapping), origin),
                _ => (None, origin),
            };
            let range = media_range(key);
            if !is_media_range(&range.essence) {
                let message = format!("`{key}` is no media type");
                self.report_key(&codes::OA305, &origin, message, "read as bytes");
            }
            let schema = node.and_then(|media| media.get("schema").or_else(|| media.get("itemSchema")));
            let kind = content_kind(&range.essence, schema);
            let mut words = words.to_vec();
            if several && let Some(subtype) = range.essence.split_once('/').map(|(_, subtype)| subtype) {
                words.push(subtype.to_owned());
            }
            content.push(self.media_type(node, origin, range, kind, words));
        }
        content
    }

    fn media_type(
        &mut self,
        mapping: Option<&'a Mapping>,
        origin: Origin,
        range: MediaRange,
        kind: ContentKind,
        words: Vec<String>,
    ) -> MediaType {
        let mut media = MediaType::new(range, kind, None, origin);
        let Some(mapping) = mapping else { return media };
        let at = media.origin.clone();
        (media.schema, media.item) = self.media_schemas(mapping, &at, &words);
        if media.item.is_some() {
            self.check_sequence(&media, &at);
        }
        media.item_types = self.item_types(mapping, &media, &words);
        media.examples = self.media_examples(mapping, &at);
        for (property, node) in read::entries(mapping, "encoding") {
            let place = at.child("encoding").child(property);
            if !matches!(kind, ContentKind::Form | ContentKind::Multipart) {
                let message = "an encoding means something to forms and multipart bodies only";
                self.report_key(&codes::OA009, &place, message, "no effect");
            }
            let encoding = self.encoding(property, node, &place, &words);
            media.encodings.extend(encoding.map(|encoding| self.fitting(encoding, kind, &place)));
        }
        media
    }

    /// `schema` and `itemSchema`, each read once however many media types refer to the object.
    fn media_schemas(
        &mut self,
        mapping: &'a Mapping,
        at: &Origin,
        words: &[String],
    ) -> (Option<SchemaId>, Option<SchemaId>) {
        let name = component_name(self.version, at.pointer.as_str(), "mediaTypes").filter(|_| at.source == self.source);
        if let Some(known) = name.as_ref().and_then(|_| self.shared.media.get(at)) {
            return *known;
        }
        let words = name.as_ref().map_or_else(|| words.to_vec(), |name| vec![name.clone()]);
        let mut schema = |key: &str, words: Vec<String>| {
            let node = mapping.get(key).filter(|schema| **schema != Node::Null)?;
            Some(self.schema(node, &at.child(key), NameHint::Operation(words)))
        };
        let whole = schema("schema", words.clone());
        // Beside the whole it needs a name of its own.
        let item = whole.map(|_| "item".to_owned());
        let item = schema("itemSchema", words.into_iter().chain(item).collect());
        if name.is_some() {
            self.shared.media.insert(at.clone(), (whole, item));
        }
        (whole, item)
    }

    /// `itemSchema` is about what comes one after the other.
    fn check_sequence(&mut self, media: &MediaType, at: &Origin) {
        let place = at.child("itemSchema");
        let range = &media.range.text;
        match media.kind {
            // Whether the items of parts are typed is for their schema to say.
            ContentKind::EventStream | ContentKind::JsonLines | ContentKind::Multipart => {}
            ContentKind::Binary => {
                let message = format!("items of `{range}` are not typed yet: it is carried as bytes");
                self.report_key(&codes::OA305, &place, message, "as bytes");
            }
            ContentKind::Json | ContentKind::Form | ContentKind::Text | ContentKind::Xml => {
                let message = format!("`itemSchema` is about what comes one after the other, which `{range}` does not");
                self.report_key(&codes::OA009, &place, message, "no effect");
            }
        }
    }

    /// What `prefixEncoding` and `itemEncoding` say that items are sent as; the rest of them is told.
    fn item_types(&mut self, mapping: &'a Mapping, media: &MediaType, words: &[String]) -> Vec<Option<String>> {
        let (at, prefix) = (media.origin.child("prefixEncoding"), mapping.get("prefixEncoding"));
        let prefixes = prefix.and_then(Node::as_sequence).unwrap_or_default().iter().enumerate();
        let prefixes = prefixes.map(|(index, node)| (node, at.child(index)));
        let rest = mapping.get("itemEncoding").map(|node| (node, media.origin.child("itemEncoding")));
        let all: Vec<(&Node, Origin)> = prefixes.chain(rest).collect();
        all.into_iter().filter_map(|(node, at)| self.item_type(node, &at, media, words)).collect()
    }

    fn item_type(
        &mut self,
        node: &'a Node,
        at: &Origin,
        media: &MediaType,
        words: &[String],
    ) -> Option<Option<String>> {
        if media.kind != ContentKind::Multipart || media.item.is_none() {
            let message = "an encoding of items means something beside the `itemSchema` of a multipart body only";
            self.report_key(&codes::OA009, at, message, "no effect");
            return None;
        }
        let encoding = self.encoding("item", node, at, words)?;
        let styled = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
        if styled || !encoding.headers.is_empty() {
            let message = "of an encoding of items, clients and servers use the content type alone for now";
            self.report_key(&codes::OA305, at, message, "headers and styles of items are left out");
        }
        Some(encoding.content_type)
    }

    /// An encoding without what its media type gives no meaning.
    fn fitting(&mut self, mut encoding: Encoding, kind: ContentKind, at: &Origin) -> Encoding {
        if kind == ContentKind::Form && !encoding.headers.is_empty() {
            self.report_key(&codes::OA009, &at.child("headers"), "fields of a form have no headers", "no effect");
            encoding.headers.clear();
        }
        let styled = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
        if kind == ContentKind::Multipart && self.edition(at) == Version::V30 && styled {
            let message = "OpenAPI 3.0 has no style for parts of a multipart body; the content type counts";
            self.report_key(&codes::OA009, at, message, "style without effect");
            (encoding.style, encoding.explode, encoding.allow_reserved) = (None, None, false);
        }
        encoding
    }

    fn encoding(&mut self, property: &str, node: &'a Node, at: &Origin, words: &[String]) -> Option<Encoding> {
        let found = self.resolve(Kind::Encoding, node, at)?;
        let (mapping, at) = (found.mapping, &found.at);
        let words: Vec<_> = words.iter().cloned().chain([property.to_owned()]).collect();
        let style = read::text(mapping, "style").and_then(|name| {
            let style = style_named(&name).filter(|style| *style != ParameterStyle::Cookie);
            if style.is_none() {
                self.report(&codes::OA304, &at.child("style"), format!("`{name}` is no style"), "left out");
            }
            style
        });
        Some(Encoding {
            property: property.to_owned(),
            content_type: read::text(mapping, "contentType"),
            headers: self.headers(mapping, at, &words),
            style,
            explode: read::flag(mapping, "explode"),
            allow_reserved: read::is_set(mapping, "allowReserved"),
        })
    }
}

pub(in crate::frontend) fn media_range(text: &str) -> MediaRange {
    let essence = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    MediaRange { text: text.to_owned(), essence }
}

pub(in crate::frontend) fn is_media_range(essence: &str) -> bool {
    let token = |part: &str| !part.is_empty() && !part.contains(['/', ' ', ',']);
    essence.split_once('/').is_some_and(|(ty, subtype)| token(ty) && token(subtype))
}

/// What a media range means. A range that leaves the type open means JSON if its schema does not say bytes.
pub(in crate::frontend) fn content_kind(essence: &str, schema: Option<&Node>) -> ContentKind {
    let Some((ty, subtype)) = essence.split_once('/') else { return ContentKind::Binary };
    match (ty, subtype) {
        ("*", _) | ("application", "*") => match schema {
            Some(schema) if !is_binary(schema) => ContentKind::Json,
            _ => ContentKind::Binary,
        },
        ("text", "event-stream") => ContentKind::EventStream,
        ("application", "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines" | "x-ndjson" | "ndjson" | "json-seq") => {
            ContentKind::JsonLines
        }
        ("application" | "text", "json" | "x-json") => ContentKind::Json,
        (_, subtype) if subtype.ends_with("+json") => ContentKind::Json,
        (_, subtype) if subtype.ends_with("+json-seq") => ContentKind::JsonLines,
        ("application" | "text", "xml") => ContentKind::Xml,
        ("application", "x-www-form-urlencoded") => ContentKind::Form,
        ("multipart", _) => ContentKind::Multipart,
        ("text", _) => ContentKind::Text,
        (_, subtype) if subtype.ends_with("+xml") => ContentKind::Xml,
        _ => ContentKind::Binary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_ranges_are_told_apart() {
        let kind = |text| content_kind(&media_range(text).essence, None);
        assert_eq!(kind("application/json; charset=utf-8"), ContentKind::Json);
        assert_eq!(kind("Application/Problem+JSON"), ContentKind::Json);
        assert_eq!(kind("application/x-www-form-urlencoded"), ContentKind::Form);
        assert_eq!(kind("multipart/form-data"), ContentKind::Multipart);
        assert_eq!(kind("text/csv"), ContentKind::Text);
        assert_eq!(kind("text/event-stream"), ContentKind::EventStream);
        assert_eq!(kind("application/x-ndjson"), ContentKind::JsonLines);
        assert_eq!(kind("application/geo+json-seq"), ContentKind::JsonLines);
        assert_eq!(kind("image/svg+xml"), ContentKind::Xml);
        assert_eq!(kind("image/png"), ContentKind::Binary);
        assert_eq!(kind("*/*"), ContentKind::Binary);
        assert_eq!(content_kind("*/*", Some(&Node::Mapping(Mapping::default()))), ContentKind::Json);
        assert!(!is_media_range("json"));
    }
}
