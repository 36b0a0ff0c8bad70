//! Any bytes, taken as a value of a generated type.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| bindery_fuzz::models::check(bytes));
