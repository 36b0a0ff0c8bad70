//! What bodies say, typed: forms and multipart bodies by part, streams by item.

use super::{Work, codec};
use crate::api::{
    ContentKind, Encoding, EventData, MediaType, ParameterLocation, ParameterShape, ParameterStyle, Property, Schema,
    SchemaId, SchemaKind, StringFormat,
};
use crate::config::Target;
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::passes::graph;
use crate::plan::{BodyFormat, Content, PartCodec, PartPlan, Receiving, RustType, ScalarType};

/// What a representation says. `json` is the type of a JSON value.
pub(super) fn content(work: &mut Work<'_, '_>, media: &MediaType, json: &RustType) -> Content {
    let ty = media.schema.map(|schema| work.types.rust_type(schema));
    let whole = || ty.clone().unwrap_or(RustType::Json);
    match media.kind {
        ContentKind::Json => Content::Json(json.clone()),
        ContentKind::Text => Content::Text(ty.unwrap_or_else(RustType::string)),
        ContentKind::Xml => Content::Xml(ty),
        ContentKind::Form => Content::Form(whole(), parts(work, media)),
        ContentKind::Multipart => match json_parts(work, media) {
            Some(item) => Content::JsonLines(work.types.rust_type(item)),
            None => Content::Multipart(whole(), parts(work, media)),
        },
        ContentKind::EventStream => {
            let item = item_of(work, media);
            Content::EventStream(item.map_or_else(RustType::string, |item| work.types.rust_type(item)))
        }
        ContentKind::JsonLines => {
            let item = item_of(work, media);
            Content::JsonLines(item.map_or(RustType::Json, |item| work.types.rust_type(item)))
        }
        ContentKind::Binary => Content::Binary,
    }
}

/// The schema of what a stream has one after the other: of each value, or of the data of each event. `itemSchema` says it,
/// or else `schema`. `None` for texts, and where nothing is said.
pub(super) fn item_of(work: &Work<'_, '_>, media: &MediaType) -> Option<SchemaId> {
    match (media.kind, media.data, media.item) {
        (ContentKind::EventStream, Some(EventData::Json(data)), _) => Some(data),
        (ContentKind::EventStream, Some(EventData::Text), _) => None,
        (ContentKind::EventStream, None, _) => media.schema.and_then(|schema| item(work, data(work, schema))),
        (_, _, Some(item)) => Some(item),
        (_, _, None) => media.schema.and_then(|schema| item(work, schema)),
    }
}

/// The schema of the items of a multipart body if each is a part of JSON: that is what objects are sent as where nothing
/// else is said (OpenAPI 3.2.0, Encoding Object). Parts of a form have names, which items have not.
fn json_parts(work: &Work<'_, '_>, media: &MediaType) -> Option<SchemaId> {
    let item = media.item.filter(|_| media.range.essence != "multipart/form-data")?;
    let by_default = || super::received::is_object(work, item);
    let plain = |ty: &String| ty.trim().eq_ignore_ascii_case("application/json");
    let is_json = |ty: &Option<String>| ty.as_ref().map_or_else(by_default, plain);
    let all = if media.item_types.is_empty() { by_default() } else { media.item_types.iter().all(is_json) };
    all.then_some(item)
}

/// The schema of what a stream has one after the other: authors describe either one of them or the list of all.
fn item(work: &Work<'_, '_>, schema: SchemaId) -> Option<SchemaId> {
    match work.api.schemas.get(work.types.resolve(schema))?.kind {
        SchemaKind::Array(item) => Some(item),
        _ => Some(schema),
    }
}

/// The data of an event: authors describe either that or the event with all its fields.
pub(super) fn data(work: &Work<'_, '_>, schema: SchemaId) -> SchemaId {
    let event = graph::object(work.api, schema);
    let properties = event.map(|event| event.properties.as_slice()).unwrap_or_default();
    let is_event = properties.iter().all(|property| ["event", "data", "id", "retry"].contains(&property.name.as_str()));
    let data = properties.iter().find(|property| property.name == "data").filter(|_| is_event);
    data.map_or(schema, |data| data.schema)
}

/// The properties of a form or a multipart body, in document order.
pub(super) fn parts(work: &mut Work<'_, '_>, media: &MediaType) -> Vec<PartPlan> {
    let api = work.api;
    let object = media.schema.and_then(|schema| graph::object(api, schema));
    let properties = object.map(|object| object.properties.as_slice()).unwrap_or_default();
    for encoding in &media.encodings {
        let at = media.origin.child("encoding").child(&encoding.property);
        if !properties.iter().any(|property| property.name == encoding.property) && work.reported.insert(at.clone()) {
            let message = format!("the schema has no property `{}`, whose encoding this is", encoding.property);
            work.diagnostics.push(Diagnostic::new(&codes::OA009, message, Label::key(&at, "no effect")));
        }
    }
    properties.iter().map(|property| part(work, media, property)).collect()
}

