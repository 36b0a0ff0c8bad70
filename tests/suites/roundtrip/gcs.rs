//! GCS: six operations, every documented status, pages.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use gcs_client::support::PagesError;
use gcs_client::{Client, Error, ServiceTransport};
use gcs_models::{
    PermissionDeniedResult, Result as Envelope, S3StoragePolicies1_0_0, StorageGateway, StorageGateway1_0_0,
    StorageGateway1_2_0, StorageGatewayPatch, StorageGatewayResult, StoragePolicies, support::Maybe,
};
use gcs_server::Server;
use gcs_server::storage_gateways::{
    DeleteStorageGatewayRequest, DeleteStorageGatewayResponse, GetStorageGatewayRequest, GetStorageGatewayResponse,
    ListStorageGatewaysRequest, ListStorageGatewaysResponse, PatchStorageGatewayRequest, PatchStorageGatewayResponse,
    PostStorageGatewayRequest, PostStorageGatewayResponse, PutStorageGatewayRequest, PutStorageGatewayResponse,
    StorageGateways,
};
use uuid::Uuid;

use crate::{Canned, run};

const ID: Uuid = Uuid::from_u128(0x497f_6eca_6276_4993_bfeb_53cb_bbba_6f08);

/// Answers every operation with the status it was made for; pages as many as it was given.
#[derive(Clone)]
struct Manager {
    status: u16,
    pages: Arc<Mutex<Vec<StorageGatewayResult>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Manager {
    fn new(status: u16) -> Self {
        Self { status, pages: Arc::default(), asked: Arc::default() }
    }

    fn client(&self) -> Client {
        let transport = ServiceTransport::new(gcs_server::router(self.clone(), gcs_server::Anyone));
        Client::builder("https://gcs.example").transport(transport).globus_auth("token").build().expect("a client")
    }
}

fn gateway() -> StorageGateway {
    let policies = S3StoragePolicies1_0_0 { s3_buckets: Some(vec!["b".to_owned()]), ..Default::default() };
    StorageGateway::V1_0_0(StorageGateway1_0_0 {
        display_name: Some("ü".to_owned()),
        policies: Some(StoragePolicies::from(policies)),
        ..Default::default()
    })
}

fn found() -> StorageGatewayResult {
    StorageGatewayResult { data: Some(vec![gateway()]), ..StorageGatewayResult::new(200) }
}

fn denied() -> PermissionDeniedResult {
    serde_json::from_str(
        r#"{"DATA_TYPE":"result#1.0.0","code":"permission_denied","http_response_code":403,
            "detail":{"DATA_TYPE":"missing_required_role#1.0.0","roles":[{"role":"owner"}]}}"#,
    )
    .expect("a refusal")
}

impl StorageGateways for Manager {
    type Error = Infallible;

    async fn list_storage_gateways(
        &self,
        request: ListStorageGatewaysRequest,
    ) -> Result<ListStorageGatewaysResponse, Infallible> {
        let asked = format!("{:?} {:?} {:?}", request.page_size, request.marker, request.include);
        self.asked.lock().expect("no test panicked here").push(asked);
        let mut pages = self.pages.lock().expect("no test panicked here");
        Ok(ListStorageGatewaysResponse::Ok(if pages.is_empty() { found() } else { pages.remove(0) }))
    }

    async fn post_storage_gateway(
        &self,
        request: PostStorageGatewayRequest,
    ) -> Result<PostStorageGatewayResponse, Infallible> {
        let body = serde_json::to_string(&request.body).expect("JSON");
        self.asked.lock().expect("no test panicked here").push(body);
        if matches!(request.body, StorageGateway::V1_0_0(_)) {
            assert_eq!(request.body, gateway());
        }
        Ok(match self.status {
            400 => PostStorageGatewayResponse::BadRequest,
            403 => PostStorageGatewayResponse::Forbidden(denied()),
            415 => PostStorageGatewayResponse::UnsupportedMediaType,
            422 => PostStorageGatewayResponse::UnprocessableEntity,
            _ => PostStorageGatewayResponse::Created(found()),
        })
    }

