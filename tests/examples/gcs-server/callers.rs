//! Who calls, and who may what: the roles and authorizers of the document.

use std::sync::Arc;

use gcs_server::security::GlobusAuth;
use gcs_server::support::Secret;
use gcs_server::{Authorize, Head, Kind, Operation, Rejection, Violation};

use super::store::{Sight, Store};

/// The token of an administrator of the endpoint.
pub(crate) const ADMINISTRATOR: &str = "of-an-administrator";
/// The token of somebody who watches the endpoint.
pub(crate) const MONITOR: &str = "of-a-monitor";
/// The token of `kim@example.org`, who has no role.
pub(crate) const USER: &str = "of-a-user";

/// Knows three tokens, and the gateways, whose policies let users in.
pub(crate) struct Callers {
    /// What the policies are asked of.
    pub(crate) store: Arc<Store>,
}

/// Somebody with roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    /// As the identity provider says it.
    pub(crate) identity: &'static str,
    /// As the document writes them: `endpoint:owner`, or a collection between the two.
    pub(crate) roles: &'static [&'static str],
}

impl Caller {
    /// Whether the caller is allowed to see what is private.
    pub(crate) fn administers(&self) -> bool {
        ["endpoint:owner", "endpoint:administrator"].iter().any(|role| self.roles.contains(role))
    }

    fn has(&self, role: &str) -> bool {
        match role.strip_suffix('*') {
            Some(beginning) => self.roles.iter().any(|own| own.starts_with(beginning)),
            None => self.roles.contains(&role),
        }
    }
}

impl GlobusAuth for Callers {
    type Principal = Caller;

    async fn globus_auth(&self, token: Secret, _head: &Head) -> Result<Caller, Rejection> {
        match token.expose() {
            ADMINISTRATOR => Ok(Caller { identity: "ada@example.org", roles: &["endpoint:administrator"] }),
            MONITOR => Ok(Caller { identity: "max@example.org", roles: &["endpoint:activity_monitor"] }),
            USER => Ok(Caller { identity: "kim@example.org", roles: &[] }),
            _ => Err(Rejection::unauthorized()),
        }
    }
}

impl Authorize for Callers {
    async fn authorize(&self, operation: &'static Operation, head: &mut Head) -> Result<(), Rejection> {
        let caller = head.principal::<Caller>().cloned().ok_or_else(Rejection::unauthorized)?;
        let sight = operation.authorizers.iter().filter_map(|authorizer| match authorizer.name {
            "PublicAuthorizer" => self.store.is_public().then_some(Sight::All),
            "RoleAuthorizer" => authorizer.parameters.iter().any(|role| caller.has(role)).then_some(Sight::All),
            // The policies decide gateway by gateway.
            "StorageGatewayAuthorizer" => {
                self.store.allows_anything(caller.identity).then_some(Sight::Allowed(caller.identity))
            }
            _ => None,
        });
        match sight.min() {
            Some(sight) => {
                head.extensions.insert(sight);
                Ok(())
            }
            None => Err(missing_role(operation)),
        }
    }
}

/// 403, with the roles one of which is missing.
fn missing_role(operation: &Operation) -> Rejection {
    let roles = operation.authorizers.iter().filter(|one| one.name == "RoleAuthorizer").flat_map(|one| one.parameters);
    let roles: Vec<&str> = roles.copied().collect();
    Rejection::new(Kind::Forbidden).message(format!("One of these roles is needed: {}.", roles.join(", ")))
}

/// 409 or 422: what the gateway cannot become, and where that was asked for.
pub(crate) fn refused(kind: Kind, message: &'static str, pointer: &str) -> Rejection {
    Rejection::new(kind).message(message).because(Violation::of_body(pointer, "unchangeable"))
}
