//! Rows that the draft finds valid and that are refused by design, each with the reason. What is no such decision stands
//! nowhere here, and is wrong.

use crate::dialect::Dialect;
use crate::proof::{Class, Outcome, Proven};
use crate::suite::Group;

/// Rows of one group.
struct Refused {
    /// The folder of the draft.
    folder: &'static str,
    file: &'static str,
    /// The place of the group in its file, from 1.
    group: usize,
    /// The places of the rows in their group, from 1.
    rows: &'static [usize],
    why: &'static str,
}

const CONTENT: &str = "`contentEncoding` is an annotation for the draft; in OpenAPI 3.1 it says that a string is binary data, so it is decoded, and \
                       text that cannot be is refused";
const FORMAT: &str = "`format` is an annotation for the draft; in OpenAPI it refines the type, so `date`, `date-time`, `time` and `uuid` are types, \
                      and text that is none is refused";

const ALL: &[Refused] = &[
    newer("content", 2, &[2], CONTENT),
    newer("content", 3, &[3], CONTENT),
    newer("content", 4, &[7], CONTENT),
    newer("format", 8, &[7], FORMAT),
    newer("format", 9, &[7], FORMAT),
    newer("format", 10, &[7], FORMAT),
    newer("format", 18, &[7], FORMAT),
];

const fn newer(file: &'static str, group: usize, rows: &'static [usize], why: &'static str) -> Refused {
    Refused { folder: "draft2020-12", file, group, rows, why }
}

/// Why a row, counted from 1, may be refused though it is valid.
pub(crate) fn reason(dialect: Dialect, group: &Group, row: usize) -> Option<&'static str> {
    let is_it = |one: &&Refused| {
        (one.folder, one.file, one.group) == (dialect.folder, &group.file, group.number) && one.rows.contains(&row)
    };
    ALL.iter().find(is_it).map(|one| one.why)
}

/// Listed rows that are not refused, not valid or not there: they have no business in the list.
pub(crate) fn idle(proven: &[Proven<'_>], dialect: Dialect) -> Vec<String> {
    let mut idle = Vec::new();
    for listed in ALL.iter().filter(|listed| listed.folder == dialect.folder) {
        let group = proven.iter().find(|one| (&*one.group.file, one.group.number) == (listed.file, listed.group));
        for row in listed.rows {
            let class = group.and_then(|one| match &one.outcome {
                Outcome::Asked(rows, _) => rows.get(row - 1).map(|judged| judged.class),
                Outcome::NotWritten(_) | Outcome::Failed(_) => None,
            });
            if !matches!(class, Some(Class::ByDesign(_))) {
                idle.push(format!("{} {} row {row}", listed.file, listed.group));
            }
        }
    }
    idle
}
