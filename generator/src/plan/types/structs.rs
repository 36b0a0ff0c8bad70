use std::collections::{BTreeMap, BTreeSet};

use super::{Types, checks};
use crate::api::{
    Access, AdditionalProperties, Api, NameHint, ObjectSchema, Property, Schema, SchemaId, SchemaKind, UnionKind,
    UnionSchema,
};
use crate::config::{UnknownProperties, nearest};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::passes::graph;
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{
    DocText, ExtraField, FieldCheck, FieldPlan, Ident, Presence, RustType, ScalarType, StructDef, TypeDef, TypeName,
    docs,
};
use crate::tree::Node;

/// The words that say a default.
pub(super) const DEFAULT: &str = "Taken to be ";

/// Defaults longer than this are not shown in docs.
const LONGEST_DEFAULT: usize = 200;

impl Types<'_> {
    pub(super) fn structure(
        &mut self,
        id: SchemaId,
        object: &ObjectSchema,
        name: TypeName,
        diagnostics: &mut Diagnostics,
    ) -> StructDef {
        let schema = &self.api.schemas[id];
        let (idents, extra_ident) = self.field_names(&object.properties, diagnostics);
        let mut fields = Vec::new();
        for (property, ident) in object.properties.iter().zip(idents) {
            fields.push(self.field_of(property, ident));
        }
        let unknown = self.unknown_properties(schema, &name);
        let extra = self.extra(id, object.additional, unknown);
        let extra = extra.map(|(ty, checks)| ExtraField { ident: extra_ident, ty, checks });
        let closed = match object.additional {
            AdditionalProperties::Forbidden => true,
            AdditionalProperties::Unstated => unknown == UnknownProperties::Refuse,
            AdditionalProperties::Any | AdditionalProperties::Schema(_) => false,
        };
        // Where the document itself refuses all others, no other arm has a say.
        let named =
            self.named_beside.get(&id).filter(|_| closed && object.additional == AdditionalProperties::Unstated);
        let own = |name: &str| object.properties.iter().any(|property| property.name == name);
        let beside = named.into_iter().flatten().filter(|name| !own(name)).cloned().collect();
        let mut checks = checks::of_schema(self, id);
        let properties = object.properties.iter().map(|property| (property.name.as_str(), property.schema));
        checks.extend(checks::of_nulls(self, properties));
        StructDef {
            name,
            docs: docs::doc_text(&schema.docs),
            deprecated: schema.docs.deprecated,
            default: fields.iter().all(|field| !must_be_given(field)),
            fields,
            extra,
            beside,
            closed,
            checks,
            validates: false,
            patch: None,
            origin: schema.origin.clone(),
        }
    }

    /// What happens to properties that a schema does not name, if it does not say itself.
    fn unknown_properties(&self, schema: &Schema, name: &TypeName) -> UnknownProperties {
        let of = &self.config.unknown_properties_of;
        let component = match &schema.name {
            NameHint::Component(component) => of.get(component),
            _ => None,
        };
        *component.or_else(|| of.get(name.as_str())).unwrap_or(&self.config.unknown_properties)
    }

    /// Choices for schemas that are not there, or that leave nothing to choose.
    pub(super) fn report_choices(&self, diagnostics: &mut Diagnostics) {
        let named = |name: &str| {
            let component = self.api.components.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
            let typed = || self.names_so_far.iter().find(|(_, known)| known.as_str() == name).map(|(id, _)| *id);
            component.or_else(typed)
        };
        for name in self.config.unknown_properties_of.keys() {
            let key = "`unknown-properties-of`";
            let Some(schema) = named(name).and_then(|id| self.schema(id)) else {
                let known = self.api.components.iter().map(|(known, _)| known.as_str());
                let found =
                    Diagnostic::without_place(&codes::OA502, format!("{key} names `{name}`, which is no schema"));
                diagnostics.push(match nearest(name, known) {
                    Some(meant) => found.help(format!("did you mean `{meant}`?")),
                    None => found,
                });
                continue;
            };
            let elsewhere = named(name).is_some_and(|id| self.taken.from(self.resolve(id)).is_some());
            let why = match &schema.kind {
                _ if elsewhere => "whose type is imported: the choice is for the API that it comes from",
                SchemaKind::Object(object) if object.additional != AdditionalProperties::Unstated => {
                    "which says `additionalProperties` itself"
                }
                SchemaKind::Object(object) if super::walk::is_struct(object) => continue,
                SchemaKind::Object(_) => "which has no properties and keeps them all",
                _ => "which is no object",
            };
            let message = format!("{key} names `{name}`, {why}");
            diagnostics.push(Diagnostic::new(&codes::OA502, message, Label::value(&schema.origin, "")));
        }
    }

    /// Names for fields, and one for the rest that no property has.
    pub(super) fn field_names(
        &mut self,
        properties: &[Property],
        diagnostics: &mut Diagnostics,
    ) -> (Vec<Ident>, Ident) {
        let wanted: Vec<Wanted<'_>> = properties
            .iter()
            .map(|property| Wanted { wire: field_word(self.api, property), origin: &property.origin })
            .collect();
        let mut scope = Scope::default();
        let idents = scope.idents(Case::Snake, &wanted, &mut self.renames, diagnostics);
        let free = ["extra", "extra_properties", "unnamed_properties"].into_iter().find(|name| !scope.has(name));
        (idents, crate::plan::names::field_ident(free.unwrap_or("properties without a field")))
    }

    fn field_of(&self, property: &Property, ident: Ident) -> FieldPlan {
        let ty = self.rust_type(property.schema);
        let required = property.required && !self.is_left_out_by_one_side(property.schema);
        let presence = match (required, self.nullable(property.schema)) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::Maybe,
        };
        let (docs, deprecated) = self.field_docs(property.schema);
        FieldPlan {
            ident,
            wire: property.name.clone(),
            single_valued: presence == Presence::Required && self.has_single_value(property.schema),
            ty,
            presence,
            docs,
            deprecated,
            checks: self.checks(property.schema),
            origin: property.origin.clone(),
        }
    }

    /// A required property that is read only is missing in what is sent, one that is write only in what is received.
    fn is_left_out_by_one_side(&self, id: SchemaId) -> bool {
        let Some(schema) = self.schema(id) else { return false };
        match schema.access {
            Access::ReadWrite => false,
            Access::ReadOnly => self.sent.contains(&id),
            Access::WriteOnly => self.received.contains(&id),
        }
    }

    /// A field that is a component has the docs of its type.
    pub(super) fn field_docs(&self, id: SchemaId) -> (DocText, bool) {
        let Some(schema) = self.schema(id) else { return (DocText::default(), false) };
        let named = matches!(schema.name, NameHint::Component(_));
        let text = if named { DocText::default() } else { docs::doc_text_of_part(&schema.docs) };
        let access = match schema.access {
            Access::ReadWrite => DocText::default(),
            Access::ReadOnly => docs::sentence("Read only: comes from the server."),
            Access::WriteOnly => docs::sentence("Write only: never comes from the server."),
        };
        let default = self.default_of(id).as_ref().map(Node::to_json).filter(|text| text.len() <= LONGEST_DEFAULT);
        let default = default.map_or_else(DocText::default, |text| {
            docs::sentence(format!("{DEFAULT}{} if it is absent.", docs::code(&text)))
        });
        (docs::join([text, access, default]), schema.docs.deprecated && !named)
    }

    pub(super) fn has_single_value(&self, id: SchemaId) -> bool {
        let listed = self.schema(self.resolve(id)).map(|schema| &schema.kind);
        match listed {
            Some(SchemaKind::Enum(list)) => list.values.len() == 1 && !list.open,
            _ => self.rust_type(self.resolve(id)) == RustType::Scalar(ScalarType::Null),
        }
    }

    /// The type of properties without a field and their limits, if they are kept.
    fn extra(
        &self,
        id: SchemaId,
        additional: AdditionalProperties,
        unknown: UnknownProperties,
    ) -> Option<(RustType, Vec<FieldCheck>)> {
        match additional {
            AdditionalProperties::Forbidden => None,
            AdditionalProperties::Any => Some((RustType::Json, Vec::new())),
            AdditionalProperties::Schema(values) => {
                let ty = self.rust_type(values);
                let ty = if self.nullable(values) { RustType::Option(Box::new(ty)) } else { ty };
                Some((ty, self.checks_with_null(values)))
            }
            AdditionalProperties::Unstated => {
                let keep = unknown == UnknownProperties::Keep || self.keep_all.contains(&id);
                keep.then(|| (RustType::Json, Vec::new()))
            }
        }
    }
}

