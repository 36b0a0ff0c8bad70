//! Adds to each operation what the server's own layer can answer.

use std::collections::{BTreeMap, BTreeSet};

use super::refusal::Refusal;
use super::repairs::{object, text};
use crate::api::{Api, MediaType, Operation, Response, StatusPattern};
use crate::passes::sample;
use crate::plan::Plan;
use crate::source::JsonPointer;
use crate::tree::{Mapping, Node};

/// The layer's answers, as `description` of the response.
const REFUSALS: [(u16, &str); 8] = [
    (400, "Something is missing or cannot be read."),
    (401, "A valid credential is needed."),
    (403, "The caller may not do this."),
    (404, "There is nothing at this path."),
    (406, "`Accept` leaves none of the media types."),
    (413, "The body is too large."),
    (415, "The media type of the body is not supported."),
    (422, "All could be read, but a limit is broken."),
];

pub(super) fn add(root: &mut Node, api: &Api, plan: &Plan) {
    let mut work =
        Work { root, api, refusal: Refusal::of(plan), schema: None, fresh: BTreeMap::new(), widened: BTreeMap::new() };
    // Two paths may lead to one path item.
    let mut done = BTreeSet::new();
    for ((_, operation), method) in api.operations.iter().zip(&plan.methods) {
        if done.insert(&operation.origin.pointer) {
            plan.refusals(method).into_iter().for_each(|status| work.status(operation, &method.operation_id, status));
        }
    }
}

struct Work<'w, 'p> {
    root: &'w mut Node,
    api: &'w Api,
    refusal: Refusal<'p>,
    /// The reference to the schema, once it stands among the components.
    schema: Option<String>,
    /// Responses that are the layer's alone, by status.
    fresh: BTreeMap<u16, String>,
    /// Shared responses and the wider ones that stand in for them.
    widened: BTreeMap<JsonPointer, String>,
}

impl Work<'_, '_> {
    fn status(&mut self, operation: &Operation, id: &str, status: u16) {
        let at = operation.origin.child("responses").pointer;
        let Some(response) = covering(operation, status) else {
            let reference = self.fresh(status);
            return self.set(&at, &status.to_string(), object([("$ref", text(&reference))]));
        };
        if self.says_so(response, status) {
            return;
        }
        let exact = StatusPattern::Code(status) == response.status;
        if !exact && response.content.is_empty() && response.headers.is_empty() {
            let reference = self.fresh(status);
            return self.set(&at, &status.to_string(), object([("$ref", text(&reference))]));
        }
        let key = self.key(&at, response.status);
        let node = self.root.at(&at.child(&key).segments()).cloned();
        let node = match node {
            Some(Node::Mapping(entries)) if entries.get("$ref").is_some() => self.widened(entries, response, None),
            // What holds for other statuses too stays as it is; those that the layer has get a wider one.
            Some(Node::Mapping(_)) if !exact => {
                let name = format!("{}{}", id, capital(&key));
                self.widened(Mapping::default(), response, Some(&name))
            }
            Some(Node::Mapping(entries)) => self.wide(entries),
            _ => self.wide(Mapping::default()),
        };
        self.set(&at, &status.to_string(), node);
    }

    /// Whether a response takes what the layer answers, or says nothing that the layer could break.
    fn says_so(&self, response: &Response, status: u16) -> bool {
        // A status whose body is not described promises nothing of it. To describe the layer's alone would make an answer
        // of the implementor, which has none, a broken one.
        if response.status == StatusPattern::Code(status) && response.content.is_empty() {
            return true;
        }
        let media = response.content.iter().filter(|media| covers(media, self.refusal.media_type));
        let takes = |media: &MediaType| match media.schema {
            Some(schema) => self.refusal.samples(status).iter().all(|value| sample::satisfies(self.api, schema, value)),
            None => true,
        };
        media.into_iter().any(takes)
    }

    /// The key of the Responses Object, however it is spelt.
    fn key(&self, at: &JsonPointer, pattern: StatusPattern) -> String {
        let wanted = pattern.to_string();
        let responses = self.root.at(&at.segments()).and_then(Node::as_mapping);
        let found = responses.and_then(|all| all.iter().find(|(key, _)| key.eq_ignore_ascii_case(&wanted)));
        found.map_or(wanted.clone(), |(key, _)| key.to_owned())
    }

    /// A shared response becomes a wider one of its own, since others may share it too.
    fn widened(&mut self, mut reference: Mapping, response: &Response, name: Option<&str>) -> Node {
        let pointer = &response.origin.pointer;
        let name = match self.widened.get(pointer) {
            Some(name) => name.clone(),
            None => {
                let shared = self.root.at(&pointer.segments()).and_then(Node::as_mapping).cloned().unwrap_or_default();
                let wide = self.wide(shared);
                let name = name.map_or_else(|| pointer.last().unwrap_or_default(), str::to_owned);
                let name = format!("{name}OrRefused");
                let name = self.component("responses", &name, wide);
                self.widened.insert(pointer.clone(), name.clone());
                name
            }
        };
        reference.set("$ref", Node::String(format!("#/components/responses/{name}")));
        Node::Mapping(reference)
    }