    async fn get_storage_gateway(
        &self,
        request: GetStorageGatewayRequest,
    ) -> Result<GetStorageGatewayResponse, Infallible> {
        assert_eq!(request.storage_gateway_id, ID);
        Ok(match self.status {
            404 => GetStorageGatewayResponse::NotFound,
            _ => GetStorageGatewayResponse::Ok(found()),
        })
    }

    async fn delete_storage_gateway(
        &self,
        request: DeleteStorageGatewayRequest,
    ) -> Result<DeleteStorageGatewayResponse, Infallible> {
        assert_eq!(request.storage_gateway_id, ID);
        Ok(match self.status {
            403 => DeleteStorageGatewayResponse::Forbidden(denied()),
            404 => DeleteStorageGatewayResponse::NotFound,
            _ => DeleteStorageGatewayResponse::Ok(Envelope::new("success".to_owned(), 200)),
        })
    }

    async fn patch_storage_gateway(
        &self,
        request: PatchStorageGatewayRequest,
    ) -> Result<PatchStorageGatewayResponse, Infallible> {
        assert_eq!(request.body, patch());
        Ok(match self.status {
            400 => PatchStorageGatewayResponse::BadRequest,
            403 => PatchStorageGatewayResponse::Forbidden(denied()),
            404 => PatchStorageGatewayResponse::NotFound,
            415 => PatchStorageGatewayResponse::UnsupportedMediaType,
            422 => PatchStorageGatewayResponse::UnprocessableEntity,
            _ => PatchStorageGatewayResponse::Ok(found()),
        })
    }

    async fn put_storage_gateway(
        &self,
        request: PutStorageGatewayRequest,
    ) -> Result<PutStorageGatewayResponse, Infallible> {
        assert_eq!(request.body, gateway());
        Ok(match self.status {
            400 => PutStorageGatewayResponse::BadRequest,
            403 => PutStorageGatewayResponse::Forbidden(denied()),
            404 => PutStorageGatewayResponse::NotFound,
            415 => PutStorageGatewayResponse::UnsupportedMediaType,
            422 => PutStorageGatewayResponse::UnprocessableEntity,
            _ => PutStorageGatewayResponse::Ok(found()),
        })
    }
}

fn patch() -> StorageGatewayPatch {
    StorageGatewayPatch {
        display_name: Maybe::Value("new".to_owned()),
        users_allow: Maybe::Null,
        ..StorageGatewayPatch::default()
    }
}

/// The status and the name of the variant, so that a status cannot hide behind another's body.
macro_rules! outcome {
    ($call:expr, $error:ident { $($variant:ident $(($body:ident))?),* $(,)? }) => {
        match run($call.send()) {
            Ok(answer) => {
                assert_eq!(answer.body.http_response_code, 200);
                (answer.status().as_u16(), "success")
            }
            Err(Error::Api(answer)) => (answer.status().as_u16(), match &answer.body {
                $(gcs_client::storage_gateways::$error::$variant $(($body))? => { $(assert_eq!(*$body, denied());)? stringify!($variant) })*
            }),
            Err(other) => panic!("{other:?}"),
        }
    };
}

