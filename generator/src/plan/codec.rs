//! How values are written at their places.

use super::{FieldWriting, FormReading};
use crate::api::ParameterStyle;

/// How a value is written at its place (OpenAPI 3.0.3, 4.7.12.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codec {
    /// By style.
    Style {
        /// The style.
        style: ParameterStyle,
        /// Whether every item or entry stands for itself.
        explode: bool,
        /// Whether reserved characters stay as they are (query only).
        allow_reserved: bool,
        /// What values there are.
        shape: Shape,
    },
    /// As JSON text.
    Json,
    /// An object as a form, which is the whole query: properties that are not written as all others are, and how all are
    /// read.
    Form(Vec<FieldWriting>, FormReading),
}

/// What values a styled parameter has: a reader of text must know, since text has no types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One scalar.
    Scalar(ScalarKind),
    /// A list of scalars.
    Array(ScalarKind),
    /// Named scalars, and what others are.
    Object(Vec<(String, ScalarKind)>, ScalarKind),
}

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of JSON Schema")]
pub enum ScalarKind {
    String,
    Integer,
    Number,
    Boolean,
    /// A number or a boolean where the text is one, else a string: no arm is a string.
    Literal,
    /// Not known: a string unless the type refuses it.
    Any,
}
