//! Prism: where it is, and a server of it.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The version that is asked.
const PACKAGE: &str = "@stoplight/prism-cli@5.16.0";

/// An installed Prism.
#[derive(Debug)]
pub(crate) struct Prism {
    program: PathBuf,
}

/// A document being mocked; dropping it ends that.
#[derive(Debug)]
pub(crate) struct Mock {
    pub(crate) address: String,
    process: Child,
}

impl Prism {
    /// That below `folder`, which is put there if it is not yet; none where there is no node or no registry.
    pub(crate) fn installed(folder: &str) -> Option<Self> {
        let folder = Path::new(folder).join("prism-cli");
        let program = folder.join("node_modules/.bin/prism");
        if !program.is_file() {
            std::fs::create_dir_all(&folder).expect("a folder below target");
            let mut install = Command::new("npm");
            install.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg(PACKAGE);
            match install.output() {
                Ok(output) if output.status.success() => {}
                Ok(output) => {
                    println!("SKIPPED: {PACKAGE} cannot be installed: {}", String::from_utf8_lossy(&output.stderr));
                    return None;
                }
                Err(fault) => {
                    println!("SKIPPED: no npm: {fault}");
                    return None;
                }
            }
        }
        Some(Self { program })
    }

    /// Mocks a document, and refuses what breaks it.
    ///
    /// # Panics
    /// If it does not come to listen.
    pub(crate) fn mock(&self, document: &Path) -> Mock {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = free.expect("a free port").port();
        let mut command = Command::new(&self.program);
        command.args(["mock", "--errors", "--host", "127.0.0.1", "--port", &port.to_string()]).arg(document);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("Prism starts");
        let mut lines = BufReader::new(process.stdout.take().expect("it was asked for")).lines();
        let mut said = Vec::new();
        loop {
            match lines.next() {
                Some(Ok(line)) if line.contains("is listening on") => break,
                Some(Ok(line)) => said.push(line),
                _ => panic!("Prism does not listen:\n{}", said.join("\n")),
            }
        }
        // It goes on talking: somebody has to read it.
        std::thread::spawn(move || lines.for_each(drop));
        Mock { address: format!("http://127.0.0.1:{port}"), process }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
