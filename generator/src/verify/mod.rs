//! The final files held against the plan, by other means than those that made them: which files there are, what each of
//! them defines, and that nothing in them is of a kind that we never write. A text of the document that became code would
//! be seen here, whatever let it through.

mod expected;
mod found;
mod words;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::output::FileSet;
use crate::plan::Plan;

use expected::{Expected, Makes};
use found::{Definition, Found};

/// How the files are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A crate per target.
    Crates,
    /// One tree of modules.
    Tree,
}

/// Reports where files are not what the plan says; each finding is a fault in bindery.
pub(crate) fn judge(plan: &Plan, form: Form, files: &FileSet, diagnostics: &mut Diagnostics) {
    let expected = expected::files(plan, form);
    let names = files.iter().map(|(name, _)| name);
    let unknown = names.filter(|name| !expected.contains_key(*name)).map(|name| (name, "is not planned".to_owned()));
    let missing = expected.keys().filter(|name| files.get(name).is_none());
    let missing = missing.map(|name| (name.as_str(), "is planned and not there".to_owned()));
    let faults = expected.iter().filter_map(|(name, expected)| {
        let text = String::from_utf8_lossy(files.get(name)?).into_owned();
        Some((name.as_str(), fault(&text, expected)?))
    });
    for (name, what) in unknown.chain(missing).chain(faults) {
        diagnostics.push(Diagnostic::without_place(&codes::OA902, format!("`{name}` {what}")));
    }
}

/// What is wrong with a file.
fn fault(text: &str, expected: &Expected) -> Option<String> {
    match expected {
        Expected::Copy(source) => (!text.contains(source.trim_end())).then(|| "is not its template".to_owned()),
        Expected::Text => None,
        Expected::Rust(makes) => match text.parse::<TokenStream>() {
            Err(error) => Some(format!("is no Rust: {error}")),
            Ok(_) if syn::parse_file(text).is_err() => Some("is no Rust".to_owned()),
            Ok(tokens) => difference(&Found::of(tokens), makes),
        },
    }
}

/// The first thing that is not as planned.
fn difference(found: &Found, makes: &Makes) -> Option<String> {
    if let Some(odd) = found.odd.first() {
        return Some(format!("has {odd}"));
    }
    let all: BTreeSet<&Definition> = found.definitions.iter().collect();
    if let Some(missing) = makes.must.iter().find(|one| !all.contains(one)) {
        return Some(format!("lacks {missing}"));
    }
    let foreign = |one: &&Definition| !makes.must.contains(*one) && !makes.may.contains(one.name.as_str());
    if let Some(foreign) = found.definitions.iter().find(foreign) {
        return Some(format!("has {foreign}, which is not planned"));
    }
    let mut seen = BTreeSet::new();
    let twice = |one: &&Definition| makes.once && makes.must.contains(*one) && !seen.insert((*one).clone());
    found.definitions.iter().find(twice).map(|twice| format!("has {twice} twice"))
}

#[cfg(test)]
mod tests;
