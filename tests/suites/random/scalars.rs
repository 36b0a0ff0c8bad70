//! Scalars and enums: their keywords, and values at the edges.

use serde_json::{Map, Value, json};

use crate::not_yet::{Kind, wanted};
use crate::shape::Shape;
use bindery_tests::values::Rng;

/// Formats of strings, each with values that are hard to keep.
const FORMATS: &[(&str, &[&str])] = &[
    ("date", &["2024-02-29", "0001-01-01", "9999-12-31"]),
    (
        "date-time",
        &[
            "2024-02-29T12:00:00Z",
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "2024-01-01t00:00:00z",
            "2024-01-01T00:00:00.123456789123Z",
            "2024-01-01T00:00:00.10-00:00",
        ],
    ),
    ("time", &["12:00:00Z", "23:59:59.5+01:00"]),
    ("duration", &["P3Y6M4DT12H30M5S", "PT36H", "P1W"]),
    ("uuid", &["00000000-0000-0000-0000-000000000000", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"]),
    ("byte", &["", "AA==", "aGk=", "////"]),
    ("binary", &["", "raw"]),
    ("password", &["", "hunter2"]),
    ("email", &["a@example.org"]),
    ("idn-email", &["ä@example.org"]),
    ("hostname", &["EXAMPLE.org", "example.org."]),
    ("ipv4", &["127.0.0.1", "255.255.255.255"]),
    ("ipv6", &["::1", "2001:DB8::1", "2001:db8:0:0:0:0:0:1"]),
    (
        "uri",
        &["https://s3.amazonaws.com", "https://s3.amazonaws.com/", "HTTP://EXAMPLE.org:80/%7euser/../a", "urn:a:b"],
    ),
    ("uri-reference", &["", "../a", "//host"]),
    ("iri", &["https://example.org/ä"]),
    ("uri-template", &["/a/{b}"]),
    ("json-pointer", &["", "/a~1b"]),
    ("regex", &["^a+$"]),
    ("decimal", &["1.10", "0.1000000000000000000000001"]),
    ("int64", &["9223372036854775807", "007"]),
    ("char", &["a", "😀"]),
    ("a-format-of-our-own", &["anything"]),
];

/// Patterns, each with texts that match.
const PATTERNS: &[(&str, &[&str])] = &[
    ("^[a-z]{2,5}$", &["ab", "abcde"]),
    (r"^\d+(\.\d+)?$", &["0", "12.50"]),
    ("^(?:a|b)*$", &["", "abba"]),
    ("x", &["axb", "\nx"]),
];

/// Formats of integers, each with its ends.
const INTEGERS: &[(&str, &str, &str)] = &[
    ("int8", "-128", "127"),
    ("int16", "-32768", "32767"),
    ("int32", "-2147483648", "2147483647"),
    ("int64", "-9223372036854775808", "9223372036854775807"),
    ("uint8", "0", "255"),
    ("uint16", "0", "65535"),
    ("uint32", "0", "4294967295"),
    ("uint64", "0", "18446744073709551615"),
];

/// Strings that are hard to keep.
pub(crate) const TEXTS: &[&str] = &[
    "",
    "a",
    "two words",
    "ä",
    "日本",
    "😀",
    "\u{10ffff}",
    "\"quoted\"",
    "back\\slash",
    "a/b~c",
    "\u{0}",
    "\n\t\r",
    "\u{1b}",
    "\u{7f}",
    "\u{2028}",
    "\u{202e}abc",
    "e\u{301}",
    "null",
    "1",
    "true",
    "{}",
    " ",
    "\u{fffd}",
];

/// A JSON string in one of its spellings.
pub(crate) fn spelt(rng: &mut Rng, text: &str) -> String {
    if rng.chance(70) {
        return Value::from(text).to_string();
    }
    let mut out = String::from("\"");
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(b'/') => out.push_str("\\/"),
            Ok(byte @ (b'a'..=b'z' | b'0'..=b'9')) if rng.chance(80) => out.push(byte.into()),
            _ => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
    out.push('"');
    out
}

/// A string, a number or an enum.
pub(crate) fn scalar(rng: &mut Rng) -> Shape {
    match rng.below(10) {
        0..3 => string(rng),
        3..6 => integer(rng),
        6..8 => number(rng),
        _ => enumeration(rng),
    }
}

/// A string of any kind.
pub(crate) fn string(rng: &mut Rng) -> Shape {
    let mut keywords = typed("string");
    let texts: Vec<String> = match rng.below(4) {
        0 => TEXTS.iter().map(|text| (*text).to_owned()).collect(),
        1 => {
            let (least, most) = (rng.below(3), 3 + rng.below(4));
            keywords.insert("minLength".to_owned(), json!(least));
            keywords.insert("maxLength".to_owned(), json!(most));
            ["a", "😀", "\u{0}"].iter().flat_map(|unit| [unit.repeat(least), unit.repeat(most)]).collect()
        }
        2 => {
            let (pattern, texts) = rng.pick(PATTERNS);
            keywords.insert("pattern".to_owned(), json!(pattern));
            texts.iter().map(|text| (*text).to_owned()).collect()
        }
        _ => {
            let (format, texts) = rng.pick(FORMATS);
            keywords.insert("format".to_owned(), json!(format));
            let mut texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
            if *format == "uuid" && wanted(Kind::UpperCaseUuid) {
                texts.push("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6".to_owned());
            }
            texts
        }
    };
    let values = texts.iter().map(|text| spelt(rng, text)).collect();
    Shape::Scalar { keywords, values }
}

/// An integer of any kind.
pub(crate) fn integer(rng: &mut Rng) -> Shape {
    let mut keywords = typed("integer");
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut values = match rng.below(4) {
        0 => {
            let (format, least, most) = rng.pick(INTEGERS);
            keywords.insert("format".to_owned(), json!(format));
            texts(&[least, most, "0", "1", "100"])
        }
        1 => {
            keywords.insert("minimum".to_owned(), json!(-7));
            keywords.insert("maximum".to_owned(), json!(120));
            if rng.chance(50) {
                keywords.insert("exclusiveMinimum".to_owned(), json!(true));
            }
            texts(&["-6", "0", "100", "120"])
        }
        2 => {
            keywords.insert("multipleOf".to_owned(), json!(5));
            texts(&["-5", "0", "100"])
        }
        _ => {
            let long: &[&str] = &["123456789012345678901234567890", "-9223372036854775809", "18446744073709551615"];
            let short: &[&str] = &["0", "-1", "100", "9223372036854775807"];
            texts(&[short, if wanted(Kind::LongInteger) { long } else { &[] }].concat())
        }
    };
    if wanted(Kind::IntegerSpelling) {
        values.extend(texts(&["0.0", "1e2", "100.00", "1.0E+2", "1000e-1"]));
    }
    if wanted(Kind::NegativeZero) {
        values.push("-0".to_owned());
    }
    Shape::Scalar { keywords, values }
}

/// A number of any kind.
pub(crate) fn number(rng: &mut Rng) -> Shape {
    let mut keywords = typed("number");
    let mut values = match rng.below(4) {
        0 => {
            keywords.insert("format".to_owned(), json!("double"));
            vec!["1.7976931348623157e308", "5e-324", "0.1", "1e2", "123456.789", "0.30000000000000004"]
        }
        1 => {
            keywords.insert("format".to_owned(), json!("float"));
            vec!["0.5", "-1.5", "0.1", "16777216", "3.4028235e38"]
        }
        2 => {
            keywords.insert("minimum".to_owned(), json!(-1.5));
            keywords.insert("maximum".to_owned(), json!(1e3));
            if rng.chance(50) {
                keywords.insert("exclusiveMaximum".to_owned(), json!(true));
            }
            vec!["-1.5", "0", "0.25", "1e2"]
        }
        _ if wanted(Kind::LongNumber) => {
            vec!["0.1", "1e2", "1e400", "1E-400", "9007199254740993", "123456789012345678901234567890.5"]
        }
        _ => vec!["0.1", "1e2", "1e300", "9007199254740992"],
    };
    if wanted(Kind::NegativeZero) {
        values.push("-0.0");
    }
    Shape::Scalar { keywords, values: values.into_iter().map(str::to_owned).collect() }
}

/// An enum of one type or several.
pub(crate) fn enumeration(rng: &mut Rng) -> Shape {
    let plain = |text: &&&str| wanted(Kind::UnnameableEnum) || !text.chars().all(is_unnameable) || text.is_empty();
    let mut texts: Vec<Value> = TEXTS.iter().filter(plain).map(|text| json!(text)).collect();
    rng.shuffle(&mut texts);
    texts.truncate(1 + rng.below(6));
    if rng.chance(15) {
        return open(rng, texts);
    }
    if rng.chance(15) {
        texts.extend(texts.first().cloned());
    }
    let (ty, values) = match rng.below(8) {
        0..3 => (Some("string"), texts),
        3 => (Some("integer"), vec![json!(1), json!(-5), json!(0), json!(9_223_372_036_854_775_807_i64)]),
        4 => (Some("number"), vec![json!(0.5), json!(1), json!(-2.25)]),
        5 => (Some("boolean"), vec![json!(true)]),
        6 => (None, texts),
        _ => (None, vec![json!("a"), json!(1), json!(true), json!(0.5), json!([1]), json!({"a": null})]),
    };
    let mut keywords = ty.map(typed).unwrap_or_default();
    let spellings = values.iter().map(|value| match value.as_str() {
        Some(text) => spelt(rng, text),
        None => value.to_string(),
    });
    let spellings = spellings.collect();
    keywords.insert("enum".to_owned(), Value::Array(values));
    Shape::Scalar { keywords, values: spellings }
}

/// An enum that names some strings and allows all.
fn open(rng: &mut Rng, listed: Vec<Value>) -> Shape {
    let arms = json!([{"type": "string", "enum": listed}, {"type": "string"}]);
    let values = TEXTS.iter().map(|text| spelt(rng, text)).collect();
    Shape::Scalar { keywords: Map::from_iter([("anyOf".to_owned(), arms)]), values }
}

/// An enum with one value: what tells an arm.
pub(crate) fn only(value: Value) -> Shape {
    listed(&[value])
}

/// An enum of strings or of integers.
pub(crate) fn listed(values: &[Value]) -> Shape {
    let mut keywords = typed(if values.iter().all(Value::is_string) { "string" } else { "integer" });
    keywords.insert("enum".to_owned(), json!(values));
    Shape::Scalar { keywords, values: values.iter().map(Value::to_string).collect() }
}

/// Two schemas of the same property, the values of the second being values of the first.
pub(crate) fn rough_and_exact(rng: &mut Rng) -> (Shape, Shape) {
    let plain = |ty| Shape::Scalar { keywords: typed(ty), values: vec![] };
    match rng.below(4) {
        0 => (plain("string"), string(rng)),
        1 => (plain("string"), listed(&[json!("success")])),
        2 => (Shape::Any, scalar(rng)),
        _ => (listed(&[json!("a"), json!("b"), json!("c")]), listed(&[json!("b"), json!("c")])),
    }
}

fn typed(ty: &str) -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), json!(ty))])
}

fn is_unnameable(c: char) -> bool {
    c.is_control() || c.is_whitespace()
}
