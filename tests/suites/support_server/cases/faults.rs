use crate::faults::told;
use crate::models::support::{Decode, DecodeError, from_str};

fn of<T: Decode>(text: &str) -> (String, String) {
    let fault: DecodeError = from_str::<T>(text).err().expect("a fault");
    let (pointer, rule) = told(&fault);
    (pointer, rule.into_owned())
}

/// A type whose errors say too much.
struct Loud;

impl Decode for Loud {
    fn decode<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::decode(deserializer)?;
        Err(serde::de::Error::custom(format!("no Loud: {text}")))
    }
}

#[test]
fn neither_the_request_nor_types_of_rust_come_back() {
    type Numbers = std::collections::BTreeMap<String, Vec<i64>>;
    for (found, pointer, rule) in [
        (of::<i64>("\"secret\""), "", "integer"),
        (of::<i64>("\"a, expected secret\""), "", "integer"),
        (of::<i8>("300"), "", "integer"),
        (of::<f64>("{}"), "", "number"),
        (of::<bool>("1"), "", "boolean"),
        (of::<String>("1"), "", "string"),
        (of::<Vec<i64>>("1"), "", "array"),
        (of::<Numbers>("1"), "", "object"),
        (of::<Numbers>(r#"{"a/b":[1,true]}"#), "/a~1b/1", "integer"),
        (of::<Vec<Loud>>(r#"["secret"]"#), "", "format"),
        (of::<i64>("1 2"), "", "trailing characters"),
        (of::<i64>(""), "", "EOF while parsing a value"),
    ] {
        assert_eq!((found.0.as_str(), found.1.as_str()), (pointer, rule));
    }
}
