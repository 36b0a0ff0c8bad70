mod first_steps;

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::*;

/// A folder with a document and a project.
struct Room(tempfile::TempDir);

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All pets
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
";

const PROJECT: &str = "[api.pets]\ndocument = \"specs/pets.yaml\"\nout = \"generated/pets\"\n";

struct Said {
    exit: Exit,
    stdout: String,
    stderr: String,
}

impl Room {
    fn new() -> Self {
        let room = Self(tempfile::tempdir().expect("folder"));
        room.put("specs/pets.yaml", DOCUMENT);
        room.put("bindery.toml", PROJECT);
        room
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("below the room")).expect("folder");
        fs::write(path, text).expect("file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("file")
    }

    fn run(&self, words: &str) -> Said {
        self.run_in("", words)
    }

    fn run_in(&self, below: &str, words: &str) -> Said {
        let words = format!("bindery {words}");
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let folder = self.path().join(below);
        let terminal = Terminal::new(&folder, &mut stdout, &mut stderr);
        let exit = run(words.split_whitespace().map(OsString::from), terminal);
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Said { exit, stdout: text(stdout), stderr: text(stderr) }
    }
}

#[test]
fn a_document_may_have_other_files_below_a_folder_that_is_named() {
    let room = Room::new();
    let document = DOCUMENT.replace("'#/components/schemas/Pet'", "'../common/pet.yaml'");
    room.put("specs/pets.yaml", &document);
    room.put("common/pet.yaml", "type: object\nproperties: { name: { type: string } }\n");
    let refused = room.run("generate specs/pets.yaml --out out");
    assert_eq!(refused.exit, Exit::Findings);
    assert!(refused.stderr.contains("leads out of the folder `specs`") && refused.stderr.contains("--root DIR"));
    let taken = room.run("generate specs/pets.yaml --out out --root .");
    assert_eq!(taken.exit, Exit::Fine, "{}", taken.stderr);
    assert!(room.read("out/models/src/types.rs").contains("\"name\""));

    room.put("bindery.toml", &format!("{PROJECT}root = \".\"\n"));
    assert_eq!(room.run("generate").exit, Exit::Fine);
    assert_eq!(room.run("check").exit, Exit::Fine);
    room.put("common/pet.yaml", "type: object\nproperties: { name: { type: integer } }\n");
    let stale = room.run("check");
    assert_eq!(stale.exit, Exit::Findings);
    room.put("common/pet.yaml", "type: object\nproprties: {}\n");
    let found = room.run("check --strict");
    assert!(found.stderr.contains("--> common/pet.yaml:2:1"), "{}", found.stderr);

    let export = room.run("export specs/pets.yaml --root .");
    assert_eq!(export.exit, Exit::Findings);
    assert!(export.stdout.is_empty() && export.stderr.contains("refers to other files"), "{}", export.stderr);
}

#[test]
fn words_that_are_not_understood_exit_with_2() {
    let room = Room::new();
    for words in [
        "",
        "genrate",
        "generate a.yaml",
        "generate --out x",
        "generate --name x",
        "generate a.yaml --out x --strict --lenient",
        "generate a.yaml --out x --target model",
        "generate a.yaml --out x --name Big_Name",
        "inspect",
        "explain OA999",
        "explain sintax",
    ] {
        let said = room.run(words);
        assert_eq!((said.exit, said.stdout.as_str()), (Exit::Usage, ""), "{words}");
        assert!(!said.stderr.is_empty(), "{words}");
    }
    assert!(room.run("explain sintax").stderr.contains("did you mean `syntax`?"));
    assert!(room.run("genrate").stderr.contains("generate"));
}

#[test]
fn help_and_version_are_no_faults() {
    let room = Room::new();
    for words in ["--help", "--version", "generate --help"] {
        let said = room.run(words);
        assert_eq!((said.exit, said.stderr.as_str()), (Exit::Fine, ""), "{words}");
        assert!(!said.stdout.is_empty(), "{words}");
    }
}

