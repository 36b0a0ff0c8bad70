//! Bodies that differ by their media types.

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use crate::support::{self, Error, Operation, RawResponse};

operation! {
    /// JSON, another JSON, a table, or a picture.
    Report: GET "/report" accept "application/json, application/vnd.short+json, text/csv, image/*" security [],
    ok ReportOk {
        200 if "text/csv" => OkCsv(String) text,
        200 if "application/vnd.short+json" => OkShort(u32) json,
        200 if "image/*" => OkImage(bytes::Bytes) bytes,
        200 => Ok(Vec<u32>) json,
        202 => Accepted(String) text in "text/plain",
        204 => NoContent,
    }
    err ReportError {
        101 => SwitchingProtocols,
        304 => NotModified,
        307 => TemporaryRedirect(String) text in "text/plain",
        404 if "text/html" => NotFoundHtml(String) text,
        404 => NotFound(u32) json,
        _ => Default(bytes::Bytes) bytes in "image/png, image/jpeg",
    }
}

/// Status, content type, body, and what becomes of it.
const ROWS: &[(u16, &str, &str, &str)] = &[
    (200, "application/json", "[1]", "Ok([1])"),
    (200, "Application/JSON; Charset=UTF-8", "[1]", "Ok([1])"),
    (200, "application/hal+json", "[1]", "Ok([1])"),
    (200, "", "[1]", "Ok([1])"),
    // What servers say who do not know what they send.
    (200, "text/plain; charset=utf-8", "[1]", "Ok([1])"),
    (200, "application/octet-stream", "[1]", "Ok([1])"),
    (200, "text/plain", "one", "unexpected"),
    (200, "application/vnd.short+json", "1", "OkShort(1)"),
    (200, "TEXT/csv ; header=present", "a,b", "OkCsv(\"a,b\")"),
    (200, "image/webp", "abc", "OkImage(b\"abc\")"),
    (200, "application/x-ndjson", "[1]", "unexpected"),
    (200, "application/xml", "[1]", "unexpected"),
    (200, "text/html", "<html>", "unexpected"),
    (200, "application/json", "", "decode at ``"),
    (200, "", "", "decode at ``"),
    (202, "text/plain", "soon", "Accepted(\"soon\")"),
    (202, "", "soon", "Accepted(\"soon\")"),
    (202, "text/html", "soon", "unexpected"),
    // Only UTF-8 is read; what is ASCII in another charset is the same in UTF-8.
    (202, "text/plain; charset=iso-8859-1", "soon", "Accepted(\"soon\")"),
    (202, "text/plain; charset=\"ISO-8859-1\"", "sÃ¶on", "decode at ``"),
    (204, "text/html", "whatever", "NoContent"),
    (404, "text/html;charset=utf-8", "<p>", "NotFoundHtml(\"<p>\")"),
    (404, "application/json", "4", "NotFound(4)"),
    (404, "application/xml", "4", "unexpected"),
    (500, "image/jpeg", "abc", "Default(b\"abc\")"),
    (500, "application/octet-stream", "abc", "Default(b\"abc\")"),
    (500, "text/html", "abc", "unexpected"),
    (302, "text/html", "abc", "unexpected"),
    // Statuses without a body are told of, whatever comes with them.
    (101, "", "", "SwitchingProtocols"),
    (304, "text/html", "whatever", "NotModified"),
    (307, "text/plain", "there", "TemporaryRedirect(\"there\")"),
];

#[test]
fn answers_are_told_apart_by_status_and_media_type() {
    for (status, content_type, body, expected) in ROWS {
        let mut headers = HeaderMap::new();
        if !content_type.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        let raw = RawResponse::new(StatusCode::from_u16(*status).expect("a status"), headers, *body);
        let found = match Report::decode(raw) {
            Ok(answer) => format!("{:?}", answer.body),
            Err(Error::Api(answer)) => format!("{:?}", answer.body),
            Err(Error::Unexpected(raw)) => {
                assert_eq!(raw.text(), *body, "everything is kept");
                "unexpected".to_owned()
            }
            Err(Error::Decode(error)) => format!("decode at `{}`", error.pointer()),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, *expected, "{status} {content_type} {body}");
    }
}

#[test]
fn an_answer_says_what_it_is() {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("text/CSV; header=absent"))]);
    let csv = RawResponse::new(StatusCode::OK, headers, "");
    let none = RawResponse::new(StatusCode::OK, HeaderMap::new(), "");
    for (range, is) in
        [("text/csv", true), ("image/*, Text/*", true), ("*/*", true), ("text/cs", false), ("text", false)]
    {
        assert_eq!((csv.is(range), none.is(range)), (is, false), "{range}");
        assert!(none.may_be(range), "it may be anything");
    }
    assert_eq!((csv.content_type(), none.content_type()), ("text/CSV", ""));
}
