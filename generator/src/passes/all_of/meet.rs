//! What two schemas have in common.

use super::sets::{Met, Waiting};
use super::{Merge, State, constraints, scalars};
use crate::api::{
    AdditionalProperties, Constraints, Discriminator, Docs, MappingEntry, NameHint, NullArms, Schema, SchemaId,
    SchemaKind, UnionSchema,
};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::passes::graph::{nullable, resolve};
use crate::passes::limits;

/// Two schemas that no value satisfies both of.
pub(super) struct Unmet;

/// Deeper than this, schemas are taken as they are.
const DEEPEST: usize = 64;

/// More combinations of arms than this are not made.
const MOST_ARMS: usize = 128;

impl Merge<'_> {
    /// What `a` and `b` have in common; if nothing, OA202 and the one that stands in place, or the later one.
    pub(super) fn meet_into(&mut self, owner: SchemaId, a: SchemaId, b: SchemaId) -> SchemaId {
        self.meet_as(owner, super::STEP, a, b).unwrap_or_else(|Unmet| self.unmet(owner, super::STEP, a, b))
    }

    /// As [`Merge::meet_into`], for a part of `owner` that is called `role`.
    pub(super) fn meet_part(&mut self, owner: SchemaId, role: &str, a: SchemaId, b: SchemaId) -> SchemaId {
        self.meet_as(owner, role, a, b).unwrap_or_else(|Unmet| self.unmet(owner, role, a, b))
    }

    pub(super) fn unmet(&mut self, owner: SchemaId, role: &str, a: SchemaId, b: SchemaId) -> SchemaId {
        if nullable(self.api, a) && nullable(self.api, b) && self.excluded(a, b) {
            return self.only_null(owner, role, a, b);
        }
        let place = self.outermost(owner);
        let in_place = |id: SchemaId| self.outermost(id) == place;
        let taken = if in_place(a) && !in_place(b) { a } else { b };
        let other = if taken == a { b } else { a };
        if !self.unmet.insert((taken, other)) {
            return taken;
        }
        let schemas = [taken, other].map(|id| &self.api.schemas[resolve(self.api, id)]);
        let unions = schemas.iter().all(|schema| matches!(schema.kind, SchemaKind::Union(_)));
        let message = match schemas.map(scalars::described).into() {
            _ if unions => "the arms of two unions cannot be combined; one of them is left out".to_owned(),
            (one, two) if one == two => format!("no value satisfies both, though both are {one}; one is left out"),
            (one, two) => format!("no value is {one} and {two}; {two} is left out"),
        };
        let (taken_at, other_at) = (&self.api.schemas[taken].origin, &self.api.schemas[other].origin);
        self.diagnostics.push(
            Diagnostic::new(&codes::OA202, message, Label::value(taken_at, "this is taken"))
                .and(Label::value(other_at, "this is left out")),
        );
        taken
    }

    /// Whether two schemas without anything in common have no value but null in common for sure: one has scalars only,
    /// and the other is known well enough.
    fn excluded(&self, a: SchemaId, b: SchemaId) -> bool {
        let known =
            |id| !matches!(self.api.schemas[resolve(self.api, id)].kind, SchemaKind::AllOf(_) | SchemaKind::Any);
        known(a)
            && known(b)
            && (self.scalars_only(a, 0) || self.scalars_only(b, 0))
            && self.breadth(a, 0) * self.breadth(b, 0) <= MOST_ARMS
    }

    fn scalars_only(&self, id: SchemaId, depth: usize) -> bool {
        match &self.api.schemas[resolve(self.api, id)].kind {
            SchemaKind::Union(union) => {
                depth < DEEPEST && union.arms.iter().all(|&arm| self.scalars_only(arm, depth + 1))
            }
            kind => scalars::is_scalar(kind),
        }
    }

    /// What two schemas have in common whose only common value is null, with OA202.
    fn only_null(&mut self, owner: SchemaId, role: &str, a: SchemaId, b: SchemaId) -> SchemaId {
        let (left, right) = (resolve(self.api, a), resolve(self.api, b));
        if let Some(&known) = self.only_null.get(&(left, right)).or_else(|| self.only_null.get(&(right, left))) {
            return known;
        }
        let (one, two) = (&self.api.schemas[left], &self.api.schemas[right]);
        let message = match (scalars::described(one), scalars::described(two)) {
            (first, second) if first == second => format!("only null satisfies both, though both are {first}"),
            (first, second) => format!("only null is left: no other value is {first} and {second}"),
        };
        let found = Diagnostic::new(&codes::OA202, message, Label::value(&one.origin, "this allows null"))
            .and(Label::value(&two.origin, "and so does this"));
        let null = Schema {
            kind: SchemaKind::Never,
            nullable: true,
            name: NameHint::Inline { parent: owner, role: role.to_owned() },
            default: None,
            ..described_as(one, two)
        };
        self.diagnostics.push(found);
        let null = self.api.schemas.push(null);
        self.only_null.insert((left, right), null);
        null
    }

    /// The component or the place in an operation that a schema stands in.
    fn outermost(&self, id: SchemaId) -> SchemaId {
        let mut at = id;
        for _ in 0..256 {
            match self.api.schemas.get(at).map(|schema| &schema.name) {
                Some(NameHint::Inline { parent, .. }) => at = *parent,
                _ => break,
            }
        }
        at
    }

    /// What `a` and `b` have in common: one of the two if it implies the other, else a new schema.
    pub(super) fn meet_as(&mut self, owner: SchemaId, role: &str, a: SchemaId, b: SchemaId) -> Result<SchemaId, Unmet> {
        self.settle(a);
        self.settle(b);
        let (left, right) = (resolve(self.api, a), resolve(self.api, b));
        if left == right {
            return Ok(a);
        }
        let met = self.met_by(a, b);
        if let Some(known) = self.known(&met, a, b) {
            return Ok(known);
        }
        let (Some(one), Some(two)) = (self.api.schemas.get(left), self.api.schemas.get(right)) else {
            return Ok(a);
        };
        let waits = self.in_progress(left) || self.in_progress(right);
        // What must be null is null, whatever the other says: documents forget `nullable` more often than they mean that.
        for (id, schema) in [(a, one), (b, two)] {
            if matches!(schema.kind, SchemaKind::Never) {
                return Ok(id);
            }
        }
        if waits && self.choosing > 0 && self.exclude_each_other(a, b) {
            return Err(Unmet);
        }
        let reserved = Schema {
            kind: SchemaKind::Any,
            name: NameHint::Inline { parent: owner, role: role.to_owned() },
            ..described_as(one, two)
        };
        if !self.may_make_one(a, b) {
            return Ok(a);
        }
        let place = self.api.schemas.push(reserved);
        self.met.insert(met.clone(), place);
        self.sets.insert(place, met.set.clone());
        self.states.insert(place, State::Under);
        if waits || self.depth >= DEEPEST {
            self.waiting.push_back(Waiting::Meet(place, met, a, b));
            return Ok(place);
        }
        let filled = self.fill(place, &met, a, b);
        self.states.remove(&place);
        filled
    }

    /// Puts into a reserved schema what `a` and `b` have in common; the result is that schema or one that says the same.
    pub(super) fn fill(&mut self, place: SchemaId, met: &Met, a: SchemaId, b: SchemaId) -> Result<SchemaId, Unmet> {
        let (left, right) = (resolve(self.api, a), resolve(self.api, b));
        let (one, two) = (self.api.schemas[left].clone(), self.api.schemas[right].clone());
        self.depth += 1;
        let kind = self.common(place, (left, &one), (right, &two));
        self.depth -= 1;
        match kind {
            Ok(kind) => {
                let id = self.settle_on(place, kind, met.null, (a, &one), (b, &two));
                self.met.insert(met.clone(), id);
                Ok(id)
            }
            Err(Unmet) => {
                self.met.remove(met);
                Err(Unmet)
            }
        }
    }

    /// Keeps the new schema, or gives it up for the one of the two that says the same.
    fn settle_on(
        &mut self,
        place: SchemaId,
        kind: SchemaKind,
        null: bool,
        (a, one): (SchemaId, &Schema),
        (b, two): (SchemaId, &Schema),
    ) -> SchemaId {
        let limits = limits::of_kind(&kind, &combined(&kind, one, two));
        let alone = [one, two].into_iter().any(|schema| limits::contradiction(&schema.constraints).is_some());
        if let Some(text) = limits::contradiction(&limits).filter(|_| !alone) {
            self.contradiction(&text, one, two);
        }
        let closed = matches!(kind, SchemaKind::Object(_)) && [one, two].into_iter().any(is_closed);
        let says = |schema: &Schema, id: SchemaId| {
            limits::of_kind(&kind, &schema.constraints) == limits
                && is_closed(schema) == closed
                && nullable(self.api, id) == null
                && schema.content == one.content.or(two.content)
                && same_kind(&schema.kind, &kind)
        };
        let named = |schema: &Schema| matches!(schema.name, NameHint::Component(_));
        let same = match (says(one, a), says(two, b)) {
            (true, true) if named(two) && !named(one) => Some(b),
            (true, _) => Some(a),
            (false, true) => Some(b),
            (false, false) => None,
        };
        let schema = &mut self.api.schemas[place];
        let Some(same) = same else {
            schema.kind = kind;
            schema.nullable = null;
            schema.null_arms = met_null_arms(one, two, null);
            schema.constraints = limits;
            if closed {
                schema.unevaluated = AdditionalProperties::Forbidden;
            }
            return place;
        };
        schema.kind = SchemaKind::Alias(same);
        same
    }

    fn contradiction(&mut self, text: &str, one: &Schema, two: &Schema) {
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA202,
                format!("no value keeps the limits of both: {text}"),
                Label::value(&one.origin, "the limits of this"),
            )
            .and(Label::value(&two.origin, "and of this")),
        );
    }

    fn common(
        &mut self,
        place: SchemaId,
        (a, one): (SchemaId, &Schema),
        (b, two): (SchemaId, &Schema),
    ) -> Result<SchemaKind, Unmet> {
        use AdditionalProperties::Schema;
        use SchemaKind::{Any, Array, Object, Tuple, Union};
        match (&one.kind, &two.kind) {
            (Any, other) | (other, Any) => scalars::allowed(other.clone(), one, two).ok_or(Unmet),
            (Object(x), Object(y)) => Ok(Object(self.objects(place, (one, x), (two, y))?)),
            (Array(x), Array(y)) => Ok(Array(self.meet_as(place, "item", *x, *y)?)),
            (Tuple(x, more), Tuple(y, others)) => self.tuples(place, (x, *more), (y, *others)),
            (Array(x), Tuple(y, others)) => self.tuples(place, (&[], Schema(*x)), (y, *others)),
            (Tuple(x, more), Array(y)) => self.tuples(place, (x, *more), (&[], Schema(*y))),
            (Union(_), Union(_)) if self.breadth(a, 0) * self.breadth(b, 0) > MOST_ARMS => Err(Unmet),
            (Union(x), _) => self.distribute(place, x, b, false),
            (_, Union(y)) => self.distribute(place, y, a, true),
            (x, y) => scalars::common(x, y).and_then(|kind| scalars::allowed(kind, one, two)).ok_or(Unmet),
        }
    }

    /// How many arms a union has, with those of unions in it; never much more than [`MOST_ARMS`].
    fn breadth(&self, id: SchemaId, depth: usize) -> usize {
        let id = resolve(self.api, id);
        let Some(SchemaKind::Union(union)) = self.api.schemas.get(id).map(|schema| &schema.kind) else { return 1 };
        let mut arms = 0;
        for &arm in &union.arms {
            if arms > MOST_ARMS || depth > DEEPEST {
                break;
            }
            arms += self.breadth(arm, depth + 1);
        }
        arms
    }

    /// The rest of an `allOf` over the arms of a union in it: every arm has to meet the rest.
    fn distribute(
        &mut self,
        place: SchemaId,
        union: &UnionSchema,
        rest: SchemaId,
        rest_first: bool,
    ) -> Result<SchemaKind, Unmet> {
        // Of two unions, most pairs of arms exclude each other, and nobody minds.
        let crossed = matches!(self.api.schemas[resolve(self.api, rest)].kind, SchemaKind::Union(_));
        let mut arms = Vec::new();
        let mut moved = Vec::new();
        for (i, &arm) in union.arms.iter().enumerate() {
            let role = arm_role(&self.api.schemas[arm], i);
            let (x, y) = if rest_first { (rest, arm) } else { (arm, rest) };
            self.choosing += usize::from(crossed);
            let met = self.meet_as(place, &role, x, y);
            self.choosing -= usize::from(crossed);
            let Ok(new) = met else { continue };
            if !arms.contains(&new) {
                arms.push(new);
            }
            moved.push((arm, new));
        }
        if arms.is_empty() {
            return Err(Unmet);
        }
        let discriminator = union.discriminator.as_ref().map(|tag| self.remapped(tag, &moved));
        Ok(SchemaKind::Union(UnionSchema { kind: union.kind, arms, discriminator, dispatch: None }))
    }

    /// A discriminator of the new arms; names that chose an arm without being written are written now.
    fn remapped(&self, tag: &Discriminator, moved: &[(SchemaId, SchemaId)]) -> Discriminator {
        let (mut entries, mut default) = (Vec::new(), tag.default);
        for (old, new) in moved {
            let old = resolve(self.api, *old);
            let explicit: Vec<_> = tag.mapping.iter().filter(|entry| resolve(self.api, entry.schema) == old).collect();
            if tag.default.is_some_and(|default| resolve(self.api, default) == old) {
                default = Some(*new);
            }
            if explicit.is_empty()
                && let NameHint::Component(name) = &self.api.schemas[old].name
            {
                entries.push(MappingEntry { value: name.clone(), schema: *new });
            }
            entries.extend(explicit.iter().map(|entry| MappingEntry { value: entry.value.clone(), schema: *new }));
        }
        Discriminator { mapping: entries, default, ..tag.clone() }
    }
}

