//! IR 1: what the document says, resolved and normal. It knows no Rust and no YAML.

mod condition;
mod extensions;
mod fallback;
mod ids;
mod keep;
mod media;
mod operation;
mod pagination;
mod schema;
mod security;
mod union;
mod weigh;

pub mod dump;
pub mod visit;

pub use condition::{Branch, BranchHolds, Condition, Literal};
pub use extensions::{Authorizer, ErrorDocument, OperationExtensions};
pub use fallback::{Fallback, FallbackReason};
pub use ids::{CallbackId, Idx, IndexVec, OperationId, SchemaId, SecuritySchemeId};
pub use keep::Kept;
pub use media::{ContentKind, Encoding, EventData, Example, MediaRange, MediaType};
pub use operation::{
    Callback, Header, Method, Operation, Parameter, ParameterLocation, ParameterShape, ParameterStyle, PathPiece,
    PathTemplate, RequestBody, Response, StatusPattern,
};
pub use pagination::{Pagination, PaginationStyle, PaginationWords};
pub use schema::{
    Access, AdditionalProperties, Constraints, Docs, Enumeration, IntegerFormat, NameHint, NullArms, NumberFormat,
    ObjectSchema, Property, Schema, SchemaKind, StringFormat,
};
pub use security::{ApiKeyLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind};
pub use union::{Attempt, Discriminator, Dispatch, MappingEntry, Role, TaggedBy, UnionKind, UnionSchema};

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Origin;
use crate::tree::Node;

/// One document, resolved: no `$ref` remains, every node knows where it stands.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// `$self` (OpenAPI 3.2.0, OpenAPI Object): the document's own address, as written.
    pub address: Option<String>,
    /// Title, version and texts of the document.
    pub info: Info,
    /// Where the API is served, in document order; empty means `/`.
    pub servers: Vec<Server>,
    /// Tags in document order; tags that only operations name come after the declared ones.
    pub tags: Vec<Tag>,
    /// Operations in document order.
    pub operations: IndexVec<OperationId, Operation>,
    /// What the API sends by itself, in document order.
    pub webhooks: Vec<Callback>,
    /// What it sends because of operations, each once however many operations share it.
    pub callbacks: IndexVec<CallbackId, Callback>,
    /// Every schema, named and inline.
    pub schemas: IndexVec<SchemaId, Schema>,
    /// The component schemas in document order.
    pub components: Vec<(String, SchemaId)>,
    /// What literals refer to, by name: component names, or pointers of other places.
    pub definitions: BTreeMap<String, Node>,
    /// Schemas with a discriminator but no arms, which may be parents of others. None after the passes.
    pub parents: Vec<(SchemaId, Discriminator)>,
    /// Aliases that are written as an `allOf` of one: what a parent's heir without anything of its own looks like. Other
    /// aliases, by a reference alone or the only arm of a union, are another name for what they lead to.
    pub lone_members: BTreeSet<SchemaId>,
    /// Security schemes in document order.
    pub security_schemes: IndexVec<SecuritySchemeId, SecurityScheme>,
    /// The root's `x-error-document`, if it has one.
    pub error_document: Option<ErrorDocument>,
    /// Schemas that could not be read or merged and stand for any JSON.
    pub fallbacks: Vec<Fallback>,
    /// What things are to be called, by their places: schemas, properties and parameters.
    pub names: BTreeMap<Origin, String>,
    /// Schemas that a type from elsewhere stands for, with its number in the configuration; set by `passes::foreign`.
    pub foreign: BTreeMap<SchemaId, usize>,
    /// What became of the document's keys.
    pub coverage: Coverage,
}

/// How often each key of the standard and each extension stands in a document, by what becomes of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Keys whose value is in the model.
    pub used: BTreeMap<&'static str, usize>,
    /// Keys that are kept out on purpose.
    pub annotations: BTreeMap<String, usize>,
    /// Keys that were reported, by the id of the code and their name.
    pub unsupported: BTreeMap<(&'static str, String), usize>,
}

/// The Info Object (OpenAPI 3.0.3, 4.7.2).
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// The API's title.
    pub title: String,
    /// The version of the document.
    pub version: String,
    /// The description, CommonMark.
    pub description: Option<String>,
    /// Name of the licence of the API, as written.
    pub license: Option<String>,
}

/// A Server Object (OpenAPI 3.0.3, 4.7.5).
#[derive(Debug, Clone)]
pub struct Server {
    /// The URL template, with `{variable}` places.
    pub url: String,
    /// `name`, which tells it from others.
    pub name: Option<String>,
    /// Description, CommonMark.
    pub description: Option<String>,
    /// The variables: name, default, allowed values (empty: any), description.
    pub variables: Vec<ServerVariable>,
    /// Where it stands.
    pub origin: Origin,
}

/// A Server Variable Object (OpenAPI 3.0.3, 4.7.6).
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// The name that stands in braces in the URL.
    pub name: String,
    /// The value used when none is given.
    pub default: String,
    /// The allowed values; empty means any.
    pub values: Vec<String>,
    /// Description, CommonMark.
    pub description: Option<String>,
}

/// A Tag Object (OpenAPI 3.0.3, 4.7.22 and the same of OpenAPI 3.2.0).
#[derive(Debug, Clone)]
pub struct Tag {
    /// The name that operations use.
    pub name: String,
    /// `summary`: what it is called where people read it.
    pub summary: Option<String>,
    /// The tag that it stands below, which is one of the document's and never, by others, the tag itself.
    pub parent: Option<String>,
    /// What sort of tag it is, such as `nav`.
    pub kind: Option<String>,
    /// Description, CommonMark.
    pub description: Option<String>,
    /// Where it stands, or where it is first used.
    pub origin: Origin,
}

impl Tag {
    /// A tag of which nothing else is said.
    pub fn new(name: String, origin: Origin) -> Self {
        Self { name, summary: None, parent: None, kind: None, description: None, origin }
    }
}
