//! What a client tells apart among answers, and how a server writes them.

use super::{Codec, DocText, FieldCheck, Ident, RustType, TypeName};

/// One way in which a client reads the body of an answer.
#[derive(Debug, Clone)]
pub struct ReadPlan {
    /// The variant that holds it.
    pub variant: Ident,
    /// Index of the representation.
    pub payload: usize,
    /// The media ranges that are asked for and read so, without parameters, in lower case.
    pub ranges: Vec<String>,
    /// What stands at the variant.
    pub docs: DocText,
}

/// One way in which a server writes the body of an answer.
#[derive(Debug, Clone)]
pub struct AnswerPlan {
    /// The variant that holds it.
    pub variant: Ident,
    /// Index of the representation.
    pub payload: usize,
    /// What the variant holds and how it is written.
    pub how: Answering,
    /// What is sent as its content type, or the range that the implementor chooses one of.
    pub media_type: String,
    /// Limits of what is held, or of each item of a stream.
    pub checks: Vec<FieldCheck>,
}

/// What an implementor gives, and how it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Answering {
    /// A value, as JSON.
    Json(RustType),
    /// The same with a content type that the implementor names.
    JsonIn(RustType),
    /// Any text.
    Text,
    /// A single value, as text.
    Value(RustType),
    /// Bytes, all at once or as a stream.
    Binary,
    /// The same with a content type that the implementor names.
    BinaryIn,
    /// Events whose data is JSON of this type.
    Events(RustType),
    /// Events whose data is text.
    Texts,
    /// JSON values of this type, one after the other.
    Lines(RustType),
}

/// A success that a client can read piece by piece.
#[derive(Debug, Clone)]
pub enum StreamPlan {
    /// `text/event-stream`: the data of each event is JSON of this type.
    Events(RustType),
    /// `text/event-stream`: the data of each event is a text.
    Texts,
    /// JSON values of this type one after the other, under this media type.
    Values(String, RustType),
}

/// A header of answers, for all operations that have it.
#[derive(Debug, Clone)]
pub struct HeaderConstant {
    /// The constant, such as `X_RATE_LIMIT`.
    pub ident: Ident,
    /// Its name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: RustType,
    /// How it is written.
    pub codec: Codec,
    /// Its docs.
    pub docs: DocText,
}

/// A header of an answer, or of a part of a multipart body.
#[derive(Debug, Clone, PartialEq)]
pub struct HeaderPlan {
    /// Its name in Rust.
    pub ident: Ident,
    /// Its name.
    pub wire: String,
    /// Whether it is always sent.
    pub required: bool,
    /// Its type, without `Option`.
    pub ty: RustType,
    /// How it is written.
    pub codec: Codec,
    /// Limits of its value.
    pub checks: Vec<FieldCheck>,
    /// Its docs.
    pub docs: DocText,
}

/// What a success gives the caller.
#[derive(Debug, Clone)]
pub enum SuccessPlan {
    /// All successes have no body: `()`.
    Unit,
    /// One type for all successes.
    One(RustType),
    /// An enum `<Stem>Ok` with one variant per success.
    Enum(TypeName),
}
