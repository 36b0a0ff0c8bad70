//! Names, types and docs of a plan as tokens, as seen from one place in the output.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use crate::plan::{self, Check, DocText, Plan, RustType, ScalarType, TypeDef, TypeId, TypeName, docs};

/// Where types are named.
#[derive(Debug, Clone, Copy)]
enum Seen {
    /// `types.rs` of the models.
    Types,
    /// A module beside it.
    Beside,
    /// Client and server.
    Outside,
}

/// Prints types as one place in the output sees them. Cheap; make one per file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paths<'p> {
    plan: &'p Plan,
    from: Seen,
    /// Whether `BTreeMap` is imported by its name.
    map: bool,
}

impl<'p> Paths<'p> {
    /// As `types.rs` of the models sees them: `Role`, `support::Json`.
    pub(super) fn in_models(plan: &'p Plan) -> Self {
        let extra = |def: &TypeDef| matches!(def, TypeDef::Struct(def) if def.extra.is_some());
        let used = plan.printed_types().any(|(_, def)| extra(def) || def.types().into_iter().any(has_map));
        let shadowed = plan.types.iter().any(|(_, def)| def.name().as_str() == "BTreeMap");
        Self { plan, from: Seen::Types, map: used && !shadowed }
    }

    /// As modules of the models beside `types.rs` see them: `super::Role`, `super::support::Json`.
    pub(super) fn beside_types(plan: &'p Plan) -> Self {
        Self { plan, from: Seen::Beside, map: false }
    }

    /// As client and server see them: `models::Role`, `models::support::Json`. Their modules must have `models` in
    /// scope (`use super::models;`).
    pub(super) fn outside(plan: &'p Plan) -> Self {
        Self { plan, from: Seen::Outside, map: false }
    }

    /// Whether the types that this prints ask for `use std::collections::BTreeMap;`.
    pub(super) fn imports_map(self) -> bool {
        self.map
    }

