//! What the API sends by itself: webhooks and callbacks, with a name for each of their bodies, parameters and answers.

use super::stems::{self, Name};
use super::{Work, method, status, texts};
use crate::api::{Callback, Operation};
use crate::config::{Config, Target};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::names::{Scope, Wanted};
use crate::plan::{
    AliasDef, CallbackPlan, DocText, MethodPlan, PayloadPlan, ResponseBody, RustType, ScalarType, docs, names,
};
use crate::source::Origin;

const NOBODY: &str = "neither client nor server has it";
const OF_WEBHOOKS: &str = "; the models have their types in `webhooks`";
const OF_CALLBACKS: &str = "; the models have its types in `callbacks`";

/// What a group of callbacks is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Webhook,
    Callback,
}

/// Webhooks and callbacks, each in document order.
pub(super) fn plan(work: &mut Work<'_, '_>, config: &Config) -> (Vec<CallbackPlan>, Vec<CallbackPlan>) {
    let api = work.api;
    let webhooks: Vec<&Callback> = api.webhooks.iter().collect();
    let callbacks: Vec<&Callback> = api.callbacks.iter().map(|(_, callback)| callback).collect();
    // What else could be said of how their bodies are carried is said by the one finding.
    work.carried = false;
    let plans = (group(work, Word::Webhook, &webhooks), group(work, Word::Callback, &callbacks));
    work.carried = true;
    if config.targets.iter().any(|target| *target != Target::Models) {
        report_webhooks(work, &webhooks, &plans.0);
        report_callbacks(work, &callbacks, &plans.1);
    }
    plans
}

/// One finding for all webhooks.
fn report_webhooks(work: &mut Work<'_, '_>, webhooks: &[&Callback], plans: &[CallbackPlan]) {
    let [first, others @ ..] = webhooks else { return };
    let all = match others.len() {
        0 => format!("the webhook `{}`", first.name),
        more => format!("the webhook `{}` and {more} more", first.name),
    };
    let types = if plans.iter().any(|plan| !plan.types.is_empty()) { OF_WEBHOOKS } else { "" };
    let message = format!("{all} cannot be received yet{types}");
    work.diagnostics.push(Diagnostic::new(&codes::OA310, message, Label::key(&first.origin, NOBODY)));
}

/// One finding for each callback.
fn report_callbacks(work: &mut Work<'_, '_>, callbacks: &[&Callback], plans: &[CallbackPlan]) {
    let mut plans = plans.iter();
    for callback in callbacks {
        let typed = plans.by_ref().take(callback.operations.len()).filter(|plan| !plan.types.is_empty()).count() > 0;
        let types = if typed { OF_CALLBACKS } else { "" };
        let message = format!("the callback `{}` cannot be sent or received yet{types}", callback.name);
        work.diagnostics.push(Diagnostic::new(&codes::OA310, message, Label::key(&callback.origin, NOBODY)));
    }
}

fn group(work: &mut Work<'_, '_>, word: Word, callbacks: &[&Callback]) -> Vec<CallbackPlan> {
    let operations = callbacks.iter().flat_map(|callback| callback.operations.iter().map(move |one| (*callback, one)));
    let operations: Vec<(&Callback, &Operation)> = operations.collect();
    let ids: Vec<String> = operations.iter().map(|(callback, operation)| id(callback, operation)).collect();
    let wanted: Vec<Wanted<'_>> =
        ids.iter().zip(&operations).map(|(wire, (_, one))| Wanted { wire, origin: &one.origin }).collect();
    let (renames, diagnostics) = (&mut work.types.renames, &mut *work.diagnostics);
    let stems = Scope::with_taken(stems::RESERVED_TYPES).type_names(&wanted, renames, diagnostics);
    let mut plans = Vec::with_capacity(stems.len());
    for ((stem, id), (callback, operation)) in stems.into_iter().zip(ids).zip(&operations) {
        let name = Name { ident: names::method_ident(&id), stem, id };
        let method = method(work, operation, name);
        plans.push(CallbackPlan { wire: callback.name.clone(), method, types: Vec::new() });
    }
    let named: Vec<Vec<Named>> =
        plans.iter().zip(&operations).map(|(plan, (_, operation))| named(word, plan, operation)).collect();
    give_names(work, &mut plans, &named);
    plans
}

/// `operationId`, or the words of the callback and the method.
fn id(callback: &Callback, operation: &Operation) -> String {
    let words = callback.words.iter().cloned().chain([operation.method.as_str().to_ascii_lowercase()]);
    operation.operation_id.clone().unwrap_or_else(|| words.collect::<Vec<_>>().join("_"))
}

/// A type that is to get a name of its own.
struct Named {
    words: String,
    docs: DocText,
    ty: RustType,
    origin: Origin,
}

