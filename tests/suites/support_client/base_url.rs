//! Base URLs in all the ways in which people write them.

use crate::support::BaseUrl;

#[test]
fn paths_of_the_document_are_joined_once() {
    let rows = [
        ("https://x", "https://x/api/v1/pets"),
        ("https://x/", "https://x/api/v1/pets"),
        ("https://x:8443", "https://x:8443/api/v1/pets"),
        ("http://[::1]:8080/", "http://[::1]:8080/api/v1/pets"),
        ("https://x/api", "https://x/api/v1/pets"),
        ("https://x/api/", "https://x/api/v1/pets"),
        ("https://x/api/v1", "https://x/api/v1/pets"),
        ("https://x/gate/api/v1/", "https://x/gate/api/v1/pets"),
        ("https://x/gate", "https://x/gate/api/v1/pets"),
        // Part of a segment is none.
        ("https://x/myapi", "https://x/myapi/api/v1/pets"),
        // Mounted below a path of the same name: written out.
        ("https://x/api/api", "https://x/api/api/v1/pets"),
    ];
    for (base, expected) in rows {
        let base = BaseUrl::parse(base, "/api/v1").expect(base);
        assert_eq!(base.join("/api/v1/pets", ""), expected);
    }
    let plain = BaseUrl::parse("https://x/v2/", "").expect("a URL");
    assert_eq!(plain.join("/pets", "a=b"), "https://x/v2/pets?a=b");
}

#[test]
fn what_is_no_base_is_refused() {
    for base in
        ["", "x", "/api", "ftp://x", "https://", "https://u:p@x", "https://x?a=b", "https://x/#a", "https://x y"]
    {
        assert!(BaseUrl::parse(base, "").is_err(), "{base}");
    }
}
