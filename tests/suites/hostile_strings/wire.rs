//! What running code sends and takes, against the document.

use std::collections::{BTreeMap, BTreeSet};

use bindery::plan::{Plan, TypeDef};
use bindery_tests::Run;
use serde_json::{Map, Value, json};

/// Components whose values are sent through their types.
const ROUND: [&str; 3] = ["Names", "Filled", "Closed"];

/// A program that prints, one JSON a line, what the crates have of the texts.
pub(crate) fn program(run: &Run, document: &Value) -> String {
    let plan = run.stages.plan.as_ref().expect("a plan");
    let mut calls = String::new();
    for (name, value) in ROUND.iter().zip(values(document)) {
        calls.push_str(&format!("    round::<models::{}>({name:?}, {:?});\n", type_of(plan, name), value.to_string()));
    }
    calls.push_str(&format!(
        "    for word in models::{}::ALL {{\n        say(\"Words\", &text(word));\n    }}\n",
        type_of(plan, "Words")
    ));
    for service in &plan.services {
        for method in service.methods.iter().filter_map(|index| plan.methods.get(*index)) {
            let place = format!("{} {}", method.method.as_str(), method.path_text);
            calls.push_str(&format!("    route::<client::{}::{}>({place:?});\n", service.module, method.stem));
        }
    }
    format!("{BEGIN}{calls}{END}")
}

fn type_of(plan: &Plan, component: &str) -> String {
    let pointer = format!("/components/schemas/{component}");
    let is_it = |def: &TypeDef| def.origin().pointer.as_str() == pointer && !matches!(def, TypeDef::Alias(_));
    let found = plan.types.iter().find(|(_, def)| is_it(def));
    found.map(|(_, def)| def.name().to_string()).expect("the component has a type")
}

const BEGIN: &str = r#"//! Prints what the crates have of the document's texts.
use hostile_client as client;
use hostile_models as models;
use hostile_server::document::OPERATIONS;
use models::support::{Decode, Json, from_str};
use serde_json::{Value, json};

fn say(what: &str, value: &Value) {
    println!("{}", json!([what, value]));
}

fn text<T: serde::Serialize>(value: &T) -> Value {
    serde_json::from_str(Json::encode(value).expect("a value").as_str()).expect("JSON")
}

fn round<T: Decode + serde::Serialize>(name: &str, value: &str) {
    let read: T = from_str(value).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    say(name, &text(&read));
}

fn route<O: client::Operation>(place: &str) {
    say("route", &json!([place, O::ROUTE.path]));
}