#[test]
fn every_documented_status_has_its_type() {
    let of = |status: u16| match status {
        400 => "BadRequest",
        403 => "Forbidden",
        404 => "NotFound",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableEntity",
        _ => "success",
    };
    for status in [201, 400, 403, 415, 422] {
        let call = Manager::new(status).client().post_storage_gateway(&gateway());
        let seen = outcome!(call, PostStorageGatewayError {
            BadRequest, Forbidden(body), UnsupportedMediaType, UnprocessableEntity,
        });
        assert_eq!(seen, (status, of(status)));
    }
    for status in [200, 404] {
        let call = Manager::new(status).client().get_storage_gateway(ID);
        assert_eq!(outcome!(call, GetStorageGatewayError { NotFound }), (status, of(status)));
    }
    for status in [200, 403, 404] {
        let call = Manager::new(status).client().delete_storage_gateway(ID);
        assert_eq!(outcome!(call, DeleteStorageGatewayError { Forbidden(body), NotFound }), (status, of(status)));
    }
    for status in [200, 400, 403, 404, 415, 422] {
        let call = Manager::new(status).client().patch_storage_gateway(ID, &patch());
        let seen = outcome!(call, PatchStorageGatewayError {
            BadRequest, Forbidden(body), NotFound, UnsupportedMediaType, UnprocessableEntity,
        });
        assert_eq!(seen, (status, of(status)));
        let call = Manager::new(status).client().put_storage_gateway(ID, &gateway());
        let seen = outcome!(call, PutStorageGatewayError {
            BadRequest, Forbidden(body), NotFound, UnsupportedMediaType, UnprocessableEntity,
        });
        assert_eq!(seen, (status, of(status)));
    }
}

#[test]
fn include_is_one_parameter_joined_by_commas() {
    use gcs_models::IncludeItem;

    let canned = Canned::json(200, serde_json::to_string(&found()).expect("JSON"));
    let client = Client::builder("https://gcs.example")
        .transport(ServiceTransport::new(canned.router()))
        .globus_auth("secret")
        .build()
        .expect("a client");
    let call =
        client.list_storage_gateways().include([IncludeItem::PrivatePolicies, IncludeItem::Accounts]).page_size(5);
    run(call.send()).expect("a page");
    let sent = canned.only();
    assert_eq!(sent.target, "/api/storage_gateways?include=private_policies%2Caccounts&page_size=5");
    assert_eq!(sent.header("authorization"), Some("Bearer secret"));
    assert!(!format!("{client:?}").contains("secret"));

    let manager = Manager::new(200);
    let call = manager.client().list_storage_gateways().include([IncludeItem::PrivatePolicies, IncludeItem::Accounts]);
    run(call.send()).expect("a page");
    assert_eq!(manager.asked.lock().expect("asked").as_slice(), ["None None Some([PrivatePolicies, Accounts])"]);
}

#[test]
fn a_stream_goes_on_while_there_is_a_next_page() {
    let page = |marker: &str, more: bool| StorageGatewayResult {
        has_next_page: Some(more),
        marker: Maybe::Value(marker.to_owned()),
        ..found()
    };
    let manager = Manager::new(200);
    *manager.pages.lock().expect("pages") = vec![page("1", true), page("2", true), page("3", false)];
    let mut stream = manager.client().list_storage_gateways().page_size(1).stream();
    let count = run(async {
        let mut count = 0;
        while let Some(gateway) = stream.try_next().await.expect("an item") {
            assert_eq!(gateway, self::gateway());
            count += 1;
        }
        count
    });
    assert_eq!(count, 3);
    let asked = manager.asked.lock().expect("asked").clone();
    assert_eq!(asked, ["Some(1) None None", "Some(1) Some(\"1\") None", "Some(1) Some(\"2\") None"]);
}

#[test]
fn a_marker_that_comes_again_ends_the_stream_with_an_error() {
    let again =
        || StorageGatewayResult { has_next_page: Some(true), marker: Maybe::Value("same".to_owned()), ..found() };
    let manager = Manager::new(200);
    *manager.pages.lock().expect("pages") = (0..9).map(|_| again()).collect();
    let mut pages = manager.client().list_storage_gateways().pages();
    run(async {
        assert!(pages.try_next().await.expect("the first page").is_some());
        assert!(pages.try_next().await.expect("the second page").is_some());
        assert!(matches!(pages.try_next().await, Err(Error::Pages(PagesError::Repeated))));
        assert!(pages.try_next().await.expect("nothing follows").is_none());
    });
}

