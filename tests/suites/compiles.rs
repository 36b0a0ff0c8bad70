//! All positive documents and the names obstacle course, printed as module trees into one crate, which must pass
//! clippy, rustdoc and its doctests without a warning.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::config::{Config, Target};
use bindery_tests::{Run, documents, each, repository, tests};
use toml::{Table, Value};

/// Targets whose support code one copy of can serve all fixtures. Not the server's, since `Server` gets methods in each.
const SHARING: [&str; 2] = ["models", "client"];

#[test]
fn what_is_generated_compiles_without_a_warning() {
    let krate = Crate::new("compiles");
    let mut manifest = Manifest::default();
    let (mut own_modules, mut sharing_modules) = (Vec::new(), Vec::new());
    let mut shared = BTreeMap::new();
    let mut inputs = documents(&tests().join("positive"));
    inputs.extend(documents(&tests().join("names")));
    each(&inputs, |path| {
        let mut run = Run::file(path, &Config::default());
        let written = run.tree().iter().len() > 0 && !run.diagnostics.has_errors();
        assert!(written, "nothing is written:\n{}", run.findings());
    });
    for path in &inputs {
        let name = module_name(path);
        let mut run = Run::file(path, &config(path));
        for (_, text) in run.crates().iter().filter(|(file, _)| file.ends_with("/Cargo.toml")) {
            manifest.add(&String::from_utf8_lossy(text));
        }
        // The obstacle course is compiled as it is; the others share one copy of the support code.
        let share = !path.starts_with(tests().join("names"));
        for (file, bytes) in run.tree().iter() {
            let text = String::from_utf8_lossy(bytes).into_owned();
            match SHARING.iter().find(|target| file.starts_with(&format!("{target}/support/"))) {
                Some(_) if share => {
                    let first = shared.entry(file.to_owned()).or_insert_with(|| text.clone());
                    assert!(*first == text, "{file} is not the same for all documents");
                }
                _ if share => krate.write(&format!("src/{name}/{file}"), &sharing(file, &strict(file, &text))),
                _ => krate.write(&format!("src/{name}/{file}"), &strict(file, &text)),
            }
        }
        if share { sharing_modules.push(name) } else { own_modules.push(name) }
    }
    for (file, text) in &shared {
        krate.write(&format!("src/shared/{file}"), text);
    }
    krate.write("src/shared/mod.rs", SHARED);
    // Macros are seen by what stands below them: modules with support code of their own come first.
    let list = |names: &[String]| names.iter().map(|name| format!("pub mod {name};\n")).collect::<String>();
    let (own, others) = (list(&own_modules), list(&sharing_modules));
    krate.write(
        "src/lib.rs",
        &format!("//! All fixtures.\n{NAMED_BY_DOCUMENTS}{own}#[macro_use]\npub mod shared;\n{others}"),
    );
    krate.write("Cargo.toml", &manifest.text());
    krate.remove_what_was_not_written();

    if Command::new("cargo").args(["clippy", "--version"]).output().is_ok_and(|output| output.status.success()) {
        krate.cargo(&["clippy", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    } else {
        println!("SKIPPED clippy: this toolchain has none; `cargo check` instead");
        krate.cargo(&["check", "--all-targets", "--all-features"]);
    }
    krate.cargo(&["doc", "--no-deps", "--all-features"]);
    krate.cargo(&["test", "--doc", "--all-features"]);
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
#[path = \"client\"]
pub mod client {
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

/// Documents that are about schemas have no operations: models alone for them. Below `paths` everything is written.
fn config(path: &Path) -> Config {
    let everything = path.parent().is_some_and(|folder| folder.ends_with("paths"));
    let run = Run::file(path, &Config::default());
    let operations = run.stages.plan.as_ref().is_some_and(|plan| !plan.methods.is_empty());
    let targets = if operations || everything { Target::ALL.to_vec() } else { vec![Target::Models] };
    Config { targets, ..Config::default() }
}

/// `positive/unions/null_arm.yaml` is the module `unions_null_arm`.
fn module_name(path: &Path) -> String {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    format!("{}_{}", stem(path.parent().unwrap_or(path)), stem(path))
}

/// A crate below the target folder, outside every workspace, that builds with the versions of ours.
struct Crate {
    root: PathBuf,
    written: std::cell::RefCell<Vec<PathBuf>>,
}

impl Crate {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&root).expect("a folder below target");
        // Ours, cut down to what is needed: no network, and artefacts can be shared.
        fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock")).expect("the lock file of the workspace");
        Self { root, written: std::cell::RefCell::default() }
    }

    /// Writes only what changed, so that a second run has little to compile.
    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&path)).expect("a folder below target");
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(&path, text).expect("a file below target");
        }
        self.written.borrow_mut().push(path);
    }

    fn remove_what_was_not_written(&self) {
        let mut folders = vec![self.root.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder below target").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if !self.written.borrow().contains(&path) {
                    fs::remove_file(&path).expect("a file below target");
                }
            }
        }
    }

    fn cargo(&self, arguments: &[&str]) {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
        let output = Command::new("cargo")
            .args(arguments.iter().take(1))
            .arg("--offline")
            .args(arguments.iter().skip(1))
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTFLAGS", "")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .expect("cargo");
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "cargo {} failed in {}:\n{text}\n{}",
            arguments.join(" "),
            self.root.display(),
            String::from_utf8_lossy(&output.stdout)
        );
    }
}

