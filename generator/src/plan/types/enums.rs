use super::Types;
use crate::api::{Api, Enumeration, Schema, SchemaKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{DocText, EnumDef, EnumRepr, EnumValue, Ident, ScalarType, TypeName, VariantPlan, docs, names};
use crate::source::Origin;
use crate::tree::{Node, Number};

/// Names for the variant that takes values not listed, in order of preference.
const CATCH_ALL: &[&str] = &["Other", "Unlisted", "OtherValue", "UnlistedValue"];

/// What the values of an enum are, if it can be a type: all strings, or all integers that fit.
pub(super) fn repr(list: &Enumeration) -> Option<EnumRepr> {
    let integer = |value: &Node| integer(value).is_some();
    if list.values.is_empty() {
        None
    } else if list.values.iter().all(|value| value.as_str().is_some()) {
        Some(EnumRepr::String)
    } else {
        list.values.iter().all(integer).then_some(EnumRepr::Integer)
    }
}

/// The scalar that an enum is where it is no type: all booleans, or all numbers that a float holds.
pub(super) fn scalar(list: &Enumeration) -> Option<ScalarType> {
    let all = |test: fn(&Node) -> bool| !list.values.is_empty() && list.values.iter().all(test);
    if all(|value| value.as_bool().is_some()) {
        Some(ScalarType::Bool)
    } else if all(|value| value.as_number().is_some_and(Number::is_float)) {
        Some(ScalarType::F64)
    } else {
        None
    }
}

/// Says where listed values have no type of their own: the type takes others as well, and nothing checks that.
pub(super) fn report_unlisted(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, schema) in api.schemas.iter() {
        let SchemaKind::Enum(list) = &schema.kind else { continue };
        let Some(scalar) = scalar(list).filter(|_| repr(list).is_none()) else { continue };
        let every = [Node::Bool(true), Node::Bool(false)];
        if every.iter().all(|value| list.values.contains(value)) {
            continue;
        }
        let what = if scalar == ScalarType::Bool { "boolean" } else { "number" };
        let place = schema.origin.child("enum");
        diagnostics.push(Diagnostic::new(
            &codes::OA310,
            format!("the listed values are not told apart from others: any {what} is taken"),
            Label::key(&place, "not checked"),
        ));
    }
}

fn integer(value: &Node) -> Option<i64> {
    i64::try_from(value.as_number()?.as_i128()?).ok()
}

impl Types<'_> {
    /// Variants have the whole of their value in their name: no prefix is taken off, so that a new value renames none.
    pub(super) fn enumeration(
        &mut self,
        schema: &Schema,
        list: &Enumeration,
        name: TypeName,
        diagnostics: &mut Diagnostics,
    ) -> EnumDef {
        let values: Vec<EnumValue> = list
            .values
            .iter()
            .filter_map(|value| match (value.as_str(), integer(value)) {
                (Some(text), _) => Some(EnumValue::String(text.to_owned())),
                (None, Some(number)) => Some(EnumValue::Integer(number)),
                (None, None) => None,
            })
            .collect();
        let place = schema.origin.child("enum");
        let wires: Vec<(String, Origin)> = values
            .iter()
            .enumerate()
            .map(|(i, value)| {
                let given = list.names.get(i).cloned().flatten();
                let wire = given.unwrap_or_else(|| match value {
                    EnumValue::String(text) => text.clone(),
                    EnumValue::Integer(number) => number.to_string(),
                });
                (wire, place.clone())
            })
            .collect();
        let wanted: Vec<Wanted<'_>> = wires.iter().map(|(wire, origin)| Wanted { wire, origin }).collect();
        let mut scope = Scope::default();
        let idents = scope.idents(Case::Upper, &wanted, &mut self.renames, diagnostics);
        let variants: Vec<VariantPlan> = idents
            .into_iter()
            .zip(values)
            .enumerate()
            .map(|(i, (ident, value))| {
                let text = list.descriptions.get(i).cloned().flatten();
                VariantPlan { ident, value, docs: text.map_or_else(DocText::default, |text| docs::inert(&text)) }
            })
            .collect();
        EnumDef {
            name,
            docs: docs::doc_text(&schema.docs),
            deprecated: schema.docs.deprecated,
            repr: repr(list).unwrap_or(EnumRepr::String),
            single: variants.len() == 1 && !list.open,
            open: list.open,
            variants,
            other: catch_all(&scope),
            origin: schema.origin.clone(),
        }
    }
}

/// A name for the variant that takes everything else.
pub(super) fn catch_all(scope: &Scope) -> Ident {
    let free = CATCH_ALL.iter().find(|name| !scope.has(name));
    names::variant_ident(free.copied().unwrap_or("Value that is not listed"))
}
