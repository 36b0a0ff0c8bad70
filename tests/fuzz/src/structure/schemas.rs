//! Schemas, and values.

use arbitrary::Result;

use super::Material;
use super::texts::{TEXTS, choice, list, name, object, pointer, quoted};

/// What the value of a keyword is.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Schema,
    Schemas,
    Properties,
    Number,
    Count,
    Flag,
    Text,
    Names,
    Any,
    Anys,
    Format,
    Pattern,
    Types,
    Discriminator,
    DependentRequired,
    SchemaOrFlag,
}

/// Twice: what stands in most schemas.
const KEYS: &[(&str, Kind)] = &[
    ("properties", Kind::Properties),
    ("properties", Kind::Properties),
    ("properties", Kind::Properties),
    ("required", Kind::Names),
    ("required", Kind::Names),
    ("items", Kind::Schema),
    ("items", Kind::Schema),
    ("allOf", Kind::Schemas),
    ("allOf", Kind::Schemas),
    ("oneOf", Kind::Schemas),
    ("oneOf", Kind::Schemas),
    ("anyOf", Kind::Schemas),
    ("anyOf", Kind::Schemas),
    ("discriminator", Kind::Discriminator),
    ("additionalProperties", Kind::SchemaOrFlag),
    ("additionalProperties", Kind::SchemaOrFlag),
    ("enum", Kind::Anys),
    ("enum", Kind::Anys),
    ("format", Kind::Format),
    ("nullable", Kind::Flag),
    ("nullable", Kind::Flag),
    ("default", Kind::Any),
    ("const", Kind::Any),
    ("example", Kind::Any),
    ("examples", Kind::Anys),
    ("title", Kind::Text),
    ("description", Kind::Text),
    ("pattern", Kind::Pattern),
    ("minimum", Kind::Number),
    ("maximum", Kind::Number),
    ("exclusiveMinimum", Kind::Number),
    ("exclusiveMaximum", Kind::Flag),
    ("multipleOf", Kind::Number),
    ("minLength", Kind::Count),
    ("maxLength", Kind::Count),
    ("minItems", Kind::Count),
    ("maxItems", Kind::Count),
    ("uniqueItems", Kind::Flag),
    ("minProperties", Kind::Count),
    ("maxProperties", Kind::Count),
    ("readOnly", Kind::Flag),
    ("writeOnly", Kind::Flag),
    ("deprecated", Kind::Flag),
    ("not", Kind::Schema),
    ("if", Kind::Schema),
    ("then", Kind::Schema),
    ("else", Kind::Schema),
    ("prefixItems", Kind::Schemas),
    ("contains", Kind::Schema),
    ("minContains", Kind::Count),
    ("patternProperties", Kind::Properties),
    ("propertyNames", Kind::Schema),
    ("dependentSchemas", Kind::Properties),
    ("dependentRequired", Kind::DependentRequired),
    ("unevaluatedProperties", Kind::SchemaOrFlag),
    ("unevaluatedItems", Kind::SchemaOrFlag),
    ("contentMediaType", Kind::Text),
    ("contentEncoding", Kind::Text),
    ("contentSchema", Kind::Schema),
    ("$defs", Kind::Properties),
    ("$anchor", Kind::Text),
    ("$id", Kind::Text),
    ("$comment", Kind::Text),
    ("x-enum-varnames", Kind::Names),
    ("x-extensible-enum", Kind::Anys),
    ("typo", Kind::Any),
];

const TYPES: &[&str] = &["string", "object", "object", "array", "integer", "number", "boolean", "null", "file", ""];

pub(super) fn schema(of: &mut Material<'_, '_>, depth: usize) -> Result<String> {
    if !of.spend() {
        return Ok("{}".to_owned());
    }
    let shape = of.upto(9)?;
    if shape < 3 || depth == 0 {
        let mut entries = vec![("$ref".to_owned(), quoted(&pointer(of, "schemas")?))];
        if of.rarely(8)? {
            entries.push(("description".to_owned(), quoted(choice(of, TEXTS)?)));
        }
        return Ok(object(entries));
    }
    if shape == 3 && of.rarely(3)? {
        return Ok(of.bytes.arbitrary::<bool>()?.to_string());
    }
    let mut entries = Vec::new();
    if shape > 4 {
        entries.push(("type".to_owned(), value(of, Kind::Types, depth)?));
    }
    for _ in 0..of.upto(4)? {
        let (key, kind) = *of.bytes.choose(KEYS)?;
        entries.push((key.to_owned(), value(of, kind, depth.saturating_sub(1))?));
    }
    Ok(object(entries))
}

