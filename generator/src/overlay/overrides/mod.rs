//! What a run says otherwise than the document (`overrides` of `bindery.toml`).

mod find;
mod null;

#[cfg(all(test, feature = "cli"))]
mod tests;

use std::collections::BTreeMap;

use super::edit::Editor;
use crate::config::nearest;
use crate::config::overrides::{Override, Says, TypeWord};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::document::{self, Document, Version};
use crate::source::{JsonPointer, Origin, WrittenAt};
use crate::tree::{Mapping, Node};

/// What stays of a schema that gets another type: texts, who sends it, and what was said of null.
const KEPT: [&str; 8] =
    ["title", "description", "deprecated", "readOnly", "writeOnly", "nullable", "x-nullable", "externalDocs"];

/// Makes a document say what is overridden. An override that is about nothing, or changes nothing, is reported.
pub fn repair(document: Document, overrides: &[Override], diagnostics: &mut Diagnostics) -> Document {
    let mut document = document;
    let mut made: Vec<(JsonPointer, &Override)> = Vec::new();
    for one in overrides {
        let found = find::place(&document.root, document.version, &one.target);
        if let Ok(place) = &found {
            let undone = made.iter().filter(|(at, earlier)| at == place && contradict(&earlier.says, &one.says));
            for (_, earlier) in undone {
                let why = format!("is undone by `{}`, which says otherwise of the same place", one.text);
                diagnostics.push(report(earlier, Refused::new(why)));
            }
            made.push((place.clone(), one));
        }
        let done = found.and_then(|place| Repair::new(&mut document, one).make(&place));
        if let Err(refused) = done {
            diagnostics.push(report(one, refused));
        }
    }
    document
}

fn report(one: &Override, Refused { message, help }: Refused) -> Diagnostic {
    let message = format!("`{}` {message}", one.text);
    let finding = match &one.place {
        Some((origin, region)) => Diagnostic::new(&codes::OA509, message, Label::region(origin, *region, "")),
        None => Diagnostic::without_place(&codes::OA509, message),
    };
    match help {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// Whether both say something of the same thing, and not the same.
fn contradict(one: &Says, other: &Says) -> bool {
    fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
        one.is_some() && other.is_some() && one != other
    }
    differ(&one.ty, &other.ty)
        || differ(&one.format, &other.format)
        || differ(&one.nullable, &other.nullable)
        || differ(&one.required, &other.required)
        || differ(&one.name, &other.name)
}

/// Why an override has no effect: the rest of a sentence that begins with what it is about.
#[derive(Debug)]
pub(super) struct Refused {
    message: String,
    help: Option<String>,
}

impl Refused {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// With the name that was probably meant.
    fn meant<'a>(message: impl Into<String>, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let help = nearest(word, known).map(|meant| format!("did you mean `{meant}`?"));
        Self { message: message.into(), help }
    }
}

struct Repair<'a> {
    editor: Editor<'a>,
    names: &'a mut BTreeMap<Origin, String>,
    version: Version,
    says: &'a Says,
    place: Option<WrittenAt>,
    changed: bool,
}

impl<'a> Repair<'a> {
    fn new(document: &'a mut Document, one: &'a Override) -> Self {
        let left = document::room(&document.root, usize::MAX).unwrap_or_default();
        let Document { root, source, version, moves, names, .. } = document;
        let place = one.place.as_ref();
        let place = place.map(|(origin, region)| WrittenAt { origin: origin.clone(), region: Some(*region) });
        let editor = Editor {
            root,
            source: *source,
            moves,
            left,
            #[cfg(feature = "overlay")]
            kept: Vec::new(),
        };
        Self { editor, names, version: *version, says: &one.says, place, changed: false }
    }

    fn make(mut self, place: &JsonPointer) -> Result<(), Refused> {
        let says = self.says;
        if let Some(ty) = &says.ty {
            self.ty(&self.schema(place)?, ty)?;
        }
        if let Some(format) = &says.format {
            let schema = self.schema(place)?;
            self.put(&schema, "format", Node::String(format.clone()));
        }
        if let Some(nullable) = says.nullable {
            self.nullable(&self.schema(place)?, nullable);
        }
        if let Some(required) = says.required {
            self.required(place, required)?;
        }
        if !says.values.is_empty() {
            self.values(&self.schema(place)?, &says.values)?;
        }
        if let Some(name) = &says.name {
            self.name(place, name);
        }
        if self.changed { Ok(()) } else { Err(Refused::new("changes nothing: the document says so already")) }
    }

    fn at(&self, place: &JsonPointer) -> Option<&Node> {
        self.editor.root.at(&place.segments())
    }

    fn mapping(&self, place: &JsonPointer) -> Option<&Mapping> {
        self.at(place).and_then(Node::as_mapping)
    }

    fn has(&self, place: &JsonPointer, key: &str) -> bool {
        self.mapping(place).is_some_and(|mapping| mapping.get(key).is_some())
    }

    /// Says something under a key, unless it is said already.
    fn put(&mut self, place: &JsonPointer, key: &str, value: Node) {
        if self.at(&place.child(key)) == Some(&value) {
            return;
        }
        self.set(&place.child(key), value);
    }

    fn set(&mut self, place: &JsonPointer, value: Node) {
        let own = || Origin { source: self.editor.source, pointer: place.clone() }.into();
        let from = self.place.clone().unwrap_or_else(own);
        // A few keys more: bounds are judged when the document is read.
        self.changed |= self.editor.set(place, value, from.into()).is_ok();
    }

    fn take(&mut self, place: &JsonPointer, keys: &[String]) {
        let places: Vec<JsonPointer> =
            keys.iter().filter(|key| self.has(place, key)).map(|key| place.child(key)).collect();
        self.changed |= !places.is_empty();
        self.editor.remove(&places);
    }

