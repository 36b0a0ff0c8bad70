//! The files of the JSON Schema Test Suite.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A schema and values for it.
pub(crate) struct Group {
    /// The file without its ending, which is a keyword as a rule.
    pub(crate) file: String,
    /// Its place in the file, from 1.
    pub(crate) number: usize,
    /// What the suite says about it.
    pub(crate) description: String,
    pub(crate) schema: Value,
    pub(crate) rows: Vec<Row>,
}

/// A value and whether it is valid.
pub(crate) struct Row {
    pub(crate) description: String,
    /// JSON on one line, numbers as they stand in the file.
    pub(crate) data: String,
    pub(crate) valid: bool,
}

impl Group {
    /// How it is called: `not 3`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.file, self.number)
    }
}

#[derive(Deserialize)]
struct InFile {
    description: String,
    schema: Value,
    tests: Vec<RowInFile>,
}

#[derive(Deserialize)]
struct RowInFile {
    description: String,
    data: Box<RawValue>,
    valid: bool,
}

/// Files that schemas of the suite refer to beside themselves, by their names.
#[derive(Default)]
pub(crate) struct Remotes(BTreeSet<String>);

impl Remotes {
    /// Whether there is a file of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// All files below a folder.
    pub(crate) fn below(folder: &Path) -> Self {
        let (mut open, mut names) = (vec![folder.to_owned()], Vec::new());
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.path() {
                    path if path.is_dir() => open.push(path),
                    _ => names.push(entry.file_name().to_string_lossy().into_owned()),
                }
            }
        }
        names.into_iter().collect()
    }
}

impl FromIterator<String> for Remotes {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        Self(names.into_iter().collect())
    }
}

/// All groups of a folder, files by name; what stands in folders below is optional and left out.
pub(crate) fn read(folder: &Path) -> Vec<Group> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder of the suite")
        .map(|entry| entry.expect("an entry of a folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let mut groups = Vec::new();
    for path in paths {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a file of the suite");
        let in_file: Vec<InFile> =
            serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        groups.extend(in_file.into_iter().enumerate().map(|(index, group)| Group {
            file: file.clone(),
            number: index + 1,
            description: group.description,
            schema: group.schema,
            rows: group.tests.into_iter().map(row).collect(),
        }));
    }
    groups
}

fn row(row: RowInFile) -> Row {
    // A line break can only stand between tokens: inside of strings it is escaped.
    let data = row.data.get().replace(['\n', '\r'], " ");
    Row { description: row.description, data, valid: row.valid }
}
