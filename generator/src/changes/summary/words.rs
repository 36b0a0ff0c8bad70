//! Types, limits and styles as words.

use crate::plan::{
    Check, Codec, FieldCheck, FieldStyle, PartCodec, Plan, Presence, RustType, ScalarType, TypeDef, TypeId, Writing,
    WrittenPlan,
};

/// The format of integers that have none: what holds them is a choice.
pub(super) const PLAIN: &str = "integer";

/// A type as Rust code names it, without the path.
pub(super) fn rust(plan: &Plan, ty: &RustType) -> String {
    match ty {
        RustType::Scalar(scalar) => scalar_name(*scalar).to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::Def(id) => name(plan, *id),
        RustType::Option(inner) => format!("Option<{}>", rust(plan, inner)),
        RustType::Vec(inner) => format!("Vec<{}>", rust(plan, inner)),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", rust(plan, inner)),
        RustType::Box(inner) => format!("Box<{}>", rust(plan, inner)),
        RustType::External(path, _) => path.clone(),
    }
}

pub(super) fn name(plan: &Plan, id: TypeId) -> String {
    plan.types.get(id).map_or_else(String::new, |def| def.name().to_string())
}

fn scalar_name(scalar: ScalarType) -> &'static str {
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
        ScalarType::F64 => "f64",
        ScalarType::Number => "Number",
        ScalarType::Integer => "Integer",
        ScalarType::String => "String",
        ScalarType::Secret => "Secret",
        ScalarType::Uuid => "Spelled<Uuid>",
        ScalarType::DateTime => "DateTime",
        ScalarType::Date => "Date",
        ScalarType::Time => "Time",
        ScalarType::Base64 => "Base64",
        ScalarType::DecimalText => "Decimal",
        ScalarType::Null => "Null",
        ScalarType::Never => "Never",
        ScalarType::Bytes => "Vec<u8>",
    }
}

/// What is on the wire. A type of the models is `&Name`, an enum `&Name=enum`, which is narrower than what its values are.
pub(super) fn wire(plan: &Plan, ty: &RustType, format: Option<&str>) -> String {
    match ty {
        RustType::Scalar(ScalarType::String) => {
            format.map_or("string".to_owned(), |format| format!("string({format})"))
        }
        RustType::Scalar(ScalarType::I64 | ScalarType::Integer) if format == Some(PLAIN) => PLAIN.to_owned(),
        RustType::Scalar(scalar) => wire_scalar(*scalar).to_owned(),
        RustType::Json => "any".to_owned(),
        RustType::Def(id) => match plan.types.get(*id) {
            Some(TypeDef::Enum(def)) => format!("&{}:{}", def.name, enum_word(def.repr)),
            Some(TypeDef::Newtype(_)) => "string".to_owned(),
            Some(def) => format!("&{}", def.name()),
            None => String::new(),
        },
        RustType::Option(inner) => format!("{} or null", wire(plan, inner, format)),
        RustType::Vec(inner) => format!("[{}]", wire(plan, inner, None)),
        RustType::Map(inner) => format!("{{{}}}", wire(plan, inner, None)),
        RustType::Box(inner) => wire(plan, inner, format),
        RustType::External(path, _) => path.clone(),
    }
}

fn enum_word(repr: crate::plan::EnumRepr) -> &'static str {
    match repr {
        crate::plan::EnumRepr::String => "string",
        crate::plan::EnumRepr::Integer => "integer",
        crate::plan::EnumRepr::Json => "any",
    }
}

fn wire_scalar(scalar: ScalarType) -> &'static str {
    match scalar {
        ScalarType::Bool => "boolean",
        ScalarType::I8 => "integer(int8)",
        ScalarType::I16 => "integer(int16)",
        ScalarType::I32 => "integer(int32)",
        ScalarType::I64 => "integer(int64)",
        ScalarType::U8 => "integer(uint8)",
        ScalarType::U16 => "integer(uint16)",
        ScalarType::U32 => "integer(uint32)",
        ScalarType::U64 => "integer(uint64)",
        ScalarType::Integer => "integer",
        ScalarType::F64 => "number(double)",
        ScalarType::Number => "number",
        ScalarType::String => "string",
        ScalarType::Secret => "string(password)",
        ScalarType::Uuid => "string(uuid)",
        ScalarType::DateTime => "string(date-time)",
        ScalarType::Date => "string(date)",
        ScalarType::Time => "string(time)",
        ScalarType::Base64 => "string(byte)",
        ScalarType::DecimalText => "string(decimal)",
        ScalarType::Null => "null",
        ScalarType::Never => "nothing",
        ScalarType::Bytes => "bytes",
    }
}

