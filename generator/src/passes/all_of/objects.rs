use std::collections::BTreeMap;

use super::Merge;
use super::meet::Unmet;
use crate::api::{AdditionalProperties, ObjectSchema, Property, SchemaId};

impl Merge<'_> {
    /// All properties of both in order of appearance; what both have is what they have in common.
    pub(super) fn objects(&mut self, place: SchemaId, a: &ObjectSchema, b: &ObjectSchema) -> ObjectSchema {
        let mut properties: Vec<Property> = a.properties.clone();
        let positions: BTreeMap<&str, usize> =
            a.properties.iter().enumerate().map(|(i, property)| (property.name.as_str(), i)).collect();
        for theirs in &b.properties {
            let Some(ours) = positions.get(theirs.name.as_str()).and_then(|&i| properties.get_mut(i)) else {
                properties.push(theirs.clone());
                continue;
            };
            ours.required |= theirs.required;
            ours.schema = self.meet_part(place, &theirs.name, ours.schema, theirs.schema);
        }
        ObjectSchema { properties, additional: self.additional(place, a.additional, b.additional) }
    }

    fn additional(
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
