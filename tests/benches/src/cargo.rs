//! The workspace in which both forms are compiled, and the commands for it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use bindery::plan::{Plan, RustType};
use bindery::{FileSet, Target};

use crate::data::Data;
use crate::{Fault, derive};

/// One way to write the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As bindery emits them.
    Ours,
    /// Under serde's derive.
    Derive,
}

impl Form {
    /// Both.
    pub(crate) const BOTH: [Self; 2] = [Self::Ours, Self::Derive];

    /// The folder of its packages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Form::Ours => "ours",
            Form::Derive => "derive",
        }
    }
}

/// The workspace. Each form has three packages: `models`, `run` that decodes and encodes, and `warm`, which is empty and
/// has the dependencies of `run`.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: PathBuf,
}

/// Where a loop begins in memory is chance, and makes the same code of serde_json a third faster or slower.
pub(crate) const ALIGNED: &str = "-Cllvm-args=-align-loops=64";

const DERIVE_DEPENDENCIES: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";

impl Workspace {
    /// Writes it below `folder`. What the last run compiled stays.
    pub(crate) fn write(folder: &Path, files: &FileSet, plan: &Plan, data: &Data) -> Result<Self, Fault> {
        let this = Self { folder: folder.to_path_buf() };
        for form in Form::BOTH {
            match fs::remove_dir_all(folder.join(form.name())) {
                Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
                _ => {}
            }
        }
        for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("models/")) {
            this.put(&format!("ours/{path}"), bytes)?;
        }
        let package = plan.crate_for(Target::Models).ok_or("no models were planned")?;
        let manifest = files.get("models/Cargo.toml").ok_or("the models have no manifest")?;
        let dependencies = String::from_utf8_lossy(manifest);
        let (_, dependencies) = dependencies.split_once("[dependencies]\n").ok_or("the models depend on nothing")?;
        this.runner(Form::Ours, &package.package, plan, data, dependencies)?;

        let head = "[package]\nname = \"derive-models\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n";
        this.put("derive/models/Cargo.toml", format!("{head}{DERIVE_DEPENDENCIES}").as_bytes())?;
        this.put("derive/models/src/lib.rs", derive::root().as_bytes())?;
        this.put("derive/models/src/types.rs", derive::types(plan).as_bytes())?;
        this.runner(Form::Derive, "derive-models", plan, data, DERIVE_DEPENDENCIES)?;
        // Lines are counted as a formatter leaves them; without one, as they are.
        let _ =
            Command::new("rustfmt").args(["--edition", "2024"]).arg(folder.join("derive/models/src/lib.rs")).output();

        this.put("Cargo.toml", b"[workspace]\nresolver = \"3\"\nmembers = [\"ours/*\", \"derive/*\"]\n")?;
        Ok(this)
    }

    fn runner(&self, form: Form, models: &str, plan: &Plan, data: &Data, dependencies: &str) -> Result<(), Fault> {
        let name = form.name();
        let head = |kind: &str| {
            format!("[package]\nname = \"{name}-{kind}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n")
        };
        let path = format!("models = {{ package = \"{models}\", path = \"../models\" }}\n");
        self.put(&format!("{name}/run/Cargo.toml"), format!("{}{path}{dependencies}", head("run")).as_bytes())?;
        self.put(&format!("{name}/run/src/main.rs"), include_bytes!("../runner.rs"))?;
        let cases = |ty: &RustType| format!("    Case::of::<{}>(),\n", self.case(form, plan, ty));
        let cases: String = data.types.iter().map(cases).collect();
        let cases = format!("use super::Case;\n\npub static CASES: &[Case] = &[\n{cases}];\n");
        self.put(&format!("{name}/run/src/cases.rs"), cases.as_bytes())?;
        self.put(&format!("{name}/warm/Cargo.toml"), format!("{}{dependencies}", head("warm")).as_bytes())?;
        self.put(&format!("{name}/warm/src/lib.rs"), b"")
    }

    fn case(&self, form: Form, plan: &Plan, ty: &RustType) -> String {
        match form {
            Form::Ours => derive::type_text(plan, ty, &|name| format!("models::{name}"))
                .replace("serde_json::Value", "models::support::Json"),
            Form::Derive => derive::type_text(plan, ty, &|name| format!("models::{}", derive::type_name(plan, name))),
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        let path = self.folder.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(fs::write(path, bytes)?)
    }

    /// Writes a file of data and says where.
    pub(crate) fn data(&self, name: &str, data: &Data) -> Result<PathBuf, Fault> {
        self.put(name, data.text().as_bytes())?;
        Ok(self.folder.join(name))
    }

    /// Where a form's program is after its release build.
    pub(crate) fn program(&self, form: Form) -> PathBuf {
        self.folder.join("target/release").join(format!("{}-run", form.name()))
    }

    /// A command of Cargo for one package. Nothing is reused that an earlier run has compiled of the package itself.
    pub(crate) fn cargo(&self, words: &[&str], form: Form, package: &str) -> Command {
        let mut command = Command::new("cargo");
        command.args(words).arg("--manifest-path").arg(self.folder.join(form.name()).join(package).join("Cargo.toml"));
        command.arg("--target-dir").arg(self.folder.join("target")).current_dir(&self.folder);
        command.env("CARGO_INCREMENTAL", "0").env("RUSTFLAGS", ALIGNED).env_remove("RUSTC_WRAPPER");
        command
    }

    /// Makes Cargo compile the models of a form anew.
    pub(crate) fn touch(&self, form: Form) -> Result<(), Fault> {
        let root = self.folder.join(form.name()).join("models/src/lib.rs");
        Ok(File::options().append(true).open(root)?.set_modified(SystemTime::now())?)
    }

    /// Lines of Rust of a form's models.
    pub(crate) fn lines(&self, form: Form) -> Result<usize, Fault> {
        let mut lines = 0;
        let mut folders = vec![self.folder.join(form.name()).join("models/src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    lines += fs::read_to_string(path)?.lines().count();
                }
            }
        }
        Ok(lines)
    }
}
