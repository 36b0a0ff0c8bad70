//! The objects of Swagger 2.0 and their keys, as far as OpenAPI 3 has others. What both have (Info, Tag, Schema, XML and
//! External Documentation Object) stands in `table`.

use super::key::Form::{Anything, Count, Flag, Limit, Many, Map, Number, One, Security, Text, TextMap, Texts, Values};
use super::key::{Form, Key, Treatment};
use super::kind::Kind;
use super::table::keys;
use super::{Trail, Walk};
use crate::document::Version;

/// An object of Swagger 2.0 that is another one in OpenAPI 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::frontend) enum KindV2 {
    Document,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Items,
    Responses,
    Response,
    Header,
    SecurityScheme,
}

/// What producers write where OpenAPI 3 has `nullable`.
pub(in crate::frontend) const NULLABLE_OF_2_0: &str = "x-nullable";

static DOCUMENT: &[Key] = keys! {
    Used {
        "swagger" Anything, required;
        "info" One(Kind::Info), required;
        "host" Text;
        "basePath" Text;
        "schemes" Texts;
        "consumes" Texts;
        "produces" Texts;
        "paths" One(Kind::V2(KindV2::Paths)), required;
        "definitions" Map(Kind::Schema);
        "parameters" Map(Kind::V2(KindV2::Parameter));
        "responses" Map(Kind::V2(KindV2::Response));
        "securityDefinitions" Map(Kind::V2(KindV2::SecurityScheme));
        "security" Security;
        "tags" Many(Kind::Tag);
    }
    Annotation { "externalDocs" One(Kind::ExternalDocs); }
    Foreign { "openapi" Text; "servers" Anything; "components" Anything; "webhooks" Anything; }
};
static PATH_ITEM: &[Key] = keys! {
    Used {
        "get" One(Kind::V2(KindV2::Operation));
        "put" One(Kind::V2(KindV2::Operation));
        "post" One(Kind::V2(KindV2::Operation));
        "delete" One(Kind::V2(KindV2::Operation));
        "options" One(Kind::V2(KindV2::Operation));
        "head" One(Kind::V2(KindV2::Operation));
        "patch" One(Kind::V2(KindV2::Operation));
        "parameters" Many(Kind::V2(KindV2::Parameter));
        "summary" Text;
        "description" Text;
        "trace" One(Kind::V2(KindV2::Operation));
    }
    Foreign { "servers" Anything; }
};
static OPERATION: &[Key] = keys! {
    Used {
        "tags" Texts;
        "summary" Text;
        "description" Text;
        "operationId" Text;
        "consumes" Texts;
        "produces" Texts;
        "parameters" Many(Kind::V2(KindV2::Parameter));
        "responses" One(Kind::V2(KindV2::Responses)), required;
        "schemes" Texts;
        "deprecated" Flag;
        "security" Security;
        "requestBody" One(Kind::RequestBody);
    }
    Annotation { "externalDocs" One(Kind::ExternalDocs); }
    Foreign { "servers" Anything; "callbacks" Anything; }
};
static PARAMETER: &[Key] = keys! {
    Used {
        "name" Text, required;
        "in" Text, required;
        "description" Text;
        "required" Flag;
        "schema" One(Kind::Schema);
        "type" Text;
        "format" Text;
        "items" One(Kind::V2(KindV2::Items));
        "collectionFormat" Text;
        "default" Anything;
        "maximum" Number;
        "exclusiveMaximum" Limit;
        "minimum" Number;
        "exclusiveMinimum" Limit;
        "maxLength" Count;
        "minLength" Count;
        "pattern" Text;
        "maxItems" Count;
        "minItems" Count;
        "uniqueItems" Flag;
        "enum" Values;
        "multipleOf" Number;
        "deprecated" Flag;
        "example" Anything;
    }
    Unsupported { "allowEmptyValue" Flag; }
    Foreign { "style" Anything; "explode" Anything; "allowReserved" Anything; "content" Anything; "examples" Anything; }
};
static ITEMS: &[Key] = keys! {
    Used {
        "type" Text;
        "format" Text;
        "items" One(Kind::V2(KindV2::Items));
        "collectionFormat" Text;
        "default" Anything;
        "maximum" Number;
        "exclusiveMaximum" Limit;
        "minimum" Number;
        "exclusiveMinimum" Limit;
        "maxLength" Count;
        "minLength" Count;
        "pattern" Text;
        "maxItems" Count;
        "minItems" Count;
        "uniqueItems" Flag;
        "enum" Values;
        "multipleOf" Number;
    }
};
static RESPONSE: &[Key] = keys! {
    Used {
        "description" Text, required;
        "schema" One(Kind::Schema);
        "headers" Map(Kind::V2(KindV2::Header));
        "examples" Anything;
        "content" Map(Kind::MediaType);
    }
    Foreign { "links" Anything; "summary" Text; }
};
static HEADER: &[Key] = keys! {
    Used {
        "description" Text;
        "type" Text;
        "format" Text;
        "items" One(Kind::V2(KindV2::Items));
        "collectionFormat" Text;
        "default" Anything;
        "maximum" Number;
        "exclusiveMaximum" Limit;
        "minimum" Number;
        "exclusiveMinimum" Limit;
        "maxLength" Count;
        "minLength" Count;
        "pattern" Text;
        "maxItems" Count;
        "minItems" Count;
        "uniqueItems" Flag;
        "enum" Values;
        "multipleOf" Number;
        "schema" One(Kind::Schema);
    }
};
static SECURITY_SCHEME: &[Key] = keys! {
    Used { "type" Text, required; "description" Text; "name" Text; "in" Text; "flow" Text; "tokenUrl" Text; "scheme" Text; }
    Annotation { "authorizationUrl" Text; "scopes" TextMap; "bearerFormat" Text; }
    Foreign { "flows" Anything; "openIdConnectUrl" Text; }
};

