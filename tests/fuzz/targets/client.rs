//! Any answers to generated clients.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| bindery_fuzz::answers::check(bytes));
