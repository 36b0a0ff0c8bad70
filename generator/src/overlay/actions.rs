//! The actions of overlays, in their order.

use super::edit::Editor;
use super::join::Fault;
use super::read::{self, Action, Change};
use super::{extends, query};
use crate::diagnostics::{Diagnostic, Diagnostics, ErrorsReported, Label, codes};
use crate::document::{self, Document};
use crate::source::{JsonPointer, Moves, Origin, SourceId, SourceMap, WrittenAt};
use crate::tree::Node;

/// Applies overlays to a document.
///
/// # Errors
/// One of them cannot be applied, which has been reported.
pub fn apply(
    document: Document,
    overlays: &[SourceId],
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Document, ErrorsReported> {
    let mut document = document;
    // What is made of them all is bounded as if it stood in one file, whose aliases are what is copied.
    let texts = overlays.iter().chain([&document.source]).map(|&source| sources.text(source).len());
    let most = document::most(texts.sum());
    for &overlay in overlays {
        let Some(tree) = document::tree(sources, overlay, diagnostics) else { return Err(ErrorsReported) };
        let Some(read) = read::read(&tree, &Origin::root(overlay), diagnostics) else { return Err(ErrorsReported) };
        if let Some(extends) = &read.extends {
            extends::check(extends, overlay, &document, sources, diagnostics);
        }
        let (mut root, mut moves) = (document.root.clone(), document.moves.clone());
        let mut value = None;
        for action in &read.actions {
            let value = value.get_or_insert_with(|| query::value(&root));
            let mut work = Work { root: &mut root, source: document.source, moves: &mut moves, most, diagnostics };
            if work.apply(action, value)? {
                // The tree has changed.
                *value = query::value(&root);
            }
        }
        let Some(changed) = document::changed(document, root, moves, diagnostics) else { return Err(ErrorsReported) };
        document = changed;
    }
    Ok(document)
}

struct Work<'a> {
    root: &'a mut Node,
    source: SourceId,
    moves: &'a mut Moves,
    /// How many values there may be.
    most: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Work<'_> {
    /// Applies an action; `value` is the tree before it. Says whether it changes anything.
    fn apply(&mut self, action: &Action, value: &serde_json::Value) -> Result<bool, ErrorsReported> {
        let targets = action.target.places(value);
        if targets.is_empty() {
            let message = format!("`{}` selects nothing", action.text);
            let label = Label::value(&action.origin.child("target"), "");
            self.diagnostics.push(Diagnostic::new(&codes::OA507, message, label));
            return Ok(false);
        }
        let Some(left) = self.room() else { return Err(self.excess(action)) };
        match &action.change {
            Change::Nothing => return Ok(false),
            Change::Remove => {
                if targets.iter().any(JsonPointer::is_root) {
                    let label = Label::value(&action.origin.child("target"), "");
                    return Err(self.fault("the document itself cannot be removed".to_owned(), label));
                }
                self.editor(left).remove(&targets);
            }
            Change::Update(update) => {
                let place = action.origin.child("update");
                self.alike(action, &targets)?;
                let mut editor = self.editor(left);
                let done = targets.iter().try_for_each(|target| editor.join(target, update, &place.clone().into()));
                let kept = editor.kept;
                done.map_err(|fault| self.refused(fault, action, "update"))?;
                self.tell_kept(kept);
            }
            Change::Copy(query, text) => {
                let from = query.places(value);
                let [from] = from.as_slice() else {
                    let label = Label::value(&action.origin.child("copy"), "");
                    let message = format!("`{text}` selects {} nodes: one is copied", from.len());
                    return Err(self.fault(message, label));
                };
                self.alike(action, &targets)?;
                let mut editor = self.editor(left);
                let done = targets.iter().try_for_each(|target| editor.copy(from, target));
                let kept = editor.kept;
                done.map_err(|fault| self.refused(fault, action, "copy"))?;
                self.tell_kept(kept);
            }
        }
        match self.room() {
            Some(_) => Ok(true),
            None => Err(self.excess(action)),
        }
    }

    /// How many values there may still be; what is known of places where others were put takes room as they do.
    fn room(&self) -> Option<usize> {
        document::room(self.root, self.most)?.checked_sub(self.moves.weight())
    }

    fn editor(&mut self, left: usize) -> Editor<'_> {
        Editor { root: self.root, source: self.source, moves: self.moves, left, kept: Vec::new() }
    }

    /// All that is updated has to be objects, or arrays, or neither.
    fn alike(&mut self, action: &Action, targets: &[JsonPointer]) -> Result<(), ErrorsReported> {
        let form = |node: &Node| match node {
            Node::Mapping(_) => "objects",
            Node::Sequence(_) => "arrays",
            _ => "other values",
        };
        let mut forms = targets.iter().filter_map(|target| self.root.at(&target.segments())).map(form);
        let Some(first) = forms.next() else { return Ok(()) };
        match forms.find(|form| *form != first) {
            Some(other) => {
                let message = format!("`{}` selects {first} and {other}, which no value can update", action.text);
                Err(self.fault(message, Label::value(&action.origin.child("target"), "")))
            }
            None => Ok(()),
        }
    }

    /// Nulls that were to stand in the place of objects and arrays.
    fn tell_kept(&mut self, kept: Vec<(JsonPointer, WrittenAt)>) {
        for (place, null) in kept {
            let there = self.root.at(&place.segments()).map_or("nothing", Node::kind);
            let message = format!("null does not replace `#{place}`, which is {there}");
            let label = Label { region: null.region, ..Label::value(&null.origin, "") };
            let found = Diagnostic::new(&codes::OA507, message, label);
            self.diagnostics.push(found.help("to take it out, write an action of its own with `remove: true`"));
        }
    }

    fn fault(&mut self, message: String, label: Label) -> ErrorsReported {
        self.diagnostics.push(Diagnostic::new(&codes::OA506, message, label));
        ErrorsReported
    }

    fn refused(&mut self, fault: Fault, action: &Action, key: &str) -> ErrorsReported {
        match fault {
            Fault::Excess => self.excess(action),
            Fault::Incompatible { is, there, place } => {
                let message = format!("`{key}` has {is} where the document has {there}");
                let written = self.moves.written_at(&Origin { source: self.source, pointer: place });
                let there = Label { region: written.region, ..Label::key(&written.origin, format!("{there} here")) };
                let finding =
                    Diagnostic::new(&codes::OA506, message, Label::value(&action.origin.child(key), "")).and(there);
                self.diagnostics.push(finding);
                ErrorsReported
            }
        }
    }

    fn excess(&mut self, action: &Action) -> ErrorsReported {
        let message = "the document would have more values than are read, or be nested too deeply";
        self.diagnostics.push(Diagnostic::new(&codes::OA007, message, Label::key(&action.origin, "")));
        ErrorsReported
    }
}
