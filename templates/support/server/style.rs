//! The table of styles (OpenAPI 3.0.3, 4.7.12.4) read back: what stands at a place becomes JSON text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::json;
use super::query::{Pairs, decode};
use super::{Codec, Operation, Parameter, Place, Scalar, SchemePlace, Shape, Style};

/// The rule that a text breaks.
pub(super) type Rule = &'static str;

/// What a request says at the place of a parameter.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sent<'a> {
    /// A segment of the path or a part of one, encoded.
    Path(&'a str),
    /// The query.
    Query(&'a Pairs),
    /// All lines of the header.
    Header(&'a [String]),
    /// The cookies.
    Cookie(&'a Pairs),
}

/// A value before its types are known.
enum Found<'a> {
    Absent,
    Text(Cow<'a, str>),
    List(Vec<Cow<'a, str>>),
    Entries(Vec<(String, String)>),
}

/// The value of a parameter as JSON text, `None` if it is not sent. With `guess`, texts of unknown kind that look like
/// numbers or booleans are taken as such.
pub(super) fn json_text(
    operation: &Operation,
    parameter: &Parameter,
    sent: Sent<'_>,
    guess: bool,
) -> Result<Option<String>, Rule> {
    let Codec::Style { shape, .. } = parameter.codec else {
        return Ok(match single(parameter, sent, true)? {
            Found::Text(text) => Some(text.into_owned()),
            _ => None,
        });
    };
    let found = find(operation, parameter, sent)?;
    let mut out = String::new();
    match (found, shape) {
        (Found::Absent, _) => return Ok(None),
        (Found::Text(text), Shape::Scalar(kind)) => scalar(&mut out, kind, &text, guess)?,
        (Found::List(items), Shape::Array(kind)) => {
            out.reserve(items.iter().map(|item| item.len() + 3).sum::<usize>() + 2);
            for item in &items {
                out.push(if out.is_empty() { '[' } else { ',' });
                scalar(&mut out, kind, item, guess)?;
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        (Found::Entries(entries), Shape::Object(known, other)) => {
            let mut seen = BTreeSet::new();
            for (name, text) in &entries {
                if !seen.insert(name) {
                    return Err("repeated");
                }
                out.push(if out.is_empty() { '{' } else { ',' });
                json::push_string(&mut out, name);
                out.push(':');
                let kind = known.iter().find(|(key, _)| key == name).map_or(other, |(_, kind)| *kind);
                scalar(&mut out, kind, text, guess)?;
            }
            out.push_str(if entries.is_empty() { "{}" } else { "}" });
        }
        _ => return Err("syntax"),
    }
    Ok(Some(out))
}

/// Appends a text as the JSON that it stands for.
pub(super) fn scalar(out: &mut String, kind: Scalar, text: &str, guess: bool) -> Result<(), Rule> {
    match kind {
        Scalar::Integer if !json::is_integer(text) => return Err("integer"),
        Scalar::Number if !json::is_number(text) => return Err("number"),
        Scalar::Boolean if text != "true" && text != "false" => return Err("boolean"),
        Scalar::Literal if is_literal(text) => out.push_str(text),
        Scalar::Any if guess && is_literal(text) => out.push_str(text),
        Scalar::String | Scalar::Literal | Scalar::Any => json::push_string(out, text),
        Scalar::Integer | Scalar::Number | Scalar::Boolean => out.push_str(text),
    }
    Ok(())
}

fn is_literal(text: &str) -> bool {
    json::is_number(text) || text == "true" || text == "false"
}

/// The text of a parameter that is one string or one integer, if it is sent and is one.
pub(super) fn text<'a>(operation: &Operation, parameter: &Parameter, sent: Sent<'a>) -> Option<Cow<'a, str>> {
    match find(operation, parameter, sent).ok()? {
        Found::Text(text) => Some(text),
        _ => None,
    }
}

fn find<'a>(operation: &Operation, parameter: &Parameter, sent: Sent<'a>) -> Result<Found<'a>, Rule> {
    let Codec::Style { style, explode, shape, allow_reserved } = parameter.codec else {
        return Err("syntax");
    };
    let split = Split::of(parameter, allow_reserved);
    match (sent, shape) {
        (Sent::Path(raw), _) => path(parameter.name, style, explode, shape, raw, split),
        (Sent::Header(lines), Shape::Array(_)) => {
            let items = || header_items(lines, delimiter(style)).into_iter().map(Cow::Owned).collect();
            absent_or(lines, || Ok(Found::List(items())))
        }
        (Sent::Header(lines), Shape::Object(..)) => absent_or(lines, || {
            let items = header_items(lines, delimiter(style));
            Ok(Found::Entries(if explode { assigned(items)? } else { alternating(items)? }))
        }),
        (Sent::Query(pairs), Shape::Object(known, _)) if style == Style::DeepObject => {
            deep(parameter.name, known, pairs, split)
        }
        (Sent::Query(pairs) | Sent::Cookie(pairs), Shape::Object(known, _)) if explode => {
            exploded(operation, parameter, known, pairs, split)
        }
        (Sent::Query(pairs) | Sent::Cookie(pairs), Shape::Array(_)) if explode => {
            let values = pairs.iter().filter(|(name, _)| *name == parameter.name);
            let items = values.map(|(_, raw)| split.one(raw)).collect::<Result<Vec<_>, _>>()?;
            Ok(if items.is_empty() { Found::Absent } else { Found::List(items) })
        }
        (Sent::Query(pairs) | Sent::Cookie(pairs), Shape::Array(_) | Shape::Object(..)) => {
            let Some(raw) = only(parameter.name, pairs)? else { return Ok(Found::Absent) };
            let items = split.list(raw, delimiter(style))?;
            Ok(if matches!(shape, Shape::Array(_)) {
                Found::List(items)
            } else {
                Found::Entries(alternating(owned(items))?)
            })
        }
        (_, Shape::Scalar(_)) => single(parameter, sent, allow_reserved),
    }
}

/// A value that is one text.
fn single<'a>(parameter: &Parameter, sent: Sent<'a>, allow_reserved: bool) -> Result<Found<'a>, Rule> {
    let split = Split::of(parameter, allow_reserved);
    Ok(match sent {
        Sent::Path(raw) => Found::Text(split.one(raw)?),
        Sent::Header([]) => Found::Absent,
        Sent::Header([line]) => Found::Text(Cow::Borrowed(line)),
        Sent::Header(_) => return Err("repeated"),
        Sent::Query(pairs) | Sent::Cookie(pairs) => match only(parameter.name, pairs)? {
            Some(raw) => Found::Text(split.one(raw)?),
            None => Found::Absent,
        },
    })
}

