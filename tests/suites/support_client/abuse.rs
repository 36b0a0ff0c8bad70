//! Servers, proxies and callers who mean harm, or do not know better.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::ready;
use crate::stage::{Add, Find, Health, Server, held, ms, status, with};
use crate::support::{
    self, BaseUrl, Call, ClientCredentials, Credential, Error, Paged, Paging, Parameter, RetryPolicy,
};

#[test]
fn a_cookie_set_by_hand_goes_along_with_those_of_credentials() {
    let server = Server::statuses(&[200]);
    let endpoint = server.endpoint(|settings| {
        settings.credential("key", Credential::in_query("key", "k"));
        settings.credential("sid", Credential::in_cookie("sid", "s"));
    });
    ready(Call::<Find>::new(&endpoint).header("cookie", "theme=dark").send()).expect("a success");
    assert_eq!(server.asked()[0].header("cookie"), "theme=dark; sid=s");

    let call = Call::<Find>::new(&endpoint).parameter(Parameter::cookie("size"), &1).header("cookie", "sid=mine");
    ready(call.send()).expect("a success");
    assert_eq!(server.asked()[1].header("cookie"), "sid=mine; size=1");
}

#[test]
fn nothing_breaks_out_of_its_place() {
    let server = Server::statuses(&[200]);
    let endpoint = server.endpoint(|_| {});
    let call = || Call::<Health>::new(&endpoint);
    for bad in ["a\r\nx: y", "a\ny", "a\0", "a\u{7f}"] {
        for refused in [
            call().header("x-a", bad),
            call().accept(bad),
            call().parameter(Parameter::header("x-a"), bad),
            call().bytes_body("text/plain", crate::support::Upload::new("").content_type(bad)),
        ] {
            let error = ready(refused.send()).expect_err("no header");
            assert!(matches!(&error, Error::Request(_)), "{bad:?}: {error:?}");
            assert!(!error.to_string().contains(bad), "{error}");
        }
    }
    assert_eq!(server.count(), 0);
    let sent = call().parameter(Parameter::query("q"), "a&b=c#d\r\n\0%2e").parameter(Parameter::cookie("c"), "a; b=c");
    ready(sent.send()).expect("a success");
    let asked = &server.asked()[0];
    assert_eq!(asked.url, "https://pets.example/health?q=a%26b%3Dc%23d%0D%0A%00%252e");
    assert_eq!(asked.header("cookie"), "c=a%3B%20b%3Dc");
}

