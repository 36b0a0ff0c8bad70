//! All of it together.

use std::sync::Arc;

use axum::Router;
use gcs_models::{StorageGateway, StorageGateway1_0_0, StorageGateway1_2_0, support::Maybe};
use gcs_server::Server;

use super::callers::Callers;
use super::gateways::Endpoint;
use super::store::Store;

/// The server for a store, to be nested, merged and layered like any router.
pub(crate) fn app(store: Store) -> Router {
    let store = Arc::new(store);
    let endpoint = Endpoint { store: Arc::clone(&store) };
    Server::new(endpoint, Callers { store }).with_fallback().into_router()
}

/// A store with two gateways to begin with: one that `example.org` may use, and one with a collection on it.
pub(crate) fn stocked(store: Store) -> Store {
    let shared = StorageGateway1_0_0 {
        display_name: Some("shared disk".to_owned()),
        allowed_domains: Some(vec!["example.org".to_owned()]),
        users_deny: Maybe::Value(vec!["eve@example.org".to_owned()]),
        ..StorageGateway1_0_0::default()
    };
    let archive = StorageGateway1_2_0 { display_name: Some("archive".to_owned()), ..StorageGateway1_2_0::default() };
    store.add(&StorageGateway::from(shared), 0);
    store.add(&StorageGateway::from(archive), 1);
    store
}
