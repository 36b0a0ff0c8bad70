//! Operations of IR 1.

use std::fmt;

use super::extensions::OperationExtensions;
use super::media::{Example, MediaType};
use super::schema::Docs;
use super::security::SecurityRequirement;
use super::{CallbackId, SchemaId, Server};
use crate::source::Origin;

/// HTTP methods of a Path Item Object (OpenAPI 3.0.3, 4.7.9; OpenAPI 3.2.0, Path Item Object).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names of HTTP")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// A method of `additionalOperations`, as written: a token of HTTP.
    Other(String),
}

impl Method {
    /// The method as HTTP writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Head => "HEAD",
            Method::Patch => "PATCH",
            Method::Trace => "TRACE",
            Method::Query => "QUERY",
            Method::Other(name) => name,
        }
    }
}

/// A Callback Object (OpenAPI 3.0.3, 4.7.18) under its key; a webhook (OpenAPI 3.1.1, 4.8.1) is one too, which no
/// operation asks for. Its requests go from the API to whoever uses it.
#[derive(Debug, Clone)]
pub struct Callback {
    /// Its key.
    pub name: String,
    /// What its requests and their types are named after where they have no ids.
    pub words: Vec<String>,
    /// Its requests in document order. The path of each is the runtime expression of its URL, taken as one literal, or
    /// has no pieces if it is a webhook's, whose URL is agreed upon elsewhere.
    pub operations: Vec<Operation>,
    /// Where it stands.
    pub origin: Origin,
}

/// An Operation Object (OpenAPI 3.0.3, 4.7.10), with what its path item gives it.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`, as written.
    pub operation_id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path.
    pub path: PathTemplate,
    /// All parameters, those of the path item included, in document order, path item first.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub request_body: Option<RequestBody>,
    /// The responses in document order.
    pub responses: Vec<Response>,
    /// What the API calls back because of this operation, in document order.
    pub callbacks: Vec<CallbackId>,
    /// Any-of sets of all-of requirements, the document's own if the operation has none; empty: no credential.
    pub security: Vec<SecurityRequirement>,
    /// Servers of the operation or its path item, if they replace the document's.
    pub servers: Vec<Server>,
    /// Names of its tags.
    pub tags: Vec<String>,
    /// Texts.
    pub docs: Docs,
    /// The extensions we know.
    pub extensions: OperationExtensions,
    /// Where it stands.
    pub origin: Origin,
}

/// A path, parsed once. The text is kept as written; that of a webhook is its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate {
    /// As written, such as `/pets/{id}`.
    pub text: String,
    /// Literals and parameters in order; `/` belongs to the literals.
    pub pieces: Vec<PathPiece>,
}

/// A piece of a [`PathTemplate`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPiece {
    /// Text that stands as it is.
    Literal(String),
    /// The wire name of a path parameter.
    Parameter(String),
}

/// `in` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of OpenAPI's `in`")]
pub enum ParameterLocation {
    Path,
    Query,
    /// `querystring`: the whole query.
    QueryString,
    Header,
    Cookie,
}

/// `style` of a parameter (OpenAPI 3.0.3, 4.7.12.2); those with delimiters also stand for the formats of collections of
/// Swagger 2.0, which has them at all places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of OpenAPI")]
pub enum ParameterStyle {
    Matrix,
    Label,
    Form,
    Simple,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
    Cookie,
}

/// How a parameter's value is written.
#[derive(Debug, Clone)]
pub enum ParameterShape {
    /// `schema` with `style` and `explode`.
    Schema {
        /// The schema.
        schema: SchemaId,
        /// The style, the location's default if none is written.
        style: ParameterStyle,
        /// `explode`, the style's default if none is written.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// `content`: the one media type.
    Content(MediaType),
}

/// A Parameter Object (OpenAPI 3.0.3, 4.7.12).
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Whether it must be sent; always true in a path.
    pub required: bool,
    /// How its value is written.
    pub shape: ParameterShape,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// Texts.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// A Request Body Object (OpenAPI 3.0.3, 4.7.13).
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether it must be sent.
    pub required: bool,
    /// What may be sent, in document order.
    pub content: Vec<MediaType>,
    /// `x-merge-patch: true`, or a media type that means it (RFC 7396).
    pub merge_patch: bool,
    /// Texts.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// A key of the Responses Object (OpenAPI 3.0.3, 4.7.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// `200`.
    Code(u16),
    /// `2XX`, as 2.
    Class(u8),
    /// `default`.
    Default,
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StatusPattern::Code(code) => write!(f, "{code}"),
            StatusPattern::Class(class) => write!(f, "{class}XX"),
            StatusPattern::Default => f.write_str("default"),
        }
    }
}

/// A Response Object (OpenAPI 3.0.3, 4.7.17).
#[derive(Debug, Clone)]
pub struct Response {
    /// Its key.
    pub status: StatusPattern,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: String,
    /// Bodies by media range; empty: no body.
    pub content: Vec<MediaType>,
    /// Headers.
    pub headers: Vec<Header>,
    /// Where it stands.
    pub origin: Origin,
}

impl Response {
    /// Summary and description, CommonMark.
    pub fn text(&self) -> String {
        match (self.summary.as_deref(), self.description.as_str()) {
            (None, description) => description.to_owned(),
            (Some(summary), "") => summary.to_owned(),
            (Some(summary), description) => format!("{summary}\n\n{description}"),
        }
    }
}

/// A Header Object (OpenAPI 3.0.3, 4.7.21).
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Whether it is always sent.
    pub required: bool,
    /// How its value is written; the style is `simple`.
    pub shape: ParameterShape,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// Texts.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}