fn path<'a>(
    name: &str,
    style: Style,
    explode: bool,
    shape: Shape,
    raw: &'a str,
    split: Split,
) -> Result<Found<'a>, Rule> {
    if style == Style::Simple && matches!(shape, Shape::Scalar(_)) {
        return split.one(raw).map(Found::Text);
    }
    let raw = match style {
        Style::Label => raw.strip_prefix('.').ok_or("syntax")?,
        Style::Matrix => raw.strip_prefix(';').ok_or("syntax")?,
        _ => raw,
    };
    let delimiter = match style {
        Style::Label if explode || !raw.contains(',') => '.',
        Style::Matrix if explode => ';',
        _ => delimiter(style),
    };
    // `;name=` stands once, or before every item of an exploded list; entries of an exploded object have their own.
    let value_of = |part: &'_ str| -> Result<String, Rule> {
        let value = part.strip_prefix(name).ok_or("syntax")?;
        let value = if value.is_empty() { value } else { value.strip_prefix('=').ok_or("syntax")? };
        Ok(value.to_owned())
    };
    let whole = match style {
        Style::Matrix if !explode || matches!(shape, Shape::Scalar(_)) => value_of(raw)?,
        _ => raw.to_owned(),
    };
    Ok(match shape {
        Shape::Scalar(_) => Found::Text(Cow::Owned(split.one(&whole)?.into_owned())),
        Shape::Array(_) if style == Style::Matrix && explode => {
            let items = whole.split(';').map(|part| Ok(Cow::Owned(split.one(&value_of(part)?)?.into_owned())));
            Found::List(items.collect::<Result<_, Rule>>()?)
        }
        Shape::Array(_) => Found::List(owned(split.list(&whole, delimiter)?).into_iter().map(Cow::Owned).collect()),
        Shape::Object(..) if explode => {
            let entries = whole.split(delimiter).filter(|part| !part.is_empty()).map(|part| {
                let (key, value) = part.split_once('=').ok_or("syntax")?;
                Ok((split.one(key)?.into_owned(), split.one(value)?.into_owned()))
            });
            Found::Entries(entries.collect::<Result<_, Rule>>()?)
        }
        Shape::Object(..) => Found::Entries(alternating(owned(split.list(&whole, delimiter)?))?),
    })
}

fn delimiter(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        Style::TabDelimited => '\t',
        _ => ',',
    }
}

fn absent_or<'a>(lines: &[String], read: impl FnOnce() -> Result<Found<'a>, Rule>) -> Result<Found<'a>, Rule> {
    if lines.is_empty() { Ok(Found::Absent) } else { read() }
}

