//! Operations as client and server will have them.

use std::sync::Arc;

use super::{Codec, Content, DocText, Ident, RustType, TypeName, WrittenPlan};
use crate::api::{ApiKeyLocation, Method, ParameterLocation, StatusPattern};
use crate::source::Origin;
use crate::tree::Node;

/// One tag: a trait of the server crate, a module of client and server.
#[derive(Debug, Clone)]
pub struct ServicePlan {
    /// The module.
    pub module: Ident,
    /// The trait.
    pub name: TypeName,
    /// Docs of the tag.
    pub docs: DocText,
    /// Indices into `Plan::methods`.
    pub methods: Vec<usize>,
    /// The Cargo feature that brings the operations of a tag in crates; none where they are always there.
    pub feature: Option<String>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct MethodPlan {
    /// The method of client and trait, such as `list_pets`.
    pub ident: Ident,
    /// The stem of the operation's types, such as `ListPets`: the client's marker type has this name, `ListPetsError`,
    /// `ListPetsRequest`, `ListPetsResponse` are made from it. Checked to be free of collisions with all of them.
    pub stem: TypeName,
    /// `operationId`, or the name made for it.
    pub operation_id: String,
    /// The HTTP method.
    pub method: Method,
    /// The path as written, for docs and spans.
    pub path_text: String,
    /// The path in pieces.
    pub path: Vec<PathPart>,
    /// Where it is served, if not where the API is: an absolute URL, or a path at the API's host.
    pub server: Option<String>,
    /// All parameters in document order.
    pub arguments: Vec<ArgumentPlan>,
    /// The body.
    pub body: Option<BodyPlan>,
    /// What it can answer, in document order.
    pub outcomes: Vec<OutcomePlan>,
    /// What a mock answers with, successes first.
    pub printed: Vec<super::PrintedPlan>,
    /// What a success gives the caller.
    pub success: super::SuccessPlan,
    /// The media ranges that a client asks for.
    pub accept: Vec<String>,
    /// What a success gives piece by piece.
    pub streams: Vec<super::StreamPlan>,
    /// Constants of `Plan::headers` that its answers have.
    pub headers: Vec<Ident>,
    /// Any-of sets of all-of credentials; empty: none.
    pub auth: Vec<AuthPlan>,
    /// `x-authorizers`.
    pub authorizers: Vec<AuthorizerPlan>,
    /// `x-required-permissions`.
    pub permissions: Vec<Vec<String>>,
    /// How pages follow each other.
    pub pages: Option<PagePlan>,
    /// Docs: summary, description, method and path, permissions, since.
    pub docs: DocText,
    /// `#[deprecated]`.
    pub deprecated: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// A piece of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPart {
    /// Text, percent-encoded already where it must be.
    Literal(String),
    /// Index into `MethodPlan::arguments`.
    Argument(usize),
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct ArgumentPlan {
    /// Its name in Rust.
    pub ident: Ident,
    /// Its name on the wire.
    pub wire: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Whether it must be sent: an argument of the client's method; otherwise a setter.
    pub required: bool,
    /// Its type, without `Option`.
    pub ty: RustType,
    /// How it is written.
    pub codec: Codec,
    /// Limits of its value.
    pub checks: Vec<super::FieldCheck>,
    /// The words that it may be, or its items, where only those are allowed: a server refuses others when it reads it.
    pub words: Vec<String>,
    /// The default that a server puts in, as JSON.
    pub default: Option<Node>,
    /// The first of its examples that satisfies its schema.
    pub example: Option<Node>,
    /// Its docs.
    pub docs: DocText,
    /// Where it stands.
    pub origin: Origin,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub struct BodyPlan {
    /// Whether it must be sent.
    pub required: bool,
    /// What may be sent, in document order, at least one.
    pub payloads: Vec<PayloadPlan>,
    /// How the client takes and writes it, first the way of the plain call; none where nobody calls.
    pub written: Vec<WrittenPlan>,
    /// How the server takes each of `payloads`, in their order.
    pub received: Vec<super::ReceivedPlan>,
    /// Its docs.
    pub docs: DocText,
    /// The same for the server, which takes some types as bytes.
    pub server_docs: DocText,
    /// Where it stands.
    pub origin: Origin,
}

/// One representation of a body.
#[derive(Debug, Clone)]
pub struct PayloadPlan {
    /// The media range as written; what a client sends if it is not a range.
    pub media_type: String,
    /// `type/subtype` in lower case, for matching.
    pub essence: String,
    /// How it is written.
    pub format: BodyFormat,
    /// What it is carried as; `ScalarType::Bytes` for binary, `ScalarType::String` for text.
    pub ty: RustType,
    /// What it says.
    pub content: Content,
    /// Limits of its value. Those of structs, enums and unions are not among them: these types know their own.
    pub checks: Vec<super::FieldCheck>,
    /// Its examples: those that satisfy the schema first.
    pub examples: Vec<ExamplePlan>,
    /// A value made from the schema, as JSON, if one can be made.
    pub sample: Option<Arc<Node>>,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON.
    Json,
    /// UTF-8 text.
    Text,
    /// Bytes as they are; also all kinds that cannot be carried yet, which has been reported.
    Binary,
}

/// An example of a body.
#[derive(Debug, Clone)]
pub struct ExamplePlan {
    /// Its key among `examples`.
    pub name: Option<String>,
    /// The value.
    pub value: Node,
    /// How it is written, where the document says so.
    pub serialized: Option<String>,
    /// Whether it satisfies its schema.
    pub valid: bool,
}

/// What an operation can answer under one status.
#[derive(Debug, Clone)]
pub struct OutcomePlan {
    /// The status or class.
    pub status: StatusPattern,
    /// Whether it is a success: 2XX; `default` only if no 2XX is there.
    pub success: bool,
    /// The variant in the server's response enum, and in the client's error or success enum.
    pub variant: Ident,
    /// The body.
    pub body: ResponseBody,
    /// How a client reads the body; the first way has the variant above. Empty if there is no body.
    pub reads: Vec<super::ReadPlan>,
    /// How a server writes the body, a variant for each representation; the first has the variant above. Empty if there
    /// is no body.
    pub answers: Vec<super::AnswerPlan>,
    /// Headers.
    pub headers: Vec<super::HeaderPlan>,
    /// The description.
    pub docs: DocText,
}

/// The body of an answer.
#[derive(Debug, Clone)]
pub enum ResponseBody {
    /// None is documented: the variant holds nothing.
    Empty,
    /// At least one representation; the first is the one whose variants have the name of the status.
    Payload(Vec<PayloadPlan>),
}

/// Credentials that are needed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthPlan {
    /// Index into `Plan::schemes`, and scopes.
    pub all_of: Vec<(usize, Vec<String>)>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct SchemePlan {
    /// Its key in the document.
    pub wire: String,
    /// Its name as a setter of the client's builder, such as `globus_auth`.
    pub ident: Ident,
    /// The setter for what finds its credentials, such as `globus_auth_provider`.
    pub provider: Ident,
    /// The server's trait that finds out who calls, such as `GlobusAuth`.
    pub authenticator: TypeName,
    /// How its credential is sent.
    pub place: SchemePlace,
    /// The OAuth 2.0 client credentials flow, if it has one.
    pub client: Option<ClientPlan>,
    /// Docs.
    pub docs: DocText,
}

/// What a server asks before it lets callers in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardPlan {
    /// The schemes that operations ask for: indices into `Plan::schemes`, in document order.
    pub schemes: Vec<usize>,
    /// Whether something is left to decide once it is known who calls: scopes, authorizers, permissions.
    pub authorizes: bool,
}

/// The client credentials flow of a security scheme (RFC 6749, 4.4).
#[derive(Debug, Clone)]
pub struct ClientPlan {
    /// The setter for id and secret, such as `globus_auth_client_credentials`.
    pub ident: Ident,
    /// Where tokens come from. May be relative.
    pub token_url: String,
}

/// How a credential is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemePlace {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A value of its own.
    ApiKey {
        /// The name.
        name: String,
        /// The place.
        location: ApiKeyLocation,
    },
    /// Not known, which has been reported: a provider makes the whole credential.
    Unknown,
}

/// One entry of `x-authorizers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizerPlan {
    /// Its name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<String>,
}

