//! Objects as forms, and their properties as texts (OpenAPI 3.0.4, 4.7.15 and 3.1.2, 4.8.15: Encoding Object).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::value::RawValue;

use super::error::RequestError;
use super::scalars::{self, Texts, texts};
use super::style::Style;

/// What is percent-encoded in a form (WHATWG URL, `application/x-www-form-urlencoded`); a space becomes `+`.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_').remove(b' ');

/// Reserved characters stay, but for those that split a form or may not stand in a query.
const RESERVED: &AsciiSet = &FORM
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A property of a form or a multipart body that has a style, or is JSON though it is a single value or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    name: &'static str,
    style: Style,
    explode: bool,
    reserved: bool,
}

/// Names and values that are sent.
pub(super) type Pairs = Vec<(String, String)>;

impl Field {
    /// By style; every item or entry stands for itself.
    pub const fn new(name: &'static str, style: Style) -> Self {
        Self { name, style, explode: true, reserved: false }
    }

    /// With the way to each value in brackets: `a[b]=1&a[c][0]=2`. Lists have the numbers of their items, as the
    /// standard does not say how they are written and servers that read objects so read lists so.
    pub const fn deep(name: &'static str) -> Self {
        Self::new(name, Style::DeepObject)
    }

    /// As JSON text, whatever it is.
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, Style::Json)
    }

    /// All items or entries stand together in one value.
    #[must_use]
    pub const fn joined(mut self) -> Self {
        self.explode = false;
        self
    }

    /// Reserved characters stay as they are.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// What is sent of a value, given as JSON text.
    ///
    /// # Errors
    /// The style cannot write it.
    pub(super) fn pairs(self, json: &str) -> Result<Pairs, RequestError> {
        let mut pairs = Vec::new();
        let written = match self.style {
            _ if json == "null" => Ok(()),
            Style::Json => {
                pairs.push((self.name.to_owned(), json.to_owned()));
                Ok(())
            }
            Style::DeepObject => deep(self.name.to_owned(), json, &mut pairs),
            Style::SpaceDelimited => self.flat(json, " ", &mut pairs),
            Style::PipeDelimited => self.flat(json, "|", &mut pairs),
            Style::TabDelimited => self.flat(json, "\t", &mut pairs),
            Style::Form | Style::Simple | Style::Label | Style::Matrix | Style::Cookie => {
                self.flat(json, ",", &mut pairs)
            }
        };
        written.map(|()| pairs).map_err(|reason| RequestError::new(self.name, reason))
    }

    fn flat(self, json: &str, separator: &str, pairs: &mut Pairs) -> Result<(), &'static str> {
        let joined = |texts: Vec<String>| match texts.iter().any(|text| text.contains(separator)) {
            true => Err("has an item that contains the separator of its list"),
            false => Ok((self.name.to_owned(), texts.join(separator))),
        };
        match texts(json)? {
            None => {}
            Some(Texts::One(text)) => pairs.push((self.name.to_owned(), text)),
            Some(Texts::Many(items)) if self.explode => {
                pairs.extend(items.into_iter().map(|item| (self.name.to_owned(), item)));
            }
            Some(Texts::Named(entries)) if self.explode => pairs.extend(entries),
            Some(Texts::Many(items)) if items.is_empty() => {}
            Some(Texts::Named(entries)) if entries.is_empty() => {}
            Some(Texts::Many(items)) => pairs.push(joined(items)?),
            Some(Texts::Named(entries)) => {
                pairs.push(joined(entries.into_iter().flat_map(|(key, value)| [key, value]).collect())?);
            }
        }
        Ok(())
    }
}

/// An object, given as JSON text, as a form.
pub(super) fn write(fields: &[Field], json: &str) -> Result<String, RequestError> {
    let entries = scalars::entries(json).map_err(|_| RequestError::new("body", "is no object, as a form must be"))?;
    let mut form = String::new();
    for (name, value) in entries {
        let field = fields.iter().find(|field| field.name == name);
        let pairs = match field {
            Some(field) => field.pairs(value.get())?,
            None => plain(&name, value).map_err(|reason| RequestError::new(name.clone(), reason))?,
        };
        let kept = if field.is_some_and(|field| field.reserved) { RESERVED } else { FORM };
        for (name, text) in pairs {
            if !form.is_empty() {
                form.push('&');
            }
            form.extend(encoded(&name, FORM));
            form.push('=');
            form.extend(encoded(&text, kept));
        }
    }
    Ok(form)
}

/// A property without a style: single values as text, lists item by item, objects as JSON.
fn plain(name: &str, value: &RawValue) -> Result<Pairs, &'static str> {
    let values = match value.get().starts_with('[') {
        true => scalars::items(value.get())?,
        false => vec![value],
    };
    let texts = values.into_iter().filter_map(|value| match value.get().as_bytes() {
        [b'[' | b'{', ..] => Some(Ok(value.get().to_owned())),
        _ => scalars::scalar(value.get()).transpose(),
    });
    texts.map(|text| Ok((name.to_owned(), text?))).collect()
}

/// How deep objects and lists may stand in one another: the way to a value is as long.
const DEPTH: usize = 64;

/// All single values below a value, with the way to each.
fn deep(name: String, json: &str, pairs: &mut Pairs) -> Result<(), &'static str> {
    let mut open = vec![(name, json, 0)];
    while let Some((name, json, depth)) = open.pop() {
        if depth > DEPTH {
            return Err("is too deep for its style");
        }
        let inner: Vec<(String, &RawValue)> = match json.as_bytes().first() {
            Some(b'{') => scalars::entries(json)?,
            Some(b'[') => {
                scalars::items(json)?.into_iter().enumerate().map(|(i, item)| (i.to_string(), item)).collect()
            }
            _ => {
                pairs.extend(scalars::scalar(json)?.map(|text| (name, text)));
                continue;
            }
        };
        // The first is taken up next.
        let inner = inner.into_iter().rev();
        open.extend(inner.map(|(key, value)| (format!("{name}[{key}]"), value.get(), depth + 1)));
    }
    Ok(())
}

fn encoded<'t>(text: &'t str, set: &'static AsciiSet) -> impl Iterator<Item = &'t str> {
    // Whatever else there is between two spaces, a space of a form is a plus.
    let words = text.split(' ').enumerate();
    words.flat_map(move |(i, word)| (i > 0).then_some("+").into_iter().chain(utf8_percent_encode(word, set)))
}
