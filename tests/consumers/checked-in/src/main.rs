//! Asks the server that answers with the document's examples, with the client, in one process.

use gcs_client::{Client, ServiceTransport};
use gcs_models::StorageGateway;
use gcs_server::{Anyone, Examples, router};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let transport = ServiceTransport::new(router(Examples::default(), Anyone));
    let client = Client::builder("https://gcs.example").transport(transport).build().expect("a client");
    let page = client.list_storage_gateways().page_size(10).send().await.expect("a page");
    for gateway in page.body.data.iter().flatten() {
        match gateway {
            StorageGateway::V1_0_0(gateway) => println!("{:?}", gateway.display_name),
            other => println!("another version: {other:?}"),
        }
    }
    assert!(page.body.data.is_some_and(|gateways| !gateways.is_empty()));
}
