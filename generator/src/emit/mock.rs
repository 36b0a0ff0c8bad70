//! The program that serves the examples of a document, beside its models and its server.

use bindery_templates::mock as templates;

use super::file::File;
use super::layout;
use crate::plan::{Plan, Target};
use crate::render::fill;
use crate::tree::Node;

/// The manifest of the workspace and the files of the program.
pub(super) fn files(plan: &Plan) -> Vec<File<'_>> {
    let text = |text: &str| Node::String(text.to_owned()).to_json();
    let server = plan.crate_for(Target::Server).map_or("", |krate| krate.package.as_str());
    let limit = layout::limit_of_users(plan, Target::Server);
    vec![
        File::text("Cargo.toml".to_owned(), || fill(templates::WORKSPACE, &[])),
        File::text("mock/Cargo.toml".to_owned(), move || {
            fill(templates::CARGO_TOML, &[("name", &text(&plan.mock_package())), ("server", &text(server))])
        }),
        File::text("mock/src/main.rs".to_owned(), move || {
            fill(templates::MAIN, &[("limit", &limit), ("make", make(plan))])
        }),
    ]
}

/// How the program makes its server: a mock lets everybody in.
fn make(plan: &Plan) -> &'static str {
    if plan.guard.is_some() { "Server::new(api, server::Anyone)" } else { "Server::new(api)" }
}