fn main() {
    for operation in OPERATIONS {
        let parameters: Vec<Value> = operation
            .parameters
            .iter()
            .map(|one| json!([one.name, format!("{:?}", one.place).to_lowercase(), one.default, one.words]))
            .collect();
        let security: Vec<Value> = operation
            .security
            .iter()
            .flat_map(|set| set.all_of)
            .map(|credential| json!([credential.scheme.name, credential.scopes]))
            .collect();
        let place = format!("{} {}", operation.method, operation.path);
        let permissions = json!(operation.permissions);
        say("operation", &json!([place, operation.id, parameters, security, permissions]));
    }
"#;
const END: &str = "}\n";

/// A value for each of [`ROUND`] that has all properties.
fn values(document: &Value) -> Vec<Value> {
    let value = |name: &&str| {
        let properties = document.pointer(&format!("/components/schemas/{name}/properties")).and_then(Value::as_object);
        let own = |(name, schema): (&String, &Value)| {
            (name.clone(), schema.get("const").cloned().unwrap_or_else(|| json!(format!("value of {name}"))))
        };
        Value::Object(properties.into_iter().flatten().map(own).collect())
    };
    ROUND.iter().map(value).collect()
}

/// Everything that running code says otherwise than the document.
pub(crate) fn faults(document: &Value, said: &str) -> Vec<String> {
    let mut lines: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in said.lines() {
        let (what, value): (String, Value) = serde_json::from_str(line).expect("a line of the program");
        lines.entry(what).or_default().push(value);
    }
    let of = |what: &str| lines.get(what).cloned().unwrap_or_default();
    let mut faults = Vec::new();
    for (name, value) in ROUND.iter().zip(values(document)) {
        if of(name) != [value] {
            faults.push(format!("{name} comes back as {:?}", of(name)));
        }
    }
    let words = document.pointer("/components/schemas/Words/enum").and_then(Value::as_array).cloned();
    if of("Words") != words.unwrap_or_default() {
        faults.push(format!("the words are {:?}", of("Words")));
    }
    let mut planned = operations(document);
    let mut found: BTreeMap<String, Value> = of("operation")
        .into_iter()
        .filter_map(|mut line| Some((line.get(0)?.as_str()?.to_owned(), sorted(line.as_array_mut()?.split_off(1)))))
        .collect();
    for (place, operation) in planned.iter_mut().chain(&mut found) {
        if has_odd_template(place) {
            without_path_parameters(operation);
        }
    }
    let places: BTreeSet<&String> = planned.keys().chain(found.keys()).collect();
    for place in places {
        if planned.get(place) != found.get(place) {
            faults.push(format!("{place}: {:?}\n  in the document: {:?}", found.get(place), planned.get(place)));
        }
    }
    for line in of("route") {
        let (place, route): (String, String) = serde_json::from_value(line).expect("a route");
        let path = place.split_once(' ').map_or("", |(_, path)| path);
        if decoded(&route) != path {
            faults.push(format!("{place} goes to {route}"));
        }
    }
    faults
}

/// Whether a text in the path has what no name of a path parameter may have: what is declared does not stand in such a
/// path then, or something else does, and is reported (OA301, OA302).
fn has_odd_template(place: &str) -> bool {
    let inner = place
        .split_once("/in/")
        .and_then(|(_, rest)| rest.split_once("/{"))
        .and_then(|(_, rest)| rest.strip_suffix('}'));
    match inner {
        Some(name) => name.contains(['/', '{', '}']),
        None => place.contains(['{', '}']),
    }
}

fn without_path_parameters(operation: &mut Value) {
    if let Some(parameters) = operation.get_mut(1).and_then(Value::as_array_mut) {
        parameters.retain(|parameter| parameter.get(1).and_then(Value::as_str) != Some("path"));
    }
}

/// Parameters and credentials in an order that does not count.
fn sorted(mut parts: Vec<Value>) -> Value {
    for part in &mut parts {
        if let Value::Array(items) = part {
            items.sort_by_key(Value::to_string);
        }
    }
    Value::Array(parts)
}

fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// What the document says of each operation, in the words of the program.
fn operations(document: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let empty = Map::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).unwrap_or(&empty) {
        let shared = list(item, "parameters");
        let known = ["get", "post", "query"].into_iter().filter_map(|key| Some((key.to_uppercase(), item.get(key)?)));
        let others = item.get("additionalOperations").and_then(Value::as_object).unwrap_or(&empty).iter();
        let others = others.filter(|(name, _)| is_method(name)).map(|(name, operation)| (name.clone(), operation));
        for (method, operation) in known.chain(others) {
            let parameters: Vec<Value> = shared.iter().chain(&list(operation, "parameters")).map(parameter).collect();
            let security = match operation.get("security") {
                Some(_) => list(operation, "security"),
                None => list(document, "security"),
            };
            let security: Vec<Value> = security
                .iter()
                .filter_map(Value::as_object)
                .flatten()
                .map(|(name, scopes)| json!([name, scopes]))
                .collect();
            let permissions = json!(list(operation, "x-required-permissions"));
            let place = format!("{method} {path}");
            let id = operation.get("operationId").cloned().unwrap_or_default();
            found.insert(place, sorted(vec![id, json!(parameters), json!(security), permissions]));
        }
    }
    found
}

/// Whether HTTP takes a text for a method (RFC 9110, 9.1: a token).
fn is_method(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

fn list(value: &Value, key: &str) -> Vec<Value> {
    value.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn parameter(parameter: &Value) -> Value {
    let default = parameter.pointer("/schema/default").map(ToString::to_string);
    json!([
        parameter.get("name"),
        parameter.get("in"),
        default,
        list(parameter.get("schema").unwrap_or(&Value::Null), "enum")
    ])
}
