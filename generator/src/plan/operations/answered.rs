//! How a server writes answers: a variant for each representation.

use super::{Work, content, reads, status, written};
use crate::api::{MediaType, Response};
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{AnswerPlan, Answering, Content, FieldCheck, Ident, PayloadPlan, RustType, ScalarType};

/// How a server writes an answer: the first representation has the variant of the status, each other one the name of the
/// status and its own, so that another media type renames none.
pub(super) fn answers(
    work: &mut Work<'_, '_>,
    scope: &mut Scope,
    (response, variant): (&Response, &Ident),
    payloads: &[PayloadPlan],
) -> Vec<AnswerPlan> {
    let Some((_, others)) = payloads.split_first() else { return Vec::new() };
    let others: Vec<(&str, &str)> = others.iter().map(|one| (one.essence.as_str(), one.media_type.as_str())).collect();
    let names: Vec<String> =
        words(&others).iter().map(|word| format!("{} {word}", status::variant(response.status))).collect();
    let wanted: Vec<Wanted<'_>> = names.iter().map(|wire| Wanted { wire, origin: &response.origin }).collect();
    let idents = scope.idents(Case::Upper, &wanted, &mut work.types.renames, work.diagnostics);
    let variants = std::iter::once(variant.clone()).chain(idents);
    let mut plans = Vec::with_capacity(payloads.len());
    for ((index, payload), variant) in payloads.iter().enumerate().zip(variants) {
        let media = response.content.iter().find(|media| media.range.text == payload.media_type);
        let how = answering(work, payload);
        plans.push(AnswerPlan {
            variant,
            payload: index,
            checks: checks(work, payload, &how, media),
            media_type: media_type(payload, &how),
            how,
        });
    }
    plans
}

/// A name for a media type, without its parameters and with them.
type Way = fn(&(&str, &str)) -> String;

/// What tells media types apart in names: the shortest that does. Each comes without its parameters and with them.
fn words(media_types: &[(&str, &str)]) -> Vec<String> {
    let ways: [Way; 3] = [
        |(essence, _)| reads::word(essence).to_owned(),
        |(essence, _)| essence.replace('/', " ").replace('*', "any"),
        |(_, whole)| whole.replace('*', "any"),
    ];
    let word = |media_type: &(&str, &str)| {
        let alone = |way: &&Way| {
            let word = way(media_type);
            media_types.iter().filter(|other| way(other).eq_ignore_ascii_case(&word)).count() == 1
        };
        let way = ways.iter().find(alone).or(ways.last());
        way.map(|way| way(media_type)).unwrap_or_default()
    };
    media_types.iter().map(word).collect()
}

fn answering(work: &Work<'_, '_>, payload: &PayloadPlan) -> Answering {
    let is_range = payload.essence.contains('*');
    match &payload.content {
        Content::Json(_) if is_range && !has_json(&payload.essence) => Answering::JsonIn(payload.ty.clone()),
        Content::Json(_) => Answering::Json(payload.ty.clone()),
        Content::Text(ty) if written::is_single(work, ty) => Answering::Value(ty.clone()),
        Content::Text(_) => Answering::Text,
        Content::EventStream(RustType::Scalar(ScalarType::String)) => Answering::Texts,
        Content::EventStream(ty) => Answering::Events(ty.clone()),
        Content::JsonLines(ty) => Answering::Lines(ty.clone()),
        // What parts are separated by stands in the content type.
        Content::Multipart(..) => Answering::BinaryIn,
        Content::Xml(_) | Content::Form(..) | Content::Binary if is_range => Answering::BinaryIn,
        Content::Xml(_) | Content::Form(..) | Content::Binary => Answering::Binary,
    }
}

/// Whether plain JSON is one of a range.
fn has_json(range: &str) -> bool {
    matches!(range, "*/*" | "application/*")
}

fn media_type(payload: &PayloadPlan, how: &Answering) -> String {
    match how {
        Answering::Json(_) if payload.essence.contains('*') => "application/json".to_owned(),
        Answering::Text | Answering::Value(_) if payload.essence.contains('*') => {
            "text/plain; charset=utf-8".to_owned()
        }
        _ => payload.media_type.clone(),
    }
}

fn checks(work: &Work<'_, '_>, payload: &PayloadPlan, how: &Answering, media: Option<&MediaType>) -> Vec<FieldCheck> {
    let item = match how {
        Answering::Events(_) | Answering::Texts | Answering::Lines(_) => {
            media.and_then(|media| content::item_of(work, media))
        }
        _ => return payload.checks.clone(),
    };
    item.map(|item| work.types.checks(item)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{has_json, words};

    #[test]
    fn names_are_as_short_as_they_can_be() {
        for (media_types, expected) in [
            (vec![("text/csv", "text/csv"), ("image/*", "image/*")], vec!["csv", "image"]),
            (
                vec![("text/csv", "text/csv"), ("application/csv", "application/csv")],
                vec!["text csv", "application csv"],
            ),
            (vec![("*/*", "*/*"), ("text/any", "text/any")], vec!["any any", "text any"]),
            (
                vec![("a/b", "a/b;profile=x"), ("a/b", "a/b;profile=y"), ("a/c", "a/c")],
                vec!["a/b;profile=x", "a/b;profile=y", "c"],
            ),
        ] {
            assert_eq!(words(&media_types), expected, "{media_types:?}");
        }
    }

    #[test]
    fn plain_json_is_one_of_few_ranges() {
        for (range, expected) in [("*/*", true), ("application/*", true), ("text/*", false), ("image/*", false)] {
            assert_eq!(has_json(range), expected, "{range}");
        }
    }
}
