//! A text that says several files, taken as a document and what it leads to.
#![no_main]

use bindery_fuzz::{generated, shelf};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let folder = shelf::laid_out(text);
    generated::check_file(&shelf::main_of(&folder));
});