/// Keys of OpenAPI 3 that documents of 2.0 have all the same; they are taken as meant there (OA009).
const LATER: &[(Kind, &[&str])] = &[
    (Kind::Schema, &["oneOf", "anyOf", "not", "nullable", "writeOnly", "deprecated"]),
    (Kind::V2(KindV2::PathItem), &["summary", "description", "trace"]),
    (Kind::V2(KindV2::Operation), &["requestBody"]),
    (Kind::V2(KindV2::Parameter), &["deprecated", "example"]),
    (Kind::V2(KindV2::Response), &["content"]),
    (Kind::V2(KindV2::Header), &["schema"]),
    (Kind::V2(KindV2::SecurityScheme), &["scheme"]),
];

/// Whether a key belongs to OpenAPI 3 and is read in 2.0 all the same.
pub(super) fn is_later(kind: Kind, name: &str) -> bool {
    LATER.iter().any(|(of, names)| *of == kind && names.contains(&name))
}

/// The extensions that mean something in 2.0, beside those of all versions.
pub(super) fn extensions(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Schema => &[NULLABLE_OF_2_0, "x-discriminator-value", "x-ms-discriminator-value"],
        Kind::V2(KindV2::Parameter) => &[NULLABLE_OF_2_0, "x-example", "x-examples", "x-deprecated"],
        Kind::V2(KindV2::Header | KindV2::Items) => &[NULLABLE_OF_2_0, "x-example"],
        _ => &[],
    }
}

impl KindV2 {
    /// As [`Kind::entries`].
    pub(super) fn entries(self) -> Option<Kind> {
        match self {
            KindV2::Paths => Some(Kind::V2(KindV2::PathItem)),
            KindV2::Responses => Some(Kind::V2(KindV2::Response)),
            _ => None,
        }
    }

    /// As [`Kind::extensions`].
    pub(super) fn extensions(self) -> &'static [&'static str] {
        match self {
            KindV2::Document => Kind::Document.extensions(),
            KindV2::Operation => Kind::Operation.extensions(),
            KindV2::Parameter | KindV2::Items | KindV2::Header => Kind::Schema.extensions(),
            _ => &["x-inferred"],
        }
    }

    /// As [`Kind::words`].
    pub(super) fn words(self) -> &'static str {
        match self {
            KindV2::Document => "a Swagger Object",
            KindV2::Paths => "a Paths Object",
            KindV2::PathItem => "a Path Item Object",
            KindV2::Operation => "an Operation Object",
            KindV2::Parameter => "a Parameter Object",
            KindV2::Items => "an Items Object",
            KindV2::Responses => "a Responses Object",
            KindV2::Response => "a Response Object",
            KindV2::Header => "a Header Object",
            KindV2::SecurityScheme => "a Security Scheme Object",
        }
    }

    /// As [`Kind::keys`].
    pub(super) fn keys(self) -> &'static [Key] {
        match self {
            KindV2::Document => DOCUMENT,
            KindV2::PathItem => PATH_ITEM,
            KindV2::Operation => OPERATION,
            KindV2::Parameter => PARAMETER,
            KindV2::Items => ITEMS,
            KindV2::Response => RESPONSE,
            KindV2::Header => HEADER,
            KindV2::SecurityScheme => SECURITY_SCHEME,
            KindV2::Paths | KindV2::Responses => &[],
        }
    }
}

impl Walk<'_> {
    /// Says that a key belongs to OpenAPI 3.
    pub(super) fn later(&mut self, kind: Kind, name: &str, at: &Trail<'_>) {
        if self.version == Version::V20 && is_later(kind, name) {
            self.misread(at, &format!("`{name}` belongs to OpenAPI 3; it is taken as meant there"));
        }
    }

    /// The row of a key that only schemas have, on what is a schema of few keys in 2.0; they are taken all the same.
    pub(super) fn of_schema(&mut self, kind: Kind, name: &str, at: &Trail<'_>) -> Option<&'static Key> {
        if !matches!(kind, Kind::V2(KindV2::Parameter | KindV2::Items | KindV2::Header)) {
            return None;
        }
        if name == "$ref" {
            self.misread(at, "a reference to a schema stands where 2.0 allows none; it is followed");
            return Some(&REFERENCE);
        }
        let key = Kind::Schema.key(name).filter(|key| key.treatment != Treatment::Annotation)?;
        self.misread(at, &format!("`{name}` belongs to a Schema Object; it is taken as meant there"));
        Some(key)
    }

    /// Whether a key beside a reference says that null is allowed, too.
    pub(super) fn is_null_of_2_0(&self, kind: Kind, name: &str) -> bool {
        self.version == Version::V20 && kind == Kind::Schema && name == NULLABLE_OF_2_0
    }
}

static REFERENCE: Key =
    Key { name: "$ref", form: Form::Text, treatment: Treatment::Used, since: None, required: false };
