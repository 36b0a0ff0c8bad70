//! Serves a pet by the modules of one folder, and reads what came by the types of one file.

mod file;
mod folder;

use std::convert::Infallible;

use folder::client::{Client, ServiceTransport};
use folder::models::Pet;
use folder::server::Server;
use folder::server::pets::{Pets, ReadPetRequest, ReadPetResponse, operations};

struct Shop;

impl Pets for Shop {
    type Error = Infallible;

    async fn read_pet(&self, request: ReadPetRequest) -> Result<ReadPetResponse, Infallible> {
        Ok(ReadPetResponse::Ok(Pet::new(format!("Rex {}", request.id))))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = Server::of(operations(Shop.into())).into_router();
    let client = Client::builder("https://shop.example").transport(ServiceTransport::new(app)).build()?;
    let answer = client.read_pet(7).send().await?;
    let pet: file::models::Pet = file::models::support::from_str(&format!("{{\"name\": \"{}\"}}", answer.body.name))?;
    println!("{}", pet.name);
    Ok(())
}
