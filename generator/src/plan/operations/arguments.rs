//! Parameters to arguments.

use super::Work;
use super::codec;
use crate::api::{Operation, Parameter, ParameterLocation, ParameterShape, PathPiece, PathTemplate, SchemaId};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::names::{self, Case, Scope, Wanted};
use crate::plan::{ArgumentPlan, EnumValue, PathPart, Rename, RustType, ScalarType, TypeDef, docs};
use crate::tree::Node;

/// What a call or a request has under its own name anyway: an optional parameter would be a method of the same name.
/// `arrived` is what a server reads all of them from.
const RESERVED: [&str; 32] = [
    "accept",
    "arrived",
    "attempt_timeout",
    "body",
    "body_as_bytes",
    "body_as_form",
    "body_as_json",
    "body_as_lines",
    "body_as_multipart",
    "body_as_text",
    "body_as_xml",
    "bytes_body",
    "clone",
    "events",
    "form_body",
    "header",
    "headers",
    "json_body",
    "new",
    "open",
    "own_server",
    "pages",
    "parameter",
    "payload",
    "request",
    "response_limit",
    "retries",
    "send",
    "send_blocking",
    "stream",
    "timeout",
    "values",
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
        let allowed = allowed(work, &ty);
        plans.push(ArgumentPlan {
            ident,
            wire: parameter.name.clone(),
            location: parameter.location,
            required: parameter.required || parameter.location == ParameterLocation::Path,
            ty,
            codec,
            checks: schema.map(|schema| work.types.checks(schema)).unwrap_or_default(),
            words: allowed,
            default: schema.and_then(|schema| work.types.default_of(schema)),
            example: example(parameter),
            docs: docs::doc_text_of_part(&parameter.docs),
            origin: parameter.origin.clone(),
        });
    }
    keep_apart(work, &mut plans);
    plans
}

/// The first example that keeps to its schema. How one is written says nothing of its value.
fn example(parameter: &Parameter) -> Option<Node> {
    let mut shown = parameter.examples.iter().filter(|example| example.valid && !example.is_text_only());
    shown.next().map(|example| example.value.clone())
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
        let name = work.api.names.get(&parameter.origin).unwrap_or(&parameter.name);
        let plain = names::field_ident(name).to_string();
        let word = match taken.contains(&plain) {
            true if RESERVED.contains(&plain.as_str()) => format!("{name}_parameter"),
            true => format!("{name}_{}", place(parameter.location)),
            false => name.clone(),
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
        ParameterLocation::QueryString => "querystring",
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
    matches!(plain(work, ty), RustType::Scalar(ScalarType::String))
}

/// The words of an enum or a list of one. An enum that any other value is as good for has none.
fn allowed(work: &Work<'_, '_>, ty: &RustType) -> Vec<String> {
    let item = match plain(work, ty) {
        RustType::Vec(item) => plain(work, item),
        ty => ty,
    };
    let RustType::Def(id) = item else { return Vec::new() };
    let Some(TypeDef::Enum(def)) = work.types.def(*id).filter(|def| !matches!(def, TypeDef::Enum(def) if def.open))
    else {
        return Vec::new();
    };
    def.variants.iter().map(|variant| word(&variant.value)).collect()
}

/// A value as it is written in a parameter.
fn word(value: &EnumValue) -> String {
    match value {
        EnumValue::String(value) => value.clone(),
        EnumValue::Integer(value) => value.to_string(),
        EnumValue::Json(json) => match serde_json::from_str(json) {
            Ok(serde_json::Value::String(text)) => text,
            _ => json.clone(),
        },
    }
}

/// The type behind aliases and boxes.
pub(super) fn plain<'t>(work: &'t Work<'_, '_>, ty: &'t RustType) -> &'t RustType {
    let mut at = ty;
    for _ in 0..64 {
        match at {
            RustType::Box(inner) => at = inner,
            RustType::Def(id) => match work.types.def(*id) {
                Some(TypeDef::Alias(alias)) => at = &alias.ty,
                _ => break,
            },
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::literal;
    use crate::config::Config;
    use crate::diagnostics::{Diagnostics, Strictness};
    use crate::source::SourceMap;
    use crate::{document, frontend, passes, plan};

    /// The words of a parameter with this schema.
    fn words(schema: &str) -> Vec<String> {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      parameters:\n        \
             - {{ name: a, in: query, schema: {schema} }}\n      responses: {{ default: {{ description: d }} }}\n"
        );
        let mut sources = SourceMap::default();
        let id = sources.add("a.yaml", text);
        let (config, mut diagnostics) = (Config::default(), Diagnostics::new(Strictness::Normal));
        let document = document::parse(&sources, id, &mut diagnostics).expect("the test's document is YAML");
        let api = frontend::lower(&document, &mut diagnostics);
        let api = passes::run(api, &config, &mut diagnostics);
        let plan = plan::plan(&api, &config, &mut diagnostics);
        plan.methods.into_iter().flat_map(|method| method.arguments).flat_map(|argument| argument.words).collect()
    }

    #[test]
    fn words_are_those_of_an_enum_that_allows_no_others() {
        for (schema, expected) in [
            ("{ type: string, enum: [a, b] }", &["a", "b"] as &[&str]),
            ("{ type: array, items: { type: string, enum: [a, b] } }", &["a", "b"]),
            ("{ type: integer, enum: [1, 2] }", &["1", "2"]),
            ("{ anyOf: [{ type: string, enum: [a, b] }, { type: string }] }", &[]),
            ("{ type: string }", &[]),
        ] {
            assert_eq!(words(schema), expected, "{schema}");
        }
    }

    /// An inherent method of one `Call<…>` beside one of all calls would not compile.
    #[test]
    fn methods_of_calls_are_names_that_no_parameter_gets() {
        let mut missing = Vec::new();
        for source in bindery_templates::client::FILES {
            let mut of_calls = false;
            for line in source.text.lines() {
                if line.starts_with("impl") {
                    of_calls = line.contains(" Call<O>") && !line.contains(" for ");
                }
                let method = line.trim().trim_start_matches("pub ").trim_start_matches("async ").strip_prefix("fn ");
                let name = method.and_then(|method| method.split(['(', '<']).next()).unwrap_or_default();
                if of_calls && !name.is_empty() && !super::RESERVED.contains(&name) {
                    missing.push(name);
                }
            }
        }
        assert_eq!(missing, [""; 0]);
    }

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
