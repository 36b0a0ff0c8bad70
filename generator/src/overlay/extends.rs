//! `extends`: the document that an overlay is for.

use std::path::{Component, Path, PathBuf};

use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::document::Document;
use crate::source::{Origin, SourceId, SourceMap, percent_decoded};
use crate::tree::Node;

/// Warns if an overlay is for another document. An address of the web says so only if the document has one, too.
pub(super) fn check(
    extends: &str,
    overlay: SourceId,
    document: &Document,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) {
    let own = document.root.get("$self").and_then(Node::as_str);
    let fits = match extends.split_once("://") {
        Some(("file", path)) => same(Path::new(&decoded(path)), document.source, sources),
        Some(_) => own.is_none_or(|own| own == extends),
        None => {
            let folder = place(overlay, sources).parent().map(Path::to_path_buf).unwrap_or_default();
            own == Some(extends) || same(&folder.join(decoded(extends)), document.source, sources)
        }
    };
    if !fits {
        let name = sources.name(document.source).display();
        let message = format!("the overlay is for `{extends}`, and it is applied to `{name}`");
        let label = Label::value(&Origin::root(overlay).child("extends"), "");
        diagnostics.push(Diagnostic::new(&codes::OA508, message, label));
    }
}

fn decoded(text: &str) -> String {
    percent_decoded(text).unwrap_or_else(|| text.to_owned())
}

fn place(source: SourceId, sources: &SourceMap) -> &Path {
    sources.path(source).unwrap_or_else(|| sources.name(source))
}

fn same(path: &Path, document: SourceId, sources: &SourceMap) -> bool {
    plain(path) == plain(place(document, sources))
}

/// A path without `.` and `..`, by its words alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}
