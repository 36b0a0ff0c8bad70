use crate::api::{AdditionalProperties, Api, IntegerFormat, SchemaId, SchemaKind, StringFormat};
use crate::passes::graph::resolved;

/// The order of trial: arms that refuse more go first; arms that refuse the same stay in document order.
pub(super) fn order(api: &Api, arms: &[SchemaId]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..arms.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(arms.get(i).map(|&arm| rank(api, arm, 0))));
    order
}

/// Kind of value first (the open ones last), then how many properties are required, whether others are refused, how
/// many are known.
fn rank(api: &Api, id: SchemaId, depth: usize) -> (u8, usize, bool, usize) {
    let none = (0, 0, false, 0);
    let Some(schema) = resolved(api, id) else { return none };
    match &schema.kind {
        SchemaKind::Any | SchemaKind::Alias(_) | SchemaKind::AllOf(_) | SchemaKind::Never => none,
        // In an open list lands whatever it does not list, too.
        SchemaKind::Enum(list) if list.open => (3, 0, false, 0),
        SchemaKind::Enum(_) => (10, 0, false, 0),
        SchemaKind::Boolean => (9, 0, false, 0),
        SchemaKind::Integer(IntegerFormat::Plain | IntegerFormat::Int64) => (7, 0, false, 0),
        SchemaKind::Integer(_) => (8, 0, false, 0),
        SchemaKind::Number(_) => (6, 0, false, 0),
        SchemaKind::String(StringFormat::Uuid) => (4, 0, false, 0),
        SchemaKind::String(_) => (2, 0, false, 0),
        SchemaKind::Tuple(items, _) => (6, items.len(), false, 0),
        SchemaKind::Array(items) if depth < 16 => {
            let inner = rank(api, *items, depth + 1);
            (5, inner.0.into(), inner.2, inner.1)
        }
        SchemaKind::Array(_) => (5, 0, false, 0),
        SchemaKind::Union(_) => (4, 0, false, 0),
        SchemaKind::Object(object) if object.properties.is_empty() => {
            let typed = matches!(object.additional, AdditionalProperties::Schema(_));
            (1, usize::from(typed), false, 0)
        }
        SchemaKind::Object(object) => (
            5,
            object.properties.iter().filter(|property| property.required).count(),
            object.additional == AdditionalProperties::Forbidden,
            object.properties.len(),
        ),
    }
}
