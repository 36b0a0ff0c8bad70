//! Values as text in paths, queries, headers and cookies (OpenAPI 3.0.3, 4.7.12.4).
//!
//! A value is serialised to JSON text once; everything from there on is the same code for all types.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::error::RequestError;
use super::form;
use super::scalars::{Texts, texts};
use super::style::{Parameter, Place, Style};

/// Everything but the unreserved characters (RFC 3986, 2.3).
const DATA: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Reserved characters stay, but for those that would end or split the query.
const RESERVED: &AsciiSet = &DATA
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The same in a path, whose segments end elsewhere.
const PATH_RESERVED: &AsciiSet = &RESERVED.add(b'/').add(b'?').remove(b'&').remove(b'+');

/// A value, given as JSON text, as it stands at its place. `None`: there is nothing to send, such as an empty list in a query.
///
/// In a path it is the text of the place; in a query one or more `name=value` joined by `&`; in a header the value; in a
/// cookie one or more `name=value` joined by `; `.
///
/// # Errors
/// A reason: the value cannot be written in this style.
pub(super) fn encode(parameter: Parameter, json: &str) -> Result<Option<String>, &'static str> {
    if parameter.style == Style::Json {
        return Ok(Some(in_json(parameter, json)));
    }
    let texts = match texts(json)? {
        Some(Texts::Many(items)) if items.is_empty() => None,
        Some(Texts::Named(entries)) if entries.is_empty() => None,
        texts => texts,
    };
    let (Some(texts), encoder) = (texts, Encoder { parameter }) else {
        return match parameter.place {
            Place::Path => Err("must not be empty"),
            _ => Ok(None),
        };
    };
    if parameter.place == Place::Path && matches!(&texts, Texts::One(text) if text.is_empty()) {
        return Err("must not be empty");
    }
    match (parameter.style, texts) {
        (Style::Simple | Style::Json, texts) => encoder.simple(texts),
        (Style::Label, texts) => encoder.label(texts),
        (Style::Matrix, texts) => encoder.matrix(texts),
        (Style::SpaceDelimited, texts) if !parameter.explode => encoder.delimited(texts, ' '),
        (Style::PipeDelimited, texts) if !parameter.explode => encoder.delimited(texts, '|'),
        (Style::TabDelimited, texts) if !parameter.explode => encoder.delimited(texts, '\t'),
        (Style::DeepObject, Texts::Named(entries)) => Ok(encoder.deep(entries)),
        (Style::Cookie, texts) => encoder.form(texts).and_then(in_cookie),
        (
            Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited | Style::DeepObject,
            texts,
        ) => encoder.form(texts),
    }
    .map(Some)
}

/// A value, given as JSON text, as the whole query. `None`: there is nothing to send.
///
/// # Errors
/// It cannot be written in this style.
pub(super) fn whole_query(parameter: Parameter, json: &str) -> Result<Option<String>, RequestError> {
    let text = match parameter.style {
        _ if json == "null" => return Ok(None),
        Style::Form => form::write(parameter.fields, json)?,
        Style::Json => utf8_percent_encode(json, DATA).to_string(),
        _ => match texts(json).map_err(|reason| RequestError::new(parameter.name, reason))? {
            Some(Texts::One(text)) => utf8_percent_encode(&text, DATA).to_string(),
            _ => return Err(RequestError::new(parameter.name, "is no single value")),
        },
    };
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// Pairs of a cookie as they are, if they can stand there (RFC 6265, 4.1.1; lists are joined by commas).
fn in_cookie(pairs: String) -> Result<String, &'static str> {
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"\"\\".contains(&byte);
    match pairs.split("; ").all(|pair| pair.bytes().all(fits) && !pair.contains(';')) {
        true => Ok(pairs),
        false => Err("has signs that cannot stand in a cookie as they are"),
    }
}

/// `name=text`, for a query or a cookie.
pub(super) fn pair(parameter: Parameter, text: &str) -> String {
    Encoder { parameter }.pair(parameter.name, text)
}

/// JSON text at its place; a header takes it as it is.
fn in_json(parameter: Parameter, text: &str) -> String {
    let encoder = Encoder { parameter };
    match parameter.place {
        Place::Path => encoder.data(text),
        Place::Query | Place::QueryString | Place::Cookie => encoder.pair(parameter.name, text),
        Place::Header => ascii_json(text),
    }
}

/// JSON with `\u` escapes in place of all that is not ASCII, so that a header can carry it.
fn ascii_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

struct Encoder {
    parameter: Parameter,
}

