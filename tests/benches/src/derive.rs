//! The types of a plan as serde's derive would have them: same names, same fields, same docs, nothing of ours.

use std::fmt::Write;

use bindery::plan::{
    DocText, EnumDef, EnumRepr, EnumValue, FieldPlan, Ident, Plan, Presence, RustType, ScalarType, StructDef, TypeDef,
    TypeName, UnionDef,
};

/// What stands above the types.
const HEAD: &str = "//! The same types under serde's derive.
#![allow(clippy::all, deprecated, missing_docs)]

use serde::{Deserialize, Deserializer};

/// Reads what is there, `null` too: absent, null and value are three states.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

pub use types::*;

mod types;
";

/// The root of the crate.
pub(crate) fn root() -> &'static str {
    HEAD
}

/// The file with all types.
pub(crate) fn types(plan: &Plan) -> String {
    let mut printer = Printer { plan, out: String::new() };
    for (_, def) in plan.types.iter() {
        printer.def(def);
    }
    printer.out
}

/// A type as it is written where `name` says what a type of the plan is called.
pub(crate) fn type_text(plan: &Plan, ty: &RustType, name: &dyn Fn(&TypeName) -> String) -> String {
    let inner = |ty: &RustType| type_text(plan, ty, name);
    match ty {
        RustType::Scalar(scalar) => scalar_text(*scalar).to_owned(),
        RustType::Def(id) => plan.types.get(*id).map_or_else(|| "?".to_owned(), |def| name(def.name())),
        RustType::Option(ty) => format!("Option<{}>", inner(ty)),
        RustType::Vec(ty) => format!("Vec<{}>", inner(ty)),
        RustType::Map(ty) => format!("std::collections::BTreeMap<String, {}>", inner(ty)),
        RustType::Box(ty) => format!("Box<{}>", inner(ty)),
        RustType::Json | RustType::External(..) => "serde_json::Value".to_owned(),
    }
}

/// What a type is called: serde's derive asks that `Result` and its like be those of the prelude.
pub(crate) fn type_name(plan: &Plan, name: &TypeName) -> String {
    let other = if plan.shadowed.contains(&name.as_str()) { "Type" } else { "" };
    format!("{name}{other}")
}

fn scalar_text(scalar: ScalarType) -> &'static str {
    match scalar {
        ScalarType::Bool => "bool",
        ScalarType::I8 => "i8",
        ScalarType::I16 => "i16",
        ScalarType::I32 => "i32",
        ScalarType::I64 => "i64",
        ScalarType::U8 => "u8",
        ScalarType::U16 => "u16",
        ScalarType::U32 => "u32",
        ScalarType::U64 => "u64",
        ScalarType::Integer => "i64",
        ScalarType::F64 | ScalarType::Number => "f64",
        ScalarType::Bytes => "Vec<u8>",
        ScalarType::String
        | ScalarType::Secret
        | ScalarType::Uuid
        | ScalarType::DateTime
        | ScalarType::Date
        | ScalarType::Time
        | ScalarType::Base64
        | ScalarType::DecimalText => "String",
        ScalarType::Null | ScalarType::Never => "()",
    }
}

/// The variant for values that are not listed.
fn other(def: &EnumDef) -> &str {
    def.other.as_ref().map_or("Other", Ident::as_str)
}