/// The types of the plan in a type.
pub(super) fn defs(ty: &RustType) -> Vec<TypeId> {
    match ty {
        RustType::Def(id) => vec![*id],
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => defs(inner),
        RustType::Scalar(_) | RustType::Json | RustType::External(..) => Vec::new(),
    }
}

pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::Maybe => "maybe",
    }
}

pub(super) fn required(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// Limits with a star for each level below the value: `length>=1 & *length<=8`.
pub(super) fn limits(checks: &[FieldCheck]) -> String {
    let one = |check: &FieldCheck| format!("{}{}", "*".repeat(check.depth), limit(&check.check));
    checks.iter().map(one).collect::<Vec<_>>().join(" & ")
}

pub(super) fn own_limits(checks: &[Check]) -> String {
    checks.iter().map(limit).collect::<Vec<_>>().join(" & ")
}

fn limit(check: &Check) -> String {
    match check {
        Check::MinLength(limit) => format!("length>={limit}"),
        Check::MaxLength(limit) => format!("length<={limit}"),
        Check::Pattern { text, .. } => format!("pattern={text}"),
        Check::Minimum(limit) => format!("value>={limit}"),
        Check::Maximum(limit) => format!("value<={limit}"),
        Check::ExclusiveMinimum(limit) => format!("value>{limit}"),
        Check::ExclusiveMaximum(limit) => format!("value<{limit}"),
        Check::MultipleOf(step) => format!("multiple-of={step}"),
        Check::MinItems(limit) => format!("items>={limit}"),
        Check::MaxItems(limit) => format!("items<={limit}"),
        Check::UniqueItems => "unique".to_owned(),
        Check::MinProperties(limit) => format!("properties>={limit}"),
        Check::MaxProperties(limit) => format!("properties<={limit}"),
        Check::Schema(schema) => format!("schema={}", schema.json),
        Check::NotNull => "not-null".to_owned(),
        Check::NotNullAt(at) => format!("not-null-at={at}"),
    }
}

pub(super) fn style(codec: &Codec) -> String {
    match codec {
        Codec::Json => "json".to_owned(),
        Codec::Form(fields, _) => fields
            .iter()
            .fold("query-string".to_owned(), |all, field| format!("{all} {}:{}", field.wire, field_style(field.how))),
        Codec::Style { style, explode, allow_reserved, .. } => styled(*style, *explode, *allow_reserved),
    }
}

fn styled(style: crate::api::ParameterStyle, explode: bool, allow_reserved: bool) -> String {
    let explode = if explode { "*" } else { "" };
    let reserved = if allow_reserved { " reserved" } else { "" };
    format!("{}{explode}{reserved}", format!("{style:?}").to_lowercase())
}

pub(super) fn part_style(codec: &PartCodec) -> String {
    match codec {
        PartCodec::Style(codec) => style(codec),
        PartCodec::Deep => "deep".to_owned(),
        PartCodec::One(format) => format!("{format:?}").to_lowercase(),
        PartCodec::Each(format) => format!("each {}", format!("{format:?}").to_lowercase()),
    }
}

pub(super) fn field_style(style: FieldStyle) -> String {
    match style {
        FieldStyle::Deep => "deep".to_owned(),
        FieldStyle::Json => "json".to_owned(),
        FieldStyle::Style { style, explode, allow_reserved } => styled(style, explode, allow_reserved),
    }
}

/// How a caller gives a body: `as_form(Pet)`.
pub(super) fn way(plan: &Plan, way: &WrittenPlan) -> String {
    let taken = match &way.how {
        Writing::Json(ty) | Writing::Text(ty) | Writing::Form(ty, _) => rust(plan, ty),
        Writing::Lines(ty) => format!("JsonLines<{}>", rust(plan, ty)),
        Writing::AnyText => "str".to_owned(),
        Writing::Parts(parts) => {
            let part = |part: &crate::plan::PartRow| {
                let mark = if part.required { "" } else { "?" };
                format!("{}{mark}: {}", part.ident, rust(plan, &part.ty))
            };
            format!("{} {{ {} }}", parts.name, parts.parts.iter().map(part).collect::<Vec<_>>().join(", "))
        }
        Writing::Multipart => "Multipart".to_owned(),
        Writing::Bytes => "Upload".to_owned(),
    };
    format!("{}({taken})", way.ident.as_ref().map_or("body", |ident| ident.as_str()))
}
