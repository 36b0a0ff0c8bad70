//! Which part of a document is generated: selectors, in `bindery.toml` and on the command line alike.

mod glob;

use std::fmt;
use std::str::FromStr;

pub use glob::Glob;

use super::nearest;
use crate::source::{Origin, Region};

/// What is taken of a document. Empty: all of it.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// What is taken; empty: everything.
    pub include: Vec<Chosen>,
    /// What is not, of that.
    pub exclude: Vec<Chosen>,
}

impl Selection {
    /// Whether everything is taken.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// A selector and where it is written, unless it came as a word of a command or from a program.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The selector.
    pub selector: Selector,
    /// Its place in `bindery.toml`.
    pub place: Option<(Origin, Region)>,
}

impl From<Selector> for Chosen {
    fn from(selector: Selector) -> Self {
        Self { selector, place: None }
    }
}

/// `tag:Pets`, `get /pets/*`, `schema:Pet*`: operations for which all terms hold, or component schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    text: String,
    /// What it selects.
    pub wanted: Wanted,
}

/// What a selector selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Operations, those of webhooks too, for which all of these hold.
    Operations(Vec<Term>),
    /// Component schemas by name.
    Schemas(Glob),
}

/// What must hold for an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// One of its tags.
    Tag(Glob),
    /// Its `operationId`.
    Operation(Glob),
    /// Its path, parameters as they are written.
    Path(Glob),
    /// Its method, in capitals.
    Method(Glob),
    /// The name of the webhook that it belongs to.
    Webhook(Glob),
}

/// The words before a colon.
const KINDS: [&str; 6] = ["tag", "operation", "path", "method", "schema", "webhook"];

/// The methods that need no `method:`.
const METHODS: [&str; 9] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"];

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Selector {
    type Err = String;

    /// Reads `[METHOD] [/PATH] [KIND:GLOB ...]`. A glob ends where the next kind begins, so that names may have blanks.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let parts = parts(text);
        let Some((head, kinds)) = parts.split_first() else { return Err("a selector is empty".to_owned()) };
        let mut terms = short(head)?;
        let mut schemas = None;
        for part in kinds {
            let (kind, glob) = part.split_once(':').unwrap_or((part, ""));
            if glob.trim().is_empty() {
                return Err(format!("`{kind}:` says of nothing what it should be"));
            }
            let glob = glob.trim();
            match kind {
                "tag" => terms.push(Term::Tag(Glob::of_name(glob))),
                "operation" => terms.push(Term::Operation(Glob::of_name(glob))),
                "path" => terms.push(Term::Path(Glob::of_path(glob))),
                "method" => terms.push(Term::Method(Glob::of_name(&glob.to_ascii_uppercase()))),
                "webhook" => terms.push(Term::Webhook(Glob::of_name(glob))),
                _ if schemas.is_some() => return Err("`schema:` stands twice".to_owned()),
                _ => schemas = Some(Glob::of_name(glob)),
            }
        }
        let wanted = match (schemas, terms.is_empty()) {
            (Some(schemas), true) => Wanted::Schemas(schemas),
            (Some(_), false) => {
                return Err("`schema:` stands alone: what else is said is about operations".to_owned());
            }
            (None, true) => return Err(format!("`{text}` is no selector: {}", usage())),
            (None, false) => Wanted::Operations(terms),
        };
        Ok(Self { text: text.to_owned(), wanted })
    }
}

/// What stands before the first kind, maybe nothing, and then each kind with what follows it.
fn parts(text: &str) -> Vec<&str> {
    if text.is_empty() {
        return Vec::new();
    }
    let begins = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let kind = KINDS.iter().any(|kind| rest.strip_prefix(kind).is_some_and(|rest| rest.starts_with(':')));
        kind && (at == 0 || text.get(..at).is_some_and(|before| before.ends_with(' ')))
    };
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(|at| begins(*at)).collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| text.get(*start..end).unwrap_or_default().trim()).collect()
}

/// `get /pets/*`, or one of the two, or nothing.
fn short(text: &str) -> Result<Vec<Term>, String> {
    let mut terms = Vec::new();
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let method = METHODS.iter().find(|method| method.eq_ignore_ascii_case(word));
    terms.extend(method.map(|method| Term::Method(Glob::of_name(method))));
    let path = if method.is_some() { rest.trim() } else { text };
    if path.starts_with('/') {
        terms.push(Term::Path(Glob::of_path(path)));
    } else if !path.is_empty() {
        let kind = path.split_once(':').map_or(path, |(kind, _)| kind);
        return Err(match nearest(kind, KINDS) {
            Some(meant) => format!("`{path}` is no selector: did you mean `{meant}:`?"),
            None => format!("`{path}` is no selector: {}", usage()),
        });
    }
    Ok(terms)
}

fn usage() -> String {
    let kinds = KINDS.map(|kind| format!("`{kind}:`")).join(", ");
    format!("write a method, a path that begins with `/`, or one of {kinds} with a name")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Wanted, String> {
        text.parse::<Selector>().map(|selector| selector.wanted)
    }

    #[test]
    fn selectors_are_read() {
        let name = Glob::of_name;
        let path = Glob::of_path;
        for (text, wanted) in [
            ("tag:Storage*", Wanted::Operations(vec![Term::Tag(name("Storage*"))])),
            ("get", Wanted::Operations(vec![Term::Method(name("GET"))])),
            ("/pets/**", Wanted::Operations(vec![Term::Path(path("/pets/**"))])),
            ("get /pets/*", Wanted::Operations(vec![Term::Method(name("GET")), Term::Path(path("/pets/*"))])),
            ("method:copy path:/a b", Wanted::Operations(vec![Term::Method(name("COPY")), Term::Path(path("/a b"))])),
            (
                "tag:Pet store method:get",
                Wanted::Operations(vec![Term::Tag(name("Pet store")), Term::Method(name("GET"))]),
            ),
            ("operation:path:list", Wanted::Operations(vec![Term::Operation(name("path:list"))])),
            ("delete tag:Pets", Wanted::Operations(vec![Term::Method(name("DELETE")), Term::Tag(name("Pets"))])),
            ("webhook:*", Wanted::Operations(vec![Term::Webhook(name("*"))])),
            ("schema:Pet*", Wanted::Schemas(name("Pet*"))),
        ] {
            assert_eq!(read(text), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_selector_is_told_so() {
        for (text, fault) in [
            ("", "a selector is empty"),
            ("tags:Pets", "`tags:Pets` is no selector: did you mean `tag:`?"),
            ("get pets", "`pets` is no selector: write a method"),
            ("Pets", "`Pets` is no selector: write a method"),
            ("tag:", "`tag:` says of nothing what it should be"),
            ("schema:Pet get", ""),
            ("schema:Pet tag:A", "`schema:` stands alone"),
            ("schema:Pet schema:A", "`schema:` stands twice"),
        ] {
            match read(text) {
                Ok(wanted) => assert_eq!((wanted, ""), (Wanted::Schemas(Glob::of_name("Pet get")), fault)),
                Err(said) => assert!(!fault.is_empty() && said.starts_with(fault), "{said}"),
            }
        }
    }
}
