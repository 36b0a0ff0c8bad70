//! What two objects have in common.

use std::collections::BTreeMap;

use super::Merge;
use super::meet::Unmet;
use crate::api::{AdditionalProperties, NameHint, ObjectSchema, Property, Schema, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Label, codes};

impl Merge<'_> {
    /// All properties of both in order of appearance; what both have is what they have in common. What one says of
    /// properties that it does not name holds for those that only the other names.
    pub(super) fn objects(
        &mut self,
        place: SchemaId,
        (one, a): (&Schema, &ObjectSchema),
        (two, b): (&Schema, &ObjectSchema),
    ) -> Result<ObjectSchema, Unmet> {
        let mut properties: Vec<Property> = a.properties.clone();
        let positions: BTreeMap<&str, usize> =
            a.properties.iter().enumerate().map(|(i, property)| (property.name.as_str(), i)).collect();
        for theirs in &b.properties {
            let Some(ours) = positions.get(theirs.name.as_str()).and_then(|&i| properties.get_mut(i)) else {
                properties.push(theirs.clone());
                continue;
            };
            ours.required |= theirs.required;
            if !ours.declared {
                ours.origin = theirs.origin.clone();
                ours.declared = theirs.declared;
            }
            ours.schema = self.meet_property(place, ours, theirs.schema)?;
        }
        let named = |object: &ObjectSchema, name: &str| object.properties.iter().any(|property| property.name == name);
        for property in &mut properties {
            for (object, other) in [(a, b), (b, a)] {
                if let AdditionalProperties::Schema(values) = object.additional
                    && !named(object, &property.name)
                    && named(other, &property.name)
                {
                    property.schema = self.meet_property(place, property, values)?;
                }
            }
        }
        for ((schema, closed), (other, open)) in [((one, a), (two, b)), ((two, b), (one, a))] {
            if schema.unevaluated == AdditionalProperties::Forbidden {
                self.forbid(place, &mut properties, (schema, closed), (other, open));
            } else {
                self.closed((schema, closed), (other, open));
            }
        }
        Ok(ObjectSchema { properties, additional: self.additional(place, a.additional, b.additional) })
    }

    /// A member with `unevaluatedProperties: false` sees only what it says itself (JSON Schema 2020-12, core, 11.3): of
    /// what only the other says, nothing may be there. No value has what the other requires.
    fn forbid(
        &mut self,
        place: SchemaId,
        properties: &mut Vec<Property>,
        (schema, closed): (&Schema, &ObjectSchema),
        (other, open): (&Schema, &ObjectSchema),
    ) {
        let seen = |name: &str| closed.properties.iter().any(|known| known.name == name && known.declared);
        let foreign: Vec<&Property> = open.properties.iter().filter(|property| !seen(&property.name)).collect();
        let Some(first) = foreign.iter().find(|property| property.required).or(foreign.first()) else { return };
        properties.retain(|property| property.required || seen(&property.name));
        for property in properties.iter_mut().filter(|property| !seen(&property.name)) {
            let name = NameHint::Inline { parent: place, role: property.name.clone() };
            let never = Schema { kind: SchemaKind::Never, name, ..super::meet::described_as(schema, other) };
            property.schema = self.api.schemas.push(never);
        }
        let at = schema.origin.child("unevaluatedProperties");
        if self.closed.insert((at.clone(), other.origin.clone())) {
            let what = named(first, foreign.len());
            let message = format!("`unevaluatedProperties: false` sees only its own member and forbids {what}");
            self.diagnostics.push(
                Diagnostic::new(&codes::OA202, message, Label::value(&at, "closes this member"))
                    .and(Label::value(&first.origin, "no value has this property")),
            );
        }
    }

    /// What two schemas of one property have in common. Inside a union a required property that has nothing in common
    /// means that the two arms exclude each other.
    fn meet_property(&mut self, place: SchemaId, ours: &Property, theirs: SchemaId) -> Result<SchemaId, Unmet> {
        if self.choosing > 0 && ours.required {
            return self.meet_as(place, &ours.name, ours.schema, theirs);
        }
        Ok(self.meet_part(place, &ours.name, ours.schema, theirs))
    }

    /// A member that is closed forbids what only the other names, to the letter. Documents mean the whole, so those
    /// properties are taken.
    fn closed(&mut self, (schema, closed): (&Schema, &ObjectSchema), (other, open): (&Schema, &ObjectSchema)) {
        let foreign = |property: &&Property| !closed.properties.iter().any(|known| known.name == property.name);
        let mut foreign = open.properties.iter().filter(foreign).collect::<Vec<_>>();
        foreign.sort_by_key(|property| !property.required);
        let Some(first) = foreign.first() else { return };
        let at = schema.origin.child("additionalProperties");
        if closed.additional != AdditionalProperties::Forbidden
            || !self.closed.insert((at.clone(), other.origin.clone()))
        {
            return;
        }
        let what = named(first, foreign.len());
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA202,
                format!("to the letter, `additionalProperties: false` forbids {what}; it is read as closing the whole"),
                Label::value(&at, "closes this member"),
            )
            .and(Label::value(&first.origin, "has a property that this forbids")),
        );
    }

    pub(super) fn additional(
        &mut self,
        place: SchemaId,
        a: AdditionalProperties,
        b: AdditionalProperties,
    ) -> AdditionalProperties {
        use AdditionalProperties::{Any, Forbidden, Schema, Unstated};
        match (a, b) {
            (Forbidden, _) | (_, Forbidden) => Forbidden,
            (Schema(x), Schema(y)) => match self.meet_as(place, "value", x, y) {
                Ok(both) => Schema(both),
                Err(Unmet) => Forbidden,
            },
            (Schema(x), _) | (_, Schema(x)) => Schema(x),
            (Any, _) | (_, Any) => Any,
            (Unstated, Unstated) => Unstated,
        }
    }
}

/// A property of another member and how many more there are, in a message.
fn named(first: &Property, count: usize) -> String {
    match (first.required, count) {
        (true, _) => format!("`{}`, which another member requires", first.name),
        (false, 1) => format!("`{}` of another member", first.name),
        (false, count) => format!("`{}` and {} more of another member", first.name, count - 1),
    }
}
