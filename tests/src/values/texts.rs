//! Random texts: what strings of a format are, and what makes trouble where there is none.

use bindery::api::{Constraints, StringFormat};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::{Place, Rng};

/// Texts in which something has to be escaped somewhere.
const JSON: &[&str] =
    &["", "a", "ü ß", "日本", "\"quoted\\", "line\nbreak", "𝄞", "/p?x=1&y=2#z", " space ", "null", "1"];
/// The same where a text must have a character, and is read by itself.
const SINGLE: &[&str] = &["a", "ü ß", "日本", "a/b", "50%", "a+b&c=d", "x y", "q?#[]@!$'()*;:", "𝄞", "%2F", "\"q\\"];
/// Words that no separator stands in.
const WORDS: &[&str] = &["a", "Zebra", "x-9_y", "word", "B2b"];

/// Any text for a place.
pub(super) fn any(rng: &mut Rng, place: Place) -> String {
    let pool = match place {
        Place::Sent | Place::Answered => JSON,
        Place::Single => SINGLE,
        Place::Parted | Place::Header => WORDS,
    };
    (*rng.pick(pool)).to_owned()
}

/// A text of a format within the limits.
pub(super) fn string(rng: &mut Rng, place: Place, format: &StringFormat, limits: &Constraints) -> Option<String> {
    if let Some(pattern) = limits.patterns.first() {
        return matching(rng, pattern);
    }
    let of = |rng: &mut Rng, pool: &[&str]| Some((*rng.pick(pool)).to_owned());
    let made = match format {
        StringFormat::Uuid => {
            of(rng, &["497f6eca-6276-4993-bfeb-53cbbbba6f08", "497F6ECA-6276-4993-BFEB-53CBBBBA6F08"])
        }
        StringFormat::DateTime => of(rng, &["2024-01-31T12:00:00Z", "1999-12-31T23:59:59.123456789+01:30"]),
        StringFormat::Date => of(rng, &["2024-02-29", "0001-01-01"]),
        StringFormat::Time => of(rng, &["12:00:00Z", "23:59:59.5+02:00"]),
        StringFormat::Decimal => of(rng, &["1.50", "-0.001", "12345678901234567890"]),
        StringFormat::Byte => of(rng, &["c3RyaW5n", "AA==", "+/+/"]),
        StringFormat::Other(other) => match other.as_str() {
            "email" | "idn-email" => of(rng, &["user@example.com"]),
            "uri" | "url" | "iri" | "uri-reference" => of(rng, &["https://example.com/a?b=c"]),
            "hostname" | "idn-hostname" => of(rng, &["example.com"]),
            "ipv4" | "ip" => of(rng, &["192.0.2.1"]),
            "ipv6" => of(rng, &["2001:db8::1"]),
            "duration" => of(rng, &["P1D", "PT5M"]),
            _ => None,
        },
        StringFormat::Plain | StringFormat::Binary | StringFormat::Password => None,
    };
    let least = usize::try_from(limits.min_length.unwrap_or(0)).ok().filter(|least| *least <= 4096)?;
    let most = limits.max_length.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let text = made.unwrap_or_else(|| any(rng, place));
    let mut text: String = text.chars().take(most).collect();
    while text.chars().count() < least {
        text.push(*rng.pick(&['x', 'Y', '7']));
    }
    Some(text)
}

/// A text that a pattern matches; none for patterns that this library does not read.
fn matching(rng: &mut Rng, pattern: &str) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    write(rng, &hir, &mut text)?;
    Some(text)
}

fn write(rng: &mut Rng, hir: &Hir, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            // Characters that are seen, where there are some.
            let seen = class.iter().filter(|range| range.start() <= '~' && range.end() >= '!');
            let ranges: Vec<(char, char)> = seen.map(|range| (range.start().max('!'), range.end().min('~'))).collect();
            let first = class.iter().next().map(|range| (range.start(), range.start()))?;
            let (low, high) = if ranges.is_empty() { first } else { *rng.pick(&ranges) };
            let wide = usize::try_from(u32::from(high) - u32::from(low) + 1).ok()?;
            let offset = u32::try_from(rng.below(wide)).ok()?;
            text.push(char::from_u32(u32::from(low) + offset)?);
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + 3).min(repetition.min + 3);
            let more = rng.below(usize::try_from(most - repetition.min).ok()? + 1);
            for _ in 0..usize::try_from(repetition.min).ok()?.saturating_add(more) {
                write(rng, &repetition.sub, text)?;
            }
        }
        HirKind::Capture(capture) => write(rng, &capture.sub, text)?,
        HirKind::Concat(all) => all.iter().try_for_each(|one| write(rng, one, text))?,
        HirKind::Alternation(all) => {
            let one = all.get(rng.below(all.len()))?;
            write(rng, one, text)?;
        }
    }
    Some(())
}
