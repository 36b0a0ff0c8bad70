//! The document's own texts: Info, Server and Tag Objects.

use crate::api::{Info, Server, ServerVariable, Tag};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::Origin;
use crate::tree::Node;

use super::Lowering;
use super::read;
use super::words::suggestion;
use super::written;

impl<'a> Lowering<'a> {
    /// The Info Object; what is missing in it is empty, which has been reported.
    pub(in crate::frontend) fn info(&mut self, node: Option<&'a Node>) {
        let Some(mapping) = node.and_then(Node::as_mapping) else { return };
        let text = |key| read::text(mapping, key).unwrap_or_default();
        self.api.info = Info {
            title: text("title"),
            version: text("version"),
            description: read::text(mapping, "description"),
            license: mapping.get("license").and_then(Node::as_mapping).and_then(|license| read::text(license, "name")),
        };
    }

    /// A list of Server Objects.
    pub(super) fn servers(&mut self, node: Option<&'a Node>, at: &Origin) -> Vec<Server> {
        let mut servers = Vec::new();
        for (index, node) in node.and_then(Node::as_sequence).unwrap_or_default().iter().enumerate() {
            let origin = at.child(index);
            // Without a URL it says nothing, which has been reported.
            let Some(mapping) = node.as_mapping() else { continue };
            let Some(url) = read::text(mapping, "url") else { continue };
            let variables: Vec<_> = read::entries(mapping, "variables").filter_map(server_variable).collect();
            for (name, variable) in read::entries(mapping, "variables") {
                if variable.get("enum").and_then(Node::as_sequence).is_some_and(<[Node]>::is_empty) {
                    let place = origin.descend(["variables", name, "enum"]);
                    self.report(&codes::OA009, &place, "an empty list allows no value; it is read as absent", "empty");
                }
            }
            self.check_variables(&url, &variables, &origin);
            let (name, description) = (read::text(mapping, "name"), read::text(mapping, "description"));
            servers.push(Server { url, name, description, variables, origin });
        }
        servers
    }

    /// Every place of the URL needs a variable.
    pub(in crate::frontend) fn check_variables(&mut self, url: &str, variables: &[ServerVariable], at: &Origin) {
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
    pub(in crate::frontend) fn declared_tags(&mut self, node: Option<&'a Node>, at: &Origin) {
        for (index, node) in node.and_then(Node::as_sequence).unwrap_or_default().iter().enumerate() {
            let origin = at.child(index);
            let Some(mapping) = node.as_mapping() else { continue };
            let Some(tag) = self.decode::<written::Tag>(mapping, &["name", "description"], &origin) else { continue };
            if self.api.tags.iter().any(|known| known.name == tag.name) {
                let message = format!("the tag `{}` is declared twice; the first one counts", tag.name);
                self.report(&codes::OA009, &origin.child("name"), message, "left out");
                continue;
            }
            let text = |key| read::text(mapping, key);
            let (summary, parent, kind) = (text("summary"), text("parent"), text("kind"));
            self.api.tags.push(Tag { name: tag.name, summary, parent, kind, description: tag.description, origin });
        }
        self.tag_parents();
    }

    /// Takes parents away that are no tags, or below their own children.
    fn tag_parents(&mut self) {
        for index in 0..self.api.tags.len() {
            let parent = |name: &str| {
                let tag = self.api.tags.iter().find(|tag| tag.name == name)?;
                Some(tag.parent.as_deref())
            };
            let Some(tag) = self.api.tags.get(index) else { continue };
            let Some(above) = tag.parent.as_deref() else { continue };
            // As many steps as there are tags lead out of every line that is no circle.
            let mut steps = self.api.tags.iter().map(|_| ()).fuse();
            let (mut at, mut circle) = (Some(above), false);
            while let (Some(name), Some(())) = (at, steps.next()) {
                circle |= name == tag.name;
                at = parent(name).flatten().filter(|_| !circle);
            }
            let message = match parent(above) {
                None => format!("`{above}` is no tag of the document; `{}` stands below nothing", tag.name),
                Some(_) if circle => {
                    format!("the tag `{}` stands below itself; it is taken as below nothing", tag.name)
                }
                Some(_) => continue,
            };
            let near = suggestion(above, self.api.tags.iter().map(|tag| tag.name.as_str()));
            let found = Diagnostic::new(&codes::OA009, message, Label::value(&tag.origin.child("parent"), "not taken"));
            let found = match near {
                Some(near) if !circle => found.help(format!("did you mean `{near}`?")),
                _ => found,
            };
            self.diagnostics.push(found);
            if let Some(tag) = self.api.tags.get_mut(index) {
                tag.parent = None;
            }
        }
    }
}

/// A variable; without a default its first allowed value is taken.
fn server_variable((name, node): (&str, &Node)) -> Option<ServerVariable> {
    let mapping = node.as_mapping()?;
    let values = read::texts(mapping, "enum");
    Some(ServerVariable {
        name: name.to_owned(),
        default: read::text(mapping, "default").or_else(|| values.first().cloned()).unwrap_or_default(),
        values,
        description: read::text(mapping, "description"),
    })
}
