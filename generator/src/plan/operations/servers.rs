//! Where the API is served, and where single operations are.

use super::Work;
use super::stems::RESERVED_TYPES;
use crate::api::{Operation, Server, ServerVariable};
use crate::config::Target;
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::plan::names::{self, Case, Scope, Wanted};
use crate::plan::{Ident, ServerPlan, TypeName, UrlPart, VariablePlan, docs};

/// A description of more words than this is no name.
const MOST_WORDS: usize = 4;

/// The servers that have a host, each as a type.
pub(super) fn servers(work: &mut Work<'_, '_>) -> Vec<ServerPlan> {
    let api = work.api;
    let servers: Vec<&Server> = api.servers.iter().filter(|server| absolute(server).is_some()).collect();
    let mut words: Vec<String> = Vec::new();
    for (index, server) in servers.iter().enumerate() {
        let texts = [&server.name, &server.description].into_iter().flatten();
        let described = texts.map(|text| text.trim()).find_map(named);
        let number = if servers.len() == 1 { "Api".to_owned() } else { format!("Server{}", index + 1) };
        let word = described.filter(|word| !words.contains(word)).unwrap_or(number);
        words.push(word);
    }
    let wanted: Vec<Wanted<'_>> =
        words.iter().zip(&servers).map(|(wire, server)| Wanted { wire, origin: &server.origin }).collect();
    let mut scope = Scope::with_taken(RESERVED_TYPES.into_iter().chain(["ServerUrl"]));
    let types = scope.type_names(&wanted, &mut work.types.renames, work.diagnostics);
    servers.into_iter().zip(types).map(|(server, name)| plan(work, &mut scope, server, name)).collect()
}

/// A description that is short enough to be a name.
fn named(description: &str) -> Option<String> {
    let words: Vec<&str> = description.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let starts = words.first()?.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && words.len() <= MOST_WORDS && !description.contains("://"))
        .then(|| names::type_name(&words.join(" ")).to_string())
}

fn plan(work: &mut Work<'_, '_>, scope: &mut Scope, server: &Server, name: TypeName) -> ServerPlan {
    let used: Vec<&ServerVariable> =
        server.variables.iter().filter(|variable| server.url.contains(&format!("{{{}}}", variable.name))).collect();
    let wanted: Vec<Wanted<'_>> =
        used.iter().map(|variable| Wanted { wire: &variable.name, origin: &server.origin }).collect();
    let idents = Scope::default().idents(Case::Snake, &wanted, &mut work.types.renames, work.diagnostics);
    let mut variables = Vec::new();
    for (variable, ident) in used.into_iter().zip(idents) {
        let docs = variable.description.as_deref().map(docs::inert).unwrap_or_default();
        let values = values(work, scope, server, &name, variable);
        let (wire, default) = (variable.name.clone(), variable.default.clone());
        variables.push(VariablePlan { ident, wire, default, values, docs });
    }
    let url = parts(&server.url, &variables);
    let described = server.description.as_deref().map(docs::inert).unwrap_or_default();
    let docs = docs::join([described, docs::sentence(docs::code(&server.url))]);
    ServerPlan { name, docs, url, variables }
}

