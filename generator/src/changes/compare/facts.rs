//! What a difference of a fact falls under.

use super::types::{Relation, relation};
use super::{Differ, limits, security, shape};
use crate::changes::fact::{Contract, Fact, Key, Kind, Word};
use crate::changes::rules::{self, Direction, Rule, Verdict};

/// The ways that values of a fact go, before or now.
fn ways(old: &Contract, new: &Contract, key: &Key) -> Vec<Direction> {
    match key.kind {
        Kind::Parameter | Kind::Body | Kind::Payload | Kind::Part => return vec![Direction::Request],
        Kind::Answer | Kind::Content | Kind::Header | Kind::Callback => return vec![Direction::Answer],
        Kind::Type | Kind::Property | Kind::Value | Kind::Arm => {}
        Kind::Server | Kind::Scheme | Kind::Guard | Kind::Operation => return Vec::new(),
    }
    let of = key.parent().unwrap_or_else(|| key.clone());
    let used: String = [old, new]
        .iter()
        .filter_map(|contract| Some(contract.facts.get(&of)?.text(Word::Used).to_owned() + "+"))
        .collect();
    let goes = |way: &Direction| used.split('+').any(|word| word == way.as_str());
    [Direction::Request, Direction::Answer].into_iter().filter(goes).collect()
}

/// What the type that a fact belongs to says of itself in the older contract.
fn owner<'c>(contract: &'c Contract, key: &Key) -> Option<&'c Fact> {
    contract.facts.get(&key.parent()?)
}

pub(super) fn added(differ: &mut Differ<'_>, old: &Contract, key: &Key, now: &Fact) {
    let ways = ways(old, differ.new, key);
    let required = matches!(now.text(Word::Presence), "required" | "nullable");
    let rule = match key.kind {
        Kind::Server => &rules::SERVER_ADDED,
        Kind::Scheme => &rules::SCHEME_ADDED,
        Kind::Guard => &rules::GUARD_CHANGED,
        Kind::Callback => &rules::CALLBACK_ADDED,
        Kind::Operation => &rules::OPERATION_ADDED,
        Kind::Parameter if required => &rules::PARAMETER_ADDED_REQUIRED,
        Kind::Parameter => &rules::PARAMETER_ADDED_OPTIONAL,
        Kind::Body if required => &rules::BODY_ADDED_REQUIRED,
        Kind::Body => &rules::BODY_ADDED_OPTIONAL,
        Kind::Payload | Kind::Content => &rules::REPRESENTATION_ADDED,
        // It is a property of a type, and told there.
        Kind::Part => return,
        Kind::Answer if now.get(Word::Success).is_some() => &rules::SUCCESS_ADDED,
        Kind::Answer => &rules::FAILURE_ADDED,
        Kind::Header => &rules::HEADER_ADDED,
        Kind::Type => &rules::TYPE_ADDED,
        Kind::Property if now.get(Word::Constant).is_some() => &rules::PROPERTY_ADDED_CONSTANT,
        Kind::Property if required => &rules::PROPERTY_ADDED_REQUIRED,
        Kind::Property => &rules::PROPERTY_ADDED_OPTIONAL,
        Kind::Value => &rules::VALUE_ADDED,
        Kind::Arm => &rules::ARM_ADDED,
    };
    differ.note(rule, key, None, Some(now), &ways);
    let refuses = owner(old, key).is_some_and(|owner| owner.text(Word::Others) == "refused");
    let closed = match key.kind {
        Kind::Property => &rules::CLOSED_OBJECT_EXTENDED,
        Kind::Value => &rules::CLOSED_ENUM_EXTENDED,
        _ => return,
    };
    if refuses && ways.contains(&Direction::Answer) {
        differ.note(closed, key, None, Some(now), &ways);
    }
}

pub(super) fn removed(differ: &mut Differ<'_>, old: &Contract, key: &Key, before: &Fact) {
    let ways = ways(old, differ.new, key);
    let rule = match key.kind {
        Kind::Server => &rules::SERVER_REMOVED,
        Kind::Scheme => &rules::SCHEME_REMOVED,
        Kind::Guard => &rules::GUARD_CHANGED,
        Kind::Callback => &rules::CALLBACK_REMOVED,
        Kind::Operation => &rules::OPERATION_REMOVED,
        Kind::Parameter => &rules::PARAMETER_REMOVED,
        Kind::Body => &rules::BODY_REMOVED,
        Kind::Payload | Kind::Content => &rules::REPRESENTATION_REMOVED,
        Kind::Part => return,
        Kind::Answer if before.get(Word::Success).is_some() => &rules::SUCCESS_REMOVED,
        Kind::Answer => &rules::FAILURE_REMOVED,
        Kind::Header => &rules::HEADER_REMOVED,
        Kind::Type => &rules::TYPE_REMOVED,
        Kind::Property => &rules::PROPERTY_REMOVED,
        Kind::Value => &rules::VALUE_REMOVED,
        Kind::Arm => &rules::ARM_REMOVED,
    };
    differ.note(rule, key, Some(before), None, &ways);
}

