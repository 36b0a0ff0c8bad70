//! The example server of storage gateways, asked by the generated client and by one that knows nothing of the document.

#[path = "../examples/gcs-server/callers.rs"]
mod callers;
#[path = "../examples/gcs-server/gateways.rs"]
mod gateways;
#[path = "../examples/gcs-server/serve.rs"]
mod serve;
#[path = "../examples/gcs-server/store.rs"]
mod store;
#[path = "../examples/gateways/tour.rs"]
mod tour;

use serde_json::{Value, json};
use store::Store;

#[test]
fn gateways_are_made_listed_paged_patched_and_deleted() {
    let mut said = Vec::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(tour::tour(&mut said)).expect("the whole tour");
    let expected = r#"201 Created tape
201 Created disk
201 Created cloud
a page of ["tape", "disk"], more: Some(true)
all: ["tape", "disk", "cloud"]
patch: {"display_name":"tape library","users_deny":null}
200 OK ["tape library"]
200 OK success
404 Not Found: it is gone
a monitor: 403 Forbidden
without a token: 401 Unauthorized
"#;
    assert_eq!(String::from_utf8_lossy(&said), expected);
}

/// A client of another house: requests by hand, over a socket.
struct Stranger {
    http: reqwest::Client,
    url: String,
}

impl Stranger {
    async fn ask(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> (u16, Value) {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self.http.request(method, format!("{}{path}", self.url));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await.expect("a whole answer");
        (status, if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") })
    }
}

/// The store as `main.rs` serves it, and a client of it.
async fn stocked(store: Store) -> Stranger {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let url = format!("http://{}/api/storage_gateways", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, serve::app(serve::stocked(store))).await });
    Stranger { http: reqwest::Client::new(), url }
}

const SHARED: &str = "/00000000-0000-8000-8000-000000000001";
const ARCHIVE: &str = "/00000000-0000-8000-8000-000000000002";
use callers::{ADMINISTRATOR, MONITOR, USER};

#[tokio::test]
async fn roles_decide_who_sees_and_does_what() {
    let stranger = stocked(Store::default()).await;
    let new = json!({ "DATA_TYPE": "storage_gateway#1.0.0", "display_name": "new" });
    for (method, path, token, body, status) in [
        ("GET", "", "", None, 401),
        ("GET", "", "of-nobody", None, 401),
        ("GET", "", ADMINISTRATOR, None, 200),
        ("GET", "", MONITOR, None, 200),
        ("GET", "", USER, None, 200),
        ("GET", SHARED, USER, None, 200),
        // The policies of the archive let nobody in.
        ("GET", ARCHIVE, USER, None, 404),
        ("GET", ARCHIVE, MONITOR, None, 200),
        ("POST", "", USER, Some(&new), 403),
        ("POST", "", MONITOR, Some(&new), 403),
        ("POST", "", ADMINISTRATOR, Some(&new), 201),
        ("DELETE", SHARED, MONITOR, None, 403),
        ("DELETE", SHARED, ADMINISTRATOR, None, 200),
        ("DELETE", SHARED, ADMINISTRATOR, None, 404),
    ] {
        let (answered, body) = stranger.ask(method, path, token, body.cloned()).await;
        assert_eq!(answered, status, "{method} {path} {token}: {body}");
        if !body.is_null() {
            assert_eq!((&body["DATA_TYPE"], &body["http_response_code"]), (&json!("result#1.0.0"), &json!(status)));
        }
    }
    let (_, refused) = stranger.ask("DELETE", ARCHIVE, MONITOR, None).await;
    assert_eq!(refused["code"], "permission_denied");
    assert_eq!(refused["message"], "One of these roles is needed: endpoint:owner, endpoint:administrator.");
}

