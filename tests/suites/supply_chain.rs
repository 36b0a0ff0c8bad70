//! What the crates of this repository, and those that are made by it, consist of. Licences, sources, duplicates and build
//! scripts of others are a matter of `deny.toml`, which `.ci/deny` holds all locks against.

use std::fs;
use std::path::{Path, PathBuf};

use bindery::config::Config;
use bindery::output::FileSet;
use bindery::pipeline;
use bindery_tests::{Run, repository, tests};

/// Manifests below a folder; what is built is none of ours.
fn manifests(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of this repository") {
        let path = entry.expect("an entry of a folder").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && !name.starts_with('.') && name != "work" {
            manifests(&path, found);
        } else if name == "Cargo.toml" {
            found.push(path);
        }
    }
}

/// Whether a manifest's lints forbid unsafe code, by themselves or as those of the workspace, which do.
fn lints_forbid(manifest: &str) -> bool {
    let manifest: toml::Table = toml::from_str(manifest).expect("a manifest");
    let lints = manifest.get("lints");
    let own = lints.and_then(|lints| lints.get("rust")?.get("unsafe_code")?.as_str());
    let shared = lints.and_then(|lints| lints.get("workspace")?.as_bool());
    own == Some("forbid") || shared == Some(true)
}

/// The roots of the crates of a package, as far as they are at their usual places.
fn roots(folder: &Path) -> Vec<PathBuf> {
    let places = ["src/lib.rs", "src/main.rs", "build.rs"];
    places.iter().map(|place| folder.join(place)).filter(|root| root.is_file()).collect()
}

#[test]
fn every_crate_forbids_unsafe_code() {
    let workspace = fs::read_to_string(repository().join("Cargo.toml")).expect("the workspace");
    let workspace: toml::Table = toml::from_str(&workspace).expect("a manifest");
    let lint = workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str();
    assert_eq!(lint, Some("forbid"), "what `workspace = true` stands for");

    let mut found = Vec::new();
    manifests(&repository(), &mut found);
    assert!(found.len() > 15, "{found:?}");
    for manifest in &found {
        let text = fs::read_to_string(manifest).expect("a manifest");
        let folder = manifest.parent().unwrap_or(manifest);
        if lints_forbid(&text) || !text.contains("[package]") {
            continue;
        }
        let roots = roots(folder);
        assert!(!roots.is_empty(), "{}: no lint, and no root to look into", manifest.display());
        for root in roots {
            let text = fs::read_to_string(&root).expect("a root of a crate");
            assert!(text.contains("#![forbid(unsafe_code)]"), "{}", root.display());
        }
    }
}

/// Everything that is made of a document: crates, one tree, and a mock.
fn made() -> Vec<(&'static str, FileSet)> {
    let config = Config { name: Some("made".to_owned()), ..Config::default() };
    let mut run = Run::file(&tests().join("depot/openapi.yaml"), &config);
    let (crates, tree) = (run.crates(), run.tree());
    let plan = run.stages.plan.as_ref().expect("the document has a plan");
    let mock = pipeline::emit_mock(plan, &mut run.diagnostics);
    vec![("crates", crates), ("tree", tree), ("mock", mock)]
}

#[test]
fn what_is_made_forbids_unsafe_code_and_has_none() {
    for (kind, files) in made() {
        let rust: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".rs")).collect();
        assert!(!rust.is_empty(), "{kind}");
        for (path, bytes) in rust {
            let text = String::from_utf8_lossy(bytes);
            let is_root = path.ends_with("src/lib.rs") || path.ends_with("src/main.rs");
            assert!(!is_root || text.contains("#![forbid(unsafe_code)]"), "{path}");
            let words = text.replace("forbid(unsafe_code)", "");
            assert!(!words.contains("unsafe "), "{path}");
        }
    }
}

