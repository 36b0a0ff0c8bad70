//! Support sources of the models.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::Source;

macro_rules! sources {
    ($($path:literal),* $(,)?) => {
        &[$(Source { path: $path, text: include_str!(concat!("../support/models/", $path)) }),*]
    };
}

/// All files of the `support` module, in order.
pub const FILES: &[Source] = sources![
    "mod.rs",
    "base64.rs",
    "choice.rs",
    "decode.rs",
    "defaults.rs",
    "evaluated.rs",
    "held.rs",
    "integer.rs",
    "integers.rs",
    "json.rs",
    "limits.rs",
    "maybe.rs",
    "moment.rs",
    "nesting.rs",
    "newtype.rs",
    "number.rs",
    "numeral.rs",
    "object.rs",
    "patch.rs",
    "schema.rs",
    "scalar.rs",
    "secret.rs",
    "single.rs",
    "spelled.rs",
    "tag.rs",
    "texts.rs",
    "tuple.rs",
    "union.rs",
    "validate.rs",
    "value.rs",
    "values.rs",
];

/// The macros of the support module that models use, for models that use the support module of another crate: what is
/// defined by `macro_rules!` is not seen beyond its crate. Their definitions are those of [`FILES`], word for word.
pub static TABLES: LazyLock<String> = LazyLock::new(tables);

/// The macros that models begin with; these use others.
const ROOTS: [&str; 10] =
    ["defaults", "foreign", "integers", "nest", "newtype", "object", "strings", "tuple", "union", "values"];

/// A number that changes with each text of the support module (64-bit FNV-1a): crates that share the module are made with
/// one and the same.
pub fn edition() -> u64 {
    let texts = FILES.iter().flat_map(|file| [file.path, file.text]).chain([CALENDARS]);
    let bytes = texts.flat_map(str::bytes);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn tables() -> String {
    let all: Vec<(&str, &str)> = FILES.iter().flat_map(|file| macros(file.text)).collect();
    let mut wanted: BTreeSet<&str> = ROOTS.into_iter().collect();
    loop {
        let used = all.iter().filter(|(name, _)| wanted.contains(name)).flat_map(|(_, text)| calls(text));
        let used: BTreeSet<&str> = used.filter(|name| all.iter().any(|(known, _)| known == name)).collect();
        let before = wanted.len();
        wanted.extend(used);
        if wanted.len() == before {
            break;
        }
    }
    let mut text =
        String::from("//! The tables in which types are written. Their documentation stands in the support module.\n");
    for (_, table) in all.iter().filter(|(name, _)| wanted.contains(name)) {
        text.push_str("\n#[allow(unused_macros, reason = \"a table that no type needs is no fault\")]\n");
        text.push_str(table);
    }
    text
}

/// The macros that a file defines: name and text. Each begins and ends at the start of a line, as rustfmt has it.
fn macros(text: &str) -> Vec<(&str, &str)> {
    const START: &str = "macro_rules! ";
    let starts = text.match_indices(START).filter(|(at, _)| text[..*at].ends_with('\n'));
    let found = starts.filter_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find("\n}\n")? + "\n}\n".len();
        Some((rest[START.len()..].split(' ').next()?, &rest[..end]))
    });
    found.collect()
}

/// What a text calls: the words before each `!`.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('!').map(|(at, _)| {
        let before = &text[..at];
        let start = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
        &before[start..]
    })
}

/// The module for models that have patterns, beside `support`. It needs the crate `regex-lite`.
pub const PATTERNS: &str = include_str!("../support/models/patterns.rs");

/// The module for models that have dates, beside `support`. Its parts need the crates `chrono`, `time` and `jiff`, each
/// behind a feature of its name.
pub const CALENDARS: &str = include_str!("../support/models/calendars.rs");

#[cfg(test)]
mod tests {
    use super::{ROOTS, TABLES, macros};

    #[test]
    fn tables_are_the_macros_that_models_use_and_theirs() {
        let found: Vec<&str> = macros(&TABLES).into_iter().map(|(name, _)| name).collect();
        for name in ROOTS.into_iter().chain(["limit", "held", "listed", "value", "default"]) {
            assert_eq!(found.iter().filter(|known| **known == name).count(), 1, "{name}");
        }
        assert!(!found.contains(&"from_integers"), "no model uses it");
    }
}
