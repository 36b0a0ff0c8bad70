//! Operations to methods.

use super::types::Types;
use super::{ErrorDocumentPlan, MethodPlan, SchemePlan, ServicePlan};
use crate::api::Api;
use crate::config::Config;
use crate::diagnostics::Diagnostics;

/// What operations give to a plan.
#[derive(Debug, Default)]
pub(super) struct Operations {
    pub(super) methods: Vec<MethodPlan>,
    pub(super) services: Vec<ServicePlan>,
    pub(super) schemes: Vec<SchemePlan>,
    pub(super) base_url: Option<String>,
    pub(super) error_document: Option<ErrorDocumentPlan>,
}

/// Plans all operations.
pub(super) fn plan(_api: &Api, _types: &mut Types<'_>, _config: &Config, _diagnostics: &mut Diagnostics) -> Operations {
    Operations::default()
}