    /// A type.
    pub(super) fn ty(self, ty: &RustType) -> TokenStream {
        match ty {
            RustType::Scalar(scalar) => self.scalar(*scalar),
            RustType::Json => self.support("Json"),
            RustType::Def(id) => self.def(*id),
            RustType::Option(inner) => self.option(&self.ty(inner)),
            RustType::Vec(inner) => {
                let (vec, inner) = (self.std("Vec"), self.ty(inner));
                quote!(#vec<#inner>)
            }
            RustType::Map(inner) => {
                let (string, inner) = (self.std("String"), self.ty(inner));
                let map = if self.map { quote!(BTreeMap) } else { quote!(::std::collections::BTreeMap) };
                quote!(#map<#string, #inner>)
            }
            RustType::Box(inner) => {
                let (boxed, inner) = (self.std("Box"), self.ty(inner));
                quote!(#boxed<#inner>)
            }
            RustType::External(path, _) => source(path),
        }
    }

    /// `Option<inner>`.
    pub(super) fn option(self, inner: &TokenStream) -> TokenStream {
        let option = self.std("Option");
        quote!(#option<#inner>)
    }

    /// A type of the plan.
    pub(super) fn def(self, id: TypeId) -> TokenStream {
        let name = self.plan.types.get(id).map(|def| type_name(def.name())).unwrap_or_default();
        match self.from {
            Seen::Types => name,
            Seen::Beside => quote!(super::#name),
            Seen::Outside => quote!(models::#name),
        }
    }

    /// The definition of a type of the plan.
    pub(super) fn type_def(self, id: TypeId) -> Option<&'p TypeDef> {
        self.plan.types.get(id)
    }

    /// A type of the models' support module, such as `Json`.
    pub(super) fn support(self, name: &str) -> TokenStream {
        let name = source(name);
        match self.from {
            Seen::Types => quote!(support::#name),
            Seen::Beside => quote!(super::support::#name),
            Seen::Outside => quote!(models::support::#name),
        }
    }

    /// A name of the standard prelude, as an absolute path if a type of the plan shadows it.
    pub(super) fn std(self, name: &str) -> TokenStream {
        if !self.plan.shadowed.contains(&name) {
            return source(name);
        }
        match name {
            "Vec" => quote!(::std::vec::Vec),
            "String" => quote!(::std::string::String),
            "ToString" => quote!(::std::string::ToString),
            "Box" => quote!(::std::boxed::Box),
            "Option" | "Some" | "None" => absolute("option::Option", name, "Option"),
            "Result" | "Ok" | "Err" => absolute("result::Result", name, "Result"),
            "Default" => quote!(::std::default::Default),
            "Clone" => quote!(::std::clone::Clone),
            "Copy" | "Send" | "Sync" | "Sized" => absolute("marker", name, ""),
            "From" | "Into" | "AsRef" | "TryFrom" | "TryInto" => absolute("convert", name, ""),
            "PartialEq" | "Eq" | "PartialOrd" | "Ord" => absolute("cmp", name, ""),
            "Debug" => quote!(::std::fmt::Debug),
            "Hash" => quote!(::std::hash::Hash),
            "Iterator" | "IntoIterator" => absolute("iter", name, ""),
            _ => source(name),
        }
    }

    fn scalar(self, scalar: ScalarType) -> TokenStream {
        match scalar {
            ScalarType::Bool => quote!(bool),
            ScalarType::I8 => quote!(i8),
            ScalarType::I16 => quote!(i16),
            ScalarType::I32 => quote!(i32),
            ScalarType::I64 => quote!(i64),
            ScalarType::U8 => quote!(u8),
            ScalarType::U16 => quote!(u16),
            ScalarType::U32 => quote!(u32),
            ScalarType::U64 => quote!(u64),
            ScalarType::F64 => quote!(f64),
            ScalarType::String => self.std("String"),
            ScalarType::Secret => self.support("Secret"),
            ScalarType::Uuid => {
                let spelled = self.support("Spelled");
                quote!(#spelled<uuid::Uuid>)
            }
            ScalarType::Number => self.support("Number"),
            ScalarType::Integer => self.support("Integer"),
            ScalarType::DateTime => self.support("DateTime"),
            ScalarType::Date => self.support("Date"),
            ScalarType::Time => self.support("Time"),
            ScalarType::Base64 => self.support("Base64"),
            ScalarType::DecimalText => self.support("DecimalText"),
            ScalarType::Null => self.support("Null"),
            ScalarType::Never => self.support("Never"),
            ScalarType::Bytes => {
                let vec = self.std("Vec");
                quote!(#vec<u8>)
            }
        }
    }

    /// What an alias stands for. Aliases never lead to themselves; the bound holds should one do so.
    pub(super) fn settled<'t>(self, mut ty: &'t RustType) -> &'t RustType
    where
        'p: 't,
    {
        for _ in 0..64 {
            let RustType::Def(id) = ty else { break };
            let Some(TypeDef::Alias(def)) = self.plan.types.get(*id) else { break };
            ty = &def.ty;
        }
        ty
    }

    /// Whether a value of this type has `support::Defaults`.
    pub(super) fn fills(self, ty: &RustType) -> bool {
        match self.settled(ty) {
            RustType::Def(id) => self.plan.defaults.contains_key(id),
            RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
                self.fills(inner)
            }
            RustType::Scalar(_) | RustType::Json | RustType::External(..) => false,
        }
    }

    /// Whether a value of this type can break a limit, so that `support::Validate::check` is worth a call. Types of
    /// which this is false need not implement `Validate`.
    pub(super) fn validates(self, ty: &RustType) -> bool {
        self.plan.validates(ty)
    }
}

/// Types that the document deprecates are still part of its operations.
pub(super) fn allows_deprecated(plan: &Plan) -> Option<TokenStream> {
    plan.types.iter().any(|(_, def)| def.is_deprecated()).then(|| quote!(#![allow(deprecated)]))
}

fn has_map(ty: &RustType) -> bool {
    match ty {
        RustType::Map(_) => true,
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Box(inner) => has_map(inner),
        RustType::Scalar(_) | RustType::Json | RustType::Def(_) | RustType::External(..) => false,
    }
}

/// `::std::{module}::{name}`, or the module itself where the name is the module's own type.
fn absolute(module: &str, name: &str, own: &str) -> TokenStream {
    if name == own { source(&format!("::std::{module}")) } else { source(&format!("::std::{module}::{name}")) }
}

/// Docs, one `#[doc]` a line.
pub(super) fn docs(text: &DocText) -> TokenStream {
    text.lines.iter().map(|line| doc(line)).collect()
}

/// One line of docs.
pub(super) fn doc(line: &str) -> TokenStream {
    let line = if line.is_empty() { String::new() } else { format!(" {line}") };
    quote!(#[doc = #line])
}

/// `#[deprecated]` if it is so.
pub(super) fn deprecated(yes: bool) -> Option<TokenStream> {
    yes.then(|| quote!(#[deprecated]))
}

/// The name of a field, method, module or variant.
pub(super) fn ident(ident: &plan::Ident) -> TokenStream {
    source(ident.as_str())
}

/// The name of a type.
pub(super) fn type_name(name: &TypeName) -> TokenStream {
    source(name.as_str())
}

/// A type's name made from a stem: `ListPets` and `Error` give `ListPetsError`.
pub(super) fn stem(stem: &TypeName, suffix: &str) -> TokenStream {
    source(&format!("{}{suffix}", stem.as_str()))
}

/// A string literal.
pub(super) fn text(value: &str) -> Literal {
    Literal::string(value)
}

/// A raw string, where nothing in it has to be escaped to be seen: the compiler refuses bidi controls and carriage returns,
/// and people should see what there is.
pub(super) fn raw(value: &str) -> TokenStream {
    let mut fence = "#".to_owned();
    while value.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    if value.chars().any(|c| c != '\n' && (c.is_control() || docs::is_unseen(c))) {
        let literal = text(value);
        return quote!(#literal);
    }
    source(&format!("r{fence}\"{value}\"{fence}"))
}

/// `mod name;`, left alone by rustfmt so that a `cargo fmt` of the user changes nothing.
pub(super) fn module(visibility: &TokenStream, name: &str) -> TokenStream {
    let name = source(name);
    quote!(#[rustfmt::skip] #visibility mod #name;)
}

/// Tokens of a text that is Rust by construction: a path, a checked identifier. What cannot be read becomes a compile
/// error in the output, so that a fault here is seen and not lost.
pub(super) fn source(text: &str) -> TokenStream {
    if let Some(word) = word(text) {
        return TokenStream::from(TokenTree::Ident(word));
    }
    text.parse().unwrap_or_else(|_| quote!(::core::compile_error!("bindery: a name that is no Rust")))
}

/// Whether a type can be asked for what a limit is about.
pub(super) fn knows(ty: &RustType, check: &Check) -> bool {
    match check {
        Check::Schema(_) | Check::NotNull | Check::NotNullAt(_) => true,
        _ if *ty == RustType::Json => true,
        Check::MinLength(_) | Check::MaxLength(_) | Check::Pattern { .. } => {
            matches!(ty, RustType::Scalar(scalar) if scalar.is_text())
        }
        Check::Minimum(_)
        | Check::Maximum(_)
        | Check::ExclusiveMinimum(_)
        | Check::ExclusiveMaximum(_)
        | Check::MultipleOf(_) => {
            matches!(ty, RustType::Scalar(scalar) if scalar.is_number())
        }
        Check::MinItems(_) | Check::MaxItems(_) | Check::UniqueItems => matches!(ty, RustType::Vec(_)),
        Check::MinProperties(_) | Check::MaxProperties(_) => matches!(ty, RustType::Map(_)),
    }
}

/// A text that is one plain word, which most are, needs no parser.
fn word(text: &str) -> Option<Ident> {
    let (raw, name) = text.strip_prefix("r#").map_or((false, text), |name| (true, name));
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let reserved = raw && matches!(name, "self" | "Self" | "super" | "crate");
    if !starts || reserved || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    let place = Span::call_site();
    Some(if raw { Ident::new_raw(name, place) } else { Ident::new(name, place) })
}