/// The names of all types of a group, which share a module.
fn give_names(work: &mut Work<'_, '_>, plans: &mut [CallbackPlan], named: &[Vec<Named>]) {
    let wanted: Vec<Wanted<'_>> =
        named.iter().flatten().map(|one| Wanted { wire: &one.words, origin: &one.origin }).collect();
    let (renames, diagnostics) = (&mut work.types.renames, &mut *work.diagnostics);
    let names = Scope::with_taken(stems::RESERVED_TYPES).type_names(&wanted, renames, diagnostics);
    let mut names = names.into_iter();
    for (plan, named) in plans.iter_mut().zip(named) {
        let alias = |one: &Named, name| AliasDef {
            name,
            docs: one.docs.clone(),
            ty: one.ty.clone(),
            origin: one.origin.clone(),
        };
        plan.types = named.iter().zip(names.by_ref()).map(|(one, name)| alias(one, name)).collect();
    }
}

/// The types of a request and its answers, with the words of their names and what they are.
fn named(word: Word, plan: &CallbackPlan, operation: &Operation) -> Vec<Named> {
    let of = match word {
        Word::Webhook => format!("the webhook {}", docs::code(&plan.wire)),
        Word::Callback => format!("the callback {}", docs::code(&plan.wire)),
    };
    let (method, verb) = (&plan.method, plan.method.method.as_str());
    let mut all = Vec::new();
    if let Some(body) = &method.body {
        let own = operation.request_body.as_ref().map(|body| docs::doc_text(&body.docs)).unwrap_or_default();
        let to = match word {
            Word::Webhook => String::new(),
            Word::Callback => format!(" to {}", docs::code(&method.path_text)),
        };
        let what = format!("Body of {of}, sent with `{verb}`{to}");
        let text = docs::join([own, docs::doc_text(&operation.docs), beside(method), texts::answers(operation)]);
        payloads(&format!("{} body", method.stem), &what, &text, &body.payloads, &body.origin, &mut all);
    }
    // A plain text or number needs no name of its own where the docs of the body tell of it.
    for argument in method.arguments.iter().filter(|argument| method.body.is_none() || !is_plain(&argument.ty)) {
        let place = format!("{:?}", argument.location);
        let rest = if argument.required { "always sent" } else { "which may be absent" };
        let what = format!("{place} parameter {} of {of}, {rest}.", docs::code(&argument.wire));
        all.push(Named {
            words: format!("{} {}", method.stem, argument.wire),
            docs: docs::join([docs::sentence(what), argument.docs.clone()]),
            ty: argument.ty.clone(),
            origin: argument.origin.clone(),
        });
    }
    for (outcome, response) in method.outcomes.iter().zip(&operation.responses) {
        let stem = format!("{} {}", method.stem, outcome.variant);
        let status = status::text(outcome.status);
        let headers = outcome.headers.iter().map(|header| docs::code(&header.wire)).collect::<Vec<_>>().join(", ");
        let headers = (!headers.is_empty()).then(|| docs::sentence(format!("Headers: {headers}.")));
        let text = docs::join([docs::inert(&response.text()), headers.unwrap_or_default()]);
        if let ResponseBody::Payload(bodies) = &outcome.body {
            let what = format!("Body of the answer `{status}` to {of}, sent");
            payloads(&format!("{stem} body"), &what, &text, bodies, &response.origin, &mut all);
        }
        for header in outcome.headers.iter().filter(|header| !is_plain(&header.ty)) {
            let what = format!("Header {} of the answer `{status}` to {of}.", docs::code(&header.wire));
            all.push(Named {
                words: format!("{stem} {}", header.wire),
                docs: docs::join([docs::sentence(what), header.docs.clone()]),
                ty: header.ty.clone(),
                origin: response.origin.clone(),
            });
        }
    }
    all
}

/// What comes beside a body: the parameters, with the first lines of their docs.
fn beside(method: &MethodPlan) -> DocText {
    let lines = method.arguments.iter().map(|argument| {
        let place = format!("{:?}", argument.location).to_lowercase();
        let optional = if argument.required { "" } else { " (optional)" };
        let first = argument.docs.lines.first().filter(|line| !line.starts_with("```") && !line.starts_with("~~~"));
        let docs = first.map(|line| format!(": {line}")).unwrap_or_default();
        format!("* {place} {}{optional}{docs}", docs::code(&argument.wire))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return DocText::default();
    }
    docs::join([docs::sentence("Comes with:"), DocText { lines }])
}

/// A text, a number or a boolean without a format.
fn is_plain(ty: &RustType) -> bool {
    use ScalarType::{Bool, F64, I8, I16, I32, I64, String, U8, U16, U32, U64};
    matches!(ty, RustType::Scalar(Bool | F64 | I8 | I16 | I32 | I64 | String | U8 | U16 | U32 | U64))
}

/// The types of representations; the first has the plain name, the others that of their media type as well.
fn payloads(stem: &str, what: &str, text: &DocText, payloads: &[PayloadPlan], at: &Origin, all: &mut Vec<Named>) {
    for (index, payload) in payloads.iter().enumerate() {
        let Some(ty) = payload.content.ty() else { continue };
        let subtype = payload.essence.split_once('/').map_or("", |(_, subtype)| subtype);
        let sentence = format!("{what} as {}.", docs::code(&payload.media_type));
        let text = if index == 0 { text.clone() } else { DocText::default() };
        all.push(Named {
            words: if index == 0 { stem.to_owned() } else { format!("{stem} {subtype}") },
            docs: docs::join([docs::sentence(sentence), text]),
            ty: ty.clone(),
            origin: at.clone(),
        });
    }
}