/// The values of a variable as an enum, if the default is one of them.
fn values(
    work: &mut Work<'_, '_>,
    scope: &mut Scope,
    server: &Server,
    name: &TypeName,
    variable: &ServerVariable,
) -> Option<(TypeName, Vec<(Ident, String)>)> {
    if !variable.values.contains(&variable.default) {
        return None;
    }
    let mut texts: Vec<&String> = Vec::new();
    for text in &variable.values {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let words = format!("{name} {}", variable.name);
    let wanted = [Wanted { wire: &words, origin: &server.origin }];
    let list = scope.type_names(&wanted, &mut work.types.renames, work.diagnostics).pop()?;
    let wanted: Vec<Wanted<'_>> = texts.iter().map(|text| Wanted { wire: text, origin: &server.origin }).collect();
    let idents = Scope::with_taken(["Self"]).idents(Case::Upper, &wanted, &mut work.types.renames, work.diagnostics);
    Some((list, idents.into_iter().zip(texts.into_iter().cloned()).collect()))
}

/// A URL template in pieces.
fn parts(url: &str, variables: &[VariablePlan]) -> Vec<UrlPart> {
    let mut parts = Vec::new();
    let mut rest = url.trim_end_matches('/');
    while let Some((before, (name, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
        let Some(index) = variables.iter().position(|variable| variable.wire == name) else { break };
        if !before.is_empty() {
            parts.push(UrlPart::Literal(before.to_owned()));
        }
        parts.push(UrlPart::Variable(index));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(UrlPart::Literal(rest.to_owned()));
    }
    parts
}

/// Where an operation is served, if not where the API is: an absolute URL, or a path at its host.
pub(super) fn own(work: &mut Work<'_, '_>, operation: &Operation, id: &str) -> Option<String> {
    let server = operation.servers.first()?;
    let url = filled(server).map(|url| url.trim_end_matches('/').to_owned());
    let api = work.api.servers.first();
    let of_api = api.and_then(filled).map(|url| url.trim_end_matches('/').to_owned()).unwrap_or_default();
    if url.as_ref() == Some(&of_api) {
        return None;
    }
    if work.config.targets.contains(&Target::Server) {
        let message = format!("`{id}` has servers of its own: the generated server answers it beside all others");
        let mut found = Diagnostic::new(&codes::OA310, message, Label::key(&server.origin, ""));
        found.severity = Severity::Note;
        work.diagnostics.push(found);
    }
    let is_path = |url: &String| url.is_empty() || (url.starts_with('/') && !url.starts_with("//"));
    let own =
        absolute(server).or_else(|| url.filter(is_path).map(|url| if url.is_empty() { "/".to_owned() } else { url }));
    if own.is_none() {
        let message = format!("`{id}` has a server whose URL leads nowhere: it is sent where all others are sent");
        work.diagnostics.push(Diagnostic::new(&codes::OA310, message, Label::key(&server.origin, "")));
    }
    own
}

/// The URL of a server with the defaults of its variables, if it is absolute, every variable has one, and paths can follow it.
pub(super) fn absolute(server: &Server) -> Option<String> {
    let url = filled(server)?;
    let (scheme, rest) = url.split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    // Paths follow a base, so that neither a query nor a fragment can end it; a user in it is a credential.
    let is_base = !rest.contains(['?', '#']) && !rest.split('/').next().unwrap_or_default().contains('@');
    (is_http && is_base).then(|| url.trim_end_matches('/').to_owned())
}

/// The URL with the defaults of its variables, if every variable has one.
fn filled(server: &Server) -> Option<String> {
    let mut url = String::new();
    let mut rest = server.url.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let variable = server.variables.iter().find(|variable| variable.name == name)?;
        url.push_str(before);
        url.push_str(&variable.default);
        rest = after;
    }
    url.push_str(rest);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::absolute;
    use crate::api::{Server, ServerVariable};
    use crate::source::{Origin, SourceMap};

    #[test]
    fn base_urls_are_absolute_and_have_no_open_variable() {
        for (url, expected) in [
            ("https://{host}/v1/", Some("https://h.example/v1")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("/", None),
            ("//h.example/v1", None),
            ("https://{unknown}/", None),
            ("https://{host", None),
            ("https://user:word@h.example", None),
            ("https://h.example/?q=1", None),
            ("https://h.example/#top", None),
            ("https://h.example/@all", Some("https://h.example/@all")),
        ] {
            let origin = Origin::root(SourceMap::default().add("x.yaml", String::new()));
            let host = ServerVariable {
                name: "host".to_owned(),
                default: "h.example".to_owned(),
                values: Vec::new(),
                description: None,
            };
            let server = Server { url: url.to_owned(), name: None, description: None, variables: vec![host], origin };
            assert_eq!(absolute(&server).as_deref(), expected, "{url}");
        }
    }
}
