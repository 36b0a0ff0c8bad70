//! Lines that stand too far to the left. YAML forbids it in quoted texts and in braces; libyaml, which reads documents,
//! takes it, and the parser that knows places does not. Such a line is joined with the one before it: a blank in the place
//! of the line break means the same there, and every character stays where it is.

/// Lines that are joined at most.
const MOST_LINES: usize = 256;

/// Characters that are read at most, over and over: each fault is found by reading from the beginning.
const MOST_READ: usize = 200_000_000;

/// A text that is mended step by step.
pub(super) struct Joined {
    chars: Vec<char>,
    steps: usize,
}

impl Joined {
    /// A text as it is written.
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let steps = (MOST_READ / chars.len().max(1)).min(MOST_LINES);
        Self { chars, steps }
    }

    /// The text without the line break to which a fault at a character is due. `None` if it is due to something else, or
    /// too much has been mended already.
    pub(super) fn mended(&mut self, fault: usize) -> Option<String> {
        self.steps = self.steps.checked_sub(1)?;
        let place = match self.chars.get(fault)? {
            '"' | '\'' => fault + self.chars.get(fault..)?.iter().position(|c| *c == '\n')?,
            '}' | ']' => {
                let before = self.chars.get(..fault)?;
                let place = before.iter().rposition(|c| *c != ' ').filter(|at| before.get(*at) == Some(&'\n'))?;
                // What ends a comment is no blank.
                let line = before.get(..place)?.rsplit(|c| *c == '\n').next().unwrap_or_default();
                if line.contains(&'#') {
                    return None;
                }
                place
            }
            _ => return None,
        };
        if let Some(c) = self.chars.get_mut(place) {
            *c = ' ';
        }
        Some(self.chars.iter().collect())
    }
}
