//! Base URLs in all the ways in which people write them.

use crate::support::{BaseUrl, Call, EndpointBuilder, Parameter};
use crate::{FindPet, Prepared};

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
    for base in [
        "",
        "/api",
        "ftp://x",
        "https://",
        "https:/x",
        "https://u:p@x",
        "u:p@x",
        "https://x?a=b",
        "https://x/#a",
        "x y",
    ] {
        assert!(BaseUrl::parse(base, "").is_err(), "{base}");
    }
}

#[test]
fn a_bare_host_gets_the_scheme_that_is_meant() {
    for (base, expected) in [
        ("abc.data.globus.org", "https://abc.data.globus.org/pets"),
        ("api.example.com:8443/v1/", "https://api.example.com:8443/v1/pets"),
        ("localhost:8080", "http://localhost:8080/pets"),
        ("pets.localhost", "http://pets.localhost/pets"),
        ("127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/pets"),
        ("[::1]:8080", "http://[::1]:8080/pets"),
        ("192.168.0.1", "https://192.168.0.1/pets"),
        ("localhost.evil.example", "https://localhost.evil.example/pets"),
    ] {
        let base = BaseUrl::parse(base, "").expect(base);
        assert_eq!(base.join("/pets", ""), expected);
    }
}

type Settings = fn(&mut EndpointBuilder);

#[test]
fn an_operation_goes_to_its_own_server() {
    let rows: [(Settings, &str, &str); 6] = [
        (|_| (), "https://uploads.example/v2/", "https://uploads.example/v2/api/pets/red"),
        // Without a host: at that of the API.
        (|_| (), "/v2", "https://pets.example/v2/api/pets/red"),
        (|settings| settings.one_server(), "https://uploads.example", "https://pets.example/gate/api/pets/red"),
        (
            |settings| settings.server_for("https://uploads.example/", "localhost:8080"),
            "https://uploads.example",
            "http://localhost:8080/api/pets/red",
        ),
        (
            |settings| settings.server_for("https://other.example", "localhost:8080"),
            "https://uploads.example",
            "https://uploads.example/api/pets/red",
        ),
        (|settings| settings.server_for("/v2", "https://v2.example"), "/v2", "https://v2.example/api/pets/red"),
    ];
    for (set, own, expected) in rows {
        let mut settings = EndpointBuilder::default();
        settings.transport(Prepared::default());
        set(&mut settings);
        let endpoint = settings.build("https://pets.example/gate", "/api", "pets-client/0.1.0").expect("a URL");
        let call = Call::<FindPet>::new(&endpoint).own_server(own).parameter(Parameter::path("color"), "red");
        assert_eq!(call.request().expect("a request").uri().to_string(), expected);
    }
    let mut settings = EndpointBuilder::default();
    settings.transport(Prepared::default());
    settings.server_for("https://uploads.example", "ftp://x");
    assert!(settings.build("https://pets.example", "", "pets-client/0.1.0").is_err(), "an override that is no URL");
}