pub(super) fn changed(differ: &mut Differ<'_>, old: &Contract, key: &Key, before: &Fact, now: &Fact) {
    let ways = ways(old, differ.new, key);
    let mut pair = Pair { differ, old, key, before, now, ways: &ways };
    let noted = pair.differ.changes.len();
    match key.kind {
        Kind::Operation => pair.operation(),
        Kind::Type => pair.type_itself(),
        Kind::Scheme => pair.scheme(),
        // Its headers.
        Kind::Part => pair.word(Word::Call, &rules::CALLERS_CHANGED),
        Kind::Guard => pair.word(Word::Serve, &rules::GUARD_CHANGED),
        Kind::Server => pair.word(Word::Url, &rules::SERVER_CHANGED),
        Kind::Callback => pair.word(Word::Rust, &rules::CALLBACK_CHANGED),
        _ => {}
    }
    if key.kind == Kind::Header {
        pair.header();
    } else {
        pair.presence();
    }
    if key.kind != Kind::Guard {
        pair.value(noted);
        pair.sides(noted);
    }
    if pair.differs(Word::Deprecated) {
        let rule = if now.get(Word::Deprecated).is_some() { &rules::DEPRECATED } else { &rules::UNDEPRECATED };
        pair.note(rule);
    }
    // Descriptions also tell what other rules have told.
    if pair.differ.changes.len() == noted {
        pair.word(Word::Docs, &rules::DOCS_CHANGED);
    }
    if let Some(change) = pair.differ.changes.last_mut().filter(|change| change.rule == &rules::DOCS_CHANGED) {
        (change.old, change.new) = (None, None);
    }
}

/// A fact before and now.
struct Pair<'a, 'd, 'n> {
    differ: &'d mut Differ<'n>,
    old: &'a Contract,
    key: &'a Key,
    before: &'a Fact,
    now: &'a Fact,
    ways: &'a [Direction],
}

