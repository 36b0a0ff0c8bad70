//! Where a parameter stands and how its value is written.

use super::form::Field;

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of OpenAPI's `in`")]
pub enum Place {
    Path,
    Query,
    /// `querystring`: the whole query.
    QueryString,
    Header,
    Cookie,
}

/// How a value is written (OpenAPI 3.0.3, 4.7.12.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of OpenAPI")]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
    /// As `form`, with nothing percent-encoded.
    Cookie,
    /// As JSON text.
    Json,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// How its value is written.
    pub style: Style,
    /// Whether every item or entry of its value stands for itself.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// How properties of a whole query are written that are not written as all others are.
    pub fields: &'static [Field],
}

impl Parameter {
    const fn new(name: &'static str, place: Place, style: Style, explode: bool) -> Self {
        Self { name, place, style, explode, reserved: false, fields: &[] }
    }

    /// A path parameter: `simple`, not exploded.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Place::Path, Style::Simple, false)
    }

    /// A query parameter: `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query, Style::Form, true)
    }

    /// The whole query: an object as a form.
    pub const fn query_string(name: &'static str, fields: &'static [Field]) -> Self {
        Self { fields, ..Self::new(name, Place::QueryString, Style::Form, true) }
    }

    /// A header: `simple`, not exploded.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header, Style::Simple, false)
    }

    /// A cookie: `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Place::Cookie, Style::Form, true)
    }

    /// With another style.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Every item or entry stands for itself.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.explode = true;
        self
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
}
