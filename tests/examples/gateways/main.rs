//! Lists, pages, patches and deletes GCS storage gateways: the generated client against the generated server, over a
//! socket of this machine, in one process.
//!
//! ```sh
//! cargo run -p bindery-tests --example gateways
//! ```

mod callers;
mod shelf;
mod tour;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tour::tour(&mut std::io::stdout()).await
}
