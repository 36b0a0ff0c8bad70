//! Types of other crates that stand for formats and schemas.

use std::collections::BTreeMap;

use super::overrides::Target;
use crate::source::{Origin, Region};

/// What stands for formats and schemas, and what it needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Types {
    /// The types, in the order in which they are looked for.
    pub list: Vec<ForeignType>,
    /// The crates that the models need for them, by package.
    pub crates: BTreeMap<String, ForeignCrate>,
}

/// A type of another crate and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignType {
    /// What it stands for, as written.
    pub text: String,
    /// What it stands for.
    pub of: StandsFor,
    /// Its path, such as `chrono::DateTime<chrono::Utc>`.
    pub path: String,
    /// Its place in `bindery.toml`, unless it came from a program.
    pub place: Option<(Origin, Region)>,
}

/// What a type of another crate stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StandsFor {
    /// All schemas of a format: `format:date-time`.
    Format(String),
    /// One schema: `schema:Money`, `#/components/schemas/Pet/properties/price`.
    Schema(Target),
}

/// A crate that models need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignCrate {
    /// The lowest version, such as `0.4`.
    pub version: String,
    /// Features; default features are off.
    pub features: Vec<String>,
}

impl StandsFor {
    /// Reads what a type stands for.
    ///
    /// # Errors
    /// The fault in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.strip_prefix("format:") {
            Some("") => Err("`format:` names no format".to_owned()),
            Some("binary") => Err("`format:binary` are bytes, which no type of JSON stands for".to_owned()),
            Some(format) => Ok(Self::Format(format.to_owned())),
            None => match Target::parse(text) {
                Ok(target @ (Target::Schema(..) | Target::Pointer(_))) => Ok(Self::Schema(target)),
                _ => Err(format!("`{text}` is no schema: write `format:NAME`, `schema:NAME` or `#/pointer`")),
            },
        }
    }
}

/// Says what is wrong with the path of a type, if anything is: names with `::` between, and types in angle brackets.
///
/// # Errors
/// The fault in words.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    const FAULT: &str = "write a path, such as `chrono::DateTime<chrono::Utc>`";
    let (mut depth, mut word) = (0_usize, String::new());
    let is_name = |word: &str| {
        let word = word.trim();
        let word = word.strip_prefix("::").unwrap_or(word);
        let good = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        word.split("::").all(good)
    };
    let mut closed = false;
    for c in path.chars() {
        match c {
            '<' | '>' | ',' if !closed && !is_name(&word) => return Err(FAULT),
            '<' if closed => return Err(FAULT),
            '<' => depth += 1,
            '>' => depth = depth.checked_sub(1).ok_or(FAULT)?,
            ',' if depth == 0 => return Err(FAULT),
            ',' => {}
            _ if closed && c != ' ' => return Err(FAULT),
            c => {
                word.push(c);
                continue;
            }
        }
        closed = c == '>';
        word.clear();
    }
    if depth == 0 && (closed || is_name(&word)) { Ok(()) } else { Err(FAULT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_types_and_nothing_else() {
        for good in ["a::B", "::a::B", "a::B<c::D>", "a::B<c::D, E<F>>", "B"] {
            assert_eq!(check_path(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "a::",
            "a::B<",
            "a::B>",
            "a::B<>",
            "a B",
            "a::B; c",
            "&a::B",
            "a::B<C>D",
            "a, b",
            "a::{B}",
            "a::B<C><D>",
        ] {
            assert!(check_path(bad).is_err(), "{bad}");
        }
    }
}
