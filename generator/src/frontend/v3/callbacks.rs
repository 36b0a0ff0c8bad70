//! Webhooks (OpenAPI 3.1.1, 4.8.1) and Callback Objects (OpenAPI 3.0.3, 4.7.18).

use crate::api::{Callback, CallbackId, PathPiece, PathTemplate};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::read;
use super::shape::Kind;

/// A callback that has an id and is still to be read.
pub(super) struct Open<'n> {
    id: CallbackId,
    mapping: &'n Mapping,
    at: Origin,
    /// What names its operations if they have no ids.
    words: Vec<String>,
}

impl<'a> Lowering<'a> {
    /// The webhooks in document order.
    pub(super) fn webhooks(&mut self, node: Option<&'a Node>, at: &Origin) {
        for (name, node) in node.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
            let origin = at.child(name);
            let path = PathTemplate { text: name.to_owned(), pieces: Vec::new() };
            let words = vec![name.to_owned()];
            let operations = self.path_item(node, &origin, path, Some(&words));
            self.api.webhooks.push(Callback { name: name.to_owned(), words, operations, origin });
        }
    }

    /// The callbacks of an operation. Their requests may have callbacks of their own, and lead back to themselves: they
    /// are only given an id here, and read when all paths have been.
    pub(super) fn callbacks(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Vec<CallbackId> {
        let place = at.child("callbacks");
        let mut callbacks = Vec::new();
        for (name, node) in read::entries(mapping, "callbacks") {
            let Some(found) = self.resolve(Kind::Callback, node, &place.child(name)) else { continue };
            let key = found.at.clone();
            if let Some(known) = self.shared.callbacks.get(&key) {
                callbacks.push(*known);
                continue;
            }
            let (name, words) = if found.shared {
                (found.name(), vec![found.name()])
            } else {
                (name.to_owned(), words.iter().cloned().chain([name.to_owned()]).collect())
            };
            let (operations, origin) = (Vec::new(), found.at.clone());
            let id = self.api.callbacks.push(Callback { name, words: words.clone(), operations, origin });
            self.shared.callbacks.insert(key, id);
            self.open_callbacks.push(Open { id, mapping: found.mapping, at: found.at, words });
            callbacks.push(id);
        }
        callbacks
    }

    /// Reads the callbacks that operations have. Reading them may find more.
    pub(super) fn open_callbacks(&mut self) {
        while !self.open_callbacks.is_empty() {
            for open in std::mem::take(&mut self.open_callbacks) {
                let mut operations = Vec::new();
                for (expression, node) in open.mapping.iter().filter(|(key, _)| !key.starts_with("x-")) {
                    let pieces = vec![PathPiece::Literal(expression.to_owned())];
                    let path = PathTemplate { text: expression.to_owned(), pieces };
                    operations.extend(self.path_item(node, &open.at.child(expression), path, Some(&open.words)));
                }
                self.api.callbacks[open.id].operations = operations;
            }
        }
    }
}
