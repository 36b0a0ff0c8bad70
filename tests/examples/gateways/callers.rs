//! Who calls, and who may what.

use gcs_server::security::GlobusAuth;
use gcs_server::support::Secret;
use gcs_server::{Authorize, Head, Operation, Rejection};

/// The token of an administrator.
pub(crate) const ADMINISTRATOR: &str = "of-an-administrator";

/// Knows the token of an administrator, and what the document lets a role do.
pub(crate) struct Callers;

/// Somebody with roles.
pub(crate) struct Caller {
    pub(crate) roles: Vec<&'static str>,
}

impl GlobusAuth for Callers {
    type Principal = Caller;

    async fn globus_auth(&self, token: Secret, _head: &Head) -> Result<Caller, Rejection> {
        match token.expose() {
            ADMINISTRATOR => Ok(Caller { roles: vec!["endpoint:administrator"] }),
            _ => Err(Rejection::unauthorized()),
        }
    }
}

impl Authorize for Callers {
    async fn authorize(&self, operation: &'static Operation, head: &mut Head) -> Result<(), Rejection> {
        let caller = head.principal::<Caller>().ok_or_else(Rejection::unauthorized)?;
        let accepted = operation.authorizers.iter().any(|authorizer| match authorizer.name {
            "RoleAuthorizer" => authorizer.parameters.iter().any(|role| caller.roles.contains(role)),
            _ => false,
        });
        if accepted { Ok(()) } else { Err(Rejection::forbidden()) }
    }
}
