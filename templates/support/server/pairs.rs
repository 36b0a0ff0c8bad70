//! From the names and texts of a form to JSON text, from which types are read as from any other.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;

use super::form::{Field, Form, Meaning, Others, Spread, list_of, object_of, scalar_of};
use super::style::{Rule, scalar};
use super::{Scalar, json};

/// Names and texts, decoded.
pub(super) type Fields = Vec<(String, String)>;

/// Where a rule is broken, as a JSON pointer, and which.
pub(super) type Fault = (String, Rule);

/// How many names and texts a form may have: each takes many times its length in memory.
const MOST: usize = 16 * 1024;

/// How many brackets a name may have.
const DEPTH: usize = 64;

/// How many places the brackets of all names of a property may lead to or through: each takes hundreds of bytes.
const PLACES: usize = 4 * MOST;

/// How many faults of a form are kept, which are more than are told.
const FAULTS: usize = 1000;

/// The pairs of `application/x-www-form-urlencoded` (WHATWG URL, 5.1), but that broken encoding is an error.
pub(super) fn parse(bytes: &[u8]) -> Result<Fields, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| (String::new(), "utf-8"))?;
    if text.split('&').nth(MOST).is_some() {
        return Err((String::new(), "at most 16384 fields"));
    }
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode(name).map_err(|rule| (String::new(), rule))?;
        let value = decode(value).map_err(|rule| (below("", &name), rule))?;
        Ok((name, value))
    });
    pairs.collect()
}

fn decode(raw: &str) -> Result<String, Rule> {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let mut after = raw.split('%').skip(1).map(str::as_bytes);
    if !after.all(|rest| digit(rest.first()) && digit(rest.get(1))) {
        return Err("percent-encoding");
    }
    let blanks = raw.replace('+', " ");
    percent_decode_str(&blanks).decode_utf8().map(Into::into).map_err(|_| "utf-8")
}

/// The object that the fields say, as JSON text. With `guess`, texts of unknown kind that look like numbers or booleans
/// are taken as such.
pub(super) fn object(form: &Form, fields: &Fields, guess: bool) -> Result<String, Vec<Fault>> {
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, text) in fields {
        named.entry(name).or_default().push(text);
    }
    let mut writer = Writer { out: String::from("{"), faults: Vec::new(), guess };
    // Properties of their own first: what an object spreads over its names is what they leave.
    let (spread, own): (Vec<&Field>, Vec<&Field>) = form.fields.iter().partition(|field| is_spread(field));
    for field in own.into_iter().chain(spread) {
        let start = writer.out.len();
        let pointer = below("", field.name);
        writer.key(field.name);
        let written = writer.field(field, &mut named, &pointer);
        if !written {
            writer.out.truncate(start);
        }
    }
    for (name, texts) in named {
        let pointer = below("", name);
        match form.others {
            Others::Ignored => {}
            Others::Refused => writer.note(&pointer, "additionalProperties false"),
            Others::Kept(meaning) => {
                writer.key(name);
                writer.texts(&meaning, &texts, &pointer);
            }
        }
    }
    writer.out.push('}');
    if writer.faults.is_empty() { Ok(writer.out) } else { Err(writer.faults) }
}

/// A single text as JSON text.
pub(super) fn single(meaning: &Meaning, text: &str, guess: bool) -> Result<String, Fault> {
    let mut writer = Writer { out: String::new(), faults: Vec::new(), guess };
    writer.text(meaning, text, "");
    match writer.faults.pop() {
        None => Ok(writer.out),
        Some(fault) => Err(fault),
    }
}

/// Whether a form has texts that may be taken in two ways.
pub(super) fn may_be_guessed(form: &Form) -> bool {
    let others = match &form.others {
        Others::Kept(meaning) => Some(meaning),
        Others::Ignored | Others::Refused => None,
    };
    form.fields.iter().map(|field| &field.meaning).chain(others).any(is_guess)
}

pub(super) fn is_guess(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Scalar(kind) => *kind == Scalar::Any,
        Meaning::List(item) => is_guess(item),
        Meaning::Object(known, others) => is_guess(others) || known.iter().any(|(_, meaning)| is_guess(meaning)),
        Meaning::AnyOf(kinds) => kinds.iter().any(is_guess),
        Meaning::Json | Meaning::JsonOrText | Meaning::Above(_) => false,
    }
}

/// Whether the entries of an object have names of their own.
fn is_spread(field: &Field) -> bool {
    field.spread == Spread::Each && matches!(field.meaning, Meaning::Object(..))
}

fn below(pointer: &str, step: &str) -> String {
    let mut pointer = pointer.to_owned();
    json::push_step(&mut pointer, step);
    pointer
}

/// Values by the way to them.
#[derive(Default)]
struct Tree<'t> {
    texts: Vec<&'t str>,
    below: BTreeMap<String, Tree<'t>>,
}

struct Writer {
    out: String,
    faults: Vec<Fault>,
    guess: bool,
}

