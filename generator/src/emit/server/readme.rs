//! The README of the server crate.

use crate::plan::{MethodPlan, Plan, ServicePlan, Target};

/// Services with more operations are not shown as a whole.
const SHOWN: usize = 8;

pub(super) fn text(plan: &Plan) -> String {
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
        text.push_str(&serve(path));
    }
    text.push_str(REST);
    text
}

/// The trait implemented, every operation by one line.
fn implement(plan: &Plan, service: &ServicePlan, path: &str) -> String {
    let module = service.module.as_str();
    let methods: Vec<&MethodPlan> = service.methods.iter().filter_map(|index| plan.methods.get(*index)).collect();
    let mut text = format!(
        "Implement one trait per tag; requests arrive read and checked, and every documented answer is a variant:\n\n\
         ```rust\nuse {path}::{module}::*;\nuse {path}::{{Kind, Rejection}};\n\nstruct My;\n\nimpl {} for My {{\n    \
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

fn serve(path: &str) -> String {
    format!(
        "**By default every request is let in.** A hook decides otherwise; it sees what the document asks of callers:\n\n\
         ```rust,no_run\nuse {path}::{{Head, Operation, Rejection, Server, Unimplemented}};\n\n\
         async fn authorize(operation: &'static Operation, head: Head) -> Result<Head, Rejection> {{\n    \
         if operation.security.is_empty() || head.headers.contains_key(\"authorization\") {{\n        \
         return Ok(head); // perhaps with `head.extensions.insert(caller)`\n    }}\n    \
         Err(Rejection::unauthorized())\n}}\n\n\
         #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> std::io::Result<()> {{\n    \
         let app = Server::new(Unimplemented).authorize(authorize).into_router();\n    \
         let listener = tokio::net::TcpListener::bind(\"127.0.0.1:8080\").await?;\n    \
         axum::serve(listener, app).await\n}}\n```\n\n"
    )
}

const REST: &str = "\
- The router has no state: `merge`, `nest` and `layer` it as you like, after `with_state(())` also into a router with
  state. Your own state is what implements the traits.
- Bad input never reaches an implementation: 400 for what is missing or cannot be read, 422 for broken limits, 406, 413
  and 415, and 405 with `Allow`. `Server::on_rejection` decides what these answers look like.
- `Unimplemented` answers 501. With the feature `examples`, `Examples` answers with the examples of the document.
";
