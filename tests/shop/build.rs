//! Makes the client.

use bindery::{Build, Target};

fn main() {
    Build::new("openapi.yaml").targets([Target::Client]).features(["reqwest", "tokio", "tower"]).compile();
}
