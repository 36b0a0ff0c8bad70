//! How the client takes and writes bodies: the plain way, and others that differ from it.

use super::Work;
use super::arguments::plain;
use super::{headed, stems};
use crate::api::ParameterStyle;
use crate::plan::names::{self, Case, Scope, Wanted};
use crate::plan::{
    BodyFormat, Codec, Content, DocText, FieldStyle, FieldWriting, Ident, MethodPlan, PartCodec, PartPlan, PartRow,
    PartWriting, PartsPlan, PayloadPlan, RustType, ScalarType, Shape, TypeDef, TypeName, Writing, WrittenPlan, docs,
};
use crate::source::Origin;

/// What the type of a multipart body has under its own name.
const RESERVED_PARTS: [&str; 4] = ["boundary", "header", "new", "part"];

/// The ways to give a body, the plain one first. Whatever takes the same as one before is left out: its content type is
/// named in the docs.
pub(super) fn ways(
    work: &mut Work<'_, '_>,
    payloads: &[PayloadPlan],
    stem: &TypeName,
    origin: &Origin,
) -> Vec<WrittenPlan> {
    let mut ways: Vec<WrittenPlan> = Vec::new();
    for payload in payloads {
        let parted = ways.iter().any(|way| matches!(way.how, Writing::Parts(_)));
        let how = match &payload.content {
            Content::Multipart(whole, parts) if !parts.is_empty() && !parted => {
                Writing::Parts(self::parts(work, whole, parts, stem, origin))
            }
            content => writing(work, payload, content),
        };
        let content_type = content_type(payload, &how);
        match ways.iter_mut().find(|way| way.how == how) {
            Some(same) => {
                let also = docs::sentence(format!(
                    "{}: the same, with that as its content type.",
                    docs::code(&payload.media_type)
                ));
                same.docs = docs::join([std::mem::take(&mut same.docs), also]);
            }
            None => ways.push(WrittenPlan { ident: None, docs: told(payload, &how, &content_type), content_type, how }),
        }
    }
    ways
}

/// Names for all ways but the plain ones: `add_pet_as_form` of the client, `body_as_form` of calls whose body may be left
/// out.
pub(super) fn name(work: &mut Work<'_, '_>, methods: &mut [MethodPlan]) {
    let idents = methods.iter().map(|method| method.ident.as_str()).chain(stems::METHODS);
    let mut scope = Scope::with_taken(idents.collect::<Vec<_>>());
    for method in methods {
        let Some(body) = method.body.as_mut().filter(|body| body.written.len() > 1) else { continue };
        let stem = match body.required {
            true => method.ident.as_str().trim_start_matches("r#"),
            false => "body",
        };
        let words: Vec<String> = words(&body.written).iter().map(|word| format!("{stem}_as_{word}")).collect();
        let wanted: Vec<Wanted<'_>> = words.iter().map(|wire| Wanted { wire, origin: &body.origin }).collect();
        let mut own = Scope::default();
        let scope = if body.required { &mut scope } else { &mut own };
        let idents = scope.idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
        for (way, ident) in body.written.iter_mut().skip(1).zip(idents) {
            way.ident = Some(ident);
        }
    }
}

/// A word for each way but the first: its kind, or its media type where another has the same kind.
fn words(ways: &[WrittenPlan]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for way in ways.iter().skip(1) {
        let word = kind(way).to_owned();
        words.push(if words.contains(&word) { way.content_type.clone() } else { word });
    }
    words
}

fn kind(way: &WrittenPlan) -> &'static str {
    match way.how {
        Writing::Json(_) => "json",
        Writing::AnyText | Writing::Text(_) => "text",
        Writing::Form(..) => "form",
        Writing::Parts(_) | Writing::Multipart => "multipart",
        Writing::Lines(_) => "lines",
        Writing::Bytes if way.content_type.split(';').next().is_some_and(|essence| essence.ends_with("xml")) => "xml",
        Writing::Bytes => "bytes",
    }
}

fn writing(work: &Work<'_, '_>, payload: &PayloadPlan, content: &Content) -> Writing {
    match content {
        Content::Json(ty) if payload.format == BodyFormat::Json => Writing::Json(ty.clone()),
        Content::Text(ty) if is_single(work, ty) => Writing::Text(ty.clone()),
        Content::Text(_) => Writing::AnyText,
        Content::Form(ty, parts) => Writing::Form(ty.clone(), parts.iter().filter_map(field).collect()),
        Content::Multipart(..) => Writing::Multipart,
        Content::JsonLines(ty) => Writing::Lines(ty.clone()),
        Content::Json(_) | Content::Xml(_) | Content::EventStream(_) | Content::Binary => Writing::Bytes,
    }
}

/// Whether values of a type are single ones, of which not every text is one.
pub(super) fn is_single(work: &Work<'_, '_>, ty: &RustType) -> bool {
    match plain(work, ty) {
        RustType::Scalar(scalar) => {
            !matches!(scalar, ScalarType::String | ScalarType::Bytes | ScalarType::Null | ScalarType::Never)
        }
        RustType::Def(id) => matches!(work.types.def(*id), Some(TypeDef::Enum(_))),
        _ => false,
    }
}