#[test]
fn what_is_made_runs_nothing_when_it_is_built() {
    for (kind, files) in made() {
        for (path, bytes) in files.iter() {
            assert!(!path.ends_with("build.rs") && !path.contains(".cargo"), "{kind}: {path}");
            if !path.ends_with("Cargo.toml") {
                continue;
            }
            let manifest: toml::Table = toml::from_str(&String::from_utf8_lossy(bytes)).expect("a manifest");
            assert!(!manifest.contains_key("build-dependencies"), "{kind}: {path}");
            let package = manifest.get("package").and_then(toml::Value::as_table);
            assert!(package.is_none_or(|package| !package.contains_key("build")), "{kind}: {path}");
            let library = manifest.get("lib").and_then(toml::Value::as_table);
            assert!(library.is_none_or(|library| !library.contains_key("proc-macro")), "{kind}: {path}");
        }
    }
}

#[test]
fn what_is_made_takes_no_default_features_but_of_small_crates() {
    // These have no default features that bring another crate along, or none that could be left out.
    let whole = [
        "bytes",
        "form_urlencoded",
        "futures-core",
        "http",
        "http-body",
        "httpdate",
        "multer",
        "percent-encoding",
        "serde_json",
        "tokio",
        "tower-service",
    ];
    for (kind, files) in made() {
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("Cargo.toml")) {
            let manifest: toml::Table = toml::from_str(&String::from_utf8_lossy(bytes)).expect("a manifest");
            let Some(dependencies) = manifest.get("dependencies").and_then(toml::Value::as_table) else { continue };
            for (name, dependency) in dependencies {
                let ours = dependency.get("path").is_some() || name.starts_with("made");
                let off = dependency.get("default-features").and_then(toml::Value::as_bool) == Some(false);
                assert!(ours || off || whole.contains(&name.as_str()), "{kind}: {path}: {name} = {dependency}");
            }
        }
    }
}

#[test]
fn clients_ask_their_transport_for_nothing_that_unpacks_or_keeps_cookies() {
    let crates = made().remove(0).1;
    let manifest = crates.get("client/Cargo.toml").expect("a client");
    let manifest = String::from_utf8_lossy(manifest).into_owned();
    for feature in ["gzip", "brotli", "zstd", "deflate", "cookies", "socks"] {
        assert!(!manifest.contains(feature), "{feature}: {manifest}");
    }
}

/// Tests of a folder or file, as `name::fn`, whatever modules stand between.
fn tests_below(path: &Path, found: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder of this repository") {
            tests_below(&entry.expect("an entry of a folder").path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let text = fs::read_to_string(path).expect("a file of this repository");
        let mut lines = text.lines().map(str::trim);
        while lines.any(|line| line == "#[test]" || line.starts_with("#[tokio::test")) {
            let name = lines.by_ref().find_map(|line| line.trim_start_matches("async ").strip_prefix("fn "));
            found.extend(name.and_then(|name| name.split_once('(')).map(|(name, _)| name.to_owned()));
        }
    }
}

/// The file or folder of a suite, or of a room of the generator.
fn place_of(first: &str) -> Option<PathBuf> {
    let places = [tests().join("suites"), repository().join("generator/src")];
    let paths = places.iter().flat_map(|folder| [folder.join(first), folder.join(format!("{first}.rs"))]);
    paths.into_iter().find(|path| path.exists())
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let page = fs::read_to_string(repository().join("SECURITY.md")).expect("the page of this repository");
    let rows: Vec<&str> =
        page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Promise")).collect();
    assert!(rows.len() > 15, "the page has promises");
    let mut missing = Vec::new();
    for row in rows {
        let held: Vec<&str> =
            row.rsplit('|').nth(1).expect("two cells").split('`').filter(|name| name.contains("::")).collect();
        assert!(!held.is_empty(), "nothing holds {row}");
        for name in held {
            let (first, test) =
                (name.split("::").next().unwrap_or_default(), name.rsplit("::").next().unwrap_or_default());
            let mut found = Vec::new();
            if let Some(place) = place_of(first) {
                tests_below(&place, &mut found);
            }
            if !found.iter().any(|known| known == test) {
                missing.push(name.to_owned());
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}
