//! Patterns in the words of `regex-lite`, which checks them in linear time in generated code.
//!
//! What means the same in both keeps the spelling of the document.

use crate::passes::pattern::{Class, Item, Letter, Node, Pattern, Place, Set};
use crate::plan::Regexes;

/// ECMA-262, WhiteSpace and LineTerminator, and all others.
const SPACE: &str = r"\t-\r \xA0\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const NO_SPACE: &str = concat!(
    r"\x00-\x08\x0E-\x1F!-\x9F\xA1-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E}\x{2030}-\x{205E}",
    r"\x{2060}-\x{2FFF}\x{3001}-\x{FEFE}\x{FF00}-\x{10FFFF}",
);

/// What a text must have and must not, so that it has in `regex-lite` what `pattern` says in ECMA-262.
///
/// # Errors
/// Why there is none: a fault in the pattern, or more than a linear-time engine can do.
pub(super) fn of(pattern: &str) -> Result<Regexes, String> {
    let mut regexes = Regexes::default();
    for part in Pattern::read(pattern)?.parts()? {
        let mut text = String::new();
        write(&part.node, &mut text);
        regex_lite::Regex::new(&text).map_err(|fault| fault.to_string())?;
        if part.must { regexes.must.push(text) } else { regexes.must_not.push(text) }
    }
    Ok(regexes)
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Set(set) => write_set(set, out),
        Node::Place(place) => out.push_str(match place {
            Place::Start => "^",
            Place::End => "$",
            Place::LineStart => "(?m:^)",
            Place::LineEnd => "(?m:$)",
            Place::Boundary => r"\b",
            Place::NoBoundary => r"\B",
        }),
        Node::Sequence(nodes) => nodes.iter().for_each(|node| write(node, out)),
        Node::Alternatives(nodes) => {
            for (i, node) in nodes.iter().enumerate() {
                if i > 0 {
                    out.push('|');
                }
                write(node, out);
            }
        }
        Node::Group { opening, inner } => {
            out.push_str(opening);
            write(inner, out);
            out.push(')');
        }
        Node::Repeat { inner, quantifier, .. } => {
            write(inner, out);
            out.push_str(quantifier);
        }
        // Parts have none.
        Node::Look { .. } => {}
    }
}

fn write_set(set: &Set, out: &mut String) {
    match set.items.as_slice() {
        [Item::One(letter)] if !set.bracketed => return out.push_str(&outside(letter)),
        [Item::Class(class, is)] if !set.bracketed && *class != Class::Space => {
            return out.push_str(class_text(*class, *is));
        }
        // `[^]` is any character, `[]` is none.
        [] => return out.push_str(if set.negated { r"[\x00-\x{10FFFF}]" } else { r"[^\x00-\x{10FFFF}]" }),
        _ => {}
    }
    out.push_str(if set.negated { "[^" } else { "[" });
    for item in &set.items {
        match item {
            Item::One(letter) => out.push_str(&inside(letter)),
            Item::Range(low, high) => out.extend([&inside(low), "-", &inside(high)]),
            Item::Class(class, is) => out.push_str(class_text(*class, *is)),
            Item::Ranges(ranges) => {
                for (low, high) in ranges {
                    out.push_str(&coded(*low));
                    if low < high {
                        out.extend(["-", &coded(*high)]);
                    }
                }
            }
        }
    }
    out.push(']');
}

fn class_text(class: Class, is: bool) -> &'static str {
    match (class, is) {
        (Class::Digit, true) => r"\d",
        (Class::Digit, false) => r"\D",
        (Class::Word, true) => r"\w",
        (Class::Word, false) => r"\W",
        (Class::Space, true) => SPACE,
        (Class::Space, false) => NO_SPACE,
    }
}

/// A character that stands for itself.
fn outside(letter: &Letter) -> String {
    match letter.c {
        c @ ('{' | '}' | ']') => format!("\\{c}"),
        _ => either(letter),
    }
}

/// A character in brackets.
fn inside(letter: &Letter) -> String {
    match letter.c {
        c @ ('[' | '&' | '~' | '-' | '^') => format!("\\{c}"),
        _ => either(letter),
    }
}

fn either(letter: &Letter) -> String {
    match (letter.spelled.as_str(), letter.c) {
        (_, c @ ('<' | '>')) => c.to_string(),
        (_, '\n') => r"\n".to_owned(),
        (_, '\r') => r"\r".to_owned(),
        (r"\t" | r"\f" | r"\v", _) => letter.spelled.clone(),
        (spelled, c) if spelled.starts_with(r"\u") => coded(c),
        (spelled, _) => spelled.to_owned(),
    }
}

