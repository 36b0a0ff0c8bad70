//! Every example of both documents, on bodies and on component schemas, goes through its model: it is decoded, what came
//! of it stands in a snapshot, it is encoded again and is equal as JSON.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;

use bindery::config::Config;
use bindery::source::JsonPointer;
use bindery::tree::Node;
use bindery_tests::{Run, repository, tests};
use gcs_models as gcs;
use nevisidm_models as nevisidm;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes, encodes, compares; gives what the model looks like.
type Check = fn(&str) -> String;

/// The beginning of a pointer and the type of what stands there. A document may not have an example without a row.
const GCS: &[(&str, Check)] = &[
    ("/paths/~1api~1storage_gateways/get/responses/200", through::<gcs::StorageGatewayResult>),
    ("/paths/~1api~1storage_gateways/post/requestBody", through::<gcs::StorageGateway>),
    ("/paths/~1api~1storage_gateways/post/responses/201", through::<gcs::StorageGatewayResult>),
    ("/paths/~1api~1storage_gateways~1{storage_gateway_id}/get/responses/200", through::<gcs::StorageGatewayResult>),
    ("/paths/~1api~1storage_gateways~1{storage_gateway_id}/delete/responses/200", through::<gcs::Result>),
    ("/paths/~1api~1storage_gateways~1{storage_gateway_id}/patch/requestBody", through::<gcs::StorageGatewayPatch>),
    ("/paths/~1api~1storage_gateways~1{storage_gateway_id}/put/requestBody", through::<gcs::StorageGateway>),
    ("/components/responses/StorageGatewayUpdated", through::<gcs::StorageGatewayResult>),
    ("/components/responses/PermissionDenied", through::<gcs::PermissionDeniedResult>),
    ("/components/schemas/Role", through::<gcs::Role>),
    ("/components/schemas/CredentialNotFound_1_0_0", through::<gcs::CredentialNotFound1_0_0>),
];

const NEVISIDM: &[(&str, Check)] = &[(
    "/paths/~1nevisidm~1api~1core~1v1~1{clientExtId}~1users~1{userExtId}~1kerberos~1{extId}/delete/responses",
    through::<nevisidm::ErrorResponseDto>,
)];

#[test]
fn gcs() {
    every_example("gcs", GCS);
}

#[test]
fn nevisidm() {
    every_example("nevisidm", NEVISIDM);
}

fn every_example(api: &str, rows: &[(&str, Check)]) {
    let run = Run::file(&repository().join("specs").join(api).join("openapi.yaml"), &Config::default());
    let document = run.stages.document.as_ref().expect("the document can be read");
    let mut examples = BTreeMap::new();
    collect(&document.root, &JsonPointer::root(), &mut examples);
    assert!(!examples.is_empty());
    for (row, _) in rows {
        assert!(examples.keys().any(|pointer| pointer.starts_with(row)), "no example stands at {row}");
    }
    for (pointer, json) in &examples {
        let row = rows.iter().find(|(start, _)| pointer.strip_prefix(start).is_some_and(|rest| rest.starts_with('/')));
        let (_, check) = row.unwrap_or_else(|| panic!("no type is named for the example at {pointer}"));
        let shown = std::panic::catch_unwind(|| check(json)).unwrap_or_else(|_| panic!("the example at {pointer}"));
        let folder = tests().join("examples").join(api);
        fs::create_dir_all(&folder).expect("the folder of the snapshots");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(pointer.clone());
        settings.bind(|| insta::assert_snapshot!(file_name(pointer), shown));
    }
}

/// Examples of media types and of component schemas, by pointer, as JSON text.
fn collect(node: &Node, at: &JsonPointer, found: &mut BTreeMap<String, String>) {
    let steps = at.segments();
    let before_last = steps.len().checked_sub(2).and_then(|index| steps.get(index)).map(String::as_str);
    let has_examples = before_last == Some("content") || at.parent().as_str() == "/components/schemas";
    for (key, value) in node.as_mapping().into_iter().flat_map(bindery::tree::Mapping::iter) {
        let here = at.child(key);
        match key {
            "example" if has_examples => drop(found.insert(here.as_str().to_owned(), value.to_json())),
            "examples" if has_examples => {
                for (name, example) in value.as_mapping().into_iter().flat_map(bindery::tree::Mapping::iter) {
                    if let Some(value) = example.get("value") {
                        found.insert(here.child(name).child("value").as_str().to_owned(), value.to_json());
                    }
                }
            }
            _ => collect(value, &here, found),
        }
    }
    for (index, item) in node.as_sequence().into_iter().flatten().enumerate() {
        collect(item, &at.child(index.to_string()), found);
    }
}

fn through<T: Serialize + DeserializeOwned + Debug>(json: &str) -> String {
    let model: T = serde_json::from_str(json).unwrap_or_else(|fault| panic!("{fault} in {json}"));
    let back = serde_json::to_string(&model).expect("a model can be written");
    let (before, after): (Value, Value) =
        (serde_json::from_str(json).expect("JSON"), serde_json::from_str(&back).expect("JSON"));
    assert!(equal(&before, &after), "not equal as JSON:\n{json}\n{back}");
    format!("{model:#?}")
}

/// As JSON: numbers by their value, objects in any order.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}

/// `/components/schemas/Role/example` becomes `components_schemas_Role`.
fn file_name(pointer: &str) -> String {
    const SILENT: [&str; 7] = ["paths", "content", "application/json", "example", "examples", "value", "api"];
    let steps = JsonPointer::parse(pointer).map(|pointer| pointer.segments()).unwrap_or_default();
    let steps = steps.iter().map(String::as_str).filter(|step| !SILENT.contains(step));
    // Of a path its last part is enough.
    let steps = steps.map(|step| if step.starts_with('/') { step.rsplit('/').next().unwrap_or(step) } else { step });
    let word = |step: &str| step.replace(|c: char| !c.is_ascii_alphanumeric(), "_").trim_matches('_').to_owned();
    steps.map(word).collect::<Vec<_>>().join("_")
}