#[test]
fn without_a_project_a_document_is_needed() {
    let room = Room(tempfile::tempdir().expect("folder"));
    for words in ["generate", "check", "report", "inspect --stage tree"] {
        let said = room.run(words);
        assert_eq!(said.exit, Exit::Usage, "{words}");
        assert!(said.stderr.contains("bindery.toml"), "{words}: {}", said.stderr);
    }
}

#[test]
fn what_cannot_be_read_is_a_finding() {
    let room = Room::new();
    assert_eq!(room.run("generate none.yaml --out x").exit, Exit::Findings);
    room.put("bindery.toml", "[api.pets]\n");
    assert_eq!(room.run("generate").exit, Exit::Findings);
    fs::write(room.path().join("bytes.yaml"), [0xff, 0xfe, 0x00]).expect("file");
    assert_eq!(room.run("report bytes.yaml").exit, Exit::Findings);
}

#[test]
fn codes_are_explained_by_id_and_by_name() {
    let room = Room::new();
    let said = room.run("explain oa301");
    assert_eq!(said.exit, Exit::Fine);
    assert!(said.stdout.starts_with("warning[OA301] path-parameter-undeclared: "), "{}", said.stdout);
    assert_eq!(room.run("explain path-parameter-undeclared").stdout, said.stdout);
    let all = room.run("explain").stdout;
    assert_eq!(all.lines().count(), crate::diagnostics::codes::ALL.len());
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    struct Closed(io::ErrorKind);
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for (kind, exit) in [(io::ErrorKind::BrokenPipe, Exit::Fine), (io::ErrorKind::StorageFull, Exit::Findings)] {
        let (mut stdout, mut stderr) = (Closed(kind), Vec::new());
        let terminal = Terminal::new(Path::new("/"), &mut stdout, &mut stderr);
        assert_eq!(run(["bindery", "explain"].map(OsString::from), terminal), exit, "{kind}");
    }
}

#[test]
fn a_project_is_generated_from_any_folder_below_it() {
    let room = Room::new();
    let said = room.run_in("specs", "generate");
    assert_eq!((said.exit, said.stderr.as_str()), (Exit::Fine, ""), "{}", said.stdout);
    assert!(said.stdout.starts_with("pets: 3 crates, "), "{}", said.stdout);
    assert!(said.stdout.ends_with(" -> ../generated/pets\n"), "{}", said.stdout);
    assert!(room.read("generated/pets/models/src/types.rs").contains("pub struct Pet"));
    assert!(!room.path().join("generated/pets/Cargo.toml").exists(), "the crates belong to the root workspace");
    let again = room.run("generate");
    assert!(again.stdout.contains(", 0 changed"), "{}", again.stdout);
}

#[test]
fn a_document_becomes_a_workspace_and_its_path_has_many_spellings() {
    let room = Room::new();
    assert_eq!(room.run("generate specs/pets.yaml --out out --name pets").exit, Exit::Fine);
    assert!(room.read("out/Cargo.toml").contains("[workspace]"));
    let absolute = room.path().join("out").display().to_string();
    for out in ["out", "./out", "out/", "specs/../out", &absolute] {
        let said = room.run(&format!("check ./specs/pets.yaml --out {out} --name pets"));
        assert_eq!((said.exit, said.stderr.as_str()), (Exit::Fine, ""), "{out}: {}", said.stdout);
    }
}

#[test]
fn stale_output_is_shown_and_left_alone() {
    let room = Room::new();
    room.run("generate");
    let types = "generated/pets/models/src/types.rs";
    let edited = format!("{}// by hand\n", room.read(types));
    room.put(types, &edited);
    let said = room.run("check");
    assert_eq!(said.exit, Exit::Findings);
    assert!(said.stdout.contains(&format!("--- {types}\n+++ {types}\n")), "{}", said.stdout);
    assert!(said.stdout.contains("\n-// by hand\n"), "{}", said.stdout);
    assert!(said.stderr.contains("OA602"), "{}", said.stderr);
    assert_eq!(room.read(types), edited);
    room.run("generate");
    assert_eq!(room.run("check").exit, Exit::Fine);
}

