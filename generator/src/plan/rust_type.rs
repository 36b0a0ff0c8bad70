//! Types of Rust as far as generated code uses them.

use super::TypeId;

/// A type of a field, an item, an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustType {
    /// A scalar.
    Scalar(ScalarType),
    /// Any JSON value, its text kept: `support::Json`.
    Json,
    /// A type of this plan.
    Def(TypeId),
    /// `Option<T>`, for values that may be null inside arrays and maps.
    Option(Box<RustType>),
    /// `Vec<T>`.
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`.
    Map(Box<RustType>),
    /// `Box<T>`, where recursion needs it.
    Box(Box<RustType>),
    /// A type that the configuration names, as a path, with what it needs.
    External(String, Option<Dependency>),
}

/// Scalars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types of these names")]
pub enum ScalarType {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F64,
    /// `support::Number`: a number without bounds, not rounded.
    Number,
    /// `support::Integer`: an integer of any length.
    Integer,
    String,
    /// `support::Secret`: a string that `Debug` does not show.
    Secret,
    /// `support::Spelled<uuid::Uuid>`.
    Uuid,
    /// `support::DateTime`, and so on: texts in a format, kept as they came.
    DateTime,
    Date,
    Time,
    Base64,
    DecimalText,
    /// `support::Null`: `null` and nothing else.
    Null,
    /// `support::Never`: no value.
    Never,
    /// Raw bytes: `Vec<u8>` in models, never inside JSON.
    Bytes,
}

/// A crate that generated code needs because a type is in use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependency {
    /// The package, such as `uuid`.
    pub package: String,
    /// The lowest version that works, such as `1.0`.
    pub version: String,
    /// Features; default features are off.
    pub features: Vec<String>,
}

impl ScalarType {
    /// Whether `validate` asks if the text is in its format.
    pub fn is_kept_text(self) -> bool {
        matches!(self, Self::DateTime | Self::Date | Self::Time | Self::Base64 | Self::DecimalText)
    }

    /// Whether it is a type of `support`, not of Rust.
    pub fn is_of_support(self) -> bool {
        self.is_kept_text()
            || matches!(self, Self::Never | Self::Null | Self::Number | Self::Integer | Self::Secret | Self::Uuid)
    }

    /// Whether it is a text, so that limits of texts are about it.
    pub fn is_text(self) -> bool {
        self.is_kept_text() || matches!(self, Self::String | Self::Secret)
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        use ScalarType::{F64, I8, I16, I32, I64, Integer, Number, U8, U16, U32, U64};
        matches!(self, I8 | I16 | I32 | I64 | U8 | U16 | U32 | U64 | F64 | Number | Integer)
    }

    /// Whether it is convenient to give something that becomes one: a text, a float, a plain UUID.
    pub fn is_made_of_others(self) -> bool {
        matches!(self, Self::String | Self::Number | Self::Integer | Self::Uuid)
    }
}

impl RustType {
    /// `Vec<self>`.
    #[must_use]
    pub fn vec(self) -> Self {
        Self::Vec(Box::new(self))
    }

    /// Whether one of these scalars is somewhere in it, types of the plan left out.
    pub fn holds(&self, wanted: &[ScalarType]) -> bool {
        match self {
            Self::Scalar(scalar) => wanted.contains(scalar),
            Self::Option(inner) | Self::Vec(inner) | Self::Map(inner) | Self::Box(inner) => inner.holds(wanted),
            Self::Json | Self::Def(_) | Self::External(..) => false,
        }
    }

    /// `String`.
    pub fn string() -> Self {
        Self::Scalar(ScalarType::String)
    }
}
