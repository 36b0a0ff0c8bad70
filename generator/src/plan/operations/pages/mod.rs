//! Pagination, checked against the types: by configuration, by extension, or else as the operation itself shows it.

mod body;
mod declared;
mod inferred;
mod words;

use self::body::Body;
use super::Work;
use crate::api::{ContentKind, Operation, Pagination, Response};
use crate::config::nearest;
use crate::diagnostics::{Code, Diagnostic, Label, codes};
use crate::plan::{ArgumentPlan, DocText, OutcomePlan, PagePlan, PageSource, PageStyle, SuccessPlan, docs};

/// An operation as far as pages need it.
struct Listing<'p> {
    operation: &'p Operation,
    arguments: &'p [ArgumentPlan],
    /// The success.
    response: &'p Response,
    body: Body<'p>,
}

/// How pages follow each other. What does not fit is reported, and the operation stays without pages.
pub(super) fn pages(
    work: &mut Work<'_, '_>,
    operation: &Operation,
    arguments: &[ArgumentPlan],
    outcomes: &[OutcomePlan],
    success: &SuccessPlan,
) -> Option<PagePlan> {
    let chosen = operation.operation_id.as_ref().and_then(|id| work.config.pagination.get(id)).filter(|_| work.carried);
    let (said, source, code) = match (chosen, &operation.extensions.pagination) {
        (Some(chosen), _) => (Some(chosen), PageSource::Configuration, &codes::OA502),
        (None, said) => (said.as_ref(), PageSource::Extension, &codes::OA309),
    };
    let found = match (said, listing(work, operation, arguments, outcomes, success)) {
        (None, _) if !work.carried => return None,
        (None, listing) => return inferred::pages(&listing.ok()?),
        (Some(Pagination { style: None, .. }), _) => return None,
        (Some(said), listing) => listing.and_then(|listing| declared::pages(&listing, said, source)),
    };
    match (found, said) {
        (Ok(plan), _) => Some(plan),
        (Err(message), Some(said)) => {
            work.diagnostics.push(Diagnostic::new(code, message, place(said)));
            None
        }
        (Err(_), None) => None,
    }
}

fn listing<'p>(
    work: &'p Work<'_, '_>,
    operation: &'p Operation,
    arguments: &'p [ArgumentPlan],
    outcomes: &[OutcomePlan],
    success: &'p SuccessPlan,
) -> Result<Listing<'p>, String> {
    // All successes have the same body: any of them is as good.
    let answers = operation.responses.iter().zip(outcomes).filter(|(_, outcome)| outcome.success);
    let mut successes = answers.filter_map(|(response, _)| Some((response, response.content.first()?)));
    let found = successes.next().filter(|(_, media)| media.kind == ContentKind::Json);
    let (SuccessPlan::One(ty), Some((response, Some(schema)))) =
        (success, found.map(|(response, media)| (response, media.schema)))
    else {
        return Err("the operation has no single success body in JSON".to_owned());
    };
    let body = Body { types: work.types, schemas: &work.api.schemas, ty, schema };
    Ok(Listing { operation, arguments, response, body })
}

fn place(said: &Pagination) -> Label {
    match said.region {
        Some(region) => Label::region(&said.origin, region, ""),
        None => Label::key(&said.origin, ""),
    }
}

/// Says which choices of the configuration are about no operation.
pub(super) fn report_unknown(work: &mut Work<'_, '_>) {
    let api = work.api;
    let ids = || api.operations.iter().filter_map(|(_, operation)| operation.operation_id.as_deref());
    let unknown = work.config.pagination.iter().filter(|(id, _)| ids().all(|known| known != id.as_str()));
    for (id, said) in unknown {
        let code: &'static Code = &codes::OA502;
        let found = Diagnostic::new(code, format!("`pagination` names `{id}`, which is no operation"), place(said));
        work.diagnostics.push(match nearest(id, ids()) {
            Some(meant) => found.help(format!("did you mean `{meant}`?")),
            None => found.help("write the `operationId` of an operation"),
        });
    }
}

/// A line for the docs of the operation.
pub(super) fn text(plan: &PagePlan, arguments: &[ArgumentPlan]) -> DocText {
    let wire = |index: &usize| docs::code(arguments.get(*index).map_or("?", |argument| argument.wire.as_str()));
    let name =
        |pointer: &str| docs::code(pointer.strip_prefix('/').filter(|rest| !rest.contains('/')).unwrap_or(pointer));
    let how = match &plan.style {
        PageStyle::Marker { argument, .. } | PageStyle::Offset { argument } | PageStyle::Number { argument, .. } => {
            wire(argument)
        }
        PageStyle::LastItem { argument, key } => format!("{}, {} of the last item", wire(argument), name(key)),
        PageStyle::Url { next } => format!("the URL in {}", name(next)),
        PageStyle::Link => "the header `Link`".to_owned(),
    };
    let source = match plan.source {
        PageSource::Extension => "",
        PageSource::Configuration => ", by configuration",
        PageSource::Inference => ", inferred",
    };
    docs::sentence(format!("Pages: by {how}{source}."))
}

#[cfg(test)]
mod tests;
