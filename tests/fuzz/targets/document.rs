//! Any text, taken as a document.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| bindery_fuzz::generated::check(text));
