//! Security Scheme Objects of Swagger 2.0: `basic`, `apiKey` and the four flows of `oauth2`.

use crate::api::{ApiKeyLocation, Docs, SecurityScheme, SecuritySchemeKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::frontend::v3::read;
use crate::frontend::v3::words::suggestion;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Reading;

impl Reading<'_> {
    /// All schemes, in document order.
    pub(super) fn security_schemes(&mut self, at: &Origin) {
        let schemes = self.v3.component_section("securitySchemes");
        for (name, node) in schemes.into_iter().flat_map(Mapping::iter) {
            let Some(mapping) = node.as_mapping() else { continue };
            let origin = at.child(name);
            let Some(kind) = self.scheme_kind(mapping, &origin) else { continue };
            let docs = Docs {
                description: read::text(mapping, "description"),
                inferred: self.v3.inferred(mapping, &origin),
                ..Docs::default()
            };
            self.v3.api.security_schemes.push(SecurityScheme { name: name.to_owned(), kind, docs, origin });
        }
    }

    fn scheme_kind(&mut self, mapping: &Mapping, at: &Origin) -> Option<SecuritySchemeKind> {
        let ty = read::text(mapping, "type")?;
        Some(match ty.as_str() {
            "basic" => SecuritySchemeKind::Basic,
            "apiKey" => self.api_key(mapping, at)?,
            "oauth2" => SecuritySchemeKind::OAuth2 { token_url: self.token_url(mapping, at) },
            "http" | "openIdConnect" => {
                let message = format!("`type: {ty}` belongs to OpenAPI 3; it is taken as meant there");
                self.v3.report(&codes::OA009, &at.child("type"), message, "");
                match read::text(mapping, "scheme") {
                    Some(scheme) if scheme.eq_ignore_ascii_case("basic") => SecuritySchemeKind::Basic,
                    Some(scheme) if !scheme.eq_ignore_ascii_case("bearer") => SecuritySchemeKind::Other(scheme),
                    _ => SecuritySchemeKind::Bearer,
                }
            }
            _ => {
                let message = format!("`{ty}` is no type of a security scheme; nobody knows how it is sent");
                let found = Diagnostic::new(&codes::OA005, message, Label::value(&at.child("type"), "unknown type"));
                self.v3.diagnostics.push(match suggestion(&ty, ["basic", "apiKey", "oauth2"]) {
                    Some(known) => found.help(format!("did you mean `{known}`?")),
                    None => found.help("the types are basic, apiKey and oauth2"),
                });
                return None;
            }
        })
    }

    fn api_key(&mut self, mapping: &Mapping, at: &Origin) -> Option<SecuritySchemeKind> {
        let (Some(name), Some(place)) = (read::text(mapping, "name"), read::text(mapping, "in")) else {
            let key = if mapping.get("name").is_none() { "name" } else { "in" };
            let message = format!("an API key must have `{key}`");
            self.v3.report(&codes::OA006, at, message, "where is it sent?");
            return None;
        };
        let location = match place.as_str() {
            "header" => ApiKeyLocation::Header,
            "query" => ApiKeyLocation::Query,
            "cookie" => {
                let message = "API keys in cookies belong to OpenAPI 3; it is taken as meant there";
                self.v3.report(&codes::OA009, &at.child("in"), message, "");
                ApiKeyLocation::Cookie
            }
            _ => {
                let message = format!("`{place}` is no place for an API key");
                self.v3.report(&codes::OA005, &at.child("in"), message, "header or query");
                return None;
            }
        };
        Some(SecuritySchemeKind::ApiKey { name, location })
    }

    /// Where tokens come from in the flow that is for machines.
    fn token_url(&mut self, mapping: &Mapping, at: &Origin) -> Option<String> {
        let flow = read::text(mapping, "flow");
        match flow.as_deref() {
            Some("application") => mapping.get("tokenUrl").and_then(Node::as_str).map(str::to_owned),
            Some("implicit" | "password" | "accessCode") => None,
            Some(other) => {
                let message = format!("`{other}` is no flow of `oauth2`; a token is sent all the same");
                let found = Diagnostic::new(&codes::OA009, message, Label::value(&at.child("flow"), "unknown flow"));
                let flows = ["implicit", "password", "application", "accessCode"];
                self.v3.diagnostics.push(match (other, suggestion(other, flows)) {
                    ("clientCredentials", _) => found.help("2.0 calls it `application`"),
                    ("authorizationCode", _) => found.help("2.0 calls it `accessCode`"),
                    (_, Some(known)) => found.help(format!("did you mean `{known}`?")),
                    (_, None) => found.help("the flows are implicit, password, application and accessCode"),
                });
                None
            }
            None => {
                self.v3.report(&codes::OA009, at, "`oauth2` must name its `flow`; a token is sent all the same", "");
                None
            }
        }
    }
}
