//! What an operation can answer.

use super::{Work, answered, bodies, codec, reads, status};
use crate::api::{Header, Method, Operation, ParameterLocation, ParameterShape, Response, StatusPattern};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{HeaderPlan, OutcomePlan, ResponseBody, RustType, SuccessPlan, TypeName, docs};

/// All answers in document order.
pub(super) fn outcomes(work: &mut Work<'_, '_>, operation: &Operation) -> Vec<OutcomePlan> {
    let some_2xx = operation.responses.iter().any(|response| is_2xx(response.status));
    let names: Vec<String> = operation.responses.iter().map(|response| status::variant(response.status)).collect();
    let wanted: Vec<Wanted<'_>> = names
        .iter()
        .zip(&operation.responses)
        .map(|(wire, response)| Wanted { wire, origin: &response.origin })
        .collect();
    let mut scope = Scope::default();
    let idents = scope.idents(Case::Upper, &wanted, &mut work.types.renames, work.diagnostics);
    let taken: Vec<String> = idents.iter().map(ToString::to_string).collect();
    let mut server = Scope::with_taken(taken.iter().map(String::as_str).chain(["Other"]));
    let mut plans = Vec::with_capacity(idents.len());
    for (response, variant) in operation.responses.iter().zip(idents) {
        let body = body(work, &operation.method, response);
        let reads = reads::reads(work, &mut scope, (response, &variant), body.payloads());
        let answers = answered::answers(work, &mut server, (response, &variant), body.payloads());
        plans.push(OutcomePlan {
            status: response.status,
            success: is_2xx(response.status) || (!some_2xx && response.status == StatusPattern::Default),
            variant,
            reads,
            answers,
            headers: headers(work, &response.headers, &["body"]),
            docs: docs::inert(&response.text()),
            body,
        });
    }
    plans
}

fn is_2xx(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Code(200..=299) | StatusPattern::Class(2))
}

fn body(work: &mut Work<'_, '_>, method: &Method, response: &Response) -> ResponseBody {
    if response.content.is_empty() {
        return ResponseBody::Empty;
    }
    if *method == Method::Head || status::bodyless(response.status) {
        let message = match method {
            Method::Head => "an answer to HEAD has no body: what `content` says has no effect".to_owned(),
            _ => format!("an answer {} has no body", status::text(response.status)),
        };
        work.diagnostics.push(Diagnostic::new(&codes::OA306, message, Label::key(&response.origin, "")));
        return ResponseBody::Empty;
    }
    ResponseBody::Payload(bodies::answers(work, &response.content))
}

/// Headers of an answer or of a part; the standard has `Content-Type` ignored among them. `taken` are names that none of
/// them gets in Rust.
pub(super) fn headers(work: &mut Work<'_, '_>, headers: &[Header], taken: &[&str]) -> Vec<HeaderPlan> {
    let headers: Vec<&Header> =
        headers.iter().filter(|header| !header.name.eq_ignore_ascii_case("content-type")).collect();
    let wanted: Vec<Wanted<'_>> =
        headers.iter().map(|header| Wanted { wire: &header.name, origin: &header.origin }).collect();
    let idents = Scope::with_taken(taken.iter().copied()).idents(
        Case::Snake,
        &wanted,
        &mut work.types.renames,
        work.diagnostics,
    );
    let mut plans = Vec::with_capacity(headers.len());
    for (header, ident) in headers.into_iter().zip(idents) {
        let (ty, codec) = codec::codec(work, &header.shape, ParameterLocation::Header, &header.name, &header.origin);
        let schema = match &header.shape {
            ParameterShape::Schema { schema, .. } => Some(*schema),
            ParameterShape::Content(media) => media.schema,
        };
        plans.push(HeaderPlan {
            checks: schema.map(|schema| work.types.checks(schema)).unwrap_or_default(),
            ident,
            wire: header.name.clone(),
            required: header.required,
            ty,
            codec,
            docs: docs::doc_text_of_part(&header.docs),
        });
    }
    plans
}

/// What all successes together give the caller.
pub(super) fn success(outcomes: &[OutcomePlan], stem: &TypeName) -> SuccessPlan {
    let successes = || outcomes.iter().filter(|outcome| outcome.success);
    let several = successes().any(|outcome| outcome.reads.len() > 1);
    let mut types = successes().map(carried);
    let Some(first) = types.next() else { return SuccessPlan::Unit };
    if several || types.any(|other| other != first) {
        let name = TypeName::new(format!("{stem}Ok")).unwrap_or_else(|| stem.clone());
        return SuccessPlan::Enum(name);
    }
    first.map_or(SuccessPlan::Unit, |ty| SuccessPlan::One(ty.clone()))
}

fn carried(outcome: &OutcomePlan) -> Option<&RustType> {
    let read = outcome.reads.first()?;
    outcome.body.payloads().get(read.payload).map(|payload| &payload.ty)
}
