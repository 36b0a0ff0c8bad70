//! What a project chooses of a document and says otherwise than it: `include`, `exclude`, `overlays` and `overrides`, at
//! the doors. What each of them makes of a document is tested in the rooms `passes::selection` and `overlay`.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use bindery::cli::{Exit, Terminal, run};
use bindery_tests::{same_as_file, tests};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      tags: [Pets]
      responses:
        '200':
          description: All pets
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
  /owners/{id}:
    get:
      operationId: readOwner
      tags: [Owners]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: An owner
          content: { application/json: { schema: { $ref: '#/components/schemas/Owner' } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string }, born: { type: string } } }
    Owner: { type: object, properties: { name: { type: string }, pet: { $ref: '#/components/schemas/Pet' }, home: { $ref: '#/components/schemas/Nowhere' } } }
";

const FIXES: &str = "\
overlay: 1.1.0
info: { title: Fixes, version: '1' }
extends: pets.yaml
actions:
- target: $.components.schemas
  update: { Nowhere: { type: object, properties: { street: { type: string } } } }
";

/// A folder with the document and a project that says this of it.
fn room(says: &str) -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("folder");
    put(room.path(), "pets.yaml", DOCUMENT);
    put(room.path(), "fixes.overlay.yaml", FIXES);
    put(room.path(), "bindery.toml", &format!("[api.pets]\ndocument = \"pets.yaml\"\nout = \"generated\"\n{says}"));
    room
}

fn put(room: &Path, name: &str, text: &str) {
    fs::write(room.join(name), text).expect("file");
}

/// How a command ends, what it prints, and what it says of the document.
fn says(room: &Path, words: &[&str]) -> (Exit, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let words = ["bindery"].iter().chain(words).map(OsString::from);
    let exit = run(words, Terminal::new(room, &mut stdout, &mut stderr));
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (exit, text(stdout), text(stderr))
}

/// What `generate` says of a project, as the text in a file; and the text of a file that is written.
#[track_caller]
fn told(project: &str, fixture: &str, wanted: Exit) -> tempfile::TempDir {
    let room = room(project);
    let (exit, _, text) = says(room.path(), &["generate"]);
    assert_eq!(exit, wanted, "{text}");
    same_as_file(&tests().join("negative/choices").join(fixture), &text);
    room
}

fn written(room: &Path, path: &str) -> String {
    fs::read_to_string(room.join("generated").join(path)).unwrap_or_default()
}

#[test]
fn a_part_is_generated_although_the_rest_is_broken() {
    let (exit, _, text) = says(room("").path(), &["generate"]);
    assert!(exit == Exit::Findings && text.contains("OA101"), "{text}");
    let room = told("include = [\"tag:Pets\"]\n", "OA505_not_shown.stderr", Exit::Fine);
    let types = written(room.path(), "models/src/types.rs");
    assert!(types.contains("Pet") && !types.contains("Owner"), "{types}");
    assert!(
        !written(room.path(), "client/src/pets.rs").is_empty()
            && written(room.path(), "client/src/owners.rs").is_empty()
    );
}

#[test]
fn the_same_words_hold_on_the_command_line() {
    let room = room("");
    let words = ["generate", "pets.yaml", "--out", "generated", "--include", "get /pets", "--exclude", "tag:Owners"];
    let (exit, _, text) = says(room.path(), &words);
    assert_eq!(exit, Exit::Fine, "{text}");
    let (exit, report, _) = says(room.path(), &["report", "pets.yaml", "--include", "tag:Pets"]);
    assert!(exit == Exit::Fine && report.contains("1 operation, 1 component schema"), "{report}");
    let (_, api, _) = says(room.path(), &["inspect", "pets.yaml", "--stage", "api", "--exclude", "/owners/**"]);
    assert!(api.contains("GET /pets") && !api.contains("/owners"), "{api}");
    let (exit, _, text) = says(room.path(), &["report", "pets.yaml", "--include", "tags:Pets"]);
    assert!(exit == Exit::Usage && text.contains("did you mean `tag:`?"), "{text}");
}

#[test]
fn selectors_without_a_match() {
    told("include = [\"tag:Pets\", \"tag:Pest\", \"delete /pets\"]\n", "OA503_selects_nothing.stderr", Exit::Fine);
}

#[test]
fn a_schema_that_is_excluded_and_needed() {
    told("include = [\"tag:Pets\"]\nexclude = [\"schema:Pet\"]\n", "OA504_excluded_but_needed.stderr", Exit::Fine);
}

#[test]
fn words_that_are_no_selectors_and_no_targets() {
    let project = "include = [\"tags:Pets\", 3]\nexclude = \"schema:Pet\"\noverlays = [\"../fixes.yaml\"]\n[api.pets.overrides]\n\"Pet\" = { name = \"Animal\" }\n\"schema:Pet\" = { tpye = \"string\" }\n\"schema:Owner\" = { type = \"strin\" }\n";
    told(project, "OA501_choices.stderr", Exit::Findings);
}

#[test]
fn an_overlay_mends_a_document() {
    let room = room("overlays = [\"fixes.overlay.yaml\"]\n");
    let (exit, _, text) = says(room.path(), &["generate"]);
    assert!(exit == Exit::Fine && !text.contains("OA101"), "{text}");
    let (exit, _, text) = says(
        room.path(),
        &["check", "pets.yaml", "--out", "generated", "--name", "pets", "--overlay", "fixes.overlay.yaml"],
    );
    assert!(
        exit == Exit::Findings && text.contains("OA602") && !text.contains("OA101"),
        "only the manifests of a workspace: {text}"
    );
    let (exit, exported, text) = says(room.path(), &["export", "pets.yaml", "--overlay", "fixes.overlay.yaml"]);
    assert!(exit == Exit::Fine && exported.contains("street"), "{text}");
}

