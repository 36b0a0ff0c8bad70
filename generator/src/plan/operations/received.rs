//! How the server takes bodies.

use super::{Work, content, meanings};
use crate::api::{AdditionalProperties, ContentKind, MediaType, ParameterStyle, Property, SchemaId, SchemaKind};
use crate::passes::graph;
use crate::plan::names::{self, Case, Scope, Wanted};
use crate::plan::{
    BodyFormat, Check, Codec, Content, FieldCheck, FieldReading, FileCount, FormReading, Ident, Meaning, OtherNames,
    PartCodec, PartPlan, PayloadPlan, ReceivedPlan, Receiving, RustType, ScalarKind, Shape, Spread, StructDef, TypeDef,
    TypeName, UploadKind, UploadPlan, UploadRow,
};

/// How each representation is taken, in their order.
pub(super) fn all(
    work: &mut Work<'_, '_>,
    payloads: &[PayloadPlan],
    media: &[MediaType],
    stem: &TypeName,
) -> Vec<ReceivedPlan> {
    let mut uploaded = false;
    let mut one = |payload: &PayloadPlan| {
        let media = media.iter().find(|media| media.range.text == payload.media_type);
        let how = receiving(work, payload, media, stem, uploaded);
        uploaded |= matches!(how, Receiving::Upload(_));
        let checked = match (&how, media.and_then(|media| media.schema)) {
            (Receiving::Lines(_), _) => media.and_then(|media| content::item_of(work, media)),
            (Receiving::Form(..) | Receiving::Parts(..), schema) => schema,
            _ => None,
        };
        let checks = match &how {
            Receiving::Json(_) | Receiving::AnyText | Receiving::Text(..) => payload.checks.clone(),
            _ => checked.map(|schema| work.types.checks(schema)).unwrap_or_default(),
        };
        ReceivedPlan { how, checks }
    };
    payloads.iter().map(&mut one).collect()
}

fn receiving(
    work: &mut Work<'_, '_>,
    payload: &PayloadPlan,
    media: Option<&MediaType>,
    stem: &TypeName,
    uploaded: bool,
) -> Receiving {
    let schema = media.and_then(|media| Some((media, media.schema?)));
    match (&payload.content, schema) {
        (Content::Json(ty), _) => Receiving::Json(ty.clone()),
        (Content::Text(ty), Some((_, schema))) if super::written::is_single(work, ty) => {
            Receiving::Text(ty.clone(), meanings::single(work, schema))
        }
        (Content::Text(_), _) => Receiving::AnyText,
        (Content::Form(ty, parts), Some((media, schema))) if is_object(work, schema) => {
            Receiving::Form(ty.clone(), form(work, media, schema, parts))
        }
        (Content::Multipart(ty, parts), Some((media, schema))) if !parts.is_empty() => {
            match parts.iter().any(is_file) {
                false => Receiving::Parts(ty.clone(), form(work, media, schema, parts)),
                true if uploaded => Receiving::Stream,
                true => Receiving::Upload(upload(work, media, schema, parts, stem)),
            }
        }
        (Content::JsonLines(ty), _) => Receiving::Lines(ty.clone()),
        (Content::Binary | Content::Multipart(..), _) => Receiving::Stream,
        (Content::Form(..) | Content::EventStream(_) | Content::Xml(_), _) => Receiving::Bytes,
    }
}

/// Whether values are objects, be it of several kinds.
pub(super) fn is_object(work: &Work<'_, '_>, schema: SchemaId) -> bool {
    match work.api.schemas.get(work.types.resolve(schema)).map(|schema| &schema.kind) {
        Some(SchemaKind::Object(_)) => true,
        Some(SchemaKind::Union(union)) => union.arms.iter().all(|arm| graph::object(work.api, *arm).is_some()),
        _ => false,
    }
}

