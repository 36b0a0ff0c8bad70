//! From a plan, with what only the document knows, to a contract.

mod operations;
mod types;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Contract, Fact, Key, SourceMark};
use crate::api::{
    Api, Docs, Idx as _, IntegerFormat, ParameterShape, Property, Schema, SchemaId, SchemaKind, StringFormat, visit,
};
use crate::plan::{DocText, Plan, RustType, TypeId};
use crate::source::{Digest, Origin, SourceId, SourceMap};

/// What stands at a property or a parameter, by its place.
type Formats = BTreeMap<Origin, String>;

/// The summary of what a run makes of a document. Version and crates are those of the plan.
pub fn contract(api: &Api, plan: &Plan, sources: &SourceMap, source: SourceId) -> Contract {
    let texts = visit::operations(api).map(|operation| (&operation.origin, described(&operation.docs)));
    let mut summary =
        Summary { plan, formats: formats(api), texts: texts.collect(), facts: BTreeMap::new(), used: BTreeMap::new() };
    summary.surroundings();
    for (method, route) in plan.methods.iter().zip(&plan.routes) {
        summary.operation(method, route);
    }
    for (word, callbacks) in [("webhook", &plan.webhooks), ("callback", &plan.callbacks)] {
        callbacks.iter().for_each(|callback| summary.callback(word, callback));
    }
    summary.types(api);
    Contract {
        api: plan.package.name.clone(),
        version: Some(plan.package.version.clone()),
        crates: plan.crates.iter().map(|krate| krate.target.as_str().to_owned()).collect(),
        sources: marks(sources, source),
        facts: summary.facts,
    }
}

struct Summary<'a> {
    plan: &'a Plan,
    formats: Formats,
    /// Hashes of what the document says about operations.
    texts: BTreeMap<&'a Origin, String>,
    facts: BTreeMap<Key, Fact>,
    /// Whether values of a type go into requests, come in answers.
    used: BTreeMap<TypeId, (bool, bool)>,
}

impl Summary<'_> {
    fn add(&mut self, key: Key, fact: Fact) {
        self.facts.insert(key, fact);
    }

    /// Notes that values of this type, and of all that it is made of, go one way.
    fn uses(&mut self, ty: &RustType, answer: bool) {
        let mut open = words::defs(ty);
        while let Some(id) = open.pop() {
            let seen = self.used.entry(id).or_default();
            let way = if answer { &mut seen.1 } else { &mut seen.0 };
            if !std::mem::replace(way, true)
                && let Some(def) = self.plan.types.get(id)
            {
                open.extend(def.types().into_iter().flat_map(words::defs));
            }
        }
    }

    /// The format of a string at a place, for types that do not tell.
    fn format(&self, origin: &Origin) -> Option<&str> {
        self.formats.get(origin).map(String::as_str)
    }
}

/// The first digits of a hash of a description: whether it changed is all that is asked.
fn docs(text: &DocText) -> String {
    if text.lines.is_empty() {
        return String::new();
    }
    hash(&text.lines.join("\n")).chars().take(8).collect()
}

/// The same for what the document says, without what bindery adds.
fn described(docs: &Docs) -> String {
    let texts = [docs.title.as_deref(), docs.description.as_deref()];
    let lines: Vec<String> = texts.into_iter().flatten().map(str::to_owned).collect();
    self::docs(&DocText { lines })
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "" }
}

fn hash(text: &str) -> String {
    Digest::of(text.as_bytes()).map(|digest| digest.to_string()).unwrap_or_default()
}

/// The document and the other files that were read for it. Names without folders: a lock is the same wherever it is made.
fn marks(sources: &SourceMap, source: SourceId) -> Vec<SourceMark> {
    let others = (0..).map(|index| source.other(index));
    let files = std::iter::once(source).chain(others).take_while(|id| sources.name(*id).file_name().is_some());
    let mark = |id: SourceId| SourceMark {
        file: sources.name(id).file_name().unwrap_or_default().to_string_lossy().into_owned(),
        sha256: hash(sources.text(id)),
    };
    files.map(mark).collect()
}

/// Formats that types in Rust do not tell, by the place of the property or parameter.
fn formats(api: &Api) -> Formats {
    let property = |property: &Property| Some((property.origin.clone(), format(api, property.schema)?));
    let objects = api.schemas.iter().filter_map(|(_, schema)| match &schema.kind {
        SchemaKind::Object(object) => Some(object),
        _ => None,
    });
    let properties = objects.flat_map(|object| object.properties.iter().filter_map(property));
    let parameters = visit::operations(api).flat_map(|operation| &operation.parameters);
    let parameters = parameters.filter_map(|parameter| match &parameter.shape {
        ParameterShape::Schema { schema, .. } => Some((parameter.origin.clone(), format(api, *schema)?)),
        ParameterShape::Content(_) => None,
    });
    properties.chain(parameters).collect()
}

fn format(api: &Api, id: SchemaId) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut schema: &Schema = api.schemas.get(id)?;
    while let SchemaKind::Alias(target) = &schema.kind {
        if !seen.insert(target.index()) {
            return None;
        }
        schema = api.schemas.get(*target)?;
    }
    match &schema.kind {
        SchemaKind::String(StringFormat::Other(format)) => Some(format.clone()),
        SchemaKind::Integer(IntegerFormat::Plain) => Some(words::PLAIN.to_owned()),
        _ => None,
    }
}
