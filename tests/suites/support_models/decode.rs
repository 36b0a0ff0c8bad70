use super::support::{self, from_slice, from_str};

#[test]
fn a_fault_has_its_place() {
    type Deep = std::collections::BTreeMap<String, Vec<Vec<u8>>>;
    let cases = [
        (r#"{"a":[[1,2],[3,"x"]]}"#, "/a/1/1"),
        ("{\"a\": [],\n \"b/c~\": [[\n1,\n 300 ] ] }", "/b~1c~0/0/1"),
        (r#"{"a":[[1,2],[3,[]]]}"#, "/a/1/1"),
        (r#"{"a":[[1,2],{}]}"#, "/a/1"),
        (r#"{"a\u0062":7}"#, "/ab"),
        ("7", ""),
    ];
    for (text, path) in cases {
        assert_eq!(from_str::<Deep>(text).unwrap_err().path(), path, "{text}");
    }
}

#[test]
fn broken_text_is_a_fault_and_no_more() {
    for text in ["", "{", "[1,", r#"{"a"#, r#"{"a":"#, r#"{"a":[[1"#, "\u{1}", r#"["\"#, "nul", "[1]]"] {
        let error = from_slice::<std::collections::BTreeMap<String, Vec<Vec<u8>>>>(text.as_bytes());
        assert!(error.is_err(), "{text}");
    }
    assert!(from_slice::<String>(b"\"\xff\"").is_err());
}

#[test]
fn a_reason_can_be_told_without_the_value() {
    let error = from_str::<Vec<u8>>(r#"["my, expected secret"]"#).unwrap_err();
    assert_eq!(error.message(), r#"invalid type: string "my, expected secret", expected an integer"#);
    assert_eq!(error.reason(), "expected an integer");
    assert_eq!(error.path(), "/0");
}

union! {
    #[derive(Debug, Clone, PartialEq)]
    pub enum Sizes: oneOf json {
        array => Many(Vec<i64>),
        string => Named(String),
        _ => Unknown,
    }
}

#[test]
fn faults_in_lists_of_unions_name_the_innermost_place() {
    for (text, place) in [
        (r#"[[1],[2,"x"]]"#, "/1/1"),
        (r#"[ [1] , [ 2 , "x" , 3 ] , "a" ]"#, "/1/1"),
        ("[\n  [1],\n  [2, 1.5]\n]", "/1/1"),
        ("[[2,[]]]", "/0/1"),
        (r#"[[2,{"a":1} ] ]"#, "/0/1"),
        ("[[true]]", "/0/0"),
    ] {
        let fault = from_str::<Vec<Sizes>>(text).expect_err(text);
        assert_eq!(fault.path(), place, "{text}");
    }
}

#[test]
fn a_fault_of_an_earlier_text_says_nothing_of_a_later_one() {
    // serde_json knows nothing of what unions note, and leaves it where it is.
    assert!(serde_json::from_str::<Sizes>("[true]").is_err());
    let json = support::Json::parse("[true]").expect("it is JSON");
    let fault = json.decode::<(bool, bool)>().expect_err("there is one only");
    assert_eq!(fault.path(), "");
}
