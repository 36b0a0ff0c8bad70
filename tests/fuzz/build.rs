//! Makes clients, servers and models of documents that have a bit of everything.

use std::error::Error;
use std::path::PathBuf;

use bindery::{Build, Target, UnknownProperties};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    for (name, document, targets) in [
        ("odd", "../suites/loop/odd.yaml", &[Target::Client, Target::Server][..]),
        ("depot", "../depot/openapi.yaml", &[Target::Server]),
        ("shop", "../shop/openapi.yaml", &[Target::Client, Target::Server]),
        ("feeds", "../feeds/openapi.yaml", &[Target::Client]),
        ("pages", "../positive/pagination/styles.yaml", &[Target::Client]),
        ("zoo", "zoo.yaml", &[Target::Models]),
    ] {
        println!("cargo::rerun-if-changed={document}");
        let build = Build::new(document).name(name).out_dir(&out).targets(targets.iter().copied());
        // What is kept must come back.
        let unknown = if name == "zoo" { UnknownProperties::Keep } else { UnknownProperties::Ignore };
        build.config(|config| config.unknown_properties = unknown).try_compile()?;
    }
    Ok(())
}
