//! How the client takes and writes the body of a request.

use super::{BodyPlan, DocText, HeaderPlan, Ident, RustType, TypeName};
use crate::api::ParameterStyle;

/// One way to give a body.
#[derive(Debug, Clone)]
pub struct WrittenPlan {
    /// The method of the client, or the setter of the call where the body may be left out; none for the way that the
    /// plain call takes.
    pub ident: Option<Ident>,
    /// What is sent as its content type.
    pub content_type: String,
    /// What is taken and how it is written.
    pub how: Writing,
    /// What a caller has to know beside it.
    pub docs: DocText,
}

/// What a caller gives, and how it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Writing {
    /// A value, as JSON.
    Json(RustType),
    /// Any text.
    AnyText,
    /// A single value, as text.
    Text(RustType),
    /// A value, as a form: the fields that are not written as all others are.
    Form(RustType, Vec<FieldWriting>),
    /// A type made for the parts of a multipart body.
    Parts(PartsPlan),
    /// A multipart body of which no part is known.
    Multipart,
    /// Values of this type, one after the other.
    Lines(RustType),
    /// Bytes, all at once or as a stream.
    Bytes,
}

/// The type for the parts of a multipart body.
#[derive(Debug, Clone, PartialEq)]
pub struct PartsPlan {
    /// Its name, `<Stem>Body`.
    pub name: TypeName,
    /// A row for each part, in document order.
    pub parts: Vec<PartRow>,
}

/// How a part is given and written.
#[derive(Debug, Clone, PartialEq)]
pub struct PartRow {
    /// Its setter, or its argument where it must be there.
    pub ident: Ident,
    /// Its name.
    pub wire: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its type; nothing is known of files.
    pub ty: RustType,
    /// How it is written.
    pub how: PartWriting,
    /// The type that is given in its place, where it has headers.
    pub headed: Option<HeadedPlan>,
    /// Its docs.
    pub docs: DocText,
}

/// The type for a part with its headers; for one of them where a list is several parts.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadedPlan {
    /// Its name, `<Stem>Body<Part>`.
    pub name: TypeName,
    /// The type of what the part says: that of an item where a list is several parts.
    pub ty: RustType,
    /// How that is written.
    pub how: PartWriting,
    /// Whether the part comes as often as a list has items.
    pub each: bool,
    /// Its headers, in document order.
    pub headers: Vec<HeaderPlan>,
}

/// How a part is written, with its content type where it has one of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartWriting {
    /// A file.
    File(String),
    /// Several files, each a part.
    Files(String),
    /// A single value as text; plain text has no content type.
    Text(String),
    /// Each item of a list as text.
    Texts(String),
    /// A value as JSON.
    Json(String),
    /// Each item of a list as JSON.
    Jsons(String),
    /// By style.
    Styled(FieldWriting),
}

/// How a property is written that is not written as all others are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWriting {
    /// Its name.
    pub wire: String,
    /// How.
    pub how: FieldStyle,
}

/// The ways to write a property of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldStyle {
    /// With the way to each value in brackets.
    Deep,
    /// As JSON text, whatever it is.
    Json,
    /// As a query parameter is.
    Style {
        /// The style.
        style: ParameterStyle,
        /// Whether every item or entry stands for itself.
        explode: bool,
        /// Whether reserved characters stay as they are.
        allow_reserved: bool,
    },
}

impl BodyPlan {
    /// The type for the parts of the body, if there is one.
    pub fn parts(&self) -> Option<(&str, &PartsPlan)> {
        self.written.iter().find_map(|way| match &way.how {
            Writing::Parts(parts) => Some((way.content_type.as_str(), parts)),
            _ => None,
        })
    }
}