/// The limits of two schemas. Where one of them is a union and the other has a kind of its own, the arms have met the
/// other with its limits.
fn combined(kind: &SchemaKind, one: &Schema, two: &Schema) -> Constraints {
    match (kind, &one.kind, &two.kind) {
        (SchemaKind::Union(_), SchemaKind::Any, _) | (SchemaKind::Union(_), _, SchemaKind::Any) => {
            constraints::tightened(&one.constraints, &two.constraints)
        }
        (SchemaKind::Union(_), SchemaKind::Union(_), _) => one.constraints.clone(),
        (SchemaKind::Union(_), ..) => two.constraints.clone(),
        _ => constraints::tightened(&one.constraints, &two.constraints),
    }
}

/// Whether a schema forbids what it does not say itself, also in other members.
fn is_closed(schema: &Schema) -> bool {
    schema.unevaluated == AdditionalProperties::Forbidden
}

/// What `oneOf` of both says of null. Arms that are nothing but null count while both allow it.
fn met_null_arms(one: &Schema, two: &Schema, null: bool) -> Option<NullArms> {
    let arms = one.null_arms.clone().or_else(|| two.null_arms.clone())?;
    Some(if null { arms } else { NullArms::default() })
}

fn arm_role(arm: &Schema, index: usize) -> String {
    match &arm.name {
        NameHint::Component(name) => name.clone(),
        NameHint::Inline { role, .. } => role.clone(),
        NameHint::Operation(_) => index.to_string(),
    }
}

