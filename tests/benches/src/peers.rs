//! Other generators: how they are installed and asked, and what their code needs to compile.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Fault;
use crate::client::{Project, cleared, put};
use crate::cost;

/// A generator of Rust clients.
pub(crate) struct Peer {
    /// Its package and its program.
    pub(crate) name: &'static str,
    /// Its name with the version, as the table has it.
    pub(crate) title: &'static str,
    version: &'static str,
    /// Arguments; `{document}` and `{out}` stand for paths.
    arguments: &'static [&'static str],
    /// The folder it writes to, below `src`; its module is called so.
    module: &'static str,
    /// The part of the folder that is the client.
    client: &'static str,
    /// What the manifest has below `[dependencies]`; none: it says so itself.
    dependencies: Option<&'static str>,
}

/// Those whose output has compiled for large documents.
pub(crate) const ALL: [Peer; 2] = [
    Peer {
        name: "oas3-gen",
        title: "oas3-gen 0.29",
        version: "^0.29",
        arguments: &["generate", "client-mod", "--input", "{document}", "--output", "{out}"],
        module: "api",
        client: "client.rs",
        dependencies: Some(OAS3_GEN),
    },
    Peer {
        name: "openapi-to-rust",
        title: "openapi-to-rust 0.23",
        version: "^0.23",
        arguments: &["generate", "{document}"],
        module: "generated",
        client: "client.rs",
        dependencies: None,
    },
];

const OAS3_GEN: &str = r#"
anyhow = "1"
chrono = { version = "0.4", features = ["serde"] }
http = "1"
indexmap = { version = "2", features = ["serde"] }
oas3-gen-support = "0.29"
reqwest = { version = "0.13", features = ["form", "json", "multipart", "query", "stream"] }
secrecy = "0.10"
serde = { version = "1", features = ["derive"] }
serde_html_form = "0.4"
serde_json = "1"
serde_with = { version = "3", features = ["chrono"] }
uuid = { version = "1", features = ["serde"] }
validator = { version = "0.20", features = ["derive"] }
"#;

/// A crate of models and client, made by a peer. The peer is installed below `root` if it is not there.
///
/// # Errors
/// It cannot be installed, or refuses the document.
pub(crate) fn project(peer: &Peer, document: &Path, folder: &Path, root: &Path) -> Result<Project, Fault> {
    let program = root.join("bin").join(peer.name);
    if !program.is_file() {
        let mut install = Command::new("cargo");
        install.args(["install", "--locked", "--version", peer.version, "--root"]).arg(root).arg(peer.name);
        cost::of(&install)?;
    }
    let out = folder.join("src").join(peer.module);
    cleared(&folder.join("src"))?;
    fs::create_dir_all(&out)?;
    let mut command = Command::new(&program);
    command.current_dir(folder);
    for argument in peer.arguments {
        match *argument {
            "{document}" => command.arg(document),
            "{out}" => command.arg(&out),
            word => command.arg(word),
        };
    }
    cost::of(&command)?;
    let head = "[package]\nname = \"peer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n";
    let dependencies = match peer.dependencies {
        Some(listed) => format!("[dependencies]{listed}"),
        None => fs::read_to_string(out.join("REQUIRED_DEPS.toml"))?,
    };
    put(&folder.join("Cargo.toml"), format!("{head}{dependencies}").as_bytes())?;
    let root = folder.join("src/lib.rs");
    put(&root, format!("pub mod {};\n", peer.module).as_bytes())?;
    Ok(Project { folder: folder.to_path_buf(), client: out.join(peer.client), roots: vec![root] })
}