    /// A response that has the layer's representation too.
    fn wide(&mut self, mut response: Mapping) -> Node {
        let own = object([("$ref", text(&self.schema()))]);
        if response.get("description").is_none() {
            response.set("description", text(""));
        }
        let mut content = match response.remove("content") {
            Some(Node::Mapping(content)) => content,
            _ => Mapping::default(),
        };
        let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let wanted = essence(self.refusal.media_type);
        let key = content.iter().map(|(key, _)| key.to_owned()).find(|key| essence(key) == wanted);
        let key = key.unwrap_or_else(|| self.refusal.media_type.to_owned());
        let mut media = content.get(&key).and_then(Node::as_mapping).cloned().unwrap_or_default();
        let schema = match media.remove("schema") {
            Some(schema) => object([("anyOf", Node::Sequence(vec![schema, own]))]),
            None => own,
        };
        media.set("schema", schema);
        content.set(&key, Node::Mapping(media));
        response.set("content", Node::Mapping(content));
        Node::Mapping(response)
    }

    /// The reference to the layer's own response of a status.
    fn fresh(&mut self, status: u16) -> String {
        if let Some(reference) = self.fresh.get(&status) {
            return reference.clone();
        }
        let description = REFUSALS.iter().find(|(of, _)| *of == status).map_or("", |(_, description)| description);
        let schema = object([("$ref", text(&self.schema()))]);
        let mut content = Mapping::default();
        content.set(self.refusal.media_type, object([("schema", schema)]));
        let mut response = Mapping::default();
        response.set("description", text(description));
        if status == 401 {
            // RFC 9110, 11.6.1.
            let header =
                object([("description", text("How to authenticate.")), ("schema", object([("type", text("string"))]))]);
            response.set("headers", object([("WWW-Authenticate", header)]));
        }
        response.set("content", Node::Mapping(content));
        let name = self.component("responses", &format!("Refused{status}"), Node::Mapping(response));
        let reference = format!("#/components/responses/{name}");
        self.fresh.insert(status, reference.clone());
        reference
    }

    /// The reference to the schema of refusals.
    fn schema(&mut self) -> String {
        if let Some(reference) = &self.schema {
            return reference.clone();
        }
        let name = self.component("schemas", self.refusal.name, self.refusal.schema.clone());
        let reference = format!("#/components/schemas/{name}");
        self.schema = Some(reference.clone());
        reference
    }

    /// Adds a component and gives its name: the wanted one, with a number if it is taken.
    fn component(&mut self, kind: &str, wanted: &str, value: Node) -> String {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let wanted: String = wanted.chars().map(|c| if fits(c) { c } else { '_' }).collect();
        let root = JsonPointer::root();
        let at = root.child("components").child(kind);
        let known = self.root.at(&at.segments()).and_then(Node::as_mapping);
        let free = |name: &String| known.is_none_or(|known| known.get(name).is_none());
        let name = Some(wanted.clone()).filter(free);
        let name = name.or_else(|| (2..).map(|number: u32| format!("{wanted}{number}")).find(free)).unwrap_or(wanted);
        if self.root.get("components").and_then(Node::as_mapping).is_none() {
            self.set(&root, "components", Node::Mapping(Mapping::default()));
        }
        if self.root.at(&at.segments()).and_then(Node::as_mapping).is_none() {
            self.set(&root.child("components"), kind, Node::Mapping(Mapping::default()));
        }
        self.set(&at, &name, value);
        name
    }

    fn set(&mut self, at: &JsonPointer, key: &str, value: Node) {
        match self.root.at_mut(&at.segments()) {
            Some(Node::Mapping(entries)) => entries.set(key, value),
            Some(_) => {}
            // An operation without `responses`, which 3.1 allows.
            None => {
                if let (Some(last), Some(Node::Mapping(above))) = (at.last(), self.root.at_mut(&at.parent().segments()))
                {
                    let mut entries = Mapping::default();
                    entries.set(key, value);
                    above.set(&last, Node::Mapping(entries));
                }
            }
        }
    }
}

/// The response that holds for a status: under the status itself, else its class, else `default`.
fn covering(operation: &Operation, status: u16) -> Option<&Response> {
    let class = u8::try_from(status / 100).unwrap_or_default();
    let keys = [StatusPattern::Code(status), StatusPattern::Class(class), StatusPattern::Default];
    keys.iter().find_map(|key| operation.responses.iter().find(|response| response.status == *key))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// Whether a key of `content` is the media type or a range that has it.
fn covers(media: &MediaType, media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let main = essence.split('/').next().unwrap_or_default();
    media.range.essence == essence || media.range.essence == format!("{main}/*") || media.range.essence == "*/*"
}
