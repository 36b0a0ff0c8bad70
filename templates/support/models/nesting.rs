//! How deep values may be nested: 127 arrays and objects in each other, which is what serde_json reads. Beyond that
//! reading is an error, never an overflow of the stack; what was read can be written, cloned, compared, validated,
//! patched and dropped. A program that puts values into each other by itself is to stay within that, too. `Json` keeps
//! its text and takes any depth.
//!
//! A union reads its arm from a text of its own, where serde_json counts levels from zero again. So the outermost union
//! counts the levels below it, once, and says how much work trials may be.

use std::cell::Cell;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static FUEL: Cell<usize> = const { Cell::new(0) };
}

/// As many levels as serde_json takes.
const LEVELS: usize = 127;

/// How often a text may be tried.
const TRIALS: usize = 256;

/// Lasts as long as the outermost union is being read.
pub(super) struct Nesting {
    outermost: bool,
}

impl Nesting {
    pub(super) fn enter(text: &str) -> Result<Self, &'static str> {
        let outermost = !INSIDE.get();
        if outermost {
            if levels(text) > LEVELS {
                return Err("recursion limit exceeded");
            }
            INSIDE.set(true);
            FUEL.set(text.len().saturating_mul(TRIALS));
        }
        Ok(Self { outermost })
    }
}

impl Drop for Nesting {
    fn drop(&mut self) {
        if self.outermost {
            INSIDE.set(false);
        }
    }
}

/// Takes the work of one trial from what is left; none if too little is, and the rest is kept as it came.
pub(super) fn spend(text: &str) -> Option<()> {
    FUEL.set(FUEL.get().checked_sub(text.len())?);
    Some(())
}

/// How deep a JSON text is nested.
fn levels(text: &str) -> usize {
    let (mut level, mut deepest, mut quoted, mut escaped) = (0usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                level += 1;
                deepest = deepest.max(level);
            }
            b'}' | b']' if !quoted => level = level.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
