//! The GCS document and twelve edited copies: what `bindery diff` says of each. Then the same in a project: lock, exit
//! codes, `--bump`.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use bindery::cli::{Exit, Terminal, run};
use bindery_tests::repository;
use serde_json::Value;

use crate::edited;

/// What is edited; then each change with its verdicts (wire, callers, implementors), and the steps of models, client, server.
struct Edit {
    old: &'static str,
    new: &'static str,
    changes: &'static [&'static str],
    steps: [&'static str; 3],
}

const MARKER: &str = "        - $ref: '#/components/parameters/marker_query_parameter'\n";
const NOT_FOUND: &str = "        '404':\n          $ref: '#/components/responses/NotFound'\n\n    delete:";

const EDITS: [Edit; 12] = [
    Edit {
        old: "summary: List storage gateways",
        new: "summary: List all storage gateways",
        changes: &["docs-changed operation GET /api/storage_gateways: none none none"],
        steps: ["none", "patch", "patch"],
    },
    Edit {
        old: MARKER,
        new: "        - { name: filter, in: query, schema: { type: string } }\n        - $ref: '#/components/parameters/marker_query_parameter'\n",
        changes: &[
            "parameter-added-optional GET /api/storage_gateways parameter query filter: compatible compatible exhaustive",
        ],
        steps: ["none", "minor", "major"],
    },
    Edit {
        old: MARKER,
        new: "        - { name: filter, in: query, required: true, schema: { type: string } }\n        - $ref: '#/components/parameters/marker_query_parameter'\n",
        changes: &[
            "parameter-added-required GET /api/storage_gateways parameter query filter: breaking breaking exhaustive",
        ],
        steps: ["none", "major", "major"],
    },
    Edit {
        old: "operationId: putStorageGateway",
        new: "operationId: replaceStorageGateway",
        changes: &[
            "operation-renamed operation PUT /api/storage_gateways/{storage_gateway_id}: none breaking breaking",
        ],
        steps: ["none", "major", "major"],
    },
    Edit {
        old: "        type: integer\n        format: int\n",
        new: "        type: integer\n        format: int\n        maximum: 100\n",
        changes: &["limits-narrowed GET /api/storage_gateways parameter query page_size: breaking none none"],
        steps: ["none", "minor", "minor"],
    },
    Edit {
        old: "            - private_policies\n            - accounts\n",
        new: "            - private_policies\n            - accounts\n            - collections\n",
        changes: &["value-added IncludeItem value collections: compatible exhaustive exhaustive"],
        steps: ["major", "major", "major"],
    },
    Edit {
        old: "        none:\n          type: array",
        new: "        write: { type: array, items: { type: string } }\n        none:\n          type: array",
        changes: &["property-added-optional PathRestrictions property write: compatible exhaustive exhaustive"],
        steps: ["major", "major", "major"],
    },
    Edit {
        // What is left out of `Result` is left out of all that are made of it.
        old: "        - DATA_TYPE\n        - code\n        - http_response_code\n      properties:\n        DATA_TYPE:\n          type: string\n          description: Names type and version of this document.\n          enum:\n            - result#1.0.0",
        new: "        - DATA_TYPE\n        - http_response_code\n      properties:\n        DATA_TYPE:\n          type: string\n          description: Names type and version of this document.\n          enum:\n            - result#1.0.0",
        changes: &[
            "became-optional PermissionDeniedResult property code: breaking breaking breaking",
            "became-optional Result property code: breaking breaking breaking",
            "became-optional StorageGatewayResult property code: breaking breaking breaking",
        ],
        steps: ["major", "major", "major"],
    },
    Edit {
        old: "        - globusAuth: []\n      x-pagination",
        new: "        - globusAuth: []\n        - {}\n      x-pagination",
        changes: &["security-loosened operation GET /api/storage_gateways: compatible none none"],
        steps: ["none", "minor", "minor"],
    },
    Edit {
        old: "      scheme: bearer\n",
        new: "      scheme: basic\n",
        changes: &[
            "scheme-changed scheme globusAuth: breaking none none",
            "callers-changed scheme globusAuth: none breaking none",
            "implementors-changed scheme globusAuth: none none breaking",
        ],
        steps: ["none", "major", "major"],
    },
    Edit {
        old: "  /api/storage_gateways/{storage_gateway_id}:",
        new: "  /api/gateways/{storage_gateway_id}:",
        changes: &[
            "operation-moved operation DELETE /api/gateways/{storage_gateway_id}: breaking none none",
            "operation-moved operation GET /api/gateways/{storage_gateway_id}: breaking none none",
            "operation-moved operation PATCH /api/gateways/{storage_gateway_id}: breaking none none",
            "operation-moved operation PUT /api/gateways/{storage_gateway_id}: breaking none none",
        ],
        steps: ["none", "minor", "minor"],
    },
    Edit {
        old: NOT_FOUND,
        new: "        '404':\n          $ref: '#/components/responses/NotFound'\n        '429': { description: Too many requests }\n\n    delete:",
        changes: &[
            "failure-added GET /api/storage_gateways/{storage_gateway_id} answer 429: compatible exhaustive exhaustive",
        ],
        steps: ["none", "major", "major"],
    },
];

fn says(room: &Path, words: &str) -> (Exit, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let words = format!("bindery {words}");
    let exit = run(words.split_whitespace().map(OsString::from), Terminal::new(room, &mut stdout, &mut stderr));
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (exit, text(stdout), text(stderr))
}

fn put(room: &Path, name: &str, text: &str) {
    fs::write(room.join(name), text).expect("file");
}

fn gcs() -> String {
    fs::read_to_string(repository().join("specs/gcs/openapi.yaml")).expect("the GCS document")
}

