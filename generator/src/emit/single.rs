//! A tree of modules as one file.

use crate::output::FileSet;

/// The root of the tree.
const ROOT: &str = "mod.rs";

/// One file, `mod.rs`, with what the files of a tree hold: each stands where its module is declared.
pub(crate) fn one_file(tree: &FileSet) -> FileSet {
    let mut text = String::new();
    if let Some(root) = tree.get(ROOT) {
        write(tree, "", &String::from_utf8_lossy(root), &mut text);
    }
    let mut files = FileSet::default();
    files.insert(ROOT, text);
    files
}

/// The lines of a file of `folder`, modules written out.
fn write(tree: &FileSet, folder: &str, text: &str, out: &mut String) {
    for line in text.lines() {
        let declared = module(line).and_then(|name| Some((name, file(tree, folder, name)?)));
        let Some((name, text)) = declared else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        out.push_str(line.trim_end_matches(';'));
        out.push_str(" {\n");
        // The header stands once, at the top.
        let body = text.split_once("\n\n").map_or(text.as_str(), |(_, body)| body);
        write(tree, &format!("{folder}{name}/"), body, out);
        out.push_str("}\n");
    }
}

/// The name of the module that a line declares: `pub mod pets;`. Declarations stand at the beginning of a line, which
/// nothing in a text of the document does.
fn module(line: &str) -> Option<&str> {
    let declared = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')?;
    Some(declared.strip_prefix("r#").unwrap_or(declared))
}

/// The text of a module below a folder.
fn file(tree: &FileSet, folder: &str, name: &str) -> Option<String> {
    let below = |end: &str| tree.get(&format!("{folder}{name}{end}"));
    let bytes = below(".rs").or_else(|| below("/mod.rs"))?;
    Some(String::from_utf8_lossy(bytes).into_owned())
}