pub(super) fn form(work: &Work<'_, '_>, media: &MediaType, schema: SchemaId, parts: &[PartPlan]) -> FormReading {
    let Some(object) = graph::object(work.api, schema) else {
        // One of several objects, which its type tells apart: all that any of them has.
        let (fields, others) = meanings::of_objects(work, schema);
        let fields = fields.into_iter().map(|(wire, meaning)| plain(wire, meaning)).collect();
        return FormReading { fields, others: OtherNames::Kept(others) };
    };
    let properties = object.properties.iter().zip(parts);
    let fields = properties.map(|(property, part)| reading(work, media, property.schema, part)).collect();
    let others = match object.additional {
        AdditionalProperties::Forbidden => OtherNames::Refused,
        AdditionalProperties::Schema(schema) => OtherNames::Kept(meanings::plain(work, schema)),
        AdditionalProperties::Any => OtherNames::Kept(Meaning::Scalar(ScalarKind::Any)),
        AdditionalProperties::Unstated if keeps(work, schema) => OtherNames::Kept(Meaning::Scalar(ScalarKind::Any)),
        AdditionalProperties::Unstated if closed(work, schema) => OtherNames::Refused,
        AdditionalProperties::Unstated => OtherNames::Ignored,
    };
    FormReading { fields, others }
}

/// Whether the type of an object has a place for what the document does not speak of.
fn keeps(work: &Work<'_, '_>, schema: SchemaId) -> bool {
    match structure(work, &work.types.rust_type(schema)) {
        Some(def) => def.extra.is_some(),
        None => true,
    }
}

fn closed(work: &Work<'_, '_>, schema: SchemaId) -> bool {
    structure(work, &work.types.rust_type(schema)).is_some_and(|def| def.closed)
}

fn structure<'t>(work: &'t Work<'_, '_>, ty: &'t RustType) -> Option<&'t StructDef> {
    match super::arguments::plain(work, ty) {
        RustType::Def(id) => match work.types.def(*id)? {
            TypeDef::Struct(def) => Some(def),
            _ => None,
        },
        _ => None,
    }
}

fn plain(wire: String, meaning: Meaning) -> FieldReading {
    FieldReading { wire, meaning, spread: Spread::Each, types: Vec::new() }
}

/// How a property is read: as the client writes it.
fn reading(work: &Work<'_, '_>, media: &MediaType, schema: SchemaId, part: &PartPlan) -> FieldReading {
    let encoding = media.encodings.iter().find(|encoding| encoding.property == part.wire);
    let listed = encoding.and_then(|encoding| encoding.content_type.as_deref());
    let multipart = media.kind == ContentKind::Multipart;
    let (meaning, spread) = match &part.codec {
        PartCodec::Deep => (meanings::deep(work, schema), Spread::Deep),
        PartCodec::Style(codec) => (meanings::of_codec(codec), spread(codec)),
        PartCodec::One(BodyFormat::Json) if multipart || listed.is_some() => (Meaning::Json, Spread::Each),
        PartCodec::Each(BodyFormat::Json) if multipart && is_list(work, &part.ty) => {
            (Meaning::List(Box::new(Meaning::Json)), Spread::Each)
        }
        PartCodec::Each(BodyFormat::Json) if multipart => (Meaning::Json, Spread::Each),
        PartCodec::One(BodyFormat::Binary) | PartCodec::Each(BodyFormat::Binary) => {
            (Meaning::Scalar(ScalarKind::String), Spread::Each)
        }
        PartCodec::One(_) | PartCodec::Each(_) => (meanings::plain(work, schema), Spread::Each),
    };
    let types = listed.filter(|_| multipart).map(|listed| listed.split(','));
    let essence = |one: &str| one.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    FieldReading { wire: part.wire.clone(), meaning, spread, types: types.into_iter().flatten().map(essence).collect() }
}

fn is_list(work: &Work<'_, '_>, ty: &RustType) -> bool {
    matches!(super::arguments::plain(work, ty), RustType::Vec(_))
}

