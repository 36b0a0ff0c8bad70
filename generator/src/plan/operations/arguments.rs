//! Parameters to arguments.

use super::Work;
use super::codec;
use crate::api::{Operation, Parameter, ParameterLocation, ParameterShape, PathPiece, PathTemplate, SchemaId};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::names::{self, Case, Scope, Wanted};
use crate::plan::{ArgumentPlan, PathPart, Rename, RustType, ScalarType, TypeDef, docs};

/// What a call or a request has under its own name anyway: an optional parameter would be a method of the same name.
const RESERVED: [&str; 13] = [
    "body",
    "bytes_body",
    "clone",
    "header",
    "headers",
    "json_body",
    "new",
    "pages",
    "parameter",
    "request",
    "send",
    "stream",
    "timeout",
];

/// All parameters that are sent, in document order.
pub(super) fn arguments(work: &mut Work<'_, '_>, operation: &Operation) -> Vec<ArgumentPlan> {
    let parameters: Vec<&Parameter> =
        operation.parameters.iter().filter(|parameter| is_sent(work, parameter)).collect();
    let words = words(work, &parameters);
    let wanted: Vec<Wanted<'_>> =
        words.iter().zip(&parameters).map(|(wire, parameter)| Wanted { wire, origin: &parameter.origin }).collect();
    let idents = Scope::with_taken(RESERVED).idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
    let mut plans: Vec<ArgumentPlan> = Vec::with_capacity(parameters.len());
    for (parameter, ident) in parameters.into_iter().zip(idents) {
        let (ty, codec) = codec::codec(work, &parameter.shape, parameter.location, &parameter.name, &parameter.origin);
        let schema = schema(&parameter.shape);
        plans.push(ArgumentPlan {
            ident,
            wire: parameter.name.clone(),
            location: parameter.location,
            required: parameter.required || parameter.location == ParameterLocation::Path,
            ty,
            codec,
            checks: schema.map(|schema| work.types.checks(schema)).unwrap_or_default(),
            default: schema.and_then(|schema| work.types.default_of(schema)),
            example: parameter.examples.iter().find(|example| example.valid).map(|example| example.value.clone()),
            docs: docs::doc_text_of_part(&parameter.docs),
            origin: parameter.origin.clone(),
        });
    }
    keep_apart(work, &mut plans);
    plans
}

/// The path in pieces, its places by index; a place without a parameter stays as text.
pub(super) fn path(path: &PathTemplate, arguments: &[ArgumentPlan]) -> Vec<PathPart> {
    let part = |piece: &PathPiece| match piece {
        PathPiece::Literal(text) => PathPart::Literal(literal(text)),
        PathPiece::Parameter(name) => arguments
            .iter()
            .position(|argument| argument.location == ParameterLocation::Path && argument.wire == *name)
            .map_or_else(|| PathPart::Literal(literal(&format!("{{{name}}}"))), PathPart::Argument),
    };
    path.pieces.iter().map(part).collect()
}

/// Text of a path with what may not stand in one percent-encoded; what is encoded already stays.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The standard has three headers ignored here: body, answers and security say what they hold.
fn is_sent(work: &mut Work<'_, '_>, parameter: &Parameter) -> bool {
    let ignored = ["accept", "content-type", "authorization"];
    let sent = parameter.location != ParameterLocation::Header
        || !ignored.iter().any(|name| parameter.name.eq_ignore_ascii_case(name));
    if !sent {
        let message = format!("the standard has a header parameter `{}` ignored", parameter.name);
        work.diagnostics.push(Diagnostic::new(&codes::OA008, message, Label::key(&parameter.origin, "")));
    }
    sent
}

/// What the names of arguments are made from: the wire name, with a word more where it would collide.
fn words(work: &mut Work<'_, '_>, parameters: &[&Parameter]) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(parameters.len());
    let mut taken: Vec<String> = RESERVED.map(str::to_owned).into();
    for parameter in parameters {
        let plain = names::field_ident(&parameter.name).to_string();
        let word = match taken.contains(&plain) {
            true if RESERVED.contains(&plain.as_str()) => format!("{}_parameter", parameter.name),
            true => format!("{}_{}", parameter.name, place(parameter.location)),
            false => parameter.name.clone(),
        };
        let chosen = names::field_ident(&word).to_string();
        if chosen != plain {
            let (origin, chosen) = (parameter.origin.clone(), chosen.clone());
            work.types.renames.push(Rename { origin, wanted: plain, chosen });
        }
        taken.push(chosen);
        words.push(word);
    }
    words
}

fn place(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

fn schema(shape: &ParameterShape) -> Option<SchemaId> {
    match shape {
        ParameterShape::Schema { schema, .. } => Some(*schema),
        ParameterShape::Content(media) => media.schema,
    }
}

/// Two path parameters of the same plain string type can be swapped unnoticed: each gets a type of its own.
fn keep_apart(work: &mut Work<'_, '_>, arguments: &mut [ArgumentPlan]) {
    let swappable: Vec<usize> = arguments
        .iter()
        .enumerate()
        .filter(|(_, argument)| argument.location == ParameterLocation::Path && is_string(work, &argument.ty))
        .map(|(index, _)| index)
        .collect();
    if swappable.len() < 2 {
        return;
    }
    for index in swappable {
        if let Some(argument) = arguments.get_mut(index) {
            argument.ty = work.types.newtype(&argument.wire, &argument.origin, work.diagnostics);
        }
    }
}

fn is_string(work: &Work<'_, '_>, ty: &RustType) -> bool {
    let mut at = ty;
    for _ in 0..64 {
        match at {
            RustType::Scalar(scalar) => return *scalar == ScalarType::String,
            RustType::Def(id) => match work.types.def(*id) {
                Some(TypeDef::Alias(alias)) => at = &alias.ty,
                _ => return false,
            },
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals_are_encoded_where_they_must_be() {
        for (text, expected) in [
            ("/api/pets", "/api/pets"),
            ("/pets/a b", "/pets/a%20b"),
            ("/pets/a%20b", "/pets/a%20b"),
            ("/pets#x?y", "/pets%23x%3Fy"),
            ("/pets/{", "/pets/%7B"),
            ("/größe", "/gr%C3%B6%C3%9Fe"),
        ] {
            assert_eq!(literal(text), expected);
        }
    }
}
