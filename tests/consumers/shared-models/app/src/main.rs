//! Two servers and their clients in one process: what the one gives is given to the other, because both have it from the
//! same crate.

use std::convert::Infallible;

use common_models::support::{Validate, from_str};
use common_models::{Currency, Money, Owner};
use pets_client::pets::AddPetBody;
use pets_models::{OwnerPatch, Pet};
use pets_server::pets::{
    AddPetRequest, AddPetResponse, ChangeOwnerRequest, ChangeOwnerResponse, ListPetsRequest, ListPetsResponse, Pets,
};
use shops_models::Receipt;
use shops_server::shops::{PayRequest, PayResponse, Shops};

fn money(amount: &str, currency: Currency) -> Money {
    Money::new(amount.try_into().expect("a number"), currency)
}

#[derive(Clone)]
struct Both;

impl Pets for Both {
    type Error = Infallible;

    async fn list_pets(&self, request: ListPetsRequest) -> Result<ListPetsResponse, Infallible> {
        let price = request.most.unwrap_or_else(|| money("1.50", request.currency));
        Ok(ListPetsResponse::Ok(vec![Pet::new("Rex", price)]))
    }

    async fn add_pet(&self, request: AddPetRequest) -> Result<AddPetResponse, Infallible> {
        let parts = request.body.read().await.expect("parts");
        Ok(AddPetResponse::Created(Pet::new(parts.name, parts.price)))
    }

    async fn change_owner(&self, request: ChangeOwnerRequest) -> Result<ChangeOwnerResponse, Infallible> {
        let owner = Owner::new(request.name.as_str());
        Ok(ChangeOwnerResponse::Ok(request.body.apply(&owner).expect("a change that an owner takes")))
    }
}

impl Shops for Both {
    type Error = Infallible;

    async fn pay(&self, request: PayRequest) -> Result<PayResponse, Infallible> {
        Ok(PayResponse::Ok(Receipt { by: Some(Owner::new("Ada")), ..Receipt::new(request.body) }))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let transport = pets_client::ServiceTransport::new(pets_server::router(Both));
    let pets = pets_client::Client::builder("https://pets.example").transport(transport).build().expect("a client");
    let transport = shops_client::ServiceTransport::new(shops_server::router(Both));
    let shops = shops_client::Client::builder("https://shops.example").transport(transport).build().expect("a client");

    let listed = pets.list_pets(Currency::Chf).most(&money("9.90", Currency::Eur)).send().await.expect("pets");
    let price = listed.body.into_iter().next().expect("a pet").price;
    // What `pets` answers is what `shops` takes. Its default comes from the common document.
    let receipt = shops.pay(&price).send().await.expect("a receipt").body;
    println!("{} {:?} {:?}", receipt.paid.amount.as_str(), receipt.paid.currency, receipt.paid.note);

    let added = pets.add_pet(AddPetBody::new("Tom", &receipt.paid)).send().await.expect("a pet").body;
    println!("{} {}", added.name, added.price.amount.as_str());

    let (old, new) = (Owner::new("Ada"), Owner { name: "Eve".to_owned(), ..Owner::new("Ada") });
    let patch = OwnerPatch::between(&old, &new).expect("a patch");
    println!("{}", pets.change_owner("ada", &patch).send().await.expect("an owner").body.name);

    let text = r#"{"name":"Rex","price":{"amount":"1","currency":"EUR"},"payment":{"kind":"card","number":"12"}}"#;
    let broken = from_str::<Pet>(text).expect("a pet").validate().expect_err("a number of four digits");
    println!("{broken}");
    // The common document's enums are closed, by a choice of its own table.
    let unknown = from_str::<Pet>(r#"{"name":"Rex","price":{"amount":"1","currency":"USD"}}"#);
    println!("{}", unknown.expect_err("no such currency"));
}
