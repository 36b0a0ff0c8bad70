//! Patterns of ECMA-262 (OpenAPI 3.0.3, 4.7.24) in the words of `regex-lite`, which checks them in linear time.
//!
//! The two differ in what `.` and `\s` leave out and in escapes; what means the same in both keeps its spelling. What
//! other engines write for the ends of a text, `\A` and `\Z`, and flags as in `(?i)` are read as they are meant.

/// What `.` does not take: ECMA-262, LineTerminator.
const DOT: &str = r"[^\n\r\x{2028}\x{2029}]";

/// ECMA-262, WhiteSpace and LineTerminator, and all others.
const SPACE: &str = r"\t-\r \xA0\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const NO_SPACE: &str = concat!(
    r"\x00-\x08\x0E-\x1F!-\x9F\xA1-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E}\x{2030}-\x{205E}",
    r"\x{2060}-\x{2FFF}\x{3001}-\x{FEFE}\x{FF00}-\x{10FFFF}",
);

/// A pattern that means in `regex-lite` what `pattern` means in ECMA-262, and that it can compile.
///
/// # Errors
/// Why there is none: look-around, back-references, Unicode properties, or a fault in the pattern.
pub(crate) fn translated(pattern: &str) -> Result<String, String> {
    let mut reader = Reader { rest: pattern.chars().collect::<Vec<_>>().into_iter().peekable(), out: String::new() };
    reader.whole()?;
    regex_lite::Regex::new(&reader.out).map_err(|fault| fault.to_string())?;
    Ok(reader.out)
}

struct Reader {
    rest: std::iter::Peekable<std::vec::IntoIter<char>>,
    out: String,
}

/// An escape, or a member of a class.
enum Atom {
    /// A character, and how it is written.
    Char(char, String),
    /// Several, written as they stand in a class.
    Set(&'static str),
    /// A place and no character: written as it is.
    Place(&'static str),
}

impl Reader {
    fn whole(&mut self) -> Result<(), String> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => match self.escape()? {
                    Atom::Char(_, text) => self.out.push_str(&text),
                    Atom::Set(set) if set.len() == 2 => self.out.push_str(set),
                    Atom::Set(set) => self.out.extend(["[", set, "]"]),
                    Atom::Place(text) => self.out.push_str(text),
                },
                '.' => self.out.push_str(DOT),
                '[' => self.class()?,
                '(' => self.group()?,
                '{' if !self.is_count() => self.out.push_str(r"\{"),
                '{' => {
                    self.out.push('{');
                    self.out.extend(std::iter::from_fn(|| self.rest.next_if(|c| *c != '}')));
                    self.out.extend(self.rest.next());
                }
                '}' | ']' => self.out.extend(['\\', c]),
                c => self.out.push(c),
            }
        }
        Ok(())
    }

    /// Whether what follows a brace makes it a count: `3}`, `3,}`, `3,5}`.
    fn is_count(&self) -> bool {
        let text: String = self.rest.clone().take_while(|c| *c != '}').collect();
        let closed = self.rest.clone().any(|c| c == '}');
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        closed
            && match text.split_once(',') {
                Some((low, high)) => digits(low) && (high.is_empty() || digits(high)),
                None => digits(&text),
            }
    }

    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        self.out.push('?');
        let ahead: String = self.rest.clone().take(2).collect();
        match ahead.as_str() {
            text if text.starts_with(['=', '!']) || matches!(text, "<=" | "<!") => {
                Err("look-around is not supported".to_owned())
            }
            text if text.starts_with('>') => Err("an atomic group is none of ECMA-262".to_owned()),
            text if text.starts_with(['x', '#']) => Err("`(?x)` is none of ECMA-262".to_owned()),
            _ => Ok(()),
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<Atom, String> {
        let Some(c) = self.rest.next() else { return Err("it ends in a backslash".to_owned()) };
        Ok(match c {
            'd' => Atom::Set(r"\d"),
            'D' => Atom::Set(r"\D"),
            'w' => Atom::Set(r"\w"),
            'W' => Atom::Set(r"\W"),
            's' => Atom::Set(SPACE),
            'S' => Atom::Set(NO_SPACE),
            'b' => Atom::Place(r"\b"),
            'B' => Atom::Place(r"\B"),
            'A' => Atom::Place("^"),
            'z' | 'Z' => Atom::Place("$"),
            't' => Atom::Char('\t', r"\t".to_owned()),
            'n' => Atom::Char('\n', r"\n".to_owned()),
            'r' => Atom::Char('\r', r"\r".to_owned()),
            'f' => Atom::Char('\u{C}', r"\f".to_owned()),
            'v' => Atom::Char('\u{B}', r"\v".to_owned()),
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => coded('\0'),
            '0'..='9' | 'k' => return Err("backreferences are not supported".to_owned()),
            'p' | 'P' => return Err("properties of characters need the tables of Unicode".to_owned()),
            'c' => match self.rest.next().filter(char::is_ascii_alphabetic) {
                Some(letter) => coded(char::from(letter as u8 % 32)),
                None => return Err("`\\c` needs a letter".to_owned()),
            },
            'x' | 'u' => coded(self.code_point(if c == 'x' { 2 } else { 4 })?),
            c if c.is_ascii_alphabetic() => return Err(format!("`\\{c}` is no escape of ECMA-262")),
            c if c.is_ascii_punctuation() && !matches!(c, '<' | '>') => Atom::Char(c, format!("\\{c}")),
            c => Atom::Char(c, c.to_string()),
        })
    }

    /// `HH` or `HHHH`, two of them where they are a surrogate pair, or digits in braces.
    fn code_point(&mut self, length: usize) -> Result<char, String> {
        let first = self.hex(length)?;
        let code = match first {
            0xD800..=0xDBFF if self.rest.next_if_eq(&'\\').is_some() && self.rest.next_if_eq(&'u').is_some() => {
                let second = self.hex(4)?;
                0x10000 + ((first - 0xD800) << 10) + second.wrapping_sub(0xDC00)
            }
            code => code,
        };
        char::from_u32(code).ok_or_else(|| "half a surrogate pair is no character".to_owned())
    }

    fn hex(&mut self, length: usize) -> Result<u32, String> {
        let digits: String = if self.rest.next_if_eq(&'{').is_some() {
            let digits = std::iter::from_fn(|| self.rest.next_if(char::is_ascii_hexdigit)).collect();
            self.rest.next_if_eq(&'}').ok_or("a brace is not closed")?;
            digits
        } else {
            let digits: String =
                std::iter::from_fn(|| self.rest.next_if(char::is_ascii_hexdigit)).take(length).collect();
            if digits.len() == length { digits } else { String::new() }
        };
        u32::from_str_radix(&digits, 16).map_err(|_| "a code has too few digits".to_owned())
    }

    fn class(&mut self) -> Result<(), String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            // `[^]` is any character, `[]` is none.
            self.out.push_str(if negated { r"[\x00-\x{10FFFF}]" } else { r"[^\x00-\x{10FFFF}]" });
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        while let Some(low) = self.member()? {
            let mut ahead = self.rest.clone();
            let range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
            self.write(&low);
            if !range {
                continue;
            }
            self.rest.next();
            let Some(high) = self.member()? else { break };
            match (&low, &high) {
                (Atom::Char(low, _), Atom::Char(high, _)) if low > high => {
                    return Err("a range goes backwards".to_owned());
                }
                (Atom::Char(..), Atom::Char(..)) => self.out.push('-'),
                // Beside a set a hyphen is one.
                _ => self.out.push_str(r"\-"),
            }
            self.write(&high);
        }
        self.out.push(']');
        Ok(())
    }

    /// The next member of a class; none at its end.
    fn member(&mut self) -> Result<Option<Atom>, String> {
        Ok(Some(match self.rest.next() {
            None => return Err("a class is not closed".to_owned()),
            Some(']') => return Ok(None),
            Some('\\') => match self.escape()? {
                Atom::Place(r"\b") => coded('\u{8}'),
                Atom::Place(_) => return Err("a place stands in a class".to_owned()),
                atom => atom,
            },
            Some(c @ ('[' | '&' | '~' | '-' | '^')) => Atom::Char(c, format!("\\{c}")),
            Some(c) => Atom::Char(c, c.to_string()),
        }))
    }

    fn write(&mut self, atom: &Atom) {
        match atom {
            Atom::Char(_, text) => self.out.push_str(text),
            Atom::Set(text) | Atom::Place(text) => self.out.push_str(text),
        }
    }
}

