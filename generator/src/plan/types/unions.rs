use super::{Types, enums, words};
use crate::api::{Dispatch, IndexVec, NameHint, Role, Schema, SchemaId, SchemaKind, StringFormat, UnionSchema};
use crate::diagnostics::Diagnostics;
use crate::passes::graph;
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{ArmPlan, Attempt, RustType, TypeDef, TypeId, TypeName, UnionDef, UnionDispatch, docs, names};
use crate::source::Origin;

impl Types<'_> {
    pub(super) fn union(
        &mut self,
        schema: &Schema,
        union: &UnionSchema,
        name: TypeName,
        diagnostics: &mut Diagnostics,
    ) -> UnionDef {
        let tags: Vec<Option<String>> = (0..union.arms.len()).map(|arm| self.given_tag(union, arm)).collect();
        let repeated = |arm: SchemaId| union.arms.iter().filter(|&&other| other == arm).count() > 1;
        let mut labels: Vec<(String, Origin)> = union
            .arms
            .iter()
            .zip(&tags)
            .map(|(&arm, tag)| {
                let tag = tag.clone().filter(|_| repeated(arm));
                let label = tag.unwrap_or_else(|| self.arm_label(arm, &name));
                (label, self.schema(arm).unwrap_or(schema).origin.clone())
            })
            .collect();
        self.tell_apart(&union.arms, &mut labels);
        number_repeated(&mut labels);
        let wanted: Vec<Wanted<'_>> = labels.iter().map(|(wire, origin)| Wanted { wire, origin }).collect();
        let mut scope = Scope::default();
        let idents = scope.idents(Case::Upper, &wanted, &mut self.renames, diagnostics);
        let mut arms = Vec::new();
        for ((&arm, ident), tag) in union.arms.iter().zip(idents).zip(tags) {
            let ty = self.rust_type(arm);
            arms.push(ArmPlan { ident, ty, docs: self.field_docs(arm).0, checks: self.checks(arm), tag, from: false });
        }
        let dispatch = planned(union.dispatch.as_ref(), arms.len());
        let how = docs::sentence(described(&dispatch, &arms));
        UnionDef {
            name,
            docs: docs::join([docs::doc_text(&schema.docs), how]),
            deprecated: schema.docs.deprecated,
            kind: union.kind,
            arms,
            dispatch,
            other: enums::catch_all(&scope),
            origin: schema.origin.clone(),
        }
    }

    /// The tag's value for an arm whose type has no property for it.
    fn given_tag(&self, union: &UnionSchema, arm: usize) -> Option<String> {
        let Some(Dispatch::Tag { property, values, other, .. }) = &union.dispatch else { return None };
        // Values without the property are of this arm, and are to stay so.
        if *other == Some(arm) || !graph::lacks(self.api, *union.arms.get(arm)?, property) {
            return None;
        }
        let (value, _) = values.iter().find(|(_, to)| *to == arm)?;
        value.as_str().map(str::to_owned)
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
            SchemaKind::Object(_) | SchemaKind::Enum(_) | SchemaKind::Union(_) | SchemaKind::Tuple(..)
                if self.ids.contains_key(&settled) =>
            {
                let name = self.names_so_far.get(&settled).cloned();
                name.map_or_else(|| self.kind_label(settled, 0), |name| without(&name, union, name.as_str()))
            }
            _ => self.kind_label(settled, 0),
        }
    }

    /// Arms of one kind are called after what only one of them says.
    fn tell_apart(&self, arms: &[SchemaId], labels: &mut [(String, Origin)]) {
        let all: Vec<String> = labels.iter().map(|(label, _)| label.clone()).collect();
        let better = |(arm, label): (&SchemaId, &String)| {
            let repeated = all.iter().filter(|other| *other == label).count() > 1;
            let schema = self.schema(self.resolve(*arm)).filter(|_| repeated)?;
            words::of_kind(schema, label)
        };
        let found: Vec<Option<String>> = arms.iter().zip(&all).map(better).collect();
        for ((label, _), word) in labels.iter_mut().zip(&found) {
            let alone = found.iter().filter(|other| *other == word).count() == 1;
            if let Some(word) = word.as_ref().filter(|word| alone && !all.contains(word)) {
                label.clone_from(word);
            }
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
            SchemaKind::String(StringFormat::Time) => "Time",
            SchemaKind::String(StringFormat::Password) => "Secret",
            SchemaKind::String(_) => "String",
            SchemaKind::Enum(_) => "Value",
            SchemaKind::Array(items) if depth < 4 => return format!("{}List", self.item_label(*items, depth)),
            SchemaKind::Array(_) => "List",
            SchemaKind::Tuple(..) => "Tuple",
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

/// Arms of one kind, such as two strings with limits of their own, have numbers from the second on.
fn number_repeated(labels: &mut [(String, Origin)]) {
    let all: Vec<String> = labels.iter().map(|(label, _)| label.clone()).collect();
    for (i, (label, _)) in labels.iter_mut().enumerate() {
        let before = all.iter().take(i).filter(|other| *other == label).count();
        if before > 0 {
            *label = format!("{label}{}", before + 1);
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
        Some(Dispatch::Tag { property, values, absent, other, .. }) => {
            UnionDispatch::Tag { property: property.clone(), values: values.clone(), absent: *absent, other: *other }
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
        UnionDispatch::Tag { property, absent, other, .. } => {
            let what =
                if other.is_some() { "Without it, or with a value that is none of theirs," } else { "Without it," };
            let absent = absent.map_or_else(String::new, |arm| format!(" {what} it is {}.", docs::code(ident(arm))));
            format!("The property {} tells which one a value is.{absent}", docs::code(property))
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
        UnionDispatch::Trial(_) => {
            "A value is the first that describes it, or the one that describes more of it than all others.".to_owned()
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

/// Says of which arms a union can be made: those whose type is of this plan, and of no other arm.
pub(super) fn settle_from(defs: &mut IndexVec<TypeId, TypeDef>) {
    let settled = |ty: &RustType| {
        let mut ty = ty;
        // Aliases never lead to themselves; the bound holds should one do so.
        for _ in 0..64 {
            let RustType::Def(id) = ty else { break };
            let Some(TypeDef::Alias(def)) = defs.get(*id) else { break };
            ty = &def.ty;
        }
        ty.clone()
    };
    let mut from = Vec::new();
    for (_, def) in defs.iter() {
        let TypeDef::Union(def) = def else { continue };
        let types: Vec<RustType> = def.arms.iter().map(|arm| settled(&arm.ty)).collect();
        let alone = |ty: &RustType| types.iter().filter(|other| *other == ty).count() == 1;
        from.extend(types.iter().map(|ty| matches!(ty, RustType::Def(_)) && alone(ty)));
    }
    let unions = defs.iter_mut().filter_map(|(_, def)| if let TypeDef::Union(def) = def { Some(def) } else { None });
    for (arm, from) in unions.flat_map(|def| &mut def.arms).zip(from) {
        arm.from = from;
    }
}
