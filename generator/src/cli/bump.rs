//! `bindery generate --bump`: the version of each API goes up as far as its changes ask for.

use std::fs;

use toml_edit::{DocumentMut, Item, TableLike, value};

use super::diff::locked;
use super::generate::{Piece, contract};
use super::project::Task;
use super::session::Session;
use crate::changes::{compare, next_version};
use crate::diagnostics::{Diagnostic, codes};

/// Gives each task the version that its changes ask for, unless it has that or a higher one. What cannot be compared has
/// been reported.
pub(super) fn versions(tasks: &mut [Task], session: &mut Session) {
    let outcomes = session.outcomes(tasks);
    for (task, outcome) in tasks.iter_mut().zip(outcomes) {
        // Findings of its own are told when it is made.
        let Some(new) = contract(task, &outcome, session) else { continue };
        let Some(old) = locked(task, session) else { continue };
        let comparison = compare(&old, &new);
        let next = comparison.version.as_deref().and_then(|now| next_version(now, comparison.largest_step()));
        if let Some(next) = next.filter(|next| numbers(next) > numbers(&task.config.version)) {
            task.config.version = next;
        }
    }
}

fn numbers(version: &str) -> Vec<u64> {
    let plain = version.split(['-', '+']).next().unwrap_or(version);
    plain.split('.').map(|number| number.parse().unwrap_or(0)).collect()
}

/// Writes the versions into `bindery.toml`, layout and comments as they are; a line for each that changed. Before the
/// crates: a run that ends between the two is made good by the next one, and no step is taken twice.
pub(super) fn write(pieces: &[Piece], session: &mut Session) -> String {
    let mut lines = String::new();
    let Some(place) = pieces.iter().find_map(|piece| piece.task.project.as_ref()) else { return lines };
    let written = fs::read_to_string(&place.path).map_err(|error| error.to_string()).and_then(|text| {
        let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
        for Piece { task, .. } in pieces {
            let name = task.config.name.as_deref().unwrap_or_default();
            if let Some(old) = raise(&mut document, name, &task.config.version) {
                lines.push_str(&format!("{name}: version {old} -> {}\n", task.config.version));
            }
        }
        if lines.is_empty() {
            Ok(())
        } else {
            fs::write(&place.path, document.to_string()).map_err(|error| error.to_string())
        }
    });
    if let Err(error) = written {
        let message = format!("`{}` cannot be written: {error}", place.shown.display());
        session.diagnostics.push(Diagnostic::without_place(&codes::OA603, message));
    }
    lines
}

/// Puts a version into the table of an API. What it was, if it was another.
fn raise(document: &mut DocumentMut, api: &str, version: &str) -> Option<String> {
    let apis = document.get_mut("api")?.as_table_like_mut()?;
    let table: &mut dyn TableLike = apis.get_mut(api)?.as_table_like_mut()?;
    let default = crate::Config::default().version;
    let old = table.get("version").and_then(Item::as_str).map_or(default, str::to_owned);
    if old == version {
        return None;
    }
    match table.get_mut("version").and_then(Item::as_value_mut) {
        Some(there) => {
            let decor = there.decor().clone();
            *there = version.into();
            *there.decor_mut() = decor;
        }
        None => {
            table.insert("version", value(version));
        }
    }
    Some(old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_and_comments_stay() {
        let text = "# All of ours.\n[api.pets]\ndocument = \"pets.yaml\"   # the contract\nversion = \"0.1.0\" # of the crates\n\n[api.shop]\nout = 'shop'\n";
        let mut document: DocumentMut = text.parse().expect("TOML");
        assert_eq!(raise(&mut document, "pets", "0.2.0").as_deref(), Some("0.1.0"));
        assert_eq!(raise(&mut document, "shop", "0.1.1").as_deref(), Some("0.1.0"));
        assert_eq!(raise(&mut document, "shop", "0.1.1"), None);
        assert_eq!(raise(&mut document, "none", "0.1.1"), None);
        let expected = text.replace("0.1.0", "0.2.0") + "version = \"0.1.1\"\n";
        assert_eq!(document.to_string(), expected);
    }
}
