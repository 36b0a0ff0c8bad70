//! The `x-` extensions that mean something to us. `docs/extensions.md` describes them for users.

use crate::source::Origin;
use crate::tree::Node;

/// Extensions of an operation.
#[derive(Debug, Clone, Default)]
pub struct OperationExtensions {
    /// `x-authorizers`: alternatives.
    pub authorizers: Vec<Authorizer>,
    /// `x-required-permissions`: alternatives of permissions that are needed together.
    pub permissions: Vec<Vec<String>>,
    /// `x-pagination`.
    pub pagination: Option<Pagination>,
}

/// One entry of `x-authorizers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorizer {
    /// Its name.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<String>,
}

/// How pages follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaginationStyle {
    /// An opaque value of one page asks for the next.
    Marker,
}

/// `x-pagination`. Names of parameters are wire names, names of properties belong to the success body.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// How pages follow each other.
    pub style: PaginationStyle,
    /// The query parameter that takes the marker.
    pub marker_parameter: String,
    /// The query parameter that limits the page.
    pub limit_parameter: Option<String>,
    /// The property with the items.
    pub items: String,
    /// The property with the next marker.
    pub next: String,
    /// The boolean property that says whether there is a next page.
    pub more: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// `x-error-document`: what a rejection by a generated server looks like.
#[derive(Debug, Clone)]
pub struct ErrorDocument {
    /// Its media type.
    pub media_type: String,
    /// Code by status.
    pub codes: Vec<(u16, String)>,
    /// Code for every other status.
    pub default_code: String,
    /// The body with `{status}`, `{code}`, `{message}` and `{detail}` places.
    pub body: Node,
    /// Where it stands.
    pub origin: Origin,
}
