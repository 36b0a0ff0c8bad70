use super::{Types, checks};
use crate::api::{AdditionalProperties, Schema, SchemaId, SchemaKind};
use crate::plan::{Check, PlacePlan, Presence, RestPlan, RustType, TupleDef, TypeName, docs};

impl Types<'_> {
    /// The struct of an array with these places. What `minItems` counts must be there; what `maxItems` does not count
    /// cannot be.
    pub(super) fn tuple(
        &self,
        id: SchemaId,
        places: &[SchemaId],
        rest: AdditionalProperties,
        name: TypeName,
    ) -> TupleDef {
        let schema = &self.api.schemas[id];
        let (least, most) = (schema.constraints.min_items.unwrap_or(0), schema.constraints.max_items);
        let count = places.len() as u64;
        let planned: Vec<PlacePlan> =
            places.iter().zip(0..).map(|(&place, at)| self.place(place, at < least)).collect();
        let closed = most.is_some_and(|most| most <= count) || self.is_forbidden(rest);
        let rest = (!closed).then(|| self.rest(rest));
        let kept = |check: &Check| match check {
            Check::MinItems(least) => *least <= count,
            Check::MaxItems(most) => *most == count,
            _ => false,
        };
        let indices: Vec<String> = (0..places.len()).map(|at| at.to_string()).collect();
        let parts = indices.iter().map(String::as_str).zip(places.iter().copied());
        let nulls = checks::of_nulls(self, parts);
        let checks = checks::of_schema(self, id).into_iter().filter(|check| !kept(check)).chain(nulls).collect();
        TupleDef {
            name,
            docs: docs::doc_text(&schema.docs),
            deprecated: schema.docs.deprecated,
            default: least == 0,
            places: planned,
            rest,
            checks,
            validates: false,
            origin: schema.origin.clone(),
        }
    }

    fn place(&self, id: SchemaId, required: bool) -> PlacePlan {
        let presence = match (required, self.nullable(id)) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::Maybe,
        };
        let ty = self.rust_type(id);
        PlacePlan { ty, presence, docs: self.field_docs(id).0, checks: self.checks(id) }
    }

    fn rest(&self, rest: AdditionalProperties) -> RestPlan {
        let AdditionalProperties::Schema(items) = rest else {
            return RestPlan { ty: RustType::Json, checks: Vec::new() };
        };
        let ty = self.rust_type(items);
        let ty = if self.nullable(items) { RustType::Option(Box::new(ty)) } else { ty };
        RestPlan { ty, checks: self.checks_with_null(items) }
    }

    fn is_forbidden(&self, rest: AdditionalProperties) -> bool {
        match rest {
            AdditionalProperties::Forbidden => true,
            AdditionalProperties::Schema(items) => {
                let settled = self.schema(self.resolve(items));
                matches!(settled, Some(Schema { kind: SchemaKind::Never, nullable: false, .. }))
            }
            AdditionalProperties::Any | AdditionalProperties::Unstated => false,
        }
    }
}
