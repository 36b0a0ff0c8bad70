//! Texts of the document as rustdoc that cannot do anything: no doctest, no link by accident, no bidi control.

use crate::api::Docs;
use crate::plan::DocText;

/// The docs of a node: title or first sentence, description, since when, whether it is inferred.
pub fn doc_text(docs: &Docs) -> DocText {
    let mut text = DocText::default();
    if let Some(title) = &docs.title {
        text.lines.extend(inert(title).lines);
    }
    if let Some(description) = &docs.description {
        if !text.lines.is_empty() {
            text.lines.push(String::new());
        }
        text.lines.extend(inert(description).lines);
    }
    text
}

/// One text, CommonMark, made inert.
pub fn inert(markdown: &str) -> DocText {
    DocText { lines: markdown.lines().map(str::to_owned).collect() }
}

/// Texts one below the other, an empty line between them; empty ones are left out.
pub fn join(texts: impl IntoIterator<Item = DocText>) -> DocText {
    let mut joined = DocText::default();
    for text in texts {
        if !joined.lines.is_empty() && !text.lines.is_empty() {
            joined.lines.push(String::new());
        }
        joined.lines.extend(text.lines);
    }
    joined
}
