//! Changes of a document that stand elsewhere: overlays (OpenAPI Overlay 1.0.0 and 1.1.0), and what a run says otherwise than
//! the document. They are made in the tree before anything else is read of it, in the order in which they are given, and
//! in the main file alone.
//!
//! What they put into the tree is written elsewhere; [`Moves`](crate::source::Moves) remembers it for findings.

#[cfg(feature = "overlay")]
mod actions;
mod edit;
#[cfg(feature = "overlay")]
mod extends;
#[cfg(feature = "overlay")]
mod join;
mod overrides;
#[cfg(feature = "overlay")]
mod query;
#[cfg(feature = "overlay")]
mod read;

#[cfg(all(test, feature = "overlay"))]
mod tests;

#[cfg(feature = "overlay")]
pub use actions::apply;
pub use overrides::repair;
