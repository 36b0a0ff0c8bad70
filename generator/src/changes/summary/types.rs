//! Facts about the types of the models.

use std::collections::BTreeMap;

use super::words::{limits, name, own_limits, presence, rust, wire};
use super::{Summary, docs, yes};
use crate::api::{Api, Property, SchemaKind};
use crate::changes::fact::{Fact, Key, Kind, Word};
use crate::plan::{
    EnumDef, EnumValue, FieldPlan, Presence, StructDef, TupleDef, TypeDef, TypeId, UnionDef, UnionDispatch,
};
use crate::source::Origin;

impl Summary<'_> {
    pub(super) fn types(&mut self, api: &Api) {
        let plan = self.plan;
        let defaults = defaults(api);
        for (id, def) in plan.types.iter() {
            let fact = Fact::at(def.origin())
                .with(Word::At, place(def))
                .with(Word::Used, self.direction(id))
                .with(Word::Deprecated, yes(def.is_deprecated()));
            let fact = match def {
                TypeDef::Struct(def) => self.structure(def, &defaults, fact),
                TypeDef::Enum(def) => self.enumeration(def, fact),
                TypeDef::Union(def) => self.union(def, fact),
                TypeDef::Tuple(def) => self.tuple(def, fact),
                TypeDef::Newtype(def) => fact.with(Word::Sort, "newtype").with(Word::Docs, docs(&def.docs)),
                TypeDef::Nest(def) => fact
                    .with(Word::Sort, "nest")
                    .with(Word::Type, wire(plan, &def.ty, None))
                    .with(Word::Rust, rust(plan, &def.ty))
                    .with(Word::Limits, limits(&def.checks))
                    .with(Word::Docs, docs(&def.docs)),
                TypeDef::Alias(def) => fact
                    .with(Word::Sort, "alias")
                    .with(Word::Type, wire(plan, &def.ty, None))
                    .with(Word::Rust, rust(plan, &def.ty))
                    .with(Word::Docs, docs(&def.docs)),
            };
            self.add(Key::new(Kind::Type, [name(plan, id)]), fact);
        }
    }

    fn direction(&self, id: TypeId) -> &'static str {
        match self.used.get(&id) {
            Some((true, true)) => "request+answer",
            Some((true, false)) => "request",
            Some((false, true)) => "answer",
            Some((false, false)) | None => "",
        }
    }

    fn structure(&mut self, def: &StructDef, defaults: &BTreeMap<&Origin, String>, fact: Fact) -> Fact {
        let plan = self.plan;
        for field in &def.fields {
            let key = Key::new(Kind::Property, [def.name.to_string(), field.wire.clone()]);
            let fact = Fact::at(&field.origin)
                .with(Word::Presence, presence(field.presence))
                .with(Word::Type, wire(plan, &field.ty, self.format(&field.origin)))
                .with(Word::Limits, limits(&field.checks))
                .with(Word::Default, defaults.get(&field.origin).cloned().unwrap_or_default())
                .with(Word::Name, field.ident.as_str())
                .with(Word::Rust, rust(plan, &field.ty))
                .with(Word::Constant, yes(field.single_valued))
                .with(Word::Deprecated, yes(field.deprecated))
                .with(Word::Docs, docs(&field.docs));
            self.add(key, fact);
        }
        let others = match (&def.extra, def.closed) {
            (Some(extra), _) => format!("kept as {}: {}", extra.ident, rust(plan, &extra.ty)),
            (None, true) => "refused".to_owned(),
            (None, false) => "ignored".to_owned(),
        };
        fact.with(Word::Sort, if def.patch.is_some() { "patch" } else { "struct" })
            .with(Word::New, arguments(def))
            .with(Word::Others, others)
            .with(Word::Limits, own_limits(&def.checks))
            .with(Word::Docs, docs(&def.docs))
    }

    fn enumeration(&mut self, def: &EnumDef, fact: Fact) -> Fact {
        for variant in &def.variants {
            let value = match &variant.value {
                EnumValue::String(text) => text.clone(),
                EnumValue::Integer(number) => number.to_string(),
                EnumValue::Json(text) => text.clone(),
            };
            let value = Fact::at(&def.origin)
                .with(Word::Name, variant.ident.as_str())
                .with(Word::Type, value)
                .with(Word::Docs, docs(&variant.docs));
            let key = Key::new(Kind::Value, [def.name.to_string(), value.text(Word::Type).to_owned()]);
            self.add(key, value);
        }
        let others = def.other.as_ref().map_or("refused".to_owned(), |other| format!("kept as {other}"));
        fact.with(Word::Sort, "enum")
            .with(Word::Type, format!("{:?}", def.repr).to_lowercase())
            .with(Word::Constant, yes(def.single))
            .with(Word::Others, others)
            .with(Word::Docs, docs(&def.docs))
    }

    fn union(&mut self, def: &UnionDef, fact: Fact) -> Fact {
        let plan = self.plan;
        let tag = match &def.dispatch {
            UnionDispatch::Tag { property, .. } => format!("property {property}"),
            UnionDispatch::Properties(_) => "properties".to_owned(),
            UnionDispatch::JsonType(_) => "type".to_owned(),
            UnionDispatch::Trial(_) => "trial".to_owned(),
        };
        for (index, arm) in def.arms.iter().enumerate() {
            let values: Vec<String> = match &def.dispatch {
                UnionDispatch::Tag { values, .. } => {
                    values.iter().filter(|(_, at)| *at == index).map(|(value, _)| value.to_json()).collect()
                }
                _ => Vec::new(),
            };
            let arm_fact = Fact::at(&def.origin)
                .with(Word::Type, wire(plan, &arm.ty, None))
                .with(Word::Rust, rust(plan, &arm.ty))
                .with(Word::Limits, limits(&arm.checks))
                .with(Word::Tag, values.join(" or "))
                .with(Word::Docs, docs(&arm.docs));
            self.add(Key::new(Kind::Arm, [def.name.to_string(), arm.ident.to_string()]), arm_fact);
        }
        fact.with(Word::Sort, "union")
            .with(Word::Tag, tag)
            .with(Word::Others, format!("kept as {}", def.other))
            .with(Word::Docs, docs(&def.docs))
    }

    fn tuple(&mut self, def: &TupleDef, fact: Fact) -> Fact {
        let plan = self.plan;
        let texts = |text: fn(&crate::plan::Plan, &crate::plan::RustType) -> String| {
            let places =
                def.places.iter().map(|place| format!("{} {}", presence(place.presence), text(plan, &place.ty)));
            let rest = def.rest.iter().map(|rest| format!("others {}", text(plan, &rest.ty)));
            places.chain(rest).collect::<Vec<_>>().join(", ")
        };
        fact.with(Word::Sort, "tuple")
            .with(Word::Type, texts(|plan, ty| wire(plan, ty, None)))
            .with(Word::Rust, texts(rust))
            .with(Word::Limits, own_limits(&def.checks))
            .with(Word::Docs, docs(&def.docs))
    }
}

