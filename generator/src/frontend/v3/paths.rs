//! Paths and Path Item Objects (OpenAPI 3.0.3, 4.7.8 and 4.7.9; OpenAPI 3.2.0, Path Item Object).

use std::collections::BTreeMap;

use crate::api::{Method, Operation, Parameter, PathPiece, PathTemplate, Server};
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::document::Version;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::shape::Kind;

pub(in crate::frontend) const METHODS: &[(&str, Method)] = &[
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
    ("query", Method::Query),
];

/// What a path item gives to its operations.
pub(in crate::frontend) struct PathItem<'n> {
    pub(in crate::frontend) path: PathTemplate,
    /// The path's key.
    pub(in crate::frontend) key: Origin,
    pub(in crate::frontend) parameters: Vec<Parameter>,
    pub(in crate::frontend) servers: Vec<Server>,
    /// What names its operations if they have no ids: the webhook or callback; none: method and path.
    pub(in crate::frontend) words: Option<Vec<String>>,
    pub(in crate::frontend) mapping: &'n Mapping,
}

impl<'a> Lowering<'a> {
    /// All operations in document order.
    pub(super) fn paths(&mut self, node: Option<&'a Node>, at: &Origin) {
        let mut seen = BTreeMap::new();
        for (key, node) in node.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
            let origin = at.child(key);
            let Some(path) = self.path(key, &origin, &mut seen) else { continue };
            self.repeated_places(&path, &origin);
            for operation in self.path_item(node, &origin, path, None) {
                self.api.operations.push(operation);
            }
        }
    }

    /// The path under a key of a Paths Object. `None` for an extension.
    pub(in crate::frontend) fn path(
        &mut self,
        key: &str,
        origin: &Origin,
        seen: &mut BTreeMap<String, Origin>,
    ) -> Option<PathTemplate> {
        if key.starts_with("x-") {
            return None;
        }
        let path = self.path_template(key, origin);
        if let Some(twin) = seen.insert(without_names(&path), origin.clone()) {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::OA311,
                    "two paths differ in the names of their parameters only",
                    Label::key(origin, "the same path"),
                )
                .and(Label::key(&twin, "as this one"))
                .help("describe them as one path"),
            );
        }
        Some(path)
    }

    /// A place stands once (OpenAPI 3.2.0, Path Templating).
    fn repeated_places(&mut self, path: &PathTemplate, at: &Origin) {
        if self.version < Version::V32 {
            return;
        }
        for (index, piece) in path.pieces.iter().enumerate() {
            let PathPiece::Parameter(name) = piece else { continue };
            if path.pieces.iter().take(index).any(|earlier| earlier == piece) {
                let message = format!("`{{{name}}}` stands twice in the path; both are one value");
                self.report_key(&codes::OA009, at, message, "");
            }
        }
    }

    fn path_template(&mut self, key: &str, at: &Origin) -> PathTemplate {
        if key.starts_with('/') {
            return path_template(key);
        }
        self.report_key(&codes::OA009, at, "a path begins with a slash; it is read as if it did", "no slash");
        path_template(&format!("/{key}"))
    }

    /// The operations of a path item in document order. `words` name what has no id and no path either.
    pub(super) fn path_item(
        &mut self,
        node: &'a Node,
        at: &Origin,
        path: PathTemplate,
        words: Option<&[String]>,
    ) -> Vec<Operation> {
        let mut operations = Vec::new();
        let Some(own) = node.as_mapping().filter(|_| !self.is_full()) else { return operations };
        let Some(found) = self.resolve(Kind::PathItem, node, at) else { return operations };
        self.tell_what_stays(&found.at);
        let mut done = Vec::new();
        // Beside a reference the item may have operations of its own; they go before those it refers to.
        let items =
            if found.shared { vec![(own, at.clone()), (found.mapping, found.at)] } else { vec![(own, at.clone())] };
        for (mapping, at) in items {
            let item = PathItem {
                path: path.clone(),
                key: at.clone(),
                parameters: self.parameters(mapping, &at, words.unwrap_or(std::slice::from_ref(&path.text))),
                servers: self.servers(mapping.get("servers"), &at.child("servers")),
                words: words.map(<[String]>::to_vec),
                mapping,
            };
            for (method, node, place) in self.methods(mapping, &at) {
                if done.contains(&method) || self.is_full() {
                    continue;
                }
                if let Some(operation) = self.resolve(Kind::Operation, node, &place) {
                    done.push(method.clone());
                    let read = self.operation(method, operation.mapping, &operation.at, &item);
                    self.weigh(&read, &operation.at);
                    operations.push(read);
                }
            }
        }
        operations
    }

    /// The methods of a path item with their operations in document order.
    fn methods(&mut self, item: &'a Mapping, at: &Origin) -> Vec<(Method, &'a Node, Origin)> {
        let mut found = Vec::new();
        for (key, node) in item.iter().filter(|(_, node)| **node != Node::Null) {
            if let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == key) {
                found.push((method.clone(), node, at.child(key)));
            } else if key == "additionalOperations" {
                let place = at.child(key);
                for (name, node) in node.as_mapping().into_iter().flat_map(Mapping::iter) {
                    let place = place.child(name);
                    found.extend(self.additional_method(name, item, &place).map(|method| (method, node, place)));
                }
            }
        }
        found
    }

    /// The method that a key of `additionalOperations` names. `None` if the operation is left out, which is reported.
    fn additional_method(&mut self, name: &str, item: &Mapping, at: &Origin) -> Option<Method> {
        if !is_token(name) {
            let mut found = Diagnostic::new(
                &codes::OA005,
                format!("`{name}` is no method of HTTP; its operation is left out"),
                Label::key(at, "no method"),
            );
            found.severity = Severity::Warning;
            self.diagnostics
                .push(found.help("a method is one word of letters, digits and a few signs, without blanks"));
            return None;
        }
        let Some((field, method)) = METHODS.iter().find(|(_, method)| method.as_str() == name) else {
            if let Some((field, method)) = METHODS.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)) {
                let message = format!("`{name}` is sent as it is written here, which is not {}", method.as_str());
                let found = Diagnostic::new(&codes::OA009, message, Label::key(at, "another method"));
                self.diagnostics.push(found.help(format!("{} has a key of its own, `{field}`", method.as_str())));
            }
            return Some(Method::Other(name.to_owned()));
        };
        let there = item.get(field).is_some();
        let message = if there {
            format!("`{name}` has a key of its own, `{field}`, which is there; this operation is left out")
        } else {
            format!("`{name}` has a key of its own, `{field}`; the operation is taken as meant there")
        };
        self.report_key(&codes::OA009, at, message, "not for `additionalOperations`");
        (!there).then(|| method.clone())
    }
}

