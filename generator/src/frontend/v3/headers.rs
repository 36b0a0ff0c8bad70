//! Header Objects (OpenAPI 3.0.3, 4.7.21).

use crate::api::{Header, ParameterStyle};
use crate::diagnostics::codes;
use crate::source::Origin;
use crate::tree::Mapping;

use super::Lowering;
use super::read;
use super::shape::Kind;

impl<'a> Lowering<'a> {
    /// `headers` of a response or of an encoding.
    pub(super) fn headers(&mut self, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Vec<Header> {
        let place = at.child("headers");
        let mut headers: Vec<Header> = Vec::new();
        for (name, node) in read::entries(mapping, "headers") {
            let origin = place.child(name);
            if name.eq_ignore_ascii_case("content-type") {
                let message = "the standard ignores a header `Content-Type` here: the keys of `content` say it";
                self.report_key(&codes::OA009, &origin, message, "left out");
                continue;
            }
            if headers.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
                let message = "names of headers differ in more than case; the first one counts";
                self.report_key(&codes::OA009, &origin, message, "left out");
                continue;
            }
            let Some(mut found) = self.resolve(Kind::Header, node, &origin) else { continue };
            let texts = std::mem::take(&mut found.texts);
            let header = if found.shared {
                let key = found.at.clone();
                match self.shared.headers.get(&key) {
                    Some(known) => known.clone(),
                    None => {
                        let header = self.header(name, found.mapping, &found.at, &[found.name()]);
                        self.shared.headers.insert(key, header.clone());
                        header
                    }
                }
            } else {
                let words: Vec<_> = words.iter().cloned().chain([name.to_owned()]).collect();
                self.header(name, found.mapping, &found.at, &words)
            };
            headers.extend(header.map(|header| Header {
                name: name.to_owned(),
                docs: texts.laid_over(header.docs),
                ..header
            }));
        }
        headers
    }

    fn header(&mut self, name: &str, mapping: &'a Mapping, at: &Origin, words: &[String]) -> Option<Header> {
        if read::text(mapping, "style").is_some_and(|style| style != "simple") {
            self.report(&codes::OA304, &at.child("style"), "a header has the style `simple`", "not allowed here");
        }
        let explode = read::is_set(mapping, "explode");
        Some(Header {
            name: name.to_owned(),
            required: read::is_set(mapping, "required"),
            shape: self.parameter_shape(mapping, at, ParameterStyle::Simple, explode, words),
            examples: self.media_examples(mapping, at),
            docs: self.docs(mapping, at),
            origin: at.clone(),
        })
    }
}
