//! Operations to methods.

mod arguments;
mod bodies;
mod callbacks;
mod codec;
mod content;
mod headers;
mod outcomes;
mod pages;
mod prefix;
mod reads;
mod security;
mod services;
mod status;
mod stems;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::types::Types;
use super::{
    BodyPlan, CallbackPlan, DocText, ErrorDocumentPlan, HeaderConstant, MethodPlan, OutcomePlan, SchemePlan,
    ServicePlan, docs,
};
use crate::api::{Api, ErrorDocument, Operation, SchemaId, Server};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::source::Origin;
use crate::tree::Node;

/// What operations give to a plan.
#[derive(Debug, Default)]
pub(super) struct Operations {
    pub(super) methods: Vec<MethodPlan>,
    pub(super) services: Vec<ServicePlan>,
    pub(super) webhooks: Vec<CallbackPlan>,
    pub(super) callbacks: Vec<CallbackPlan>,
    pub(super) headers: Vec<HeaderConstant>,
    pub(super) schemes: Vec<SchemePlan>,
    pub(super) base_url: Option<String>,
    pub(super) error_document: Option<ErrorDocumentPlan>,
}

/// What every part of the work on operations reads and adds to.
struct Work<'w, 'a> {
    api: &'w Api,
    types: &'w mut Types<'a>,
    diagnostics: &'w mut Diagnostics,
    /// Values made from schemas, each once: bodies share schemas.
    samples: BTreeMap<SchemaId, Option<Arc<Node>>>,
    /// Places of which something has been said: operations share bodies and answers.
    reported: BTreeSet<Origin>,
    /// Whether client and server carry the operation at hand, or nobody does.
    carried: bool,
}

/// Plans all operations.
pub(super) fn plan(api: &Api, types: &mut Types<'_>, config: &Config, diagnostics: &mut Diagnostics) -> Operations {
    let mut work = Work { api, types, diagnostics, samples: BTreeMap::new(), reported: BTreeSet::new(), carried: true };
    let schemes = security::schemes(&mut work);
    let names = stems::names(&mut work);
    let mut methods: Vec<MethodPlan> =
        api.operations.iter().zip(names).map(|((_, operation), name)| served(&mut work, operation, name)).collect();
    let (headers, of_methods) = headers::constants(&mut work, &methods);
    methods.iter_mut().zip(of_methods).for_each(|(method, headers)| method.headers = headers);
    let services = services::services(&mut work, &methods);
    let (webhooks, callbacks) = callbacks::plan(&mut work, config);
    Operations {
        services,
        webhooks,
        callbacks,
        headers,
        schemes,
        base_url: api.servers.first().and_then(absolute),
        error_document: api.error_document.as_ref().map(error_document),
        methods,
    }
}

/// An operation that the client calls and the server answers.
fn served(work: &mut Work<'_, '_>, operation: &Operation, name: stems::Name) -> MethodPlan {
    if let Some(server) = operation.servers.first() {
        let message = format!("`{}` has servers of its own: the client sends it where it sends all others", name.id);
        work.diagnostics.push(Diagnostic::new(&codes::OA310, message, Label::key(&server.origin, "")));
    }
    method(work, operation, name)
}

fn method(work: &mut Work<'_, '_>, operation: &Operation, name: stems::Name) -> MethodPlan {
    let arguments = arguments::arguments(work, operation);
    let path = arguments::path(&operation.path, &arguments);
    let outcomes = outcomes::outcomes(work, operation);
    let success = outcomes::success(&outcomes, &name.stem);
    let pages = pages::pages(work, operation, &arguments, &success);
    let body = bodies::request(work, operation);
    let bytes = as_bytes(work, body.as_ref(), &outcomes);
    MethodPlan {
        ident: name.ident,
        stem: name.stem,
        operation_id: name.id,
        method: operation.method,
        path_text: operation.path.text.clone(),
        path,
        arguments,
        body,
        accept: reads::accept(&outcomes),
        streams: reads::streams(&outcomes),
        headers: Vec::new(),
        outcomes,
        success,
        auth: security::auth(&operation.security),
        authorizers: security::authorizers(&operation.extensions),
        permissions: operation.extensions.permissions.clone(),
        pages,
        docs: docs::join([texts::docs(operation), bytes]),
        deprecated: operation.docs.deprecated,
        origin: operation.origin.clone(),
    }
}

/// What the bytes say that a call takes and gives, where they have no docs of their own.
fn as_bytes(work: &Work<'_, '_>, body: Option<&BodyPlan>, outcomes: &[OutcomePlan]) -> DocText {
    let body = body.filter(|body| body.required).map(|body| bodies::as_bytes(work, &body.payloads));
    let read = |outcome: &OutcomePlan| {
        let payload = outcome.body.payloads().get(outcome.reads.first()?.payload)?;
        Some(bodies::as_bytes(work, std::slice::from_ref(payload)))
    };
    let successes = outcomes.iter().filter(|outcome| outcome.success).filter_map(read);
    let mut texts: Vec<DocText> = body.into_iter().chain(successes).collect();
    texts.dedup();
    docs::join(texts)
}

/// The URL of a server with the defaults of its variables, if it is absolute and every variable has one.
fn absolute(server: &Server) -> Option<String> {
    let mut url = String::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let variable = server.variables.iter().find(|variable| variable.name == name)?;
        url.push_str(before);
        url.push_str(&variable.default);
        rest = after;
    }
    url.push_str(rest);
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    matches!(scheme.as_str(), "http" | "https").then(|| url.trim_end_matches('/').to_owned())
}

fn error_document(document: &ErrorDocument) -> ErrorDocumentPlan {
    ErrorDocumentPlan {
        media_type: document.media_type.clone(),
        codes: document.codes.clone(),
        default_code: document.default_code.clone(),
        body: document.body.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::absolute;
    use crate::api::{Server, ServerVariable};
    use crate::source::{Origin, SourceMap};

    #[test]
    fn base_urls_are_absolute_and_have_no_open_variable() {
        for (url, expected) in [
            ("https://{host}/v1/", Some("https://h.example/v1")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("/", None),
            ("//h.example/v1", None),
            ("https://{unknown}/", None),
            ("https://{host", None),
        ] {
            let origin = Origin::root(SourceMap::default().add("x.yaml", String::new()));
            let host = ServerVariable {
                name: "host".to_owned(),
                default: "h.example".to_owned(),
                values: Vec::new(),
                description: None,
            };
            let server = Server { url: url.to_owned(), description: None, variables: vec![host], origin };
            assert_eq!(absolute(&server).as_deref(), expected, "{url}");
        }
    }
}
