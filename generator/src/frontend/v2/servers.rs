//! `host`, `basePath` and `schemes` (Swagger 2.0, Swagger Object).

use crate::api::Server;
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::frontend::v3::read;
use crate::frontend::v3::words::suggestion;
use crate::source::Origin;
use crate::tree::Node;

use super::Reading;

/// The transfer protocols of the standard, and whether requests go over them.
const SCHEMES: &[(&str, bool)] = &[("https", true), ("http", true), ("wss", false), ("ws", false)];

impl<'a> Reading<'a> {
    /// A server for each scheme that is listed, with `https` for none; without a host, the path alone.
    pub(super) fn servers(&mut self, schemes: Option<&'a Node>, at: &Origin) -> Vec<Server> {
        let root = Origin { source: at.source, pointer: crate::source::JsonPointer::root() };
        let base = self.base_path(&root);
        // Also where the host says it or there is none: words that are no protocols are told.
        let schemes = self.schemes(schemes, at);
        let server =
            |url: String, origin: Origin| Server { url, name: None, description: None, variables: Vec::new(), origin };
        let Some(host) = self.root_text("host").filter(|host| !host.trim().is_empty()) else {
            let base = base.filter(|base| !base.is_empty());
            return base.map(|base| server(base, root.child("basePath"))).into_iter().collect();
        };
        let place = root.child("host");
        let (host, base) = (host.trim().trim_end_matches('/').to_owned(), base.unwrap_or_default());
        if host.contains("://") {
            self.v3.report(&codes::OA009, &place, "a host has no scheme; it is taken as the beginning of the URL", "");
            return vec![server(format!("{host}{base}"), place)];
        }
        self.v3.check_variables(&host, &[], &place);
        if schemes.is_empty() {
            return vec![server(format!("https://{host}{base}"), place)];
        }
        schemes.into_iter().map(|(scheme, at)| server(format!("{scheme}://{host}{base}"), at)).collect()
    }

    /// The schemes that requests can go over, each once, where they stand.
    fn schemes(&mut self, node: Option<&'a Node>, at: &Origin) -> Vec<(&'static str, Origin)> {
        let mut schemes: Vec<(&'static str, Origin)> = Vec::new();
        let words = match node {
            Some(Node::Sequence(items)) => items.iter().zip(0_usize..).map(|(item, i)| (item, at.child(i))).collect(),
            Some(one @ Node::String(_)) => vec![(one, at.clone())],
            _ => Vec::new(),
        };
        for (word, place) in words {
            let Some(word) = read::as_text(word) else { continue };
            match SCHEMES.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)) {
                Some((known, true)) if schemes.iter().any(|(scheme, _)| scheme == known) => {}
                Some((known, true)) => schemes.push((known, place)),
                Some((known, false)) => {
                    let message = format!("`{known}` is not used: requests go over HTTP");
                    self.v3.report(&codes::OA008, &place, message, "not used");
                }
                None => {
                    let message = format!("`{word}` is no transfer protocol; it is left out");
                    let found = Diagnostic::new(&codes::OA009, message, Label::value(&place, "left out"));
                    self.v3.diagnostics.push(match suggestion(&word, SCHEMES.iter().map(|(known, _)| *known)) {
                        Some(known) => found.help(format!("did you mean `{known}`?")),
                        None => found.help("the protocols are http, https, ws and wss"),
                    });
                }
            }
        }
        schemes
    }

    /// The path that all paths begin with, without a slash at its end.
    fn base_path(&mut self, root: &Origin) -> Option<String> {
        let base = self.root_text("basePath")?;
        let base = base.trim();
        let bare = base.trim_end_matches('/');
        if bare.is_empty() || bare.starts_with('/') {
            return Some(bare.to_owned());
        }
        let message = "a base path begins with a slash; it is read as if it did";
        if self.reported.insert(root.child("basePath")) {
            self.v3.report(&codes::OA009, &root.child("basePath"), message, "no slash");
        }
        Some(format!("/{bare}"))
    }

    fn root_text(&self, key: &str) -> Option<String> {
        read::text(self.v3.root.as_mapping()?, key)
    }
}
