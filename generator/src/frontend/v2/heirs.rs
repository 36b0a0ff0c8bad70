//! Values of a discriminator that are not the names of schemas. In Swagger 2.0 the name of an heir is the value; producers
//! say another one by an extension on the heir.

use crate::api::{MappingEntry, SchemaId, SchemaKind};
use crate::diagnostics::codes;
use crate::tree::Node;

use super::Reading;

/// The extensions that name the value of an heir.
const VALUES: [&str; 2] = ["x-discriminator-value", "x-ms-discriminator-value"];

impl Reading<'_> {
    /// Gives the discriminators of parents the values that their heirs, and they themselves, say.
    pub(super) fn values_of_heirs(&mut self) {
        for (_, id) in self.v3.api.components.clone() {
            let place = self.v3.api.schemas[id].origin.clone();
            let node = self.v3.node(&place).ok();
            let Some((key, node)) = VALUES.iter().find_map(|key| Some((key, node?.get(key)?))) else { continue };
            let Node::String(value) = node else {
                let at = place.child(key);
                self.v3.report(&codes::OA309, &at, format!("`{key}` is a string"), "does not fit");
                continue;
            };
            let ancestors = self.ancestors(id);
            let parents = self.v3.api.parents.iter_mut().filter(|(parent, _)| ancestors.contains(parent));
            for (_, discriminator) in parents {
                discriminator.mapping.push(MappingEntry { value: value.clone(), schema: id });
            }
        }
    }

    /// A schema and all that it has in its `allOf`, directly or by way of others.
    fn ancestors(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut all = vec![id];
        let mut next = 0;
        while let Some(&at) = all.get(next) {
            next += 1;
            let above: &[SchemaId] = match self.v3.api.schemas.get(at).map(|schema| &schema.kind) {
                Some(SchemaKind::AllOf(members)) => members,
                Some(SchemaKind::Alias(target)) => std::slice::from_ref(target),
                _ => &[],
            };
            for &schema in above {
                if !all.contains(&schema) {
                    all.push(schema);
                }
            }
        }
        all
    }
}
