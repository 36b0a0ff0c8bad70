//! Defaults: what a server puts in where the body of a request leaves a property out.

use std::collections::{BTreeMap, BTreeSet};

use super::Types;
use crate::api::{Access, AdditionalProperties, Property, SchemaId, SchemaKind};
use crate::passes::examples;
use crate::plan::{DefaultPlan, MethodPlan, Presence, RustType, TypeDef, TypeId};
use crate::tree::{Mapping, Node};

/// Deeper than this, aliases are not looked through and defaults are taken as they are written.
const DEEPEST: usize = 32;

impl Types<'_> {
    /// The default of a value that is not there: that of the schema or of what it is an alias of. None if it breaks the
    /// schema, which has been reported.
    pub fn default_of(&self, schema: SchemaId) -> Option<Node> {
        let mut at = schema;
        for _ in 0..DEEPEST {
            let found = self.schema(at)?;
            if let Some(default) = &found.default {
                return examples::holds(self.api, schema, default).then(|| default.clone());
            }
            match found.kind {
                SchemaKind::Alias(to) => at = to,
                _ => return None,
            }
        }
        None
    }

    /// The defaults of all types that the bodies of requests reach, for those that have some or hold such.
    pub fn defaults(&self, methods: &[MethodPlan]) -> BTreeMap<TypeId, Vec<DefaultPlan>> {
        let reached = self.reached(methods);
        let mut own: BTreeMap<TypeId, Vec<(String, Node)>> = BTreeMap::new();
        for (&schema, id) in self.ids.iter().filter(|(_, id)| reached.contains(*id)) {
            own.insert(*id, self.of_properties(schema));
        }
        let filled = self.filled(&reached, &own);
        let defaults = |id: &TypeId| self.rows(*id, own.get(id).map(Vec::as_slice).unwrap_or_default(), &filled);
        filled.iter().filter_map(|id| Some((*id, defaults(id)?))).collect()
    }

    /// The types that bodies lead to; all of them where other APIs import them.
    fn reached(&self, methods: &[MethodPlan]) -> BTreeSet<TypeId> {
        // Others may have any type in the body of a request.
        if self.config.shared {
            return self.defs.ids().collect();
        }
        let received = methods.iter().filter_map(|method| method.body.as_ref()).flat_map(|body| &body.received);
        let types = received.flat_map(|received| received.how.types());
        let mut open: Vec<TypeId> = types.filter_map(inside).collect();
        let mut reached = BTreeSet::new();
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                open.extend(self.defs.get(id).into_iter().flat_map(held).filter_map(inside));
            }
        }
        reached
    }

    /// Those of `reached` with a default of their own or in what they hold.
    fn filled(&self, reached: &BTreeSet<TypeId>, own: &BTreeMap<TypeId, Vec<(String, Node)>>) -> BTreeSet<TypeId> {
        let has = |id: &&TypeId| own.get(*id).is_some_and(|own| !own.is_empty());
        let mut filled: BTreeSet<TypeId> = reached.iter().filter(has).copied().collect();
        loop {
            let before = filled.len();
            for id in reached {
                let mut held = self.defs.get(*id).into_iter().flat_map(held).filter_map(inside);
                if held.any(|inner| filled.contains(&inner)) {
                    filled.insert(*id);
                }
            }
            if filled.len() == before {
                return filled;
            }
        }
    }

    fn rows(&self, id: TypeId, own: &[(String, Node)], filled: &BTreeSet<TypeId>) -> Option<Vec<DefaultPlan>> {
        let fills = |ty: &RustType| inside(ty).is_some_and(|id| filled.contains(&id));
        match self.defs.get(id)? {
            TypeDef::Struct(def) => {
                let mut rows = Vec::new();
                for field in &def.fields {
                    if fills(&field.ty) {
                        rows.push(DefaultPlan { ident: field.ident.clone(), value: None });
                    }
                    let absent = matches!(field.presence, Presence::Optional | Presence::Maybe);
                    let default = own.iter().find(|(wire, _)| absent && *wire == field.wire);
                    rows.extend(
                        default
                            .map(|(_, value)| DefaultPlan { ident: field.ident.clone(), value: Some(value.clone()) }),
                    );
                }
                let extra = def.extra.iter().filter(|extra| fills(&extra.ty));
                rows.extend(extra.map(|extra| DefaultPlan { ident: extra.ident.clone(), value: None }));
                Some(rows)
            }
            TypeDef::Union(def) => {
                let arms = def.arms.iter().filter(|arm| fills(&arm.ty));
                Some(arms.map(|arm| DefaultPlan { ident: arm.ident.clone(), value: None }).collect())
            }
            TypeDef::Tuple(_) | TypeDef::Enum(_) | TypeDef::Newtype(_) | TypeDef::Nest(_) | TypeDef::Alias(_) => None,
        }
    }

    fn of_properties(&self, schema: SchemaId) -> Vec<(String, Node)> {
        let Some(SchemaKind::Object(object)) = self.schema(schema).map(|schema| &schema.kind) else {
            return Vec::new();
        };
        let default = |property: &Property| {
            let value = self.default_of_property(property)?;
            Some((property.name.clone(), self.complete_or_plain(property.schema, value)))
        };
        object.properties.iter().filter_map(default).collect()
    }

    /// What is required has to be there, what is read only comes from the server: neither has a default.
    fn default_of_property(&self, property: &Property) -> Option<Node> {
        let read_only = |id: SchemaId| self.schema(id).is_some_and(|schema| schema.access == Access::ReadOnly);
        if property.required || read_only(property.schema) || read_only(self.resolve(property.schema)) {
            return None;
        }
        self.default_of(property.schema)
    }

    /// A default with the defaults of what it leaves out itself, as far as it then still keeps its schema.
    fn complete_or_plain(&self, schema: SchemaId, value: Node) -> Node {
        let complete = self.complete(schema, &value, &mut vec![schema]);
        if examples::holds(self.api, schema, &complete) { complete } else { value }
    }

    /// `under` holds the schemas whose defaults this one stands in: none is put into itself.
    fn complete(&self, id: SchemaId, value: &Node, under: &mut Vec<SchemaId>) -> Node {
        let Some(schema) = self.schema(self.resolve(id)).filter(|_| under.len() < DEEPEST) else {
            return value.clone();
        };
        match (&schema.kind, value) {
            (SchemaKind::Object(object), Node::Mapping(given)) => {
                let mut whole = Mapping::default();
                for (key, value) in given.iter() {
                    let property = object.properties.iter().find(|property| property.name == key);
                    let value = match (property, object.additional) {
                        (Some(property), _) => self.complete(property.schema, value, under),
                        (None, AdditionalProperties::Schema(values)) => self.complete(values, value, under),
                        _ => value.clone(),
                    };
                    whole.insert(key.to_owned(), value);
                }
                for property in object.properties.iter().filter(|property| given.get(&property.name).is_none()) {
                    if under.contains(&property.schema) {
                        continue;
                    }
                    if let Some(default) = self.default_of_property(property) {
                        under.push(property.schema);
                        whole.insert(property.name.clone(), self.complete(property.schema, &default, under));
                        under.pop();
                    }
                }
                Node::Mapping(whole)
            }
            (SchemaKind::Array(items), Node::Sequence(given)) => {
                Node::Sequence(given.iter().map(|item| self.complete(*items, item, under)).collect())
            }
            (SchemaKind::Union(union), value) => {
                let mut arms = union.arms.iter().filter(|arm| examples::holds(self.api, **arm, value));
                match (arms.next(), arms.next()) {
                    (Some(&only), None) => self.complete(only, value, under),
                    _ => value.clone(),
                }
            }
            _ => value.clone(),
        }
    }
}

/// The types that a type holds, in whatever way.
fn held(def: &TypeDef) -> Vec<&RustType> {
    match def {
        TypeDef::Struct(def) => {
            def.fields.iter().map(|field| &field.ty).chain(def.extra.iter().map(|extra| &extra.ty)).collect()
        }
        TypeDef::Union(def) => def.arms.iter().map(|arm| &arm.ty).collect(),
        TypeDef::Alias(def) => vec![&def.ty],
        TypeDef::Nest(def) => vec![&def.ty],
        // What is in a tuple has a place, not a name: no table of defaults speaks of it.
        TypeDef::Tuple(_) | TypeDef::Enum(_) | TypeDef::Newtype(_) => Vec::new(),
    }
}

/// The type of the plan in a type.
fn inside(ty: &RustType) -> Option<TypeId> {
    match ty {
        RustType::Def(id) => Some(*id),
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => inside(inner),
        RustType::Scalar(_) | RustType::Json | RustType::External(..) => None,
    }
}
