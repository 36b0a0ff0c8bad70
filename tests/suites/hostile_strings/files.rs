//! What is asked of files before a compiler sees them.

use std::collections::BTreeSet;

use bindery::FileSet;
use toml::Table;

/// Everything that is wrong with generated files.
pub(crate) fn faults(files: &FileSet) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, bytes) in files.iter() {
        let mut fault = |what: String| faults.push(format!("{name}: {what}"));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
        if !name.chars().all(plain) || name.split('/').any(|part| part.is_empty() || part == "..") {
            fault("is no plain name".to_owned());
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            fault("is no text".to_owned());
            continue;
        };
        if let Some(unseen) = text.chars().find(|c| is_unseen(*c)) {
            fault(format!("has {unseen:?}"));
        }
        let judged = match name.rsplit('.').next() {
            // Copied as it is: no document can change it.
            Some("rs") if name.contains("/support/") => Ok(()),
            Some("rs") => syn::parse_file(text).map(|_| ()).map_err(|error| error.to_string()),
            Some("toml") => manifest(text),
            Some("md") => readme(text),
            _ => Ok(()),
        };
        if let Err(what) = judged {
            fault(what);
        }
    }
    faults
}

fn is_unseen(c: char) -> bool {
    let bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    bidi || matches!(c, '\u{200b}' | '\u{feff}') || (c.is_control() && c != '\n')
}

fn manifest(text: &str) -> Result<(), String> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let known = |table: &Table, names: &[&str]| match table.keys().find(|key| !names.contains(&key.as_str())) {
        Some(key) => Err(format!("has the key {key:?}")),
        None => Ok(()),
    };
    known(&table, &["package", "features", "dependencies", "dev-dependencies", "workspace"])?;
    let below = |name: &str| table.get(name).and_then(toml::Value::as_table).cloned().unwrap_or_default();
    const PACKAGE: &[&str] = &[
        "name",
        "description",
        "version",
        "edition",
        "rust-version",
        "license",
        "readme",
        "keywords",
        "categories",
        "metadata",
    ];
    known(&below("package"), PACKAGE)?;
    known(&below("workspace"), &["resolver", "members"])?;
    for list in ["dependencies", "dev-dependencies"] {
        known(&below(list), DEPENDENCIES)?;
    }
    Ok(())
}

/// What generated crates may depend on, whatever a document says.
const DEPENDENCIES: &[&str] = &[
    "axum",
    "bytes",
    "chrono",
    "futures-core",
    "futures-util",
    "hostile-models",
    "http",
    "http-body",
    "httpdate",
    "jiff",
    "multer",
    "percent-encoding",
    "regex-lite",
    "reqwest",
    "serde",
    "serde_json",
    "time",
    "tokio",
    "tower-service",
    "tracing",
    "uuid",
];

/// Fences that make doctests are ours, and each ends.
fn readme(text: &str) -> Result<(), String> {
    const OURS: &[&str] = &["rust", "rust,no_run", "text", "toml", "sh", ""];
    let mut open: Option<usize> = None;
    let mut tags = BTreeSet::new();
    for line in text.lines() {
        let ticks = line.chars().take_while(|c| *c == '`').count();
        let tag = line.get(ticks..).unwrap_or_default();
        match open {
            _ if ticks < 3 => {}
            Some(length) if ticks >= length && tag.is_empty() => open = None,
            Some(_) => {}
            None if tag.contains('`') => {}
            None => {
                open = Some(ticks);
                tags.insert(tag.to_owned());
            }
        }
    }
    match tags.iter().find(|tag| !OURS.contains(&tag.as_str())) {
        _ if open.is_some() => Err("has a fence without end".to_owned()),
        Some(tag) => Err(format!("has a fence {tag:?}")),
        None => Ok(()),
    }
}
