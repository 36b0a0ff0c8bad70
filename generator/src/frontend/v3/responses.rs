//! Responses and Response Objects (OpenAPI 3.0.3, 4.7.16 and 4.7.17).

use crate::api::{Response, StatusPattern};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::read;
use super::shape::Kind;
use super::words::status_word;

impl<'a> Lowering<'a> {
    /// The responses of an operation in document order.
    pub(super) fn responses(&mut self, node: Option<&'a Node>, at: &Origin, words: &[String]) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        for (key, node) in node.and_then(Node::as_mapping).into_iter().flat_map(Mapping::iter) {
            let origin = at.child(key);
            let Some(status) = self.status(key, &origin, &responses) else { continue };
            if node == &Node::Null {
                responses.push(empty(status, origin));
                continue;
            }
            let words: Vec<_> = words.iter().cloned().chain([status_word(status)]).collect();
            responses.extend(self.response(node, &origin, status, &words));
        }
        responses
    }

    /// The status that a key names. `None` for extensions, and for what is none or stands there already, which is
    /// reported.
    pub(in crate::frontend) fn status(
        &mut self,
        key: &str,
        origin: &Origin,
        so_far: &[Response],
    ) -> Option<StatusPattern> {
        if key.starts_with("x-") {
            return None;
        }
        let Some(status) = status_pattern(key) else {
            self.unknown_status(key, origin);
            return None;
        };
        if self.version == Version::V20 && matches!(status, StatusPattern::Class(_)) {
            let message = "statuses of a whole class belong to OpenAPI 3; it is taken as meant there";
            self.report_key(&codes::OA009, origin, message, "");
        }
        if so_far.iter().any(|known| known.status == status) {
            self.report_key(&codes::OA307, origin, format!("`{key}` says a status once more"), "left out");
            return None;
        }
        Some(status)
    }

    fn response(&mut self, node: &'a Node, at: &Origin, status: StatusPattern, words: &[String]) -> Option<Response> {
        let found = self.resolve(Kind::Response, node, at)?;
        if !found.shared {
            return Some(self.own_response(found.mapping, &found.at, status, words));
        }
        let key = found.at.clone();
        let known = match self.shared.responses.get(&key) {
            Some(known) => known.clone(),
            None => {
                let response = Some(self.own_response(found.mapping, &found.at, status, &[found.name()]));
                self.shared.responses.insert(key, response.clone());
                response
            }
        };
        // Responses have had no summary before, so none of a reference stood for it.
        let summary = found.texts.summary.filter(|_| self.edition(at) >= Version::V32);
        known.map(|response| Response {
            status,
            summary: summary.or(response.summary),
            description: found.texts.description.unwrap_or(response.description),
            ..response
        })
    }

    fn own_response(&mut self, mapping: &'a Mapping, at: &Origin, status: StatusPattern, words: &[String]) -> Response {
        let body: Vec<_> = words.iter().cloned().chain(["body".to_owned()]).collect();
        Response {
            status,
            summary: read::text(mapping, "summary"),
            description: read::text(mapping, "description").unwrap_or_default(),
            content: self.content(mapping, at, &body),
            headers: self.headers(mapping, at, words),
            origin: at.clone(),
        }
    }

    fn unknown_status(&mut self, key: &str, at: &Origin) {
        let found = Diagnostic::new(
            &codes::OA307,
            format!("`{key}` is no status; the response is left out"),
            Label::key(at, "left out"),
        );
        let class = key.chars().next().filter(|c| ('1'..='5').contains(c)).filter(|_| key.len() == 3);
        self.diagnostics.push(match class {
            Some(class) => found.help(format!("all statuses of a class are `{class}XX`")),
            None => found.help("a status is `200`, a class `2XX`, everything else `default`"),
        });
    }
}

pub(in crate::frontend) fn empty(status: StatusPattern, origin: Origin) -> Response {
    Response { status, summary: None, description: String::new(), content: Vec::new(), headers: Vec::new(), origin }
}

fn status_pattern(key: &str) -> Option<StatusPattern> {
    let mut chars = key.chars();
    match (chars.next(), chars.as_str()) {
        _ if key.eq_ignore_ascii_case("default") => Some(StatusPattern::Default),
        (Some(class @ '1'..='5'), rest) if rest.eq_ignore_ascii_case("xx") => {
            class.to_digit(10).and_then(|class| u8::try_from(class).ok()).map(StatusPattern::Class)
        }
        (Some('1'..='5'), rest) if rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            key.parse().ok().map(StatusPattern::Code)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_codes_classes_or_default() {
        assert_eq!(status_pattern("200"), Some(StatusPattern::Code(200)));
        assert_eq!(status_pattern("4xx"), Some(StatusPattern::Class(4)));
        assert_eq!(status_pattern("default"), Some(StatusPattern::Default));
        for other in ["20X", "600", "20", "2000", "ok", "", "2é"] {
            assert_eq!(status_pattern(other), None, "{other}");
        }
    }
}
