//! The tree as YAML text.

use super::Node;

/// Texts that YAML 1.1 or 1.2 reads as something else than a string.
const WORDS: [&str; 11] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];

impl Node {
    /// The value as YAML text in block style, in document order. Numbers keep their text; strings are quoted where
    /// YAML would read something else.
    pub fn to_yaml(&self) -> String {
        let mut out = String::new();
        match self {
            Node::Mapping(entries) if !entries.is_empty() => self.write_yaml(&mut out, 0),
            Node::Sequence(items) if !items.is_empty() => self.write_yaml(&mut out, 0),
            leaf => out.push_str(&format!("{}\n", leaf.to_json())),
        }
        out
    }

    /// Lines of a mapping or a sequence that is not empty, the first one without its indentation.
    fn write_yaml(&self, out: &mut String, depth: usize) {
        let new_line = |out: &mut String, first: bool| {
            if !first {
                out.extend(std::iter::repeat_n("  ", depth));
            }
        };
        match self {
            Node::Sequence(items) => {
                for (i, item) in items.iter().enumerate() {
                    new_line(out, i == 0);
                    out.push_str("- ");
                    item.write_yaml_value(out, depth, true);
                }
            }
            Node::Mapping(entries) => {
                for (i, (key, value)) in entries.iter().enumerate() {
                    new_line(out, i == 0);
                    out.push_str(&one_line(key));
                    out.push(':');
                    value.write_yaml_value(out, depth, false);
                }
            }
            _ => {}
        }
    }

    /// What follows a key or the dash of an item, with the end of the line.
    fn write_yaml_value(&self, out: &mut String, depth: usize, in_item: bool) {
        let inner = |out: &mut String| {
            if !in_item {
                out.push('\n');
                out.extend(std::iter::repeat_n("  ", depth + 1));
            }
        };
        match self {
            Node::Mapping(entries) if !entries.is_empty() => {
                inner(out);
                self.write_yaml(out, depth + 1);
            }
            Node::Sequence(items) if !items.is_empty() => {
                inner(out);
                self.write_yaml(out, depth + 1);
            }
            Node::String(text) if is_block(text) => {
                let end = if text.ends_with('\n') { "|" } else { "|-" };
                out.push_str(if in_item { "" } else { " " });
                out.push_str(end);
                out.push('\n');
                for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                    if !line.is_empty() {
                        out.extend(std::iter::repeat_n("  ", depth + 1));
                        out.push_str(line);
                    }
                    out.push('\n');
                }
            }
            leaf => {
                out.push_str(if in_item { "" } else { " " });
                out.push_str(&match leaf {
                    Node::String(text) => one_line(text),
                    other => other.to_json(),
                });
                out.push('\n');
            }
        }
    }
}

/// Whether a text can stand as a literal block: several lines, nothing at their ends that readers take differently.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.contains('\n')
        && !body.starts_with([' ', '\n'])
        && !body.ends_with('\n')
        && body.chars().all(|c| c == '\n' || is_printed(c))
        && body.split('\n').all(|line| !line.ends_with(' ') && (line.is_empty() || !line.trim().is_empty()))
}

/// YAML 1.2, 5.1, without what looks like a line break.
fn is_printed(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A text on one line, plain where that is beyond doubt, otherwise in double quotes.
fn one_line(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in Node::String(text.to_owned()).to_json().chars() {
        match c {
            c if is_printed(c) => out.push(c),
            c => out.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
    out
}

fn is_plain(text: &str) -> bool {
    let first = text.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '_' | '$' | '^'));
    let inner = |c: char| is_printed(c) && !matches!(c, '#' | ':' | '"' | '\\' | '{' | '}' | '[' | ']');
    // A colon and a hash mean something beside a space only.
    let joined = text.replace("://", "").replace(['{', '}'], "");
    let lower = text.to_ascii_lowercase();
    first
        && joined.chars().all(inner)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !WORDS.contains(&lower.as_str())
        && (text.starts_with('/') || !text.contains(['{', '}']))
}

#[cfg(test)]
mod tests {
    use super::super::{Mapping, Node, Number};

    fn text(text: &str) -> Node {
        Node::String(text.to_owned())
    }

    #[test]
    fn a_tree_is_written_in_document_order() {
        let mut inner = Mapping::default();
        inner.set("200", text("ok"));
        inner.set("/a/{b}", Node::Sequence(vec![Node::Bool(true), Node::Sequence(vec![text("x")]), Node::Null]));
        inner.set("empty", Node::Mapping(Mapping::default()));
        let mut root = Mapping::default();
        root.set("text", text("one\n\n  two\n"));
        root.set("list", Node::Sequence(vec![Node::Mapping(inner), text("a\nb")]));
        root.set("n", Node::Number(Number::parse("1.50").expect("a number")));
        let expected = "text: |\n  one\n\n    two\nlist:\n  - \"200\": ok\n    /a/{b}:\n      - true\n      - - x\n      - null\n    \
                        empty: {}\n  - |-\n    a\n    b\n\"n\": 1.50\n";
        assert_eq!(Node::Mapping(root).to_yaml(), expected);
    }

    #[test]
    fn strings_stay_strings() {
        for plain in ["a", "pets", "/a/{b}", "$ref", "a b", "application/json", "it's", "https://example.com/x", "^a$"]
        {
            assert_eq!(text(plain).to_yaml_line(), plain);
        }
        for quoted in [
            "", "null", "No", "1", "1.5", "-a", "*a", "a: b", "a #b", "a:", " a", "a ", "{a}", "#/x", "~", "[a]",
            "a\tb", "=", "!x",
        ] {
            assert!(text(quoted).to_yaml_line().starts_with('"'), "{quoted}");
        }
        assert_eq!(text("a\u{85}b").to_yaml_line(), "\"a\\u0085b\"");
    }

    impl Node {
        fn to_yaml_line(&self) -> String {
            super::one_line(self.as_str().expect("a string"))
        }
    }
}