/// What the manifests of the generated crates ask for, together.
#[derive(Default)]
struct Manifest {
    dependencies: BTreeMap<String, Table>,
    dev_dependencies: BTreeMap<String, Table>,
    features: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    fn add(&mut self, text: &str) {
        let manifest: Table = text.parse().expect("a generated manifest is TOML");
        merge(&mut self.dependencies, manifest.get("dependencies"));
        merge(&mut self.dev_dependencies, manifest.get("dev-dependencies"));
        for (name, enables) in manifest.get("features").and_then(Value::as_table).into_iter().flatten() {
            let all = self.features.entry(name.clone()).or_default();
            for one in enables.as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !all.iter().any(|known| known == one) {
                    all.push(one.to_owned());
                }
            }
        }
    }

    fn text(&self) -> String {
        let optional = |name: &str| {
            self.dependencies.get(name).is_some_and(|spec| spec.get("optional") == Some(&Value::Boolean(true)))
        };
        let mut text = String::from("[package]\nname = \"compiles\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        text.push_str("[workspace]\n[profile.dev]\ndebug = \"line-tables-only\"\n[features]\n");
        for (name, enables) in &self.features {
            let kept: Vec<_> = enables
                .iter()
                .filter(|one| one.strip_prefix("dep:").is_none_or(optional))
                .filter(|one| !one.contains("-models/"))
                .collect();
            text.push_str(&format!("{name} = {kept:?}\n"));
        }
        for (title, list) in [("dependencies", &self.dependencies), ("dev-dependencies", &self.dev_dependencies)] {
            text.push_str(&format!("[{title}]\n"));
            for (name, spec) in list {
                let fields: Vec<_> = spec.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                text.push_str(&format!("{name} = {{ {} }}\n", fields.join(", ")));
            }
        }
        text
    }
}

/// Adds dependencies to others: features together, optional only where all say so. Crates beside each other are left
/// out, since here they are modules.
fn merge(known: &mut BTreeMap<String, Table>, more: Option<&Value>) {
    for (name, spec) in more.and_then(Value::as_table).into_iter().flatten() {
        let spec = match spec {
            Value::Table(table) if table.contains_key("path") => continue,
            Value::Table(table) => table.clone(),
            version => Table::from_iter([("version".to_owned(), version.clone())]),
        };
        let Some(there) = known.get_mut(name) else {
            known.insert(name.clone(), spec);
            continue;
        };
        if !spec.contains_key("optional") {
            there.remove("optional");
        }
        let features = |table: &Table| table.get("features").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut all = features(there);
        for feature in features(&spec) {
            if !all.contains(&feature) {
                all.push(feature);
            }
        }
        if !all.is_empty() {
            there.insert("features".to_owned(), Value::Array(all));
        }
    }
}
