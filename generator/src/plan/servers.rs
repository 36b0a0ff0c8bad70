//! Servers of the document as types of the client.

use super::{DocText, Ident, TypeName};

/// A server with an absolute URL: a struct that makes the URL.
#[derive(Debug, Clone)]
pub struct ServerPlan {
    /// Its type.
    pub name: TypeName,
    /// Its docs.
    pub docs: DocText,
    /// The URL in pieces.
    pub url: Vec<UrlPart>,
    /// Its variables in the order of the document: fields, the defaults filled in.
    pub variables: Vec<VariablePlan>,
}

impl ServerPlan {
    /// Whether each variable begins as a value of its type does anyway.
    pub fn defaults_are_those_of_types(&self) -> bool {
        self.variables.iter().all(|variable| variable.values.is_some() || variable.default.is_empty())
    }
}

/// A piece of a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPart {
    /// Text.
    Literal(String),
    /// Index into `ServerPlan::variables`.
    Variable(usize),
}

/// A variable of a server.
#[derive(Debug, Clone)]
pub struct VariablePlan {
    /// Its field.
    pub ident: Ident,
    /// Its name in the URL.
    pub wire: String,
    /// Its default.
    pub default: String,
    /// What it may be, if that is listed: an enum, variants beside their texts. The default is one of them.
    pub values: Option<(TypeName, Vec<(Ident, String)>)>,
    /// Its docs.
    pub docs: DocText,
}
