//! Tokens in, text out.

use quote::quote;

fn text(tokens: proc_macro2::TokenStream) -> String {
    crate::render::rust([tokens]).unwrap_or_else(|fault| fault.to_string())
}

#[test]
fn a_struct_has_a_line_for_a_property() {
    let tokens = quote! {
        object! {
            #[doc = " A pet."]
            #[deprecated]
            #[derive(Debug, Clone)]
            pub struct Pet: new(id: i64, name: impl Into<String>) {
                * min_properties 1,
                #[doc = " Its kind."]
                "kind" fixed kind: PetKind { check },
                #[doc = ""]
                #[doc = " Its name."]
                "pet name" required r#type: ::std::vec::Vec<String> { max_items 3, items { pattern "x" } },
                _ extra others: BTreeMap<String, support::Json> { max_length 20 },
            }
        }
        object! { pub struct Closed { "a" maybe a: support::Maybe<Option<i64>>, _ closed, } }
        object! { pub struct Empty {} }
    };
    let expected = r#"object! {
    /// A pet.
    #[deprecated]
    #[derive(Debug, Clone)]
    pub struct Pet: new(id: i64, name: impl Into<String>) {
        * min_properties 1,
        /// Its kind.
        "kind" fixed kind: PetKind { check },
        ///
        /// Its name.
        "pet name" required r#type: ::std::vec::Vec<String> { max_items 3, items { pattern "x" } },
        _ extra others: BTreeMap<String, support::Json> { max_length 20 },
    }
}

object! {
    pub struct Closed {
        "a" maybe a: support::Maybe<Option<i64>>,
        _ closed,
    }
}

object! {
    pub struct Empty {}
}
"#;
    assert_eq!(text(tokens), expected);
}

#[test]
fn what_is_too_long_for_a_line_has_several() {
    let tokens = quote! {
        object! {
            pub struct Repository: new(archive_url: String, assignees_url: String, blobs_url: String, branches_url: String, id: i64) {
                "a" required a: String {
                    pattern "a pattern that is so long that nothing else has room beside it on the line, no",
                    max_length 20
                },
            }
        }
    };
    let expected = r#"object! {
    pub struct Repository: new(
        archive_url: String, assignees_url: String, blobs_url: String, branches_url: String, id: i64
    ) {
        "a" required a: String {
            pattern "a pattern that is so long that nothing else has room beside it on the line, no",
            max_length 20
        },
    }
}
"#;
    assert_eq!(text(tokens), expected);
}