fn spread(codec: &Codec) -> Spread {
    match codec {
        Codec::Style { shape: Shape::Scalar(_), .. } | Codec::Json | Codec::Form(..) => Spread::Each,
        Codec::Style { style: ParameterStyle::DeepObject, .. } => Spread::Deep,
        Codec::Style { explode: true, .. } => Spread::Each,
        Codec::Style { style: ParameterStyle::SpaceDelimited, .. } => Spread::Joined(' '),
        Codec::Style { style: ParameterStyle::PipeDelimited, .. } => Spread::Joined('|'),
        Codec::Style { style: ParameterStyle::TabDelimited, .. } => Spread::Joined('\t'),
        Codec::Style { .. } => Spread::Joined(','),
    }
}

fn is_file(part: &PartPlan) -> bool {
    matches!(part.codec, PartCodec::One(BodyFormat::Binary) | PartCodec::Each(BodyFormat::Binary))
}

fn upload(
    work: &mut Work<'_, '_>,
    media: &MediaType,
    schema: SchemaId,
    parts: &[PartPlan],
    stem: &TypeName,
) -> UploadPlan {
    let wanted: Vec<Wanted<'_>> = parts.iter().map(|part| Wanted { wire: &part.wire, origin: &media.origin }).collect();
    let variants = Scope::default().idents(Case::Upper, &wanted, &mut work.types.renames, work.diagnostics);
    let whole = work.types.rust_type(schema);
    let properties = graph::object(work.api, schema).map(|object| object.properties.as_slice()).unwrap_or_default();
    let rows = properties.iter().zip(parts).zip(variants);
    let row = |((property, part), variant): ((&Property, &PartPlan), Ident)| {
        let reading = reading(work, media, property.schema, part);
        let field = work.types.field(&whole, &part.wire);
        let kind = match &part.codec {
            PartCodec::One(BodyFormat::Binary) => UploadKind::File,
            PartCodec::Each(BodyFormat::Binary) => UploadKind::Files,
            _ if reading.spread != Spread::Each || is_many(&reading.meaning) => UploadKind::Spread(part.ty.clone()),
            _ => UploadKind::Value(part.ty.clone()),
        };
        let checks = field.map(|field| field.checks.as_slice()).unwrap_or_default();
        let files = matches!(kind, UploadKind::File | UploadKind::Files);
        UploadRow {
            field: field.map_or_else(|| names::field_ident(&part.wire), |field| field.ident.clone()),
            docs: field.map(|field| field.docs.clone()).unwrap_or_default(),
            checks: field.filter(|_| !files).map(|field| field.checks.clone()).unwrap_or_default(),
            // An empty list is sent as nothing, where it may be empty.
            required: part.required
                && !matches!(kind, UploadKind::Files)
                && (!is_many(&reading.meaning) || count(part.required, checks).least > 0),
            count: matches!(kind, UploadKind::Files).then(|| count(part.required, checks)),
            default: work.types.default_of(property.schema).filter(|_| !part.required && !files),
            variant,
            reading,
            kind,
        }
    };
    UploadPlan {
        rows: rows.map(row).collect(),
        part: names::type_name(&format!("{stem}RequestPart")),
        parts: names::type_name(&format!("{stem}RequestParts")),
        closed: matches!(
            graph::object(work.api, schema).map(|object| object.additional),
            Some(AdditionalProperties::Forbidden)
        ) || closed(work, schema),
    }
}

/// How many items a list has.
fn count(required: bool, checks: &[FieldCheck]) -> FileCount {
    let mut own = checks.iter().filter(|check| check.depth == 0).map(|check| &check.check);
    let least = own.clone().find_map(|check| if let Check::MinItems(least) = check { Some(*least) } else { None });
    let most = own.find_map(|check| if let Check::MaxItems(most) = check { Some(*most) } else { None });
    let least = least.unwrap_or(0);
    FileCount { required: required && least > 0, least, most }
}

/// Whether a value may stand in several parts.
fn is_many(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::List(_) | Meaning::Object(..) | Meaning::AnyOf(_))
}
