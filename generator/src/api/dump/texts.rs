//! What stands on one line.

use std::fmt::Write as _;

use crate::api::{
    Access, Api, ApiKeyLocation, Attempt, Constraints, Dispatch, Docs, Example, IntegerFormat, NameHint, NumberFormat,
    Schema, SchemaKind, SecuritySchemeKind, StatusPattern, StringFormat, TaggedBy, UnionKind,
};
use crate::tree::Node;

pub(super) fn schema_name(schema: &Schema) -> String {
    match &schema.name {
        NameHint::Component(name) => name.clone(),
        _ => schema.origin.pointer.to_string(),
    }
}

pub(super) fn kind_text(api: &Api, kind: &SchemaKind) -> String {
    match kind {
        SchemaKind::Any => "any".to_owned(),
        SchemaKind::Never => "never".to_owned(),
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::Integer(format) => match format {
            IntegerFormat::Plain => "integer".to_owned(),
            IntegerFormat::Int32 => "integer(int32)".to_owned(),
            IntegerFormat::Int64 => "integer(int64)".to_owned(),
            IntegerFormat::UInt32 => "integer(uint32)".to_owned(),
            IntegerFormat::UInt64 => "integer(uint64)".to_owned(),
            IntegerFormat::Small(true, bits) => format!("integer(int{bits})"),
            IntegerFormat::Small(false, bits) => format!("integer(uint{bits})"),
        },
        SchemaKind::Number(NumberFormat::Plain) => "number".to_owned(),
        SchemaKind::Number(NumberFormat::Float) => "number(float)".to_owned(),
        SchemaKind::Number(NumberFormat::Double) => "number(double)".to_owned(),
        SchemaKind::String(format) => match format {
            StringFormat::Plain => "string".to_owned(),
            StringFormat::Uuid => "string(uuid)".to_owned(),
            StringFormat::DateTime => "string(date-time)".to_owned(),
            StringFormat::Date => "string(date)".to_owned(),
            StringFormat::Time => "string(time)".to_owned(),
            StringFormat::Decimal => "string(decimal)".to_owned(),
            StringFormat::Byte => "string(byte)".to_owned(),
            StringFormat::Binary => "string(binary)".to_owned(),
            StringFormat::Password => "string(password)".to_owned(),
            StringFormat::Other(format) => format!("string({format})"),
        },
        SchemaKind::Enum(listed) => {
            let value = |(index, value): (usize, &Node)| {
                let name = listed.names.get(index).cloned().flatten();
                name.map_or_else(|| value.to_json(), |name| format!("{}={name}", value.to_json()))
            };
            let open = if listed.open { "open " } else { "" };
            format!("{open}enum {}", listed.values.iter().enumerate().map(value).collect::<Vec<_>>().join(" "))
        }
        SchemaKind::Array(_) => "array".to_owned(),
        SchemaKind::Tuple(..) => "tuple".to_owned(),
        SchemaKind::Object(_) => "object".to_owned(),
        SchemaKind::AllOf(_) => "all of".to_owned(),
        SchemaKind::Union(union) if union.kind == UnionKind::OneOf => "one of".to_owned(),
        SchemaKind::Union(union) if union.kind == UnionKind::Heirs => "heirs".to_owned(),
        SchemaKind::Union(_) => "any of".to_owned(),
        SchemaKind::Alias(target) => format!("= {}", api.schemas.get(*target).map_or_else(String::new, schema_name)),
    }
}

/// What a schema says beside its kind.
pub(super) fn qualities(schema: &Schema) -> String {
    let mut text = String::new();
    if schema.nullable {
        text.push_str(" nullable");
    }
    if schema.null_arms.as_ref().is_some_and(|arms| arms.broken) {
        text.push_str(" null-in-several-arms");
    }
    match schema.access {
        Access::ReadWrite => {}
        Access::ReadOnly => text.push_str(" read-only"),
        Access::WriteOnly => text.push_str(" write-only"),
    }
    limits(&schema.constraints, &mut text);
    if let Some(default) = &schema.default {
        let _ = write!(text, " default={}", default.to_json());
    }
    text.push_str(&examples_text(&schema.examples));
    text.push_str(&docs_text(&schema.docs));
    text
}

