use super::patterns::Pattern;
use super::support::{Json, Secret, Validate, Violations};

struct Pet {
    name: String,
    tags: Vec<String>,
    friend: Option<Box<Pet>>,
}

static NAME: Pattern = Pattern::new("^[a-zé]+$");

impl Validate for Pet {
    fn check(&self, found: &mut Violations) {
        found.at("na/me", Some(&self.name), |found, value| {
            found.min_length(value, 2);
            found.max_length(value, 4);
            found.pattern(value, &NAME);
        });
        found.at("tags", Some(&self.tags), |found, value| {
            found.max_items(value, 2);
            found.unique_items(value);
            found.each(value.iter().enumerate(), |found, value| found.max_length(value, 3));
        });
        found.at("friend", self.friend.as_ref(), |found, value| value.check(found));
    }
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
    found.unique_items(&[Json::parse("1").unwrap(), Json::parse("1.0").unwrap()]);
    let rules: Vec<_> = found.iter().map(|violation| violation.rule).collect();
    assert_eq!(rules, ["minimum", "maximum", "multipleOf", "maxLength", "uniqueItems"]);
}
