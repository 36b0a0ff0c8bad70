//! What bodies say, typed, whether or not client and server carry it so; and what the API sends by itself.

use super::{AliasDef, BodyFormat, Codec, HeaderPlan, MethodPlan, RustType};

/// What a representation of a body says. `PayloadPlan::format` is how client and server carry it.
#[derive(Debug, Clone)]
pub enum Content {
    /// A JSON value.
    Json(RustType),
    /// A text that stands for a value of this type.
    Text(RustType),
    /// An XML document, and what its schema describes.
    Xml(Option<RustType>),
    /// `application/x-www-form-urlencoded`: a value and how its properties are written.
    Form(RustType, Vec<PartPlan>),
    /// `multipart/*`: a value and how its properties are written, each as one part or several of its name.
    Multipart(RustType, Vec<PartPlan>),
    /// `text/event-stream`: the data of each event.
    EventStream(RustType),
    /// JSON values one after the other, each of this type.
    JsonLines(RustType),
    /// Bytes of which nothing is known.
    Binary,
}

/// A property of a form or of a multipart body.
#[derive(Debug, Clone)]
pub struct PartPlan {
    /// Its name on the wire.
    pub wire: String,
    /// Whether it must be there.
    pub required: bool,
    /// The type of the whole property; of bytes where it is `format: binary`.
    pub ty: RustType,
    /// How it is written.
    pub codec: PartCodec,
    /// What it may be sent as, the first by default: `contentType`, or what the standard has for the type. Empty where
    /// a style says how it is written, and in forms.
    pub content_types: Vec<String>,
    /// Headers of the part.
    pub headers: Vec<HeaderPlan>,
}

/// How a property of a form or of a multipart body is written (OpenAPI 3.1.1, 4.8.15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartCodec {
    /// As a query parameter is.
    Style(Codec),
    /// By `deepObject`, however deep: with the way to each value in brackets.
    Deep,
    /// As one value.
    One(BodyFormat),
    /// Each item of the list as a value under the same name.
    Each(BodyFormat),
}

impl Content {
    /// The type of what is said; none for bytes.
    pub fn ty(&self) -> Option<&RustType> {
        match self {
            Content::Json(ty)
            | Content::Text(ty)
            | Content::Xml(Some(ty))
            | Content::Form(ty, _)
            | Content::Multipart(ty, _)
            | Content::EventStream(ty)
            | Content::JsonLines(ty) => Some(ty),
            Content::Xml(None) | Content::Binary => None,
        }
    }
}

/// A request that the API sends by itself: of a webhook or a callback. Neither client nor server receives it yet.
#[derive(Debug, Clone)]
pub struct CallbackPlan {
    /// The key of the webhook or the callback.
    pub wire: String,
    /// The request and its answers. `path_text` is the name of the webhook or the runtime expression of the URL.
    pub method: MethodPlan,
    /// Names for its bodies, parameters and answers, in a module of the models.
    pub types: Vec<AliasDef>,
}
