//! Tags as features: a crate with some of them is whole and has no warning, and is what the manifest says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::config::Config;
use bindery_tests::{Run, repository, tests};

/// Crates of a document, in a workspace of their own below the target folder.
fn crates(name: &str, document: &Path) -> (PathBuf, Vec<String>) {
    let config = Config { name: Some(name.to_owned()), verify: true, ..Config::default() };
    let mut run = Run::file(document, &config);
    let files = run.crates();
    assert!(!files.is_empty(), "{}", run.findings());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tags").join(name);
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        // What has not changed is not built again.
        if fs::read(&path).ok().as_deref() != Some(bytes) {
            fs::write(path, bytes).expect("a file");
        }
    };
    for (path, bytes) in files.iter() {
        put(path, bytes);
    }
    put("Cargo.lock", &fs::read(repository().join("Cargo.lock")).expect("the lock of the workspace"));
    let plan = run.stages.plan.as_ref().expect("a plan");
    (folder, plan.tag_features().map(str::to_owned).collect())
}

/// Whether a crate passes clippy with these features and no others.
fn passes(folder: &Path, target: &str, features: &str) {
    let output = Command::new("cargo")
        .args(["clippy", "--quiet", "--offline", "--no-default-features", "--features", features, "--", "-Dwarnings"])
        .current_dir(folder.join(target))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target"))
        .env("RUSTFLAGS", "")
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{target} with {features:?}:\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_crate_with_some_tags_has_no_warning() {
    for document in ["positive/paths/tags.yaml", "shop/openapi.yaml"] {
        let path = tests().join(document);
        let name = if document.starts_with("shop") { "shop" } else { "tags" };
        let (folder, tags) = crates(name, &path);
        assert!(tags.len() > 2, "{tags:?}");
        for (target, more) in [("client", "reqwest,tower"), ("server", "examples")] {
            passes(&folder, target, "");
            passes(&folder, target, "all-tags");
            for tag in &tags {
                passes(&folder, target, tag);
                passes(&folder, target, &format!("{tag},{more}"));
            }
        }
    }
}

#[test]
fn tags_are_features_called_after_their_modules() {
    let config = Config { name: Some("tags".to_owned()), ..Config::default() };
    let mut run = Run::file(&tests().join("positive/paths/tags.yaml"), &config);
    let files = run.crates();
    let text = |path: &str| String::from_utf8_lossy(files.get(path).expect("a file")).into_owned();
    for (target, default) in [("client", r#"["all-tags", "rustls"]"#), ("server", r#"["all-tags"]"#)] {
        let manifest = text(&format!("{target}/Cargo.toml"));
        for line in [
            &format!("default = {default}"),
            "all-tags = [\"pet-store\", \"default-operations\", \"live\"]",
            "pet-store = []",
            "default-operations = []",
            "[package.metadata.docs.rs]\nall-features = true",
        ] {
            assert!(manifest.contains(&format!("\n{line}\n")), "{line}\n{manifest}");
        }
        let root = text(&format!("{target}/src/lib.rs"));
        assert!(root.contains("#[cfg(feature = \"pet-store\")]"), "{root}");
        // What has no tag is always there, and nothing of a tag is in a tree.
        let before = root.split("pub mod api;").next().and_then(|before| before.rsplit(';').next());
        assert!(before.is_some_and(|attributes| !attributes.contains("cfg")), "{root}");
    }
    let told = run.findings();
    assert!(told.contains("another feature `default`; that of this tag is called `default-operations`"), "{told}");
    for (path, bytes) in run.tree().iter() {
        assert!(!String::from_utf8_lossy(bytes).contains("all-tags"), "{path}");
    }
}

#[test]
fn a_document_of_one_tag_has_no_features_for_it() {
    for path in ["specs/gcs/openapi.yaml", "specs/nevisidm/openapi.yaml"] {
        let mut run = Run::file(&repository().join(path), &Config::default());
        assert_eq!(run.stages.plan.as_ref().map(|plan| plan.tag_features().count()), Some(0));
        for (path, bytes) in run.crates().iter() {
            assert!(!String::from_utf8_lossy(bytes).contains("all-tags"), "{path}");
        }
    }
}
