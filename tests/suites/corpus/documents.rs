//! Which documents there are, and which of them are asked for.

use std::env;
use std::fs;
use std::path::PathBuf;

use bindery_tests::repository;

/// A document of the corpus.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its name in the list of the corpus, which is also that of its folder.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) path: PathBuf,
    /// Its version of OpenAPI.
    pub(crate) version: String,
    /// How long its text is.
    pub(crate) bytes: u64,
}

/// The documents of OpenAPI 2.0 and 3 in the order of their names, if the corpus is there.
///
/// # Panics
/// If the list of the corpus cannot be read, or none of its documents has the asked name.
pub(crate) fn chosen() -> Option<Vec<Document>> {
    let corpus = env::var_os("BINDERY_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let real = corpus.join("real");
    if !real.is_dir() {
        println!("SKIPPED: no corpus at {}; set BINDERY_CORPUS", corpus.display());
        return None;
    }
    let list = fs::read_to_string(real.join("MANIFEST.tsv")).expect("the corpus has a list");
    let mut documents: Vec<Document> = list.lines().skip(1).filter_map(|line| document(line, &real)).collect();
    let only = env::var("BINDERY_ONLY").unwrap_or_default();
    documents.retain(|document| document.name.contains(&only));
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!documents.is_empty(), "no document is called `{only}`");
    Some(documents)
}

/// Whether no name was asked for, so that what comes out is the whole page.
pub(crate) fn all_are_chosen() -> bool {
    env::var_os("BINDERY_ONLY").is_none_or(|only| only.is_empty())
}

/// A line of the list: name, file, bytes and version come first, parted by tabs.
fn document(line: &str, real: &std::path::Path) -> Option<Document> {
    let mut cells = line.split('\t');
    let (name, file, bytes, version) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let read = ["2.0", "3.0", "3.1", "3.2"].iter().any(|edition| version.starts_with(edition));
    read.then(|| Document {
        name: name.to_owned(),
        path: real.join(file),
        version: version.to_owned(),
        bytes: bytes.parse().unwrap_or_default(),
    })
}
