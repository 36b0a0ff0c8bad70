//! `bindery export`: the document as understood, with the answers of the server's own layer.

use std::fs;
use std::path::{Path, PathBuf};

use bindery::cli::Exit;
use bindery_tests::mock::bindery;
use bindery_tests::{repository, same_as_file, tests};
use serde_json::Value;

/// Every way in which a status can be there already, and what is read otherwise than it is written.
const PETS: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets/{id}:
    get:
      parameters: [{ name: Authorization, in: header, required: true, schema: { type: string } }]
      responses:
        '200': { description: A pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        '400': { description: Bad, content: { application/problem+json: { schema: { type: object } } } }
        '404': { $ref: '#/components/responses/NotFound' }
        default: { description: Whatever, content: { text/plain: { schema: { type: string } } } }
    put:
      operationId: writePet
      security: [{ token: [write] }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses:
        '204': { description: Written }
        '422': { description: Limits, content: { application/problem+json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /ping: { get: { operationId: ping, responses: { '204': { description: Here } } } }
components:
  responses: { NotFound: { description: None, content: { text/plain: { schema: { type: string } } } } }
  securitySchemes: { token: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: { write: W } } } } }
  schemas:
    Pet: { type: object, required: [name], properties: { name: { maxLength: 5 }, age: { type: integer, format: uint8 }, kind: { type: string, enum: [cat, dog, cat] } } }
"#;

fn exported(folder: &Path, document: &str) -> String {
    let said = bindery(folder, ["export", document, "--format", "yaml"]);
    assert_eq!(said.exit, Exit::Fine, "{}", said.found);
    said.printed
}

#[test]
fn a_document_of_swagger_2_is_refused() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports_of_2_0");
    fs::create_dir_all(&folder).expect("folder");
    fs::write(folder.join("old.yaml"), "swagger: '2.0'\ninfo: { title: Old, version: '1' }\npaths: {}\n")
        .expect("file");
    let said = bindery(&folder, ["export", "old.yaml"]);
    assert_eq!((said.exit, said.printed.as_str()), (Exit::Findings, ""));
    assert!(said.found.starts_with("error[OA002]: Swagger 2.0 has no words for the answers"), "{}", said.found);
}

/// The codes of findings, sorted.
fn codes(folder: &Path, document: &str) -> Vec<String> {
    let said = bindery(folder, ["report", document, "--format", "json"]);
    let report: Value = serde_json::from_str(&said.printed).expect("JSON");
    let findings = report[0]["findings"].as_object().expect("an object");
    findings.iter().map(|(code, times)| format!("{code} {times}")).collect()
}

#[test]
fn what_the_layer_answers_is_added_and_what_was_read_is_written() {
    let room = tempfile::tempdir().expect("folder");
    fs::write(room.path().join("pets.yaml"), PETS).expect("file");
    let text = exported(room.path(), "pets.yaml");
    same_as_file(&tests().join("export/pets.yaml"), &text);
}

#[test]
fn the_documents_own_error_document_is_what_is_added() {
    let room = tempfile::tempdir().expect("folder");
    let own = "x-error-document: { media-type: application/json, codes: { '400': bad }, default-code: other, body: { code: '{code}', status: '{status}', texts: ['{message}'] } }\n";
    let document = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths:\n  /a:\n    get:\n      operationId: a\n      \
                    parameters: [{ name: n, in: query, schema: { type: integer } }]\n      responses: { '200': { description: A } }\n";
    fs::write(room.path().join("a.yaml"), format!("{document}{own}")).expect("file");
    let text = exported(room.path(), "a.yaml");
    same_as_file(&tests().join("export/error_document.yaml"), &text);
}

#[test]
fn an_export_is_its_own_export_and_brings_no_new_warnings() {
    let own = ["specs/gcs/openapi.yaml", "specs/nevisidm/openapi.yaml", "tests/newest/openapi.yaml"];
    let mut documents: Vec<PathBuf> = own.iter().map(|name| repository().join(name)).collect();
    let corpus =
        std::env::var_os("BINDERY_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let real =
        ["train-travel/openapi.yaml", "museum/openapi.yaml", "progenitor-keeper/keeper.json", "trello/trello.com.json"];
    documents.extend(real.iter().map(|name| corpus.join("real").join(name)).filter(|path| path.is_file()));
    let room = tempfile::tempdir().expect("folder");
    for document in &documents {
        let once = exported(room.path(), &document.to_string_lossy());
        fs::write(room.path().join("once.yaml"), &once).expect("file");
        let twice = exported(room.path(), "once.yaml");
        assert!(once == twice, "{}", document.display());
        let known = codes(room.path(), &document.to_string_lossy());
        let new: Vec<String> = codes(room.path(), "once.yaml")
            .into_iter()
            // A representation beside another is a note until servers write both.
            .filter(|code| !known.contains(code) && !code.starts_with("OA310"))
            .collect();
        assert!(
            new.iter().all(|code| known.iter().any(|old| old[..5] == code[..5])),
            "{}: {new:?}",
            document.display()
        );
    }
}

#[test]
fn json_and_yaml_say_the_same() {
    let room = tempfile::tempdir().expect("folder");
    fs::write(room.path().join("pets.yaml"), PETS).expect("file");
    for (words, ending) in [(["--output", "out.json"], "json"), (["--output", "out.yaml"], "yaml")] {
        let said = bindery(room.path(), ["export", "pets.yaml", words[0], words[1]]);
        assert_eq!((said.exit, said.printed.as_str()), (Exit::Fine, ""), "{ending}");
    }
    let json = fs::read_to_string(room.path().join("out.json")).expect("file");
    assert!(json.starts_with("{\n  \"openapi\": \"3.0.3\""), "{json}");
    let trees = ["out.json", "out.yaml"].map(|name| bindery(room.path(), ["inspect", name, "--stage", "tree"]).printed);
    assert!(trees[0] == trees[1] && trees[0].trim_end() == json.trim_end());
}

#[test]
fn a_document_with_errors_is_not_written() {
    let room = tempfile::tempdir().expect("folder");
    fs::write(room.path().join("pets.yaml"), PETS.replace("responses/NotFound'", "responses/Gone'")).expect("file");
    let said = bindery(room.path(), ["export", "pets.yaml", "--output", "out.yaml"]);
    assert_eq!(said.exit, Exit::Findings);
    assert!(said.found.contains("error[OA101]") && !room.path().join("out.yaml").exists(), "{}", said.found);
}
