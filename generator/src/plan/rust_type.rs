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
    F32,
    F64,
    String,
    /// `support::Secret`: a string that `Debug` does not show.
    Secret,
    /// `uuid::Uuid`.
    Uuid,
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

impl RustType {
    /// `Vec<self>`.
    #[must_use]
    pub fn vec(self) -> Self {
        Self::Vec(Box::new(self))
    }

    /// `String`.
    pub fn string() -> Self {
        Self::Scalar(ScalarType::String)
    }
}