/// A token (RFC 9110, 5.6.2), which a method is.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The path with all names of parameters taken out.
fn without_names(path: &PathTemplate) -> String {
    let pieces = path.pieces.iter().map(|piece| match piece {
        PathPiece::Literal(text) => text.as_str(),
        PathPiece::Parameter(_) => "{}",
    });
    pieces.collect()
}

/// A path in pieces. A brace without its partner stands as it is.
fn path_template(text: &str) -> PathTemplate {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        literal.push_str(before);
        match after.split_once('}') {
            Some((name, behind)) if !name.is_empty() && !name.contains(['{', '/']) => {
                if !literal.is_empty() {
                    pieces.push(PathPiece::Literal(std::mem::take(&mut literal)));
                }
                pieces.push(PathPiece::Parameter(name.to_owned()));
                rest = behind;
            }
            _ => {
                literal.push('{');
                rest = after;
            }
        }
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        pieces.push(PathPiece::Literal(literal));
    }
    PathTemplate { text: text.to_owned(), pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_literals_and_parameters() {
        let pieces = |text| {
            let piece = |piece: &PathPiece| match piece {
                PathPiece::Literal(text) => text.clone(),
                PathPiece::Parameter(name) => format!("<{name}>"),
            };
            path_template(text).pieces.iter().map(piece).collect::<Vec<_>>().join("|")
        };
        assert_eq!(pieces("/"), "/");
        assert_eq!(pieces("/pets/{id}"), "/pets/|<id>");
        assert_eq!(pieces("/a/{b}-{c}.json"), "/a/|<b>|-|<c>|.json");
        assert_eq!(pieces("/a/{b/c"), "/a/{b/c");
        assert_eq!(pieces("/a/{}/{b}"), "/a/{}/|<b>");
        assert_eq!(pieces("/a/:id"), "/a/:id");
        assert_eq!(pieces(""), "");
    }
}
