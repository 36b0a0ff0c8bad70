//! Makes client and server. What clients carry as bytes is known and not told of in every build.

use std::error::Error;

use bindery::{Build, Target};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=openapi.yaml");
    Build::new("openapi.yaml").targets([Target::Client, Target::Server]).try_compile()?;
    Ok(())
}
