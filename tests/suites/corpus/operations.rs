//! The operations of a document, counted in its trees and nowhere else.

use bindery::document::Document;
use bindery::source::SourceId;
use bindery::tree::Node;

const METHODS: [&str; 9] = ["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// References that a path item may lead through.
const MOST_HOPS: usize = 8;

/// The operations below `paths`.
pub(crate) fn count(document: &Document) -> usize {
    let paths = document.root.get("paths").and_then(Node::as_mapping);
    let items = paths.into_iter().flat_map(|paths| paths.iter()).filter(|(path, _)| path.starts_with('/'));
    items.map(|(_, item)| of_item(document, document.source, item, MOST_HOPS)).sum()
}

/// What stands beside a reference counts too: OpenAPI 3.1 leaves open what it means, and most mean it.
fn of_item(document: &Document, source: SourceId, item: &Node, hops: usize) -> usize {
    let more = item.get("additionalOperations").and_then(Node::as_mapping).map_or(0, |more| more.iter().count());
    let own = METHODS.iter().filter(|method| item.get(method).and_then(Node::as_mapping).is_some()).count() + more;
    let target = item.get("$ref").and_then(Node::as_str).and_then(|reference| document.referred(source, reference));
    own + match target {
        Some((source, target)) if hops > 0 => of_item(document, source, target, hops - 1),
        _ => 0,
    }
}
