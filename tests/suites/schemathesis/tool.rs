//! schemathesis: where it is, and a run of it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that is asked.
const PACKAGE: &str = "schemathesis==4.32.5";

/// How many requests of each kind are made for an operation.
const EXAMPLES: &str = "10";

/// Checks that ask for what a mock is not, and why.
const NOT_OF_A_MOCK: [(&str, &str); 3] = [
    ("ignored_auth", "a mock lets everybody in; who is let in is shown by `support_server`"),
    ("use_after_free", "a mock keeps nothing, so nothing of it can be deleted"),
    ("ensure_resource_availability", "a mock keeps nothing, so nothing can be made in it"),
];

/// An installed schemathesis.
pub(crate) struct Schemathesis {
    program: PathBuf,
    folder: PathBuf,
}

impl Schemathesis {
    /// That below `folder`, which is put there if it is not yet; none where there is no Python or no registry.
    pub(crate) fn installed(folder: &str) -> Option<Self> {
        let folder = Path::new(folder).join("schemathesis");
        let environment = folder.join(PACKAGE);
        let program = environment.join("bin/schemathesis");
        if !program.is_file() {
            std::fs::create_dir_all(&folder).expect("a folder below target");
            let python = |words: &[&str]| {
                let output = Command::new("python3").args(words).output();
                output.map_err(|fault| fault.to_string()).and_then(|output| match output.status.success() {
                    true => Ok(()),
                    false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
                })
            };
            let path = environment.to_string_lossy();
            let pip = Command::new(environment.join("bin/pip"));
            let install = |mut pip: Command| match pip.args(["install", "--quiet", PACKAGE]).output() {
                Ok(output) if output.status.success() => Ok(()),
                Ok(output) => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
                Err(fault) => Err(fault.to_string()),
            };
            if let Err(fault) = python(&["-m", "venv", &path]).and_then(|()| install(pip)) {
                println!("SKIPPED: {PACKAGE} cannot be installed: {fault}");
                return None;
            }
        }
        Some(Self { program, folder })
    }

    /// Asks a server at `url` for all that the document promises of the operations that `more` words choose. How many
    /// requests it made.
    ///
    /// # Errors
    /// What broke the document, in its words.
    pub(crate) fn ask_mock(&self, name: &str, document: &str, url: &str, more: &[String]) -> Result<String, String> {
        let left_out = NOT_OF_A_MOCK.map(|(check, _)| check).join(",");
        let more = ["--exclude-checks", &left_out].map(str::to_owned).into_iter().chain(more.iter().cloned());
        self.ask(name, document, url, &more.collect::<Vec<_>>())
    }

    /// The same of a server that is none, with all checks.
    ///
    /// # Errors
    /// What broke the document, in its words.
    pub(crate) fn ask(&self, name: &str, document: &str, url: &str, more: &[String]) -> Result<String, String> {
        let path = self.folder.join(format!("{name}.json"));
        std::fs::write(&path, document).expect("a file below target");
        let hooks = self.folder.join("hooks.py");
        std::fs::write(&hooks, include_str!("hooks.py")).expect("a file below target");
        let output = Command::new(&self.program)
            .args(["run", &path.to_string_lossy(), "--url", url, "--checks", "all"])
            .args(["--max-examples", EXAMPLES, "--seed", "1", "--generation-deterministic", "--continue-on-failure"])
            .args(more)
            .args(["--no-color", "--output-truncate", "false"])
            .env("SCHEMATHESIS_HOOKS", "hooks")
            .env("PYTHONPATH", &self.folder)
            .env("PYTHONHASHSEED", "0")
            .current_dir(&self.folder)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let requests =
            said.lines().find(|line| line.contains(" generated, ")).unwrap_or("no requests").trim().to_owned();
        if output.status.success() { Ok(requests) } else { Err(said) }
    }
}
