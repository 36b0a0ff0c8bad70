//! `allOf` becomes what its members have in common: one schema that allows a value if every member does.

mod constraints;
mod meet;
mod objects;
mod scalars;
mod sets;
mod tuples;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use self::sets::{Met, Waiting};
use super::graph::resolve;
use super::limits;
use crate::api::{
    AdditionalProperties, Api, Docs, Fallback, FallbackReason, NameHint, NullArms, ObjectSchema, Schema, SchemaId,
    SchemaKind,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::source::Origin;

/// Merges every `allOf`; none remains.
pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let most = MOST_PER_SCHEMA.saturating_mul(api.schemas.ids().count()).saturating_add(MOST_AT_LEAST);
    let mut merge = Merge {
        api,
        diagnostics,
        states: BTreeMap::new(),
        met: BTreeMap::new(),
        sets: BTreeMap::new(),
        waiting: VecDeque::new(),
        circles: BTreeSet::new(),
        made: 0,
        most,
        unmet: BTreeSet::new(),
        only_null: BTreeMap::new(),
        closed: BTreeSet::new(),
        missing: BTreeSet::new(),
        depth: 0,
        choosing: 0,
    };
    let ids: Vec<SchemaId> = merge.api.schemas.ids().collect();
    for id in ids {
        merge.settle(id);
        merge.finish();
    }
}

/// For each schema of the document, not more than so many are made of what they have in common.
const MOST_PER_SCHEMA: usize = 8;

/// And so many more, in small documents too.
const MOST_AT_LEAST: usize = 1024;

/// The role of what the first members have in common, while there are more to come.
const STEP: &str = "all";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Under,
    Done,
}

struct Merge<'a> {
    api: &'a mut Api,
    diagnostics: &'a mut Diagnostics,
    states: BTreeMap<SchemaId, State>,
    /// What schemas have in common, so that recursive ones end and the same question has one answer.
    met: BTreeMap<Met, SchemaId>,
    /// What is met in schemas that were made or merged.
    sets: BTreeMap<SchemaId, BTreeSet<SchemaId>>,
    /// What waits for schemas that are under way.
    waiting: VecDeque<Waiting>,
    /// Members that lead back, and have been reported, with the `allOf` that they lead back to.
    circles: BTreeSet<(SchemaId, SchemaId)>,
    /// How many schemas have been made, and how many may be.
    made: usize,
    most: usize,
    /// Pairs that have been reported.
    unmet: BTreeSet<(SchemaId, SchemaId)>,
    /// What two schemas have in common that both allow null and nothing else together.
    only_null: BTreeMap<(SchemaId, SchemaId), SchemaId>,
    /// Closed members that have been reported, with the other that they close out.
    closed: BTreeSet<(Origin, Origin)>,
    /// Required names without a property that have been reported.
    missing: BTreeSet<Origin>,
    depth: usize,
    /// How many unions are being distributed over: there, what cannot be met is an arm less, not a fault.
    choosing: usize,
}

