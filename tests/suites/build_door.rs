//! What a build script costs, and what it does to a package and to its next builds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use bindery_tests::{repository, tests};

/// As many crates as a build script may bring along, bindery among them.
const CRATES: usize = 25;

#[test]
fn a_build_script_brings_few_crates() {
    let consumer = tests().join("consumers/build-script");
    let output = cargo(&consumer, &["tree", "--package", "bindery", "--edges", "normal,build", "--prefix", "none"]);
    let text = String::from_utf8(output.stdout).expect("names of crates");
    let name = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let crates: BTreeSet<String> = text.lines().filter(|line| !line.is_empty()).map(name).collect();
    assert!(crates.iter().any(|name| name.starts_with("syn ")), "{crates:?}");
    assert!(crates.len() <= CRATES, "{}: {crates:#?}", crates.len());
}

/// A package whose build script makes models of a document of three files, which nothing includes.
struct Package {
    folder: tempfile::TempDir,
}

const FILES: [(&str, &str); 5] = [
    (
        "api/openapi.yaml",
        "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    Pet: { $ref: pets/pet.yaml }\n    \
         Toy:\n      type: object\n      description: Squeaks\n      properties: { name: { type: string } }\n",
    ),
    ("api/pets/pet.yaml", "type: object\nproperties:\n  chip: { $ref: ../chip.json }\n"),
    ("api/chip.json", "{ \"type\": \"object\", \"properties\": { \"number\": { \"type\": \"string\" } } }"),
    (
        "build.rs",
        "fn main() {\n    bindery::Build::new(\"api/openapi.yaml\").targets([bindery::Target::Models]).compile();\n}\n",
    ),
    ("src/main.rs", "fn main() {}\n"),
];

impl Package {
    fn new(name: &str) -> Self {
        let package = Self { folder: tempfile::tempdir().expect("a folder") };
        for (path, text) in FILES {
            package.put(path, text);
        }
        let generator = repository().join("generator");
        package.put(
            "Cargo.toml",
            &format!(
                "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[build-dependencies]\n\
                 bindery = {{ path = {generator:?}, default-features = false }}\n"
            ),
        );
        let lock = fs::read_to_string(tests().join("consumers/build-script/Cargo.lock")).expect("a lock");
        package.put("Cargo.lock", &lock);
        let settled = package.cargo(&["update", "--workspace"]);
        assert!(settled.status.success(), "{}", errors(&settled));
        package
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn cargo(&self, words: &[&str]) -> Output {
        cargo(self.path(), words)
    }

    fn builds(&self) -> Output {
        let output = self.cargo(&["build", "--verbose"]);
        assert!(output.status.success(), "{}", errors(&output));
        output
    }
}

fn cargo(folder: &Path, words: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let mut command = Command::new("cargo");
    command.args(words).arg("--offline").current_dir(folder).env("CARGO_TARGET_DIR", target);
    command.output().expect("cargo")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files below a folder with their times.
fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(times(&path));
        } else {
            let time = fs::metadata(&path).and_then(|known| known.modified()).expect("a time");
            found.insert(path, time);
        }
    }
    found
}

/// Where Cargo keeps what the build script of a package said last, and where the script wrote to.
fn place_of(package: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let all = fs::read_dir(target.join("debug/build")).expect("what build scripts made");
    let ours = all.map(|entry| entry.expect("an entry").path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.rsplit_once('-').is_some_and(|(stem, _)| stem == package) && path.join("output").is_file()
    });
    let latest = ours.max_by_key(|path| fs::metadata(path.join("output")).and_then(|known| known.modified()).ok());
    latest.expect("the script has run")
}

#[test]
fn only_what_changed_is_made_again_and_the_package_is_left_alone() {
    let package = Package::new("build-door-changes");
    let before = times(package.path());
    package.builds();
    assert_eq!(times(package.path()), before, "nothing is written beside the sources");

    let place = place_of("build-door-changes");
    let said = fs::read_to_string(place.join("output")).expect("what the script said");
    let watched: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    let root = fs::canonicalize(package.path()).expect("a folder");
    let below = |path: &str| Path::new(path).strip_prefix(&root).map_or_else(|_| path.into(), Path::to_path_buf);
    let names: Vec<PathBuf> = watched.iter().map(|path| below(path)).collect();
    assert_eq!(names, ["api/openapi.yaml", "api/pets/pet.yaml", "api/chip.json"].map(PathBuf::from));

    let runs = |output: &Output| errors(output).lines().any(|line| line.contains("build-script-build`"));
    assert!(!runs(&package.builds()), "nothing has changed");

    let made = times(&place.join("out"));
    assert!(made.len() > 5, "{made:?}");
    let (file, text) = FILES[0];
    package.put(file, &text.replace("Squeaks", "Squeals"));
    assert!(runs(&package.builds()), "the document has changed");
    let again = times(&place.join("out"));
    let changed: Vec<_> =
        again.iter().filter(|(path, time)| made.get(*path) != Some(time)).map(|(path, _)| path).collect();
    assert_eq!(changed, [&place.join("out/openapi/models/types.rs")]);
    assert_eq!(again.len(), made.len());

    let (file, text) = FILES[2];
    package.put(file, &format!("{text}\n"));
    assert!(runs(&package.builds()), "a file that it refers to has changed");
    assert_eq!(times(&place.join("out")), again, "and nothing of what is made of it");
}

#[test]
fn errors_say_file_line_and_column() {
    let package = Package::new("build-door-errors");
    package.put("api/pets/pet.yaml", "type: object\nproperties:\n  chip: { $ref: ../ship.json }\n");
    let output = package.cargo(&["build"]);
    let text = errors(&output);
    assert!(!output.status.success(), "{text}");
    assert!(text.contains("--> api/pets/pet.yaml:3:17"), "{text}");
    assert!(text.contains("did you mean `../chip.json`") || text.contains("chip.json"), "{text}");
    assert!(!text.contains("panicked"), "{text}");
}
