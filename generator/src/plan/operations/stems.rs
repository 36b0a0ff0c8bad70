//! Names of operations: their methods, and the stems of their types.

use std::collections::BTreeSet;

use super::{Work, headed};
use crate::api::{ContentKind, MediaType, Operation, PathPiece};
use crate::plan::names::{self, Case, Scope, Wanted};
use crate::plan::{Ident, Rename, TypeName};

/// The names of an operation.
pub(super) struct Name {
    /// Its method.
    pub(super) ident: Ident,
    /// What the names of its types begin with.
    pub(super) stem: TypeName,
    /// `operationId`, or the words made for it.
    pub(super) id: String,
}

/// What client and server make of a stem.
const SUFFIXES: [&str; 4] = ["Error", "Ok", "Request", "Response"];

/// Associated functions that the client has anyway.
pub(super) const METHODS: [&str; 3] = ["builder", "clone", "new"];

/// Names that types of operations must not hide: the prelude, and what the modules of operations import.
pub(super) const RESERVED_TYPES: [&str; 37] = [
    "AsMut",
    "AsRef",
    "Box",
    "Call",
    "Client",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Ord",
    "Parameter",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Some",
    "String",
    "ToString",
    "Vec",
];

/// Names for all operations, in document order.
pub(super) fn names(work: &mut Work<'_, '_>) -> Vec<Name> {
    let api = work.api;
    let mut seen = BTreeSet::new();
    let ids: Vec<String> = api
        .operations
        .iter()
        .map(|(_, operation)| match operation.operation_id.as_deref() {
            Some(id) if seen.insert(id) => id.to_owned(),
            _ => from_path(operation),
        })
        .collect();
    let bases: BTreeSet<String> = ids.iter().map(|id| names::type_name(id).as_str().to_owned()).collect();
    let parted = api.operations.iter().zip(&ids).flat_map(|((_, operation), id)| parted(operation, id));
    let parted: BTreeSet<String> = parted.collect();
    let words: Vec<String> = ids.iter().map(|id| apart(id, &bases, &parted)).collect();
    for (((_, operation), id), word) in api.operations.iter().zip(&ids).zip(&words).filter(|((_, id), word)| id != word)
    {
        let (wanted, chosen) = (names::type_name(id).to_string(), names::type_name(word).to_string());
        work.types.renames.push(Rename { origin: operation.origin.clone(), wanted, chosen });
    }
    let origins = || api.operations.iter().map(|(_, operation)| &operation.origin);
    let wanted: Vec<Wanted<'_>> = words.iter().zip(origins()).map(|(wire, origin)| Wanted { wire, origin }).collect();
    let renames = &mut work.types.renames;
    let idents = Scope::with_taken(METHODS).idents(Case::Snake, &wanted, renames, work.diagnostics);
    let stems = Scope::with_taken(RESERVED_TYPES).type_names(&wanted, renames, work.diagnostics);
    idents.into_iter().zip(stems).zip(ids).map(|((ident, stem), id)| Name { ident, stem, id }).collect()
}

/// `operationId`, longer by a word where its types would have the names of another operation's: `listError` beside
/// `list`.
fn apart(id: &str, bases: &BTreeSet<String>, parted: &BTreeSet<String>) -> String {
    let name = names::type_name(id);
    let derived = SUFFIXES.iter().filter_map(|suffix| name.as_str().strip_suffix(suffix));
    let taken =
        derived.filter(|stem| !stem.is_empty()).any(|stem| bases.contains(stem)) || parted.contains(name.as_str());
    if taken { format!("{id}_operation") } else { id.to_owned() }
}

/// The types that an operation has for the parts of its body: `<Stem>Body`, and `<Stem>Body<Part>` for parts with headers.
fn parted(operation: &Operation, id: &str) -> Vec<String> {
    let stem = names::type_name(id);
    let content = operation.request_body.iter().flat_map(|body| &body.content);
    let multipart: Vec<&MediaType> = content.filter(|media| media.kind == ContentKind::Multipart).collect();
    let headed = multipart.iter().flat_map(|media| &media.encodings).filter(|encoding| headed::is_headed(encoding));
    let headed = headed.map(|encoding| headed::word(stem.as_str(), &encoding.property));
    let whole = (!multipart.is_empty()).then(|| format!("{stem}Body"));
    whole.into_iter().chain(headed).map(|word| names::type_name(&word).to_string()).collect()
}

/// Method and words of the path: `get_pets_by_id`.
fn from_path(operation: &Operation) -> String {
    let mut words = operation.method.as_str().to_ascii_lowercase();
    for piece in &operation.path.pieces {
        let (joint, text) = match piece {
            PathPiece::Literal(text) => ("_", text),
            PathPiece::Parameter(name) => ("_by_", name),
        };
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.push_str(joint);
            words.push_str(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::apart;

    #[test]
    fn derived_names_stay_apart() {
        let bases: BTreeSet<String> = ["List", "ListError", "Error"].map(str::to_owned).into();
        let parted = ["PutBody".to_owned(), "PutBodyFile".to_owned()].into();
        assert_eq!(apart("listError", &bases, &parted), "listError_operation");
        assert_eq!(apart("error", &bases, &parted), "error");
        assert_eq!(apart("list", &bases, &parted), "list");
        // Only multipart bodies have a type of their own, and parts of them with headers.
        assert_eq!(apart("putBody", &bases, &parted), "putBody_operation");
        assert_eq!(apart("put_body_file", &bases, &parted), "put_body_file_operation");
        assert_eq!(apart("listBody", &bases, &parted), "listBody");
    }
}
