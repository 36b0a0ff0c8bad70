//! Pages lead to files and headings that are there, and the guide's first page leads to each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bindery_tests::repository;

/// Pages at the root; the others are those of the guide and its decisions.
const PAGES: [&str; 5] = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "generator/ARCHITECTURE.md"];

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of pages").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

fn pages() -> Vec<PathBuf> {
    let docs = repository().join("generator/docs");
    let mut all: Vec<PathBuf> = PAGES.iter().map(|name| repository().join(name)).collect();
    all.extend(markdown(&docs));
    all.extend(markdown(&docs.join("decisions")));
    all
}

/// The lines of a page outside of blocks of code.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// Where the links of a page lead, `](target)`, outside of code.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(page) {
        // Every other part stands between backticks. What is left of them is enough to see links around code.
        let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        let targets = plain.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        found.extend(targets.map(str::to_owned));
    }
    found
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let headings = prose(page).filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let mut all = BTreeSet::new();
    for heading in headings {
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let anchor: String = kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect();
        let before = times.entry(anchor.clone()).or_default();
        all.insert(if *before == 0 { anchor } else { format!("{anchor}-{before}") });
        *before += 1;
    }
    all
}

/// What is wrong with a link of a page.
fn fault(page: &Path, text: &str, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { page.to_owned() } else { page.parent()?.join(file) };
    let there = target.exists();
    let target_text = if file.is_empty() { text.to_owned() } else { fs::read_to_string(&target).unwrap_or_default() };
    let known = anchor.is_empty() || anchors(&target_text).contains(anchor);
    (!there || !known).then(|| format!("{}: {link}", page.strip_prefix(repository()).unwrap_or(page).display()))
}

#[test]
fn links_lead_to_files_and_headings() {
    let (mut broken, mut tried) = (Vec::new(), 0);
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for link in links(&text) {
            broken.extend(fault(&page, &text, &link));
            tried += 1;
        }
    }
    assert!(broken.is_empty(), "these lead nowhere:\n{}", broken.join("\n"));
    assert!(tried > 200, "links are found: {tried}");
}

/// The pages of a folder that its `README.md` does not lead to.
fn not_linked(folder: &Path) -> Vec<String> {
    let first = fs::read_to_string(folder.join("README.md")).expect("the first page");
    let linked: BTreeSet<String> = links(&first).into_iter().collect();
    let names = markdown(folder).into_iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    names.filter(|name| name != "README.md" && !linked.contains(name)).collect()
}

#[test]
fn the_first_page_leads_to_every_page() {
    let docs = repository().join("generator/docs");
    assert_eq!(not_linked(&docs), Vec::<String>::new());
    assert_eq!(not_linked(&docs.join("decisions")), Vec::<String>::new());
}

#[test]
fn anchors_are_those_of_github() {
    let page = "# A `b.c`, d\n## What is let in?\n## A b\n## A b\n```\n# no heading\n```\n";
    let expected = ["a-b", "a-b-1", "a-bc-d", "what-is-let-in"];
    assert_eq!(anchors(page).into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(links("See [it](a.md#b) and `[code](c.md)`, [`x`](d.md)."), ["a.md#b", "d.md"]);
}
