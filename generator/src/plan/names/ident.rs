use std::borrow::Cow;

use super::spelling::{self, ascii};
use crate::plan::{Ident, TypeName};

/// The two spellings of identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `UpperCamel`: types and variants.
    Upper,
    /// `snake_case`: fields, methods, modules, arguments.
    Snake,
}

/// Words that are keywords in some edition and can be written raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot even be written raw.
const NEVER: &[&str] = &["self", "Self", "super", "crate"];

/// Names longer than this are cut, and end in a mark of the whole.
const LONGEST: usize = 80;

/// A type's name from a wire name, such as `StorageGateway1_0_0` from `StorageGateway_1_0_0`.
pub fn type_name(wire: &str) -> TypeName {
    to_type_name(plain(Case::Upper, wire))
}

/// A variant's name from a wire name.
pub fn variant_ident(wire: &str) -> Ident {
    to_ident(plain(Case::Upper, wire))
}

/// A field's or argument's name from a wire name.
pub fn field_ident(wire: &str) -> Ident {
    to_ident(plain(Case::Snake, wire))
}

/// A method's name from an operation's id.
pub fn method_ident(wire: &str) -> Ident {
    field_ident(wire)
}

/// A module's name from a tag: never raw, since it is a file's name too.
pub fn module_ident(wire: &str) -> Ident {
    let name = plain(Case::Snake, wire);
    if KEYWORDS.contains(&name.as_str()) { to_ident(format!("{name}_")) } else { to_ident(name) }
}

/// A wire name's words as a part of a type's name: without regard to keywords, which no part of a name is.
pub fn type_words(wire: &str) -> String {
    plain(Case::Upper, wire)
}

/// Whether the first word of a wire name is a number, which a name cannot begin with: [`plain`] puts a letter before it.
pub(super) fn begins_with_digit(wire: &str) -> bool {
    let text = ascii(wire);
    let text = signed(&text);
    split(&text).first().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()))
}

/// A wire name's words in a case, without regard to keywords: what collisions are looked for in.
pub(super) fn plain(case: Case, wire: &str) -> String {
    if wire.is_empty() {
        return assemble(case, &["empty"], wire);
    }
    let text = ascii(wire);
    let text = signed(&text);
    let parts = split(&text);
    if !parts.is_empty() {
        return assemble(case, &parts, wire);
    }
    let spelt: Vec<&str> = text.chars().filter_map(spelling::symbol).flat_map(|words| words.split(' ')).collect();
    assemble(case, if spelt.is_empty() { &["unnamed"] } else { &spelt }, wire)
}

/// As [`plain`], with every symbol spelt out.
pub(super) fn spelt_out(case: Case, wire: &str) -> String {
    let text: String =
        wire.chars().map(|c| spelling::symbol(c).map_or(c.to_string(), |word| format!(" {word} "))).collect();
    let text = ascii(&text);
    let words = split(&text);
    if words.is_empty() {
        // Nothing in it has a name: white space, control characters.
        let points: String = wire.chars().map(|c| format!("u{:04x} ", u32::from(c))).collect();
        return assemble(case, &split(&points), wire);
    }
    assemble(case, &words, wire)
}

/// Makes an identifier of a name that [`plain`] or one of its kind has made.
pub(super) fn to_ident(name: String) -> Ident {
    let name = if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if NEVER.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    };
    Ident::new(name).expect("only ASCII letters, digits and underscores, the first no digit")
}

/// As [`to_ident`], for types.
pub(super) fn to_type_name(name: String) -> TypeName {
    let name = if NEVER.contains(&name.as_str()) { format!("{name}_") } else { name };
    TypeName::new(name).expect("only ASCII letters, digits and underscores, the first no digit")
}

/// `+` and `-` mean something before a digit that begins a name.
fn signed(text: &str) -> Cow<'_, str> {
    let mut chars = text.chars();
    let sign = chars.next();
    let digit = chars.next().is_some_and(|c| c.is_ascii_digit());
    match sign {
        Some('+') if digit => Cow::Owned(format!("plus {}", chars_after_first(text))),
        Some('-') if digit => Cow::Owned(format!("minus {}", chars_after_first(text))),
        _ => Cow::Borrowed(text),
    }
}

fn chars_after_first(text: &str) -> &str {
    text.get(1..).unwrap_or_default()
}

/// Parts between symbols; a capitalised word after a digit is a part of its own (`s3Bucket`, but not `B2B`).
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut start = 0;
        for (i, three) in run.as_bytes().windows(3).enumerate() {
            if matches!(three, [b'0'..=b'9', b'A'..=b'Z', b'a'..=b'z']) {
                parts.extend(run.get(start..=i));
                start = i + 1;
            }
        }
        parts.extend(run.get(start..).filter(|part| !part.is_empty()));
    }
    parts
}

fn assemble(case: Case, parts: &[&str], wire: &str) -> String {
    let mut name = String::with_capacity(LONGEST);
    for part in parts {
        let digits = name.ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit());
        if !name.is_empty() && (digits || case == Case::Snake) {
            name.push('_');
        }
        cased(case, part, &mut name);
        if name.len() > LONGEST + 1 {
            // It will be cut; a mark of the whole tells of the rest.
            break;
        }
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, digit_prefix(case, parts));
    }
    if name.len() > LONGEST { cut(case, &name, wire) } else { name }
}

