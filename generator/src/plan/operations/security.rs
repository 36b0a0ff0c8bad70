//! Security schemes, and who needs them.

use super::Work;
use crate::api::{Idx, OperationExtensions, SecurityRequirement, SecuritySchemeKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{AuthPlan, AuthorizerPlan, SchemePlace, SchemePlan, docs};

/// Setters that the client's builder has anyway.
const SETTERS: [&str; 6] = ["build", "clone", "new", "response_limit", "timeout", "transport"];

/// All schemes, in document order.
pub(super) fn schemes(work: &mut Work<'_, '_>) -> Vec<SchemePlan> {
    let schemes: Vec<_> = work.api.security_schemes.iter().map(|(_, scheme)| scheme).collect();
    let wanted: Vec<Wanted<'_>> =
        schemes.iter().map(|scheme| Wanted { wire: &scheme.name, origin: &scheme.origin }).collect();
    let idents = Scope::with_taken(SETTERS).idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
    let mut plans = Vec::with_capacity(schemes.len());
    for (scheme, ident) in schemes.into_iter().zip(idents) {
        let place = match &scheme.kind {
            SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } => SchemePlace::Bearer,
            SecuritySchemeKind::Basic => SchemePlace::Basic,
            SecuritySchemeKind::ApiKey { name, location } => {
                SchemePlace::ApiKey { name: name.clone(), location: *location }
            }
            SecuritySchemeKind::Other(name) => {
                let message = format!("credentials of the scheme `{}` ({name}) are not sent", scheme.name);
                work.diagnostics.push(
                    Diagnostic::new(&codes::OA310, message, Label::key(&scheme.origin, ""))
                        .help("set the header of each call"),
                );
                SchemePlace::Unknown
            }
        };
        plans.push(SchemePlan { wire: scheme.name.clone(), ident, place, docs: docs::doc_text(&scheme.docs) });
    }
    plans
}

/// Any-of sets of all-of credentials.
pub(super) fn auth(security: &[SecurityRequirement]) -> Vec<AuthPlan> {
    let set = |requirement: &SecurityRequirement| AuthPlan {
        all_of: requirement.schemes.iter().map(|(id, scopes)| (id.index(), scopes.clone())).collect(),
    };
    security.iter().map(set).collect()
}

/// `x-authorizers`.
pub(super) fn authorizers(extensions: &OperationExtensions) -> Vec<AuthorizerPlan> {
    let plan = |authorizer: &crate::api::Authorizer| AuthorizerPlan {
        name: authorizer.name.clone(),
        parameters: authorizer.parameters.clone(),
    };
    extensions.authorizers.iter().map(plan).collect()
}