/// What is sent as its content type: what the document says, or one of its range.
fn content_type(payload: &PayloadPlan, how: &Writing) -> String {
    if !payload.essence.contains('*') {
        return payload.media_type.clone();
    }
    match how {
        Writing::Json(_) => "application/json",
        Writing::AnyText | Writing::Text(_) => "text/plain; charset=utf-8",
        Writing::Form(..) => "application/x-www-form-urlencoded",
        Writing::Parts(_) | Writing::Multipart => "multipart/form-data",
        Writing::Lines(_) | Writing::Bytes => "application/octet-stream",
    }
    .to_owned()
}

fn told(payload: &PayloadPlan, how: &Writing, content_type: &str) -> DocText {
    let media = docs::code(&payload.media_type);
    match (how, &payload.content) {
        (Writing::Bytes, _) if payload.essence.contains('*') => docs::sentence(format!(
            "The body is any {media}: an `Upload` says which, or else it is sent as {}.",
            docs::code(content_type)
        )),
        (Writing::Multipart, _) => {
            let begin = format!("Multipart::new({:?})", payload.media_type);
            docs::sentence(format!("The body begins as {}.", docs::code(&begin)))
        }
        (Writing::Bytes, Content::Xml(Some(_))) => {
            docs::sentence(format!("The body is the text of {media}, which the caller writes."))
        }
        _ => DocText::default(),
    }
}

/// How a property of a form is written, if not as all others.
pub(super) fn field(part: &PartPlan) -> Option<FieldWriting> {
    let how = match &part.codec {
        PartCodec::Deep => FieldStyle::Deep,
        PartCodec::Style(codec) => styled(codec)?,
        // Said to be JSON: also where it is a single value or a list.
        PartCodec::One(BodyFormat::Json) if !part.content_types.is_empty() => FieldStyle::Json,
        PartCodec::One(_) | PartCodec::Each(_) => return None,
    };
    Some(FieldWriting { wire: part.wire.clone(), how })
}

/// None for what a form does anyway.
fn styled(codec: &Codec) -> Option<FieldStyle> {
    match codec {
        Codec::Json | Codec::Form(..) => Some(FieldStyle::Json),
        Codec::Style { style: ParameterStyle::Form, explode, allow_reserved: false, shape }
            if matches!(shape, Shape::Scalar(_)) || (*explode && matches!(shape, Shape::Array(_))) =>
        {
            None
        }
        Codec::Style { style, explode, allow_reserved, .. } => {
            Some(FieldStyle::Style { style: *style, explode: *explode, allow_reserved: *allow_reserved })
        }
    }
}

fn parts(work: &mut Work<'_, '_>, whole: &RustType, parts: &[PartPlan], stem: &TypeName, origin: &Origin) -> PartsPlan {
    let wanted: Vec<Wanted<'_>> = parts.iter().map(|part| Wanted { wire: &part.wire, origin }).collect();
    let idents =
        Scope::with_taken(RESERVED_PARTS).idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
    let mut rows: Vec<PartRow> = parts.iter().zip(idents).map(|(part, ident)| row(work, whole, part, ident)).collect();
    headed::name(work, (parts, &mut rows), stem, origin);
    PartsPlan { name: names::type_name(&format!("{stem}Body")), parts: rows }
}

fn row(work: &Work<'_, '_>, whole: &RustType, part: &PartPlan, ident: Ident) -> PartRow {
    let named = part.content_types.iter().find(|one| !one.contains('*'));
    let content_type = |by_default: &str| named.map_or(by_default, String::as_str).to_owned();
    let list = matches!(plain(work, &part.ty), RustType::Vec(_));
    // What any text is, a part is that does not say what it is (RFC 7578, 4.4).
    let text = || named.filter(|one| *one != "text/plain").cloned().unwrap_or_default();
    let how = match &part.codec {
        PartCodec::One(BodyFormat::Binary) => PartWriting::File(content_type("application/octet-stream")),
        PartCodec::Each(BodyFormat::Binary) => PartWriting::Files(content_type("application/octet-stream")),
        PartCodec::One(BodyFormat::Text) => PartWriting::Text(text()),
        PartCodec::Each(BodyFormat::Text) if list => PartWriting::Texts(text()),
        PartCodec::Each(BodyFormat::Json) if list => PartWriting::Jsons(content_type("application/json")),
        PartCodec::One(BodyFormat::Json) | PartCodec::Each(_) => PartWriting::Json(content_type("application/json")),
        PartCodec::Deep => PartWriting::Styled(FieldWriting { wire: part.wire.clone(), how: FieldStyle::Deep }),
        PartCodec::Style(codec) => {
            let how = styled(codec).unwrap_or(FieldStyle::Style {
                style: ParameterStyle::Form,
                explode: true,
                allow_reserved: false,
            });
            PartWriting::Styled(FieldWriting { wire: part.wire.clone(), how })
        }
    };
    let own = work.types.field(whole, &part.wire).map(|field| field.docs.clone()).unwrap_or_default();
    let types = part.content_types.iter().map(|one| docs::code(one)).collect::<Vec<_>>().join(" or ");
    let types = (part.content_types.len() > 1).then(|| docs::sentence(format!("It may be {types}.")));
    PartRow {
        ident,
        wire: part.wire.clone(),
        required: part.required,
        ty: part.ty.clone(),
        how,
        headed: None,
        docs: docs::join([own, types.unwrap_or_default()]),
    }
}
