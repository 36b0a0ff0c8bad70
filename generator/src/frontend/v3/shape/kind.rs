//! The objects of the standard.

use super::table_v2::KindV2;
use crate::document::Version;

/// An object of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::frontend) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Example,
    Link,
    Callback,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    Flow,
    /// One that Swagger 2.0 describes otherwise.
    V2(KindV2),
}

impl Kind {
    /// What the document itself is.
    pub(super) fn root(version: Version) -> Kind {
        if version > Version::V20 { Kind::Document } else { Kind::V2(KindV2::Document) }
    }

    /// All of them.
    pub(super) const ALL: &'static [Kind] = &[
        Kind::Document,
        Kind::Info,
        Kind::Contact,
        Kind::License,
        Kind::Server,
        Kind::ServerVariable,
        Kind::Tag,
        Kind::ExternalDocs,
        Kind::Components,
        Kind::Paths,
        Kind::PathItem,
        Kind::Operation,
        Kind::Parameter,
        Kind::Header,
        Kind::RequestBody,
        Kind::MediaType,
        Kind::Encoding,
        Kind::Responses,
        Kind::Response,
        Kind::Example,
        Kind::Link,
        Kind::Callback,
        Kind::Schema,
        Kind::Discriminator,
        Kind::Xml,
        Kind::SecurityScheme,
        Kind::Flows,
        Kind::Flow,
    ];

    /// The objects under keys that are no words of the standard: paths, statuses, expressions.
    pub(super) fn entries(self) -> Option<Kind> {
        match self {
            Kind::Paths | Kind::Callback => Some(Kind::PathItem),
            Kind::Responses => Some(Kind::Response),
            Kind::V2(kind) => kind.entries(),
            _ => None,
        }
    }

    /// Whether a Reference Object may stand in its place.
    pub(in super::super) fn referable(self) -> bool {
        matches!(
            self,
            Kind::V2(KindV2::Parameter | KindV2::Response | KindV2::PathItem)
                | Kind::Parameter
                | Kind::Header
                | Kind::RequestBody
                | Kind::Response
                | Kind::Example
                | Kind::Link
                | Kind::Callback
                | Kind::Schema
                | Kind::SecurityScheme
                | Kind::PathItem
        )
    }

    /// Whether a reference is followed although the standard allows none.
    pub(in super::super) fn followed_anyway(self) -> bool {
        matches!(self, Kind::Operation | Kind::MediaType | Kind::Encoding)
    }

    /// The extensions that mean something on it (`docs/extensions.md`).
    pub(super) fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Document => &["x-error-document", "x-inferred"],
            Kind::V2(kind) => kind.extensions(),
            Kind::Operation => &["x-authorizers", "x-required-permissions", "x-since", "x-pagination", "x-inferred"],
            Kind::RequestBody => &["x-merge-patch", "x-inferred"],
            Kind::Schema => &[
                "x-since",
                "x-inferred",
                "x-enum-varnames",
                "x-enumNames",
                "x-enum-descriptions",
                "x-enumDescriptions",
            ],
            _ => &["x-inferred"],
        }
    }

    /// Its name with an article, for messages.
    pub(in super::super) fn words(self) -> &'static str {
        match self {
            Kind::Document => "a document",
            Kind::Info => "an Info Object",
            Kind::Contact => "a Contact Object",
            Kind::License => "a License Object",
            Kind::Server => "a Server Object",
            Kind::ServerVariable => "a Server Variable Object",
            Kind::Tag => "a Tag Object",
            Kind::ExternalDocs => "an External Documentation Object",
            Kind::Components => "a Components Object",
            Kind::Paths => "a Paths Object",
            Kind::PathItem => "a Path Item Object",
            Kind::Operation => "an Operation Object",
            Kind::Parameter => "a Parameter Object",
            Kind::Header => "a Header Object",
            Kind::RequestBody => "a Request Body Object",
            Kind::MediaType => "a Media Type Object",
            Kind::Encoding => "an Encoding Object",
            Kind::Responses => "a Responses Object",
            Kind::Response => "a Response Object",
            Kind::Example => "an Example Object",
            Kind::Link => "a Link Object",
            Kind::Callback => "a Callback Object",
            Kind::Schema => "a Schema Object",
            Kind::Discriminator => "a Discriminator Object",
            Kind::Xml => "an XML Object",
            Kind::SecurityScheme => "a Security Scheme Object",
            Kind::Flows => "an OAuth Flows Object",
            Kind::Flow => "an OAuth Flow Object",
            Kind::V2(kind) => kind.words(),
        }
    }

    /// Its section of the components, where references to it lead.
    pub(in super::super) fn section(self) -> Option<&'static str> {
        Some(match self {
            Kind::Schema => "schemas",
            Kind::Response | Kind::V2(KindV2::Response) => "responses",
            Kind::Parameter | Kind::V2(KindV2::Parameter) => "parameters",
            Kind::Example => "examples",
            Kind::RequestBody => "requestBodies",
            Kind::Header => "headers",
            Kind::SecurityScheme => "securitySchemes",
            Kind::Link => "links",
            Kind::Callback => "callbacks",
            Kind::PathItem => "pathItems",
            Kind::MediaType => "mediaTypes",
            _ => return None,
        })
    }
}
