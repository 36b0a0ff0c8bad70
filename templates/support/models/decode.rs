use std::cell::RefCell;
use std::fmt;

use serde::de::{Error, Unexpected};

use super::Decode;

/// Why a text could not be read as a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
}

impl DecodeError {
    /// Where in the text: a JSON Pointer (RFC 6901), empty for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong. May quote the value that was found.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What is wrong, without the value that was found: fit to be sent to whoever sent the text.
    pub fn reason(&self) -> &str {
        let found = ["invalid type: ", "invalid value: ", "invalid length "];
        if !found.iter().any(|word| self.message.starts_with(word)) {
            return &self.message;
        }
        let start = self.message.rfind(", expected ").map_or(0, |at| at + ", ".len());
        self.message.get(start..).unwrap_or(&self.message)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

impl std::error::Error for DecodeError {}

/// Reads JSON text. Errors name the place.
///
/// # Errors
/// The text is no JSON, or not of the shape of `T`.
pub fn from_slice<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    INNER.take();
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = T::decode(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|fault| error(text, &fault))
}

/// Reads JSON text. Errors name the place.
///
/// # Errors
/// The text is no JSON, or not of the shape of `T`.
pub fn from_str<T: Decode>(text: &str) -> Result<T, DecodeError> {
    from_slice(text.as_bytes())
}

/// Reads a part of a text. Whoever reads the whole says where the part stands.
pub(super) fn parse<T: Decode>(text: &str) -> Result<T, serde_json::Error> {
    // By way of bytes, as wholes are read: one copy of the code for each type.
    let mut reader = serde_json::Deserializer::from_slice(text.as_bytes());
    let value = T::decode(&mut reader)?;
    reader.end().map(|()| value)
}

// The place of a fault is looked up when there is one: serde_json says how far it came, and that leads to the value.
// Unions read their arm from a text of its own, of which serde_json knows nothing; they leave the text here.
thread_local! {
    static INNER: RefCell<Inner> = const { RefCell::new(None) };
}

/// The text of an arm that is at fault, and how many bytes of it had been read.
pub(super) type Inner = Option<(String, usize)>;

/// Notes that reading `text`, which is part of a larger text, failed with `fault`. The message for the larger text.
pub(super) fn note(text: &str, fault: &serde_json::Error) -> String {
    let offset = offset(text.as_bytes(), fault);
    INNER.set(Some((text.to_owned(), offset)));
    message(fault)
}

/// Refuses a part of a text that has been read to its end. The message.
pub(super) fn refuse(text: &str, found: Unexpected<'_>, expected: &str) -> String {
    note(text, &serde_json::Error::invalid_type(found, &expected))
}

/// Takes a noted fault, which may do no harm.
pub(super) fn take() -> Inner {
    INNER.take()
}

/// Notes a fault again, because it did.
pub(super) fn put_back(inner: Inner) {
    INNER.set(inner);
}

/// The place of a fault that serde_json has just found in `text`, also where it stands inside a union.
pub fn locate(text: &[u8], fault: &serde_json::Error) -> DecodeError {
    error(text, fault)
}

/// A fault with its place in `text`.
pub(super) fn error(text: &[u8], fault: &serde_json::Error) -> DecodeError {
    DecodeError { path: pointer(text, offset(text, fault)), message: message(fault) }
}

fn message(fault: &serde_json::Error) -> String {
    let text = fault.to_string();
    let place = format!(" at line {} column {}", fault.line(), fault.column());
    text.strip_suffix(place.as_str()).unwrap_or(&text).to_owned()
}

/// How many bytes of `text` had been read.
fn offset(text: &[u8], fault: &serde_json::Error) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n').take(fault.line().saturating_sub(1));
    let start: usize = lines.map(<[u8]>::len).sum();
    // Line 0: serde_json had no place for it, which is so at the very end.
    let reached = if fault.line() == 0 { text.len() } else { usize::min(start + fault.column(), text.len()) };
    let Some((part, within)) = INNER.take() else {
        return reached;
    };
    // The part ends where serde_json stopped, but for white space and one bracket that it closes.
    let read = text.get(..reached).unwrap_or(text).trim_ascii_end();
    let closed = read.split_last().map_or(read, |(_, rest)| rest.trim_ascii_end());
    let before = [read, closed].into_iter().find_map(|read| read.strip_suffix(part.as_bytes()));
    before.map_or(reached, |before| before.len() + within)
}

/// The pointer of the innermost value of `text` that holds the byte at `offset` or ends there. Looks at each byte before
/// it once, and at none after the value: whoever sends a text must not choose how much work its faults are.
fn pointer(text: &[u8], offset: usize) -> String {
    let mut walk = Walk { text, at: 0, open: Vec::new() };
    while walk.value(offset).is_some() {}
    let mut path = String::new();
    for step in walk.open.iter().filter(|step| step.inside) {
        path.push('/');
        match &step.key {
            Some(key) => path.push_str(&key.replace('~', "~0").replace('/', "~1")),
            None => path.push_str(&step.index.to_string()),
        }
    }
    path
}

/// Goes through a JSON text that is well formed as far as it is looked at.
struct Walk<'t> {
    text: &'t [u8],
    at: usize,
    /// Arrays and objects that have not ended yet, the outermost first.
    open: Vec<Step>,
}

/// The value of an array or an object that is looked at.
struct Step {
    object: bool,
    index: usize,
    key: Option<String>,
    /// Whether the place that is looked for is within it.
    inside: bool,
}

impl Walk<'_> {
    /// Goes over a scalar, or into an array or object, and on to where the next value begins; none if that is far enough.
    fn value(&mut self, offset: usize) -> Option<()> {
        self.skip_space();
        if self.at > offset {
            return None;
        }
        if let Some(step) = self.open.last_mut() {
            step.inside = true;
        }
        match self.peek()? {
            bracket @ (b'{' | b'[') => {
                self.at += 1;
                self.open.push(Step { object: bracket == b'{', index: 0, key: None, inside: false });
                if self.key().is_some() {
                    return Some(());
                }
            }
            b'"' => self.skip_string()?,
            _ => {
                let end = |byte: &u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                let rest = self.text.get(self.at..)?;
                self.at += rest.iter().position(end).unwrap_or(rest.len());
            }
        }
        if self.at >= offset { None } else { self.next(offset) }
    }

    /// To the key of the next property, and over it; nothing in arrays. None if there is no key.
    fn key(&mut self) -> Option<()> {
        if !self.open.last()?.object {
            return Some(());
        }
        self.skip_space();
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at;
        self.skip_string()?;
        let key = serde_json::from_slice(self.text.get(start..self.at)?).ok()?;
        self.open.last_mut()?.key = Some(key);
        self.skip_space();
        self.at += 1;
        Some(())
    }

    /// From the end of a value to the next one, out of all that ends here.
    fn next(&mut self, offset: usize) -> Option<()> {
        loop {
            self.open.last_mut()?.inside = false;
            self.skip_space();
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b',' => {
                    self.open.last_mut()?.index += 1;
                    return self.key();
                }
                b'}' | b']' => {
                    self.open.pop();
                    if self.at >= offset {
                        return None;
                    }
                }
                _ => return None,
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let byte = self.peek()?;
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return Some(());
            }
        }
    }
}