    /// The schema at a place, or that of the parameter, header or media type there.
    fn schema(&self, place: &JsonPointer) -> Result<JsonPointer, Refused> {
        let node = self.at(place);
        if self.has(place, "schema") && !self.has(place, "properties") {
            return Ok(place.child("schema"));
        }
        match node {
            Some(Node::Mapping(_)) if !self.is_operation(place) => Ok(place.clone()),
            // `true` is a schema that takes any value.
            Some(Node::Bool(_)) if self.version > Version::V30 => Ok(place.clone()),
            _ => Err(Refused::new("is no schema, and has no type")),
        }
    }

    fn is_operation(&self, place: &JsonPointer) -> bool {
        let around = place.parent().parent().parent();
        let section = place.parent().parent().last();
        around.is_root() && matches!(section.as_deref(), Some("paths" | "webhooks"))
    }

    fn ty(&mut self, place: &JsonPointer, ty: &TypeWord) -> Result<(), Refused> {
        let section = find::schemas(self.version);
        if let TypeWord::Schema(name) = ty
            && self.at(&section.child(name)).is_none()
        {
            let known = self.mapping(&section).into_iter().flat_map(Mapping::iter).map(|(key, _)| key);
            return Err(Refused::meant(format!("is to be the schema `{name}`, which is none"), name, known));
        }
        let was_null = self.says_null(place);
        if self.mapping(place).is_none() {
            self.set(place, Node::Mapping(Mapping::default()));
        }
        let keep = |key: &str| {
            KEPT.contains(&key)
                || key.starts_with("x-") && !key.starts_with("x-enum")
                || key == "in"
                || key == "name"
                || key == "required" && self.has(place, "in")
        };
        let same = |key: &str| key == "type" && self.at(&place.child("type")).and_then(Node::as_str) == word(ty);
        let keys = self.mapping(place).into_iter().flat_map(Mapping::iter).map(|(key, _)| key);
        let gone: Vec<String> = keys.filter(|key| !keep(key) && !same(key)).map(str::to_owned).collect();
        self.take(place, &gone);
        match ty {
            TypeWord::Any => {}
            TypeWord::Json(word) => self.put(place, "type", Node::String((*word).to_owned())),
            TypeWord::Schema(name) => {
                let reference = Node::String(format!("#{}", section.child(name)));
                // In 3.0 nothing else counts beside a reference.
                if self.version < Version::V31 && self.mapping(place).is_some_and(|mapping| !mapping.is_empty()) {
                    let mut member = Mapping::default();
                    member.set("$ref", reference);
                    self.put(place, "allOf", Node::Sequence(vec![Node::Mapping(member)]));
                } else {
                    self.put(place, "$ref", reference);
                }
            }
        }
        if was_null && self.says.nullable.is_none() {
            self.nullable(place, true);
        }
        Ok(())
    }

    fn required(&mut self, place: &JsonPointer, required: bool) -> Result<(), Refused> {
        if self.has(place, "in") {
            self.put(place, "required", Node::Bool(required));
            return Ok(());
        }
        let name = place.last().unwrap_or_default();
        if place.parent().last().as_deref() != Some("properties") {
            return Err(Refused::new("is no property and no parameter: nothing says whether it is required"));
        }
        let schema = place.parent().parent();
        let listed = self.at(&schema.child("required")).and_then(Node::as_sequence).unwrap_or_default();
        let is_listed = listed.iter().any(|one| one.as_str() == Some(&name));
        if is_listed == required {
            return Ok(());
        }
        let mut listed: Vec<Node> = listed.iter().filter(|one| one.as_str() != Some(&name)).cloned().collect();
        listed.extend(required.then_some(Node::String(name)));
        if listed.is_empty() {
            self.take(&schema, &["required".to_owned()]);
        } else {
            self.put(&schema, "required", Node::Sequence(listed));
        }
        Ok(())
    }

    fn name(&mut self, place: &JsonPointer, name: &str) {
        if self.is_operation(place) {
            self.put(place, "operationId", Node::String(name.to_owned()));
            return;
        }
        let origin = Origin { source: self.editor.source, pointer: place.clone() };
        self.changed |= self.names.insert(origin, name.to_owned()).as_deref() != Some(name);
    }

    /// Names of values, in the extension that the front end reads.
    fn values(&mut self, place: &JsonPointer, names: &[(String, String)]) -> Result<(), Refused> {
        let Some(list) = self.at(&place.child("enum")).and_then(Node::as_sequence) else {
            return Err(Refused::new("has no `enum`"));
        };
        let texts: Vec<String> =
            list.iter().map(|node| node.as_str().map_or_else(|| node.to_json(), str::to_owned)).collect();
        let old = ["x-enum-varnames", "x-enumNames"].iter().find_map(|key| self.at(&place.child(key))?.as_sequence());
        let old = old.unwrap_or_default();
        let old_name = |i: usize| old.get(i).and_then(Node::as_str).unwrap_or_default().to_owned();
        let mut all: Vec<String> = (0..texts.len()).map(old_name).collect();
        for (wire, name) in names {
            let Some(slot) = texts.iter().position(|text| text == wire).and_then(|i| all.get_mut(i)) else {
                let known = texts.iter().map(String::as_str);
                return Err(Refused::meant(format!("has no value `{wire}` in its `enum`"), wire, known));
            };
            slot.clone_from(name);
        }
        self.put(place, "x-enum-varnames", Node::Sequence(all.into_iter().map(Node::String).collect()));
        Ok(())
    }
}

/// The word that says a type.
fn word(ty: &TypeWord) -> Option<&str> {
    match ty {
        TypeWord::Json(word) => Some(word),
        TypeWord::Any | TypeWord::Schema(_) => None,
    }
}