#[tokio::test]
async fn lists_have_pages_and_show_what_is_asked_for() {
    let stranger = stocked(Store::default()).await;
    let names = |body: &Value| -> Vec<String> {
        let data = body["data"].as_array().expect("gateways").iter();
        data.map(|gateway| gateway["display_name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let (_, first) = stranger.ask("GET", "?page_size=1", MONITOR, None).await;
    assert_eq!((names(&first), &first["has_next_page"]), (vec!["shared disk".to_owned()], &json!(true)));
    let marker = first["marker"].as_str().expect("a marker");
    let (_, second) = stranger.ask("GET", &format!("?page_size=1&marker={marker}"), MONITOR, None).await;
    assert_eq!((names(&second), &second["has_next_page"]), (vec!["archive".to_owned()], &json!(false)));
    let (_, nowhere) = stranger.ask("GET", "?marker=nowhere", MONITOR, None).await;
    assert_eq!((names(&nowhere), &nowhere["has_next_page"]), (Vec::new(), &json!(false)));
    assert_eq!(stranger.ask("GET", "?include=secrets", MONITOR, None).await.0, 422);
    assert_eq!(names(&stranger.ask("GET", "", USER, None).await.1), ["shared disk"]);
    let public = stocked(Store::public()).await;
    assert_eq!(names(&public.ask("GET", "", USER, None).await.1), ["shared disk", "archive"]);

    for (token, include, shown) in [
        (ADMINISTRATOR, "?include=accounts,private_policies", true),
        (ADMINISTRATOR, "", false),
        (MONITOR, "?include=private_policies", false),
    ] {
        let (_, body) = stranger.ask("GET", &format!("{SHARED}{include}"), token, None).await;
        assert_eq!(body["data"][0].get("users_deny").is_some(), shown, "{token} {include}: {body}");
        assert_eq!(body["data"][0]["allowed_domains"], json!(["example.org"]), "is not private");
    }
}

#[tokio::test]
async fn changes_keep_replace_and_remove() {
    let stranger = stocked(Store::default()).await;
    let path = format!("{SHARED}?include=private_policies");
    let with_id = |mut gateway: Value| {
        gateway["id"] = json!(SHARED.trim_start_matches('/'));
        gateway
    };
    let kept =
        json!({ "DATA_TYPE": "storage_gateway#1.0.0", "display_name": "disk", "allowed_domains": ["example.org"] });
    let replaced = json!({ "DATA_TYPE": "storage_gateway#1.0.0", "process_user": "ada" });
    for (method, body, expected) in [
        ("PATCH", json!({ "display_name": "disk", "users_deny": null }), with_id(kept)),
        ("PUT", replaced.clone(), with_id(replaced)),
    ] {
        let (status, changed) = stranger.ask(method, SHARED, ADMINISTRATOR, Some(body)).await;
        assert_eq!((status, &changed["data"][0]), (200, &expected), "{method}");
        let (_, read) = stranger.ask("GET", &path, ADMINISTRATOR, None).await;
        assert_eq!(read["data"][0], expected, "{method} is there to stay");
    }
    for (method, path, body, status) in [
        ("PATCH", SHARED, json!({ "high_assurance": true }), 422),
        ("PATCH", SHARED, json!({ "DATA_TYPE": 1 }), 400),
        ("PATCH", SHARED, json!({ "users_deny": "eve" }), 400),
        ("PUT", SHARED, json!({ "display_name": "no type" }), 422),
        ("PATCH", "/not-an-id", json!({}), 400),
        ("PATCH", "/00000000-0000-8000-8000-000000000009", json!({}), 404),
        // There is a collection on it.
        ("PATCH", ARCHIVE, json!({ "restrict_paths": { "DATA_TYPE": "path_restrictions#1.0.0" } }), 409),
        ("PATCH", ARCHIVE, json!({ "display_name": "old archive" }), 200),
    ] {
        let (answered, answer) = stranger.ask(method, path, ADMINISTRATOR, Some(body.clone())).await;
        assert_eq!(answered, status, "{method} {path} {body}: {answer}");
    }
    let (status, refused) = stranger.ask("DELETE", ARCHIVE, ADMINISTRATOR, None).await;
    assert_eq!((status, &refused["code"]), (409, &json!("conflict")));
}
