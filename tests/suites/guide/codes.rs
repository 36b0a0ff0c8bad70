//! The page of codes is made from their table.

use std::fmt::Write as _;

use bindery::diagnostics::codes::{ALL, Code};
use bindery_tests::same_as_page;

const HEAD: &str = "\
# Diagnostics

Every finding has a code, a place in the document and, where there is one, a way out of it. Each code leads to its page, which `bindery explain CODE` prints:
what it means, why it matters, an example, and what bindery does. A code never changes its meaning, and one that is retired is not used again.

| Severity | Effect |
|---|---|
| error | nothing is written. Where *lenient* stands, `--lenient` makes it a warning: what it touches is left out |
| warning | the output is made, and something in it may not be what was meant; `--strict` makes it an error |
| note | worth knowing; nothing is lost |

`--format json`, `github` and `sarif` print findings for programs: [In CI](ci.md). The API of the library has them as `Outcome::diagnostics`.

This page is written by a test and compared by it:

```sh
UPDATE_DOCS=1 cargo test -p bindery-tests --test guide codes
```
";

/// Beginnings of codes, and what they are about.
const BLOCKS: [(&str, &str); 8] = [
    ("OA0", "Reading"),
    ("OA1", "References and files"),
    ("OA2", "Schemas"),
    ("OA3", "Operations"),
    ("OA4", "Names"),
    ("OA5", "Configuration, overlays and overrides"),
    ("OA6", "Output"),
    ("OA9", "Faults of bindery"),
];

fn row(code: &Code) -> String {
    let severity = format!("{:?}", code.severity).to_lowercase();
    let lenient = if code.lenient { ", lenient" } else { "" };
    let Code { id, name, title, .. } = code;
    format!("| [{id}](../src/diagnostics/docs/{id}.md) | `{name}` | {severity}{lenient} | {title} |\n")
}

#[test]
fn the_page_of_diagnostics_has_all_codes() {
    let mut page = HEAD.to_owned();
    let mut listed = 0;
    for (beginning, title) in BLOCKS {
        let _ = write!(page, "\n## {title}\n\n| Code | Name | Severity | Title |\n|---|---|---|---|\n");
        for code in ALL.iter().filter(|code| code.id.starts_with(beginning)) {
            page.push_str(&row(code));
            listed += 1;
        }
    }
    assert_eq!(listed, ALL.len(), "a code of a block that has no title");
    same_as_page("diagnostics.md", &page);
}
