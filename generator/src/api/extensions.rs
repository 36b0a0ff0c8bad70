//! The `x-` extensions that mean something to us. `docs/extensions.md` describes them for users.

use super::pagination::Pagination;
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
