//! What a hostile network sends to a generated server, over sockets: each gets the right status or a closed connection,
//! memory stays bounded, and the server goes on answering.

#[path = "../../examples/gcs-server/callers.rs"]
mod callers;
#[path = "../../examples/gcs-server/gateways.rs"]
mod gateways;
#[allow(dead_code, reason = "nothing is in store")]
#[path = "../../examples/gcs-server/serve.rs"]
mod serve;
#[allow(dead_code, reason = "and is no public one")]
#[path = "../../examples/gcs-server/store.rs"]
mod store;

mod bodies;
mod depot;
mod echo;
mod forms;
mod heads;
mod memory;
mod wire;

use std::sync::Arc;
use std::time::Duration;

use gcs_server::Server;

use callers::Callers;
use gateways::Endpoint;
use store::Store;

/// The gateways of an endpoint at a port of this machine, which wait for bodies no longer than `patience`.
async fn serve_gateways(patience: Duration) -> wire::Target {
    let store = Arc::new(Store::default());
    let endpoint = Endpoint { store: Arc::clone(&store) };
    let server = Server::new(endpoint, Callers { store }).with_fallback();
    let app = server.body_patience(move || tokio::time::sleep(patience)).into_router();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    wire::Target { address }
}
