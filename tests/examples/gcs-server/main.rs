//! The storage gateways of an endpoint, in memory, behind the generated server: makes, lists by pages, shows, patches,
//! replaces and deletes them, for callers with roles.
//!
//! ```sh
//! cargo run -p bindery-tests --example gcs-server -- 127.0.0.1:4020            # or, with a list for everybody:
//! cargo run -p bindery-tests --example gcs-server -- 127.0.0.1:4020 public
//! curl -H 'Authorization: Bearer of-an-administrator' http://127.0.0.1:4020/api/storage_gateways
//! ```

mod callers;
mod gateways;
mod serve;
mod store;

use std::error::Error;

use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:4020".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("http://{}/api/storage_gateways", listener.local_addr()?);
    for (token, what) in [
        (callers::ADMINISTRATOR, "may do everything"),
        (callers::MONITOR, "sees all gateways, without what is private"),
        (callers::USER, "sees the gateways whose policies let example.org in"),
    ] {
        println!("Authorization: Bearer {token:<20} {what}");
    }
    let store = match std::env::args().nth(2).as_deref() {
        Some("public") => Store::public(),
        _ => Store::default(),
    };
    axum::serve(listener, serve::app(serve::stocked(store))).await?;
    Ok(())
}