struct Printer<'a> {
    plan: &'a Plan,
    out: String,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn docs(&mut self, docs: &DocText, indent: &str) {
        for line in &docs.lines {
            let text = format!("{indent}/// {line}");
            self.line(text.trim_end());
        }
    }

    fn ty(&self, ty: &RustType) -> String {
        type_text(self.plan, ty, &|name| type_name(self.plan, name))
    }

    fn name(&self, name: &TypeName) -> String {
        type_name(self.plan, name)
    }

    fn head(&mut self, docs: &DocText, derives: &str, default: bool) {
        self.docs(docs, "");
        let default = if default { ", Default" } else { "" };
        self.line(&format!(
            "#[derive(Debug, Clone, PartialEq{derives}{default}, serde::Serialize, serde::Deserialize)]"
        ));
    }

    fn def(&mut self, def: &TypeDef) {
        match def {
            TypeDef::Struct(def) => self.structure(def),
            TypeDef::Enum(def) => self.enumeration(def),
            TypeDef::Union(def) => self.union(def),
            // serde's derive has no tuples with places that may be left out.
            TypeDef::Tuple(def) => self.line(&format!("pub type {} = Vec<serde_json::Value>;", self.name(&def.name))),
            TypeDef::Nest(def) => {
                self.head(&def.docs, "", true);
                let ty = self.ty(&def.ty);
                self.line(&format!("pub struct {}(pub {ty});", self.name(&def.name)));
            }
            TypeDef::Newtype(def) => {
                self.head(&def.docs, ", Eq, PartialOrd, Ord, Hash", false);
                self.line(&format!("pub struct {}(String);", self.name(&def.name)));
            }
            TypeDef::Alias(def) => {
                self.docs(&def.docs, "");
                let ty = self.ty(&def.ty);
                self.line(&format!("pub type {} = {ty};", self.name(&def.name)));
            }
        }
        self.line("");
    }

    fn structure(&mut self, def: &StructDef) {
        self.head(&def.docs, "", def.default);
        if def.closed && def.extra.is_none() {
            self.line("#[serde(deny_unknown_fields)]");
        }
        self.line(&format!("pub struct {} {{", self.name(&def.name)));
        for field in &def.fields {
            self.field(field);
        }
        if let Some(extra) = &def.extra {
            let ty = self.ty(&RustType::Map(Box::new(extra.ty.clone())));
            self.line("    /// All other properties.");
            self.line("    #[serde(flatten)]");
            self.line(&format!("    pub {}: {ty},", extra.ident));
        }
        self.line("}");
    }

    fn field(&mut self, field: &FieldPlan) {
        self.docs(&field.docs, "    ");
        let mut attributes = Vec::new();
        if field.ident.as_str().trim_start_matches("r#") != field.wire {
            attributes.push(format!("rename = {:?}", field.wire));
        }
        if field.presence == Presence::Maybe {
            attributes.push("default".to_owned());
            attributes.push("deserialize_with = \"crate::present\"".to_owned());
        }
        if matches!(field.presence, Presence::Optional | Presence::Maybe) {
            attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
        }
        if !attributes.is_empty() {
            self.line(&format!("    #[serde({})]", attributes.join(", ")));
        }
        let ty = self.ty(&field.ty);
        let ty = match field.presence {
            Presence::Required => ty,
            Presence::Optional | Presence::Nullable => format!("Option<{ty}>"),
            Presence::Maybe => format!("Option<Option<{ty}>>"),
        };
        self.line(&format!("    pub {}: {ty},", field.ident));
    }

    fn enumeration(&mut self, def: &EnumDef) {
        if def.repr == EnumRepr::Json {
            // serde's derive has no enums of values of several types.
            return self.line(&format!("pub type {} = serde_json::Value;", self.name(&def.name)));
        }
        let integers = def.repr == EnumRepr::Integer;
        let other = other(def);
        self.head(&def.docs, if integers { ", Copy, Eq, Hash" } else { ", Eq, Hash" }, def.single);
        if integers {
            self.line("#[serde(from = \"i64\", into = \"i64\")]");
        }
        self.line(&format!("pub enum {} {{", self.name(&def.name)));
        for (i, variant) in def.variants.iter().enumerate() {
            self.docs(&variant.docs, "    ");
            if def.single && i == 0 {
                self.line("    #[default]");
            }
            if let EnumValue::String(value) = &variant.value
                && value != variant.ident.as_str()
            {
                self.line(&format!("    #[serde(rename = {value:?})]"));
            }
            self.line(&format!("    {},", variant.ident));
        }
        self.line("    /// A value that the document does not list.");
        if integers {
            self.line(&format!("    {other}(i64),\n}}\n"));
            self.integers(def);
        } else {
            self.line(&format!("    #[serde(untagged)]\n    {other}(String),\n}}"));
        }
    }

    /// Conversions, since serde's derive has no enums of integers.
    fn integers(&mut self, def: &EnumDef) {
        let (name, other) = (self.name(&def.name), other(def));
        let rows = |row: &dyn Fn(&str, &str) -> String| {
            def.variants.iter().fold(String::new(), |mut text, variant| {
                if let EnumValue::Integer(value) = &variant.value {
                    let _ = writeln!(text, "            {},", row(&value.to_string(), variant.ident.as_str()));
                }
                text
            })
        };
        let from = rows(&|value, ident| format!("{value} => Self::{ident}"));
        let into = rows(&|value, ident| format!("{name}::{ident} => {value}"));
        self.line(&format!(
            "impl From<i64> for {name} {{\n    fn from(value: i64) -> Self {{\n        match value {{\n{from}            \
             _ => Self::{other}(value),\n        }}\n    }}\n}}\n"
        ));
        self.line(&format!(
            "impl From<{name}> for i64 {{\n    fn from(value: {name}) -> Self {{\n        match value {{\n{into}            \
             {name}::{other}(value) => value,\n        }}\n    }}\n}}"
        ));
    }

    /// The arms in document order: the first that fits is taken.
    fn union(&mut self, def: &UnionDef) {
        self.head(&def.docs, "", false);
        self.line("#[serde(untagged)]");
        self.line(&format!("pub enum {} {{", self.name(&def.name)));
        for arm in &def.arms {
            self.docs(&arm.docs, "    ");
            let ty = self.ty(&arm.ty);
            self.line(&format!("    {}({ty}),", arm.ident));
        }
        self.line("    /// A value that no arm recognises.");
        self.line(&format!("    {}(serde_json::Value),\n}}", def.other));
    }
}