fn value(of: &mut Material<'_, '_>, kind: Kind, depth: usize) -> Result<String> {
    // Once in a while, what nobody expects there.
    if of.rarely(60)? {
        return any(of, 2);
    }
    Ok(match kind {
        Kind::Schema => schema(of, depth)?,
        Kind::SchemaOrFlag if of.rarely(2)? => of.bytes.arbitrary::<bool>()?.to_string(),
        Kind::SchemaOrFlag => schema(of, depth)?,
        Kind::Schemas => several(of, |of| schema(of, depth))?,
        Kind::Properties => {
            let mut entries = Vec::new();
            for _ in 0..=of.upto(3)? {
                entries.push((name(of)?, schema(of, depth)?));
            }
            object(entries)
        }
        Kind::Number => number(of)?.to_owned(),
        Kind::Count => {
            choice(of, &["0", "1", "2", "255", "4294967296", "18446744073709551616", "-1", "1.0", "1.5"])?.to_owned()
        }
        Kind::Flag => of.bytes.arbitrary::<bool>()?.to_string(),
        Kind::Text => quoted(choice(of, TEXTS)?),
        Kind::Names => several(of, |of| Ok(quoted(&name(of)?)))?,
        Kind::Any => any(of, 3)?,
        Kind::Anys => several(of, |of| any(of, 1))?,
        Kind::Format => {
            let formats = [
                "int32",
                "int64",
                "uint8",
                "float",
                "double",
                "decimal",
                "date",
                "date-time",
                "time",
                "duration",
                "uuid",
                "uri",
                "byte",
                "binary",
                "password",
                "email",
                "ipv4",
                "base64url",
                "char",
                "regex",
                "?",
                "",
            ];
            quoted(choice(of, &formats)?)
        }
        Kind::Pattern => {
            let patterns = [
                "^a+$",
                "[",
                "(?=a)",
                "\\p{L}",
                "\\d{1000000}",
                "(a*)*b",
                "",
                "^[\\w-]+$",
                "\\u{1f600}",
                "(?<a>b)\\k<a>",
                "[^]",
                "\\/",
                "((((((((((a))))))))))",
            ];
            quoted(choice(of, &patterns)?)
        }
        Kind::Types if of.rarely(5)? => several(of, |of| Ok(quoted(choice(of, TYPES)?)))?,
        Kind::Types => quoted(choice(of, TYPES)?),
        Kind::Discriminator => {
            let mut entries = vec![("propertyName".to_owned(), quoted(&name(of)?))];
            if of.rarely(2)? {
                let way = if of.rarely(3)? { name(of)? } else { pointer(of, "schemas")? };
                entries.push((
                    "mapping".to_owned(),
                    object(vec![(name(of)?, quoted(&way)), (name(of)?, quoted(&pointer(of, "schemas")?))]),
                ));
            }
            object(entries)
        }
        Kind::DependentRequired => object(vec![(name(of)?, several(of, |of| Ok(quoted(&name(of)?)))?)]),
    })
}

fn several(of: &mut Material<'_, '_>, one: impl Fn(&mut Material<'_, '_>) -> Result<String>) -> Result<String> {
    let mut items = Vec::new();
    for _ in 0..=of.upto(3)? {
        items.push(one(of)?);
    }
    Ok(list(items))
}

fn number(of: &mut Material<'_, '_>) -> Result<&'static str> {
    const NUMBERS: &[&str] = &[
        "0",
        "1",
        "-1",
        "1.5",
        "-0",
        "-0.0",
        "1e3",
        "1e400",
        "1e-400",
        "127",
        "128",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "-9223372036854775809",
        "0.1",
        "1E+2",
        "100000000000000000000000000000000000000000",
        "1e999999999999",
        "0.30000000000000004",
    ];
    choice(of, NUMBERS)
}

/// Any value.
pub(super) fn any(of: &mut Material<'_, '_>, depth: usize) -> Result<String> {
    Ok(match of.upto(if depth == 0 { 4 } else { 6 })? {
        0 => "null".to_owned(),
        1 => of.bytes.arbitrary::<bool>()?.to_string(),
        2 => number(of)?.to_owned(),
        3 => quoted(choice(of, TEXTS)?),
        4 => quoted(&name(of)?),
        5 => several(of, |of| any(of, depth - 1))?,
        _ => {
            let mut entries = Vec::new();
            for _ in 0..=of.upto(2)? {
                entries.push((name(of)?, any(of, depth - 1)?));
            }
            object(entries)
        }
    })
}
