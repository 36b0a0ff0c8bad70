//! What people read at the doors, where no document is at fault; and that what `--out` holds builds by itself.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use bindery::cli::{Exit, Terminal, run};
use bindery_tests::{same_as_file, tests};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets/{id}:
    get:
      operationId: readPet
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: A pet
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
        '404': { description: No such pet }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string }, chip: { type: string, nullable: true } } }
";

/// A folder with a document and a project.
fn room() -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("folder");
    put(room.path(), "pets.yaml", DOCUMENT);
    put(room.path(), "bindery.toml", "[api.pets]\ndocument = \"pets.yaml\"\nout = \"generated/pets\"\n");
    room
}

fn put(room: &Path, name: &str, text: &str) {
    let path = room.join(name);
    fs::create_dir_all(path.parent().expect("below the room")).expect("folder");
    fs::write(path, text).expect("file");
}

fn says(room: &Path, words: &str) -> (Exit, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let words = format!("bindery {words}");
    let exit = run(words.split_whitespace().map(OsString::from), Terminal::new(room, &mut stdout, &mut stderr));
    (exit, String::from_utf8(stderr).expect("text"))
}

#[track_caller]
fn is_told(room: &Path, words: &str, fixture: &str) {
    let (exit, text) = says(room, words);
    assert_eq!(exit, Exit::Findings, "{text}");
    same_as_file(&tests().join("negative/doors").join(fixture), &text);
}

#[test]
fn a_configuration_that_cannot_be_used() {
    let room = room();
    let text = "[api.pets]\ndocumnet = \"pets.yaml\"\nout = \"../elsewhere\"\ntargets = [\"modles\"]\n";
    put(room.path(), "bindery.toml", text);
    is_told(room.path(), "generate", "OA501_configuration.stderr");
}

#[test]
fn pages_of_a_list_that_is_none() {
    let room = room();
    let text = "[api.pets]\ndocument = \"pets.yaml\"\nout = \"generated/pets\"\n\n[api.pets.pagination]\n\
                readPets = { style = \"link\" }\nreadPet = { style = \"link\", response = { items = \"name\" } }\n";
    put(room.path(), "bindery.toml", text);
    is_told(room.path(), "generate --strict", "OA502_pages.stderr");
}

/// A project of several documents, all of which have a schema of their own and refer to `common.yaml`.
fn neighbours(project: &str) -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("folder");
    for name in ["common", "pets", "shops"] {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: {name}, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n\
             \x20   Own{name}: {{ type: object, properties: {{ of: {{ $ref: 'common.yaml#/components/schemas/Parent' }} }} }}\n\
             \x20   Parent: {{ type: object, required: [is], properties: {{ is: {{ type: string }} }}, discriminator: {{ propertyName: is }} }}\n\
             \x20   Heir: {{ allOf: [{{ $ref: 'common.yaml#/components/schemas/Parent' }}], properties: {{ more: {{ type: string }} }} }}\n"
        );
        put(room.path(), &format!("{name}.yaml"), &text);
    }
    put(room.path(), "bindery.toml", project);
    room
}

#[test]
fn imports_that_cannot_be() {
    let api = |name: &str, import: &str| {
        format!("[api.{name}]\ndocument = \"{name}.yaml\"\nout = \"generated/{name}\"\nimport = [{import}]\n\n")
    };
    let unknown = api("pets", "\"comon\"") + &api("common", "");
    is_told(neighbours(&unknown).path(), "generate", "OA501_unknown_import.stderr");
    let circle = api("pets", "\"shops\"") + &api("shops", "\"common\"") + &api("common", "\"pets\"");
    is_told(neighbours(&circle).path(), "generate", "OA112_circular_import.stderr");
    let apart = api("common", "") + &api("pets", "") + &api("shops", "\"common\", \"pets\"");
    is_told(neighbours(&apart).path(), "generate", "OA113_two_supports.stderr");
    let typed = "types = { \"schema:Parent\" = \"family::Parent\" }\ncrates = { family = \"1\" }\n";
    let foreign = api("common", "") + &api("pets", "\"common\"").replacen("\n\n", &format!("\n{typed}\n"), 1);
    is_told(neighbours(&foreign).path(), "generate", "OA501_types_beside_imports.stderr");
}

#[test]
fn a_schema_that_means_more_where_it_is_used() {
    let common = "[api.common]\ndocument = \"common.yaml\"\nout = \"generated/common\"\n\n";
    let pets = "[api.pets]\ndocument = \"pets.yaml\"\nout = \"generated/pets\"\nimport = [\"common\"]\n";
    let room = neighbours(&format!("{common}{pets}"));
    let (exit, text) = says(room.path(), "generate");
    assert_eq!(exit, Exit::Fine, "{text}");
    same_as_file(&tests().join("negative/doors/OA114_not_imported.stderr"), &text);
}

#[test]
fn a_file_of_another_hand() {
    let room = room();
    put(room.path(), "generated/pets/models/src/lib.rs", "// written by hand\n");
    is_told(room.path(), "generate", "OA601_not_generated.stderr");
    let kept = fs::read_to_string(room.path().join("generated/pets/models/src/lib.rs"));
    assert_eq!(kept.expect("file"), "// written by hand\n");
    assert!(!room.path().join("generated/pets/client").exists());
}

#[test]
fn output_that_is_stale() {
    let room = room();
    assert_eq!(says(room.path(), "generate").0, Exit::Fine);
    put(room.path(), "pets.yaml", &DOCUMENT.replace("name: { type: string }", "name: { type: integer }"));
    is_told(room.path(), "check", "OA602_stale.stderr");
}

#[test]
fn nobody_knows_what_the_crates_were_made_from() {
    let room = room();
    is_told(room.path(), "diff", "OA610_missing.stderr");
}

#[test]
fn a_document_that_is_not_there() {
    let room = room();
    fs::remove_file(room.path().join("pets.yaml")).expect("file");
    is_told(room.path(), "generate", "OA603_missing.stderr");
}

#[test]
fn a_folder_of_its_own_is_a_workspace_that_builds() {
    let room = room();
    assert_eq!(says(room.path(), "generate pets.yaml --out made").0, Exit::Fine);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("tmp stands below target");
    let output = Command::new("cargo")
        .args(["check", "--quiet", "--workspace"])
        .current_dir(room.path().join("made"))
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTFLAGS", "")
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !text.contains("warning"), "{text}");
}
