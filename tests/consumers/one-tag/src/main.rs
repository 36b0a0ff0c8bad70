//! Asks a service in the same process for a pet. The modules of the other tags are not there.

use std::convert::Infallible;

use shop_client::{Client, ServiceTransport};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = tower::service_fn(|request: http::Request<shop_client::Body>| async move {
        let body = format!("{{\"name\": \"{}\"}}", request.uri().path());
        let answer = http::Response::builder().header("content-type", "application/json");
        Ok::<_, Infallible>(answer.body(body).expect("an answer"))
    });
    let client = Client::builder("https://shop.example").transport(ServiceTransport::new(service)).build()?;
    println!("{}", client.read_pet(7).send().await?.body.name);
    Ok(())
}