impl Pair<'_, '_, '_> {
    fn differs(&self, word: Word) -> bool {
        self.before.get(word) != self.now.get(word)
    }

    fn note(&mut self, rule: &'static Rule) {
        self.differ.note(rule, self.key, Some(self.before), Some(self.now), self.ways);
    }

    fn say(&mut self, rule: &'static Rule, word: Word) {
        self.note(rule);
        self.differ.saying(word, self.before, self.now);
    }

    fn word(&mut self, word: Word, rule: &'static Rule) {
        if self.differs(word) {
            self.say(rule, word);
        }
    }

    /// Where credentials stand, and who gives them out.
    fn scheme(&mut self) {
        self.word(Word::Style, &rules::SCHEME_CHANGED);
        match (self.before.get(Word::Url), self.now.get(Word::Url)) {
            (Some(_), Some(_)) => self.word(Word::Url, &rules::SCHEME_CHANGED),
            // A flow of its own has a method of the client's builder.
            (Some(_), None) => self.say(&rules::CALLERS_CHANGED, Word::Url),
            _ => {}
        }
    }

    fn operation(&mut self) {
        self.word(Word::Name, &rules::OPERATION_RENAMED);
        self.word(Word::Module, &rules::OPERATION_REGROUPED);
        self.word(Word::Url, &rules::SERVER_OF_OPERATION);
        let (tighter, looser) = security::changes(self.before.text(Word::Security), self.now.text(Word::Security));
        for (holds, rule) in [(tighter, &rules::SECURITY_TIGHTENED), (looser, &rules::SECURITY_LOOSENED)] {
            if holds {
                self.say(rule, Word::Security);
            }
        }
        match (self.before.get(Word::Pages), self.now.get(Word::Pages)) {
            (None, Some(_)) => self.say(&rules::PAGES_ADDED, Word::Pages),
            (Some(_), None) => self.say(&rules::PAGES_REMOVED, Word::Pages),
            _ => self.word(Word::Pages, &rules::PAGES_CHANGED),
        }
        // New and removed arguments are told where they are parameters; here is left what has another place.
        let arguments = |fact: &Fact| fact.text(Word::Call).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (mut before, mut now) = (arguments(self.before), arguments(self.now));
        if before != now {
            before.retain(|name| now.contains(name));
            now.retain(|name| before.contains(name));
            if before != now {
                self.say(&rules::CALLERS_CHANGED, Word::Call);
            }
        }
    }

    fn type_itself(&mut self) {
        self.word(Word::Sort, &rules::SORT_CHANGED);
        if self.differs(Word::Sort) {
            return;
        }
        let is_enum = self.now.text(Word::Sort) == "enum";
        match (self.before.text(Word::Others), self.now.text(Word::Others)) {
            (before, now) if before == now => {}
            (_, "refused") if is_enum => self.say(&rules::ENUM_CLOSED, Word::Others),
            ("refused", _) if is_enum => self.say(&rules::ENUM_OPENED, Word::Others),
            (before, now) if before.starts_with("kept") && now.starts_with("kept") => {
                self.say(&rules::RUST_TYPE_CHANGED, Word::Others);
            }
            (before, now) => {
                if before.starts_with("kept") {
                    self.say(&rules::OTHERS_DROPPED, Word::Others);
                }
                if now == "refused" {
                    self.say(&rules::OTHERS_REFUSED, Word::Others);
                } else if before == "refused" {
                    self.say(&rules::OTHERS_ALLOWED, Word::Others);
                }
                if now.starts_with("kept") {
                    self.say(&rules::OTHERS_KEPT, Word::Others);
                }
            }
        }
        let arguments = |fact: &Fact| fact.text(Word::New).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (mut before, mut now) = (arguments(self.before), arguments(self.now));
        before.retain(|name| now.contains(name));
        now.retain(|name| before.contains(name));
        if before != now {
            self.say(&rules::CONSTRUCTOR_CHANGED, Word::New);
        }
    }

    fn presence(&mut self) {
        if !self.differs(Word::Presence) {
            return;
        }
        let must = |fact: &Fact| matches!(fact.text(Word::Presence), "required" | "nullable");
        let null = |fact: &Fact| matches!(fact.text(Word::Presence), "nullable" | "maybe");
        match (must(self.before), must(self.now)) {
            (false, true) => self.say(&rules::BECAME_REQUIRED, Word::Presence),
            (true, false) => self.say(&rules::BECAME_OPTIONAL, Word::Presence),
            _ => {}
        }
        match (null(self.before), null(self.now)) {
            (false, true) => self.say(&rules::BECAME_NULLABLE, Word::Presence),
            (true, false) => self.say(&rules::NO_LONGER_NULLABLE, Word::Presence),
            _ => {}
        }
    }

    fn header(&mut self) {
        match (self.before.text(Word::Presence), self.now.text(Word::Presence)) {
            ("required", "optional") => self.say(&rules::HEADER_OPTIONAL, Word::Presence),
            ("optional", "required") => self.say(&rules::HEADER_REQUIRED, Word::Presence),
            _ => {}
        }
    }

    /// What is on the wire and what holds it.
    fn value(&mut self, noted: usize) {
        let of_value = self.key.kind == Kind::Value || self.key.kind == Kind::Scheme || self.key.kind == Kind::Callback;
        if of_value {
            if self.key.kind == Kind::Value {
                self.word(Word::Name, &rules::RUST_NAME_CHANGED);
            }
            return;
        }
        let same_type = same_type(self.before.text(Word::Type), self.now.text(Word::Type));
        let told_by_sort = self.key.kind == Kind::Type && self.differs(Word::Sort);
        let same_shape =
            || shape::same(self.old, self.differ.new, [self.before, self.now].map(|of| of.text(Word::Type)));
        if !same_type && !told_by_sort && same_shape() {
            self.say(&rules::RUST_TYPE_CHANGED, Word::Type);
        } else if !same_type && !told_by_sort {
            // What implementors get of a parameter says whether it may be left out, too.
            let same_rust = !self.differs(Word::Rust) && self.before.get(Word::Rust).is_some();
            let rule = match (relation(self.before.text(Word::Type), self.now.text(Word::Type)), same_rust) {
                (Relation::Other, false) => &rules::TYPE_CHANGED,
                (Relation::Wider, false) => &rules::TYPE_WIDENED,
                (Relation::Narrower, false) => &rules::TYPE_NARROWED,
                (Relation::Other, true) => &rules::FORMAT_CHANGED,
                (Relation::Wider, true) => &rules::FORMAT_WIDENED,
                (Relation::Narrower, true) => &rules::FORMAT_NARROWED,
            };
            self.say(rule, Word::Type);
        }
        let (wider, narrower) = limits::changes(self.before.text(Word::Limits), self.now.text(Word::Limits));
        for (holds, rule) in [(wider, &rules::LIMITS_WIDENED), (narrower, &rules::LIMITS_NARROWED)] {
            if holds {
                self.say(rule, Word::Limits);
            }
        }
        self.word(Word::Default, &rules::DEFAULT_CHANGED);
        self.word(Word::Style, &rules::STYLE_CHANGED);
        self.word(Word::Tag, &rules::TAG_CHANGED);
        if self.key.kind != Kind::Operation {
            self.word(Word::Name, &rules::RUST_NAME_CHANGED);
        }
        let (callers, implementors) = self.differ.since(noted);
        if same_type && callers.min(implementors) < Verdict::Breaking {
            self.word(Word::Rust, &rules::RUST_TYPE_CHANGED);
        }
        if callers.min(implementors) < Verdict::Breaking && self.key.kind == Kind::Property {
            self.word(Word::Constant, &rules::RUST_TYPE_CHANGED);
        }
    }

    /// What callers and implementors see, as far as no rule has told it.
    fn sides(&mut self, noted: usize) {
        let telling = match self.key.kind {
            Kind::Operation => [Some(Word::Read), None],
            Kind::Body => [Some(Word::Call), Some(Word::Serve)],
            Kind::Answer => [Some(Word::Read), Some(Word::Serve)],
            Kind::Parameter => [None, Some(Word::Serve)],
            Kind::Server => [Some(Word::Call), None],
            Kind::Scheme => [Some(Word::Call), Some(Word::Serve)],
            _ => return,
        };
        let rules = [
            (&rules::CALLERS_CHANGED, &rules::CALLERS_EXTENDED),
            (&rules::IMPLEMENTORS_CHANGED, &rules::IMPLEMENTORS_EXTENDED),
        ];
        for (index, (word, (changed, extended))) in telling.into_iter().zip(rules).enumerate() {
            let Some(word) = word.filter(|word| self.differs(*word)) else { continue };
            // A value of another type has been told where the value is.
            if self.told_below() {
                continue;
            }
            let seen = self.differ.since(noted);
            let told = if index == 0 { seen.0 } else { seen.1 };
            let rule = if is_extended(self.before.text(word), self.now.text(word)) { extended } else { changed };
            let effect = rule.verdicts(&[]);
            // Another way to give a body is one more method.
            let one_method_more = rule == &rules::CALLERS_EXTENDED && self.key.kind == Kind::Body;
            if told < effect.callers.max(effect.implementors) && !one_method_more {
                self.say(rule, word);
            }
        }
    }

    /// Whether a representation below has another type, or a success is gone, so that their own changes tell all.
    fn told_below(&self) -> bool {
        let inside = |key: &&Key| std::iter::successors(key.parent(), Key::parent).any(|parent| parent == *self.key);
        let differs = |key: &Key| {
            let of = |contract: &Contract| contract.facts.get(key).map(|fact| fact.text(Word::Type).to_owned());
            let (before, now) = (of(self.old), of(self.differ.new));
            before.is_some() && now.is_some() && before != now
        };
        // All that is said of a header is told where it is.
        let headers = |contract: &Contract| {
            let all = contract.facts.iter().filter(|(key, _)| key.kind == Kind::Header && inside(key));
            all.map(|(key, fact)| (key.clone(), fact.clone())).collect::<Vec<_>>()
        };
        let represents = |key: &Key| matches!(key.kind, Kind::Payload | Kind::Content);
        let gone = |key: &Key| !self.differ.new.facts.contains_key(key);
        let told =
            |key: &Key| (represents(key) && (differs(key) || gone(key))) || (key.kind == Kind::Answer && gone(key));
        match self.key.kind {
            Kind::Answer if headers(self.old) != headers(self.differ.new) => true,
            Kind::Body | Kind::Answer | Kind::Operation => self.old.facts.keys().filter(inside).any(told),
            // What implementors are asked of a scheme that joins a guard is told where the guard is.
            Kind::Scheme => self.before.get(Word::Serve).is_some() != self.now.get(Word::Serve).is_some(),
            _ => false,
        }
    }
}

/// Whether all alternatives are there as they were, and others are new. What has one alternative is a type of its own.
fn is_extended(old: &str, new: &str) -> bool {
    let alternatives = |text: &str| {
        let list = text.split_once(": ").filter(|(head, _)| is_name(head)).map_or(text, |(_, list)| list);
        list.split(" | ").map(str::to_owned).collect::<Vec<_>>()
    };
    let (before, now) = (alternatives(old), alternatives(new));
    let head = |text: &str| text.split_once(": ").map(|(head, _)| head.to_owned()).filter(|head| is_name(head));
    head(old) == head(new) && before.len() < now.len() && before.iter().all(|one| now.contains(one))
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether two types are one: an enum is the type of its name, whatever its values are.
fn same_type(old: &str, new: &str) -> bool {
    let name = |text: &str| text.starts_with('&').then(|| text.split(':').next().unwrap_or(text).to_owned());
    old == new || (name(old).is_some() && name(old) == name(new))
}
