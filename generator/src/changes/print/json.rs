//! For programs.

use serde_json::{Map, Value, json};

use super::{Shown, Spot, subject};
use crate::changes::compare::Change;
use crate::changes::rules::Verdicts;

/// One array, an object for each API.
pub fn json(all: &[Shown]) -> String {
    let apis: Vec<Value> = all.iter().map(api).collect();
    format!("{:#}\n", Value::from(apis))
}

fn api(shown: &Shown) -> Value {
    let comparison = &shown.comparison;
    let steps = comparison.crates.iter().map(|name| (name.clone(), json!(comparison.step(name).as_str())));
    json!({
        "api": comparison.api,
        "version": comparison.version,
        "next_version": shown.next_version(),
        "steps": steps.collect::<Map<_, _>>(),
        "verdicts": verdicts(comparison.verdicts()),
        "changes": shown.changes().map(|(change, places)| self::change(change, places)).collect::<Vec<_>>(),
    })
}

fn change(change: &Change, [old_place, new_place]: &[Option<Spot>; 2]) -> Value {
    json!({
        "rule": change.rule.id,
        "title": change.rule.title,
        "subject": subject(change),
        "kind": change.key.kind.as_str(),
        "path": change.key.path,
        "directions": change.ways.iter().map(|way| way.as_str()).collect::<Vec<_>>(),
        "old": change.old,
        "new": change.new,
        "verdicts": verdicts(change.verdicts),
        "old_place": place(old_place.as_ref()),
        "new_place": place(new_place.as_ref()),
    })
}

fn verdicts(verdicts: Verdicts) -> Value {
    json!({
        "wire": verdicts.wire.as_str(),
        "callers": verdicts.callers.as_str(),
        "implementors": verdicts.implementors.as_str(),
    })
}

fn place(spot: Option<&Spot>) -> Value {
    spot.map_or(Value::Null, |spot| json!({ "file": spot.file, "line": spot.line, "column": spot.column }))
}
