use std::fmt;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::diagnostics::Colour;

/// What a command sees of the world: a current folder and two streams.
pub struct Terminal<'a> {
    folder: &'a Path,
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    colour: Colour,
    refused: bool,
}

impl fmt::Debug for Terminal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terminal").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl<'a> Terminal<'a> {
    /// A terminal in `folder`, which is absolute.
    pub fn new(folder: &'a Path, stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        Self { folder, stdout, stderr, colour: Colour::Never, refused: false }
    }

    /// Whether findings are coloured; they are not unless this says so.
    #[must_use]
    pub fn coloured(mut self, yes: bool) -> Self {
        self.colour = if yes { Colour::Always } else { Colour::Never };
        self
    }

    /// How findings are coloured.
    pub(super) fn colour(&self) -> Colour {
        self.colour
    }

    /// The current folder.
    pub(super) fn folder(&self) -> &'a Path {
        self.folder
    }

    /// Writes what was asked for.
    pub(super) fn print(&mut self, text: &str) {
        self.refused |= !written(self.stdout, text);
    }

    /// Writes findings.
    pub(super) fn say(&mut self, text: &str) {
        self.refused |= !written(self.stderr, text);
    }

    /// Whether a stream took less than it was given, and not because its reader had seen enough.
    pub(super) fn refused(&self) -> bool {
        self.refused
    }
}

fn written(stream: &mut dyn Write, text: &str) -> bool {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => true,
        Err(error) => error.kind() == ErrorKind::BrokenPipe,
    }
}
