//! How much an operation holds, for bounds on what a short document may stand for: what references lead to counts
//! wherever they stand.

use super::{Docs, Example, Header, MediaType, Operation, Parameter, ParameterShape, Response};
use crate::tree::Node;

/// So many bytes of text count as one value.
const TEXT: usize = 64;

/// What a parameter or header holds beside its texts: places, names, a shape.
const PARAMETER: usize = 8;

impl Docs {
    /// How much its texts hold.
    pub fn weight(&self) -> usize {
        [&self.title, &self.description].into_iter().flatten().map(|text| text.len() / TEXT).sum()
    }
}

impl Operation {
    /// How many parameters, answers, media types, headers, values of examples and alternatives it has, together.
    pub fn weight(&self) -> usize {
        let body = self.request_body.iter().map(|body| content(&body.content) + body.docs.weight()).sum::<usize>();
        let security: usize = self.security.iter().map(|one| 1 + one.schemes.len()).sum();
        let own = 1 + self.docs.weight() + self.tags.len() + self.servers.len() + self.callbacks.len();
        own + body
            + security
            + self.parameters.iter().map(parameter).sum::<usize>()
            + self.responses.iter().map(response).sum::<usize>()
    }
}

fn parameter(parameter: &Parameter) -> usize {
    PARAMETER + parameter.docs.weight() + shape(&parameter.shape) + examples(&parameter.examples)
}

fn response(response: &Response) -> usize {
    1 + response.description.len() / TEXT + content(&response.content) + headers(&response.headers)
}

fn headers(list: &[Header]) -> usize {
    list.iter().map(|header| PARAMETER + header.docs.weight() + shape(&header.shape) + examples(&header.examples)).sum()
}

fn shape(shape: &ParameterShape) -> usize {
    match shape {
        ParameterShape::Schema { .. } => 0,
        ParameterShape::Content(media) => content(std::slice::from_ref(media)),
    }
}

fn content(list: &[MediaType]) -> usize {
    let encodings =
        |media: &MediaType| media.encodings.iter().map(|encoding| 1 + headers(&encoding.headers)).sum::<usize>();
    list.iter().map(|media| 1 + examples(&media.examples) + encodings(media)).sum()
}

fn examples(list: &[Example]) -> usize {
    list.iter().map(|example| example.value.weight()).sum()
}

impl Node {
    /// How many values there are in it; long texts count as several.
    pub fn weight(&self) -> usize {
        let (mut count, mut open) = (0, vec![self]);
        while let Some(node) = open.pop() {
            count += 1;
            match node {
                Node::Sequence(items) => open.extend(items),
                Node::Mapping(entries) => {
                    count += entries.iter().map(|(key, _)| key.len() / TEXT).sum::<usize>();
                    open.extend(entries.iter().map(|(_, value)| value));
                }
                Node::String(text) => count += text.len() / TEXT,
                Node::Null | Node::Bool(_) | Node::Number(_) => {}
            }
        }
        count
    }
}
