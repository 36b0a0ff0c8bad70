//! Patterns of names and paths.

/// A pattern for a whole name: `*` is any number of characters, `?` is one. In paths, `*` stays between two slashes, `**`
/// does not, and `/**` at the end is the path before it, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// This character.
    One(char),
    /// Any character.
    Any,
    /// Any number of any characters.
    Many,
    /// Any character but a slash.
    AnyWithin,
    /// Any number of characters, none a slash.
    ManyWithin,
}

impl Piece {
    /// Whether it stands for a character.
    fn takes(self, c: char) -> bool {
        match self {
            Piece::One(own) => own == c,
            Piece::Any | Piece::Many => true,
            Piece::AnyWithin | Piece::ManyWithin => c != '/',
        }
    }

    /// Whether it stands for any number of them.
    fn repeats(self) -> bool {
        matches!(self, Piece::Many | Piece::ManyWithin)
    }
}

impl Glob {
    /// A pattern in which a slash is a character as any other.
    pub fn of_name(text: &str) -> Self {
        let pieces = text.chars().map(|c| match c {
            '*' => Piece::Many,
            '?' => Piece::Any,
            c => Piece::One(c),
        });
        Self { text: text.to_owned(), pieces: pieces.collect() }
    }

    /// A pattern of paths.
    pub fn of_path(text: &str) -> Self {
        let mut pieces = Vec::new();
        for c in text.chars() {
            match (c, pieces.last()) {
                ('*', Some(Piece::ManyWithin)) => {
                    pieces.pop();
                    pieces.push(Piece::Many);
                }
                ('*', Some(Piece::Many)) => {}
                ('*', _) => pieces.push(Piece::ManyWithin),
                ('?', _) => pieces.push(Piece::AnyWithin),
                (c, _) => pieces.push(Piece::One(c)),
            }
        }
        Self { text: text.to_owned(), pieces }
    }

    /// Whether a whole text is one of those that it stands for.
    pub fn matches(&self, text: &str) -> bool {
        let all = |pieces: &[Piece]| matches(pieces, text);
        all(&self.pieces) || self.pieces.strip_suffix(&[Piece::One('/'), Piece::Many]).is_some_and(all)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// One walk over the text: which numbers of pieces can be behind, after each character.
fn matches(pieces: &[Piece], text: &str) -> bool {
    let mut behind = vec![false; pieces.len() + 1];
    if let Some(start) = behind.first_mut() {
        *start = true;
    }
    skip(pieces, &mut behind);
    for c in text.chars() {
        let mut next = vec![false; behind.len()];
        for (i, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.takes(c)) {
            if behind.get(i) == Some(&true) {
                let to = if piece.repeats() { i } else { i + 1 };
                next.get_mut(to).into_iter().for_each(|place| *place = true);
            }
        }
        behind = next;
        skip(pieces, &mut behind);
    }
    behind.last() == Some(&true)
}

/// What stands for any number stands for none.
fn skip(pieces: &[Piece], behind: &mut [bool]) {
    for (i, _) in pieces.iter().enumerate().filter(|(_, piece)| piece.repeats()) {
        if behind.get(i) == Some(&true) {
            behind.get_mut(i + 1).into_iter().for_each(|place| *place = true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn names_are_taken_whole() {
        for (glob, name, takes) in [
            ("Pet", "Pet", true),
            ("Pet", "Pets", false),
            ("Pet*", "Pets", true),
            ("*Pet*", "aPetb", true),
            ("repos/*", "repos/list/all", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("?et", "Pet", true),
            ("?et", "et", false),
            ("*", "", true),
            ("pet", "Pet", false),
        ] {
            assert_eq!(Glob::of_name(glob).matches(name), takes, "{glob} {name}");
        }
    }

    #[test]
    fn one_star_stays_between_slashes() {
        for (glob, path, takes) in [
            ("/pets/*", "/pets/{id}", true),
            ("/pets/*", "/pets/{id}/owner", false),
            ("/pets/*", "/pets", false),
            ("/pets/**", "/pets/{id}/owner", true),
            ("/pets/**", "/pets", true),
            ("/pets/**", "/petshop", false),
            ("/**/owner", "/pets/{id}/owner", true),
            ("/*/{?d}", "/pets/{id}", true),
            ("/pets***", "/pets/a/b", true),
        ] {
            assert_eq!(Glob::of_path(glob).matches(path), takes, "{glob} {path}");
        }
    }

    #[test]
    fn hostile_patterns_take_no_time() {
        let glob = Glob::of_name(&"*a".repeat(200));
        assert!(!glob.matches(&format!("{}b", "a".repeat(2000))));
    }
}