impl Merge<'_> {
    /// Makes sure that `id` is no `allOf`. False if that is still being found out: its members lead back to it.
    fn settle(&mut self, id: SchemaId) -> bool {
        let id = resolve(self.api, id);
        match self.states.get(&id) {
            Some(State::Done) => return true,
            Some(State::Under) => return false,
            None => {}
        }
        let Some(SchemaKind::AllOf(members)) = self.api.schemas.get(id).map(|schema| &schema.kind) else { return true };
        let members = members.clone();
        let set = self.set_of(id);
        self.sets.insert(id, set);
        self.states.insert(id, State::Under);
        let merged = self.try_merge(id, &members);
        if !merged {
            self.waiting.push_back(Waiting::AllOf(id, members));
        }
        merged
    }

    /// Merges an `allOf`. False if something that it needs is still being found out.
    fn try_merge(&mut self, id: SchemaId, members: &[SchemaId]) -> bool {
        let Some(kind) = self.merged(id, members) else { return false };
        let kind = self.closed_as_a_whole(id, kind);
        self.api.schemas[id].kind = kind;
        self.states.insert(id, State::Done);
        true
    }

    /// Any value for an `allOf` that waits for itself.
    fn give_up(&mut self, id: SchemaId, members: &[SchemaId]) {
        for &member in members {
            if self.in_progress(member) {
                self.circle(id, member);
            }
        }
        let kind = self.nothing_but_circles(id);
        self.api.schemas[id].kind = kind;
        self.states.insert(id, State::Done);
    }

    fn nothing_but_circles(&mut self, id: SchemaId) -> SchemaKind {
        let origin = self.api.schemas[id].origin.clone();
        self.api.fallbacks.push(Fallback { origin, reason: FallbackReason::CircularAllOf });
        SchemaKind::Any
    }

    /// Lets `unevaluatedProperties` of the whole have its say, now that it is known which properties its members name.
    fn closed_as_a_whole(&mut self, id: SchemaId, kind: SchemaKind) -> SchemaKind {
        let says = self.api.schemas[id].unevaluated;
        if says == AdditionalProperties::Unstated {
            return kind;
        }
        let object = match &kind {
            SchemaKind::Object(object) => Some(object),
            SchemaKind::Alias(to) => super::graph::object(self.api, *to),
            _ => None,
        };
        match object.cloned() {
            Some(object) if object.additional == AdditionalProperties::Unstated => {
                if let SchemaKind::Alias(to) = kind {
                    self.api.schemas[id].constraints = self.api.schemas[resolve(self.api, to)].constraints.clone();
                }
                SchemaKind::Object(ObjectSchema { additional: says, ..object })
            }
            Some(_) => kind,
            None => {
                let at = self.api.schemas[id].origin.child("unevaluatedProperties");
                let message = "`unevaluatedProperties` is not checked where the members make a union";
                self.diagnostics.push(Diagnostic::new(&codes::OA008, message, Label::value(&at, "not checked")));
                kind
            }
        }
    }

    fn merged(&mut self, id: SchemaId, members: &[SchemaId]) -> Option<SchemaKind> {
        let mut settled = Vec::new();
        for &member in members {
            if resolve(self.api, member) != id && self.settle(member) && !self.in_progress(member) {
                settled.push(member);
            } else if self.leads_back(member, id) {
                self.circle(id, member);
            } else {
                return None;
            }
        }
        let mut rest = settled.into_iter();
        let Some(first) = rest.next() else { return Some(self.nothing_but_circles(id)) };
        let all_nullable = members.iter().all(|&member| super::graph::nullable(self.api, member));
        let whole = rest.fold(first, |so_far, next| self.meet_into(id, so_far, next));
        if self.in_progress(whole) {
            return None;
        }
        Some(self.adopt(id, members, whole, all_nullable))
    }

    /// Gives `id` what its members have in common, and what it says itself.
    fn adopt(&mut self, id: SchemaId, members: &[SchemaId], whole: SchemaId, all_nullable: bool) -> SchemaKind {
        self.reparent(id, members);
        let settled = resolve(self.api, whole);
        let Some(common) = self.api.schemas.get(settled).cloned() else { return SchemaKind::Any };
        let own = self.api.schemas[id].clone();
        let limits = limits::of_kind(&common.kind, &constraints::tightened(&own.constraints, &common.constraints));
        let adds = limits != limits::of_kind(&common.kind, &common.constraints)
            || own.access != common.access && own.access != Default::default();
        let named = matches!(common.name, NameHint::Component(_));
        let target = &mut self.api.schemas[id];
        // Members without a type say nothing of null.
        target.nullable = own.nullable || all_nullable && !matches!(common.kind, SchemaKind::Any);
        if !own.nullable {
            let stands_for = named && !adds && target.nullable;
            target.null_arms = if stands_for { Some(NullArms::default()) } else { common.null_arms.clone() };
        }
        if named && !adds {
            return SchemaKind::Alias(settled);
        }
        target.constraints = limits;
        if target.unevaluated == AdditionalProperties::Unstated && common.unevaluated == AdditionalProperties::Forbidden
        {
            target.unevaluated = common.unevaluated;
        }
        target.default = own.default.or(common.default);
        if own.access == Default::default() {
            target.access = common.access;
        }
        if own.docs == Docs::default() && !named {
            target.docs = common.docs;
        }
        self.report_missing(&common.kind);
        // The kind moves here; what is named after the schema that it was made in is named after this one.
        self.rename_children(settled, id);
        let same = self.api.schemas[id].nullable == common.nullable && !adds;
        if same && matches!(&common.name, NameHint::Inline { parent, role } if *parent == id && role == STEP) {
            // Whoever meets the same two schemas later finds this one.
            self.api.schemas[settled].kind = SchemaKind::Alias(id);
        }
        common.kind
    }

    /// Names that a member requires and that no member has: the front end leaves them to us, with any value for a type.
    fn report_missing(&mut self, kind: &SchemaKind) {
        let SchemaKind::Object(object) = kind else { return };
        for property in &object.properties {
            let at = &property.origin;
            let same_place = self.api.schemas.get(property.schema).is_some_and(|schema| schema.origin == *at);
            if !property.declared && same_place && self.missing.insert(at.clone()) {
                self.diagnostics.push(Diagnostic::new(
                    &codes::OA211,
                    format!(
                        "`{}` is required, but no member has such a property; any value is taken for it",
                        property.name
                    ),
                    Label::value(at, "no such property"),
                ));
            }
        }
    }

    /// Properties of inline members are named after the schema that the members make up.
    fn reparent(&mut self, id: SchemaId, members: &[SchemaId]) {
        for &member in members {
            let inline = matches!(self.api.schemas.get(member), Some(Schema { name: NameHint::Inline { .. }, .. }));
            if inline {
                self.rename_children(member, id);
            }
        }
    }

    fn rename_children(&mut self, from: SchemaId, to: SchemaId) {
        if from == to || !matches!(self.api.schemas.get(from), Some(Schema { name: NameHint::Inline { .. }, .. })) {
            return;
        }
        let children: Vec<SchemaId> = match self.api.schemas.get(from).map(|schema| &schema.kind) {
            Some(SchemaKind::Object(object)) => object.properties.iter().map(|property| property.schema).collect(),
            Some(SchemaKind::Union(union)) => union.arms.clone(),
            Some(SchemaKind::Array(items)) => vec![*items],
            Some(SchemaKind::Tuple(places, _)) => places.clone(),
            _ => Vec::new(),
        };
        for child in children {
            let NameHint::Inline { parent, .. } = &self.api.schemas[child].name else { continue };
            let step = match self.api.schemas.get(*parent).map(|schema| &schema.name) {
                Some(NameHint::Inline { parent, role }) => *parent == to && role == STEP,
                _ => false,
            };
            if (*parent == from || step)
                && let NameHint::Inline { parent, .. } = &mut self.api.schemas[child].name
            {
                *parent = to;
            }
        }
    }

    fn circle(&mut self, id: SchemaId, member: SchemaId) {
        if !self.circles.insert((id, member)) {
            return;
        }
        let here = &self.api.schemas[id].origin;
        let there = &self.api.schemas[member].origin;
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA202,
                "a member of allOf leads back to the schema itself; it is left out",
                Label::value(here, "this allOf"),
            )
            .and(Label::value(there, "leads back")),
        );
    }
}

#[cfg(test)]
mod tests;
