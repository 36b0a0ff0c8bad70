use super::Types;
use crate::api::{Api, Enumeration, NameHint, Schema, SchemaId, SchemaKind};
use crate::config::{Config, Enums, nearest};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::passes::graph::resolved;
use crate::plan::names::{Case, Scope, Wanted};
use crate::plan::{DocText, EnumDef, EnumRepr, EnumValue, Ident, TypeName, VariantPlan, docs, names};
use crate::source::Origin;
use crate::tree::Node;

/// Names for the variant that takes values not listed, in order of preference.
const CATCH_ALL: &[&str] = &["Other", "Unlisted", "OtherValue", "UnlistedValue"];

/// So many words of an array or object are in the name of its variant.
const MOST_WORDS: usize = 6;

/// From here on an integer that is written with a fraction or an exponent is known only by its text: an `f64` rounds it.
const EXACT: u64 = 1 << 53;

/// What the values of an enum are: all strings, all integers that are read exactly, or anything.
fn repr(list: &Enumeration) -> EnumRepr {
    if list.values.iter().all(|value| value.as_str().is_some()) {
        EnumRepr::String
    } else if list.values.iter().all(|value| integer(value).is_some()) {
        EnumRepr::Integer
    } else {
        EnumRepr::Json
    }
}

/// Says which schemas are to be closed enums and are none: a name in the configuration that does nothing is a slip.
pub(super) fn report_closed(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Enums::Closed(names) = &config.enums else { return };
    let listed = |id: &SchemaId| matches!(resolved(api, *id).map(|schema| &schema.kind), Some(SchemaKind::Enum(_)));
    let known: Vec<&str> = api.components.iter().filter(|(_, id)| listed(id)).map(|(name, _)| name.as_str()).collect();
    for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
        let found = Diagnostic::without_place(
            &codes::OA502,
            format!("`enums` names `{name}`, which is no enum of this document"),
        );
        diagnostics.push(match nearest(name, known.iter().copied()) {
            Some(meant) => found.help(format!("did you mean `{meant}`?")),
            None => found.help("write the name of a schema of `components` that has `enum`"),
        });
    }
}

/// Says which of them are types of other crates, where the choice is not made here.
pub(super) fn report_imported(types: &Types<'_>, diagnostics: &mut Diagnostics) {
    let Enums::Closed(names) = &types.config.enums else { return };
    let imported = types
        .api
        .components
        .iter()
        .filter(|(name, id)| names.contains(name) && types.taken.from(types.resolve(*id)).is_some());
    for (name, _) in imported {
        let message =
            format!("`enums` names `{name}`, whose type is imported: the choice is for the API that it comes from");
        diagnostics.push(Diagnostic::without_place(&codes::OA502, message));
    }
}

fn integer(value: &Node) -> Option<i64> {
    i64::try_from(value.as_number()?.as_i128()?).ok().filter(|value| value.unsigned_abs() < EXACT)
}

fn enum_value(repr: EnumRepr, value: &Node) -> EnumValue {
    match (repr, value, integer(value)) {
        (EnumRepr::String, Node::String(text), _) => EnumValue::String(text.clone()),
        (EnumRepr::Integer, _, Some(number)) => EnumValue::Integer(number),
        _ => EnumValue::Json(value.to_json()),
    }
}

/// What a variant is named after: the text of a scalar, the words of what an array or object holds.
fn wire(value: &Node) -> String {
    let (kind, json) = match value {
        Node::String(text) => return text.clone(),
        Node::Sequence(_) => ("array", value.to_json()),
        Node::Mapping(_) => ("object", value.to_json()),
        _ => return value.to_json(),
    };
    let words = json.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST_WORDS);
    [kind].into_iter().chain(words).collect::<Vec<_>>().join(" ")
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
        let place = schema.origin.child("enum");
        let given = |i: usize| list.names.get(i).cloned().flatten();
        let wires: Vec<(String, Origin)> = list
            .values
            .iter()
            .enumerate()
            .map(|(i, value)| (given(i).unwrap_or_else(|| wire(value)), place.clone()))
            .collect();
        let wanted: Vec<Wanted<'_>> = wires.iter().map(|(wire, origin)| Wanted { wire, origin }).collect();
        let mut scope = Scope::default();
        let idents = scope.idents(Case::Upper, &wanted, &mut self.renames, diagnostics);
        let repr = repr(list);
        let variants: Vec<VariantPlan> = idents
            .into_iter()
            .zip(&list.values)
            .enumerate()
            .map(|(i, (ident, value))| {
                let text = list.descriptions.get(i).cloned().flatten();
                VariantPlan {
                    ident,
                    value: enum_value(repr, value),
                    docs: text.map_or_else(DocText::default, |text| docs::inert(&text)),
                }
            })
            .collect();
        EnumDef {
            name,
            docs: docs::doc_text(&schema.docs),
            deprecated: schema.docs.deprecated,
            repr,
            single: variants.len() == 1 && !list.open,
            open: list.open,
            variants,
            other: (list.open || !self.is_closed(schema)).then(|| catch_all(&scope)),
            origin: schema.origin.clone(),
        }
    }

    /// Whether the configuration closes an enum: each, or one of a component that it names.
    fn is_closed(&self, schema: &Schema) -> bool {
        match (&self.config.enums, &schema.name) {
            (Enums::Open, _) => false,
            (Enums::AllClosed, _) => true,
            (Enums::Closed(names), NameHint::Component(name)) => names.contains(name),
            (Enums::Closed(_), _) => false,
        }
    }
}

/// A name for the variant that takes everything else.
pub(super) fn catch_all(scope: &Scope) -> Ident {
    let free = CATCH_ALL.iter().find(|name| !scope.has(name));
    names::variant_ident(free.copied().unwrap_or("Value that is not listed"))
}
