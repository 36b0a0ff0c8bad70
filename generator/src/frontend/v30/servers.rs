//! The document's own texts: Info, Server and Tag Objects.

use crate::api::{Info, Server, ServerVariable, Tag};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::Origin;
use crate::tree::Node;

use super::Lowering;

impl<'a> Lowering<'a> {
    /// The Info Object; what is missing in it is empty, which has been reported.
    pub(super) fn info(&mut self, node: Option<&'a Node>, at: &Origin) {
        let Some(node) = node.filter(|node| node.as_mapping().is_some()) else { return };
        let complete = node.get("title").is_some() && node.get("version").is_some();
        let license = node.get("license").is_none_or(|license| license.get("name").is_some());
        self.api.info = if complete && license {
            let Some(info) = self.decode::<openapiv3::Info>(node, at) else { return };
            Info {
                title: info.title,
                version: info.version,
                description: info.description,
                license: info.license.map(|license| license.name),
            }
        } else {
            let text = |key| node.as_mapping().and_then(|mapping| super::read::text(mapping, key));
            Info {
                title: text("title").unwrap_or_default(),
                version: text("version").unwrap_or_default(),
                description: text("description"),
                license: node.get("license").and_then(|license| license.get("name")?.as_str()).map(str::to_owned),
            }
        };
    }

    /// A list of Server Objects.
    pub(super) fn servers(&mut self, node: Option<&'a Node>, at: &Origin) -> Vec<Server> {
        let mut servers = Vec::new();
        for (index, node) in node.and_then(Node::as_sequence).unwrap_or_default().iter().enumerate() {
            let origin = at.child(index);
            // Without a URL it says nothing, which has been reported.
            if node.get("url").is_none() {
                continue;
            }
            let Some(server) = self.decode::<openapiv3::Server>(node, &origin) else { continue };
            let variables = server.variables.into_iter().flatten().map(|(name, variable)| ServerVariable {
                name,
                default: variable.default,
                values: variable.enumeration,
                description: variable.description,
            });
            let variables: Vec<_> = variables.collect();
            self.check_variables(&server.url, &variables, &origin);
            servers.push(Server { url: server.url, description: server.description, variables, origin });
        }
        servers
    }

    /// Every place of the URL needs a variable.
    fn check_variables(&mut self, url: &str, variables: &[ServerVariable], at: &Origin) {
        let places = url.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        for name in places.filter(|name| variables.iter().all(|variable| variable.name != *name)) {
            let place = at.child("url");
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::OA009,
                    format!("`{{{name}}}` stands in the URL and is no variable; it is sent as it stands"),
                    Label::value(&place, "no such variable"),
                )
                .help(format!("describe `{name}` below `variables`, with a default")),
            );
        }
    }

    /// The declared tags, each once.
    pub(super) fn declared_tags(&mut self, node: Option<&'a Node>, at: &Origin) {
        for (index, node) in node.and_then(Node::as_sequence).unwrap_or_default().iter().enumerate() {
            let origin = at.child(index);
            let Some(tag) = self.decode::<openapiv3::Tag>(node, &origin) else { continue };
            if self.api.tags.iter().any(|known| known.name == tag.name) {
                let message = format!("the tag `{}` is declared twice; the first one counts", tag.name);
                self.report(&codes::OA009, &origin.child("name"), message, "left out");
                continue;
            }
            self.api.tags.push(Tag { name: tag.name, description: tag.description, origin });
        }
    }
}
