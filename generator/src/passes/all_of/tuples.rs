//! What two arrays have in common of which one at least has a schema for each place.

use super::Merge;
use super::meet::Unmet;
use crate::api::{AdditionalProperties, SchemaId, SchemaKind};

/// Places, and what may follow them.
type Places<'p> = (&'p [SchemaId], AdditionalProperties);

impl Merge<'_> {
    /// Place by place; beyond the places of one, what it says of all others. A place that one of them forbids ends both.
    pub(super) fn tuples(&mut self, owner: SchemaId, a: Places<'_>, b: Places<'_>) -> Result<SchemaKind, Unmet> {
        use AdditionalProperties::{Forbidden, Schema};
        let at = |(places, rest): Places<'_>, index: usize| places.get(index).copied().map_or(rest, Schema);
        let mut places = Vec::new();
        for index in 0..a.0.len().max(b.0.len()) {
            places.push(match (at(a, index), at(b, index)) {
                (Schema(x), Schema(y)) => self.meet_place(owner, index, x, y)?,
                (Forbidden, _) | (_, Forbidden) => return Ok(SchemaKind::Tuple(places, Forbidden)),
                (Schema(one), _) | (_, Schema(one)) => one,
                // One of the two has a place here.
                _ => break,
            });
        }
        Ok(SchemaKind::Tuple(places, self.additional(owner, a.1, b.1)))
    }

    /// Inside a union, places with nothing in common mean that two arms exclude each other.
    fn meet_place(&mut self, owner: SchemaId, index: usize, a: SchemaId, b: SchemaId) -> Result<SchemaId, Unmet> {
        let role = format!("item {index}");
        if self.choosing > 0 {
            return self.meet_as(owner, &role, a, b);
        }
        Ok(self.meet_part(owner, &role, a, b))
    }
}