fn coded(c: char) -> String {
    format!(r"\x{{{:X}}}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::passes::pattern::Pattern;

    /// What texts must have, and what they must not.
    fn told(pattern: &str) -> (Vec<String>, Vec<String>) {
        let regexes = of(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
        (regexes.must, regexes.must_not)
    }

    #[test]
    fn what_means_the_same_keeps_its_spelling() {
        for pattern in [r"^[a-z]{2}-\d+$", r"^(a|b)*\/x$", r"(?:a)(?<n>b)", r"[\w\-\/]+?", "^x{2,}$", "é+", ""] {
            assert_eq!(told(pattern), (vec![pattern.to_owned()], Vec::new()));
        }
    }

    #[test]
    fn the_rest_is_written_as_rust_has_it() {
        for (pattern, regex) in [
            (r"^{}]$", r"^\{\}\]$"),
            (r"^<\<$", r"^<<$"),
            (r"[[&&~^]", r"[\[\&\&\~\^]"),
            (r"\u00e9\x41\cJ\0", r"\x{E9}\x{41}\n\x{0}"),
            (r"\Aa\Z", "^a$"),
            (r"(?i)^x[a-f0-9]$", "^[xX][a-f0-9A-F]$"),
            ("(?m)^a$", "(?m:^)a(?m:$)"),
            ("[]|[^]", r"[^\x00-\x{10FFFF}]|[\x00-\x{10FFFF}]"),
            (r"^\p{Script=Ogham}$", r"^[\x{1680}-\x{169C}]$"),
            (r"^a(?![\s\S])", "^a$"),
            (r"^(?=$)", "^$"),
        ] {
            assert_eq!(told(pattern), (vec![regex.to_owned()], Vec::new()), "{pattern}");
        }
    }

    #[test]
    fn look_around_at_the_ends_is_several_regular_expressions() {
        let rows: [(&str, &[&str], &[&str]); 7] = [
            (r"^(?!x)[a-z]+$", &["^[a-z]+$"], &["^x"]),
            (r"^(?!a|b$)^c", &["^c"], &["^(?:a|b$)"]),
            (r"^(?=a{1,64}$)(?![^]*--)", &["^a{1,64}$"], &[r"^[\x00-\x{10FFFF}]*--"]),
            (r"^((?!x)[a-z])$", &["^[a-z]$"], &["^x"]),
            (r"^[a-z-]+(?<!-)$", &[r"^[a-z\-]+$"], &["-$"]),
            (r"^(?=a)", &["^a"], &[]),
            (r"^(?!a)$", &["^$"], &["^a"]),
        ];
        for (pattern, must, must_not) in rows {
            let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(told(pattern), (owned(must), owned(must_not)), "{pattern}");
        }
    }

    #[test]
    fn regular_expressions_find_what_the_pattern_says() {
        let texts =
            ["", "a", "ab", "a1", "x", "xa", "-a", "a-", "a--b", "A", "\n", "\u{a0}", "é", "😀", "a\nb", "a b1"];
        for pattern in [
            r"^\s$",
            r"^\S+$",
            r"^.$",
            r"^[^\s]",
            r"\bb",
            r"\Bb",
            r"^(?!x)[a-z-]+$",
            r"^(?=.*\d)(?!.*\s).+$",
            r"^[a-z-]+(?<!-)$",
            r"(?i)^a$",
            r"(?m)^b$",
            r"^\p{L}+$",
            r"^[^\p{L}]",
            r"^((?!a)(?=x).)a?$",
        ] {
            let (must, must_not) = told(pattern);
            let read = Pattern::read(pattern).expect("it has been read before");
            let has = |regex: &String, text| regex_lite::Regex::new(regex).expect("it was compiled").is_match(text);
            for text in texts {
                let found = must.iter().all(|regex| has(regex, text)) && !must_not.iter().any(|regex| has(regex, text));
                assert_eq!(Some(found), read.matches(text), "{pattern} in {text:?}");
            }
        }
    }

    #[test]
    fn what_a_linear_engine_cannot_do_is_refused() {
        for pattern in [
            "(?=a)b",
            "^(?=a)b|c",
            "^a(?=b)c",
            "(?<=a)b",
            "^((?!--)[a-z-])+$",
            "^(?!(?=a)b)c",
            r"(a)\1",
            "a{100000}{1000}",
        ] {
            assert!(of(pattern).is_err(), "{pattern}");
        }
    }
}
