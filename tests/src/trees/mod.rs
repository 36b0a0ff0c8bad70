//! Many documents, printed as module trees into one crate, so that one run of a compiler judges all of them.

mod krate;
mod manifest;

use std::collections::BTreeMap;

use crate::Run;
pub use krate::Crate;
use manifest::Manifest;

/// Targets whose support code one copy of can serve all trees. Not the server's, since `Server` gets methods in each.
const SHARING: [&str; 2] = ["models", "client"];

/// Whose support code a tree uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// Its own, as a user gets it.
    Own,
    /// That of all others, which saves the compiler most of its work.
    Shared,
}

/// Trees on their way into a crate.
#[derive(Debug)]
pub struct Trees {
    name: String,
    krate: Crate,
    manifest: Manifest,
    own: Vec<String>,
    sharing: Vec<String>,
    shared: BTreeMap<String, String>,
}

impl Trees {
    /// A crate of this name below the target folder, outside of every workspace.
    ///
    /// # Panics
    /// If nothing can be written there.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            krate: Crate::new(name),
            manifest: Manifest::default(),
            own: Vec::new(),
            sharing: Vec::new(),
            shared: BTreeMap::new(),
        }
    }

    /// Adds a document as a module.
    ///
    /// # Panics
    /// If support code that is shared is not the same as that of the others.
    pub fn add(&mut self, module: &str, run: &mut Run, support: Support) {
        for (_, text) in run.crates().iter().filter(|(file, _)| file.ends_with("/Cargo.toml")) {
            self.manifest.add(&String::from_utf8_lossy(text));
        }
        let share = support == Support::Shared;
        for (file, bytes) in run.tree().iter() {
            let text = String::from_utf8_lossy(bytes).into_owned();
            match SHARING.iter().find(|target| file.starts_with(&format!("{target}/support/"))) {
                Some(_) if share => {
                    let first = self.shared.entry(file.to_owned()).or_insert_with(|| text.clone());
                    assert!(*first == text, "{file} is not the same for all documents");
                }
                _ if share => {
                    self.krate.write(&format!("src/{module}/{file}"), &sharing(file, &strict(file, &text)));
                }
                _ => self.krate.write(&format!("src/{module}/{file}"), &strict(file, &text)),
            }
        }
        if share { self.sharing.push(module.to_owned()) } else { self.own.push(module.to_owned()) }
    }

    /// Writes the roots, and removes what an earlier run wrote and this one did not.
    ///
    /// # Panics
    /// If nothing can be written.
    pub fn finish(self) -> Crate {
        for (file, text) in &self.shared {
            self.krate.write(&format!("src/shared/{file}"), text);
        }
        self.krate.write("src/shared/mod.rs", SHARED);
        // Macros are seen by what stands below them: modules with support code of their own come first.
        let list = |names: &[String]| names.iter().map(|name| format!("pub mod {name};\n")).collect::<String>();
        let (own, others) = (list(&self.own), list(&self.sharing));
        self.krate.write(
            "src/lib.rs",
            &format!("//! All documents.\n#![deny(warnings)]\n{NAMED_BY_DOCUMENTS}{own}#[macro_use]\npub mod shared;\n{others}"),
        );
        self.krate.write("Cargo.toml", &self.manifest.text(&self.name));
        self.krate.remove_what_was_not_written();
        self.krate
    }
}

/// Names that documents give, not we: an operation `into_response`, a schema `New`.
const NAMED_BY_DOCUMENTS: &str = "#![allow(clippy::wrong_self_convention, clippy::self_named_constructors)]\n";

/// Where the support code stands that the fixtures share.
const SHARED: &str = "//! Shared.
#[macro_use]
#[path = \"models\"]
pub mod models {
    #[macro_use]
    pub mod support;
}
#[macro_use]
#[path = \"client\"]
pub mod client {
    pub use super::models;
    #[macro_use]
    pub mod support;
}
";

/// A tree is lenient, since it is part of a user's crate. Here it is not, so that this suite speaks for crates too.
fn strict(file: &str, text: &str) -> String {
    match file {
        "mod.rs" => text.replace("dead_code, missing_docs, unreachable_pub, unused_imports", ""),
        _ => text.to_owned(),
    }
}

/// The root of a target with the shared support code in place of its own.
fn sharing(file: &str, text: &str) -> String {
    match file.strip_suffix("/mod.rs").filter(|target| SHARING.contains(target)) {
        Some(target) => {
            let uses = format!("pub use crate::shared::{target}::support;");
            let own = [
                "#[macro_use]\n#[rustfmt::skip]\npub mod support;",
                "#[rustfmt::skip]\n#[macro_use]\npub mod support;",
                "#[rustfmt::skip]\npub mod support;",
            ];
            let own = own.iter().find(|own| text.contains(**own)).expect("each target has support code");
            text.replace(own, &uses)
        }
        None => text.to_owned(),
    }
}
