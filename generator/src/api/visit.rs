//! Walks over schemas and operations.

use std::collections::BTreeSet;

use super::{
    AdditionalProperties, Api, Callback, Header, MediaType, Operation, ParameterShape, Schema, SchemaId, SchemaKind,
};

/// The schemas that this one is made of, in document order; then those that its values are held against. Literals are
/// no schemas of the model.
pub fn children(schema: &Schema) -> Vec<SchemaId> {
    let mut found = parts(schema);
    found.extend(schema.constraints.conditions.iter().flat_map(|condition| condition.schemas()));
    found
}

fn parts(schema: &Schema) -> Vec<SchemaId> {
    match &schema.kind {
        SchemaKind::Array(item) => vec![*item],
        SchemaKind::Alias(target) => vec![*target],
        SchemaKind::Tuple(places, rest) => places.iter().copied().chain(additional(*rest)).collect(),
        SchemaKind::Object(object) => {
            let properties = object.properties.iter().map(|property| property.schema);
            properties.chain(additional(object.additional)).collect()
        }
        SchemaKind::AllOf(members) => members.clone(),
        SchemaKind::Union(union) => {
            let mapped = union.discriminator.iter().flat_map(|tag| tag.mapping.iter().map(|entry| entry.schema));
            union.arms.iter().copied().chain(mapped).collect()
        }
        SchemaKind::Any
        | SchemaKind::Never
        | SchemaKind::Boolean
        | SchemaKind::Integer(_)
        | SchemaKind::Number(_)
        | SchemaKind::String(_)
        | SchemaKind::Enum(_) => Vec::new(),
    }
}

fn additional(additional: AdditionalProperties) -> Option<SchemaId> {
    match additional {
        AdditionalProperties::Schema(schema) => Some(schema),
        AdditionalProperties::Unstated | AdditionalProperties::Any | AdditionalProperties::Forbidden => None,
    }
}

/// All operations: those of paths, then those of webhooks and callbacks.
pub fn operations(api: &Api) -> impl Iterator<Item = &Operation> {
    api.operations
        .iter()
        .map(|(_, operation)| operation)
        .chain(callbacks(api).flat_map(|callback| &callback.operations))
}

/// Webhooks and callbacks.
pub fn callbacks(api: &Api) -> impl Iterator<Item = &Callback> {
    api.webhooks.iter().chain(api.callbacks.iter().map(|(_, callback)| callback))
}

/// The schemas that an operation names itself: parameters, bodies, headers, in document order.
pub fn operation_schemas(operation: &Operation) -> Vec<SchemaId> {
    let mut found = Vec::new();
    found.extend(operation.parameters.iter().filter_map(|parameter| shape_schema(&parameter.shape)));
    if let Some(body) = &operation.request_body {
        media_schemas(&body.content, &mut found);
    }
    for response in &operation.responses {
        header_schemas(&response.headers, &mut found);
        media_schemas(&response.content, &mut found);
    }
    found
}

/// The schema of a parameter or header, directly or in its media type.
pub fn shape_schema(shape: &ParameterShape) -> Option<SchemaId> {
    match shape {
        ParameterShape::Schema { schema, .. } => Some(*schema),
        ParameterShape::Content(media) => media.schema,
    }
}

fn media_schemas(content: &[MediaType], found: &mut Vec<SchemaId>) {
    for media in content {
        found.extend(media.schemas());
        for encoding in &media.encodings {
            header_schemas(&encoding.headers, found);
        }
    }
}

fn header_schemas(headers: &[Header], found: &mut Vec<SchemaId>) {
    found.extend(headers.iter().filter_map(|header| shape_schema(&header.shape)));
}

/// Whether these schemas and all that they are made of are more than so many.
pub fn reaches_more(api: &Api, roots: impl IntoIterator<Item = SchemaId>, most: usize) -> bool {
    let mut found = BTreeSet::new();
    let mut open: Vec<_> = roots.into_iter().collect();
    while let Some(id) = open.pop().filter(|_| found.len() <= most) {
        if found.insert(id)
            && let Some(schema) = api.schemas.get(id)
        {
            open.extend(children(schema));
        }
    }
    found.len() > most
}

/// These schemas and all that they are made of, however deep. Each is visited once, so recursion is no trouble.
pub fn reachable(api: &Api, roots: impl IntoIterator<Item = SchemaId>) -> BTreeSet<SchemaId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<_> = roots.into_iter().collect();
    while let Some(id) = open.pop() {
        if found.insert(id)
            && let Some(schema) = api.schemas.get(id)
        {
            open.extend(children(schema));
        }
    }
    found
}
