//! Path Item and Operation Objects of Swagger 2.0.

use std::collections::BTreeMap;

use crate::api::{
    ApiKeyLocation, Method, Operation, Parameter, ParameterLocation, PathTemplate, RequestBody, SecurityRequirement,
    SecuritySchemeKind,
};
use crate::diagnostics::codes;
use crate::frontend::v3::operations::path_words;
use crate::frontend::v3::paths::{METHODS, PathItem};
use crate::frontend::v3::shape::{Kind, KindV2};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Reading;
use super::parameters::AllSent;

/// What a path item gives to its operations.
struct Item<'a> {
    v3: PathItem<'a>,
    sent: AllSent<'a>,
}

impl<'a> Reading<'a> {
    /// All operations in document order.
    pub(super) fn paths(&mut self, node: Option<&'a Node>, at: &Origin) {
        let mut seen = BTreeMap::new();
        for (key, node) in node.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
            let origin = at.child(key);
            if let Some(path) = self.v3.path(key, &origin, &mut seen) {
                self.path_item(node, &origin, &path);
            }
        }
    }

    fn path_item(&mut self, node: &'a Node, at: &Origin, path: &PathTemplate) {
        let Some(own) = node.as_mapping() else { return };
        let Some(found) = self.v3.resolve(Kind::V2(KindV2::PathItem), node, at) else { return };
        self.v3.tell_what_stays(&found.at);
        // Beside a reference the item may have operations of its own; they go before those it refers to.
        let items =
            if found.shared { vec![(own, at.clone()), (found.mapping, found.at)] } else { vec![(own, at.clone())] };
        let mut done = Vec::new();
        for (mapping, at) in items {
            let sent = self.sent(mapping, &at, std::slice::from_ref(&path.text));
            let v3 = PathItem {
                path: path.clone(),
                key: at.clone(),
                parameters: sent.parameters.clone(),
                servers: Vec::new(),
                words: None,
                mapping,
            };
            let item = Item { v3, sent };
            for (key, node) in mapping.iter() {
                let known = METHODS.iter().find(|(name, _)| *name == key);
                let Some((_, method)) = known.filter(|(_, method)| *method != Method::Query) else { continue };
                let Some(mapping) = node.as_mapping().filter(|_| !done.contains(method)) else { continue };
                done.push(method.clone());
                let operation = self.operation(method.clone(), mapping, &at.child(key), &item);
                self.v3.api.operations.push(operation);
            }
        }
    }

    fn operation(&mut self, method: Method, mapping: &'a Mapping, at: &Origin, item: &Item<'a>) -> Operation {
        let operation_id = self.v3.operation_id(mapping, at);
        let words = match &operation_id {
            Some(id) => vec![id.clone()],
            None => path_words(&method, &item.v3.path.pieces),
        };
        let mut sent = self.sent(mapping, at, &words);
        let own = std::mem::take(&mut sent.parameters);
        let parameters = self.v3.all_parameters(own, at, &item.v3);
        let security = match mapping.get("security") {
            Some(node) => self.v3.requirements(node, &at.child("security")),
            None => self.v3.document_security(),
        };
        let parameters = self.without_credentials(parameters, &security);
        let consumes = self.consumes.clone();
        let consumes = self.own_list(mapping, "consumes", at, &consumes);
        let produces = self.produces.clone();
        let produces = self.own_list(mapping, "produces", at, &produces);
        let sent = sent.over(&item.sent);
        let request_body = match mapping.get("requestBody") {
            // As in OpenAPI 3, which has been reported.
            Some(node) => {
                self.beside_request_body(&sent);
                self.v3.request_body(node, &at.child("requestBody"), &words)
            }
            None => self.request_body(&sent, &consumes, &words),
        };
        self.check_body(&method, request_body.as_ref());
        let servers = match mapping.get("schemes") {
            Some(node) => self.servers(Some(node), &at.child("schemes")),
            None => Vec::new(),
        };
        Operation {
            operation_id,
            method,
            path: item.v3.path.clone(),
            parameters,
            request_body,
            responses: self.responses(mapping.get("responses"), &at.child("responses"), &produces, &words),
            callbacks: Vec::new(),
            security,
            servers,
            tags: self.v3.tags(mapping, at),
            docs: self.v3.operation_docs(mapping, at, &item.v3),
            extensions: self.v3.operation_extensions(mapping, at),
            origin: at.clone(),
        }
    }

    /// Reports a body and fields of a form where `requestBody` says what is sent.
    fn beside_request_body(&mut self, sent: &AllSent<'a>) {
        for part in sent.body.iter().chain(&sent.fields) {
            if self.reported.insert(part.at.clone()) {
                let message = format!("`requestBody` says what is sent; `{}` is left out", part.name);
                self.v3.report(&codes::OA009, &part.at, message, "left out");
            }
        }
    }

    fn check_body(&mut self, method: &Method, body: Option<&RequestBody>) {
        if let Some(body) = body
            && matches!(method, Method::Get | Method::Head | Method::Delete | Method::Trace)
        {
            let message = format!("{} has no body with a meaning; it is kept", method.as_str());
            self.v3.report(&codes::OA306, &body.origin, message, "a body");
        }
    }

    /// The parameters without those for the header that a credential of the operation is sent in.
    fn without_credentials(&mut self, parameters: Vec<Parameter>, security: &[SecurityRequirement]) -> Vec<Parameter> {
        let kinds: Vec<SecuritySchemeKind> = security
            .iter()
            .flat_map(|requirement| &requirement.schemes)
            .filter_map(|(id, _)| self.v3.api.security_schemes.get(*id).map(|scheme| scheme.kind.clone()))
            .collect();
        let is_sent = |name: &str| kinds.iter().any(|kind| sends(kind, name));
        let credential =
            |parameter: &Parameter| parameter.location == ParameterLocation::Header && is_sent(&parameter.name);
        let (twice, kept): (Vec<_>, Vec<_>) = parameters.into_iter().partition(credential);
        for parameter in twice {
            if self.reported.insert(parameter.origin.clone()) {
                let message = format!("`security` says what stands in the header `{}`", parameter.name);
                self.v3.report(&codes::OA009, &parameter.origin, message, "left out");
            }
        }
        kept
    }
}

/// Whether a scheme sends its credential in this header.
fn sends(kind: &SecuritySchemeKind, header: &str) -> bool {
    match kind {
        SecuritySchemeKind::ApiKey { name, location: ApiKeyLocation::Header } => name.eq_ignore_ascii_case(header),
        SecuritySchemeKind::ApiKey { .. } => false,
        _ => header.eq_ignore_ascii_case("authorization"),
    }
}
