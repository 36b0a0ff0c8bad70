//! What the document says about a parameter.

use super::Form;

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it is sent.
    pub place: Place,
    /// How it is written.
    pub codec: Codec,
    /// The value of a parameter that is not sent, as JSON.
    pub default: Option<&'static str>,
    /// The words that it may be, or its items; empty: any.
    pub words: &'static [&'static str],
}

/// Where something stands in a request, or that it is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query.
    QueryString,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// In the body.
    Body,
    /// In the answer of an implementation.
    Answer,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// By style (OpenAPI 3.0.3, 4.7.12.4).
    Style {
        /// The style.
        style: Style,
        /// Whether every item or entry stands for itself.
        explode: bool,
        /// What values there are.
        shape: Shape,
        /// Whether reserved characters stand for themselves: `+` is a plus then, otherwise a blank.
        allow_reserved: bool,
    },
    /// As JSON text.
    Json,
    /// As a form; the whole query only.
    Form(&'static Form),
}

/// The styles.
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
    /// As `form`, with nothing percent-encoded; in cookies only.
    Cookie,
}

/// What values a parameter has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One scalar.
    Scalar(Scalar),
    /// A list.
    Array(Scalar),
    /// Named scalars, and what others are.
    Object(&'static [(&'static str, Scalar)], Scalar),
}

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of JSON Schema")]
pub enum Scalar {
    String,
    Integer,
    Number,
    Boolean,
    /// A number or a boolean where the text is one, else a string.
    Literal,
    /// A string unless the type refuses it.
    Any,
}

impl Place {
    /// The word for it: `path`, `query`, `querystring`, `header`, `cookie`, `body`.
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Path => "path",
            Place::Query => "query",
            Place::QueryString => "querystring",
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::Body => "body",
            Place::Answer => "answer",
        }
    }
}

impl Parameter {
    const fn new(place: Place, name: &'static str, style: Style, explode: bool, shape: Shape) -> Self {
        Self {
            name,
            place,
            codec: Codec::Style { style, explode, shape, allow_reserved: false },
            default: None,
            words: &[],
        }
    }

    /// In the path: `simple`, not exploded.
    pub const fn path(name: &'static str, shape: Shape) -> Self {
        Self::new(Place::Path, name, Style::Simple, false, shape)
    }

    /// In the query: `form`, exploded.
    pub const fn query(name: &'static str, shape: Shape) -> Self {
        Self::new(Place::Query, name, Style::Form, true, shape)
    }

    /// In a header: `simple`, not exploded.
    pub const fn header(name: &'static str, shape: Shape) -> Self {
        Self::new(Place::Header, name, Style::Simple, false, shape)
    }

    /// In a cookie: `form`, exploded.
    pub const fn cookie(name: &'static str, shape: Shape) -> Self {
        Self::new(Place::Cookie, name, Style::Form, true, shape)
    }

    /// The whole query, as a form.
    pub const fn query_form(name: &'static str, form: &'static Form) -> Self {
        Self { name, place: Place::QueryString, codec: Codec::Form(form), default: None, words: &[] }
    }

    /// The whole query, as one text.
    pub const fn query_text(name: &'static str) -> Self {
        Self::new(Place::QueryString, name, Style::Form, false, Shape::Scalar(Scalar::String))
    }

    /// As JSON text.
    pub const fn json(place: Place, name: &'static str) -> Self {
        Self { name, place, codec: Codec::Json, default: None, words: &[] }
    }

    /// With another style.
    #[must_use]
    pub const fn style(mut self, to: Style) -> Self {
        if let Codec::Style { style, .. } = &mut self.codec {
            *style = to;
        }
        self
    }

    /// Every item or entry stands for itself.
    #[must_use]
    pub const fn exploded(self) -> Self {
        self.explode(true)
    }

    /// All items or entries stand together.
    #[must_use]
    pub const fn joined(self) -> Self {
        self.explode(false)
    }

    const fn explode(mut self, to: bool) -> Self {
        if let Codec::Style { explode, .. } = &mut self.codec {
            *explode = to;
        }
        self
    }

    /// Reserved characters stand for themselves.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        if let Codec::Style { allow_reserved, .. } = &mut self.codec {
            *allow_reserved = true;
        }
        self
    }

    /// With the words that it may be, or its items.
    #[must_use]
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }

    /// With a value for requests that do not send it, as JSON.
    #[must_use]
    pub const fn default(mut self, json: &'static str) -> Self {
        self.default = Some(json);
        self
    }
}
