//! Security schemes of IR 1.

use super::SecuritySchemeId;
use super::schema::Docs;
use crate::source::Origin;

/// A Security Scheme Object (OpenAPI 3.0.3, 4.7.27).
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Its key among the components.
    pub name: String,
    /// What it is.
    pub kind: SecuritySchemeKind,
    /// Texts.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// What a security scheme is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `http` with `bearer`, `oauth2`, `openIdConnect`: a token in `Authorization: Bearer`.
    Bearer,
    /// `http` with `basic`.
    Basic,
    /// `apiKey`.
    ApiKey {
        /// The name of the header, query parameter or cookie.
        name: String,
        /// Where it is sent.
        location: ApiKeyLocation,
    },
    /// `oauth2`: a bearer token that flows describe.
    OAuth2 {
        /// The token URL of the client credentials flow.
        token_url: Option<String>,
    },
    /// Another `http` scheme, by name.
    Other(String),
}

/// `in` of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of OpenAPI's `in`")]
pub enum ApiKeyLocation {
    Header,
    Query,
    Cookie,
}

/// A Security Requirement Object (OpenAPI 3.0.3, 4.7.30): all of these together. Empty: none is needed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityRequirement {
    /// Scheme and scopes.
    pub schemes: Vec<(SecuritySchemeId, Vec<String>)>,
}
