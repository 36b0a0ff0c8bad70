use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::plan::{Ident, TypeName};

/// The two spellings of identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `UpperCamel`: types and variants.
    Upper,
    /// `snake_case`: fields, methods, modules, arguments.
    Snake,
}

/// A type's name from a wire name, such as `StorageGateway1_0_0` from `StorageGateway_1_0_0`.
pub fn type_name(wire: &str) -> TypeName {
    TypeName::new(wire.to_upper_camel_case()).or_else(|| TypeName::new("Unnamed")).expect("a plain word is an identifier")
}

/// A variant's name from a wire name.
pub fn variant_ident(wire: &str) -> Ident {
    Ident::new(wire.to_upper_camel_case()).or_else(|| Ident::new("Unnamed")).expect("a plain word is an identifier")
}

/// A field's or argument's name from a wire name.
pub fn field_ident(wire: &str) -> Ident {
    Ident::new(wire.to_snake_case()).or_else(|| Ident::new("unnamed")).expect("a plain word is an identifier")
}

/// A method's name from an operation's id.
pub fn method_ident(wire: &str) -> Ident {
    field_ident(wire)
}

/// A module's name from a tag.
pub fn module_ident(wire: &str) -> Ident {
    field_ident(wire)
}