impl Writer {
    fn key(&mut self, name: &str) {
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
        json::push_string(&mut self.out, name);
        self.out.push(':');
    }

    fn fault(&mut self, pointer: &str, rule: Rule) {
        self.out.push_str("null");
        self.note(pointer, rule);
    }

    fn note(&mut self, pointer: &str, rule: Rule) {
        if self.faults.len() < FAULTS {
            self.faults.push((pointer.to_owned(), rule));
        }
    }

    /// Writes a property and takes its names away; says whether it was sent.
    fn field(&mut self, field: &Field, named: &mut BTreeMap<&str, Vec<&str>>, pointer: &str) -> bool {
        match (field.spread, &field.meaning) {
            (Spread::Deep, meaning) => {
                let mut tree = Tree::default();
                let start = format!("{}[", field.name);
                let names: Vec<&str> = named.keys().copied().filter(|name| name.starts_with(&start)).collect();
                if let Some(texts) = named.remove(field.name) {
                    tree.texts.extend(texts);
                }
                let mut places = PLACES;
                for name in &names {
                    let texts = named.remove(name).unwrap_or_default();
                    if !plant(&mut tree, name.strip_prefix(field.name).unwrap_or_default(), &texts, &mut places) {
                        self.note(pointer, "syntax");
                    }
                }
                let sent = !tree.texts.is_empty() || !tree.below.is_empty();
                if sent {
                    self.tree(*meaning, &tree, pointer, &mut Vec::new());
                }
                sent
            }
            (Spread::Each, &Meaning::Object(known, others)) => self.spread(known, others, named, pointer),
            (Spread::Each, meaning) => {
                let mut texts = named.remove(field.name).unwrap_or_default();
                if list_of(meaning).is_some() {
                    texts.extend(named.remove(format!("{}[]", field.name).as_str()).unwrap_or_default());
                }
                if !texts.is_empty() {
                    self.texts(meaning, &texts, pointer);
                }
                !texts.is_empty()
            }
            (Spread::Joined(by), meaning) => match named.remove(field.name).as_deref() {
                None => false,
                Some([text]) => {
                    self.joined(meaning, text, by, pointer);
                    true
                }
                Some(_) => {
                    self.fault(pointer, "repeated");
                    true
                }
            },
        }
    }

