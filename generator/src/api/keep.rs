//! An API with a part of what it has. Ids are given anew, in the old order.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AdditionalProperties, Api, CallbackId, Condition, Header, MediaType, NameHint, Operation, OperationId, Parameter,
    ParameterShape, Schema, SchemaId, SchemaKind, SecuritySchemeId,
};

/// What an API keeps. It has to be closed: whatever is kept leads only to what is kept.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The operations of paths.
    pub operations: BTreeSet<OperationId>,
    /// Those of webhooks, by the numbers of the webhook and of the operation in it.
    pub webhooks: BTreeSet<(usize, usize)>,
    /// The callbacks.
    pub callbacks: BTreeSet<CallbackId>,
    /// The schemas.
    pub schemas: BTreeSet<SchemaId>,
    /// Schemas that have heirs: those among the parents that stay parents.
    pub parents: BTreeSet<SchemaId>,
    /// The security schemes.
    pub schemes: BTreeSet<SecuritySchemeId>,
    /// The tags.
    pub tags: BTreeSet<String>,
}

impl Api {
    /// Leaves out what is not kept. Of schemas that kept ones are only named after, the name stays.
    pub fn keep(&mut self, kept: &Kept) {
        let named = self.named_after(&kept.schemas);
        for id in &named {
            let schema = &mut self.schemas[*id];
            *schema = Schema::new(schema.name.clone(), schema.origin.clone());
        }
        self.components.retain(|(_, id)| kept.schemas.contains(id));
        self.parents.retain(|(id, _)| kept.parents.contains(id));
        for (_, tag) in &mut self.parents {
            tag.mapping.retain(|entry| kept.schemas.contains(&entry.schema));
            tag.default = tag.default.filter(|id| kept.schemas.contains(id));
        }
        self.lone_members.retain(|id| kept.schemas.contains(id));
        self.tags.retain(|tag| kept.tags.contains(&tag.name));
        let mut number = 0..;
        self.webhooks.retain_mut(|webhook| {
            let whole = number.next().unwrap_or(usize::MAX);
            let mut part = 0..;
            webhook.operations.retain(|_| kept.webhooks.contains(&(whole, part.next().unwrap_or(usize::MAX))));
            !webhook.operations.is_empty()
        });
        self.operations.keep(&kept.operations);
        let callbacks = self.callbacks.keep(&kept.callbacks);
        let schemes = self.security_schemes.keep(&kept.schemes);
        let schemas = self.schemas.keep(&kept.schemas.union(&named).copied().collect());
        self.renumber(&New { schemas, callbacks, schemes });
    }

    /// The schemas that kept ones are named after without leading there.
    fn named_after(&self, kept: &BTreeSet<SchemaId>) -> BTreeSet<SchemaId> {
        let mut named = BTreeSet::new();
        let mut open: Vec<SchemaId> = kept.iter().copied().collect();
        while let Some(id) = open.pop() {
            if let Some(NameHint::Inline { parent, .. }) = self.schemas.get(id).map(|schema| &schema.name)
                && !kept.contains(parent)
                && named.insert(*parent)
            {
                open.push(*parent);
            }
        }
        named
    }

    fn renumber(&mut self, new: &New) {
        for (_, id) in &mut self.components {
            new.schema(id);
        }
        for (id, tag) in &mut self.parents {
            new.schema(id);
            new.discriminator(tag);
        }
        self.lone_members = self.lone_members.iter().filter_map(|id| new.schemas.get(id).copied()).collect();
        self.schemas.iter_mut().for_each(|(_, schema)| new.within_schema(schema));
        let own = self.operations.iter_mut().map(|(_, operation)| operation);
        let webhooks = self.webhooks.iter_mut().flat_map(|webhook| &mut webhook.operations);
        let callbacks = self.callbacks.iter_mut().flat_map(|(_, callback)| &mut callback.operations);
        own.chain(webhooks).chain(callbacks).for_each(|operation| new.within_operation(operation));
    }
}