impl Encoder {
    fn simple(&self, texts: Texts) -> Result<String, &'static str> {
        match texts {
            // RFC 9110, 5.5: they are no part of the value.
            Texts::One(text) if self.parameter.place == Place::Header && text.trim() != text => {
                Err("has blanks around it, which no header keeps")
            }
            Texts::One(text) => Ok(self.data(&text)),
            Texts::Many(items) => self.list(&items, ","),
            Texts::Named(entries) if self.parameter.explode => self.entries(&entries, ","),
            Texts::Named(entries) => self.list(&flat(entries), ","),
        }
    }

    fn label(&self, texts: Texts) -> Result<String, &'static str> {
        let text = match texts {
            Texts::One(text) => self.data(&text),
            // `.` separates items, and is unreserved: it must not stand in one of them.
            Texts::Many(items) => self.dotted(&items)?,
            Texts::Named(entries) if self.parameter.explode => {
                self.dotted(entries.iter().flat_map(|(key, value)| [key, value]))?;
                self.entries(&entries, ".")?
            }
            Texts::Named(entries) => self.dotted(&flat(entries))?,
        };
        Ok(format!(".{text}"))
    }

    fn matrix(&self, texts: Texts) -> Result<String, &'static str> {
        let name = self.data(self.parameter.name);
        Ok(match texts {
            Texts::One(text) => format!(";{name}={}", self.data(&text)),
            Texts::Many(items) if self.parameter.explode => {
                items.iter().map(|item| format!(";{name}={}", self.data(item))).collect()
            }
            Texts::Named(entries) if self.parameter.explode => {
                entries.iter().map(|(key, value)| format!(";{}={}", self.data(key), self.data(value))).collect()
            }
            Texts::Many(items) => format!(";{name}={}", self.list(&items, ",")?),
            Texts::Named(entries) => format!(";{name}={}", self.list(&flat(entries), ",")?),
        })
    }

    fn form(&self, texts: Texts) -> Result<String, &'static str> {
        let separator = if self.parameter.place == Place::Cookie { "; " } else { "&" };
        let name = self.parameter.name;
        let pairs: Vec<String> = match texts {
            Texts::One(text) => vec![self.pair(name, &text)],
            Texts::Many(items) if self.parameter.explode => items.iter().map(|item| self.pair(name, item)).collect(),
            Texts::Named(entries) if self.parameter.explode => {
                entries.iter().map(|(key, value)| self.pair(key, value)).collect()
            }
            Texts::Many(items) => return self.joined(&items, ','),
            Texts::Named(entries) => return self.joined(&flat(entries), ','),
        };
        Ok(pairs.join(separator))
    }

    fn deep(&self, entries: Vec<(String, String)>) -> String {
        let name = self.parameter.name;
        let pairs = entries.iter().map(|(key, value)| self.pair(&format!("{name}[{key}]"), value));
        pairs.collect::<Vec<_>>().join("&")
    }

    fn delimited(&self, texts: Texts, separator: char) -> Result<String, &'static str> {
        match texts {
            Texts::One(_) => self.form(texts),
            Texts::Many(items) => self.joined(&items, separator),
            Texts::Named(entries) => self.joined(&flat(entries), separator),
        }
    }

    /// `name=a,b,c`, or in a path or header `a,b,c` alone. The separator is percent-encoded like the items, as servers expect it that decode before they
    /// split; so an item that holds it could not be told from two.
    fn joined(&self, items: &[String], separator: char) -> Result<String, &'static str> {
        several(items)?;
        if items.iter().any(|item| item.contains(separator)) {
            return Err("has an item that contains the separator of its list");
        }
        let text = items.join(separator.encode_utf8(&mut [0; 4]));
        Ok(match self.parameter.place {
            Place::Path | Place::Header => self.data(&text),
            Place::Query | Place::QueryString | Place::Cookie => self.pair(self.parameter.name, &text),
        })
    }

    fn dotted<'a>(&self, items: impl IntoIterator<Item = &'a String>) -> Result<String, &'static str> {
        let items: Vec<&String> = items.into_iter().collect();
        several(&items)?;
        if items.iter().any(|item| item.contains('.')) {
            return Err("has an item that contains the separator of its list");
        }
        Ok(items.iter().map(|item| self.data(item)).collect::<Vec<_>>().join("."))
    }

    /// Items that are encoded apart, so that the separator stays what it is. Headers encode nothing.
    fn list(&self, items: &[String], separator: &str) -> Result<String, &'static str> {
        several(items)?;
        let as_is = self.parameter.place == Place::Header || self.parameter.reserved;
        if as_is && items.iter().any(|item| item.contains(separator)) {
            return Err("has an item that contains the separator of its list");
        }
        // RFC 9110, 5.6.1: recipients pass over empty items and blanks around others.
        let lost = |item: &String| item.is_empty() || item.trim() != item;
        if self.parameter.place == Place::Header && items.iter().any(lost) {
            return Err("has an item that is empty, or has blanks around it, which no list in a header keeps");
        }
        Ok(items.iter().map(|item| self.data(item)).collect::<Vec<_>>().join(separator))
    }

    fn entries(&self, entries: &[(String, String)], separator: &str) -> Result<String, &'static str> {
        let (header, reserved) = (self.parameter.place == Place::Header, self.parameter.reserved);
        let bad = |text: &String| text.contains(separator) || text.contains('=') || (header && text.trim() != text);
        if (header || reserved) && entries.iter().any(|(key, value)| bad(key) || bad(value)) {
            return Err("has an entry that contains a separator, or has blanks around it");
        }
        let entries = entries.iter().map(|(key, value)| format!("{}={}", self.data(key), self.data(value)));
        Ok(entries.collect::<Vec<_>>().join(separator))
    }

    fn pair(&self, name: &str, value: &str) -> String {
        if self.parameter.style == Style::Cookie {
            return format!("{name}={value}");
        }
        format!("{}={}", utf8_percent_encode(name, DATA), self.data(value))
    }

    fn data(&self, text: &str) -> String {
        match self.parameter.place {
            Place::Header => text.to_owned(),
            Place::Query if self.parameter.reserved => utf8_percent_encode(text, RESERVED).to_string(),
            Place::Path if self.parameter.reserved && self.parameter.style == Style::Simple => {
                utf8_percent_encode(text, PATH_RESERVED).to_string()
            }
            _ => utf8_percent_encode(text, DATA).to_string(),
        }
    }
}

/// What stands between separators: nothing between none would be an empty list.
///
/// # Errors
/// It is one empty text.
fn several<T: AsRef<str>>(items: &[T]) -> Result<(), &'static str> {
    match items {
        [one] if one.as_ref().is_empty() => Err("is a list of one empty text, which would arrive as an empty list"),
        _ => Ok(()),
    }
}

fn flat(entries: Vec<(String, String)>) -> Vec<String> {
    entries.into_iter().flat_map(|(key, value)| [key, value]).collect()
}
