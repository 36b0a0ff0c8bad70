//! Whether made crates could be published as they are. Nothing is uploaded.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bindery::config::Config;
use bindery::output::FileSet;
use bindery_tests::{Run, tests};

/// Crates with everything that adds dependencies: forms, streams, patterns, tags.
fn made(name: &str) -> FileSet {
    let config = Config { name: Some(name.to_owned()), ..Config::default() };
    let mut run = Run::file(&tests().join("shop/openapi.yaml"), &config);
    let files = run.crates();
    assert!(!files.is_empty(), "{}", run.findings());
    files
}

fn written(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("publish").join(name);
    for (path, bytes) in made(name).iter() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn cargo(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new("cargo");
    let target = folder.parent().expect("below the target folder").join("target");
    command.args(words).current_dir(folder).env("CARGO_TARGET_DIR", target).env("RUSTFLAGS", "");
    command.output().expect("cargo")
}

#[track_caller]
fn passes(folder: &Path, words: &[&str]) {
    let output = cargo(folder, words);
    assert!(output.status.success(), "{words:?}:\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn manifests_say_what_registries_ask_for() {
    let files = made("published");
    for target in ["models", "client", "server"] {
        let bytes = files.get(&format!("{target}/Cargo.toml")).expect("a manifest");
        let manifest: toml::Table = toml::from_str(&String::from_utf8_lossy(bytes)).expect("TOML");
        let package = manifest["package"].as_table().expect("a table");
        let text = |key: &str| package.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        assert!(text("description").contains("Shop"), "{package:?}");
        assert_eq!((text("license").as_str(), text("readme").as_str()), ("MIT OR Apache-2.0", "README.md"));
        assert!(files.get(&format!("{target}/README.md")).is_some());
        // crates.io takes at most five of each, keywords of at most twenty letters.
        for key in ["keywords", "categories"] {
            let words = package[key].as_array().expect("a list");
            assert!((1..=5).contains(&words.len()), "{words:?}");
            assert!(words.iter().all(|word| word.as_str().is_some_and(|word| key == "categories" || word.len() <= 20)));
        }
        assert_eq!(manifest["package"]["metadata"]["docs"]["rs"]["all-features"].as_bool(), Some(true));
        for (name, dependency) in manifest["dependencies"].as_table().expect("a table") {
            let version = dependency.as_str().or_else(|| dependency.get("version")?.as_str());
            assert!(version.is_some_and(|version| version != "*"), "{name} = {dependency}");
        }
    }
}

#[test]
fn packages_are_made_whole_and_of_each_other() {
    let folder = written("packaged");
    passes(&folder, &["package", "--workspace", "--offline", "--no-verify", "--allow-dirty", "--quiet"]);
    let packages = folder.parent().expect("below the target folder").join("target/package");
    for target in ["models", "client", "server"] {
        assert!(packages.join(format!("packaged-{target}-0.1.0.crate")).is_file(), "{target}");
    }
}

/// The lowest versions that the manifests name, those of others as they need them; then the newest that there are.
#[test]
fn the_lowest_and_the_newest_versions_do() {
    if std::env::var_os("BINDERY_FULL").is_none() {
        println!("SKIPPED versions: they are downloaded only with BINDERY_FULL=1");
        return;
    }
    let folder = written("versions");
    for update in [["+nightly", "update", "-Zdirect-minimal-versions"].as_slice(), &["update"]] {
        passes(&folder, update);
        passes(&folder, &["check", "--workspace", "--all-features", "--quiet"]);
    }
}