#[test]
fn twelve_edits_of_the_gcs_document() {
    let room = tempfile::tempdir().expect("folder");
    put(room.path(), "old.yaml", &gcs());
    for edit in EDITS {
        put(room.path(), "new.yaml", &edited(&gcs(), edit.old, edit.new));
        let (exit, out, findings) = says(room.path(), "diff old.yaml new.yaml --format json");
        let all: Value = serde_json::from_str(&out).unwrap_or_else(|fault| panic!("{fault}: {out}{findings}"));
        let api = &all[0];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let change = |change: &Value| {
            let verdicts = ["wire", "callers", "implementors"].map(|whom| text(&change["verdicts"][whom]));
            let has_place = change["new_place"]["line"].as_u64().is_some() || change["kind"] == "scheme";
            assert!(has_place, "without a place: {change}");
            format!("{} {}: {}", text(&change["rule"]), text(&change["subject"]), verdicts.join(" "))
        };
        let changes: Vec<String> = api["changes"].as_array().into_iter().flatten().map(change).collect();
        assert_eq!(changes, edit.changes, "{}", edit.new);
        assert_eq!(["models", "client", "server"].map(|name| text(&api["steps"][name])), edit.steps, "{}", edit.new);
        let breaks = edit.changes.iter().any(|change| change.contains(" breaking"));
        assert_eq!(exit, if breaks { Exit::Changes } else { Exit::Fine }, "{}", edit.new);
        assert_eq!(findings, "");
    }
}

const PETS: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { '200': { description: Pets } }
";

const PROJECT: &str = "# Ours\n[api.pets]\ndocument = \"pets.yaml\" # the contract\nout = \"generated/pets\"\nversion = \"1.2.3\" # of the crates\n";

#[test]
fn a_project_from_a_change_to_its_version() {
    let room = tempfile::tempdir().expect("folder");
    let room = room.path();
    put(room, "bindery.toml", PROJECT);
    put(room, "pets.yaml", PETS);
    assert_eq!(says(room, "generate").0, Exit::Fine);
    let lock = fs::read_to_string(room.join("generated/pets/contract.lock")).expect("the lock");
    assert!(lock.contains("\nparameter GET /pets query limit | presence=optional "), "{lock}");
    assert_eq!(says(room, "check").0, Exit::Fine);
    assert_eq!(says(room, "diff").1, "pets: no changes: the same documents\n");

    put(room, "pets.yaml", &PETS.replace("name: limit", "name: most"));
    let (exit, out, _) = says(room, "diff pets.yaml");
    assert_eq!(exit, Exit::Changes);
    let expected = "\
pets: 2 changes, breaking: 1 on the wire, 1 for callers, 1 for implementors

  wire        callers     implementors
  breaking    breaking    breaking      GET /pets parameter query limit: a parameter is gone [parameter-removed]
  compatible  compatible  exhaustive    GET /pets parameter query most: a parameter is new that may be sent [parameter-added-optional]
                                        at pets.yaml:7:20

  pets-models: none
  pets-client: major, 1.2.3 -> 2.0.0
  pets-server: major, 1.2.3 -> 2.0.0
";
    assert_eq!(out, expected);
    let markdown = "\
## pets 2.0.0

### Breaking

- `GET /pets parameter query limit`: a parameter is gone (on the wire, callers, implementors)

### Breaking for code that lists everything

- `GET /pets parameter query most`: a parameter is new that may be sent (implementors)
";
    assert_eq!(says(room, "diff --format markdown --fail-on never").1, markdown);
    assert_eq!(says(room, "diff --fail-on never").0, Exit::Fine);

    let (exit, out, findings) = says(room, "generate --bump");
    assert_eq!(exit, Exit::Fine, "{findings}");
    assert!(out.starts_with("pets: version 1.2.3 -> 2.0.0\n"), "{out}");
    let project = fs::read_to_string(room.join("bindery.toml")).expect("the project");
    assert_eq!(project, PROJECT.replace("1.2.3", "2.0.0"));
    let manifest = fs::read_to_string(room.join("generated/pets/client/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("version = \"2.0.0\""), "{manifest}");
    // A second time there is nothing to raise, and nothing to write.
    let (_, out, _) = says(room, "generate --bump");
    assert!(!out.contains("version") && out.contains(" 0 changed"), "{out}");
    assert_eq!(says(room, "check").0, Exit::Fine);
}

#[test]
fn a_lock_out_of_the_history_will_do() {
    let room = tempfile::tempdir().expect("folder");
    let room = room.path();
    put(room, "pets.yaml", PETS);
    assert_eq!(says(room, "generate pets.yaml --out made").0, Exit::Fine);
    put(room, "new.yaml", &PETS.replace("description: Pets", "description: All pets"));
    let (exit, out, _) = says(room, "diff made/contract.lock new.yaml --fail-on any");
    assert_eq!(exit, Exit::Changes);
    assert!(out.contains("GET /pets answer 200: a description is another one [docs-changed]"), "{out}");
    assert!(out.contains("pets-models: none\n  pets-client: patch, 0.1.0 -> 0.1.1\n"), "{out}");
    // A lock that somebody changed is not guessed at.
    let lock = fs::read_to_string(room.join("made/contract.lock")).expect("the lock");
    put(room, "old.lock", &lock.replace("operation GET", "wonder GET"));
    let (exit, out, findings) = says(room, "diff old.lock new.yaml");
    assert_eq!((exit, out.as_str()), (Exit::Findings, ""));
    assert!(findings.starts_with("error[OA610]: `old.lock`, line "), "{findings}");
}
