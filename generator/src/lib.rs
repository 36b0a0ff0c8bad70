//! bindery turns an OpenAPI document into Rust: models, an async client and axum server stubs.

pub mod api;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod frontend;
pub mod output;
pub mod passes;
pub mod pipeline;
pub mod plan;
pub mod source;
pub mod tree;

mod emit;
mod render;
