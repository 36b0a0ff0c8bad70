//! Which schemas have to be met, as a set: the same set in another order, or in other steps, is the same schema.
//!
//! Recursive schemas meet again while they are being met. The set says then which schema is meant, although nobody
//! knows yet what becomes of it; what needs to know waits until the rest is done.

use std::collections::BTreeSet;

use super::meet::Unmet;
use super::{Merge, State, scalars};
use crate::api::{AdditionalProperties, Constraints, NameHint, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::passes::graph::{nullable, resolve};

/// Sets of more schemas than this are not compared: what they make is a schema of its own.
const WIDEST: usize = 64;

/// What is met, and whether all of it allows null.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Met {
    pub(super) set: BTreeSet<SchemaId>,
    pub(super) null: bool,
}

/// What waits for schemas that are not merged yet.
#[derive(Debug, Clone)]
pub(super) enum Waiting {
    AllOf(SchemaId, Vec<SchemaId>),
    /// A reserved schema, what it is known by, and the two that meet in it.
    Meet(SchemaId, Met, SchemaId, SchemaId),
}

impl Merge<'_> {
    /// Whether it is still being found out what a schema is.
    pub(super) fn in_progress(&self, id: SchemaId) -> bool {
        let id = resolve(self.api, id);
        self.states.get(&id) == Some(&State::Under)
            || matches!(self.api.schemas.get(id).map(|schema| &schema.kind), Some(SchemaKind::AllOf(_)))
    }

    /// The schemas that are met in a schema: itself, unless it is an `allOf` or was made by meeting others.
    pub(super) fn set_of(&self, id: SchemaId) -> BTreeSet<SchemaId> {
        let mut set = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let whole = resolve(self.api, id);
        let mut open = vec![whole];
        while let Some(next) = open.pop() {
            let next = resolve(self.api, next);
            if let Some(known) = self.sets.get(&next) {
                set.extend(known);
            } else if let Some(schema) = self.api.schemas.get(next)
                && let SchemaKind::AllOf(members) = &schema.kind
            {
                if seen.insert(next) {
                    open.extend(members);
                }
                let says_nothing = schema.constraints == Constraints::default()
                    && schema.content.is_none()
                    && schema.unevaluated == AdditionalProperties::Unstated;
                if !says_nothing {
                    set.insert(next);
                }
            } else {
                set.insert(next);
            }
            if set.len() > WIDEST || seen.len() > WIDEST {
                return BTreeSet::from([whole]);
            }
        }
        set
    }

    /// What the meeting of two schemas is known by.
    pub(super) fn met_by(&self, a: SchemaId, b: SchemaId) -> Met {
        let mut set = self.set_of(a);
        set.extend(self.set_of(b));
        if set.len() > WIDEST {
            set = BTreeSet::from([resolve(self.api, a), resolve(self.api, b)]);
        }
        Met { set, null: nullable(self.api, a) && nullable(self.api, b) }
    }

    /// The schema of this set that there is already: one of the two, if all that is met is met in it, or an earlier one.
    pub(super) fn known(&self, met: &Met, a: SchemaId, b: SchemaId) -> Option<SchemaId> {
        // Those that are merged are compared by what they say.
        let said =
            |set: &BTreeSet<SchemaId>, id: SchemaId| nullable(self.api, id) == met.null && self.set_of(id) == *set;
        let Some(&known) = self.met.get(met) else {
            return [a, b].into_iter().find(|&id| self.in_progress(id) && said(&met.set, id));
        };
        // One of the two may have been met elsewhere under another name: it stays what it is here.
        let set = self.set_of(known);
        Some([a, b].into_iter().find(|&id| said(&set, id)).unwrap_or(known))
    }

    /// Whether an `allOf` leads back to `id` by members alone.
    pub(super) fn leads_back(&self, member: SchemaId, id: SchemaId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![member];
        while let Some(next) = open.pop() {
            let next = resolve(self.api, next);
            if next == id {
                return true;
            }
            if seen.insert(next)
                && let Some(SchemaKind::AllOf(members)) = self.api.schemas.get(next).map(|schema| &schema.kind)
            {
                open.extend(members);
            }
        }
        false
    }

    /// Whether a value of both is ruled out already by what two of the schemas that are met say of their type, or of a
    /// property that has to be there.
    pub(super) fn exclude_each_other(&self, a: SchemaId, b: SchemaId) -> bool {
        let theirs = self.set_of(b);
        self.set_of(a).iter().any(|&one| theirs.iter().any(|&two| self.apart(one, two, true)))
    }

    fn apart(&self, one: SchemaId, two: SchemaId, look_inside: bool) -> bool {
        use SchemaKind::{Alias, AllOf, Any, Array, Object, Tuple, Union};
        let (one, two) = (resolve(self.api, one), resolve(self.api, two));
        if self.in_progress(one) || self.in_progress(two) {
            return false;
        }
        let (Some(x), Some(y)) = (self.api.schemas.get(one), self.api.schemas.get(two)) else { return false };
        match (&x.kind, &y.kind) {
            (Any | Union(_) | AllOf(_) | Alias(_), _) | (_, Any | Union(_) | AllOf(_) | Alias(_)) => false,
            (Object(x), Object(y)) => {
                look_inside
                    && x.properties.iter().any(|ours| {
                        let theirs = y.properties.iter().find(|theirs| theirs.name == ours.name);
                        theirs.is_some_and(|theirs| {
                            (ours.required || theirs.required) && self.apart(ours.schema, theirs.schema, false)
                        })
                    })
            }
            (Array(_) | Tuple(..), Array(_) | Tuple(..)) => false,
            (a, b) => scalars::common(a, b).and_then(|kind| scalars::allowed(kind, x, y)).is_none(),
        }
    }

    /// Whether one more schema may be made. Sets of schemas that lead to each other can be very many.
    pub(super) fn may_make_one(&mut self, a: SchemaId, b: SchemaId) -> bool {
        self.made += 1;
        if self.made == self.most {
            let (one, two) = (&self.api.schemas[a].origin, &self.api.schemas[b].origin);
            let message =
                "too many combinations of schemas have to be met; of these and of all further ones, one is taken";
            self.diagnostics.push(
                Diagnostic::new(&codes::OA202, message, Label::value(one, "this is taken"))
                    .and(Label::value(two, "this is left out")),
            );
        }
        self.made < self.most
    }

    /// Does what has waited. What still has to wait comes last; if nothing moves any more, it is given up.
    pub(super) fn finish(&mut self) {
        let mut idle = 0;
        while let Some(next) = self.waiting.pop_front() {
            let stuck = idle > self.waiting.len();
            let done = match next.clone() {
                Waiting::AllOf(id, members) if stuck => {
                    self.give_up(id, &members);
                    true
                }
                Waiting::AllOf(id, members) => self.try_merge(id, &members),
                Waiting::Meet(place, met, a, b) => self.try_meet(place, &met, (a, b), stuck),
            };
            idle = if done { 0 } else { idle + 1 };
            if !done {
                self.waiting.push_back(next);
            }
        }
    }

    fn try_meet(&mut self, place: SchemaId, met: &Met, (a, b): (SchemaId, SchemaId), stuck: bool) -> bool {
        let waits = self.in_progress(a) || self.in_progress(b);
        if waits && !stuck {
            return false;
        }
        let filled = if waits { Err(Unmet) } else { self.fill(place, met, a, b) };
        self.states.remove(&place);
        if let (Err(Unmet), NameHint::Inline { parent, role }) = (filled, self.api.schemas[place].name.clone()) {
            let taken = self.unmet(parent, &role, a, b);
            self.api.schemas[place].kind = SchemaKind::Alias(taken);
        }
        true
    }
}
