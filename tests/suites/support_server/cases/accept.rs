use axum::http::{HeaderMap, header};

use crate::accept::acceptable;

#[test]
fn accept_table() {
    let produces = ["application/json", "text/plain"];
    for (accept, expected) in [
        ("*/*", true),
        ("application/json", true),
        ("APPLICATION/JSON; charset=utf-8", true),
        ("text/*", true),
        ("text/html, application/xhtml+xml, */*;q=0.8", true),
        ("text/html", false),
        ("application/problem+json", false),
        ("application/json;q=0", false),
        ("application/json;q=0, text/plain", true),
        ("application/json;q=0, */*", true),
        ("application/json;q=0, text/plain;q=0.0, */*", false),
        ("*/*;q=0", false),
        ("text/html;title=\"a, text/plain\"", false),
        ("", true),
        ("nonsense", true),
        ("text/html;q=high", true),
    ] {
        let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().expect("a header value"))]);
        assert_eq!(acceptable(&headers, &produces), expected, "{accept}");
    }
    assert!(acceptable(&HeaderMap::new(), &produces));
    let headers = HeaderMap::from_iter([(header::ACCEPT, "text/html".parse().expect("a header value"))]);
    assert!(acceptable(&headers, &[]), "an operation without bodies has nothing to negotiate");
    assert!(acceptable(&headers, &["text/*"]), "documented ranges may turn out to be it");
}
