use axum::http::{HeaderMap, header};

use crate::body::choose;
use crate::{Format, Payload};

#[test]
fn content_type_table() {
    let payloads = [
        Payload { essence: "application/json", format: Format::Json },
        Payload { essence: "application/vnd.x+json", format: Format::Json },
        Payload { essence: "text/plain", format: Format::Text },
        Payload { essence: "image/*", format: Format::Binary },
    ];
    for (sent, expected) in [
        (Some("application/json"), Some(0)),
        (Some("Application/JSON; Charset=\"UTF-8\""), Some(0)),
        (Some("application/json; charset=iso-8859-1"), None),
        (Some("application/json; profile=x"), Some(0)),
        (Some("application/vnd.x+json"), Some(1)),
        (Some("application/vnd.y+json"), None),
        (Some("application/merge-patch+json"), None),
        (Some("text/plain;charset=us-ascii"), Some(2)),
        (Some("text/plain;charset=utf-16"), None),
        (Some("image/png; charset=latin1"), Some(3)),
        (Some("application/x-www-form-urlencoded"), None),
        (Some("json"), None),
        (Some(""), None),
        (None, None),
    ] {
        let headers = sent.map(|sent| (header::CONTENT_TYPE, sent.parse().expect("a header value")));
        assert_eq!(choose(&HeaderMap::from_iter(headers), &payloads).ok(), expected, "{sent:?}");
    }
    let any = [Payload { essence: "*/*", format: Format::Binary }];
    assert_eq!(choose(&HeaderMap::new(), &any).ok(), Some(0));
}
