//! One text for all spellings of a value: numbers by what they are worth, objects in the order of their keys.

use std::collections::BTreeMap;

use super::{Node, Number};

/// An exponent beyond this is compared as written.
const LARGEST: i64 = 1 << 40;

impl Number {
    /// The integer that it is, also where it is written with a fraction of zeros or with an exponent. None if it has a
    /// fraction or is beyond `i128`.
    pub fn as_whole(&self) -> Option<i128> {
        self.as_i128().or_else(|| {
            let (negative, digits, exponent) = self.parts()?;
            let zeros = usize::try_from(exponent).ok().filter(|zeros| zeros + digits.len() < 40)?;
            format!("{}{digits}{}", if negative { "-" } else { "" }, "0".repeat(zeros)).parse().ok()
        })
    }

    /// Whether it has no fraction, however it is written.
    pub fn is_integer(&self) -> bool {
        self.parts().is_some_and(|(_, _, exponent)| exponent >= 0)
    }

    /// Sign, digits without zeros at their ends, and the exponent of ten they are times.
    fn parts(&self) -> Option<(bool, String, i64)> {
        let (negative, text) = self.as_str().strip_prefix('-').map_or((false, self.as_str()), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent = exponent.parse::<i64>().ok().filter(|exponent| exponent.abs() < LARGEST)?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let kept = all.trim_end_matches('0');
        let digits = kept.trim_start_matches('0').to_owned();
        let after = i64::try_from(fraction.len()).ok()? - i64::try_from(all.len() - kept.len()).ok()?;
        Some(if digits.is_empty() { (false, "0".to_owned(), 0) } else { (negative, digits, exponent - after) })
    }
}

impl Node {
    /// The same text for values that are equal as JSON.
    pub fn canonical(&self) -> String {
        match self {
            Node::Number(number) => match number.parts() {
                Some((negative, digits, exponent)) => format!("{}{digits}e{exponent}", if negative { "-" } else { "" }),
                None => number.to_string(),
            },
            Node::Sequence(items) => {
                let items: Vec<String> = items.iter().map(Node::canonical).collect();
                format!("[{}]", items.join(","))
            }
            Node::Mapping(mapping) => {
                let sorted: BTreeMap<&str, String> =
                    mapping.iter().map(|(key, value)| (key, value.canonical())).collect();
                format!("{sorted:?}")
            }
            other => other.to_json(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mapping, Node, Number};

    fn number(text: &str) -> Node {
        Node::Number(Number::parse(text).expect("a number"))
    }

    #[test]
    fn spellings_of_a_number_are_one() {
        for same in ["10", "10.0", "1e1", "1E+1", "0.1e2", "100e-1"] {
            assert_eq!(number(same).canonical(), number("10").canonical(), "{same}");
        }
        for other in ["-10", "10.1", "1", "100", "10000000000000000000000000000000000000001"] {
            assert_ne!(number(other).canonical(), number("10").canonical(), "{other}");
        }
        assert_eq!(number("-0.0").canonical(), number("0").canonical());
        assert_ne!(number("1").canonical(), Node::Bool(true).canonical());
        assert_ne!(number("1").canonical(), Node::String("1".to_owned()).canonical());
    }

    #[test]
    fn whole_numbers_are_integers() {
        let whole = |text| Number::parse(text).and_then(|number| number.as_whole());
        assert_eq!((whole("1.0"), whole("1e2"), whole("-3"), whole("0.0")), (Some(1), Some(100), Some(-3), Some(0)));
        assert!(Number::parse("1e400").is_some_and(|number| number.is_integer()));
        assert_eq!((whole("1.5"), whole("1e-2"), whole("1e400")), (None, None, None));
        assert_eq!(whole("9007199254740993.0"), Some(9_007_199_254_740_993));
    }

    #[test]
    fn objects_are_equal_in_any_order() {
        let object = |keys: [&str; 2]| {
            let mut mapping = Mapping::default();
            for key in keys {
                mapping.insert(key.to_owned(), number("1.0"));
            }
            Node::Sequence(vec![Node::Mapping(mapping)])
        };
        assert_eq!(object(["a", "b"]).canonical(), object(["b", "a"]).canonical());
        assert_ne!(object(["a", "b"]).canonical(), object(["b", "c"]).canonical());
    }
}
