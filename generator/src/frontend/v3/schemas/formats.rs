//! `format`, by type. The formats are those of the OpenAPI Format Registry (<https://spec.openapis.org/registry/format/>).

use crate::api::{IntegerFormat, NumberFormat, StringFormat};
use crate::diagnostics::codes;
use crate::frontend::v3::Lowering;
use crate::frontend::v3::read;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Type;

/// Formats of the registry (OpenAPI 3.0.3, 4.4, and JSON Schema) that only strings have.
const OF_STRINGS: &[&str] = &[
    "uuid",
    "date-time",
    "date",
    "time",
    "duration",
    "byte",
    "binary",
    "password",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "uri-template",
    "iri",
    "iri-reference",
    "url",
    "regex",
    "json-pointer",
    "relative-json-pointer",
];

/// Formats of strings that the registry has and that are strings in Rust too.
const STRINGS: &[&str] = &[
    "base64url",
    "char",
    "commonmark",
    "date-time-local",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    // Numbers in strings, as those write them who fear the floats of JavaScript.
    "int64",
    "uint64",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-string",
    "sf-token",
    "time-local",
    "uri",
    "uri-reference",
    "uri-template",
];

/// Formats of integers that say no more than that they are integers, within 64 bits.
const INTEGERS: &[&str] = &["double-int", "sf-integer", "unixtime"];

/// Formats of integers with a type of their own.
const OF_INTEGERS: &[&str] = &["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];

/// Formats of numbers that say how many digits there are, or that they are integers: all are kept as they are written.
const NUMBERS: &[&str] = &[
    "decimal",
    "decimal128",
    "double-int",
    "int8",
    "int16",
    "int32",
    "int64",
    "sf-decimal",
    "sf-integer",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "unixtime",
];

impl Lowering<'_> {
    pub(super) fn integer_format(&mut self, mapping: &Mapping, at: &Origin) -> IntegerFormat {
        let Some(format) = read::text(mapping, "format") else { return IntegerFormat::Plain };
        match format.as_str() {
            "int32" => IntegerFormat::Int32,
            "int64" => IntegerFormat::Int64,
            "uint32" => IntegerFormat::UInt32,
            "uint64" => IntegerFormat::UInt64,
            "int8" => IntegerFormat::Small(true, 8),
            "int16" => IntegerFormat::Small(true, 16),
            "uint8" => IntegerFormat::Small(false, 8),
            "uint16" => IntegerFormat::Small(false, 16),
            known if INTEGERS.contains(&known) => IntegerFormat::Plain,
            _ => {
                self.unknown_format(mapping, &format, "an integer", at);
                IntegerFormat::Plain
            }
        }
    }

    pub(super) fn number_format(&mut self, mapping: &Mapping, at: &Origin) -> NumberFormat {
        let Some(format) = read::text(mapping, "format") else { return NumberFormat::Plain };
        match format.as_str() {
            "float" => NumberFormat::Float,
            "double" => NumberFormat::Double,
            known if NUMBERS.contains(&known) => NumberFormat::Plain,
            _ => {
                self.unknown_format(mapping, &format, "a number", at);
                NumberFormat::Plain
            }
        }
    }

    pub(super) fn string_format(&mut self, mapping: &Mapping, at: &Origin) -> StringFormat {
        let Some(format) = read::text(mapping, "format") else { return content_format(mapping) };
        match format.as_str() {
            "uuid" => StringFormat::Uuid,
            "date-time" => StringFormat::DateTime,
            "date" => StringFormat::Date,
            "time" => StringFormat::Time,
            "decimal" | "decimal128" => StringFormat::Decimal,
            "byte" => StringFormat::Byte,
            "binary" => StringFormat::Binary,
            "password" => StringFormat::Password,
            // Nothing is said, as some tools do for a plain string.
            "" | "string" => StringFormat::Plain,
            known if STRINGS.contains(&known) => StringFormat::Other(format),
            _ => {
                self.unknown_format(mapping, &format, "a string", at);
                StringFormat::Other(format)
            }
        }
    }

    /// The type of a schema that has only a format, by the format.
    pub(super) fn type_of_format(&mut self, mapping: &Mapping, at: &Origin) -> Option<Type> {
        let format = read::text(mapping, "format")?;
        let ty = match format.as_str() {
            "int32" | "int64" => Type::Integer,
            "float" | "double" => Type::Number,
            format if OF_STRINGS.contains(&format) => Type::String,
            _ => return None,
        };
        if super::constraints::spoken_of(mapping).is_some_and(|spoken| spoken != ty) {
            return None;
        }
        let message =
            format!("the schema has no type; `format` is that of {}, so it is read as one", ty.with_article());
        self.report(&codes::OA215, &at.child("format"), message, "read as the type");
        Some(ty)
    }

    /// A format where no type can have one.
    pub(super) fn idle_format(&mut self, mapping: &Mapping, at: &Origin) {
        if let Some(format) = read::text(mapping, "format").filter(|format| !of_a_listed_type(mapping, format)) {
            let message = format!("the format `{format}` says nothing without a type that has formats");
            self.report(&codes::OA210, &at.child("format"), message, "no effect");
        }
    }

    fn unknown_format(&mut self, mapping: &Mapping, format: &str, reading: &str, at: &Origin) {
        if of_a_listed_type(mapping, format) {
            return;
        }
        let message = format!("the format `{format}` is not registered; it is read as {reading}");
        self.report(&codes::OA210, &at.child("format"), message, "");
    }
}

/// Whether the values of a schema are raw bytes where the place allows them.
pub(in crate::frontend) fn is_binary(schema: &Node) -> bool {
    schema.as_mapping().is_some_and(|mapping| match read::text(mapping, "format") {
        Some(format) => format == "binary",
        None => content_format(mapping) == StringFormat::Binary,
    })
}

/// What `contentEncoding` and `contentMediaType` make of a string (OpenAPI 3.1.1, 4.8.14.4.2): base64, or raw bytes where
/// the place allows them.
fn content_format(mapping: &Mapping) -> StringFormat {
    match (read::text(mapping, "contentEncoding"), read::text(mapping, "contentMediaType")) {
        (Some(encoding), _) if encoding.eq_ignore_ascii_case("base64") => StringFormat::Byte,
        (None, Some(media)) if !is_text(&media) => StringFormat::Binary,
        // Of Swagger 2.0; elsewhere no type is called so.
        (None, None) if mapping.get("type").and_then(Node::as_str) == Some("file") => StringFormat::Binary,
        _ => StringFormat::Plain,
    }
}

/// Whether what a media type describes is text.
fn is_text(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let Some((ty, subtype)) = essence.split_once('/') else { return true };
    let known = ["json", "xml", "yaml", "x-yaml", "javascript", "ecmascript", "graphql", "sql", "jwt", "x-ndjson"];
    let suffix = subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix);
    ty == "text" || subtype == "x-www-form-urlencoded" || known.contains(&subtype) || known.contains(&suffix)
}

/// Whether `type` is a list and one of its types has this format, which then says nothing of the others.
fn of_a_listed_type(mapping: &Mapping, format: &str) -> bool {
    let types = mapping.get("type").and_then(Node::as_sequence).unwrap_or_default();
    types.iter().filter_map(|name| Type::parse(name.as_str()?)).any(|ty| match ty {
        Type::String => OF_STRINGS.contains(&format) || STRINGS.contains(&format),
        Type::Integer => OF_INTEGERS.contains(&format) || INTEGERS.contains(&format),
        Type::Number => matches!(format, "float" | "double") || NUMBERS.contains(&format),
        Type::Boolean | Type::Array | Type::Object => false,
    })
}
