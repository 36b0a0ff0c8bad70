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
    Tokens(Box<dyn Fn() -> TokenStream + Send + Sync + 'p>),
    Copy(&'static str),
    Text(Box<dyn Fn() -> Result<String, Fault> + Send + Sync + 'p>),
}

impl<'p> File<'p> {
    /// Rust made from the plan. The header comes before it.
    pub(super) fn rust(path: String, make: impl Fn() -> TokenStream + Send + Sync + 'p) -> Self {
        Self { path, content: Content::Tokens(Box::new(make)) }
    }

    /// A hand-written file of `bindery-templates`, copied as it is. The header comes before it.
    pub(super) fn copy(path: String, text: &'static str) -> Self {
        Self { path, content: Content::Copy(text) }
    }

    /// Any other text, such as a filled template. The header comes before it, as a comment of the file's language.
    pub(super) fn text(path: String, make: impl Fn() -> Result<String, Fault> + Send + Sync + 'p) -> Self {
        Self { path, content: Content::Text(Box::new(make)) }
    }

    /// The whole text, header and all.
    pub(super) fn make(&self, plan: &Plan) -> Result<String, Fault> {
        let body = match &self.content {
            Content::Tokens(make) => render::rust([make()])?,
            Content::Copy(text) => (*text).to_owned(),
            Content::Text(make) => make()?,
        };
        Ok(render::with_header(&self.path, &plan.package.command, &body))
    }
}
