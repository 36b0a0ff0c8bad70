//! Lists, pages, patches and deletes GCS storage gateways: the generated client against the generated server, over a
//! socket of this machine, in one process.
//!
//! ```sh
//! cargo run -p bindery-tests --example gateways
//! ```

#[path = "../gcs-server/callers.rs"]
mod callers;
#[path = "../gcs-server/gateways.rs"]
mod gateways;
#[allow(dead_code, reason = "the tour begins with nothing")]
#[path = "../gcs-server/serve.rs"]
mod serve;
#[allow(dead_code, reason = "and is no public one")]
#[path = "../gcs-server/store.rs"]
mod store;
mod tour;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tour::tour(&mut std::io::stdout()).await
}
