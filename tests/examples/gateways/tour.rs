//! What a user of the client does.

use std::error::Error;
use std::io::Write;
use std::net::Ipv4Addr;

use gcs_client::storage_gateways::{DeleteStorageGatewayError, GetStorageGatewayError};
use gcs_client::{Client, Error as CallError};
use gcs_models::{IncludeItem, StorageGateway, StorageGateway1_0_0, StorageGatewayPatch, support::Maybe};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::callers::{ADMINISTRATOR, MONITOR};
use super::{serve, store::Store};

/// Serves a shelf of gateways at a port of the system's choice, and goes through all that can be done with them.
///
/// # Errors
/// A call has failed, or `out` cannot be written to.
pub(crate) async fn tour(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let app = serve::app(Store::default());
    let server = tokio::spawn(async move { axum::serve(listener, app).await });

    let gcs = Client::builder(format!("http://{address}")).globus_auth(ADMINISTRATOR).build()?;
    for name in ["tape", "disk", "cloud"] {
        let gateway = StorageGateway1_0_0 {
            display_name: Some(name.to_owned()),
            users_deny: Maybe::Value(vec!["nobody".to_owned()]),
            ..StorageGateway1_0_0::default()
        };
        let answer = gcs.post_storage_gateway(&gateway.into()).send().await?;
        writeln!(out, "{} {name}", answer.status())?;
    }

    // One page, and what it says of the next.
    let page = gcs.list_storage_gateways().page_size(2).send().await?;
    let names: Vec<&str> = page.body.data.iter().flatten().map(name).collect();
    writeln!(out, "a page of {names:?}, more: {:?}", page.body.has_next_page)?;

    // All of them, page by page, with what only administrators may see.
    let mut all: Vec<StorageGateway> = Vec::new();
    let mut gateways = gcs.list_storage_gateways().page_size(2).include([IncludeItem::PrivatePolicies]).stream();
    while let Some(gateway) = gateways.try_next().await? {
        all.push(gateway);
    }
    writeln!(out, "all: {:?}", all.iter().map(name).collect::<Vec<_>>())?;

    // Read, change, patch: only what differs is sent, and what is gone is sent as null.
    let Some(old @ StorageGateway::V1_0_0(gateway)) = all.first() else { return Err("no gateway of 1.0.0".into()) };
    let mut new = gateway.clone();
    new.display_name = Some("tape library".to_owned());
    new.users_deny = Maybe::Absent;
    let patch = StorageGatewayPatch::between(old, &new.into())?;
    writeln!(out, "patch: {}", serde_json::to_string(&patch)?)?;
    let first = id(old).ok_or("a gateway without an id")?;
    let patched = gcs.patch_storage_gateway(first, &patch).send().await?;
    writeln!(out, "{} {:?}", patched.status(), patched.body.data.iter().flatten().map(name).collect::<Vec<_>>())?;

    // Gone, and gone again: a documented answer is a variant.
    let deleted = gcs.delete_storage_gateway(first).send().await?;
    writeln!(out, "{} {}", deleted.status(), deleted.body.code)?;
    match gcs.delete_storage_gateway(first).send().await {
        Err(CallError::Api(answer)) if answer.body == DeleteStorageGatewayError::NotFound => {
            writeln!(out, "{}: it is gone", answer.status())?;
        }
        other => return Err(format!("deleted twice: {other:?}").into()),
    }
    match gcs.get_storage_gateway(first).send().await {
        Err(CallError::Api(answer)) if answer.body == GetStorageGatewayError::NotFound => {}
        other => return Err(format!("still there: {other:?}").into()),
    }

    // Who has another role is refused, as the document says.
    let monitor = Client::builder(format!("http://{address}")).globus_auth(MONITOR).build()?;
    match monitor.delete_storage_gateway(id(&all[1]).ok_or("a gateway without an id")?).send().await {
        Err(CallError::Api(answer)) if matches!(answer.body, DeleteStorageGatewayError::Forbidden(_)) => {
            writeln!(out, "a monitor: {}", answer.status())?;
        }
        other => return Err(format!("deleted by a monitor: {other:?}").into()),
    }

    // Without a token, the answer is one that the document does not know.
    match Client::builder(format!("http://{address}")).build()?.list_storage_gateways().send().await {
        Err(CallError::Unexpected(raw)) => writeln!(out, "without a token: {}", raw.status())?,
        other => return Err(format!("let in without a token: {other:?}").into()),
    }
    server.abort();
    Ok(())
}

/// The id of a gateway.
fn id(gateway: &StorageGateway) -> Option<Uuid> {
    match gateway {
        StorageGateway::V1_0_0(gateway) => gateway.id.as_ref().map(|id| **id),
        StorageGateway::V1_1_0(gateway) => gateway.id.as_ref().map(|id| **id),
        StorageGateway::V1_2_0(gateway) => gateway.id.as_ref().map(|id| **id),
        StorageGateway::Other(_) => None,
    }
}

/// The name of a gateway; empty if it has none.
fn name(gateway: &StorageGateway) -> &str {
    let name = match gateway {
        StorageGateway::V1_0_0(gateway) => &gateway.display_name,
        StorageGateway::V1_1_0(gateway) => &gateway.display_name,
        StorageGateway::V1_2_0(gateway) => &gateway.display_name,
        StorageGateway::Other(_) => &None,
    };
    name.as_deref().unwrap_or_default()
}
