//! Security schemes, and who needs them.

use super::Work;
use super::stems::RESERVED_TYPES;
use crate::api::{Idx, OperationExtensions, SecurityRequirement, SecuritySchemeKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{AuthPlan, AuthorizerPlan, ClientPlan, GuardPlan, Ident, MethodPlan, SchemePlace, SchemePlan, docs};
use crate::source::Origin;

/// Setters that the client's builder has anyway.
const SETTERS: [&str; 16] = [
    "attempt_timeout",
    "build",
    "clock",
    "clone",
    "idempotency_key_header",
    "new",
    "on_request",
    "on_response",
    "one_server",
    "response_limit",
    "retries",
    "retry_budget",
    "server_for",
    "timeout",
    "transport",
    "trusted_origin",
];

/// What a trait of the server's module `security` must not hide.
const TRAITS: [&str; 4] = ["Asked", "Future", "Send", "Sync"];

/// All schemes, in document order.
pub(super) fn schemes(work: &mut Work<'_, '_>) -> Vec<SchemePlan> {
    let schemes: Vec<_> = work.api.security_schemes.iter().map(|(_, scheme)| scheme).collect();
    let wanted: Vec<Wanted<'_>> =
        schemes.iter().map(|scheme| Wanted { wire: &scheme.name, origin: &scheme.origin }).collect();
    let mut scope = Scope::with_taken(SETTERS);
    let idents = scope.idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
    let taken = RESERVED_TYPES.into_iter().chain(TRAITS);
    let traits = Scope::with_taken(taken).type_names(&wanted, &mut work.types.renames, work.diagnostics);
    let mut plans = Vec::with_capacity(schemes.len());
    for (scheme, (ident, authenticator)) in schemes.into_iter().zip(idents.into_iter().zip(traits)) {
        let mut setter = |ending: &str| setter(work, &mut scope, &ident, ending, &scheme.origin);
        let provider = setter("provider");
        let client = match &scheme.kind {
            SecuritySchemeKind::OAuth2 { token_url: Some(url) } => {
                Some(ClientPlan { ident: setter("client_credentials"), token_url: url.clone() })
            }
            _ => None,
        };
        let place = match &scheme.kind {
            SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } => SchemePlace::Bearer,
            SecuritySchemeKind::Basic => SchemePlace::Basic,
            SecuritySchemeKind::ApiKey { name, location } => {
                SchemePlace::ApiKey { name: name.clone(), location: *location }
            }
            SecuritySchemeKind::Other(name) => {
                let message =
                    format!("credentials of the scheme `{}` ({name}) are not made by the client", scheme.name);
                work.diagnostics.push(Diagnostic::new(&codes::OA310, message, Label::key(&scheme.origin, "")).help(
                    match name.as_str() {
                        "mutualTLS" => "give its builder a transport that has the certificate".to_owned(),
                        _ => format!("give its builder a provider of them: `{provider}`"),
                    },
                ));
                SchemePlace::Unknown
            }
        };
        let docs = docs::doc_text_of_part(&scheme.docs);
        plans.push(SchemePlan { wire: scheme.name.clone(), ident, provider, authenticator, place, client, docs });
    }
    plans
}

/// The name of a further setter of a scheme.
fn setter(work: &mut Work<'_, '_>, scope: &mut Scope, ident: &Ident, ending: &str, origin: &Origin) -> Ident {
    let wire = format!("{}_{ending}", ident.as_str().trim_start_matches("r#"));
    let wanted = [Wanted { wire: &wire, origin }];
    let idents = scope.idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
    idents.into_iter().next().unwrap_or_else(|| ident.clone())
}

/// Any-of sets of all-of credentials.
pub(super) fn auth(security: &[SecurityRequirement]) -> Vec<AuthPlan> {
    let set = |requirement: &SecurityRequirement| AuthPlan {
        all_of: requirement.schemes.iter().map(|(id, scopes)| (id.index(), scopes.clone())).collect(),
    };
    security.iter().map(set).collect()
}

/// What a server asks, if any operation says something of its callers.
pub(super) fn guard(schemes: &[SchemePlan], methods: &[MethodPlan]) -> Option<GuardPlan> {
    let asked: Vec<&(usize, Vec<String>)> =
        methods.iter().flat_map(|method| &method.auth).flat_map(|auth| &auth.all_of).collect();
    let authorizes = asked.iter().any(|(_, scopes)| !scopes.is_empty())
        || methods.iter().any(|method| !method.authorizers.is_empty() || !method.permissions.is_empty());
    let schemes = (0..schemes.len()).filter(|index| asked.iter().any(|(of, _)| of == index));
    let guard = GuardPlan { schemes: schemes.collect(), authorizes };
    (guard.authorizes || !guard.schemes.is_empty()).then_some(guard)
}

/// `x-authorizers`.
pub(super) fn authorizers(extensions: &OperationExtensions) -> Vec<AuthorizerPlan> {
    let plan = |authorizer: &crate::api::Authorizer| AuthorizerPlan {
        name: authorizer.name.clone(),
        parameters: authorizer.parameters.clone(),
    };
    extensions.authorizers.iter().map(plan).collect()
}