#[test]
fn a_patch_is_made_of_two_values() {
    let StorageGateway::V1_0_0(old) = gateway() else { panic!("it was made so") };
    let new = StorageGateway1_0_0 { display_name: Some("new".to_owned()), policies: None, ..old.clone() };
    let patch =
        StorageGatewayPatch::between(&StorageGateway::V1_0_0(old), &StorageGateway::V1_0_0(new)).expect("a patch");
    let json = serde_json::to_string(&patch).expect("JSON");
    assert_eq!(json, r#"{"display_name":"new","policies":null}"#);
}

#[test]
fn a_patch_is_applied_to_a_value() {
    let patched = patch().apply(&gateway()).expect("a gateway");
    let StorageGateway::V1_0_0(patched) = patched else { panic!("the tag stays") };
    assert_eq!((patched.display_name.as_deref(), &patched.users_allow), (Some("new"), &Maybe::Absent));
    assert!(patched.policies.is_some(), "what the patch does not name stays");
}

#[test]
fn a_server_puts_in_what_a_body_leaves_out() {
    let manager = Manager::new(201);
    let sent = StorageGateway::V1_2_0(StorageGateway1_2_0 { require_mfa: Some(true), ..Default::default() });
    let json = serde_json::to_string(&sent).expect("JSON");
    assert_eq!(json, r#"{"DATA_TYPE":"storage_gateway#1.2.0","require_mfa":true}"#, "a client puts nothing in");
    run(manager.client().post_storage_gateway(&sent).send()).expect("an answer");
    let asked = manager.asked.lock().expect("no test panicked here").clone();
    let arrived = r#"{"DATA_TYPE":"storage_gateway#1.2.0","admin_managed_credentials":false,"require_mfa":true}"#;
    assert_eq!(asked, [arrived]);
}

#[test]
fn bad_requests_are_answered_with_the_error_document_of_the_api() {
    let router = Server::new(Manager::new(200), gcs_server::Anyone).with_fallback().into_router();
    for (method, target, body, status) in [
        ("GET", "/api/storage_gateways/no-uuid", "", 400),
        ("GET", "/api/storage_gateways?page_size=many", "", 400),
        ("POST", "/api/storage_gateways", "{", 400),
        ("POST", "/api/storage_gateways", r#"{"DATA_TYPE":"storage_gateway#1.0.0","deleted":"no"}"#, 400),
        ("DELETE", "/api/storage_gateways", "", 405),
        ("GET", "/api/nowhere", "", 404),
    ] {
        let request = axum::http::Request::builder()
            .method(method)
            .uri(target)
            .header("content-type", "application/json")
            .body(axum::body::Body::from(body))
            .expect("a request");
        let (answered, text) = run(async {
            use tower_service::Service;
            let answer = router.clone().as_service::<axum::body::Body>().call(request).await.expect("an answer");
            let answered = answer.status();
            let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
            (answered, String::from_utf8_lossy(&bytes).into_owned())
        });
        assert_eq!(answered, StatusCode::from_u16(status).expect("a status"), "{method} {target}: {text}");
        let envelope: Envelope =
            serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{method} {target}: {fault}: {text}"));
        assert_eq!(envelope.http_response_code, i64::from(status));
        assert!(!text.contains("many") && !text.contains("no-uuid"), "the input is repeated: {text}");
    }
}

#[test]
fn path_restrictions_of_every_version_come_back_equal() {
    use gcs_models::{StorageGateway1_0_0RestrictPaths as Paths, support};
    let read = |text: &str| support::from_str::<Paths>(text).expect("path restrictions");
    let known = r#"{"DATA_TYPE":"path_restrictions#1.0.0","read":["/a"]}"#;
    let later = r#"{"DATA_TYPE":"path_restrictions#2.0.0","deny":["/b"]}"#;
    assert!(matches!(read(known), Paths::PathRestrictions(_)));
    assert!(matches!(read("{}"), Paths::Map(_)));
    assert!(matches!(read(later), Paths::Map(_)));
    for text in [known, later, "{}"] {
        assert_eq!(serde_json::to_string(&read(text)).expect("JSON"), text);
    }
}