/// A schema with the texts of two: the first that says something.
pub(super) fn described_as(one: &Schema, two: &Schema) -> Schema {
    let docs = if one.docs == Docs::default() { two.docs.clone() } else { one.docs.clone() };
    Schema {
        kind: SchemaKind::Any,
        nullable: false,
        null_arms: None,
        access: if one.access == Default::default() { two.access } else { one.access },
        constraints: Constraints::default(),
        unevaluated: AdditionalProperties::Unstated,
        default: one.default.clone().or_else(|| two.default.clone()),
        docs,
        examples: Vec::new(),
        content: one.content.or(two.content),
        name: one.name.clone(),
        origin: one.origin.clone(),
    }
}

/// Whether two kinds are the same, schemas inside compared by id.
fn same_kind(a: &SchemaKind, b: &SchemaKind) -> bool {
    use SchemaKind::{Alias, AllOf, Any, Array, Boolean, Enum, Integer, Never, Number, Object, String, Tuple, Union};
    match (a, b) {
        (Any, Any) | (Never, Never) | (Boolean, Boolean) => true,
        (Integer(x), Integer(y)) => x == y,
        (Number(x), Number(y)) => x == y,
        (String(x), String(y)) => x == y,
        (Enum(x), Enum(y)) => x.values == y.values,
        (Array(x), Array(y)) | (Alias(x), Alias(y)) => x == y,
        (Tuple(x, rest), Tuple(y, other)) => x == y && rest == other,
        (AllOf(x), AllOf(y)) => x == y,
        (Union(x), Union(y)) => x.arms == y.arms && x.discriminator.is_some() == y.discriminator.is_some(),
        (Object(x), Object(y)) => {
            let stated = |more| if more == AdditionalProperties::Any { AdditionalProperties::Unstated } else { more };
            stated(x.additional) == stated(y.additional)
                && x.properties.len() == y.properties.len()
                && x.properties
                    .iter()
                    .zip(&y.properties)
                    .all(|(p, q)| p.name == q.name && p.schema == q.schema && p.required == q.required)
        }
        _ => false,
    }
}
