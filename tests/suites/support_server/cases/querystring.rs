//! The whole query as one value (OpenAPI 3.2.0, Parameter Object).

use axum::http::Request as HttpRequest;

use crate::models::support::Json;
use crate::{
    Arrived, Credential, Field, Form, Head, Meaning, Operation, Parameter, Place, Requirement, Scalar, Scheme,
    SchemePlace,
};

const INTEGER: Meaning = Meaning::Scalar(Scalar::Integer);

static KEY: Scheme = Scheme { name: "key", place: SchemePlace::Query("api key") };

static SECURITY: [Requirement; 1] = [Requirement { all_of: &[Credential { scheme: &KEY, scopes: &[] }] }];

/// What is read of a query as JSON; nothing; or what is wrong with it, `/pointer rule` each.
fn read(parameter: Parameter, query: &str) -> Result<Option<String>, String> {
    let operation: &'static Operation = Box::leak(Box::new(Operation {
        parameters: Box::leak(Box::new([parameter])),
        security: &SECURITY,
        ..Operation::BASE
    }));
    let request = HttpRequest::builder().uri(format!("/a?{query}")).body(()).expect("a request");
    let mut arrived = Arrived::new(
        operation,
        Head::from(request.into_parts().0),
        crate::captures::Captures::default(),
        crate::Checks::Off,
    );
    arrived.optional::<Json>(0).map(|json| json.map(|json| json.as_str().to_owned())).map_err(|_| {
        assert!(arrived.malformed && arrived.violations.iter().all(|one| one.place == Place::QueryString));
        let told = arrived.violations.iter().map(|one| format!("{} {} {}", one.name, one.pointer, one.rule));
        told.collect::<Vec<_>>().join(", ")
    })
}

#[test]
fn a_query_is_a_form_json_or_a_text() {
    static FIELDS: &[Field] = &[
        Field::new("n", INTEGER),
        Field::new("list", Meaning::List(&Meaning::STRING)),
        Field::new("deep", Meaning::Object(&[], &INTEGER)).deep(),
    ];
    static FORM: Form = Form::new(FIELDS);
    static CLOSED: Form = Form::new(FIELDS).closed();
    let (form, closed) = (|| Parameter::query_form("q", &FORM), || Parameter::query_form("q", &CLOSED));
    let (json, text) = (|| Parameter::json(Place::QueryString, "q"), || Parameter::query_text("q"));
    for (parameter, query, expected) in [
        (form(), "n=1&list=a+b&list=%26", Ok(Some(r#"{"n":1,"list":["a b","&"]}"#))),
        (form(), "deep%5Ba%5D=1&deep[b]=2", Ok(Some(r#"{"deep":{"a":1,"b":2}}"#))),
        (form(), "other=1", Ok(Some("{}"))),
        (form(), "", Ok(None)),
        (form(), "n=many", Err("q /n integer")),
        (form(), "n=1&n=2", Err("q /n repeated")),
        // Credentials are none of its properties, whichever way they are written.
        (closed(), "api+key=k&n=1", Ok(Some(r#"{"n":1}"#))),
        (closed(), "api%20key=k", Ok(None)),
        (closed(), "n=1&x=2", Err("q /x additionalProperties false")),
        (json(), "%7B%22a%22%3A%22+%22%7D", Ok(Some(r#"{"a":"+"}"#))),
        (json(), "%5B1%5D&api+key=k", Ok(Some("[1]"))),
        (json(), "%7B", Err("q  EOF while parsing an object")),
        (json(), "%FF", Err("q  utf-8")),
        (text(), "a%20b=c+d", Ok(Some(r#""a b=c+d""#))),
        (text().default(r#""none""#), "", Ok(Some(r#""none""#))),
    ] {
        let found = read(parameter, query);
        let found = found.as_ref().map(Option::as_deref).map_err(String::as_str);
        assert_eq!(found, expected, "{query}");
    }
}
