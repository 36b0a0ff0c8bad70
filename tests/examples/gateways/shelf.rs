//! What a server does: storage gateways in memory.

use std::sync::{Mutex, MutexGuard, PoisonError};

use gcs_models::{Result as Envelope, StorageGateway, StorageGatewayPatch, StorageGatewayResult, support::Maybe};
use gcs_server::storage_gateways::*;
use gcs_server::{Kind, Rejection};
use uuid::Uuid;

/// Storage gateways in the order they came.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<Vec<(Uuid, StorageGateway)>>);

/// The id of a gateway.
pub(crate) fn id(gateway: &StorageGateway) -> Option<Uuid> {
    match gateway {
        StorageGateway::V1_0_0(gateway) => gateway.id.as_ref().map(|id| **id),
        StorageGateway::V1_1_0(gateway) => gateway.id.as_ref().map(|id| **id),
        StorageGateway::V1_2_0(gateway) => gateway.id.as_ref().map(|id| **id),
        StorageGateway::Other(_) => None,
    }
}

/// The name of a gateway; empty if it has none.
pub(crate) fn name(gateway: &StorageGateway) -> &str {
    let name = match gateway {
        StorageGateway::V1_0_0(gateway) => &gateway.display_name,
        StorageGateway::V1_1_0(gateway) => &gateway.display_name,
        StorageGateway::V1_2_0(gateway) => &gateway.display_name,
        StorageGateway::Other(_) => &None,
    };
    name.as_deref().unwrap_or_default()
}

/// A gateway under an id that the service makes for it.
fn with_id(mut gateway: StorageGateway, id: Uuid) -> StorageGateway {
    match &mut gateway {
        StorageGateway::V1_0_0(gateway) => gateway.id = Some(id.into()),
        StorageGateway::V1_1_0(gateway) => gateway.id = Some(id.into()),
        StorageGateway::V1_2_0(gateway) => gateway.id = Some(id.into()),
        StorageGateway::Other(_) => {}
    }
    gateway
}

fn found(gateway: StorageGateway) -> StorageGatewayResult {
    StorageGatewayResult { data: Some(vec![gateway]), ..StorageGatewayResult::new(200) }
}

impl Shelf {
    fn gateways(&self) -> MutexGuard<'_, Vec<(Uuid, StorageGateway)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the gateway with an id; none if there is none.
    fn change<E>(
        &self,
        id: Uuid,
        change: impl FnOnce(&StorageGateway) -> Result<StorageGateway, E>,
    ) -> Result<Option<StorageGatewayResult>, E> {
        let mut gateways = self.gateways();
        let Some((_, gateway)) = gateways.iter_mut().find(|(known, _)| *known == id) else { return Ok(None) };
        *gateway = with_id(change(gateway)?, id);
        Ok(Some(found(gateway.clone())))
    }
}

impl StorageGateways for Shelf {
    type Error = Rejection;

    async fn list_storage_gateways(
        &self,
        request: ListStorageGatewaysRequest,
    ) -> Result<ListStorageGatewaysResponse, Rejection> {
        let gateways = self.gateways();
        let size = request.page_size.and_then(|size| usize::try_from(size).ok()).unwrap_or(100).max(1);
        // The marker is the place where the next page begins.
        let start = match request.marker.as_deref() {
            Some(marker) => marker.parse().map_err(|_| Rejection::new(Kind::Malformed))?,
            None => 0,
        };
        let page: Vec<StorageGateway> = gateways.iter().skip(start).take(size).map(|(_, one)| one.clone()).collect();
        let next = start + page.len();
        let more = next < gateways.len();
        Ok(ListStorageGatewaysResponse::Ok(StorageGatewayResult {
            data: Some(page),
            has_next_page: Some(more),
            marker: if more { Maybe::Value(next.to_string()) } else { Maybe::Null },
            ..StorageGatewayResult::new(200)
        }))
    }

    async fn post_storage_gateway(
        &self,
        request: PostStorageGatewayRequest,
    ) -> Result<PostStorageGatewayResponse, Rejection> {
        let mut gateways = self.gateways();
        let id = Uuid::from_u128(gateways.len() as u128 + 1);
        let gateway = with_id(request.body, id);
        gateways.push((id, gateway.clone()));
        Ok(PostStorageGatewayResponse::Created(found(gateway)))
    }

    async fn get_storage_gateway(
        &self,
        request: GetStorageGatewayRequest,
    ) -> Result<GetStorageGatewayResponse, Rejection> {
        let found = self.change(*request.storage_gateway_id, |gateway| Ok::<_, Rejection>(gateway.clone()))?;
        Ok(found.map_or(GetStorageGatewayResponse::NotFound, GetStorageGatewayResponse::Ok))
    }

    async fn delete_storage_gateway(
        &self,
        request: DeleteStorageGatewayRequest,
    ) -> Result<DeleteStorageGatewayResponse, Rejection> {
        let mut gateways = self.gateways();
        let before = gateways.len();
        gateways.retain(|(id, _)| *id != *request.storage_gateway_id);
        Ok(match gateways.len() < before {
            true => DeleteStorageGatewayResponse::Ok(Envelope::new("success".to_owned(), 200)),
            false => DeleteStorageGatewayResponse::NotFound,
        })
    }

    async fn patch_storage_gateway(
        &self,
        request: PatchStorageGatewayRequest,
    ) -> Result<PatchStorageGatewayResponse, Rejection> {
        let patch: StorageGatewayPatch = request.body;
        Ok(match self.change(*request.storage_gateway_id, |gateway| patch.apply(gateway)) {
            Ok(found) => found.map_or(PatchStorageGatewayResponse::NotFound, PatchStorageGatewayResponse::Ok),
            // What comes of the patch is no storage gateway.
            Err(_) => PatchStorageGatewayResponse::UnprocessableEntity,
        })
    }

    async fn put_storage_gateway(
        &self,
        request: PutStorageGatewayRequest,
    ) -> Result<PutStorageGatewayResponse, Rejection> {
        let found = self.change(*request.storage_gateway_id, |_| Ok::<_, Rejection>(request.body))?;
        Ok(found.map_or(PutStorageGatewayResponse::NotFound, PutStorageGatewayResponse::Ok))
    }
}
