//! What the operations do.

use std::sync::Arc;

use gcs_models::{IncludeItem, Result as Envelope, StorageGateway, StorageGatewayResult, support::Maybe};
use gcs_server::storage_gateways::*;
use gcs_server::support::Validate;
use gcs_server::{Head, Kind, Rejection, Violation};

use super::callers::{Caller, refused};
use super::store::{Kept, Page, Sight, Store, property, redacted};

/// How many gateways a page has if the caller does not say, and at most.
const PAGE: usize = 100;

/// The storage gateways of an endpoint.
pub(crate) struct Endpoint {
    /// Where they are kept.
    pub(crate) store: Arc<Store>,
}

/// What a caller gets to see of gateways.
#[derive(Clone, Copy)]
enum View {
    Whole,
    WithoutPrivate,
}

impl View {
    /// What is private is shown to administrators who ask for it.
    fn of(head: &Head, include: Option<&Vec<IncludeItem>>) -> Self {
        let asked = include.is_some_and(|items| items.contains(&IncludeItem::PrivatePolicies));
        match head.principal::<Caller>() {
            Some(caller) if asked && caller.administers() => Self::Whole,
            _ => Self::WithoutPrivate,
        }
    }

    fn show(self, gateway: StorageGateway) -> StorageGateway {
        match self {
            Self::Whole => gateway,
            Self::WithoutPrivate => redacted(&gateway),
        }
    }
}

/// What the one who authorizes has found out.
fn sight(head: &Head) -> Result<Sight, Rejection> {
    head.extensions.get().copied().ok_or_else(Rejection::forbidden)
}

fn found(status: i64, gateway: StorageGateway) -> StorageGatewayResult {
    StorageGatewayResult { data: Some(vec![gateway]), ..StorageGatewayResult::new(status) }
}

/// What a gateway may become: some properties stay as they are, and collections must go on working.
fn agreed(kept: &Kept, new: StorageGateway, fixed: &[&str]) -> Result<StorageGateway, Rejection> {
    for name in fixed {
        let (old, new) = (property(&kept.gateway, name), property(&new, name));
        if !new.is_null() && new != old {
            return Err(refused(Kind::Invalid, "A property cannot be changed.", &format!("/{name}")));
        }
    }
    if kept.collections > 0 && property(&kept.gateway, "restrict_paths") != property(&new, "restrict_paths") {
        return Err(conflict("/restrict_paths"));
    }
    new.validate()?;
    Ok(new)
}

fn conflict(pointer: &str) -> Rejection {
    let message = "Collections exist that would not agree with this.";
    Rejection::status(axum::http::StatusCode::CONFLICT)
        .message(message)
        .because(Violation::of_body(pointer, "conflict"))
}

impl StorageGateways for Endpoint {
    type Error = Rejection;

    async fn list_storage_gateways(
        &self,
        request: ListStorageGatewaysRequest,
    ) -> Result<ListStorageGatewaysResponse, Rejection> {
        let view = View::of(&request.head, request.include.as_ref());
        let size = request.page_size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size > 0);
        let Page { gateways, next } =
            self.store.page(sight(&request.head)?, request.marker.as_deref(), size.unwrap_or(PAGE).min(PAGE));
        Ok(ListStorageGatewaysResponse::Ok(StorageGatewayResult {
            data: Some(gateways.into_iter().map(|gateway| view.show(gateway)).collect()),
            has_next_page: Some(next.is_some()),
            marker: next.map_or(Maybe::Null, Maybe::Value),
            ..StorageGatewayResult::new(200)
        }))
    }

    async fn post_storage_gateway(
        &self,
        request: PostStorageGatewayRequest,
    ) -> Result<PostStorageGatewayResponse, Rejection> {
        Ok(PostStorageGatewayResponse::Created(found(201, self.store.add(&request.body, 0))))
    }

    async fn get_storage_gateway(
        &self,
        request: GetStorageGatewayRequest,
    ) -> Result<GetStorageGatewayResponse, Rejection> {
        let view = View::of(&request.head, request.include.as_ref());
        Ok(match self.store.get(sight(&request.head)?, *request.storage_gateway_id) {
            Some(gateway) => GetStorageGatewayResponse::Ok(found(200, view.show(gateway))),
            None => GetStorageGatewayResponse::NotFound,
        })
    }

    async fn delete_storage_gateway(
        &self,
        request: DeleteStorageGatewayRequest,
    ) -> Result<DeleteStorageGatewayResponse, Rejection> {
        let free = |kept: &Kept| if kept.collections == 0 { Ok(()) } else { Err(conflict("")) };
        Ok(match self.store.remove(*request.storage_gateway_id, free)? {
            true => DeleteStorageGatewayResponse::Ok(Envelope::new("success".to_owned(), 200)),
            false => DeleteStorageGatewayResponse::NotFound,
        })
    }

    async fn patch_storage_gateway(
        &self,
        request: PatchStorageGatewayRequest,
    ) -> Result<PatchStorageGatewayResponse, Rejection> {
        let patched = self.store.change(*request.storage_gateway_id, |kept| {
            // What comes of the patch may be no storage gateway any more.
            let new = request.body.apply(&kept.gateway).map_err(|_| Rejection::new(Kind::Invalid))?;
            agreed(kept, new, &["id", "connector_id", "high_assurance"])
        })?;
        Ok(patched.map_or(PatchStorageGatewayResponse::NotFound, |gateway| {
            PatchStorageGatewayResponse::Ok(found(200, gateway))
        }))
    }

    async fn put_storage_gateway(
        &self,
        request: PutStorageGatewayRequest,
    ) -> Result<PutStorageGatewayResponse, Rejection> {
        let put =
            self.store.change(*request.storage_gateway_id, |kept| agreed(kept, request.body, &["high_assurance"]))?;
        Ok(put
            .map_or(PutStorageGatewayResponse::NotFound, |gateway| PutStorageGatewayResponse::Ok(found(200, gateway))))
    }
}