#[test]
fn overlays_that_cannot_be_applied() {
    let room = room("overlays = [\"fixes.overlay.yaml\"]\n");
    let overlay = "overlay: 1.2.0\nactions:\n- { target: paths, remove: true }\n- { target: $.info }\n- target: $.info\n  update: Pets\n";
    put(room.path(), "fixes.overlay.yaml", overlay);
    let (exit, _, text) = says(room.path(), &["generate"]);
    assert_eq!(exit, Exit::Findings, "{text}");
    same_as_file(&tests().join("negative/choices/OA506_overlay.stderr"), &text);
    put(
        room.path(),
        "fixes.overlay.yaml",
        "overlay: 1.1.0\ninfo: { title: F, version: '1' }\nactions:\n- target: $.info\n  update: Pets\n",
    );
    let (exit, _, text) = says(room.path(), &["generate"]);
    assert_eq!(exit, Exit::Findings, "{text}");
    same_as_file(&tests().join("negative/choices/OA506_incompatible.stderr"), &text);
}

#[test]
fn overlays_that_miss_their_target() {
    let room = room("overlays = [\"fixes.overlay.yaml\"]\n");
    let overlay = FIXES.replace("pets.yaml", "cats.yaml")
        + "- target: $.paths['/pet'].get\n  update: { operationId: listPets }\n";
    put(room.path(), "fixes.overlay.yaml", &overlay);
    let (exit, _, text) = says(room.path(), &["generate"]);
    assert_eq!(exit, Exit::Fine, "{text}");
    same_as_file(&tests().join("negative/choices/OA507_without_target.stderr"), &text);
}

#[test]
fn an_overlay_for_another_document() {
    let room = room("overlays = [\"fixes.overlay.yaml\"]\n");
    put(room.path(), "fixes.overlay.yaml", &FIXES.replace("pets.yaml", "cats.yaml"));
    let (exit, _, text) = says(room.path(), &["generate", "--strict"]);
    assert_eq!(exit, Exit::Findings, "{text}");
    same_as_file(&tests().join("negative/choices/OA508_of_another.stderr"), &text);
}

#[test]
fn overrides_mend_a_document() {
    let project = "exclude = [\"tag:Owners\"]\n[api.pets.overrides]\n\"get /pets\" = { name = \"listPets\" }\n\"schema:Pet\" = { name = \"Animal\" }\n\
                   \"schema:Pet/properties/born\" = { format = \"date\", nullable = true, name = \"birthday\" }\n";
    let room = room(project);
    let (exit, _, text) = says(room.path(), &["generate"]);
    assert_eq!(exit, Exit::Fine, "{text}");
    let types = written(room.path(), "models/src/types.rs");
    for part in ["Animal", "birthday", "\"born\"", "support::Date"] {
        assert!(types.contains(part), "{part}: {types}");
    }
    assert!(written(room.path(), "client/src/pets.rs").contains("list_pets"));
}

#[test]
fn overrides_without_effect() {
    let project = "include = [\"tag:Pets\"]\n[api.pets.overrides]\n\"schema:Pett\" = { name = \"Animal\" }\n\
                   \"schema:Pet/properties/born\" = { type = \"string\" }\n\"get /pet\" = { name = \"listPets\" }\n";
    told(project, "OA509_without_effect.stderr", Exit::Fine);
}

const TYPES: &str = "\
exclude = [\"tag:Owners\"]
targets = [\"models\"]
workspace = true
derive = [\"Eq\"]

[api.pets.overrides]
\"schema:Pet/properties/born\" = { format = \"date-time\" }

[api.pets.types]
\"format:date-time\" = \"chrono::DateTime<chrono::Utc>\"

[api.pets.crates]
chrono = { version = \"0.4\", features = [\"serde\", \"std\"] }
";

#[test]
fn types_of_other_crates_and_derives_build() {
    let room = room(TYPES);
    let (exit, _, text) = says(room.path(), &["generate"]);
    assert_eq!(exit, Exit::Fine, "{text}");
    let types = written(room.path(), "models/src/types.rs");
    for part in ["PartialEq, Eq)]", "born: Option<chrono::DateTime<chrono::Utc>>"] {
        assert!(types.contains(part), "{part}: {types}");
    }
    assert!(written(room.path(), "models/Cargo.toml").contains("chrono = { version = \"0.4\""));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let output = std::process::Command::new("cargo")
        .args(["check", "--quiet", "--workspace"])
        .current_dir(room.path().join("generated"))
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "")
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !text.contains("warning"), "{text}");
}

#[test]
fn types_that_stand_for_nothing() {
    let project = "exclude = [\"tag:Owners\"]\n[api.pets.types]\n\"format:date-tim\" = \"a::B\"\n\"schema:Pett\" = \"a::B\"\n\
                   [api.pets.derive-of]\nPett = [\"Eq\"]\n";
    told(project, "OA502_types_and_derives.stderr", Exit::Fine);
    let project = "types = { \"format:date\" = \"a b\", \"tag:Pets\" = \"a::B\" }\ncrates = { \"a/b\" = \"1\", c = { features = [\"d\"] } }\nderive = [\"Hush\"]\n";
    told(project, "OA501_types_and_derives.stderr", Exit::Findings);
}
