//! Paths and Path Item Objects (OpenAPI 3.0.3, 4.7.8 and 4.7.9).

use std::collections::BTreeMap;

use crate::api::{Method, Operation, Parameter, PathPiece, PathTemplate, Server};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::shape::Kind;

const METHODS: &[(&str, Method)] = &[
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
];

/// What a path item gives to its operations.
pub(super) struct PathItem<'n> {
    pub(super) path: PathTemplate,
    /// The path's key.
    pub(super) key: Origin,
    pub(super) parameters: Vec<Parameter>,
    pub(super) servers: Vec<Server>,
    /// What names its operations if they have no ids: the webhook or callback; none: method and path.
    pub(super) words: Option<Vec<String>>,
    pub(super) mapping: &'n Mapping,
}

impl<'a> Lowering<'a> {
    /// All operations in document order.
    pub(super) fn paths(&mut self, node: Option<&'a Node>, at: &Origin) {
        let mut seen: BTreeMap<String, Origin> = BTreeMap::new();
        for (key, node) in node.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
            if key.starts_with("x-") {
                continue;
            }
            let origin = at.child(key);
            let path = self.path_template(key, &origin);
            if let Some(twin) = seen.insert(without_names(&path), origin.clone()) {
                self.diagnostics.push(
                    Diagnostic::new(
                        &codes::OA311,
                        "two paths differ in the names of their parameters only",
                        Label::key(&origin, "the same path"),
                    )
                    .and(Label::key(&twin, "as this one"))
                    .help("describe them as one path"),
                );
            }
            for operation in self.path_item(node, &origin, path, None) {
                self.api.operations.push(operation);
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
            for (key, node) in mapping.iter() {
                let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == key) else { continue };
                if done.contains(method) || node == &Node::Null || self.is_full() {
                    continue;
                }
                if let Some(operation) = self.resolve(Kind::Operation, node, &at.child(key)) {
                    done.push(*method);
                    let read = self.operation(*method, operation.mapping, &operation.at, &item);
                    self.weigh(&read, &operation.at);
                    operations.push(read);
                }
            }
        }
        operations
    }
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
