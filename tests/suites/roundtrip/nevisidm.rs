//! nevisIDM: one operation, four statuses.

use std::convert::Infallible;

use axum::response::IntoResponse;
use nevisidm_client::kerberos_credentials::DeleteKerberosCredentialError;
use nevisidm_client::{Client, Error};
use nevisidm_models::{ClientExtId, ErrorResponseDto, ExtId, UserExtId};
use nevisidm_server::kerberos_credentials::{
    DeleteKerberosCredentialRequest, DeleteKerberosCredentialResponse, KerberosCredentials,
};

use crate::{Canned, run};

pub(crate) fn ids(client: &str, user: &str, credential: &str) -> (ClientExtId, UserExtId, ExtId) {
    (
        ClientExtId::new(client).expect("not empty"),
        UserExtId::new(user).expect("not empty"),
        ExtId::new(credential).expect("not empty"),
    )
}

/// Answers with the status that stands in the credential's id.
#[derive(Clone)]
struct Identities;

impl KerberosCredentials for Identities {
    type Error = Infallible;

    async fn delete_kerberos_credential(
        &self,
        request: DeleteKerberosCredentialRequest,
    ) -> Result<DeleteKerberosCredentialResponse, Infallible> {
        assert_eq!(request.client_ext_id.as_str(), "a/b c%?ü");
        assert_eq!(request.user_ext_id.as_str(), "user-123");
        let body = || -> ErrorResponseDto {
            let code = if request.x_token.as_deref() == Some("jwt") { "errors.noRecord" } else { "errors.new" };
            serde_json::from_str(&format!(r#"{{"errors":[{{"code":"{code}","message":"m"}}]}}"#)).expect("a body")
        };
        Ok(match request.ext_id.as_str() {
            "403" => DeleteKerberosCredentialResponse::Forbidden(body()),
            // A code that the document does not list is for nobody to check.
            "404" => {
                let answer = DeleteKerberosCredentialResponse::NotFound(body());
                DeleteKerberosCredentialResponse::Other(answer.into_response())
            }
            "422" => DeleteKerberosCredentialResponse::UnprocessableEntity(body()),
            _ => DeleteKerberosCredentialResponse::NoContent,
        })
    }
}

fn client() -> Client {
    let transport =
        nevisidm_client::support::ServiceTransport::new(nevisidm_server::router(Identities, nevisidm_server::Anyone));
    Client::builder("https://idm.example").transport(transport).build().expect("a client")
}

#[test]
fn every_documented_status_has_its_type() {
    let (a, b, c) = ids("a/b c%?ü", "user-123", "gone");
    let done = run(client().delete_kerberos_credential(&a, &b, &c).send()).expect("204");
    assert_eq!(done.status(), 204);
    assert!(done.bytes().is_empty() && !done.headers().contains_key("content-type"));

    for (status, token) in [(403, Some("jwt")), (404, None), (422, Some("jwt"))] {
        let (_, _, c) = ids("x", "x", &status.to_string());
        let call = client().delete_kerberos_credential(&a, &b, &c);
        let call = match token {
            Some(token) => call.x_token(token),
            None => call,
        };
        let error = run(call.send()).expect_err("an error");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        let Error::Api(answer) = error else { panic!("{error:?}") };
        let (kind, body) = match &answer.body {
            DeleteKerberosCredentialError::Forbidden(body) => (403, body),
            DeleteKerberosCredentialError::NotFound(body) => (404, body),
            DeleteKerberosCredentialError::UnprocessableEntity(body) => (422, body),
        };
        assert_eq!(kind, status);
        let code = body.errors.iter().flatten().filter_map(|error| error.code.as_ref()).next().expect("a code");
        assert_eq!(code.as_str(), if token.is_some() { "errors.noRecord" } else { "errors.new" });
    }
}

#[test]
fn path_values_are_encoded_and_the_token_is_a_header() {
    let canned = Canned::new(204, "text/plain", "");
    let transport = nevisidm_client::support::ServiceTransport::new(canned.router());
    let client = Client::builder("https://idm.example/base/").transport(transport).build().expect("a client");
    let (a, b, c) = ids("a/b c%?", "ü", "..x");
    run(client.delete_kerberos_credential(&a, &b, &c).x_token("jwt").send()).expect("204");
    let sent = canned.only();
    assert_eq!(sent.method, "DELETE");
    assert_eq!(sent.target, "/base/nevisidm/api/core/v1/a%2Fb%20c%25%3F/users/%C3%BC/kerberos/..x");
    assert_eq!(sent.header("x-token"), Some("jwt"));
    assert_eq!(sent.header("content-type"), None);
    assert_eq!(sent.body, "");
}

#[test]
fn empty_ids_are_refused_before_anything_is_sent() {
    assert!(ExtId::new("").is_err());
    assert!("".parse::<ClientExtId>().is_err());
}
