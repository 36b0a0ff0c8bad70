//! Operations to methods.

mod answered;
mod arguments;
mod bodies;
mod callbacks;
mod codec;
mod content;
mod headed;
mod headers;
mod meanings;
mod outcomes;
mod pages;
mod prefix;
mod printed;
mod reads;
mod received;
mod security;
mod servers;
mod services;
mod status;
mod stems;
mod texts;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::types::Types;
use super::{
    CallbackPlan, DocText, ErrorDocumentPlan, GuardPlan, HeaderConstant, MethodPlan, OutcomePlan, SchemePlan,
    ServerPlan, ServicePlan, docs,
};
use crate::api::{Api, ErrorDocument, Operation, SchemaId};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
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
    pub(super) guard: Option<GuardPlan>,
    pub(super) base_url: Option<String>,
    pub(super) servers: Vec<ServerPlan>,
    pub(super) error_document: Option<ErrorDocumentPlan>,
}

/// What every part of the work on operations reads and adds to.
struct Work<'w, 'a> {
    api: &'w Api,
    config: &'w Config,
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
    let (samples, reported) = (BTreeMap::new(), BTreeSet::new());
    let mut work = Work { api, config, types, diagnostics, samples, reported, carried: true };
    let schemes = security::schemes(&mut work);
    let names = stems::names(&mut work);
    let mut methods: Vec<MethodPlan> =
        api.operations.iter().zip(names).map(|((_, operation), name)| served(&mut work, operation, name)).collect();
    let (headers, of_methods) = headers::constants(&mut work, &methods);
    methods.iter_mut().zip(of_methods).for_each(|(method, headers)| method.headers = headers);
    written::name(&mut work, &mut methods);
    pages::report_unknown(&mut work);
    let services = services::services(&mut work, &methods);
    let servers = servers::servers(&mut work);
    let (webhooks, callbacks) = callbacks::plan(&mut work, config);
    Operations {
        services,
        servers,
        webhooks,
        callbacks,
        headers,
        guard: security::guard(&schemes, &methods),
        schemes,
        base_url: api.servers.first().and_then(servers::absolute),
        error_document: api.error_document.as_ref().map(error_document),
        methods,
    }
}

/// An operation that the client calls and the server answers.
fn served(work: &mut Work<'_, '_>, operation: &Operation, name: stems::Name) -> MethodPlan {
    let server = servers::own(work, operation, &name.id);
    let method = method(work, operation, name);
    let printed = printed::printed(work, operation, &method.outcomes);
    MethodPlan { server, printed, ..method }
}

fn method(work: &mut Work<'_, '_>, operation: &Operation, name: stems::Name) -> MethodPlan {
    let arguments = arguments::arguments(work, operation);
    let path = arguments::path(&operation.path, &arguments);
    let outcomes = outcomes::outcomes(work, operation);
    let success = outcomes::success(&outcomes, &name.stem);
    let pages = pages::pages(work, operation, &arguments, &outcomes, &success);
    let paged = pages.as_ref().map(|pages| pages::text(pages, &arguments)).unwrap_or_default();
    let body = bodies::request(work, operation, &name.stem);
    let bytes = as_bytes(work, &outcomes);
    MethodPlan {
        ident: name.ident,
        stem: name.stem,
        operation_id: name.id,
        method: operation.method.clone(),
        path_text: operation.path.text.clone(),
        path,
        server: None,
        arguments,
        body,
        accept: reads::accept(&outcomes),
        streams: reads::streams(&outcomes),
        headers: Vec::new(),
        printed: Vec::new(),
        outcomes,
        success,
        auth: security::auth(&operation.security),
        authorizers: security::authorizers(&operation.extensions),
        permissions: operation.extensions.permissions.clone(),
        pages,
        docs: docs::join([texts::docs(operation), paged, bytes]),
        deprecated: operation.docs.deprecated,
        origin: operation.origin.clone(),
    }
}

/// What the bytes say that a call gives, where they have no docs of their own.
fn as_bytes(work: &Work<'_, '_>, outcomes: &[OutcomePlan]) -> DocText {
    let read = |outcome: &OutcomePlan| {
        let payload = outcome.body.payloads().get(outcome.reads.first()?.payload)?;
        Some(bodies::as_bytes(work, std::slice::from_ref(payload)))
    };
    let successes = outcomes.iter().filter(|outcome| outcome.success).filter_map(read);
    let mut texts: Vec<DocText> = successes.collect();
    texts.dedup();
    docs::join(texts)
}

fn error_document(document: &ErrorDocument) -> ErrorDocumentPlan {
    ErrorDocumentPlan {
        media_type: document.media_type.clone(),
        codes: document.codes.clone(),
        default_code: document.default_code.clone(),
        body: document.body.clone(),
    }
}
