use std::fmt;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::Colour;
use crate::source::Fetch;

/// What a command sees of the world: a current folder, two streams, and perhaps a way to other hosts.
pub struct Terminal<'a> {
    folder: &'a Path,
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    colour: Colour,
    watched: bool,
    refused: bool,
    fetch: Option<Arc<dyn Fetch>>,
}

impl fmt::Debug for Terminal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terminal").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl<'a> Terminal<'a> {
    /// A terminal in `folder`, which is absolute.
    pub fn new(folder: &'a Path, stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        Self { folder, stdout, stderr, colour: Colour::Never, watched: false, refused: false, fetch: None }
    }

    /// Whether somebody sees the error stream while it is written, and is told what takes long; nobody unless this says so.
    #[must_use]
    pub fn watched(self, yes: bool) -> Self {
        Self { watched: yes, ..self }
    }

    /// Whether somebody watches.
    pub(super) fn is_watched(&self) -> bool {
        self.watched
    }

    /// Whether findings are coloured; they are not unless this says so.
    #[must_use]
    pub fn coloured(mut self, yes: bool) -> Self {
        self.colour = if yes { Colour::Always } else { Colour::Never };
        self
    }

    /// What asks other hosts, for commands that do; without it nobody is asked.
    #[must_use]
    pub fn asking(mut self, fetch: Arc<dyn Fetch>) -> Self {
        self.fetch = Some(fetch);
        self
    }

    /// What asks other hosts.
    pub(super) fn fetch(&self) -> Option<Arc<dyn Fetch>> {
        self.fetch.clone()
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
