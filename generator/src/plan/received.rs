//! How the server takes the body of a request.

use super::{BodyPlan, DocText, FieldCheck, Ident, RustType, ScalarKind, TypeName};
use crate::tree::Node;

/// How a representation of a body is taken.
#[derive(Debug, Clone)]
pub struct ReceivedPlan {
    /// What an implementation gets, and how it is read.
    pub how: Receiving,
    /// Limits of the value, or of each of several. Those of structs, enums and unions are not among them.
    pub checks: Vec<FieldCheck>,
}

/// What an implementation gets, and how it is read.
#[derive(Debug, Clone, PartialEq)]
pub enum Receiving {
    /// A value, from JSON.
    Json(RustType),
    /// Any text.
    AnyText,
    /// A single value, from text.
    Text(RustType, Meaning),
    /// A value, from a form.
    Form(RustType, FormReading),
    /// A value, from named parts of which none is a file.
    Parts(RustType, FormReading),
    /// Parts as they come: one may be a file.
    Upload(UploadPlan),
    /// Values as they come.
    Lines(RustType),
    /// Bytes as they come.
    Stream,
    /// All bytes at once.
    Bytes,
}

/// How the names and texts of a form are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormReading {
    /// Properties in document order.
    pub fields: Vec<FieldReading>,
    /// What becomes of other names.
    pub others: OtherNames,
}

/// What becomes of names that no property has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherNames {
    /// They mean nothing.
    Ignored,
    /// They are refused.
    Refused,
    /// They are properties, too.
    Kept(Meaning),
}

/// How a property is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldReading {
    /// Its name.
    pub wire: String,
    /// What its texts stand for.
    pub meaning: Meaning,
    /// How its values are spread over names.
    pub spread: Spread,
    /// The media types that a part may have, where the document lists them.
    pub types: Vec<String>,
}

/// How the values of a property are spread over names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// A single value and each item of a list have the name of the property, entries of an object their own.
    Each,
    /// Items and entries stand together, with this between them.
    Joined(char),
    /// The way to each value is in brackets.
    Deep,
}

/// What texts stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A single value.
    Scalar(ScalarKind),
    /// JSON text.
    Json,
    /// JSON text, or else a string.
    JsonOrText,
    /// A list, and what its items are.
    List(Box<Meaning>),
    /// An object: properties that are no strings, and what all others are.
    Object(Vec<(String, Meaning)>, Box<Meaning>),
    /// One of several kinds: at most a single value, a list and an object.
    AnyOf(Vec<Meaning>),
    /// The same as the list or object so many levels above, counted from 1.
    Above(usize),
}

/// The types for a body that is taken part by part.
#[derive(Debug, Clone, PartialEq)]
pub struct UploadPlan {
    /// The enum of its parts, `<Stem>RequestPart`.
    pub part: TypeName,
    /// The struct of all of them, `<Stem>RequestParts`.
    pub parts: TypeName,
    /// A row for each part, in document order.
    pub rows: Vec<UploadRow>,
    /// Whether other parts are refused.
    pub closed: bool,
}

/// A part of such a body.
#[derive(Debug, Clone, PartialEq)]
pub struct UploadRow {
    /// Its field in the struct.
    pub field: Ident,
    /// Its variant in the enum.
    pub variant: Ident,
    /// How it is read.
    pub reading: FieldReading,
    /// What it is.
    pub kind: UploadKind,
    /// Whether it must come, so that the struct of all has it.
    pub required: bool,
    /// How many files a list of them has.
    pub count: Option<FileCount>,
    /// Its value where it is left out.
    pub default: Option<Node>,
    /// Limits of its value.
    pub checks: Vec<FieldCheck>,
    /// Its docs.
    pub docs: DocText,
}

/// How many files there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileCount {
    /// Whether one must come at all.
    pub required: bool,
    /// `minItems`.
    pub least: u64,
    /// `maxItems`.
    pub most: Option<u64>,
}

/// What a part of such a body is.
#[derive(Debug, Clone, PartialEq)]
pub enum UploadKind {
    /// A file.
    File,
    /// Any number of files.
    Files,
    /// A value in one part.
    Value(RustType),
    /// A value in several parts.
    Spread(RustType),
}

impl Receiving {
    /// The types that values are read as.
    pub fn types(&self) -> Vec<&RustType> {
        match self {
            Self::Json(ty) | Self::Text(ty, _) | Self::Form(ty, _) | Self::Parts(ty, _) | Self::Lines(ty) => vec![ty],
            Self::Upload(upload) => upload.rows.iter().filter_map(UploadRow::ty).collect(),
            Self::AnyText | Self::Stream | Self::Bytes => Vec::new(),
        }
    }

    /// Whether it is read while the implementation asks for it, and so only once.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Upload(_) | Self::Lines(_) | Self::Stream)
    }

    /// Whether it is taken apart at boundaries.
    pub fn is_parted(&self) -> bool {
        matches!(self, Self::Upload(_) | Self::Parts(..))
    }
}

impl UploadRow {
    /// The type of its value; none of files.
    pub fn ty(&self) -> Option<&RustType> {
        match &self.kind {
            UploadKind::Value(ty) | UploadKind::Spread(ty) => Some(ty),
            UploadKind::File | UploadKind::Files => None,
        }
    }
}

impl BodyPlan {
    /// Whether a representation is taken apart at boundaries.
    pub fn is_parted(&self) -> bool {
        self.received.iter().any(|received| received.how.is_parted())
    }

    /// Whether a request with this body can be had twice.
    pub fn is_cloned(&self) -> bool {
        !self.received.iter().any(|received| received.how.is_stream())
    }

    /// All limits that a server looks at when it reads the body.
    pub fn received_checks(&self) -> impl Iterator<Item = &[FieldCheck]> {
        self.received.iter().flat_map(|received| {
            let rows = match &received.how {
                Receiving::Upload(upload) => upload.rows.as_slice(),
                _ => &[],
            };
            std::iter::once(received.checks.as_slice()).chain(rows.iter().map(|row| row.checks.as_slice()))
        })
    }
}
