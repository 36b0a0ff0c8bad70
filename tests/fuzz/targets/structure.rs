//! Documents that have the shape of documents, from bytes that choose among the words of the standard.
#![no_main]

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = bindery_fuzz::structure::document(&mut Unstructured::new(bytes)) {
        bindery_fuzz::generated::check(&text);
    }
});
