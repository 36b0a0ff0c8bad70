//! What tells the arms of a union apart without reading one: the value of a property, the JSON type.

use std::borrow::Cow;

use super::Decimal;

/// The value of a property, if it is there.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'t>(Option<&'t str>);

impl<'t> Tag<'t> {
    pub(super) fn new(text: Option<&'t str>) -> Self {
        Self(text)
    }

    /// Whether there is one.
    pub fn is_there(self) -> bool {
        self.0.is_some()
    }

    /// Itself if it is this value.
    pub fn with(self, value: impl TagValue) -> Self {
        Tag(self.0.filter(|_| self.is(value)))
    }

    /// Whether it is this value.
    pub fn is(&self, value: impl TagValue) -> bool {
        self.0.is_some_and(|text| value.is_written(text))
    }
}

/// A value that a tag can have: a string, a number, a boolean.
pub trait TagValue {
    /// Whether this JSON text stands for it.
    fn is_written(&self, text: &str) -> bool;
}

impl TagValue for &str {
    fn is_written(&self, text: &str) -> bool {
        let plain = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|text| !text.contains('\\'));
        match plain {
            Some(plain) => plain == *self,
            None => serde_json::from_str::<Cow<'_, str>>(text).is_ok_and(|text| text == *self),
        }
    }
}

impl TagValue for bool {
    fn is_written(&self, text: &str) -> bool {
        text == if *self { "true" } else { "false" }
    }
}

impl TagValue for i64 {
    fn is_written(&self, text: &str) -> bool {
        Decimal::parse(text).is_some_and(|number| Some(number) == Decimal::parse(&self.to_string()))
    }
}

impl TagValue for f64 {
    fn is_written(&self, text: &str) -> bool {
        Decimal::parse(text).is_some_and(|number| Some(number) == Decimal::parse(&format!("{self:e}")))
    }
}

/// A JSON type.
#[derive(Debug, Clone, Copy)]
pub struct Kind(&'static str);

impl Kind {
    pub(super) fn of(text: &str) -> Self {
        Self(match text.trim_ascii_start().bytes().next() {
            Some(b'{') => "object",
            Some(b'[') => "array",
            Some(b'"') => "string",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            _ => "number",
        })
    }

    /// Whether a value of this type can be one of that: any number may be an integer, whatever its spelling.
    pub fn is(self, name: &str) -> bool {
        self.0 == name || (self.0 == "number" && name == "integer")
    }

    pub(super) fn has_parts(self) -> bool {
        matches!(self.0, "object" | "array")
    }
}
