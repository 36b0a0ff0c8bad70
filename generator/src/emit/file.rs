//! A file that is to be written: its path, and how its text is made. Making is pure, so files can be made side by side.

use proc_macro2::TokenStream;

use crate::plan::Plan;
use crate::render::{self, Fault};

/// A file of the output.
pub(super) struct File<'p> {
    /// Its path below the output folder, from [`Layout`](super::layout::Layout).
    pub(super) path: String,
    content: Content<'p>,
}

enum Content<'p> {
    Rust(Vec<Part<'p>>),
    Copy(&'static str),
    Text(Box<dyn Fn() -> Result<String, Fault> + Send + Sync + 'p>),
}

/// Makes some items of a file. They are made and printed one by one, so that none is copied into a larger whole.
pub(super) type Part<'p> = Box<dyn Fn() -> Vec<TokenStream> + Send + Sync + 'p>;

impl<'p> File<'p> {
    /// Rust made from the plan. The header comes before it.
    pub(super) fn rust(path: String, make: impl Fn() -> TokenStream + Send + Sync + 'p) -> Self {
        Self::parts(path, vec![Box::new(move || vec![make()])])
    }

    /// Rust made from the plan in parts, which follow each other with a blank line between. The header comes before them.
    pub(super) fn parts(path: String, parts: Vec<Part<'p>>) -> Self {
        Self { path, content: Content::Rust(parts) }
    }

    /// A hand-written file of `bindery-templates`, copied as it is. The header comes before it.
    pub(super) fn copy(path: String, text: &'static str) -> Self {
        Self { path, content: Content::Copy(text) }
    }

    /// Any other text, such as a filled template. The header comes before it, as a comment of the file's language.
    pub(super) fn text(path: String, make: impl Fn() -> Result<String, Fault> + Send + Sync + 'p) -> Self {
        Self { path, content: Content::Text(Box::new(make)) }
    }

    /// Into how many parts the work on it is divided.
    pub(super) fn len(&self) -> usize {
        match &self.content {
            Content::Rust(parts) => parts.len(),
            Content::Copy(_) | Content::Text(_) => 1,
        }
    }

    /// The text of a part.
    pub(super) fn part(&self, index: usize) -> Result<String, Fault> {
        match &self.content {
            Content::Rust(parts) => parts.get(index).map_or(Ok(String::new()), |make| render::rust(make())),
            Content::Copy(text) => Ok((*text).to_owned()),
            Content::Text(make) => make(),
        }
    }

    /// The whole text, header and all, from the texts of its parts.
    pub(super) fn whole(&self, plan: &Plan, parts: Vec<String>) -> String {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        render::with_header(&self.path, &plan.package.command, &parts.join("\n"))
    }
}
