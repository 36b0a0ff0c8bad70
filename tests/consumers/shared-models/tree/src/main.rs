//! The same three documents as modules of one crate.

mod common {
    include!(concat!(env!("OUT_DIR"), "/common/mod.rs"));
}
mod pets {
    include!(concat!(env!("OUT_DIR"), "/pets/mod.rs"));
}
mod shops {
    include!(concat!(env!("OUT_DIR"), "/shops/mod.rs"));
}

use common::models::support::from_str;
use pets::models::Pet;
use shops::models::Receipt;

fn main() {
    let pet: Pet = from_str(r#"{"name":"Rex","price":{"amount":"1.50","currency":"EUR"}}"#).expect("a pet");
    let receipt = Receipt::new(pet.price);
    println!("{}", receipt.paid.amount.as_str());
}
