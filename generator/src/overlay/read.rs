//! An overlay as it is written (Overlay 1.0.0 and 1.1.0, Overlay Object).

use super::query::Query;
use crate::config::nearest;
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::source::Origin;
use crate::tree::{Mapping, Node};

/// What an overlay says.
#[derive(Debug)]
pub(super) struct Overlay {
    /// `extends`, as written.
    pub(super) extends: Option<String>,
    /// The actions in their order.
    pub(super) actions: Vec<Action>,
}

/// An Action Object.
#[derive(Debug)]
pub(super) struct Action {
    /// The expression of `target`, as written.
    pub(super) text: String,
    pub(super) target: Query,
    pub(super) change: Change,
    /// Where it stands.
    pub(super) origin: Origin,
}

/// What an action does to each node that it selects.
#[derive(Debug)]
pub(super) enum Change {
    /// `update`.
    Update(Node),
    /// `copy`, and the expression as written.
    Copy(Query, String),
    /// `remove: true`.
    Remove,
    /// `remove: false` and nothing else.
    Nothing,
}

const ROOT_KEYS: [&str; 4] = ["overlay", "info", "extends", "actions"];
const INFO_KEYS: [&str; 3] = ["title", "version", "description"];
const ACTION_KEYS: [&str; 5] = ["target", "description", "update", "copy", "remove"];

/// Reads an overlay. All its faults are reported; `None` if one of them is an error.
pub(super) fn read(root: &Node, at: &Origin, diagnostics: &mut Diagnostics) -> Option<Overlay> {
    let mut reading = Reading { diagnostics, sound: true };
    let Some(mapping) = root.as_mapping() else {
        reading.fault(format!("an overlay is an object, not {}", root.kind()), Label::value(at, ""));
        return None;
    };
    reading.keys(mapping, at, "an Overlay Object", &ROOT_KEYS);
    reading.version(mapping, at);
    match mapping.get("info") {
        Some(Node::Mapping(info)) => {
            reading.keys(info, &at.child("info"), "the Info Object of an overlay", &INFO_KEYS);
            for key in ["title", "version"].into_iter().filter(|key| info.get(key).is_none()) {
                let message = format!("the Info Object of the overlay has no `{key}`");
                let found = Diagnostic::new(&codes::OA009, message, Label::key(&at.child("info"), ""));
                reading.diagnostics.push(found.help("the overlay is taken without it"));
            }
        }
        Some(other) => reading.kind(other, &at.child("info"), "an object"),
        None => {
            let found = Diagnostic::new(&codes::OA009, "the overlay has no `info`", Label::key(at, ""));
            reading.diagnostics.push(found.help("the overlay is taken without it"));
        }
    }
    let extends = mapping.get("extends").and_then(|extends| reading.text(extends, &at.child("extends")));
    let place = at.child("actions");
    let mut actions = Vec::new();
    match mapping.get("actions") {
        Some(Node::Sequence(items)) if !items.is_empty() => {
            let read = items.iter().enumerate().filter_map(|(i, item)| reading.action(item, &place.child(i)));
            actions = read.collect();
        }
        Some(Node::Sequence(_)) => reading.fault("the overlay has no action".to_owned(), Label::key(&place, "")),
        Some(other) => reading.kind(other, &place, "an array"),
        None => reading.fault("the overlay has no `actions`".to_owned(), Label::key(at, "")),
    }
    reading.sound.then_some(Overlay { extends, actions })
}

struct Reading<'d> {
    diagnostics: &'d mut Diagnostics,
    sound: bool,
}