/// The words of a part, which is letters and digits: a capital begins one after a small letter, and before one
/// (`OTPCards`); digits belong to what is before them.
fn cased(case: Case, part: &str, name: &mut String) {
    let mut letter: Option<char> = None;
    let mut chars = part.chars().peekable();
    let mut begins = true;
    while let Some(c) = chars.next() {
        let before_small = chars.peek().is_some_and(char::is_ascii_lowercase);
        if c.is_ascii_uppercase() && letter.is_some_and(|letter| letter.is_ascii_lowercase() || before_small) {
            begins = true;
            if case == Case::Snake {
                name.push('_');
            }
        }
        name.push(if begins && case == Case::Upper { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        letter = Some(c).filter(char::is_ascii_alphabetic).or(letter);
        begins = false;
    }
}

/// A name that is made already, cut if it is too long.
pub(super) fn shortened(case: Case, made: &str) -> String {
    let letters = made.starts_with(|c: char| c.is_ascii_alphabetic());
    let valid = letters && made.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match made.len() {
        _ if !valid => plain(case, made),
        0..=LONGEST => made.to_owned(),
        _ => cut(case, made, made),
    }
}

/// `V` before what looks like a version or a date (`1.0.0`, `2024-01-01`), `N` before every other number.
fn digit_prefix(case: Case, parts: &[&str]) -> char {
    let version = parts.len() > 1 && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()));
    match (case, version) {
        (Case::Upper, true) => 'V',
        (Case::Upper, false) => 'N',
        (Case::Snake, true) => 'v',
        (Case::Snake, false) => 'n',
    }
}

fn cut(case: Case, name: &str, wire: &str) -> String {
    let mut end = LONGEST;
    while let Some(head) = name.get(..end) {
        let at_word = match case {
            Case::Upper => name.get(end..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase())),
            Case::Snake => name.get(end..).is_some_and(|rest| rest.starts_with('_')),
        };
        if at_word || end < LONGEST / 2 {
            return marked(case, head, wire);
        }
        end -= 1;
    }
    marked(case, name, wire)
}

/// A name with a mark made from the whole wire name, for where nothing else tells two names apart.
pub(super) fn marked(case: Case, name: &str, wire: &str) -> String {
    // FNV-1a, folded: short, and the same in every run and on every machine.
    let hash = wire
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mark = (hash ^ (hash >> 32)) & 0xffff;
    match case {
        Case::Upper => format!("{name}X{mark:04X}"),
        Case::Snake => format!("{name}_x{mark:04x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_variants() {
        for (wire, name) in [
            ("StorageGateway_1_0_0", "StorageGateway1_0_0"),
            ("role#1.0.0", "Role1_0_0"),
            ("DATA_TYPE", "DataType"),
            ("access_manager", "AccessManager"),
            ("errors.tooManyOTPCards", "ErrorsTooManyOtpCards"),
            ("URLTicketExists", "UrlTicketExists"),
            ("E164", "E164"),
            ("1.0.0", "V1_0_0"),
            ("StorageGateway1_0_0DataType", "StorageGateway1_0_0DataType"),
            ("2024-01-01", "V2024_01_01"),
            ("403", "N403"),
            ("2fa", "N2fa"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("-created", "Created"),
            ("", "Empty"),
            (" ", "Space"),
            ("*", "Star"),
            ("<", "Less"),
            (">=", "GreaterEquals"),
            ("$", "Dollar"),
            ("~", "Tilde"),
            ("Self", "Self_"),
            ("Größe", "Groesse"),
            ("имя", "Imya"),
            ("日本", "U65e5U672c"),
            ("application/json", "ApplicationJson"),
        ] {
            assert_eq!(type_name(wire).as_str(), name, "{wire}");
            assert_eq!(variant_ident(wire).as_str(), name, "{wire}");
        }
    }

    #[test]
    fn fields_and_methods() {
        for (wire, name) in [
            ("DATA_TYPE", "data_type"),
            ("actualValue", "actual_value"),
            ("actualvalue", "actualvalue"),
            ("X-Token", "x_token"),
            ("type", "r#type"),
            ("$ref", "r#ref"),
            ("self", "self_"),
            ("crate", "crate_"),
            ("gen", "r#gen"),
            ("_links", "links"),
            ("_", "underscore"),
            ("+1", "plus_1"),
            ("2fa", "n2fa"),
            ("s3_buckets", "s3_buckets"),
            ("a1_2b", "a1_2b"),
            ("s3Bucket", "s3_bucket"),
            ("B2BCustomer", "b2b_customer"),
            ("listStorageGateways", "list_storage_gateways"),
        ] {
            assert_eq!(field_ident(wire).as_str(), name, "{wire}");
        }
        assert_eq!(module_ident("Type").as_str(), "type_");
    }

    #[test]
    fn long_names_are_cut_at_a_word_and_stay_apart() {
        let one = "word ".repeat(40) + "one";
        let two = "word ".repeat(40) + "two";
        assert!(type_name(&one).as_str().len() <= LONGEST + 5);
        assert_ne!(type_name(&one), type_name(&two));
        assert!(field_ident(&one).as_str().starts_with("word_word_"));
    }
}
