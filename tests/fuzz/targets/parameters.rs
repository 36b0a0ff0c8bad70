//! Any values, from a generated client to a generated server.
#![no_main]

use bindery_fuzz::parameters::{Sent, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|sent: Sent| check(&sent));
