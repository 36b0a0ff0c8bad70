//! Security Scheme and Security Requirement Objects (OpenAPI 3.0.3, 4.7.27 and 4.7.30).

use crate::api::{Docs, SecurityRequirement, SecurityScheme, SecuritySchemeId, SecuritySchemeKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::read;
use super::refs::component_name;
use super::sections;
use super::shape::Kind;
use super::words::suggestion;
use super::written::SecurityScheme as Written;

impl<'a> Lowering<'a> {
    /// The security schemes among the components.
    pub(super) fn security_schemes(&mut self, root: &Origin) {
        let at = root.descend(["components", "securitySchemes"]);
        let Some(schemes) = self.component_section("securitySchemes") else { return };
        for (name, node) in schemes.iter() {
            let Some(found) = self.resolve(Kind::SecurityScheme, node, &at.child(name)) else { continue };
            let Some(kind) = self.scheme_kind(found.mapping, &found.at) else { continue };
            let docs = Docs {
                description: found.texts.description.or_else(|| read::text(found.mapping, "description")),
                deprecated: read::is_set(found.mapping, "deprecated"),
                inferred: self.inferred(found.mapping, &found.at),
                ..Docs::default()
            };
            self.api.security_schemes.push(SecurityScheme { name: name.to_owned(), kind, docs, origin: found.at });
        }
    }

    fn scheme_kind(&mut self, mapping: &'a Mapping, at: &Origin) -> Option<SecuritySchemeKind> {
        let ty = read::text(mapping, "type")?;
        match ty.as_str() {
            "basic" => {
                self.misread_scheme(at, "`type: basic` belongs to Swagger 2.0; it is read as `http` with `basic`");
                return Some(SecuritySchemeKind::Basic);
            }
            "mutualTLS" => {
                if self.edition(at) < Version::V31 {
                    self.misread_scheme(at, "`type: mutualTLS` belongs to OpenAPI 3.1; the transport has to see to it");
                }
                return Some(SecuritySchemeKind::Other(ty));
            }
            // What names nothing but bearer tokens does not need its other keys.
            "oauth2" => {
                let flow = mapping.get("flows").and_then(|flows| flows.get("clientCredentials"));
                let token_url = flow.and_then(|flow| flow.get("tokenUrl")).and_then(Node::as_str).map(str::to_owned);
                return Some(SecuritySchemeKind::OAuth2 { token_url });
            }
            "openIdConnect" => return Some(SecuritySchemeKind::Bearer),
            _ => {}
        }
        Some(match self.decode::<Written>(mapping, &["type", "scheme", "name", "in"], at)? {
            Written::Http { scheme } if scheme.eq_ignore_ascii_case("bearer") => SecuritySchemeKind::Bearer,
            Written::Http { scheme } if scheme.eq_ignore_ascii_case("basic") => SecuritySchemeKind::Basic,
            Written::Http { scheme } => SecuritySchemeKind::Other(scheme),
            Written::ApiKey { location, name } => SecuritySchemeKind::ApiKey { name, location },
        })
    }

    fn misread_scheme(&mut self, at: &Origin, message: &str) {
        self.report(&codes::OA009, &at.child("type"), message, "");
    }

    /// A list of alternatives. One that names a scheme that does not exist is left out as a whole: without that
    /// scheme it would ask for less than the document does.
    pub(in crate::frontend) fn requirements(&mut self, node: &Node, at: &Origin) -> Vec<SecurityRequirement> {
        let mut requirements = Vec::new();
        for (index, node) in node.as_sequence().unwrap_or_default().iter().enumerate() {
            let Some(mapping) = node.as_mapping() else { continue };
            let place = at.child(index);
            let mut requirement = SecurityRequirement::default();
            for (name, _) in mapping.iter() {
                let id = self.scheme(name).unwrap_or_else(|| self.unknown_scheme(name, &place.child(name)));
                requirement.schemes.push((id, read::texts(mapping, name)));
            }
            requirements.push(requirement);
        }
        requirements
    }

    /// The scheme of this name or, as OpenAPI 3.2 has it, at this address.
    fn scheme(&self, name: &str) -> Option<SecuritySchemeId> {
        let named = |name: &str| {
            let mut schemes = self.api.security_schemes.iter();
            schemes.find(|(_, scheme)| scheme.name == name).map(|(id, _)| id)
        };
        named(name).or_else(|| {
            let place = self.survey.resources.place(name, 0).ok()?;
            let place = Some(place).filter(|place| place.source == self.source)?;
            named(&component_name(self.version, place.pointer.as_str(), "securitySchemes")?)
        })
    }

    /// Stands for a scheme that is not described: an operation that asks for something must not ask for nothing.
    fn unknown_scheme(&mut self, name: &str, at: &Origin) -> SecuritySchemeId {
        let found = Diagnostic::new(
            &codes::OA308,
            format!("`{name}` is no security scheme; it is asked for, but nobody knows how it is sent"),
            Label::key(at, "no such scheme"),
        );
        let known = self.api.security_schemes.iter().map(|(_, scheme)| scheme.name.as_str());
        let found = match suggestion(name, known) {
            Some(known) => found.help(format!("did you mean `{known}`?")),
            None => {
                let section = sections::way(self.version, "securitySchemes").join("/");
                found.help(format!("describe `{name}` below `{section}`"))
            }
        };
        self.diagnostics.push(found);
        self.api.security_schemes.push(SecurityScheme {
            name: name.to_owned(),
            kind: SecuritySchemeKind::Other(name.to_owned()),
            docs: Docs::default(),
            origin: at.clone(),
        })
    }
}
