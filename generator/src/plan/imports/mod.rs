//! Types that are not written because another API's models crate has them.
//!
//! An import is that other API, planned. A schema that stands in one of its files, and says in both what it says there,
//! has the type that the crate has: its definition is taken over as it is, so that everything that asks about the type
//! (limits, fields, dispatch) is answered as the crate would, and it is named where it would have been printed.

mod same;
mod taken;

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Plan, TypeId, TypeName};
use crate::api::Api;
pub use crate::config::{ModelsPath, PackagePath};
use crate::source::SourceId;

pub(super) use taken::{Taken, take};

/// Another API whose models are used in place of types of one's own.
#[derive(Debug, Clone)]
pub struct Import<'a> {
    /// Where its models are.
    pub models: ModelsPath,
    /// What it says.
    pub api: &'a Api,
    /// What its crates are.
    pub plan: &'a Plan,
}

/// The imports of an API, and where all files stand.
#[derive(Debug, Clone, Default)]
pub struct Imports<'a> {
    /// In the order of the configuration; the first that has a type gives it.
    pub list: Vec<Import<'a>>,
    /// Where each file of the API and of its imports stands: one file has a number in each document that reads it.
    pub places: BTreeMap<SourceId, PathBuf>,
}

/// What a plan has of other crates, and gives to them.
#[derive(Debug, Clone, Default)]
pub struct ImportPlan {
    /// Where imported types come from. The first has the support code, for all of them.
    pub models: Vec<ModelsPath>,
    /// The models that have the support code, by the way to them in Rust; none: these have their own.
    pub support: Option<String>,
    /// The types that these crates have.
    pub types: BTreeMap<TypeId, ImportedType>,
    /// Whether other APIs import the models of this plan, so that these have all that may be asked of them.
    pub shared: bool,
}

/// A type that another crate has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedType {
    /// The way to it in Rust without its name, such as `common_models`.
    pub from: String,
    /// Its name there.
    pub name: TypeName,
    /// Where it is defined, which may be a crate behind the one that gives it.
    pub home: Home,
}

/// What a type is, whatever way leads to it: the way to the models that define it, and its name there.
pub type Home = (String, TypeName);

impl Import<'_> {
    /// The way in Rust to the models whose support code this one uses: its own, or those of an import.
    pub fn support(&self) -> &str {
        self.plan.imports.support.as_deref().unwrap_or(&self.models.rust)
    }
}

impl Plan {
    /// Whether a type is printed; others are imported.
    pub fn is_printed(&self, id: TypeId) -> bool {
        !self.imports.types.contains_key(&id)
    }

    /// The types that are printed.
    pub fn printed_types(&self) -> impl Iterator<Item = (TypeId, &super::TypeDef)> {
        self.types.iter().filter(|(id, _)| self.is_printed(*id))
    }
}

#[cfg(test)]
mod tests;
