//! Null in the arms of unions: `oneOf` takes it where exactly one arm does.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Condition, NullArms, Schema, SchemaId, SchemaKind, UnionKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::graph::resolve;
use crate::passes::limits;
use crate::source::Origin;

/// Unions stand in each other no deeper than this.
const DEEPEST: usize = 128;

/// What a schema makes of null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Null {
    Refused,
    /// Several arms of a `oneOf` allow it, and so it breaks the `oneOf`.
    Broken,
    Allowed,
}

/// Which arms allow null, as the document has them: before arms that are nothing but null are gone.
pub(super) struct Nulls(BTreeMap<SchemaId, Null>);

impl Nulls {
    /// Whether an arm says that it may be null.
    pub(super) fn is_said(&self, arm: SchemaId) -> bool {
        self.0.get(&arm).is_some_and(|null| *null != Null::Refused)
    }
}

/// Marks the schemas whose `oneOf` null breaks, and reports those whose own arms are to blame with OA203.
pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) -> Nulls {
    let given_up = api.fallbacks.iter().map(|fallback| &fallback.origin).collect();
    let mut judge = Judge { api, known: BTreeMap::new(), given_up };
    let mut broken: Vec<(SchemaId, Vec<Origin>)> = Vec::new();
    for (id, schema) in api.schemas.iter() {
        if schema.null_arms.is_none() && !matches!(schema.kind, SchemaKind::Union(_)) {
            continue;
        }
        if judge.of(id, 0) == Null::Broken {
            broken.push((id, judge.takers(id, schema, 0).0));
        }
        if let SchemaKind::Union(union) = &schema.kind {
            for &arm in &union.arms {
                judge.of(arm, 0);
            }
        }
    }
    let nulls = Nulls(judge.known);
    if !broken.is_empty() {
        report(api, &broken, diagnostics);
    }
    for (id, _) in broken {
        api.schemas[id].null_arms.get_or_insert_with(NullArms::default).broken = true;
    }
    nulls
}

/// Of the schemas that values are of; what was merged or copied stands at the same place.
fn report(api: &Api, broken: &[(SchemaId, Vec<Origin>)], diagnostics: &mut Diagnostics) {
    let used = limits::used(api);
    let mut told: BTreeSet<&Origin> = BTreeSet::new();
    for (id, takers) in broken.iter().filter(|(id, _)| used.contains(id)) {
        let ([first, second, ..], Some(schema)) = (takers.as_slice(), api.schemas.get(*id)) else { continue };
        if told.insert(&schema.origin) {
            diagnostics.push(
                Diagnostic::new(
                    &codes::OA203,
                    "arms cannot be told apart: more than one takes `null`",
                    Label::value(&schema.origin, "this union"),
                )
                .and(Label::value(first, "takes null"))
                .and(Label::value(second, "takes it, too"))
                .help("let one arm alone allow null, or write `anyOf`, where several may"),
            );
        }
    }
}

struct Judge<'a> {
    api: &'a Api,
    known: BTreeMap<SchemaId, Null>,
    /// Places that are any value only because nobody knows better.
    given_up: BTreeSet<&'a Origin>,
}

impl Judge<'_> {
    fn of(&mut self, id: SchemaId, depth: usize) -> Null {
        if let Some(&known) = self.known.get(&id) {
            return known;
        }
        let Some(schema) = self.api.schemas.get(id).filter(|_| depth < DEEPEST) else { return Null::Refused };
        // One that leads back to itself says nothing new there.
        self.known.insert(id, Null::Refused);
        let null = self.of_kind(id, schema, depth);
        let refuses = |condition: &Condition| matches!(condition, Condition::Not(not) if self.of(*not, depth + 1) == Null::Allowed);
        let refused = null != Null::Refused && schema.constraints.conditions.iter().any(refuses);
        let null = if refused { Null::Refused } else { null };
        self.known.insert(id, null);
        null
    }

    fn of_kind(&mut self, id: SchemaId, schema: &Schema, depth: usize) -> Null {
        if schema.null_arms.is_none() && schema.nullable {
            return Null::Allowed;
        }
        match &schema.kind {
            _ if schema.null_arms.is_some() => {}
            SchemaKind::Any if self.given_up.contains(&schema.origin) => return Null::Refused,
            SchemaKind::Any => return Null::Allowed,
            SchemaKind::Alias(to) => return self.of(*to, depth + 1),
            SchemaKind::Union(_) => {}
            _ => return Null::Refused,
        }
        let (takers, broken) = self.takers(id, schema, depth);
        let exactly = matches!(&schema.kind, SchemaKind::Union(union) if union.kind == UnionKind::OneOf)
            || schema.null_arms.is_some();
        match takers.len() {
            0 if broken => Null::Broken,
            // A list of types beside the union allows it.
            0 if schema.nullable => Null::Allowed,
            0 => Null::Refused,
            1 => Null::Allowed,
            _ if exactly => Null::Broken,
            _ => Null::Allowed,
        }
    }

    /// The places of the arms that take null, each arm once, and whether null breaks another arm.
    fn takers(&mut self, id: SchemaId, schema: &Schema, depth: usize) -> (Vec<Origin>, bool) {
        let said = schema.null_arms.clone().unwrap_or_default();
        let mut takers = said.only;
        if let Some(left) = said.left {
            takers.push(left);
            return (takers, false);
        }
        let (arms, one) = match &schema.kind {
            SchemaKind::Union(union) => (union.arms.clone(), union.kind == UnionKind::AnyOf),
            SchemaKind::Alias(to) => (vec![*to], true),
            SchemaKind::Any => {
                takers.push(schema.origin.clone());
                return (takers, false);
            }
            _ => (Vec::new(), true),
        };
        let mut broken = false;
        let mut seen: BTreeSet<SchemaId> = BTreeSet::from([id]);
        let mut found = Vec::new();
        for arm in arms.into_iter().filter(|&arm| seen.insert(resolve(self.api, arm))) {
            match self.of(arm, depth + 1) {
                Null::Allowed => found.push(self.api.schemas[arm].origin.clone()),
                Null::Broken => broken = true,
                Null::Refused => {}
            }
        }
        // What is left of a `oneOf` may be an `anyOf`: one arm, however many of its own take null.
        let most = if one { 1 } else { found.len() };
        takers.extend(found.into_iter().take(most));
        (takers, broken)
    }
}
