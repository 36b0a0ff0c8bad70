//! The README of the server crate.

use crate::emit::layout;
use crate::plan::{MethodPlan, Plan, ServicePlan, Target};

/// Services with more operations are not shown as a whole.
const SHOWN: usize = 8;

pub(in crate::emit) fn text(plan: &Plan) -> String {
    let path = plan.crate_for(Target::Server).map_or("server", |krate| krate.path.as_str());
    let mut text = String::new();
    if let Some(service) = plan
        .services
        .iter()
        .filter(|service| service.methods.len() <= SHOWN)
        .max_by_key(|service| service.methods.len())
    {
        text.push_str(&implement(plan, service, path));
    }
    if !plan.services.is_empty() {
        text.push_str(&serve(plan, path));
    }
    text.push_str(REST);
    text
}

/// The trait implemented, every operation by one line.
fn implement(plan: &Plan, service: &ServicePlan, path: &str) -> String {
    let module = service.module.as_str();
    let limit = layout::limit_of_users(plan, Target::Server);
    let methods: Vec<&MethodPlan> = service.methods.iter().filter_map(|index| plan.methods.get(*index)).collect();
    let mut text = format!(
        "Implement one trait per tag; requests arrive read and checked, and every documented answer is a variant:\n\n\
         ```rust\n{limit}use {path}::{module}::*;\nuse {path}::{{Kind, Rejection}};\n\nstruct My;\n\nimpl {} for My {{\n    \
         type Error = Rejection; // anything that turns into an answer\n",
        service.name
    );
    for method in methods {
        let (ident, stem) = (&method.ident, &method.stem);
        text.push_str(&format!(
            "\n    async fn {ident}(&self, _request: {stem}Request) -> Result<{stem}Response, Rejection> {{\n        \
             Err(Rejection::new(Kind::NotImplemented))\n    }}\n"
        ));
    }
    text.push_str(&format!("}}\n\nlet app: axum::Router = {path}::{module}::router(My);\n```\n\n"));
    text
}

/// How the router is served, with a hook that asks of callers what the document asks.
fn serve(plan: &Plan, path: &str) -> String {
    let (sentence, hook) = match Asked::of(plan) {
        Asked::Credentials => (HOOK, CREDENTIALS),
        Asked::Permissions => (HOOK, PERMISSIONS),
        Asked::Authorizers => (HOOK, AUTHORIZERS),
        Asked::PermissionsAndAuthorizers => (HOOK, BOTH),
        Asked::Nothing => (NO_HOOK, ""),
    };
    let limit = layout::limit_of_users(plan, Target::Server);
    let (names, call) = match hook {
        "" => ("Server, Unimplemented", ""),
        _ => ("Head, Operation, Rejection, Server, Unimplemented", ".authorize(authorize)"),
    };
    format!(
        "**By default every request is let in.** {sentence}\n\n```rust,no_run\n{limit}use {path}::{{{names}}};\n\n{hook}\
         #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> std::io::Result<()> {{\n    \
         let app = Server::new(Unimplemented){call}.into_router();\n    \
         let listener = tokio::net::TcpListener::bind(\"127.0.0.1:8080\").await?;\n    \
         axum::serve(listener, app).await\n}}\n```\n\n"
    )
}

/// What the document asks of callers.
enum Asked {
    Credentials,
    Permissions,
    Authorizers,
    PermissionsAndAuthorizers,
    Nothing,
}

impl Asked {
    fn of(plan: &Plan) -> Self {
        let any = |asks: fn(&MethodPlan) -> bool| plan.methods.iter().any(asks);
        let permissions = any(|method| !method.permissions.is_empty());
        let authorizers = any(|method| !method.authorizers.is_empty());
        match (any(|method| !method.auth.is_empty()), permissions, authorizers) {
            (true, _, _) => Self::Credentials,
            (false, true, false) => Self::Permissions,
            (false, false, true) => Self::Authorizers,
            (false, true, true) => Self::PermissionsAndAuthorizers,
            (false, false, false) => Self::Nothing,
        }
    }
}

const HOOK: &str = "A hook decides otherwise; it sees what the document asks of callers:";
const NO_HOOK: &str = "The document asks nothing of callers; where you do, give `Server::authorize` a hook.";

const CREDENTIALS: &str = "\
async fn authorize(operation: &'static Operation, head: Head) -> Result<Head, Rejection> {
    if operation.security.is_empty() || head.headers.contains_key(\"authorization\") {
        return Ok(head); // perhaps with `head.extensions.insert(caller)`
    }
    Err(Rejection::unauthorized())
}

";

const PERMISSIONS: &str = "\
/// Yours to write: whether the caller, whom `head.headers` tell, has a permission.
fn has(_head: &Head, _permission: &str) -> bool {
    false
}

async fn authorize(operation: &'static Operation, head: Head) -> Result<Head, Rejection> {
    // Alternatives of what is needed together; where there is none, nobody is let in.
    if operation.permissions.iter().any(|all| all.iter().all(|permission| has(&head, permission))) {
        return Ok(head); // perhaps with `head.extensions.insert(caller)`
    }
    Err(Rejection::forbidden())
}

";

const AUTHORIZERS: &str = "\
/// Yours to write: whether an authorizer accepts the caller, whom `head.headers` tell.
fn accepts(_head: &Head, _authorizer: &str, _parameters: &[&str]) -> bool {
    false
}

async fn authorize(operation: &'static Operation, head: Head) -> Result<Head, Rejection> {
    // Alternatives; where there is none, nobody is let in.
    if operation.authorizers.iter().any(|one| accepts(&head, one.name, one.parameters)) {
        return Ok(head); // perhaps with `head.extensions.insert(caller)`
    }
    Err(Rejection::forbidden())
}

";

const BOTH: &str = "\
/// Yours to write: whether the caller, whom `head.headers` tell, has a permission.
fn has(_head: &Head, _permission: &str) -> bool {
    false
}

/// Yours to write: whether an authorizer accepts the caller.
fn accepts(_head: &Head, _authorizer: &str, _parameters: &[&str]) -> bool {
    false
}

async fn authorize(operation: &'static Operation, head: Head) -> Result<Head, Rejection> {
    let (permissions, authorizers) = (operation.permissions, operation.authorizers);
    let permitted = permissions.iter().any(|all| all.iter().all(|permission| has(&head, permission)));
    let accepted = authorizers.iter().any(|one| accepts(&head, one.name, one.parameters));
    // Both lists have alternatives; where both are empty, nobody is let in.
    let let_in = match (permissions, authorizers) {
        (_, []) => permitted,
        ([], _) => accepted,
        _ => permitted && accepted,
    };
    if let_in {
        return Ok(head); // perhaps with `head.extensions.insert(caller)`
    }
    Err(Rejection::forbidden())
}

";

const REST: &str = "\
- The router has no state: `merge`, `nest` and `layer` it as you like, after `with_state(())` also into a router with
  state. Your own state is what implements the traits.
- Bad input never reaches an implementation: 400 for what is missing or cannot be read, 422 for broken limits, 406, 413
  and 415, and 405 with `Allow`. `Server::on_rejection` decides what these answers look like.
- `Unimplemented` answers 501. With the feature `examples`, `Examples` answers with the examples of the document.
";
