use std::collections::BTreeMap;

use super::support::{Json, Maybe, Secret, Validate, Violations};
use super::{patterns, support};

object! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Pet {
        "na/me" required name: String { min_length 2, max_length 4, pattern "^[a-zé]+$" },
        "tags" required tags: Vec<String> { max_items 2, unique_items, items { max_length 3 } },
        "friend" optional friend: Option<Box<Pet>> { check },
    }
}

object! {
    #[derive(Default)]
    pub struct Open {
        * min_properties 1,
        * max_properties 2,
        "a" optional a: Option<i64> { minimum "1" },
        "rows" maybe rows: Maybe<BTreeMap<String, Option<Pet>>> { min_properties 2, entries { some { check } } },
        _ extra extra: BTreeMap<String, Pet> { check },
    }
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Either: anyOf json {
        object => Pet(Pet): From { check },
        integer => Size(i64) { minimum "1" },
        _ => Other,
    }
}

#[test]
fn arms_have_limits() {
    assert_eq!(broken(&Either::Pet(pet("a", &[], None))), ["/na~1me breaks minLength 2"]);
    assert_eq!(broken(&Either::Size(0)), ["value breaks minimum 1"]);
    assert_eq!(broken(&Either::Other(Json::null())), ["value breaks anyOf one of the alternatives"]);
}

fn pet(name: &str, tags: &[&str], friend: Option<Pet>) -> Pet {
    Pet {
        name: name.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        friend: friend.map(Box::new),
    }
}

fn broken(value: &impl Validate) -> Vec<String> {
    value.validate().err().into_iter().flatten().map(|violation| violation.to_string()).collect()
}

#[test]
fn violations_name_place_rule_and_limit() {
    assert_eq!(broken(&pet("ééé", &["a", "b"], None)), Vec::<String>::new());
    assert_eq!(
        broken(&pet("éé éé", &["a", "aaaa", "a"], Some(pet("x", &[], None)))),
        [
            "/na~1me breaks maxLength 4",
            "/na~1me breaks pattern ^[a-zé]+$",
            "/tags breaks maxItems 2",
            "/tags breaks uniqueItems true",
            "/tags/1 breaks maxLength 3",
            "/friend/na~1me breaks minLength 2",
        ]
    );
    assert_eq!(broken(&vec![pet("aa", &[], None), pet("a", &[], None)]), ["/1/na~1me breaks minLength 2"]);
}

object! {
    #[derive(Debug, Default, PartialEq)]
    pub struct Account {
        * schema r#"{"not":{"properties":{"code":{"type":"string","pattern":["^[a-z]","z$"],"notPattern":["^x","y"]}},"required":["code"]}}"# with patterns,
        "name" optional name: Option<String> { pattern "^(?!-)(?=.{2,4}$)[a-z-]+$" as "^[a-z-]+$" as "^.{2,4}$" not "^-" },
        _ extra more: BTreeMap<String, Json>,
    }
}

#[test]
fn a_pattern_of_several_regular_expressions_is_told_once() {
    let name = |name: &str| broken(&Account { name: Some(name.to_owned()), ..Account::default() });
    assert_eq!(name("a-b"), [""; 0]);
    for text in ["a", "a-b-c", "-ab", "A1", "-"] {
        assert_eq!(name(text), ["/name breaks pattern ^(?!-)(?=.{2,4}$)[a-z-]+$"], "{text}");
    }
    let code = |code: &str| broken(&super::read::<Account>(&format!("{{\"code\":{code}}}"))).len();
    assert_eq!(["\"abz\"", "\"ab\"", "\"xbz\"", "\"ayz\"", "7"].map(code), [1, 0, 0, 0, 0]);
}

#[test]
fn the_whole_and_the_rest_have_limits() {
    assert_eq!(broken(&Open::default()), ["value breaks minProperties 1"]);
    let rows = BTreeMap::from([("x/".to_owned(), Some(pet("a", &[], None)))]);
    let extra = BTreeMap::from([("y".to_owned(), pet("aaaaa", &[], None))]);
    assert_eq!(
        broken(&Open { a: Some(0), rows: rows.into(), extra }),
        [
            "value breaks maxProperties 2",
            "/a breaks minimum 1",
            "/rows breaks minProperties 2",
            "/rows/x~1/na~1me breaks minLength 2",
            "/y/na~1me breaks maxLength 4",
        ]
    );
}

#[test]
fn violations_are_not_many_times_as_long_as_the_value() {
    let key = "k".repeat(100_000);
    let mut found = Violations::default();
    found.at(&key, Some(&[-1_i64; 2000]), |found, items| {
        found.each(items.iter().enumerate(), |found, item| found.minimum(item, "0"));
    });
    let length: usize = found.iter().map(|one| one.pointer.len()).sum();
    assert!((1..500_000).contains(&length), "{length} bytes of pointers");
}

#[test]
fn numbers_are_compared_by_value() {
    let mut found = Violations::default();
    found.minimum(&0.1, "0.1");
    found.maximum(&u64::MAX, "18446744073709551615");
    found.exclusive_maximum(&i64::MAX, "9223372036854775807.5");
    found.exclusive_minimum(&Json::parse("1e400").unwrap(), "9e399");
    found.multiple_of(&0.3, "0.1");
    found.multiple_of(&19.99, "0.01");
    found.minimum(&Json::parse("\"text\"").unwrap(), "1");
    found.min_length(&Secret::new("abc"), 3);
    assert_eq!(found, Violations::default());
    found.minimum(&0.1, "0.10000000000000001");
    found.maximum(&9007199254740993_i64, "9007199254740992");
    found.multiple_of(&7, "2");
    found.max_length(&Json::parse("\"text\"").unwrap(), 3);
    found.unique_items(&vec![Json::parse("1").unwrap(), Json::parse("1.0").unwrap()]);
    let rules: Vec<_> = found.iter().map(|violation| violation.rule).collect();
    assert_eq!(rules, ["minimum", "maximum", "multipleOf", "maxLength", "uniqueItems"]);
}
