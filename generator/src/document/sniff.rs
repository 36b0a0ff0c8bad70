//! What a text is before it is understood: JSON or YAML by its first sign, and the version by its own word.

use super::Version;
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::Origin;
use crate::tree::Node;

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Json,
    Yaml,
}

/// JSON begins with a brace or a bracket; all else is YAML.
pub(super) fn notation(text: &str) -> Notation {
    if text.trim_start().starts_with(['{', '[']) { Notation::Json } else { Notation::Yaml }
}

/// The version that `root` claims.
pub(super) fn version(root: &Node, origin: &Origin) -> Result<(Version, Option<Diagnostic>), Box<Diagnostic>> {
    let refuse = |key: &str, message: String, help: String| {
        let label = Label::value(&origin.child(key), "");
        Err(Box::new(Diagnostic::new(&codes::OA002, message, label).help(help)))
    };
    if let Some(claim) = root.get("openapi") {
        let text = as_text(claim);
        if let Some(version) = claimed(&text) {
            let exact = matches!(claim, Node::String(_)) && text.matches('.').count() > 1;
            let finding = (!exact).then(|| {
                let label = Label::value(&origin.child("openapi"), format!("taken as {}", version.full()));
                let message = match claim {
                    Node::String(_) => format!("the version `{text}` lacks its third number"),
                    _ => format!("the version is {} `{text}`, not a text", claim.kind()),
                };
                Diagnostic::new(&codes::OA009, message, label).help(format!("write `openapi: {}`", version.full()))
            });
            return Ok((version, finding));
        }
        return match claim {
            Node::String(text) => {
                let (message, help) = refused_version(text);
                refuse("openapi", message, help)
            }
            other => {
                let message = format!("the version is {}, not a text", other.kind());
                refuse("openapi", message, "write `openapi: 3.2.0`, `3.1.0` or `3.0.3`".to_owned())
            }
        };
    }
    if let Some(claim) = root.get("swagger") {
        return swagger(claim, origin);
    }
    let mut keys = root.as_mapping().into_iter().flat_map(|mapping| mapping.iter().map(|(key, _)| key));
    let (message, help) = match keys.find(|key| is_near_openapi(key)) {
        Some("asyncapi") => (
            "this is an AsyncAPI document".to_owned(),
            "bindery reads `openapi: 3.0.x`, `3.1.x` and `3.2.x`, and `swagger: '2.0'`".to_owned(),
        ),
        Some(key) => {
            return Err(Box::new(
                Diagnostic::new(
                    &codes::OA002,
                    "the document has no key `openapi`",
                    Label::key(&origin.child(key), "the standard spells it `openapi`"),
                )
                .help("write `openapi: 3.2.0`, `3.1.0` or `3.0.3`"),
            ));
        }
        None => (
            "the document does not say which version of OpenAPI it follows".to_owned(),
            "begin it with `openapi: 3.2.0`, `3.1.0` or `3.0.3`, whichever it follows".to_owned(),
        ),
    };
    Err(Box::new(Diagnostic::new(&codes::OA002, message, Label::key(origin, "")).help(help)))
}

/// The version under `swagger`: 2.0, be it a number.
fn swagger(claim: &Node, origin: &Origin) -> Result<(Version, Option<Diagnostic>), Box<Diagnostic>> {
    let label = |text: &str| Label::value(&origin.child("swagger"), text);
    let text = as_text(claim);
    if !matches!(text.as_str(), "2.0" | "2") {
        let message = format!("Swagger {text} is not supported");
        let found = Diagnostic::new(&codes::OA002, message, label(""));
        return Err(Box::new(found.help("bindery reads `swagger: '2.0'` and, under the key `openapi`, 3.0 and 3.1")));
    }
    let exact = claim.as_str() == Some("2.0");
    let finding = (!exact).then(|| {
        let message = match claim {
            Node::String(_) => format!("the version is written `{text}`"),
            _ => format!("the version is {} `{text}`, not a text", claim.kind()),
        };
        Diagnostic::new(&codes::OA009, message, label("taken as 2.0")).help("write `swagger: '2.0'`")
    });
    Ok((Version::V20, finding))
}

/// The version that a text names, if there is a front end for it: two numbers, and a third if there is one.
fn claimed(text: &str) -> Option<Version> {
    let (major, minor) = text.split_once('.')?;
    let minor = minor.split_once(['.', '-']).map_or(minor, |(minor, _)| minor);
    match (major, minor) {
        ("3", "0") => Some(Version::V30),
        ("3", "1") => Some(Version::V31),
        ("3", "2") => Some(Version::V32),
        _ => None,
    }
}

fn refused_version(text: &str) -> (String, String) {
    let message = format!("OpenAPI {text} is not supported yet");
    let help = if text.starts_with('2') {
        "version 2.0 is named by the key `swagger`: write `swagger: '2.0'`"
    } else {
        return (
            format!("there is no OpenAPI version `{text}` that bindery knows"),
            "bindery reads `openapi: 3.0.x`, `3.1.x` and `3.2.x`, and `swagger: '2.0'`".to_owned(),
        );
    };
    (message, help.to_owned())
}

fn as_text(node: &Node) -> String {
    node.as_str().map_or_else(|| node.to_json(), str::to_owned)
}

fn is_near_openapi(key: &str) -> bool {
    let plain: String = key.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    matches!(plain.as_str(), "openapi" | "openapiversion" | "opneapi" | "openap" | "openai" | "asyncapi")
}
