//! What people do before and around their first `generate`.

use super::*;

const ENTRY: &str = "[api.pets]\ndocument = \"specs/pets.yaml\"\nout = \"generated/pets\"\n";
const HEAD: &str = "# What `bindery generate` writes; `bindery explain OA501` lists all keys.\n\n";

/// A folder with a document and nothing else.
fn bare() -> Room {
    let room = Room::new();
    fs::remove_file(room.path().join("bindery.toml")).expect("the project goes");
    room
}

#[test]
fn a_project_begins_with_a_document() {
    let room = bare();
    let said = room.run("init specs/pets.yaml");
    assert_eq!((said.exit, said.stderr.as_str()), (Exit::Fine, ""));
    assert_eq!(
        said.stdout,
        "bindery.toml is written: `[api.pets]`, specs/pets.yaml -> generated/pets\n\
         next: bindery generate\n      `generated/pets` will be a workspace of its own\n"
    );
    assert_eq!(room.read("bindery.toml"), format!("{HEAD}{ENTRY}workspace = true\n"));
    assert_eq!(room.run("generate").exit, Exit::Fine);
    assert!(room.read("generated/pets/Cargo.toml").contains("[workspace]"));
}

#[test]
fn a_project_says_what_cargo_has_to_know() {
    let room = bare();
    room.put("Cargo.toml", "[package]\nname = \"app\"\n");
    let said = room.run("init specs/pets.yaml");
    assert!(said.stdout.contains("pets-client = { path = \"generated/pets/client\" }"), "{}", said.stdout);
    assert_eq!(room.read("bindery.toml"), format!("{HEAD}{ENTRY}"));

    let room = bare();
    room.put("Cargo.toml", "[workspace]\n");
    let said = room.run("init specs/pets.yaml");
    assert!(said.stdout.contains("`generated/pets/*` has to be among `members` of `"), "{}", said.stdout);

    for members in ["generated/pets/*", "generated/*/*", "./generated/pets/models"] {
        let room = bare();
        room.put("Cargo.toml", &format!("[workspace]\nmembers = [\"app\", \"{members}\"]\n"));
        let said = room.run("init specs/pets.yaml");
        assert!(said.stdout.ends_with("\nnext: bindery generate\n"), "{members}: {}", said.stdout);
    }
}

#[test]
fn a_project_grows_by_a_document() {
    let room = bare();
    room.put("bindery.toml", &format!("{ENTRY}# the end\n\n\n"));
    room.put("owners.yaml", &DOCUMENT.replace("Pets", "Owners"));
    let said = room.run_in("specs", "init ../owners.yaml --name owners --out ../out/owners --root ..");
    // A way with `..` in it is not judged by its letters.
    assert_eq!(said.exit, Exit::Findings, "{}", said.stdout);
    let said = room.run("init owners.yaml --name owners --out out/owners --root .");
    assert_eq!((said.exit, said.stderr.as_str()), (Exit::Fine, ""));
    let second = "[api.owners]\ndocument = \"owners.yaml\"\nout = \"out/owners\"\nroot = \".\"\nworkspace = true\n";
    assert_eq!(room.read("bindery.toml"), format!("{ENTRY}# the end\n\n{second}"));
    assert_eq!(room.run("generate").exit, Exit::Fine);
}

#[test]
fn a_project_does_not_begin_with_faults() {
    for (words, project, told) in [
        (
            "init specs/pets.yaml",
            ENTRY,
            "error[OA501]: `[api.pets]` is in `bindery.toml` already; `--name` gives another name\n",
        ),
        ("init specs/pets.yaml --name other --out generated/pets", ENTRY, "the same folder"),
        ("init specs/bad.yaml", "", "error[OA005]"),
        ("init specs/none.yaml", "", "cannot be read"),
        ("init specs/pets.yaml", "[api", "bindery.toml"),
    ] {
        let room = bare();
        room.put("specs/bad.yaml", "openapi: 3.0.3\ninfo: { title: Bad, version: '1' }\npaths: 3\n");
        if !project.is_empty() {
            room.put("bindery.toml", project);
        }
        let said = room.run(words);
        assert_eq!((said.exit, said.stdout.as_str()), (Exit::Findings, ""), "{words}");
        assert!(said.stderr.contains(told), "{words}: {}", said.stderr);
        let kept = fs::read_to_string(room.path().join("bindery.toml")).unwrap_or_default();
        assert_eq!(kept, project, "{words}");
    }
}

#[test]
fn a_list_says_what_things_are_called_in_rust() {
    let room = Room::new();
    room.put(
        "specs/pets.yaml",
        &DOCUMENT
            .replace("      operationId: listPets\n", "      operationId: listPets\n      tags: [Pets in shops]\n"),
    );
    assert_eq!(room.run("list").stdout, "GET  /pets  listPets  list_pets  pets_in_shops\n");
    assert_eq!(room.run("list specs/pets.yaml --of schemas").stdout, "Pet  Pet  struct\n");
    assert_eq!(room.run("list --of tags").stdout, "Pets in shops  1  pets_in_shops  PetsInShops\n");
    let json = room.run("list --format json").stdout;
    let expected = serde_json::json!([{
        "document": "specs/pets.yaml", "method": "GET", "path": "/pets", "operation": "listPets", "rust": "list_pets", "module": "pets_in_shops",
    }]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).ok(), Some(expected));
    room.put("specs/pets.yaml", "openapi: 3.0.3\ninfo: { title: Bad, version: '1' }\npaths: 3\n");
    let said = room.run("list");
    assert_eq!((said.exit, said.stdout.as_str()), (Exit::Findings, ""));
    assert!(said.stderr.contains("error[OA005]"), "{}", said.stderr);
}

#[test]
fn a_dry_run_says_what_would_be_done() {
    let room = Room::new();
    let said = room.run("generate --dry-run");
    assert_eq!((said.exit, said.stderr.as_str()), (Exit::Fine, ""));
    assert!(said.stdout.contains("create  generated/pets/client/Cargo.toml\n"), "{}", said.stdout);
    assert!(!room.path().join("generated").exists());

    room.run("generate");
    room.put("generated/pets/models/src/types.rs", "//! @generated by bindery: an older one.\n");
    room.put("generated/pets/models/src/gone.rs", "//! @generated by bindery: no longer made.\n");
    let said = room.run("generate --dry-run");
    let lines: Vec<&str> = said.stdout.lines().collect();
    let [removed, replaced, closing] = lines.as_slice() else { panic!("{}", said.stdout) };
    assert_eq!(*removed, "remove  generated/pets/models/src/gone.rs");
    assert_eq!(*replaced, "replace generated/pets/models/src/types.rs");
    assert!(closing.contains("1 changed, 1 removed"), "{closing}");
    assert!(room.read("generated/pets/models/src/types.rs").contains("an older one"));
}

#[test]
fn shells_can_complete_words() {
    let room = Room::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = room.run(&format!("completions {shell}"));
        assert_eq!(said.exit, Exit::Fine, "{shell}: {}", said.stderr);
        assert!(said.stdout.contains("generate") && said.stdout.contains("dry-run"), "{shell}");
    }
    assert_eq!(room.run("completions tcsh").exit, Exit::Usage);
}