pub(super) fn limits(limits: &Constraints, text: &mut String) {
    let numbers = [
        (">=", &limits.minimum),
        ("<=", &limits.maximum),
        (">", &limits.exclusive_minimum),
        ("<", &limits.exclusive_maximum),
    ];
    for (word, limit) in numbers {
        if let Some(limit) = limit {
            let _ = write!(text, " {word}{limit}");
        }
    }
    for step in &limits.multiple_of {
        let _ = write!(text, " multiple of {step}");
    }
    let counts = [
        ("length>=", limits.min_length),
        ("length<=", limits.max_length),
        ("items>=", limits.min_items),
        ("items<=", limits.max_items),
        ("properties>=", limits.min_properties),
        ("properties<=", limits.max_properties),
    ];
    for (word, limit) in counts {
        if let Some(limit) = limit {
            let _ = write!(text, " {word}{limit}");
        }
    }
    for pattern in &limits.patterns {
        let _ = write!(text, " pattern={pattern:?}");
    }
    if limits.unique_items {
        text.push_str(" unique");
    }
}

pub(super) fn docs_text(docs: &Docs) -> String {
    marks(docs) + &comment(docs.description.as_deref())
}

/// The short parts of docs.
pub(super) fn marks(docs: &Docs) -> String {
    let mut text = String::new();
    if let Some(title) = &docs.title {
        let _ = write!(text, " {title:?}");
    }
    if docs.deprecated {
        text.push_str(" deprecated");
    }
    if !docs.since.is_empty() {
        let _ = write!(text, " since {}", docs.since.join(", "));
    }
    if docs.inferred {
        text.push_str(" inferred");
    }
    text
}

/// The beginning of a description.
pub(super) fn comment(text: Option<&str>) -> String {
    let Some(line) = text.and_then(|text| text.lines().find(|line| !line.trim().is_empty())) else {
        return String::new();
    };
    let short: String = line.trim().chars().take(50).collect();
    let more = if line.trim().chars().nth(50).is_some() { "…" } else { "" };
    format!("  # {short}{more}")
}

pub(super) fn examples_text(examples: &[Example]) -> String {
    match examples {
        [] => String::new(),
        examples => {
            let faulty = examples.iter().filter(|example| !example.valid).count();
            let faulty = if faulty == 0 { String::new() } else { format!(", {faulty} faulty") };
            format!(" examples({}{faulty})", examples.len())
        }
    }
}

pub(super) fn scheme_text(kind: &SecuritySchemeKind) -> String {
    match kind {
        SecuritySchemeKind::Bearer => "bearer".to_owned(),
        SecuritySchemeKind::Basic => "basic".to_owned(),
        SecuritySchemeKind::ApiKey { name, location } => {
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!("key in {location} {name}")
        }
        SecuritySchemeKind::OAuth2 { token_url } => format!("oauth2 {}", token_url.as_deref().unwrap_or_default()),
        SecuritySchemeKind::Other(name) => format!("other {name}"),
    }
}

pub(super) fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn attempt_text(attempt: &Attempt) -> String {
    let must = attempt.must.iter().map(|(property, value)| match value {
        Some(value) => format!("{property} = {}", value.to_json()),
        None => property.clone(),
    });
    match must.collect::<Vec<_>>().join(" and ") {
        text if text.is_empty() => attempt.arm.to_string(),
        text => format!("{} if {text}", attempt.arm),
    }
}

pub(super) fn dispatch_text(dispatch: &Dispatch) -> String {
    match dispatch {
        Dispatch::Tag { property, by, values, absent, other } => {
            let by = match by {
                TaggedBy::Discriminator => "discriminator",
                TaggedBy::SingleValue => "single values",
            };
            let values: Vec<_> = values.iter().map(|(value, arm)| format!("{}->{arm}", value.to_json())).collect();
            let absent = absent.map_or_else(String::new, |arm| format!(" absent->{arm}"));
            let other = other.map_or_else(String::new, |arm| format!(" other->{arm}"));
            format!("tag {property} by {by}: {}{absent}{other}", values.join(" "))
        }
        Dispatch::Properties(arms) => {
            let arms: Vec<_> = arms.iter().map(|(arm, names)| format!("{}->{arm}", names.join("|"))).collect();
            format!("properties: {}", arms.join(" "))
        }
        Dispatch::JsonType(arms) => {
            let arms: Vec<_> = arms.iter().map(|(arm, roles)| format!("{roles:?}->{arm}")).collect();
            format!("json type: {}", arms.join(" "))
        }
        Dispatch::Trial(order) => {
            let order: Vec<_> = order.iter().map(attempt_text).collect();
            format!("trial: [{}]", order.join(", "))
        }
    }
}
