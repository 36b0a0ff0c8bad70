//! schemathesis against generated servers: a mock of each document is asked for all that its exported document promises,
//! with valid and with invalid requests. No server error, no answer outside the contract, no invalid request accepted.
//!
//! Only with `BINDERY_FULL=1`, and where python3 is; `BINDERY_ONLY` takes a part of the names of the documents.

#[path = "../../examples/gcs-server/callers.rs"]
mod callers;
#[path = "../../examples/gcs-server/gateways.rs"]
mod gateways;
#[path = "../../examples/gcs-server/serve.rs"]
mod serve;
#[allow(dead_code, reason = "it is not public")]
#[path = "../../examples/gcs-server/store.rs"]
mod store;
mod tool;

use std::env;
use std::path::{Path, PathBuf};

use bindery::cli::Exit;
use bindery::config::Config;
use bindery_tests::mock::{Mock, bindery, built};
use bindery_tests::{Run, repository};
use serde_json::Value;
use tool::Schemathesis;

/// Formats that say which values there are for bindery too. All others are annotations (JSON Schema 2020-12, validation,
/// 7.2.1), and a server may take any text.
const FORMATS: [&str; 9] = ["uuid", "date-time", "date", "time", "int32", "int64", "float", "double", "binary"];

#[test]
fn servers_keep_to_their_exported_documents() {
    if env::var_os("BINDERY_FULL").is_none_or(|value| value != "1") {
        return println!("SKIPPED: schemathesis; BINDERY_FULL=1 asks it");
    }
    let Some(schemathesis) = Schemathesis::installed(env!("CARGO_TARGET_TMPDIR")) else { return };
    let mocks = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mocks");
    std::fs::create_dir_all(&mocks).expect("a folder below target");
    let mut wrong = Vec::new();
    for (name, path) in documents() {
        let said = bindery(&mocks, ["export", &path.to_string_lossy(), "--format", "json"]);
        assert_eq!(said.exit, Exit::Fine, "{}", said.found);
        let document = asked(serde_json::from_str(&said.printed).expect("JSON"));
        let run = Run::file(&path, &Config::default());
        let operations = run.stages.plan.as_ref().map_or(0, |plan| plan.methods.len());
        let patches = patches(&run);
        let mock = Mock::start(&built(&mocks, &path), &[], operations);
        let words = |word: &str| patches.iter().flat_map(|id| [word.to_owned(), id.clone()]).collect::<Vec<_>>();
        let mut runs = vec![words("--exclude-operation-id")];
        if !patches.is_empty() {
            // A merge patch may lack what its schema requires (RFC 7396): there is no body to be refused by the schema.
            let valid = ["--mode", "positive"].map(str::to_owned);
            runs.push(words("--include-operation-id").into_iter().chain(valid).collect());
        }
        for more in runs {
            match schemathesis.ask_mock(name, &document.to_string(), &mock.url, &more) {
                Ok(requests) => println!("{name}: {operations} operations, {requests} {}", more.join(" ")),
                Err(found) => wrong.push(format!("{name} {}:\n{found}", more.join(" "))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The example server has a store and callers, so what a mock lacks is asked of it: that credentials count, that what was
/// made is there, and that what was deleted is gone.
#[test]
fn the_example_server_keeps_to_the_exported_document() {
    if env::var_os("BINDERY_FULL").is_none_or(|value| value != "1") {
        return println!("SKIPPED: schemathesis; BINDERY_FULL=1 asks it");
    }
    let Some(schemathesis) = Schemathesis::installed(env!("CARGO_TARGET_TMPDIR")) else { return };
    let path = repository().join("specs/gcs/openapi.yaml");
    let said = bindery(Path::new(env!("CARGO_TARGET_TMPDIR")), ["export", &path.to_string_lossy(), "--format", "json"]);
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    listener.set_nonblocking(true).expect("as tokio wants it");
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, serve::app(serve::stocked(store::Store::default()))).await.expect("it serves");
        });
    });
    let token = ["--header".to_owned(), format!("Authorization: Bearer {}", callers::ADMINISTRATOR)];
    let patches = |word: &str| [word.to_owned(), "patchStorageGateway".to_owned()];
    let valid = ["--mode", "positive"].map(str::to_owned);
    let all = [patches("--exclude-operation-id").to_vec(), [patches("--include-operation-id"), valid].concat()];
    for more in all {
        let more: Vec<String> = token.iter().cloned().chain(more).collect();
        let asked = schemathesis.ask("gcs-server", &said.printed, &url, &more);
        println!("{}", asked.unwrap_or_else(|found| panic!("{found}")));
    }
}

/// The ids of operations whose bodies are merge patches.
fn patches(run: &Run) -> Vec<String> {
    let (api, plan) = (run.stages.api.as_ref().expect("read"), run.stages.plan.as_ref().expect("planned"));
    let operations = api.operations.iter().map(|(_, operation)| operation).zip(&plan.methods);
    let patching =
        operations.filter(|(operation, _)| operation.request_body.as_ref().is_some_and(|body| body.merge_patch));
    patching.map(|(_, method)| method.operation_id.clone()).collect()
}

fn documents() -> Vec<(&'static str, PathBuf)> {
    let corpus = env::var_os("BINDERY_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let specs = repository().join("specs");
    let real = |file: &str| corpus.join("real").join(file);
    let mut all = vec![
        ("gcs", specs.join("gcs/openapi.yaml")),
        ("nevisidm", specs.join("nevisidm/openapi.yaml")),
        ("train-travel", real("train-travel/openapi.yaml")),
        ("museum", real("museum/openapi.yaml")),
        ("tictactoe", real("oai-3.1-tictactoe/tictactoe.yaml")),
        ("keeper", real("progenitor-keeper/keeper.json")),
        ("dns-server", real("omicron-dns-server/dns-server-2.0.0-75e4cc.json")),
    ];
    let only = env::var("BINDERY_ONLY").unwrap_or_default();
    all.retain(|(name, _)| name.contains(&only));
    all.retain(|(name, path)| {
        let there = path.is_file();
        if !there {
            println!("SKIPPED: {name}: {} is not there", path.display());
        }
        there
    });
    all
}

/// The document without what a mock does not look at: who is let in, formats that are annotations, and bodies in XML,
/// which a server has as text.
fn asked(mut node: Value) -> Value {
    match &mut node {
        Value::Object(entries) => {
            entries.remove("security");
            let is_schema = entries.contains_key("type");
            let known = entries.get("format").and_then(Value::as_str).is_none_or(|format| FORMATS.contains(&format));
            if is_schema && !known {
                entries.remove("format");
            }
            if let Some(Value::Object(content)) =
                entries.get_mut("requestBody").and_then(|body| body.get_mut("content"))
                && content.len() > 1
            {
                content.retain(|media, _| !media.ends_with("xml"));
            }
            entries.values_mut().for_each(|value| *value = asked(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = asked(item.take())),
        _ => {}
    }
    node
}
