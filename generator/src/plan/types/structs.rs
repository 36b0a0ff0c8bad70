use super::Types;
use crate::api::{Access, AdditionalProperties, NameHint, ObjectSchema, Property, SchemaId};
use crate::config::UnknownProperties;
use crate::diagnostics::Diagnostics;
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{
    DocText, ExtraField, FieldCheck, FieldPlan, Ident, Presence, RustType, StructDef, TypeDef, TypeName, docs,
};
use crate::tree::Node;

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
            fields.push(self.field_of(property, ident, diagnostics));
        }
        let extra = self.extra(id, object.additional, diagnostics);
        let extra = extra.map(|(ty, checks)| ExtraField { ident: extra_ident, ty, checks });
        let closed = object.additional == AdditionalProperties::Forbidden;
        StructDef {
            name,
            docs: docs::doc_text(&schema.docs),
            deprecated: schema.docs.deprecated,
            default: fields.iter().all(|field| !must_be_given(field)),
            fields,
            extra,
            closed,
            checks: super::checks::of_schema(self, id),
            validates: false,
            patch: None,
            origin: schema.origin.clone(),
        }
    }

    /// Names for fields, and one for the rest that no property has.
    pub(super) fn field_names(
        &mut self,
        properties: &[Property],
        diagnostics: &mut Diagnostics,
    ) -> (Vec<Ident>, Ident) {
        let wanted: Vec<Wanted<'_>> =
            properties.iter().map(|property| Wanted { wire: &property.name, origin: &property.origin }).collect();
        let mut scope = Scope::default();
        let idents = scope.idents(Case::Snake, &wanted, &mut self.renames, diagnostics);
        let free = ["extra", "extra_properties", "unnamed_properties"].into_iter().find(|name| !scope.has(name));
        (idents, crate::plan::names::field_ident(free.unwrap_or("properties without a field")))
    }

    fn field_of(&mut self, property: &Property, ident: Ident, diagnostics: &mut Diagnostics) -> FieldPlan {
        let ty = self.rust_type_reporting(property.schema, diagnostics);
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
        let default = schema.default.as_ref().map(Node::to_json).filter(|text| text.len() <= LONGEST_DEFAULT);
        let default = default.map_or_else(DocText::default, |text| {
            docs::sentence(format!("Taken to be {} if it is absent.", docs::code(&text)))
        });
        (docs::join([text, access, default]), schema.docs.deprecated && !named)
    }

    pub(super) fn has_single_value(&self, id: SchemaId) -> bool {
        let listed = self.schema(self.resolve(id)).map(|schema| &schema.kind);
        match listed {
            Some(crate::api::SchemaKind::Enum(list)) => list.values.len() == 1 && super::enums::repr(list).is_some(),
            _ => false,
        }
    }

    /// The type of properties without a field and their limits, if they are kept.
    fn extra(
        &mut self,
        id: SchemaId,
        additional: AdditionalProperties,
        diagnostics: &mut Diagnostics,
    ) -> Option<(RustType, Vec<FieldCheck>)> {
        match additional {
            AdditionalProperties::Forbidden => None,
            AdditionalProperties::Any => Some((RustType::Json, Vec::new())),
            AdditionalProperties::Schema(values) => {
                let ty = self.rust_type_reporting(values, diagnostics);
                let ty = if self.nullable(values) { RustType::Option(Box::new(ty)) } else { ty };
                Some((ty, self.checks(values)))
            }
            AdditionalProperties::Unstated => {
                let keep = self.config.unknown_properties == UnknownProperties::Keep || self.keep_all.contains(&id);
                keep.then(|| (RustType::Json, Vec::new()))
            }
        }
    }
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
