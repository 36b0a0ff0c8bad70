use crate::{ErrorDocument, Kind, Place, Rejection, Violation};

#[test]
fn places_are_filled_once_and_a_lone_status_is_a_number() {
    let document = ErrorDocument {
        media_type: "application/json",
        codes: &[(422, "unprocessable_entity")],
        default_code: "bad_request",
        body: r#"{"code":"{code}","http":"{status}","text":"{status}: {message}","detail":"{detail}","x":{}}"#,
    };
    let rejection = Rejection::new(Kind::Invalid).message("say \"{code}\"").because(Violation::of_parameter(
        Place::Query,
        "page_size",
        "minimum 1",
    ));
    assert_eq!(
        document.fill(&rejection),
        r#"{"code":"unprocessable_entity","http":422,"text":"422: say \"{code}\"","detail":"query page_size: minimum 1","x":{}}"#
    );
    assert!(document.fill(&Rejection::new(Kind::NotFound)).contains(r#""code":"bad_request","http":404"#));
}
