//! JSON text, and what stands in it.

use arbitrary::Result;

use super::Material;

/// Names as they are, and as nobody should write them.
const NAMES: &[&str] = &[
    "A",
    "B",
    "C",
    "a",
    "b",
    "id",
    "type",
    "name",
    "value",
    "self",
    "Self",
    "crate",
    "super",
    "_",
    "",
    "r#type",
    "fn",
    "Result",
    "Option",
    "Vec",
    "String",
    "Box",
    "Error",
    "Client",
    "Default",
    "Ok",
    "None",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "1",
    "-1",
    "+1",
    "ä",
    "\u{1f600}",
    "a b",
    "a/b",
    "a~b",
    "a.b",
    "..",
    "CON",
    "\"",
    "\\",
    "*/",
    "#![x]",
    "{}",
    "%s",
    "\n",
    "\r\n",
    "\u{202e}",
    "\u{feff}",
    "$ref",
    "x-a",
    "mod",
    "lib",
    "main",
    "support",
    "models",
    "Authorization",
    "Accept",
    "Content-Type",
    "Cookie",
    "kind",
    "page",
    "cursor",
    "next",
    "items",
    "data",
    "async",
    "gen",
    "union",
    "dyn",
    "NaN",
    "null",
    "true",
];

/// What people write for people, and what nobody should.
pub(super) const TEXTS: &[&str] = &[
    "",
    "a",
    "A word.",
    "*/ /* ",
    "```rust\nfn main() { loop {} }\n```",
    "    let a = 1;",
    "[`Self`]",
    "[a]: http://x",
    "#![allow(x)]",
    "\"#",
    "{}",
    "{0:?}",
    "%s",
    "line\nline",
    "\r",
    "\r\n\r\n",
    "\u{202e}a",
    "\u{2028}",
    "\u{0}",
    "<script>",
    "'''",
    "\"\"\"",
    "]\n[dependencies]",
    "https://a.example/",
    "http://",
    "1.0.0",
    "- a\n  - b\n\n1. c",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "\\",
    "$",
    "ä",
    "~~~",
    "<!--",
    "a:b",
    "\u{1b}[31m",
];

pub(super) fn choice<'t>(of: &mut Material<'_, '_>, from: &[&'t str]) -> Result<&'t str> {
    of.bytes.choose(from).copied()
}

pub(super) fn name(of: &mut Material<'_, '_>) -> Result<String> {
    // Mostly the first few, so that references meet something.
    let names = if of.rarely(3)? { NAMES } else { NAMES.get(..8).unwrap_or(NAMES) };
    Ok(choice(of, names)?.to_owned())
}

pub(super) fn version(of: &mut Material<'_, '_>) -> Result<&'static str> {
    choice(of, &["3.0.3", "3.1.0", "3.1.1", "3.0.4", "3.2.0"])
}

/// A reference to a component, or to something else.
pub(super) fn pointer(of: &mut Material<'_, '_>, kind: &str) -> Result<String> {
    const ODD: &[&str] = &[
        "#",
        "#/",
        "#/paths/~1a/get",
        "#/components",
        "",
        "#a",
        "other.yaml#/a",
        "https://a.example/",
        "#/components/schemas/A/properties/a",
        "#/%zz",
        "~2",
    ];
    if of.rarely(12)? {
        return Ok(choice(of, ODD)?.to_owned());
    }
    let name = name(of)?.replace('~', "~0").replace('/', "~1").replace('%', "%25");
    Ok(format!("#/components/{kind}/{name}"))
}

pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// The last of equal keys is left out.
pub(super) fn object(entries: Vec<(String, String)>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut out = String::from("{");
    for (key, value) in &entries {
        if !seen.contains(&key.as_str()) {
            out.push_str(if seen.is_empty() { "" } else { "," });
            out.push_str(&format!("{}:{value}", quoted(key)));
            seen.push(key);
        }
    }
    out.push('}');
    out
}

pub(super) fn list(items: Vec<String>) -> String {
    format!("[{}]", items.join(","))
}
