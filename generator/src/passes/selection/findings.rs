//! Findings about what is left out are not said: nobody is going to mend it.

use std::collections::BTreeSet;

use crate::api::{Api, Header, MediaType, Operation, ParameterShape, visit};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, codes};
use crate::source::Origin;

/// Findings about the document as a whole, whatever place they name: what was broken off there is missing.
const ALWAYS: [&Code; 5] = [&codes::OA001, &codes::OA002, &codes::OA007, &codes::OA010, &codes::OA901];

/// Where the things stand that an API consists of.
pub(super) struct Places(BTreeSet<Origin>);

impl Places {
    pub(super) fn of(api: &Api) -> Self {
        let mut places = Self(BTreeSet::new());
        for (_, schema) in api.schemas.iter() {
            places.take(&schema.origin);
            if let crate::api::SchemaKind::Object(object) = &schema.kind {
                object.properties.iter().for_each(|property| places.take(&property.origin));
            }
        }
        api.security_schemes.iter().for_each(|(_, scheme)| places.take(&scheme.origin));
        api.tags.iter().for_each(|tag| places.take(&tag.origin));
        visit::callbacks(api).for_each(|callback| places.take(&callback.origin));
        visit::operations(api).for_each(|operation| places.operation(operation));
        places
    }

    fn take(&mut self, origin: &Origin) {
        self.0.insert(origin.clone());
    }

    fn operation(&mut self, operation: &Operation) {
        self.take(&operation.origin);
        operation.servers.iter().for_each(|server| self.take(&server.origin));
        for parameter in &operation.parameters {
            self.take(&parameter.origin);
            self.shape(&parameter.shape);
        }
        if let Some(body) = &operation.request_body {
            self.take(&body.origin);
            self.content(&body.content);
        }
        for response in &operation.responses {
            self.take(&response.origin);
            self.headers(&response.headers);
            self.content(&response.content);
        }
    }

    fn headers(&mut self, headers: &[Header]) {
        for header in headers {
            self.take(&header.origin);
            self.shape(&header.shape);
        }
    }

    fn shape(&mut self, shape: &ParameterShape) {
        if let ParameterShape::Content(media) = shape {
            self.content(std::slice::from_ref(media));
        }
    }

    fn content(&mut self, content: &[MediaType]) {
        for media in content {
            self.take(&media.origin);
            media.examples.iter().for_each(|example| self.take(&example.origin));
            media.encodings.iter().for_each(|encoding| self.headers(&encoding.headers));
        }
    }

    /// Takes back the findings about what stood at one of these places and is not in the API any more. Says how many.
    pub(super) fn left_out(&self, api: &mut Api, diagnostics: &mut Diagnostics) {
        let kept = Self::of(api);
        let stays = |origin: &Origin| self.stays(&kept, origin);
        let before = diagnostics.iter().len();
        diagnostics.retain(|found| {
            let place = found.primary.as_ref().filter(|label| label.region.is_none());
            ALWAYS.contains(&found.code) || place.is_none_or(|label| stays(&label.origin))
        });
        api.fallbacks.retain(|fallback| stays(&fallback.origin));
        let gone = before - diagnostics.iter().len();
        if gone > 0 {
            let (things, is) = if gone == 1 { ("finding", "is") } else { ("findings", "are") };
            let message = format!("{gone} {things} about what is left out {is} not shown");
            diagnostics.push(Diagnostic::without_place(&codes::OA505, message));
        }
    }

    /// Whether a place belongs to what is kept: by the innermost thing around it, or else by what is in the part of the
    /// document that it stands in.
    fn stays(&self, kept: &Self, origin: &Origin) -> bool {
        let mut around = origin.clone();
        loop {
            if kept.0.contains(&around) {
                return true;
            }
            if self.0.contains(&around) {
                return false;
            }
            if around.pointer.is_root() {
                break;
            }
            around = around.parent();
        }
        let Some(part) = part(origin) else { return true };
        if part.pointer.is_root() {
            return kept.0.range(part.clone()..).next().is_some_and(|first| first.source == part.source);
        }
        let inner = part.child("");
        let first = kept.0.range(inner.clone()..).next();
        first.is_some_and(|first| {
            first.source == inner.source && first.pointer.as_str().starts_with(inner.pointer.as_str())
        })
    }
}

/// The path, webhook or component around a place; in other files, the file.
fn part(origin: &Origin) -> Option<Origin> {
    let whole = Origin::root(origin.source);
    if origin.source.number().is_some() {
        return Some(whole);
    }
    let segments = origin.pointer.segments();
    let depth = match segments.first().map(String::as_str)? {
        "components" => 3,
        "paths" | "webhooks" | "definitions" | "parameters" | "responses" | "securityDefinitions" => 2,
        _ => return None,
    };
    let keys = segments.get(..depth)?.iter().map(String::as_str);
    Some(whole.descend(keys))
}
