//! Credentials: where they stand, when they are sent, and that nobody sees them.

use crate::support::{Call, Credential, EndpointBuilder, Parameter};
use crate::{FindPet, Prepared, endpoint};

fn request(credentials: Vec<(&'static str, Credential)>) -> http::Request<crate::support::Body> {
    let call: Call<FindPet> = Call::new(&endpoint(Prepared::default(), credentials));
    call.parameter(Parameter::path("color"), "red").request().expect("nothing to refuse")
}

#[test]
fn the_first_complete_set_is_sent() {
    let bearer = || ("token", Credential::bearer("t0k3n").expect("a token"));
    let key = || ("key", Credential::in_query("api key", "k/1").expect("a key"));
    let cookie = || ("cookie", Credential::in_cookie("sid", "s 1").expect("a cookie"));
    let other = || ("other", Credential::in_header("X-Other", "o").expect("a key"));

    let sent = request(vec![key(), cookie(), bearer()]);
    assert_eq!(sent.headers()["authorization"], "Bearer t0k3n");
    assert_eq!(sent.uri().query(), None);

    let sent = request(vec![key(), cookie()]);
    assert_eq!(sent.uri().query(), Some("api%20key=k%2F1"));
    assert_eq!(sent.headers()["cookie"], "sid=s%201");

    // Nothing complete: what there is. A scheme that the operation does not name is never sent.
    let sent = request(vec![cookie(), other()]);
    assert_eq!(sent.headers()["cookie"], "sid=s%201");
    assert!(!sent.headers().contains_key("x-other"));
    assert!(!request(vec![other()]).headers().contains_key("authorization"));
}

#[test]
fn basic_is_base64() {
    for (user, password, expected) in
        [("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("a", "b", "YTpi"), ("ü", "", "w7w6")]
    {
        let sent = request(vec![("token", Credential::basic(user, password).expect("no colon"))]);
        assert_eq!(sent.headers()["authorization"], format!("Basic {expected}"));
    }
    assert!(Credential::basic("a:b", "c").is_err());
}

#[test]
fn what_no_header_carries_is_refused() {
    for token in ["", "a b", "a\r\nb", "ä"] {
        assert!(Credential::bearer(token).is_err(), "{token:?}");
    }
    assert!(Credential::in_header("X-Key", "a\nb").is_err());
}

#[test]
fn nothing_is_printed() {
    let secret = "s3cr3t";
    let credentials = [
        Credential::bearer(secret),
        Credential::basic("user", secret),
        Credential::in_header("X-Key", secret),
        Credential::in_query("key", secret),
        Credential::in_cookie("sid", secret),
    ];
    for credential in credentials {
        let credential = credential.expect("a credential");
        assert!(!format!("{credential:?}").contains(secret));
        let endpoint = endpoint(Prepared::default(), vec![("token", credential)]);
        let call: Call<FindPet> = Call::new(&endpoint);
        assert!(!format!("{endpoint:?} {call:?}").contains(secret));
        let request = call.parameter(Parameter::path("color"), "red").request().expect("nothing to refuse");
        assert!(!format!("{:?}", request.headers()).contains(secret));
    }
}

#[test]
fn credentials_stay_at_their_origin() {
    let mut settings = EndpointBuilder::default();
    settings.transport(Prepared::default());
    settings.trusted_origin("https://uploads.example:8443/anything");
    let endpoint = settings.build("https://pets.example/v1", "", "pets-client/0.1.0").expect("an endpoint");
    for (url, expected) in [
        ("https://pets.example/v1/pets?size=1", true),
        ("https://PETS.example:443/elsewhere", true),
        ("https://uploads.example:8443/", true),
        ("http://pets.example/v1/pets", false),
        ("https://pets.example:444/v1/pets", false),
        ("https://pets.example.evil/v1", false),
        ("https://evil.example/?https://pets.example/", false),
        ("https://uploads.example/", false),
        ("/v1/pets", false),
        ("ftp://pets.example/", false),
    ] {
        assert_eq!(endpoint.sends_credentials_to(&url.parse().expect("a URI")), expected, "{url}");
    }
    for url in ["", "/uploads", "ftp://uploads.example"] {
        let mut settings = EndpointBuilder::default();
        settings.transport(Prepared::default());
        settings.trusted_origin(url);
        assert!(settings.build("https://pets.example", "", "pets-client/0.1.0").is_err(), "{url}");
    }
}

#[test]
fn a_server_of_an_operation_gets_credentials_only_if_the_caller_names_it() {
    const UPLOADS: &str = "https://uploads.example/v2";
    let sent = |own: &'static str, settings: fn(&mut EndpointBuilder)| {
        let mut builder = EndpointBuilder::default();
        builder.transport(Prepared::default());
        builder.credential("key", Credential::in_query("key", "k"));
        builder.credential("cookie", Credential::in_cookie("sid", "s"));
        settings(&mut builder);
        let endpoint = builder.build("https://pets.example", "", "pets-client/0.1.0").expect("an endpoint");
        let call = Call::<FindPet>::new(&endpoint).own_server(own).parameter(Parameter::path("color"), "red");
        let request = call.request().expect("nothing to refuse");
        (request.uri().to_string(), request.headers().contains_key("cookie"))
    };
    let uploads = "https://uploads.example/v2/api/pets/red";
    assert_eq!(sent(UPLOADS, |_| {}), (uploads.to_owned(), false));
    assert_eq!(sent(UPLOADS, |builder| builder.trusted_origin(UPLOADS)), (format!("{uploads}?key=k"), true));
    let replaced = sent(UPLOADS, |builder| builder.server_for(UPLOADS, "https://test.example"));
    assert_eq!(replaced, ("https://test.example/api/pets/red?key=k".to_owned(), true));
    assert_eq!(sent("/v2", |_| {}), ("https://pets.example/v2/api/pets/red?key=k".to_owned(), true));
}