#[test]
fn token_servers_that_do_not_know_their_task() {
    let outcome = |status: u16, body: &'static str| {
        let server = Server::new(move |asked| match asked.url.ends_with("/token") {
            true => with(status, &[("content-type", "application/json")], body),
            false => crate::stage::status(200),
        });
        let endpoint = server.endpoint(|settings| {
            settings.retries(RetryPolicy::none());
            settings.client("token", "/token", ClientCredentials::new("id", "s3cr3t"));
        });
        let first = ready(Call::<Find>::new(&endpoint).send()).map(drop).map_err(|error| error.to_string());
        let _ = ready(Call::<Find>::new(&endpoint).send());
        let tokens = server.asked().iter().filter(|asked| asked.url.ends_with("/token")).count();
        (first, tokens)
    };
    // Kept: one token for two calls.
    for body in [
        r#"{"access_token":"t"}"#,
        r#"{"access_token":"t","expires_in":null}"#,
        r#"{"access_token":"t","expires_in":"3600"}"#,
        r#"{"access_token":"t","expires_in":3600.5}"#,
        r#"{"access_token":"t","expires_in":1e300}"#,
        r#"{"access_token":"t","expires_in":"18446744073709551615"}"#,
        r#"{"access_token":"t","expires_in":18446744073709551615,"token_type":"BEARER"}"#,
    ] {
        assert_eq!(outcome(200, body), (Ok(()), 1), "{body}");
    }
    // Over when they come.
    for body in [r#"{"access_token":"t","expires_in":0}"#, r#"{"access_token":"t","expires_in":"0"}"#] {
        assert_eq!(outcome(200, body), (Ok(()), 2), "{body}");
    }
    // None.
    for (status, body) in [
        (200, "<html>s3cr3t</html>"),
        (200, ""),
        (200, "[]"),
        (200, r#"{"access_token":""}"#),
        (200, r#"{"access_token":7}"#),
        (200, r#"{"access_token":"s3cr3t\r\nx: y"}"#),
        (200, r#"{"access_token":"s3cr3t","token_type":"mac"}"#),
        (302, ""),
        (400, r#"{"error":"invalid_client s3cr3t"}"#),
        (500, "s3cr3t"),
    ] {
        let (first, tokens) = outcome(status, body);
        let said = first.expect_err("no token");
        assert!(!said.contains("s3cr3t"), "{said}");
        assert_eq!(tokens, 2, "{body}");
    }
}

#[test]
fn waiting_that_is_asked_for_has_a_bound() {
    // As the server says it, and whether there is another attempt.
    for (header, again) in [
        ("0", true),
        ("60", true),
        ("61", false),
        ("1000000000000000000000000000000", false),
        ("-1", true),
        ("", true),
        ("1.5", true),
        ("soon", true),
        ("Sun, 06 Nov 1994 08:49:37 GMT", true),
        ("Thu, 01 Jan 1970 00:00:00 GMT", true),
        ("Fri, 31 Dec 9999 23:59:59 GMT", false),
    ] {
        let server = Server::new(move |asked| match asked.before {
            0 => with(429, &[("retry-after", header)], ""),
            _ => status(200),
        });
        let answer = ready(server.call::<Health>().send());
        assert_eq!(answer.is_ok(), again, "{header}");
        assert!(server.clock().slept().iter().all(|time| *time <= Duration::from_secs(61)), "{header}");
    }
}

#[test]
fn limits_of_any_length_are_kept() {
    for limit in [Duration::ZERO, ms(1), Duration::MAX] {
        let server = Server::statuses(&[200]).without_clock();
        let call = server.call::<Health>().timeout(limit).attempt_timeout(limit);
        let _ = ready(call.send());
        let server = Server::statuses(&[503, 200]);
        let endpoint = server.endpoint(|settings| {
            settings.retries(RetryPolicy::default().base_delay(limit).max_delay(limit).max_retry_after(limit));
        });
        let _ = ready(Call::<Add>::new(&endpoint).send());
        assert_eq!(server.count(), 1);
    }
}

#[test]
fn what_is_no_base_is_no_base() {
    for bad in [
        "https://",
        "https:///path",
        "https:pets.example",
        "//pets.example",
        "ftp://pets.example",
        "javascript://pets.example",
        "https://pets.example\\@evil.example",
        "https://pets.example@evil.example",
        "pets.example@evil.example",
        "https://pets .example",
        " https://pets.example",
        "https://pets.example\n",
        "https://[::1",
        "https://pets.example:99999",
        "https://pets.example:",
        "https://:443",
        "",
        "/",
        ":",
    ] {
        let parsed = BaseUrl::parse(bad, "/api");
        assert!(parsed.is_err(), "{bad:?}: {parsed:?}");
    }
    assert!(BaseUrl::parse("HTTPS://pets.example", "").is_ok());
}

#[test]
fn secrets_that_a_server_says_again_are_not_told() {
    let log = Arc::<Mutex<Vec<String>>>::default();
    let server = Server::new(|asked| match asked.before {
        0 => with(401, &[], r#"{"message":"no","authorization":"s3cr3t"}"#),
        _ => with(302, &[("location", "https://evil.example/")], ""),
    });
    let endpoint = server.endpoint(|settings| {
        settings.credential("token", Credential::bearer("s3cr3t"));
        let kept = Arc::clone(&log);
        settings.on_response(move |attempt, attempted| held(&kept).push(format!("{attempt:?} {attempted:?}")));
    });
    let error = ready(Call::<Find>::new(&endpoint).send()).expect_err("401");
    assert_eq!(error.to_string(), "undocumented answer: 401 Unauthorized: no");
    let error = ready(Call::<Find>::new(&endpoint).send()).expect_err("302");
    assert_eq!(error.to_string(), "undocumented answer: 302 Found");
    assert_eq!(server.count(), 2, "redirects are not followed");
    assert!(!held(&log).join("").contains("s3cr3t"));
}

operation! {
    /// Pages that the header `Link` leads through.
    List: GET "/pets" accept "" security [["key"]],
    ok [200 => json] serde_json::Value,
    err ListError {}
}

impl Paged for List {
    type Item = serde_json::Value;
    const PAGING: Paging = Paging::link();

    fn items(page: Self::Ok) -> Vec<Self::Item> {
        page.as_array().cloned().unwrap_or_default()
    }
}

/// What was asked for behind the host, when the first page has this link and the second none.
fn linked(link: &'static str) -> Result<Vec<String>, String> {
    let server = Server::new(move |asked| match asked.before {
        0 => with(200, &[("link", link)], "[1]"),
        _ => with(200, &[], "[2]"),
    });
    let mut items = server.call::<List>().stream();
    while ready(items.try_next()).map_err(|error| error.to_string())?.is_some() {}
    assert!(server.asked().iter().all(|asked| asked.url.starts_with("https://pets.example/")), "{link}");
    Ok(server.asked().iter().skip(1).map(|asked| asked.url.replace("https://pets.example", "")).collect())
}

#[test]
fn links_are_read_however_they_are_written() {
    for link in [
        r#"<?p=2>;rel=next"#,
        r#" , <?p=2> ; REL = "prefetch NEXT" ; rel="prev""#,
        r#"<?p=0>; title="a, <b>; rel=next"; rel="prev", <?p=2>; rel="next""#,
        r#"<?p=2>; title="\"; rel=prev"; rel="next"; hreflang"#,
        r#"<?p=2>; rel="next"; title="Nächste Seite""#,
        r#"<?p=2>; rel="next"; title*=UTF-8''n%c3%a4chste"#,
        r#"<https://PETS.example:443/pets?p=2#top>; rel=next"#,
        r#"<//pets.example/pets?p=2>; rel=next"#,
        r#"<https:pets?p=2>; rel=prev, <?p=2>; rel=next"#,
    ] {
        assert_eq!(linked(link), Ok(vec!["/pets?p=2".to_owned()]), "{link}");
    }
    for link in
        ["", ";", "<", "<>", "<?p=2", "?p=2; rel=next", "<?p=2>", "<?p=2>; rel", "<?p=2>; rel=", "<?p=2>; rel=\""]
    {
        assert_eq!(linked(link), Ok(vec![]), "{link}");
    }
    for foreign in [
        "<http://pets.example/pets?p=2>; rel=next",
        "<//evil.example/pets>; rel=next",
        "<https://pets.example.evil.example/>; rel=next",
        "<https://pets.example:8443/>; rel=next",
        "<ftp://pets.example/>; rel=next",
        "<https://me:pw@pets.example/>; rel=next",
        r"<https://pets.example\\@evil.example/>; rel=next",
        r"<\\evil.example/>; rel=next",
        r"</\evil.example/>; rel=next",
        "<javascript:alert(1)//>; rel=next",
        "</pets?p=2 x>; rel=next",
    ] {
        let refused = linked(foreign).is_err_and(|said| said.contains("another origin") || said.contains("is none"));
        assert!(
            refused || linked(foreign).is_ok_and(|asked| asked.iter().all(|url| url.starts_with('/'))),
            "{foreign}"
        );
    }
}

#[test]
fn a_key_that_a_page_says_again_is_not_told() {
    let log = Arc::<Mutex<Vec<String>>>::default();
    let server = Server::new(|asked| match asked.before {
        0 => with(200, &[("link", "</pets?key=s3cr3t&page=2>; rel=next")], "[1]"),
        _ => with(200, &[], "[2]"),
    });
    let endpoint = server.endpoint(|settings| {
        settings.credential("key", Credential::in_query("key", "s3cr3t"));
        let kept = Arc::clone(&log);
        settings.on_request(move |attempt, _| held(&kept).push(attempt.url().to_string()));
    });
    let mut items = Call::<List>::new(&endpoint).stream();
    while ready(items.try_next()).expect("a page").is_some() {}
    assert_eq!(server.asked()[1].url, "https://pets.example/pets?key=s3cr3t&page=2", "sent once");
    assert_eq!(*held(&log), ["https://pets.example/pets", "https://pets.example/pets?page=2"]);
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let server = Server::new(|_| with(200, &[("content-type", "application/json")], "\u{feff}[1]"));
    assert_eq!(ready(server.call::<List>().send()).expect("a list").body, serde_json::json!([1]));
    let server = Server::new(|_| with(200, &[("content-type", "application/json")], "\u{feff}[1, x]"));
    let error = ready(server.call::<List>().send()).expect_err("no JSON");
    assert!(matches!(&error, Error::Decode(error) if error.pointer() == "/1"), "{error:?}");
}

#[test]
fn bodies_that_do_not_fit_their_head() {
    // What is sent, and whether it is a list, something that the document does not know, or a broken body.
    for (content_type, body, is) in [
        ("application/json", "[1]", "list"),
        ("APPLICATION/JSON ; Charset=\"UTF-8\"", "[1]", "list"),
        ("application/vnd.pets+json", "[1]", "list"),
        ("text/plain", "[1]", "list"),
        ("text/html", "[1]", "unexpected"),
        ("text/html; charset=utf-8", "<html>", "unexpected"),
        ("application/json", "<html>", "broken"),
        ("application/json", "", "broken"),
        ("application/json", "[1] [2]", "broken"),
        ("application/json", "\u{1f}\u{8b}", "broken"),
        (";;", "[1]", "list"),
        ("json", "[1]", "unexpected"),
    ] {
        let server = Server::new(move |_| with(200, &[("content-type", content_type)], body));
        let found = match ready(server.call::<List>().send()) {
            Ok(_) => "list",
            Err(Error::Unexpected(raw)) if raw.text() == body => "unexpected",
            Err(Error::Decode(error)) if error.raw().text() == body => "broken",
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(found, is, "{content_type} {body}");
    }
    let deep = "[".repeat(1_000_000);
    let server = Server::new(move |_| with(200, &[("content-type", "application/json")], &deep));
    let error = ready(server.call::<List>().send()).expect_err("too deep");
    assert!(matches!(&error, Error::Decode(_)) && error.to_string().len() < 1_000, "{} bytes", error.to_string().len());
}