/// How pages follow each other, checked against the types. Places in the success body are JSON pointers.
#[derive(Debug, Clone)]
pub struct PagePlan {
    /// How they do.
    pub style: PageStyle,
    /// Where the list is.
    pub items_at: String,
    /// The fields that lead to the list, and how each is held; none: the body is the list.
    pub items: Vec<(Ident, super::Presence)>,
    /// The type of an item.
    pub item: RustType,
    /// Where a boolean says whether there is more.
    pub more: Option<String>,
    /// Where the number of all items, or of all pages, is.
    pub total: Option<String>,
    /// Who says so.
    pub source: PageSource,
}

/// How pages follow each other; arguments by index into `MethodPlan::arguments`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStyle {
    /// The page has at `next` what the argument takes.
    Marker {
        /// The argument.
        argument: usize,
        /// The place.
        next: String,
    },
    /// The last item has it at `key`.
    LastItem {
        /// The argument.
        argument: usize,
        /// The place within an item.
        key: String,
    },
    /// The argument counts items.
    Offset {
        /// The argument.
        argument: usize,
    },
    /// The argument counts pages.
    Number {
        /// The argument.
        argument: usize,
        /// The first page.
        first: u64,
    },
    /// The page has the URL of the next one at `next`.
    Url {
        /// The place.
        next: String,
    },
    /// The header `Link` has it.
    Link,
}

/// Who says how pages follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSource {
    /// `x-pagination`.
    Extension,
    /// `bindery.toml`.
    Configuration,
    /// Nobody: the operation shows it.
    Inference,
}

/// What a rejection by a generated server looks like.
#[derive(Debug, Clone)]
pub struct ErrorDocumentPlan {
    /// Its media type.
    pub media_type: String,
    /// Code by status.
    pub codes: Vec<(u16, String)>,
    /// Code for every other status.
    pub default_code: String,
    /// The body with its places.
    pub body: Node,
}
