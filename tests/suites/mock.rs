//! `bindery mock`: the examples of a document, served by its own generated server.

use std::fs;
use std::path::Path;

use bindery::cli::Exit;
use bindery_tests::mock::{Mock, bindery, built};

/// Examples that hold and one that does not, media types, a header that must be there, and an answer of which no value
/// can be made.
const PETS: &str = r#"
openapi: 3.0.3
info: { title: Mocked pets, version: '1' }
security: [{ token: [] }]
paths:
  /pets/{id}:
    get:
      operationId: readPet
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: A pet
          headers: { x-rate: { required: true, schema: { type: integer, minimum: 5 }, example: 7 } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
              examples:
                wrong: { value: { name: 1 } }
                cat: { value: { name: Tom, secret: s } }
                dog: { value: { name: Rex } }
            text/csv: { schema: { type: string } }
        4XX: { description: No such pet, content: { text/plain: { schema: { type: string, pattern: '^no [a-z]{3}$' } } } }
  /pets:
    get:
      operationId: listPets
      responses:
        '200': { description: Pets, content: { application/json: { schema: { type: array, minItems: 2, uniqueItems: true, items: { type: boolean } } } } }
  /odd:
    get:
      operationId: odd
      responses:
        '200': { description: Never, content: { application/json: { schema: { type: string, minLength: 3, maxLength: 2 } } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Pet: { type: object, required: [name, secret], properties: { name: { type: string }, secret: { type: string, writeOnly: true } } }
"#;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_TARGET_TMPDIR"), "/mocks"))
}

#[test]
fn a_document_is_served_with_its_examples() {
    fs::create_dir_all(folder()).expect("folder");
    let document = folder().join("pets.yaml");
    fs::write(&document, PETS).expect("file");
    let program = built(folder(), &document);
    let mock = Mock::start(&program, &[], 3);
    assert_eq!(mock.operations, ["GET     /pets/{id}", "GET     /pets", "GET     /odd"]);
    let rows = [
        ("/pets/1", "", "200", "\r\nx-rate: 7\r\n", "{\"name\":\"Tom\"}"),
        (
            "/pets/1",
            "prefer: example=dog\r\n",
            "200",
            "\r\npreference-applied: example=\"dog\"\r\n",
            "{\"name\":\"Rex\"}",
        ),
        ("/pets/1", "accept: text/csv\r\n", "200", "\r\ncontent-type: text/csv\r\n", "string"),
        ("/pets/1", "prefer: code=404\r\n", "404", "\r\ncontent-type: text/plain\r\n", "no aaa"),
        ("/pets", "", "200", "\r\ncontent-type: application/json\r\n", "[true,false]"),
        ("/pets/one", "", "400", "\r\ncontent-type: application/problem+json\r\n", "\"rule\":\"integer\"}]}"),
        ("/odd", "", "501", "\r\ncontent-type: application/problem+json\r\n", "\"The operation is not implemented.\"}"),
        ("/none", "", "404", "\r\ncontent-type: application/problem+json\r\n", "\"There is nothing at this path.\"}"),
    ];
    for (path, headers, status, header, body) in rows {
        let answer = mock.get(path, headers);
        let is =
            answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(header) && answer.ends_with(body);
        assert!(is, "{path} {headers}:\n{answer}");
    }
    let printed = Mock::start(&program, &["as-printed"], 3);
    assert!(printed.get("/pets/1", "prefer: example=wrong\r\n").ends_with("{\"name\":1}"));
    // Nothing has changed: nothing is built.
    let time = || fs::metadata(&program).and_then(|found| found.modified()).expect("time");
    let before = time();
    assert_eq!((built(folder(), &document), time()), (program.clone(), before));
}

/// The same for Swagger 2.0, whose examples stand under media types.
#[test]
fn a_document_of_swagger_2_is_served_too() {
    const OLD: &str = r#"
swagger: '2.0'
info: { title: Old mocked pets, version: '1' }
produces: [application/json, text/csv]
paths:
  /pets/{ids}:
    get:
      operationId: readPets
      parameters: [{ name: ids, in: path, required: true, type: array, items: { type: integer }, collectionFormat: pipes }]
      responses:
        '200':
          description: Pets
          schema: { type: array, items: { $ref: '#/definitions/Pet' } }
          examples: { application/json: [{ name: Tom }], text/csv: Tom }
definitions: { Pet: { type: object, required: [name], properties: { name: { type: string } } } }
"#;
    fs::create_dir_all(folder()).expect("folder");
    let document = folder().join("old.yaml");
    fs::write(&document, OLD).expect("file");
    let mock = Mock::start(&built(folder(), &document), &[], 1);
    let rows = [
        ("/pets/1%7C2", "", "200", "[{\"name\":\"Tom\"}]"),
        ("/pets/1%7C2", "accept: text/csv\r\n", "200", "Tom"),
        ("/pets/1%7Cx", "", "400", "\"rule\":\"integer\"}]}"),
    ];
    for (path, headers, status, body) in rows {
        let answer = mock.get(path, headers);
        let is = answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.ends_with(body);
        assert!(is, "{path} {headers}:\n{answer}");
    }
}

#[test]
fn an_answer_of_which_no_value_can_be_made_is_told() {
    let room = tempfile::tempdir().expect("folder");
    fs::write(room.path().join("pets.yaml"), PETS).expect("file");
    let said = bindery(room.path(), ["report", "pets.yaml"]);
    assert!(said.printed.contains("  501 in mocks 1\n    GET /odd  200\n"), "{}", said.printed);
}

#[test]
fn files_of_another_hand_are_left_alone() {
    let room = tempfile::tempdir().expect("folder");
    fs::write(room.path().join("pets.yaml"), PETS).expect("file");
    let (cache, words) = (room.path().join("mocks"), ["mock", "pets.yaml", "--build-only", "--directory", "mocks"]);
    // The name of the folder is not for others to know: something stands in the way of the whole.
    fs::write(&cache, "mine").expect("file");
    let said = bindery(room.path(), words);
    assert_eq!(said.exit, Exit::Findings);
    assert!(said.found.contains("error[OA60"), "{}", said.found);
    assert_eq!(fs::read_to_string(&cache).expect("file"), "mine");
}

#[test]
fn a_document_with_errors_starts_nothing() {
    let room = tempfile::tempdir().expect("folder");
    fs::write(room.path().join("pets.yaml"), PETS.replace("#/components/schemas/Pet", "#/nowhere")).expect("file");
    let said = bindery(room.path(), ["mock", "pets.yaml", "--build-only", "--directory", "mocks"]);
    assert_eq!((said.exit, said.printed.as_str()), (Exit::Findings, ""));
    assert!(said.found.contains("error[OA101]") && !room.path().join("mocks").exists(), "{}", said.found);
}