fn part(work: &mut Work<'_, '_>, media: &MediaType, property: &Property) -> PartPlan {
    let encoding = media.encodings.iter().find(|encoding| encoding.property == property.name);
    let (ty, codec) = match encoding.and_then(style) {
        Some((ParameterStyle::DeepObject, ..)) => (work.types.rust_type(property.schema), PartCodec::Deep),
        Some(shape) => styled(work, media, property, shape),
        None => valued(work, media, property, encoding.and_then(|encoding| encoding.content_type.as_deref())),
    };
    let multipart = media.kind == ContentKind::Multipart;
    let content_types = match (&codec, encoding.and_then(|encoding| encoding.content_type.as_deref())) {
        (PartCodec::Style(_) | PartCodec::Deep, _) => Vec::new(),
        (_, Some(listed)) => listed.split(',').map(|one| one.trim().to_owned()).collect(),
        (PartCodec::One(format) | PartCodec::Each(format), None) if multipart => vec![by_default(*format).to_owned()],
        (_, None) => Vec::new(),
    };
    let headers = encoding.map(|encoding| encoding.headers.as_slice()).unwrap_or_default();
    PartPlan {
        wire: property.name.clone(),
        required: property.required,
        ty,
        codec,
        content_types,
        headers: super::headed::headers(work, headers),
    }
}

/// How a property is written if its encoding says so by a style.
fn style(encoding: &Encoding) -> Option<(ParameterStyle, bool, bool)> {
    if encoding.style.is_none() && encoding.explode.is_none() && !encoding.allow_reserved {
        return None;
    }
    let style = encoding.style.unwrap_or(ParameterStyle::Form);
    Some((style, encoding.explode.unwrap_or(style == ParameterStyle::Form), encoding.allow_reserved))
}

fn styled(
    work: &mut Work<'_, '_>,
    media: &MediaType,
    property: &Property,
    (style, explode, allow_reserved): (ParameterStyle, bool, bool),
) -> (RustType, PartCodec) {
    let shape = ParameterShape::Schema { schema: property.schema, style, explode, allow_reserved };
    let at = media.origin.child("encoding").child(&property.name);
    let (ty, codec) = codec::codec(work, &shape, ParameterLocation::Query, &property.name, &at);
    (ty, PartCodec::Style(codec))
}

/// A property without a style: scalars as texts, bytes as they are, the rest as JSON; lists item by item (OpenAPI 3.1.1,
/// 4.8.15).
fn valued(
    work: &Work<'_, '_>,
    media: &MediaType,
    property: &Property,
    content_type: Option<&str>,
) -> (RustType, PartCodec) {
    let schema = work.types.resolve(property.schema);
    let item = match work.api.schemas.get(schema).map(|schema| &schema.kind) {
        // A list that is said to be JSON is one value.
        Some(SchemaKind::Array(item)) if !content_type.is_some_and(is_json) => Some(*item),
        _ => None,
    };
    let one = item.map_or(schema, |item| work.types.resolve(item));
    let format = match codec::scalar(work, one, codec::DEPTH) {
        // One of several single values is a single value.
        Some(_) if is_union(work, one) && !content_type.is_some_and(is_json) => BodyFormat::Text,
        _ => work.api.schemas.get(one).map_or(BodyFormat::Text, |one| format(one, media, content_type)),
    };
    let bytes = RustType::Scalar(ScalarType::Bytes);
    match (item, format) {
        (None, BodyFormat::Binary) => (bytes, PartCodec::One(format)),
        (Some(_), BodyFormat::Binary) => (bytes.vec(), PartCodec::Each(format)),
        (None, _) => (work.types.rust_type(property.schema), PartCodec::One(format)),
        (Some(_), _) => (work.types.rust_type(property.schema), PartCodec::Each(format)),
    }
}

fn format(schema: &Schema, media: &MediaType, content_type: Option<&str>) -> BodyFormat {
    if content_type.is_some_and(is_json) {
        return BodyFormat::Json;
    }
    let multipart = media.kind == ContentKind::Multipart;
    if multipart && content_type.is_some_and(is_file) && matches!(schema.kind, SchemaKind::String(_)) {
        return BodyFormat::Binary;
    }
    match &schema.kind {
        SchemaKind::String(StringFormat::Binary) if multipart => BodyFormat::Binary,
        SchemaKind::Boolean
        | SchemaKind::Integer(_)
        | SchemaKind::Number(_)
        | SchemaKind::String(_)
        | SchemaKind::Enum(_)
        | SchemaKind::Never => BodyFormat::Text,
        // Nothing is known of it but that it may be a file.
        SchemaKind::Any if multipart => BodyFormat::Binary,
        SchemaKind::Any => BodyFormat::Text,
        // Such as XML: what writes it is not ours, and JSON under its name would be a lie.
        _ if multipart && content_type.is_some_and(is_other) => BodyFormat::Binary,
        SchemaKind::Array(_)
        | SchemaKind::Tuple(..)
        | SchemaKind::Object(_)
        | SchemaKind::AllOf(_)
        | SchemaKind::Union(_)
        | SchemaKind::Alias(_) => BodyFormat::Json,
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split([';', ',']).next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.to_ascii_lowercase().ends_with("+json")
}

/// Whether something is no text, whatever its schema says.
fn is_file(content_type: &str) -> bool {
    let essence = content_type.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase();
    let (ty, _) = essence.split_once('/').unwrap_or_default();
    matches!(ty, "image" | "audio" | "video" | "font") || essence == "application/octet-stream"
}

/// Whether all media types of a list are known, and none is JSON or any text.
fn is_other(content_types: &str) -> bool {
    let other = |one: &str| one.contains('/') && !one.contains('*') && !one.trim().starts_with("text/plain");
    content_types.split(',').all(|one| other(one) && !is_json(one))
}

fn is_union(work: &Work<'_, '_>, schema: SchemaId) -> bool {
    work.api.schemas.get(schema).is_some_and(|schema| matches!(schema.kind, SchemaKind::Union(_)))
}

fn by_default(format: BodyFormat) -> &'static str {
    match format {
        BodyFormat::Json => "application/json",
        BodyFormat::Text => "text/plain",
        BodyFormat::Binary => "application/octet-stream",
    }
}

