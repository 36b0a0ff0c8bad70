//! Serves one pet and asks for it, both sides made by the build script.

mod api {
    include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
}

use std::convert::Infallible;

use api::client::{Client, ServiceTransport};
use api::models::{Pet, PetMood};
use api::server;
use api::server::pets::{Pets, ReadPetRequest, ReadPetResponse};

#[derive(Clone)]
struct Shop;

impl Pets for Shop {
    type Error = Infallible;

    async fn read_pet(&self, request: ReadPetRequest) -> Result<ReadPetResponse, Infallible> {
        Ok(match request.id {
            1 => ReadPetResponse::Ok(Pet { mood: Some(PetMood::Good), ..Pet::new("Rex".to_owned()) }),
            _ => ReadPetResponse::NotFound,
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let transport = ServiceTransport::new(server::router(Shop));
    let client = Client::builder("https://pets.example").transport(transport).build().expect("a client");
    let pet = client.read_pet(1).send().await.expect("a pet");
    assert_eq!((pet.status().as_u16(), pet.body.name.as_str()), (200, "Rex"));
    let missing = client.read_pet(2).send().await.expect_err("no pet");
    assert_eq!(missing.status().map(|status| status.as_u16()), Some(404));
    println!("{} is {}", pet.body.name, pet.body.mood.as_ref().map_or("?", PetMood::as_str));
}
