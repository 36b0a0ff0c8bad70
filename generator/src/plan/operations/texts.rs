//! Docs of methods.

use super::status;
use crate::api::Operation;
use crate::plan::{DocText, docs};

/// Summary, description, since when, method and path, who may, what it answers.
pub(super) fn docs(operation: &Operation) -> DocText {
    let line = |text: String| docs::inert(&text);
    let route = format!("`{} {}`", operation.method.as_str(), operation.path.text);
    docs::join([
        docs::doc_text(&operation.docs),
        line(route),
        permissions(operation),
        authorizers(operation),
        answers(operation),
    ])
}

fn permissions(operation: &Operation) -> DocText {
    let sets: Vec<String> =
        operation.extensions.permissions.iter().map(|set| set.join(" and ")).filter(|set| !set.is_empty()).collect();
    match sets.is_empty() {
        true => DocText::default(),
        false => docs::inert(&format!("Permissions: {}.", sets.join(", or "))),
    }
}

fn authorizers(operation: &Operation) -> DocText {
    let mut lines = Vec::new();
    for authorizer in &operation.extensions.authorizers {
        let parameters = authorizer.parameters.iter().map(|parameter| format!("`{parameter}`"));
        let parameters = parameters.collect::<Vec<_>>().join(", ");
        lines.push(match parameters.is_empty() {
            true => format!("* {}", authorizer.name),
            false => format!("* {} with {parameters}", authorizer.name),
        });
    }
    list("Authorized by any of", lines)
}

/// The answers by status, with the first lines of their descriptions.
pub(super) fn answers(operation: &Operation) -> DocText {
    let lines = operation.responses.iter().map(|response| {
        let text = response.text();
        let first = text.lines().next().unwrap_or("").trim();
        format!("* `{}` {first}", status::text(response.status)).trim_end().to_owned()
    });
    list("Answers", lines.collect())
}

fn list(title: &str, lines: Vec<String>) -> DocText {
    match lines.is_empty() {
        true => DocText::default(),
        false => docs::inert(&format!("{title}:\n\n{}", lines.join("\n"))),
    }
}
