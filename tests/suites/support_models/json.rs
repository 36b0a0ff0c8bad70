use super::support::{Decimal, Json};

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

#[test]
fn equal_means_equal_as_json() {
    let same = [
        ["1", "1.0"],
        ["1", "1e0"],
        ["0.1", "0.10"],
        ["0", "-0.0"],
        ["1e400", "10e399"],
        ["123456789012345678901234567890", "123456789012345678901234567890.0"],
        [r#"{"a":1,"b":[2]}"#, r#" { "b" : [ 2.0 ], "a" : 1 } "#],
        [r#""a\/""#, r#""\u0061/""#],
    ];
    for [a, b] in same {
        assert_eq!(json(a), json(b));
    }
    let different = [
        ["1", "\"1\""],
        ["9007199254740993", "9007199254740992"],
        ["123456789012345678901234567890", "123456789012345678901234567891"],
        ["0.1", "0.01"],
        ["1", "-1"],
        ["null", "false"],
        ["[1,2]", "[2,1]"],
        [r#"{"a":null}"#, "{}"],
    ];
    for [a, b] in different {
        assert_ne!(json(a), json(b));
    }
}

#[test]
fn the_text_is_kept() {
    let text = r#"{"n": 12345678901234567890.10, "a":[ 1e2 ]}"#;
    assert_eq!(json(text).as_str(), text);
    assert_eq!(serde_json::to_string(&json(text)).unwrap(), text);
    assert_eq!(json("[1]").decode::<Vec<u8>>().unwrap(), [1]);
    assert_eq!(json("[1]").value().unwrap(), serde_json::json!([1]));
    assert_eq!(Json::from(serde_json::json!({"a": 1})).as_str(), r#"{"a":1}"#);
    assert!(Json::parse("{").is_err());
    assert!(json("1e400").value().is_err());
}

#[test]
fn depth_is_no_danger() {
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    assert_eq!(json(&deep), json(&deep));
    assert_ne!(json(&deep), json(&format!("[{deep}]")));
    assert!(json(&deep).value().is_err());
}

#[test]
fn numbers_have_an_order_and_multiples() {
    let number = |text| Decimal::parse(text).unwrap();
    let rising = ["-1e400", "-12", "-1.5", "-0.01", "0", "0.001", "0.01", "1", "1.5", "2", "10", "1e400"];
    for pair in rising.windows(2) {
        assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
    }
    for (value, unit) in
        [("0.3", "0.1"), ("10", "5"), ("0", "7"), ("1e30", "3e1"), ("21", "7"), ("4.5", "1.5"), ("12e5", "1.2")]
    {
        assert_eq!(number(value).is_multiple_of(&number(unit)), value != "1e30", "{value} by {unit}");
    }
    for (value, unit) in [("0.35", "0.1"), ("10", "3"), ("1", "2"), ("22", "7"), ("5", "10")] {
        assert!(!number(value).is_multiple_of(&number(unit)), "{value} by {unit}");
    }
    assert_eq!(Decimal::parse("1.x"), None);
}