/// The new ids by the old ones.
struct New {
    schemas: BTreeMap<SchemaId, SchemaId>,
    callbacks: BTreeMap<CallbackId, CallbackId>,
    schemes: BTreeMap<SecuritySchemeId, SecuritySchemeId>,
}

impl New {
    fn schema(&self, id: &mut SchemaId) {
        if let Some(new) = self.schemas.get(id) {
            *id = *new;
        }
    }

    fn additional(&self, additional: &mut AdditionalProperties) {
        if let AdditionalProperties::Schema(id) = additional {
            self.schema(id);
        }
    }

    fn discriminator(&self, tag: &mut super::Discriminator) {
        tag.mapping.iter_mut().for_each(|entry| self.schema(&mut entry.schema));
        tag.default.iter_mut().for_each(|id| self.schema(id));
    }

    fn within_schema(&self, schema: &mut Schema) {
        match &mut schema.kind {
            SchemaKind::Array(id) | SchemaKind::Alias(id) => self.schema(id),
            SchemaKind::Tuple(places, rest) => {
                places.iter_mut().for_each(|id| self.schema(id));
                self.additional(rest);
            }
            SchemaKind::Object(object) => {
                object.properties.iter_mut().for_each(|property| self.schema(&mut property.schema));
                self.additional(&mut object.additional);
            }
            SchemaKind::AllOf(members) => members.iter_mut().for_each(|id| self.schema(id)),
            SchemaKind::Union(union) => {
                union.arms.iter_mut().for_each(|id| self.schema(id));
                union.discriminator.iter_mut().for_each(|tag| self.discriminator(tag));
            }
            SchemaKind::Any
            | SchemaKind::Never
            | SchemaKind::Boolean
            | SchemaKind::Integer(_)
            | SchemaKind::Number(_)
            | SchemaKind::String(_)
            | SchemaKind::Enum(_) => {}
        }
        self.additional(&mut schema.unevaluated);
        schema.content.iter_mut().for_each(|id| self.schema(id));
        if let NameHint::Inline { parent, .. } = &mut schema.name {
            self.schema(parent);
        }
        for condition in &mut schema.constraints.conditions {
            match condition {
                Condition::Not(id) => self.schema(id),
                Condition::AnyOf(arms) | Condition::OneOf(arms) => arms.iter_mut().for_each(|id| self.schema(id)),
                Condition::Literal(literal) => {
                    literal.branches.iter_mut().for_each(|branch| self.schema(&mut branch.schema));
                }
            }
        }
    }

    fn within_operation(&self, operation: &mut Operation) {
        let shape = |parameter: &mut Parameter| self.shape(&mut parameter.shape);
        operation.parameters.iter_mut().for_each(shape);
        operation.request_body.iter_mut().for_each(|body| self.content(&mut body.content));
        for response in &mut operation.responses {
            self.headers(&mut response.headers);
            self.content(&mut response.content);
        }
        operation.callbacks.iter_mut().for_each(|id| *id = self.callbacks.get(id).copied().unwrap_or(*id));
        for (scheme, _) in operation.security.iter_mut().flat_map(|requirement| &mut requirement.schemes) {
            *scheme = self.schemes.get(scheme).copied().unwrap_or(*scheme);
        }
    }

    fn headers(&self, headers: &mut [Header]) {
        headers.iter_mut().for_each(|header| self.shape(&mut header.shape));
    }

    fn shape(&self, shape: &mut ParameterShape) {
        match shape {
            ParameterShape::Schema { schema, .. } => self.schema(schema),
            ParameterShape::Content(media) => self.content(std::slice::from_mut(media)),
        }
    }

    fn content(&self, content: &mut [MediaType]) {
        for media in content {
            [&mut media.schema, &mut media.item].into_iter().flatten().for_each(|id| self.schema(id));
            media.encodings.iter_mut().for_each(|encoding| self.headers(&mut encoding.headers));
        }
    }
}
