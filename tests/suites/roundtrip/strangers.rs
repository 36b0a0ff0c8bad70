//! Answers that no document promises: nothing panics, nothing is lost.

use gcs_client::{Client, Error};
use gcs_models as models;

use crate::{Canned, run};

fn client(canned: &Canned) -> Client {
    let transport = gcs_client::support::ServiceTransport::new(canned.router());
    Client::builder("https://gcs.example").transport(transport).build().expect("a client")
}

const PAGE: &str = r#"{"DATA_TYPE":"result#1.0.0","code":"success","http_response_code":200,"data":[@],"MORE":1}"#;

fn page(gateway: &str) -> Canned {
    Canned::json(200, PAGE.replace('@', gateway))
}

#[test]
fn undocumented_statuses_come_with_status_headers_and_bytes() {
    for (status, media_type, body) in [
        (401, "application/json", r#"{"code":"not_authorized"}"#),
        (409, "application/json", r#"{"code":"conflict"}"#),
        (500, "text/html", "<html>Bad gateway</html>"),
        (500, "application/json", ""),
        (302, "text/plain", "elsewhere"),
    ] {
        let canned = Canned::new(status, media_type, body);
        match run(client(&canned).list_storage_gateways().send()) {
            Err(Error::Unexpected(raw)) => {
                assert_eq!(raw.status().as_u16(), status);
                assert_eq!(raw.bytes().as_ref(), body.as_bytes());
                assert_eq!(raw.headers()["content-type"], media_type);
            }
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[test]
fn a_page_of_a_proxy_under_a_documented_status_is_no_answer_of_the_api() {
    let canned = Canned::new(200, "text/html", "<html>Please log in</html>");
    let error = run(client(&canned).list_storage_gateways().send()).expect_err("no JSON");
    assert_eq!(error.raw().map(|raw| raw.text().into_owned()).as_deref(), Some("<html>Please log in</html>"));
}

#[test]
fn an_empty_body_where_one_is_documented_is_an_error_with_its_status() {
    let canned = Canned::json(200, "");
    let error = run(client(&canned).list_storage_gateways().send()).expect_err("nothing to decode");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}

#[test]
fn unknown_values_versions_and_properties_are_kept_or_ignored() {
    let answer = run(client(&page(r#"{"DATA_TYPE":"storage_gateway#9.0.0","new":18446744073709551617}"#))
        .list_storage_gateways()
        .send());
    let answer = answer.expect("an unknown version is no error");
    let gateways = answer.body.data.expect("one gateway");
    let models::StorageGateway::Other(json) = &gateways[0] else { panic!("{gateways:?}") };
    assert_eq!(
        serde_json::to_string(json).expect("JSON"),
        r#"{"DATA_TYPE":"storage_gateway#9.0.0","new":18446744073709551617}"#
    );

    let answer = run(client(&page(r#"{"DATA_TYPE":"storage_gateway#1.0.0","display_name":"x","unheard":{}}"#))
        .list_storage_gateways()
        .send());
    let answer = answer.expect("an unknown property is no error");
    let gateways = answer.body.data.expect("one gateway");
    assert!(
        matches!(&gateways[0], models::StorageGateway::V1_0_0(gateway) if gateway.display_name.as_deref() == Some("x"))
    );
}

#[test]
fn an_unknown_word_of_an_enum_is_kept() {
    let json = r#"{"DATA_TYPE":"role#1.0.0","principal":"p","role":"emperor"}"#;
    let role: models::Role = serde_json::from_str(json).expect("open enums");
    assert_eq!(role.role.as_str(), "emperor");
    assert_eq!(serde_json::to_string(&role).expect("JSON"), json);
}

#[test]
fn null_where_nobody_said_nullable_is_told_with_its_place() {
    let canned = page(r#"{"DATA_TYPE":"storage_gateway#1.0.0","display_name":null}"#);
    match run(client(&canned).list_storage_gateways().send()) {
        Err(Error::Decode(error)) => {
            // What stands inside a union is read from its own text, so the place is that of the nearest list.
            assert!(error.pointer().starts_with("/data"), "{}", error.pointer());
            assert_eq!(error.raw().status(), 200);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_missing_field_of_the_envelope_is_told_by_name() {
    let canned = Canned::json(200, r#"{"DATA_TYPE":"result#1.0.0","data":[]}"#);
    match run(client(&canned).list_storage_gateways().send()) {
        Err(Error::Decode(error)) => assert!(error.reason().contains("code"), "{}", error.reason()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_stack_trace_of_a_server_is_not_printed() {
    let body = r#"{"errors":[{"code":"errors.noRecord","message":"Credential does not exist"}],
        "policyViolation":{"stackTrace":[{"className":"ch.nevis.Secret","methodName":"run"}],"message":"boom at ch.nevis.Secret.run(Secret.java:1)"}}"#;
    let canned = Canned::json(404, body);
    let transport = nevisidm_client::support::ServiceTransport::new(canned.router());
    let client =
        nevisidm_client::Client::builder("https://idm.example").transport(transport).build().expect("a client");
    let (a, b, c) = crate::nevisidm::ids("a", "b", "c");
    let error = run(client.delete_kerberos_credential(&a, &b, &c).send()).expect_err("404");
    let shown = error.to_string();
    assert!(shown.contains("errors.noRecord") && !shown.contains("Secret"), "{shown}");
}