/// Says what a server takes without its type, if one is made, and which type that is, and what the client does neither
/// write. Bodies that are shared are told of once.
pub(super) fn report_request(work: &mut Work<'_, '_>, media: &MediaType, content: &Content, how: &Receiving) {
    let text = &media.range.text;
    let by_clients = matches!(content, Content::Form(..) | Content::Multipart(..));
    if by_clients && !work.config.targets.contains(&Target::Server) {
        return;
    }
    let name = content.ty().and_then(|ty| type_name(work, ty));
    let schema = media.schema.and_then(|schema| work.api.schemas.get(work.types.resolve(schema)));
    let typed = name.map(|name| format!("; the models have its type `{name}`")).unwrap_or_default();
    let message = match (content, how) {
        (Content::Json(_) | Content::JsonLines(_), _) => return,
        (Content::Text(_), Receiving::Text(..)) => return,
        (
            Content::Form(..) | Content::Multipart(..),
            Receiving::Form(..) | Receiving::Parts(..) | Receiving::Upload(_),
        ) => {
            return;
        }
        (Content::Text(_) | Content::Binary, _) if schema.is_none_or(is_text) => return,
        (Content::Text(_), _) => format!("`{text}` is carried as text, whatever its schema says{typed}"),
        (Content::Binary, _) => format!("`{text}` is carried as bytes, whatever its schema says"),
        (Content::Xml(_) | Content::EventStream(_), _) => format!("`{text}` is carried as bytes for now{typed}"),
        (Content::Form(..), _) => format!("the server takes `{text}` as bytes: its schema is no object{typed}"),
        (Content::Multipart(..), _) => {
            format!("the server takes `{text}` as a stream of bytes: it has no named parts, or another body has{typed}")
        }
    };
    if work.carried && work.reported.insert(media.origin.clone()) {
        work.diagnostics.push(Diagnostic::new(&codes::OA305, message, Label::key(&media.origin, "")));
    }
}

/// Says what clients and servers carry without its type, and which type that is. Answers that are shared are told of
/// once.
pub(super) fn report(work: &mut Work<'_, '_>, media: &MediaType, content: &Content) {
    let text = &media.range.text;
    let schema = media.schema.and_then(|schema| work.api.schemas.get(work.types.resolve(schema)));
    let message = match content {
        Content::Json(_) => return,
        Content::Text(_) if schema.is_none_or(is_text) => return,
        Content::Text(ty) => match type_name(work, ty) {
            Some(name) => format!("clients read `{text}` as text for now; the models have its type `{name}`"),
            None => format!("clients read `{text}` as text, whatever its schema says"),
        },
        Content::Binary if schema.is_none_or(is_text) => return,
        Content::Binary => format!("`{text}` is carried as bytes, whatever its schema says"),
        Content::EventStream(ty) | Content::JsonLines(ty) => {
            let typed =
                type_name(work, ty).map(|name| format!("; the models have its type `{name}`")).unwrap_or_default();
            format!("`send` of clients reads `{text}` as bytes for now{typed}")
        }
        _ => match content.ty().and_then(|ty| type_name(work, ty)) {
            Some(name) => format!("`{text}` is carried as bytes for now; the models have its type `{name}`"),
            None => format!("`{text}` is carried as bytes for now"),
        },
    };
    if work.carried && work.reported.insert(media.origin.clone()) {
        work.diagnostics.push(Diagnostic::new(&codes::OA305, message, Label::key(&media.origin, "")));
    }
}

/// Whether a schema describes nothing but texts, or says nothing.
fn is_text(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Any | SchemaKind::Never | SchemaKind::String(_))
}

/// The name of a type of the models.
pub(super) fn type_name(work: &Work<'_, '_>, ty: &RustType) -> Option<String> {
    match ty {
        RustType::Def(id) => work.types.def(*id).map(|def| def.name().to_string()),
        RustType::Option(inner) | RustType::Box(inner) => type_name(work, inner),
        RustType::Vec(_) | RustType::Map(_) | RustType::Scalar(_) | RustType::Json | RustType::External(..) => None,
    }
}
