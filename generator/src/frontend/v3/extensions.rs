//! The `x-` extensions that mean something to us (`docs/extensions.md`), and the texts they stand beside.

use crate::api::{Authorizer, Docs, ErrorDocument, OperationExtensions, Pagination, PaginationWords};
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::read;
use super::words::suggestion;

impl<'a> Lowering<'a> {
    /// Texts of a schema.
    pub(super) fn schema_docs(&mut self, mapping: &Mapping, at: &Origin) -> Docs {
        let described = self.docs(mapping, at);
        Docs { title: read::text(mapping, "title"), since: self.since(mapping, at), ..described }
    }

    /// Texts of an object that has neither title nor summary.
    pub(in crate::frontend) fn docs(&mut self, mapping: &Mapping, at: &Origin) -> Docs {
        Docs {
            title: None,
            description: read::text(mapping, "description"),
            deprecated: read::is_set(mapping, "deprecated"),
            since: Vec::new(),
            inferred: self.inferred(mapping, at),
        }
    }

    /// `x-inferred`.
    pub(in crate::frontend) fn inferred(&mut self, mapping: &Mapping, at: &Origin) -> bool {
        self.set_extension(mapping, at, "x-inferred")
    }

    /// An extension whose only value is `true`.
    pub(in crate::frontend) fn set_extension(&mut self, mapping: &Mapping, at: &Origin, key: &str) -> bool {
        match mapping.get(key) {
            Some(Node::Bool(value)) => *value,
            Some(_) => {
                self.misfit(&at.child(key), format!("`{key}` is true or absent"));
                false
            }
            None => false,
        }
    }

    /// `x-since`: a version or a list of them.
    pub(super) fn since(&mut self, mapping: &Mapping, at: &Origin) -> Vec<String> {
        let Some(node) = mapping.get("x-since") else { return Vec::new() };
        let place = at.child("x-since");
        let items = match node {
            Node::Sequence(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        if !items.iter().all(|item| item.as_str().is_some()) {
            self.misfit(&place, "`x-since` is a string or a list of strings; put versions in quotes");
        }
        items.iter().filter_map(read::as_text).map(Into::into).collect()
    }

    /// The extensions of an operation.
    pub(in crate::frontend) fn operation_extensions(
        &mut self,
        mapping: &'a Mapping,
        at: &Origin,
    ) -> OperationExtensions {
        OperationExtensions {
            authorizers: mapping
                .get("x-authorizers")
                .map(|node| self.authorizers(node, &at.child("x-authorizers")))
                .unwrap_or_default(),
            permissions: mapping
                .get("x-required-permissions")
                .map(|node| self.permissions(node, &at.child("x-required-permissions")))
                .unwrap_or_default(),
            pagination: mapping.get("x-pagination").and_then(|node| self.pagination(node, &at.child("x-pagination"))),
        }
    }

    fn authorizers(&mut self, node: &Node, at: &Origin) -> Vec<Authorizer> {
        let Some(items) = node.as_sequence() else {
            self.misfit(at, "`x-authorizers` is a list of names, or of names with arguments");
            return Vec::new();
        };
        let mut authorizers = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let pair = item.as_mapping().filter(|mapping| mapping.len() == 1).and_then(|mapping| mapping.iter().next());
            let authorizer = match (item.as_str(), pair) {
                (Some(name), _) => Some(Authorizer { name: name.to_owned(), parameters: Vec::new() }),
                (None, Some((name, arguments))) => {
                    strings(arguments).map(|parameters| Authorizer { name: name.to_owned(), parameters })
                }
                (None, None) => None,
            };
            match authorizer {
                Some(authorizer) => authorizers.push(authorizer),
                None => self.misfit(&at.child(index), "an authorizer is a name, or a name with a list of strings"),
            }
        }
        authorizers
    }

    fn permissions(&mut self, node: &Node, at: &Origin) -> Vec<Vec<String>> {
        let all: Option<Vec<Vec<String>>> = node.as_sequence().and_then(|items| items.iter().map(strings).collect());
        all.unwrap_or_else(|| {
            self.misfit(at, "`x-required-permissions` is a list of lists of strings");
            Vec::new()
        })
    }

    fn pagination(&mut self, node: &'a Node, at: &Origin) -> Option<Pagination> {
        let Some(style) = node.get("style") else {
            // Another tool's key of the same name.
            let mut found = Diagnostic::new(
                &codes::OA309,
                "this `x-pagination` is not ours: it has no `style`",
                Label::value(at, "not used"),
            );
            found.severity = Severity::Note;
            self.diagnostics.push(found);
            return None;
        };
        let style = style.as_str().unwrap_or_default();
        let (request, response) = Pagination::keys(style).unwrap_or_default();
        let mut words = PaginationWords { style, ..PaginationWords::default() };
        if Pagination::keys(style).is_some() {
            self.known_keys(node, at, &["style", "request", "response"]);
            words.request = self.pagination_words(node, at, "request", request);
            words.response = self.pagination_words(node, at, "response", response);
        }
        match Pagination::read(&words, at.clone(), None) {
            Ok(pagination) => Some(pagination),
            Err(fault) => {
                self.misfit(at, fault);
                None
            }
        }
    }

    /// The texts below a part of `x-pagination`.
    fn pagination_words(&mut self, node: &'a Node, at: &Origin, part: &str, known: &[&str]) -> Vec<(&'a str, String)> {
        let Some(node) = node.get(part) else { return Vec::new() };
        self.known_keys(node, &at.child(part), known);
        let entries = node.as_mapping().into_iter().flat_map(Mapping::iter);
        entries.filter_map(|(key, value)| Some((key, read::as_text(value)?.into()))).collect()
    }

    /// `x-error-document` of the root.
    pub(in crate::frontend) fn error_document(&mut self, node: Option<&Node>, root: &Origin) -> Option<ErrorDocument> {
        let node = node?;
        let at = root.child("x-error-document");
        self.known_keys(node, &at, &["media-type", "codes", "default-code", "body"]);
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        let (Some(media_type), Some(default_code), Some(body)) =
            (text("media-type"), text("default-code"), node.get("body"))
        else {
            self.misfit(&at, "`x-error-document` needs `media-type`, `default-code` and `body`");
            return None;
        };
        let mut codes = Vec::new();
        for (status, code) in node.get("codes").and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
            match (status.parse::<u16>().ok().filter(|status| (100..600).contains(status)), code.as_str()) {
                (Some(status), Some(code)) => codes.push((status, code.to_owned())),
                _ => self.misfit(&at.child("codes").child(status), "`codes` gives a string for a status"),
            }
        }
        Some(ErrorDocument { media_type, codes, default_code, body: body.clone(), origin: at })
    }

    fn known_keys(&mut self, node: &Node, at: &Origin, known: &[&str]) {
        for (key, _) in node.as_mapping().into_iter().flat_map(Mapping::iter) {
            if known.contains(&key) {
                continue;
            }
            let place = at.child(key);
            let found = Diagnostic::new(
                &codes::OA309,
                format!("`{key}` means nothing here"),
                Label::key(&place, "unknown key"),
            );
            self.diagnostics.push(match suggestion(key, known.iter().copied()) {
                Some(known) => found.help(format!("did you mean `{known}`?")),
                None => found,
            });
        }
    }

    pub(in crate::frontend) fn misfit(&mut self, at: &Origin, message: impl Into<String>) {
        self.report(&codes::OA309, at, message, "does not fit");
    }
}

/// A list of strings and nothing else.
fn strings(node: &Node) -> Option<Vec<String>> {
    node.as_sequence()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}
