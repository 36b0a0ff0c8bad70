//! The page of types: what stands there as Rust is what comes out. `UPDATE_DOCS=1` writes it anew from the schemas beside it.

use std::fmt::Write as _;
use std::fs;

use bindery::config::Config;
use bindery::output::FileSet;
use bindery_tests::{Run, repository, same_as_page, text_of};

/// Documents around the schemas of a block, by the word behind `yaml`: what uses the first of them, and how.
const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Types, version: 1.0.0 }\n";
const IN: &str = "requestBody: { content: { MEDIA: { schema: { $ref: '#/components/schemas/NAME' } } } }";
const OUT: &str = "responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/NAME' } } } } }";

fn indented(text: &str, by: usize) -> String {
    text.lines().fold(String::new(), |all, line| all + &format!("{:by$}{line}\n", ""))
}

/// Schemas, the first of which is used as `word` says.
fn document(word: &str, schemas: &str) -> String {
    let name = schemas.split(':').next().unwrap_or_default();
    let operation = match word {
        "" => String::new(),
        "patch" => format!("paths:\n  /a:\n    patch:\n      {IN}\n      {OUT}\n"),
        "both" => format!("paths:\n  /a:\n    post:\n      {IN}\n      {OUT}\n"),
        _ => panic!("the test does not know `{word}`"),
    };
    let media = if word == "patch" { "application/merge-patch+json" } else { "application/json" };
    let operation = operation.replace("NAME", name).replace("MEDIA", media);
    format!("{HEAD}{operation}components:\n  schemas:\n{}", indented(schemas, 4))
}

/// Answers of an operation, and the two schemas that they may have.
fn answering(responses: &str) -> String {
    let schemas = "    Pet: { type: object, required: [name], properties: { name: { type: string } } }\n    \
                   Fault: { type: object, properties: { detail: { type: string } } }\n";
    let responses = indented(responses, 6);
    format!(
        "{HEAD}paths:\n  /pets:\n    get:\n      operationId: listPets\n{responses}components:\n  schemas:\n{schemas}"
    )
}

fn made(document: String) -> FileSet {
    let mut run = Run::text("types.md", document.clone(), &Config::default());
    let files = run.crates();
    assert!(
        !run.diagnostics.has_errors() && files.get("models/src/types.rs").is_some(),
        "{document}{}",
        run.findings()
    );
    files
}

/// Types as they are written, without what every file begins with, and without methods of patches.
fn types(files: &FileSet) -> String {
    items(&text_of(files, "models/src/types.rs").expect("models"), |first| {
        !(first.starts_with("//") || first.starts_with("use ") || first.starts_with("impl "))
    })
}

/// The items of a file whose first line is wanted.
fn items(file: &str, wanted: impl Fn(&str) -> bool) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut open = false;
    for line in file.lines().filter(|line| !line.is_empty()) {
        match all.last_mut() {
            Some(item) if open => *item += &format!("{line}\n"),
            _ => all.push(format!("{line}\n")),
        }
        // An item of one line ends where it begins.
        let ends = if open { line == "}" } else { line.ends_with(';') || line.starts_with("//") };
        open = !ends;
    }
    let kept: Vec<String> = all.into_iter().filter(|item| wanted(item)).collect();
    kept.join("\n")
}

/// What the blocks after a block of YAML must be.
fn blocks(word: &str, yaml: &str) -> Vec<String> {
    if word != "responses" {
        return vec![types(&made(document(word, yaml)))];
    }
    let files = made(answering(yaml));
    let client = text_of(&files, "client/src/api.rs").expect("a client");
    let server = text_of(&files, "server/src/api/response.rs").expect("a server");
    vec![items(&client, |item| item.starts_with("operation!")), items(&server, |item| item.starts_with("answers!"))]
}

/// The first cells of the tables of schemas, as one document with a type for each.
fn rows(page: &str) -> Vec<&str> {
    page.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('`').nth(1)).collect()
}

/// The types of the properties of those rows.
fn cells(rows: &[&str]) -> Vec<String> {
    let mut schemas = String::new();
    for (at, row) in rows.iter().enumerate() {
        let _ = writeln!(schemas, "Row{at}: {{ type: object, required: [row], properties: {{ row: {row} }} }}");
    }
    let text = types(&made(document("", &schemas)));
    let of = |line: &str| {
        let (_, after) = line.trim().strip_prefix("\"row\" ")?.split_once("row: ")?;
        let ty = after.trim_end_matches(',').split(" {").next()?;
        Some(ty.to_owned())
    };
    text.lines().filter_map(of).collect()
}

#[test]
fn each_schema_of_the_page_is_the_type_beside_it() {
    let page = fs::read_to_string(repository().join("generator/docs/types.md")).expect("the page");
    let rows = rows(&page);
    let cells = cells(&rows);
    assert_eq!(cells.len(), rows.len(), "each row is a property");
    let mut cells = cells.into_iter();
    let mut written = String::new();
    let mut lines = page.lines();
    let mut due: Vec<String> = Vec::new();
    let mut tried = 0;
    while let Some(line) = lines.next() {
        let fence = line.strip_prefix("```");
        if line.starts_with("| `") {
            let mut parts: Vec<&str> = line.split('|').collect();
            let cell = format!(" `{}` ", cells.next().unwrap_or_default());
            parts[2] = &cell;
            written += &(parts.join("|") + "\n");
            continue;
        }
        written += &format!("{line}\n");
        let Some(info) = fence else { continue };
        let text: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        match info.split_once(' ').unwrap_or((info, "")) {
            ("yaml", word) => {
                assert!(due.is_empty(), "a block of Rust is missing before\n{text}");
                due = blocks(word, &text);
                written += &text;
            }
            ("rust,ignore", _) => {
                written += &due.remove(0);
                tried += 1;
            }
            _ => written += &text,
        }
        written += "```\n";
    }
    assert!(due.is_empty() && tried > 10 && rows.len() > 30, "{tried} blocks and {} rows", rows.len());
    same_as_page("types.md", &written);
}