#[test]
fn a_file_of_another_hand_keeps_everything_from_being_written() {
    let room = Room::new();
    room.put("generated/pets/server/src/lib.rs", "// mine\n");
    let said = room.run("generate");
    assert_eq!(said.exit, Exit::Findings);
    assert!(said.stderr.contains("OA601"), "{}", said.stderr);
    assert_eq!(room.read("generated/pets/server/src/lib.rs"), "// mine\n");
    assert!(!room.path().join("generated/pets/models").exists(), "not one file is written");
}

#[test]
fn an_error_in_one_api_keeps_the_others_from_being_written() {
    let room = Room::new();
    room.put("specs/bad.yaml", "openapi: 3.0.3\ninfo: { title: Bad, version: '1' }\npaths: 3\n");
    room.put("bindery.toml", &format!("{PROJECT}[api.bad]\ndocument = \"specs/bad.yaml\"\nout = \"generated/bad\"\n"));
    let said = room.run("generate");
    assert_eq!((said.exit, said.stdout.as_str()), (Exit::Findings, "nothing is written: 1 error\n"));
    assert!(!room.path().join("generated").exists());
}

#[test]
fn targets_can_be_chosen_and_unchosen() {
    let room = Room::new();
    room.run("generate");
    room.put("bindery.toml", &format!("{PROJECT}targets = [\"client\"]\n"));
    let said = room.run("generate");
    assert!(said.stdout.starts_with("pets: 2 crates, ") && said.stdout.contains(" removed"), "{}", said.stdout);
    assert!(!room.path().join("generated/pets/server").exists());
    // On the command line a target narrows what is written and removes nothing.
    room.run("generate specs/pets.yaml --out generated/pets --name pets --target models");
    assert!(room.path().join("generated/pets/client/Cargo.toml").exists());
}

#[test]
fn stages_can_be_printed() {
    let room = Room::new();
    let tree = room.run("inspect --stage tree --only #/info/title");
    assert_eq!((tree.exit, tree.stdout.as_str()), (Exit::Fine, "\"Pets\"\n"));
    for words in ["inspect specs/pets.yaml --stage api --only Pet", "inspect --stage plan --only Pet"] {
        let said = room.run(words);
        assert_eq!(said.exit, Exit::Fine, "{words}: {}", said.stderr);
        assert!(said.stdout.contains("Pet"), "{words}: {}", said.stdout);
    }
    for stage in ["tree", "api", "plan"] {
        let said = room.run(&format!("inspect --stage {stage} --only nothing-of-that-name"));
        assert_eq!((said.exit, said.stdout.as_str()), (Exit::Findings, ""), "{stage}");
    }
}

#[test]
fn a_report_counts_what_became_of_a_document() {
    let room = Room::new();
    let said = room.run("report");
    assert!(said.stdout.contains("document     1 operation, 1 component schema\n"), "{}", said.stdout);
    let said = room.run("report specs/pets.yaml --format json");
    let report: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    assert_eq!(report.pointer("/0/operations"), Some(&serde_json::json!(1)));
    assert!(report.pointer("/0/keys/used/operationId").is_some(), "{report:#}");
}

#[test]
fn findings_have_four_forms() {
    let room = Room::new();
    room.put("bad.yaml", "openapi: 3.0.3\ninfo: { title: Bad, version: '1' }\npaths: 3\n");
    assert!(room.run("generate bad.yaml --out out").stderr.contains("error[OA005]"));
    let json = room.run("generate bad.yaml --out out --format json").stderr;
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok_and(|found| found.is_array()), "{json}");
    assert!(room.run("generate bad.yaml --out out --format github").stderr.contains("::error "));
    let sarif = room.run("generate bad.yaml --out out --format sarif").stderr;
    let log: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!(log.pointer("/runs/0/results/0/ruleId"), Some(&serde_json::json!("OA005")));
}