fn header_items(lines: &[String], delimiter: char) -> Vec<String> {
    let items = lines.iter().flat_map(|line| line.split(delimiter)).map(str::trim);
    items.filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn owned(items: Vec<Cow<'_, str>>) -> Vec<String> {
    items.into_iter().map(Cow::into_owned).collect()
}

/// The only value of a name.
fn only<'a>(name: &str, pairs: &'a Pairs) -> Result<Option<&'a str>, Rule> {
    let mut values = pairs.iter().filter(|(key, _)| *key == name).map(|(_, raw)| raw);
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        _ => Err("repeated"),
    }
}

/// `R,100,G,200`.
fn alternating(items: Vec<String>) -> Result<Vec<(String, String)>, Rule> {
    let mut items = items.into_iter();
    let mut entries = Vec::new();
    while let Some(name) = items.next() {
        entries.push((name, items.next().ok_or("syntax")?));
    }
    Ok(entries)
}

/// `R=100,G=200`.
fn assigned(items: Vec<String>) -> Result<Vec<(String, String)>, Rule> {
    let entries = items.iter().map(|item| item.split_once('=').ok_or("syntax"));
    entries.map(|entry| entry.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))).collect()
}

/// `color[R]=100&color[G]=200`.
fn deep(name: &str, known: &[(&str, Scalar)], pairs: &Pairs, split: Split) -> Result<Found<'static>, Rule> {
    let mut entries = Vec::new();
    for (key, raw) in pairs.iter() {
        let Some(property) = key.strip_prefix(name).and_then(|rest| rest.strip_prefix('[')) else { continue };
        let property = property.strip_suffix(']').ok_or("syntax")?;
        // The standard does not say what `color[a][b]` is; a property that really has such a name may.
        if property.contains(['[', ']']) && !known.iter().any(|(known, _)| *known == property) {
            return Err("syntax");
        }
        entries.push((property.to_owned(), split.one(raw)?.into_owned()));
    }
    Ok(if entries.is_empty() { Found::Absent } else { Found::Entries(entries) })
}

/// `R=100&G=200`: the properties stand among the other parameters. Properties without a name of their own are what no
/// other parameter claims; among cookies, which every application on the host may set, there are none.
fn exploded(
    operation: &Operation,
    parameter: &Parameter,
    known: &[(&str, Scalar)],
    pairs: &Pairs,
    split: Split,
) -> Result<Found<'static>, Rule> {
    let claimed = |name: &str| {
        let credentials = operation.security.iter().flat_map(|requirement| requirement.all_of);
        operation.parameters.iter().any(|other| {
            other.place == parameter.place
                && !std::ptr::eq(other, parameter)
                && match other.codec {
                    Codec::Style { shape: Shape::Object(known, _), explode: true, style: Style::Form, .. } => {
                        known.iter().any(|(known, _)| *known == name)
                    }
                    Codec::Style { style: Style::DeepObject, .. } => {
                        name.strip_prefix(other.name).is_some_and(|rest| rest.starts_with('['))
                    }
                    _ => other.name == name,
                }
        }) || credentials
            .map(|credential| credential.scheme.place)
            .any(|place| matches!(place, SchemePlace::Query(key) if key == name))
    };
    let mut entries = Vec::new();
    for (name, raw) in pairs.iter() {
        let mine = known.iter().any(|(known, _)| *known == name);
        if mine || (parameter.place == Place::Query && !claimed(name)) {
            entries.push((name.to_owned(), split.one(raw)?.into_owned()));
        }
    }
    Ok(if entries.is_empty() { Found::Absent } else { Found::Entries(entries) })
}

/// How texts are decoded and split.
#[derive(Clone, Copy)]
struct Split {
    plain: bool,
    plus_is_blank: bool,
    encoded_separates: bool,
}

impl Split {
    fn of(parameter: &Parameter, allow_reserved: bool) -> Self {
        Self {
            plain: matches!(parameter.codec, Codec::Style { style: Style::Cookie, .. }),
            plus_is_blank: !allow_reserved && parameter.place == Place::Query,
            encoded_separates: matches!(parameter.place, Place::Query | Place::Cookie),
        }
    }

    fn one(self, raw: &str) -> Result<Cow<'_, str>, Rule> {
        if self.plain { Ok(Cow::Borrowed(raw)) } else { decode(raw, self.plus_is_blank).ok_or("utf-8") }
    }

    /// The items of a list. An empty text is an empty list. In queries many clients encode what separates, and a blank,
    /// a tab and `|` cannot stand there otherwise: so it separates too where nothing else does.
    fn list(self, raw: &str, delimiter: char) -> Result<Vec<Cow<'_, str>>, Rule> {
        if raw.is_empty() {
            return Ok(Vec::new());
        }
        if matches!(delimiter, ' ' | '|' | '\t') || (self.encoded_separates && !raw.contains(delimiter)) {
            return Ok(self.one(raw)?.split(delimiter).map(|item| Cow::Owned(item.to_owned())).collect());
        }
        raw.split(delimiter).map(|item| self.one(item)).collect()
    }
}
