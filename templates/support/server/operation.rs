//! What the document says about an operation, as static data that hooks and middleware can read.

/// One operation of the document.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path as the document writes it.
    pub path: &'static str,
    /// The path as axum routes it; templates of one shape have one route.
    pub route: &'static str,
    /// The path with its parameters by number, which is their place in `parameters`: `/files/{0}.{1}`.
    pub template: &'static str,
    /// Orders the templates of one route, most specific first.
    pub rank: &'static [u16],
    /// All parameters.
    pub parameters: &'static [Parameter],
    /// The body of a request.
    pub body: Option<Body>,
    /// The media types of documented successes; empty if none has a body.
    pub produces: &'static [&'static str],
    /// Any of these lets a caller in; empty: no credential is asked for.
    pub security: &'static [Requirement],
    /// The authorizers of the document (`x-authorizers`): alternatives.
    pub authorizers: &'static [Authorizer],
    /// The permissions of the document (`x-required-permissions`): alternatives of what is needed together.
    pub permissions: &'static [&'static [&'static str]],
}

/// An authorizer of the document and its parameters.
#[derive(Debug, PartialEq, Eq)]
pub struct Authorizer {
    /// Its name.
    pub name: &'static str,
    /// Its parameters.
    pub parameters: &'static [&'static str],
}

/// Credentials that are needed together; none: anonymous callers are let in.
#[derive(Debug)]
pub struct Requirement {
    /// The credentials.
    pub all_of: &'static [Credential],
}

/// A credential and the scopes it must have.
#[derive(Debug)]
pub struct Credential {
    /// How it is sent.
    pub scheme: &'static Scheme,
    /// Its scopes.
    pub scopes: &'static [&'static str],
}

/// A security scheme of the document.
#[derive(Debug)]
pub struct Scheme {
    /// Its key in the document.
    pub name: &'static str,
    /// How its credential is sent.
    pub place: SchemePlace,
}

/// How a credential is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemePlace {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
    /// Not known.
    Unknown,
}

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

/// Where something stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// In the body.
    Body,
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
}

/// The styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Style {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
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
#[allow(missing_docs)]
pub enum Scalar {
    String,
    Integer,
    Number,
    Boolean,
    /// A string unless the type refuses it.
    Any,
}

/// The body of a request.
#[derive(Debug)]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// What may be sent.
    pub payloads: &'static [Payload],
}

/// One representation of a body.
#[derive(Debug)]
pub struct Payload {
    /// `type/subtype` in lower case; either may be `*`.
    pub essence: &'static str,
    /// How it is written.
    pub format: Format,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// UTF-8 text.
    Text,
    /// Bytes as they are.
    Binary,
}

impl Place {
    /// The word for it: `path`, `query`, `header`, `cookie`, `body`.
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::Body => "body",
        }
    }
}

impl Operation {
    /// An operation without parameters, body, credentials: what generated ones begin with.
    pub const BASE: Self = Self {
        id: "",
        method: "GET",
        path: "/",
        route: "/",
        template: "/",
        rank: &[],
        parameters: &[],
        body: None,
        produces: &[],
        security: &[],
        authorizers: &[],
        permissions: &[],
    };
}

impl Authorizer {
    /// An authorizer and its parameters.
    pub const fn new(name: &'static str, parameters: &'static [&'static str]) -> Self {
        Self { name, parameters }
    }
}

impl Requirement {
    /// Credentials that are needed together.
    pub const fn all_of(all_of: &'static [Credential]) -> Self {
        Self { all_of }
    }
}

impl Credential {
    /// A credential with scopes.
    pub const fn new(scheme: &'static Scheme, scopes: &'static [&'static str]) -> Self {
        Self { scheme, scopes }
    }
}

impl Body {
    /// A body that must be sent.
    pub const fn required(payloads: &'static [Payload]) -> Self {
        Self { required: true, payloads }
    }

    /// A body that may be left out.
    pub const fn optional(payloads: &'static [Payload]) -> Self {
        Self { required: false, payloads }
    }
}

impl Payload {
    /// JSON.
    pub const fn json(essence: &'static str) -> Self {
        Self { essence, format: Format::Json }
    }

    /// UTF-8 text.
    pub const fn text(essence: &'static str) -> Self {
        Self { essence, format: Format::Text }
    }

    /// Bytes as they are.
    pub const fn binary(essence: &'static str) -> Self {
        Self { essence, format: Format::Binary }
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