/// Where a schema stands, which tells a type by another name from another type. Patch types share it with the whole.
fn place(def: &TypeDef) -> String {
    let patch = matches!(def, TypeDef::Struct(StructDef { patch: Some(_), .. }));
    let patch = patch || matches!(def, TypeDef::Nest(def) if def.patch.is_some());
    format!("{}{}", def.origin().pointer, if patch { " (patch)" } else { "" })
}

/// What the constructor takes, in its order.
fn arguments(def: &StructDef) -> String {
    let needed = |field: &&FieldPlan| {
        matches!(field.presence, Presence::Nullable) || (field.presence == Presence::Required && !field.single_valued)
    };
    def.fields.iter().filter(needed).map(|field| field.ident.to_string()).collect::<Vec<_>>().join(" ")
}

/// Defaults of properties, by their place.
fn defaults(api: &Api) -> BTreeMap<&Origin, String> {
    let default = |property: &'_ Property| {
        let schema = api.schemas.get(property.schema)?;
        schema.default.as_ref().map(crate::tree::Node::to_json)
    };
    let objects = api.schemas.iter().filter_map(|(_, schema)| match &schema.kind {
        SchemaKind::Object(object) => Some(object),
        _ => None,
    });
    let properties = objects.flat_map(|object| &object.properties);
    properties.filter_map(|property| Some((&property.origin, default(property)?))).collect()
}
