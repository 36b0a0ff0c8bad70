//! Reads a storage gateway, says what is in it, and writes it again as it came.

use gcs_models::StorageGateway;
use gcs_models::support::{Json, Validate, from_str};

const TEXT: &str = r#"{ "DATA_TYPE": "storage_gateway#9.9.9", "display_name": "Tape", "new": [1.10, null] }"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gateway: StorageGateway = from_str(TEXT)?;
    assert!(matches!(gateway, StorageGateway::Other(_)), "a version that nobody knows yet");
    let violations = gateway.validate().err().map_or(0, |found| found.iter().count());
    assert_eq!(Json::encode(&gateway)?, Json::parse(TEXT)?, "nothing is lost");
    println!("kept whole, {violations} violation");
    Ok(())
}
