//! Limits are checked in a short way where there is one. It must say what the long way says.

use super::patterns::Pattern;
use super::support::limits::Matches;
use super::support::{Json, Violations};

/// Rows of characters, which are matched without a regular expression, and what only looks like one.
const REGEXES: [&str; 32] = [
    "^$",
    "^a$",
    "^a*$",
    "^a?b$",
    "^a*b+$",
    "^a+a$",
    "^a?a$",
    "^a?b?a$",
    "^a{2}$",
    "^a{0}b$",
    "^a{1,}$",
    "^a{1,2}b{0,1}$",
    "^[ab]{2}a$",
    "^[ab]{1,2}a$",
    "^[a-z0-9\\-]+$",
    "^[Z0-9_]+a?$",
    "^\\d+\\-\\d$",
    "^\\w+$",
    "^\\w*\\-$",
    "^[\\d\\-]+$",
    "^a\\$",
    "^\\$a$",
    "^a+?b$",
    "^[^a]$",
    "^.$",
    "^(a|b)$",
    "^a|b$",
    "^\\xE9$",
    "^é$",
    "^[aé]+$",
    "a",
    "^a",
];

#[test]
fn rows_of_characters_match_as_regular_expressions_do() {
    let letters = ["a", "b", "Z", "0", "9", "-", "_", "$", "é", "\n", "\u{131}"];
    let mut texts = vec![String::new()];
    for length in 0..3 {
        let longest: Vec<String> = texts.iter().filter(|text| text.chars().count() == length).cloned().collect();
        texts.extend(longest.iter().flat_map(|text| letters.iter().map(move |letter| format!("{text}{letter}"))));
    }
    texts.extend(["aaaa", "aabb", "ab-09_", "00-0", "aaab", "bbba"].map(str::to_owned));
    for text in REGEXES {
        let pattern = Pattern::new(text, Box::leak(Box::new([text])), &[]);
        let Ok(regex) = regex_lite::Regex::new(text) else { continue };
        for value in &texts {
            assert_eq!(pattern.matches(value), regex.is_match(value), "{text} {value:?}");
        }
    }
}

/// The rules that a value breaks, whichever way it is told.
fn broken(check: impl Fn(&mut Violations)) -> Vec<&'static str> {
    let mut found = Violations::default();
    check(&mut found);
    found.iter().map(|one| one.rule).collect()
}

macro_rules! compared {
    ($($value:expr),* $(,)?) => {
        for limit in ["0", "-0", "1", "-1", "100", "0.1", "0.10000000000000001", "1e2", "-1.5", "1e400", "9007199254740993",
            "18446744073709551615", "340282346638528859811704183484516925440"]
        {
            $(
                let (value, json) = ($value, Json::parse(format!("{:?}", $value)).unwrap());
                let short = broken(|found| {
                    found.minimum(&value, limit);
                    found.maximum(&value, limit);
                    found.exclusive_minimum(&value, limit);
                    found.exclusive_maximum(&value, limit);
                    found.multiple_of(&value, limit);
                });
                let long = broken(|found| {
                    found.minimum(&json, limit);
                    found.maximum(&json, limit);
                    found.exclusive_minimum(&json, limit);
                    found.exclusive_maximum(&json, limit);
                    found.multiple_of(&json, limit);
                });
                assert_eq!(short, long, "{value:?} and {limit}");
            )*
        }
    };
}

#[test]
fn numbers_keep_limits_as_their_texts_do() {
    compared!(
        0_i32,
        1_i32,
        -1_i32,
        100_i32,
        99_u8,
        101_i64,
        i64::MIN,
        u64::MAX,
        u64::MAX - 1,
        0.0_f64,
        -0.0_f64,
        0.1_f64,
        100.0_f64,
        99.99999999999999_f64,
        -1.5_f64,
        1e300_f64,
        9007199254740992.0_f64,
        9007199254740994.0_f64,
        0.1_f32,
        100.0_f32,
        16777217.0_f32,
        f32::MAX,
    );
    assert_eq!(broken(|found| found.minimum(&f64::NAN, "1")), Vec::<&str>::new(), "what is no number has no limit");
    assert_eq!(broken(|found| found.maximum(&f64::INFINITY, "1")), Vec::<&str>::new());
}
