//! The README of the server crate.

use crate::emit::layout;
use crate::plan::{GuardPlan, MethodPlan, Plan, SchemePlace, SchemePlan, ServicePlan, Target, docs};

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
    if plan.tag_features().next().is_some() {
        text.push_str(TAGS);
        let names: Vec<String> = plan.tag_features().map(docs::code).collect();
        text.push_str(&format!("  {}.\n", names.join(", ")));
    }
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
    let anyone = if plan.guard.is_some() { format!(", {path}::Anyone") } else { String::new() };
    text.push_str(&format!("}}\n\nlet app: axum::Router = {path}::{module}::router(My{anyone});\n```\n\n"));
    text
}

/// How the router is served, and who is let in.
fn serve(plan: &Plan, path: &str) -> String {
    let limit = layout::limit_of_users(plan, Target::Server);
    let (sentence, guard, new) = match &plan.guard {
        None => (OPEN, String::new(), "Server::new(Unimplemented)"),
        Some(guard) => (GUARDED, callers(plan, guard, path), "Server::new(Unimplemented, Callers)"),
    };
    let names = match &plan.guard {
        None => "Server, Unimplemented",
        Some(guard) if guard.authorizes => "Authorize, Head, Operation, Rejection, Server, Unimplemented",
        Some(_) => "Head, Rejection, Server, Unimplemented",
    };
    format!(
        "{sentence}\n\n```rust,no_run\n{limit}use {path}::{{{names}}};\n{guard}\
         \n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> std::io::Result<()> {{\n    \
         let app = {new}.into_router();\n    \
         let listener = tokio::net::TcpListener::bind(\"127.0.0.1:8080\").await?;\n    \
         axum::serve(listener, app).await\n}}\n```\n\n"
    )
}

/// An implementation of all that is asked of callers, which lets nobody in.
fn callers(plan: &Plan, guard: &GuardPlan, path: &str) -> String {
    let schemes: Vec<&SchemePlan> = guard.schemes.iter().filter_map(|index| plan.schemes.get(*index)).collect();
    let mut uses: Vec<&str> = Vec::new();
    let mut text = String::from("\n/// Yours to write: who calls, and who may what.\nstruct Callers;\n");
    for scheme in &schemes {
        let (argument, principal) = match scheme.place {
            SchemePlace::Bearer => ("_token: Secret, ", "String"),
            SchemePlace::Basic => ("_user: Basic, ", "String"),
            SchemePlace::ApiKey { .. } => ("_key: Secret, ", "String"),
            SchemePlace::Unknown => ("", "Option<String>"),
        };
        uses.extend(["Basic", "Secret"].iter().filter(|name| argument.contains(**name)));
        text.push_str(&format!(
            "\nimpl security::{} for Callers {{\n    type Principal = String;\n\n    \
             async fn {}(&self, {argument}_head: &Head) -> Result<{principal}, Rejection> {{\n        \
             Err(Rejection::unauthorized())\n    }}\n}}\n",
            scheme.authenticator, scheme.ident
        ));
    }
    if guard.authorizes {
        let known = if schemes.is_empty() { "`head.headers`" } else { "`head.principal::<String>()`" };
        text.push_str(&format!(
            "\nimpl Authorize for Callers {{\n    \
             async fn authorize(&self, operation: &'static Operation, head: &mut Head) -> Result<(), Rejection> {{\n        \
             // Who calls is told by {known}, what the document asks for by these:\n        \
             let _ = (operation.security, operation.authorizers, operation.permissions, head);\n        \
             Err(Rejection::forbidden())\n    }}\n}}\n"
        ));
    }
    uses.sort_unstable();
    uses.dedup();
    let support =
        if uses.is_empty() { String::new() } else { format!("use {path}::support::{{{}}};\n", uses.join(", ")) };
    let security = if schemes.is_empty() { String::new() } else { format!("use {path}::security;\n") };
    format!("{security}{support}{text}")
}

const OPEN: &str = "The document asks nothing of callers, so everybody is let in; where you do ask, give \
                    `Server::authorize` a hook:";
const GUARDED: &str = "The document asks something of callers, and nobody is let in until you say who they are. (`Anyone` \
                       lets everybody in: for tests, and behind something that has asked already.)";

const TAGS: &str = "\
- Each tag is a feature; `all-tags`, on by default, has them all. Without that, `router` and `Server::new`, which ask for all
  traits, are not there: `Server::of` takes the `operations` of the modules that are. Tags:
";

const REST: &str = "\
- The router has no state: `merge`, `nest` and `layer` it as you like, after `with_state(())` also into a router with
  state. Your own state is what implements the traits.
- Bad input never reaches an implementation: 400 for what is missing or cannot be read, 422 for broken limits, 406, 413
  and 415, and 405 with `Allow`. `Server::on_rejection` decides what these answers look like.
- Bodies have at most 2 MiB, unless `Server::body_limit` or `body_limit_of` says otherwise.
- Debug builds hold answers against the document, others where `Server::check_answers` asks for it.
- Answers that stream (`Events`, `JsonLines`, `Binary`) are made from any stream of items. A caller that goes away drops
  the stream, and cancels a method that still runs.
- `Unimplemented` answers 501. With the feature `examples`, `Examples` answers with the examples of the document.
";