/// A character by its code.
fn coded(c: char) -> Atom {
    Atom::Char(c, format!(r"\x{{{:X}}}", u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn what_means_the_same_keeps_its_spelling() {
        for pattern in [r"^[a-z]{2}-\d+$", r"^(a|b)*\/x$", r"(?:a)(?<n>b)", r"[\w\-\/]+?", r"(?i)^x{2,}$", "é+"] {
            assert_eq!(translated(pattern).as_deref(), Ok(pattern));
        }
    }

    #[test]
    fn patterns_match_as_in_ecma_262() {
        for (pattern, yes, no) in [
            (r"^\s$", "\u{a0}", "a"),
            (r"^\S$", "a", "\u{feff}"),
            (r"^[\s]$", "\u{2003}", "\u{200b}"),
            (r"^[^\S]$", "\u{3000}", "x"),
            (r"^\d$", "1", "\u{661}"),
            (r"^\w$", "_", "é"),
            (r"^.$", "😀", "\r"),
            (r"^a$", "a", "a\n"),
            (r"^[^]$", "\n", ""),
            (r"^\cJ$", "\n", "J"),
            (r"^\u00e9$", "é", "e"),
            (r"^\uD83D\uDE00$", "😀", "x"),
            (r"^\x41$", "A", "x41"),
            (r"^[\b]$", "\u{8}", "b"),
            (r"^[a-\d]$", "-", "b"),
            (r"^[[&&~]$", "[", "a"),
            (r"^a{$", "a{", "a"),
            (r"^{}]$", "{}]", ""),
            (r"^\0$", "\0", "0"),
            (r"\Aa\Z", "a", "ab"),
            (r"^<\<$", "<<", "<"),
            (r"^[A-Z-]$", "-", "a"),
            (r"^[---]$", "-", "a"),
        ] {
            let regex = translated(pattern).and_then(|text| regex_lite::Regex::new(&text).map_err(|e| e.to_string()));
            let regex = regex.unwrap_or_else(|why| panic!("{pattern}: {why}"));
            assert!(regex.is_match(yes), "{pattern} takes {yes:?}");
            assert!(!regex.is_match(no), "{pattern} does not take {no:?}");
        }
    }

    #[test]
    fn what_takes_more_than_linear_time_is_refused() {
        for pattern in [
            "^(?=a)",
            "(?!a)b",
            "(?<=a)b",
            "(?<!a)b",
            r"(a)\1",
            r"(?<n>a)\k<n>",
            r"^\p{L}$",
            "(?>a)",
            "a(",
            "[b-a]",
            r"\uD83D",
            "[a",
            r"a\",
            r"\q",
            "(?x)a b",
            "[]a]x(",
        ] {
            assert!(translated(pattern).is_err(), "{pattern}");
        }
        assert!(translated("a{100000}{1000}").is_err());
    }
}