impl Reading<'_> {
    fn fault(&mut self, message: String, label: Label) {
        self.sound = false;
        self.diagnostics.push(Diagnostic::new(&codes::OA506, message, label));
    }

    fn kind(&mut self, node: &Node, at: &Origin, wanted: &str) {
        let key = at.pointer.last().unwrap_or_default();
        self.fault(format!("`{key}` is {}, not {wanted}", node.kind()), Label::value(at, ""));
    }

    fn text(&mut self, node: &Node, at: &Origin) -> Option<String> {
        if node.as_str().is_none() {
            self.kind(node, at, "a string");
        }
        node.as_str().map(str::to_owned)
    }

    fn keys(&mut self, mapping: &Mapping, at: &Origin, whole: &str, known: &[&'static str]) {
        let is_unknown = |key: &&str| !known.contains(key) && !key.starts_with("x-");
        for key in mapping.iter().map(|(key, _)| key).filter(is_unknown) {
            let message = format!("`{key}` is no key of {whole}");
            let found = Diagnostic::new(&codes::OA004, message, Label::key(&at.child(key), "unknown key"));
            self.diagnostics.push(match nearest(key, known.iter().copied()) {
                Some(meant) => found.help(format!("did you mean `{meant}`?")),
                None => found.help("it has no effect; a key of your own begins with `x-`"),
            });
        }
    }

    fn version(&mut self, mapping: &Mapping, at: &Origin) {
        let Some(version) = mapping.get("overlay") else {
            return self.fault("this is no overlay: it has no `overlay`".to_owned(), Label::key(at, ""));
        };
        let place = at.child("overlay");
        let Some(text) = self.text(version, &place) else { return };
        let edition: Vec<&str> = text.splitn(3, '.').take(2).collect();
        if edition != ["1", "0"] && edition != ["1", "1"] {
            self.fault(format!("Overlay {text} is not supported: bindery reads 1.0 and 1.1"), Label::value(&place, ""));
        }
    }

    fn action(&mut self, node: &Node, at: &Origin) -> Option<Action> {
        let Some(mapping) = node.as_mapping() else {
            self.fault(format!("an action is an object, not {}", node.kind()), Label::value(at, ""));
            return None;
        };
        self.keys(mapping, at, "an Action Object", &ACTION_KEYS);
        let Some(target) = mapping.get("target") else {
            self.fault("an action has no `target`".to_owned(), Label::key(at, ""));
            return None;
        };
        let text = self.text(target, &at.child("target"))?;
        let target = self.query(&text, &at.child("target"));
        let change = self.change(mapping, at);
        Some(Action { text, target: target?, change: change?, origin: at.clone() })
    }

    fn change(&mut self, mapping: &Mapping, at: &Origin) -> Option<Change> {
        let removes = match mapping.get("remove") {
            Some(Node::Bool(removes)) => *removes,
            Some(other) => {
                self.kind(other, &at.child("remove"), "`true` or `false`");
                return None;
            }
            None => false,
        };
        if removes {
            // The standard: they have no impact then.
            for key in ["update", "copy"].into_iter().filter(|key| mapping.get(key).is_some()) {
                let message = format!("`{key}` has no effect beside `remove: true`");
                let found = Diagnostic::new(&codes::OA507, message, Label::key(&at.child(key), ""));
                self.diagnostics.push(found.help("write it as an action of its own, or remove it"));
            }
        }
        match (mapping.get("update"), mapping.get("copy")) {
            _ if removes => Some(Change::Remove),
            (Some(_), Some(_)) => {
                self.fault("an action has `update` or `copy`, not both".to_owned(), Label::key(&at.child("copy"), ""));
                None
            }
            (Some(update), None) => Some(Change::Update(update.clone())),
            (None, Some(copy)) => {
                let text = self.text(copy, &at.child("copy"))?;
                Some(Change::Copy(self.query(&text, &at.child("copy"))?, text))
            }
            (None, None) if mapping.get("remove").is_some() => Some(Change::Nothing),
            (None, None) => {
                self.fault("an action has no `update`, `copy` or `remove`".to_owned(), Label::key(at, ""));
                None
            }
        }
    }

    fn query(&mut self, text: &str, at: &Origin) -> Option<Query> {
        let query = Query::parse(text);
        if query.is_none() {
            self.sound = false;
            let found = Diagnostic::new(&codes::OA506, format!("`{text}` is no JSONPath"), Label::value(at, ""));
            self.diagnostics.push(found.help("write an expression of RFC 9535, such as `$.paths['/pets'].get`"));
        }
        query
    }
}