/// For arms of `anyOf` the properties that all arms name together: what becomes of them is for the union to say.
pub(super) fn named_beside(api: &Api) -> BTreeMap<SchemaId, BTreeSet<String>> {
    let mut named: BTreeMap<SchemaId, BTreeSet<String>> = BTreeMap::new();
    for (_, schema) in api.schemas.iter() {
        let SchemaKind::Union(UnionSchema { kind: UnionKind::AnyOf, arms, .. }) = &schema.kind else { continue };
        let objects = arms.iter().filter_map(|&arm| graph::object(api, arm));
        let names: BTreeSet<&String> = objects.flat_map(|one| &one.properties).map(|one| &one.name).collect();
        for &arm in arms {
            named.entry(graph::resolve(api, arm)).or_default().extend(names.iter().copied().cloned());
        }
    }
    named
}

/// Whether a field is an argument of `new`.
pub(super) fn must_be_given(field: &FieldPlan) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable) && !field.single_valued
}

/// The struct behind a definition.
pub(super) fn as_struct(def: Option<&TypeDef>) -> Option<&StructDef> {
    match def? {
        TypeDef::Struct(def) => Some(def),
        _ => None,
    }
}

/// What the field of a property is called after.
fn field_word<'p>(api: &'p Api, property: &'p Property) -> &'p str {
    api.names.get(&property.origin).map_or(property.name.as_str(), String::as_str)
}