    /// An object whose entries have names of their own: those that it knows, or, if it knows none, all that are left.
    fn spread(
        &mut self,
        known: &'static [(&'static str, Meaning)],
        others: &'static Meaning,
        named: &mut BTreeMap<&str, Vec<&str>>,
        pointer: &str,
    ) -> bool {
        self.out.push('{');
        let start = self.out.len();
        let mut entries: Vec<(&str, Vec<&str>, &Meaning)> = Vec::new();
        for (name, meaning) in known {
            let taken = named.remove_entry(name);
            entries.extend(taken.map(|(name, texts)| (name, texts, meaning)));
        }
        if known.is_empty() {
            entries.extend(std::mem::take(named).into_iter().map(|(name, texts)| (name, texts, others)));
        }
        for (name, texts, meaning) in entries {
            self.key(name);
            self.texts(meaning, &texts, &below(pointer, name));
        }
        let sent = self.out.len() > start;
        self.out.push('}');
        sent
    }

    /// Texts under one name.
    fn texts(&mut self, meaning: &Meaning, texts: &[&str], pointer: &str) {
        match (list_of(meaning), texts) {
            (None, [text]) => self.text(meaning, text, pointer),
            (Some(_), [text]) if scalar_of(meaning).is_some() => self.text(meaning, text, pointer),
            (None, _) => self.fault(pointer, "repeated"),
            (Some(item), texts) => {
                self.out.push('[');
                for (at, text) in texts.iter().enumerate() {
                    if at > 0 {
                        self.out.push(',');
                    }
                    self.text(item, text, &format!("{pointer}/{at}"));
                }
                self.out.push(']');
            }
        }
    }

    fn joined(&mut self, meaning: &Meaning, text: &str, by: char, pointer: &str) {
        let items: Vec<&str> = if text.is_empty() { Vec::new() } else { text.split(by).collect() };
        match *meaning {
            Meaning::Object(known, others) => {
                let (entries, []) = items.as_chunks::<2>() else { return self.fault(pointer, "syntax") };
                let mut seen = BTreeSet::new();
                self.out.push('{');
                for [name, text] in entries {
                    let pointer = below(pointer, name);
                    self.key(name);
                    match seen.insert(*name) {
                        true => self.text(entry(known, others, name), text, &pointer),
                        false => self.fault(&pointer, "repeated"),
                    }
                }
                self.out.push('}');
            }
            meaning if list_of(&meaning).is_some() && items.is_empty() => self.out.push_str("[]"),
            meaning if list_of(&meaning).is_some() => self.texts(&meaning, &items, pointer),
            meaning => self.text(&meaning, text, pointer),
        }
    }

    /// What stands below brackets. `above` are the meanings of the lists and objects around it.
    fn tree(&mut self, meaning: Meaning, tree: &Tree<'_>, pointer: &str, above: &mut Vec<Meaning>) {
        let meaning = match meaning {
            Meaning::Above(levels) => above.len().checked_sub(levels).and_then(|at| above.get(at).copied()),
            meaning => Some(meaning),
        };
        let meaning = meaning.unwrap_or(Meaning::ANY);
        match tree.texts.as_slice() {
            [] => {}
            texts if tree.below.is_empty() => return self.texts(&meaning, texts, pointer),
            _ => return self.fault(pointer, "repeated"),
        }
        above.push(meaning);
        let mut items: Vec<(Option<usize>, &Tree<'_>)> =
            tree.below.iter().map(|(key, tree)| (number(key), tree)).collect();
        let is_list = list_of(&meaning).is_some() || object_of(&meaning).is_none();
        if is_list && items.iter().all(|(number, _)| number.is_some()) {
            items.sort_by_key(|(number, _)| *number);
            self.out.push('[');
            let mut at = 0;
            let item = list_of(&meaning).copied().unwrap_or(Meaning::ANY);
            for (number, tree) in items {
                // `a[]=1&a[]=2`: all under one name.
                let each = tree.texts.iter().map(|text| Tree { texts: vec![text], below: BTreeMap::new() });
                let each: Vec<Tree<'_>> = if number == Some(UNNUMBERED) { each.collect() } else { Vec::new() };
                for tree in if each.is_empty() { std::slice::from_ref(tree) } else { &each } {
                    if at > 0 {
                        self.out.push(',');
                    }
                    self.tree(item, tree, &format!("{pointer}/{at}"), above);
                    at += 1;
                }
            }
            self.out.push(']');
        } else {
            let (known, others) = object_of(&meaning).unwrap_or((&[], &Meaning::ANY));
            self.out.push('{');
            for (key, tree) in &tree.below {
                self.key(key);
                self.tree(*entry(known, others, key), tree, &below(pointer, key), above);
            }
            self.out.push('}');
        }
        above.pop();
    }

    /// A single text.
    fn text(&mut self, meaning: &Meaning, text: &str, pointer: &str) {
        let kind = scalar_of(meaning).unwrap_or(&Meaning::STRING);
        let written = match kind {
            Meaning::Scalar(kind) => scalar(&mut self.out, *kind, text, self.guess),
            Meaning::Json | Meaning::JsonOrText => match serde_json::from_str::<&RawValue>(text) {
                Ok(value) => {
                    self.out.push_str(value.get());
                    Ok(())
                }
                Err(_) if *kind == Meaning::Json => Err("json"),
                Err(_) => {
                    json::push_string(&mut self.out, text);
                    Ok(())
                }
            },
            // Its type will say what it is not.
            Meaning::List(_) | Meaning::Object(..) | Meaning::AnyOf(_) | Meaning::Above(_) => {
                json::push_string(&mut self.out, text);
                Ok(())
            }
        };
        if let Err(rule) = written {
            self.fault(pointer, rule);
        }
    }
}

fn entry<'m>(known: &'m [(&str, Meaning)], others: &'m Meaning, name: &str) -> &'m Meaning {
    known.iter().find(|(key, _)| *key == name).map_or(others, |(_, meaning)| meaning)
}

/// Stands for the number of items that have none, `a[]`: they come last.
const UNNUMBERED: usize = usize::MAX;

fn number(key: &str) -> Option<usize> {
    if key.is_empty() {
        return Some(UNNUMBERED);
    }
    key.parse().ok().filter(|_| key.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Puts texts where `[a][b]` leads, if there may be so many `places` more; says whether it leads anywhere.
fn plant<'t>(tree: &mut Tree<'t>, way: &str, texts: &[&'t str], places: &mut usize) -> bool {
    let Some(inner) = way.strip_prefix('[').and_then(|way| way.strip_suffix(']')) else { return false };
    let mut at = tree;
    for (depth, step) in inner.split("][").enumerate() {
        if depth >= DEPTH || step.contains(['[', ']']) {
            return false;
        }
        if !at.below.contains_key(step) {
            let Some(left) = places.checked_sub(1) else { return false };
            *places = left;
        }
        at = at.below.entry(step.to_owned()).or_default();
    }
    at.texts.extend_from_slice(texts);
    true
}

/// One property as JSON text, from the names and texts that lead to it.
#[allow(dead_code, reason = "a document may have no body of parts")]
pub(super) fn property(field: &Field, fields: &[(String, String)], guess: bool) -> Result<String, Vec<Fault>> {
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, text) in fields {
        named.entry(name).or_default().push(text);
    }
    let mut writer = Writer { out: String::new(), faults: Vec::new(), guess };
    writer.field(field, &mut named, &below("", field.name));
    if writer.faults.is_empty() { Ok(writer.out) } else { Err(writer.faults) }
}
