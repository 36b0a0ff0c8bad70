//! The table of `docs/changes.md` is that of the rules.

use std::fs;

use bindery::changes::{Verdict, rules};
use bindery_tests::{repository, updates_docs};

const BEGIN: &str = "<!-- The table of rules. -->\n";
const END: &str = "<!-- The end of the table. -->\n";

#[test]
fn the_page_has_the_table_of_rules() {
    let path = repository().join("generator/docs/changes.md");
    let page = fs::read_to_string(&path).expect("the page").replace("\r\n", "\n");
    let (head, rest) = page.split_once(BEGIN).expect("the beginning of the table");
    let (found, tail) = rest.split_once(END).expect("the end of the table");
    let expected = table();
    if updates_docs() {
        fs::write(&path, format!("{head}{BEGIN}{expected}{END}{tail}")).expect("the page can be written");
    } else {
        assert!(found == expected, "changes.md is out of date; UPDATE_DOCS=1 rewrites it\n{expected}");
    }
}

fn table() -> String {
    let mut text =
        "\n| Rule | What has changed | Values go into | Wire | Callers | Implementors |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for rule in rules::ALL {
        for (way, verdicts) in rule.rows() {
            let way = way.map_or("", |way| match way {
                bindery::changes::Direction::Request => "requests",
                bindery::changes::Direction::Answer => "answers",
            });
            let shown = |verdict: Verdict| match verdict {
                Verdict::Breaking => "**breaking**".to_owned(),
                other => other.as_str().to_owned(),
            };
            let [wire, callers, implementors] = [verdicts.wire, verdicts.callers, verdicts.implementors].map(shown);
            text.push_str(&format!(
                "| `{}` | {} | {way} | {wire} | {callers} | {implementors} |\n",
                rule.id, rule.title
            ));
        }
    }
    text + "\n"
}
