//! Any requests to generated servers.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| bindery_fuzz::requests::check(bytes));