/// Docs come from documents: none may end its comment or turn the text around it.
#[test]
fn docs_that_a_comment_cannot_hold_are_attributes() {
    let docs = [" a */ \"b\" \\ `c`\té", " a\nb", " a\rpub fn b() {}", "/ a", " a\u{202e}b", " a\u{2028}b\u{0}"];
    let tokens = quote!(newtype! { #(#[doc = #docs])* pub struct PetId; });
    let expected = r#"newtype! {
    /// a */ "b" \ `c`	é
    #[doc = " a\nb"]
    #[doc = " a\rpub fn b() {}"]
    #[doc = "/ a"]
    #[doc = " a\u{202e}b"]
    #[doc = " a\u{2028}b\0"]
    pub struct PetId;
}
"#;
    assert_eq!(text(tokens), expected);
    assert!(syn::parse_file(expected).is_ok());
}

#[test]
fn tables_stand_between_other_items() {
    let tokens = quote! {
        use a::B;
        newtype! { pub struct A; }
        impl A { fn a() { newtype!(b) } }
        newtype! { pub struct C; }
    };
    let expected = "use a::B;\n\nnewtype! {\n    pub struct A;\n}\n\nimpl A {\n    fn a() {\n        newtype!(b)\n    }\n}\n\nnewtype! {\n    pub struct C;\n}\n";
    assert_eq!(text(tokens), expected);
}

#[test]
fn entries_have_lines_of_their_own() {
    let value = -1i64;
    let tokens = quote! {
        integers! { Level or Other { Minus1 = #value, } }
        union! {
            #[doc = " A key."]
            #[derive(Debug)]
            pub enum Key: anyOf properties { ["a", "b"] => A(Box<A>): From { check }, [] => B(Vec<B>), _ => Other, }
        }
        union! { pub enum Shape: oneOf tag "kind" { #[doc = " X."] "x#1" | "x#2" => X(X) as "x#1", _ => Other, } }
        union! { pub enum Any: oneOf trial { "a" = 1 & "b" => A(A), => B(BTreeMap<String, B>), _ => Other, } }
        routes! { Pets { READ => read(ReadRequest) -> ReadResponse, } }
        operation! { Get: GET "/a", ok [200..=299 => json] Pet, err GetError { 400..=499 => Bad(Box<a::B>) json, } }
        parts! { PetBody: "a/b", required { a: &str => text("a", "", &a), } optional { b: B => texts("b", &x, b.c(d)), } }
        part! { PetBodyA: From, part: &str => text("a", "", part), required {} optional { b: B => parameter(P::header("b"), &b), } }
        newtype! { #[doc = " An id."] pub struct PetId; }
    };
    let expected = r#"integers! {
    Level or Other {
        Minus1 = -1i64,
    }
}

union! {
    /// A key.
    #[derive(Debug)]
    pub enum Key: anyOf properties {
        ["a", "b"] => A(Box<A>): From { check },
        [] => B(Vec<B>),
        _ => Other,
    }
}

union! {
    pub enum Shape: oneOf tag "kind" {
        /// X.
        "x#1" | "x#2" => X(X) as "x#1",
        _ => Other,
    }
}

union! {
    pub enum Any: oneOf trial {
        "a" = 1 & "b" => A(A),
        => B(BTreeMap<String, B>),
        _ => Other,
    }
}

routes! {
    Pets {
        READ => read(ReadRequest) -> ReadResponse,
    }
}

operation! {
    Get: GET "/a",
    ok [200..=299 => json] Pet,
    err GetError {
        400..=499 => Bad(Box<a::B>) json,
    }
}

parts! {
    PetBody: "a/b",
    required {
        a: &str => text("a", "", &a),
    }
    optional {
        b: B => texts("b", &x, b.c(d)),
    }
}

part! {
    PetBodyA: From,
    part: &str => text("a", "", part),
    required {}
    optional {
        b: B => parameter(P::header("b"), &b),
    }
}

newtype! {
    /// An id.
    pub struct PetId;
}
"#;
    assert_eq!(text(tokens), expected);
}

#[test]
fn items_are_apart_and_imports_together() {
    let tokens = quote! {
        use a::B; use c::D;
        #[doc = " Docs."] pub struct X;
        impl X { pub fn a() {} #[doc = " B."] pub fn b() { if x { y(); } z(); } }
    };
    let expected = "use a::B;\nuse c::D;\n\n/// Docs.\npub struct X;\n\nimpl X {\n    pub fn a() {}\n\n    /// B.\n    pub fn b() {\n        if x {\n            y();\n        }\n        z();\n    }\n}\n";
    assert_eq!(text(tokens), expected);
}

#[test]
fn long_imports_of_a_root_are_left_alone_by_rustfmt() {
    let long = quote!(
        pub use support::{Abcdefghijklmnop, Bcdefghijklmnopq, Cdefghijklmnopqr, Defghijklmnopqrs, Efghijkl};
    );
    let root = text(quote!(#![forbid(unsafe_code)] pub use support::{A, B}; #long));
    assert!(root.contains("pub use support::{A, B};\n#[rustfmt::skip]\npub use support::{\n"), "{root}");
    assert_eq!(root.matches("// `rustfmt::skip`").count(), 1, "said once: {root}");
    assert!(!text(long).contains("skip"));
}

#[test]
fn what_is_no_rust_is_a_fault() {
    assert!(crate::render::rust([quote!(pub struct)]).is_err());
}

#[test]
fn an_operation_has_a_line_for_an_answer() {
    let tokens = quote! {
        operation! {
            #[doc = " `GET /pets`"]
            ListPets: GET "/pets" accept "application/json" security [["key", "token"], []],
            ok [200 => empty, 201..=299 => empty] (),
            err ListPetsError {
                #[doc = " `404`: Not found"]
                404 => NotFound,
                400..=499 => Status4XX(::bytes::Bytes) bytes,
                _ => Default(models::Fault) json,
            }
        }
        operation! {
            GetPet: GET "/pets/{id}" accept "" security [],
            ok [200 => bytes] ::bytes::Bytes,
            err GetPetError {}
        }
    };
    let expected = r#"operation! {
    /// `GET /pets`
    ListPets: GET "/pets" accept "application/json" security [["key", "token"], []],
    ok [200 => empty, 201..=299 => empty] (),
    err ListPetsError {
        /// `404`: Not found
        404 => NotFound,
        400..=499 => Status4XX(::bytes::Bytes) bytes,
        _ => Default(models::Fault) json,
    }
}

operation! {
    GetPet: GET "/pets/{id}" accept "" security [],
    ok [200 => bytes] ::bytes::Bytes,
    err GetPetError {}
}
"#;
    assert_eq!(text(tokens), expected);
}

#[test]
fn an_answer_has_a_line_and_docs_of_its_fields_lines_of_their_own() {
    let tokens = quote! {
        answers! {
            #[doc = " Answers."]
            ListResponse {
                #[doc = " 200: All"]
                Ok(body: Vec<models::Pet>) => 200 json(body) "application/json" limits(|value, found| {
                    if let Some(value) = value && let Ok(value) = value.ok() { found.max_items(value, 2); }
                }),
                NoContent => 204 empty,
                ClientError {
                    #[doc = " The status."]
                    status: ::axum::http::StatusCode,
                    #[doc = " How many."]
                    x_count: Option<i64> = "x-count" header limits,
                } => 4XX [status] empty,
            }
        }
    };
    let expected = r#"answers! {
    /// Answers.
    ListResponse {
        /// 200: All
        Ok(body: Vec<models::Pet>) => 200 json(body) "application/json" limits(|value, found| { if let Some(value) = value && let Ok(value) = value.ok() { found.max_items(value, 2); } }),
        NoContent => 204 empty,
        ClientError {
            /// The status.
            status: ::axum::http::StatusCode,
            /// How many.
            x_count: Option<i64> = "x-count" header limits,
        } => 4XX [status] empty,
    }
}
"#;
    assert_eq!(text(tokens), expected);
}
