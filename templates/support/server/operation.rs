//! What the document says about an operation, as static data that hooks and middleware can read.

use super::{Form, Meaning, Parameter};

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
    /// The media types of documented successes, with their parameters; empty if none has a body.
    pub produces: &'static [&'static str],
    /// Whether a success without a body is documented, so that there is an answer whatever a caller accepts.
    pub may_be_empty: bool,
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
    /// Any text.
    Text,
    /// A single value as text.
    Value(Meaning),
    /// `application/x-www-form-urlencoded`.
    Form(&'static Form),
    /// Named parts, of which none is a file: they are read as a whole.
    Parts(&'static Form),
    /// Bytes as they are, read as a whole.
    Binary,
    /// Bytes as they come.
    Stream,
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
        may_be_empty: false,
        security: &[],
        authorizers: &[],
        permissions: &[],
    };
}

impl Operation {
    /// Whether the document says more of callers than that they have to be known: scopes, authorizers or permissions.
    pub fn restricted(&self) -> bool {
        let mut credentials = self.security.iter().flat_map(|requirement| requirement.all_of);
        !self.authorizers.is_empty()
            || !self.permissions.is_empty()
            || credentials.any(|credential| !credential.scopes.is_empty())
    }
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

impl Format {
    /// Whether it is text, so that it has a charset.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::Parts(_) | Self::Binary | Self::Stream)
    }
}

impl Payload {
    /// JSON.
    pub const fn json(essence: &'static str) -> Self {
        Self { essence, format: Format::Json }
    }

    /// Any text.
    pub const fn text(essence: &'static str) -> Self {
        Self { essence, format: Format::Text }
    }

    /// A single value as text.
    pub const fn value(essence: &'static str, meaning: Meaning) -> Self {
        Self { essence, format: Format::Value(meaning) }
    }

    /// A form.
    pub const fn form(essence: &'static str, form: &'static Form) -> Self {
        Self { essence, format: Format::Form(form) }
    }

    /// Named parts, of which none is a file.
    pub const fn parts(essence: &'static str, form: &'static Form) -> Self {
        Self { essence, format: Format::Parts(form) }
    }

    /// Bytes as they are, read as a whole.
    pub const fn binary(essence: &'static str) -> Self {
        Self { essence, format: Format::Binary }
    }

    /// Bytes as they come.
    pub const fn stream(essence: &'static str) -> Self {
        Self { essence, format: Format::Stream }
    }
}
