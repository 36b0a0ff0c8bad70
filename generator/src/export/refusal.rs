//! How the layer's own answers look: RFC 9457 problem details, or the document's own error document.

use super::repairs::{object, text};
use crate::plan::{ErrorDocumentPlan, Plan};
use crate::tree::{Mapping, Node, Number};

/// The representation of refusals.
pub(super) struct Refusal<'p> {
    /// Its media type.
    pub(super) media_type: &'p str,
    /// What its schema is called, if nothing else has the name.
    pub(super) name: &'static str,
    /// Its schema.
    pub(super) schema: Node,
    document: Option<&'p ErrorDocumentPlan>,
}

impl<'p> Refusal<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        match &plan.error_document {
            Some(document) => Self {
                media_type: &document.media_type,
                name: "Refusal",
                schema: described(schema_of(&document.body), "What the server answers to requests that it refuses."),
                document: Some(document),
            },
            None => Self { media_type: "application/problem+json", name: "Problem", schema: problem(), document: None },
        }
    }

    /// Answers with this status that differ as much as such answers can: with texts and without.
    pub(super) fn samples(&self, status: u16) -> Vec<Node> {
        let words = ["", "The request breaks limits.", "query limit: maximum 5; body /a: required \"x\""];
        match self.document {
            Some(document) => {
                let code = document.codes.iter().find(|(of, _)| *of == status);
                let code = code.map_or(document.default_code.as_str(), |(_, code)| code);
                words.iter().map(|word| filled(&document.body, status, code, word)).collect()
            }
            None => words.iter().map(|word| details(status, word)).collect(),
        }
    }
}

/// RFC 9457, 3.1, with the extension that says what is wrong.
fn problem() -> Node {
    let string = || object([("type", text("string"))]);
    let places = ["path", "query", "header", "cookie", "body"].map(text);
    let violation = object([
        ("type", text("object")),
        ("required", Node::Sequence(["in", "name", "pointer", "rule"].map(text).into())),
        (
            "properties",
            object([
                (
                    "in",
                    described(object([("type", text("string")), ("enum", Node::Sequence(places.into()))]), "Where."),
                ),
                ("name", described(string(), "The parameter; empty for bodies.")),
                ("pointer", described(string(), "A JSON pointer into the value; empty for the value itself.")),
                ("rule", described(string(), "The rule that is broken, such as `required` or `maxLength 5`.")),
            ]),
        ),
    ]);
    let integer = object([("type", text("integer"))]);
    let all = object([
        ("type", described(string(), "What kind of problem: `about:blank`, which is that of the status.")),
        ("title", described(string(), "The name of the status.")),
        ("status", described(integer, "The status.")),
        ("detail", described(string(), "One sentence for the caller.")),
        (
            "violations",
            described(object([("type", text("array")), ("items", violation)]), "The rules that are broken."),
        ),
    ]);
    described(
        object([
            ("type", text("object")),
            ("required", Node::Sequence(["type", "title", "status", "detail"].map(text).into())),
            ("properties", all),
        ]),
        "What the server answers to requests that it refuses (RFC 9457).",
    )
}

fn details(status: u16, word: &str) -> Node {
    let violation =
        object([("in", text("body")), ("name", text("")), ("pointer", text(word)), ("rule", text("required"))]);
    let mut all = object([
        ("type", text("about:blank")),
        ("title", text("Bad Request")),
        ("status", number(status)),
        ("detail", text(word)),
    ]);
    if let (false, Node::Mapping(entries)) = (word.is_empty(), &mut all) {
        entries.set("violations", Node::Sequence(vec![violation]));
    }
    all
}

/// The schema of what a template becomes: strings where it has places, what it says otherwise.
fn schema_of(body: &Node) -> Node {
    let kind = |word: &str| object([("type", text(word))]);
    match body {
        Node::String(template) if template == "{status}" => kind("integer"),
        Node::String(template) if has_places(template) => kind("string"),
        Node::String(_) => object([("type", text("string")), ("enum", Node::Sequence(vec![body.clone()]))]),
        Node::Bool(_) => kind("boolean"),
        Node::Number(number) if number.is_integer() => kind("integer"),
        Node::Number(_) => kind("number"),
        Node::Null => Node::Mapping(Mapping::default()),
        Node::Sequence(items) => {
            let first = items.first().map_or_else(|| Node::Mapping(Mapping::default()), schema_of);
            object([("type", text("array")), ("items", first)])
        }
        Node::Mapping(entries) => {
            let mut properties = Mapping::default();
            for (key, value) in entries.iter() {
                properties.set(key, schema_of(value));
            }
            let required = entries.iter().map(|(key, _)| text(key)).collect::<Vec<_>>();
            let mut all = Mapping::default();
            all.set("type", text("object"));
            if !required.is_empty() {
                all.set("required", Node::Sequence(required));
            }
            all.set("properties", Node::Mapping(properties));
            Node::Mapping(all)
        }
    }
}

fn has_places(template: &str) -> bool {
    ["{status}", "{code}", "{message}", "{detail}"].iter().any(|place| template.contains(place))
}

fn filled(body: &Node, status: u16, code: &str, word: &str) -> Node {
    match body {
        Node::String(template) if template == "{status}" => number(status),
        Node::String(template) => {
            let places = [("{status}", status.to_string()), ("{code}", code.to_owned())];
            let words = [("{message}", word.to_owned()), ("{detail}", word.to_owned())];
            let fill = |text: String, (place, value): (&str, String)| text.replace(place, &value);
            Node::String(places.into_iter().chain(words).fold(template.clone(), fill))
        }
        Node::Sequence(items) => Node::Sequence(items.iter().map(|item| filled(item, status, code, word)).collect()),
        Node::Mapping(entries) => {
            let mut all = Mapping::default();
            for (key, value) in entries.iter() {
                all.set(key, filled(value, status, code, word));
            }
            Node::Mapping(all)
        }
        other => other.clone(),
    }
}

fn number(value: u16) -> Node {
    Node::Number(Number::from(u128::from(value)))
}

fn described(mut node: Node, description: &str) -> Node {
    if let Node::Mapping(entries) = &mut node {
        entries.set("description", text(description));
    }
    node
}
