use super::{Types, enums};
use crate::api::{Dispatch, NameHint, Role, Schema, SchemaId, SchemaKind, StringFormat, UnionSchema};
use crate::diagnostics::Diagnostics;
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{ArmPlan, Attempt, TypeName, UnionDef, UnionDispatch, docs, names};
use crate::source::Origin;

impl Types<'_> {
    pub(super) fn union(
        &mut self,
        schema: &Schema,
        union: &UnionSchema,
        name: TypeName,
        diagnostics: &mut Diagnostics,
    ) -> UnionDef {
        let labels: Vec<(String, Origin)> = union
            .arms
            .iter()
            .map(|&arm| (self.arm_label(arm, &name), self.schema(arm).unwrap_or(schema).origin.clone()))
            .collect();
        let wanted: Vec<Wanted<'_>> = labels.iter().map(|(wire, origin)| Wanted { wire, origin }).collect();
        let mut scope = Scope::default();
        let idents = scope.idents(Case::Upper, &wanted, &mut self.renames, diagnostics);
        let mut arms = Vec::new();
        for (&arm, ident) in union.arms.iter().zip(idents) {
            let ty = self.rust_type_reporting(arm, diagnostics);
            arms.push(ArmPlan { ident, ty, docs: self.field_docs(arm).0, checks: self.checks(arm) });
        }
        let dispatch = planned(union.dispatch.as_ref(), arms.len());
        let how = docs::sentence(described(&dispatch, &arms));
        UnionDef {
            name,
            docs: docs::join([docs::doc_text(&schema.docs), how]),
            deprecated: schema.docs.deprecated,
            arms,
            dispatch,
            other: enums::catch_all(&scope),
            validates: false,
            origin: schema.origin.clone(),
        }
    }

    /// What an arm is called: its type's name without the union's own in front, or what kind of value it is.
    fn arm_label(&self, arm: SchemaId, union: &TypeName) -> String {
        let settled = self.resolve(arm);
        let Some(schema) = self.schema(settled) else { return String::new() };
        let component =
            [arm, settled].into_iter().filter_map(|id| self.schema(id)).find_map(|schema| match &schema.name {
                NameHint::Component(name) => Some(name.clone()),
                _ => None,
            });
        if let Some(name) = component {
            return without(&names::type_name(&name), union, &name);
        }
        match &schema.kind {
            SchemaKind::Object(_) | SchemaKind::Enum(_) | SchemaKind::Union(_) if self.ids.contains_key(&settled) => {
                let name = self.names_so_far.get(&settled).cloned();
                name.map_or_else(|| self.kind_label(settled, 0), |name| without(&name, union, name.as_str()))
            }
            _ => self.kind_label(settled, 0),
        }
    }

    fn kind_label(&self, id: SchemaId, depth: usize) -> String {
        let Some(schema) = self.schema(self.resolve(id)) else { return "Any".to_owned() };
        match &schema.kind {
            SchemaKind::Boolean => "Boolean",
            SchemaKind::Integer(_) => "Integer",
            SchemaKind::Number(_) => "Number",
            SchemaKind::String(StringFormat::Uuid) => "Uuid",
            SchemaKind::String(StringFormat::DateTime) => "DateTime",
            SchemaKind::String(StringFormat::Date) => "Date",
            SchemaKind::String(StringFormat::Password) => "Secret",
            SchemaKind::String(_) => "String",
            SchemaKind::Enum(_) => "Value",
            SchemaKind::Array(items) if depth < 4 => return format!("{}List", self.item_label(*items, depth)),
            SchemaKind::Array(_) | SchemaKind::Tuple(..) => "List",
            SchemaKind::Object(_) => "Map",
            SchemaKind::Union(_) => "Choice",
            _ => "Any",
        }
        .to_owned()
    }

    fn item_label(&self, items: SchemaId, depth: usize) -> String {
        let settled = self.resolve(items);
        match self.schema(settled).map(|schema| (&schema.name, &schema.kind)) {
            Some((_, SchemaKind::Any)) | None => String::new(),
            Some((NameHint::Component(name), _)) => names::type_name(name).as_str().to_owned(),
            Some(_) => self.kind_label(settled, depth + 1),
        }
    }
}

/// A name without the union's own in front, if that leaves something.
fn without(name: &TypeName, union: &TypeName, whole: &str) -> String {
    let rest = name.as_str().strip_prefix(union.as_str()).map(|rest| rest.trim_start_matches('_'));
    match rest {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_uppercase()) => rest.to_owned(),
        // What is left of `Gateway_1` in `Gateway` is a version.
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("V{rest}"),
        _ => whole.to_owned(),
    }
}

fn planned(dispatch: Option<&Dispatch>, arms: usize) -> UnionDispatch {
    match dispatch {
        Some(Dispatch::Tag { property, values, .. }) => {
            UnionDispatch::Tag { property: property.clone(), values: values.clone() }
        }
        Some(Dispatch::Properties(rows)) => {
            UnionDispatch::Properties(rows.iter().map(|(arm, names)| (names.clone(), *arm)).collect())
        }
        Some(Dispatch::JsonType(rows)) => {
            UnionDispatch::JsonType(rows.iter().map(|(arm, roles)| (roles.clone(), *arm)).collect())
        }
        Some(Dispatch::Trial(order)) => UnionDispatch::Trial(order.clone()),
        None => UnionDispatch::Trial((0..arms).map(Attempt::from).collect()),
    }
}

/// How a value finds its arm, for the docs.
fn described(dispatch: &UnionDispatch, arms: &[ArmPlan]) -> String {
    let ident = |arm: usize| arms.get(arm).map_or("", |arm| arm.ident.as_str());
    match dispatch {
        UnionDispatch::Tag { property, .. } => {
            format!("The property {} tells which one a value is.", docs::code(property))
        }
        UnionDispatch::Properties(_) => "The properties that a value has tell which one it is.".to_owned(),
        UnionDispatch::JsonType(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|(roles, arm)| {
                    let words: Vec<&str> = roles.iter().copied().map(word).collect();
                    format!("{} is {}", words.join(" or "), docs::code(ident(*arm)))
                })
                .collect();
            format!("The type of the JSON value tells which one it is: {}.", rows.join(", "))
        }
        UnionDispatch::Trial(order) => {
            let start = match order.iter().all(|attempt| attempt.only_if.is_empty()) {
                true => "Nothing tells the alternatives apart; they",
                false => "The alternatives",
            };
            let order: Vec<String> = order
                .iter()
                .map(|attempt| {
                    let only_if = attempt.only_if.iter().map(|(property, value)| {
                        format!("{} is {}", docs::code(property), docs::code(&value.to_json()))
                    });
                    match only_if.collect::<Vec<_>>().join(" and ") {
                        text if text.is_empty() => docs::code(ident(attempt.arm)),
                        text => format!("{} if {text}", docs::code(ident(attempt.arm))),
                    }
                })
                .collect();
            format!("{start} are tried in this order: {}.", order.join(", "))
        }
    }
}

fn word(role: Role) -> &'static str {
    match role {
        Role::Null => "null",
        Role::Boolean => "a boolean",
        Role::Integer => "an integer",
        Role::Number => "a number",
        Role::String => "a string",
        Role::Array => "an array",
        Role::Object => "an object",
    }
}
