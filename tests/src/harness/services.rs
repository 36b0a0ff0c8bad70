//! The server: implementations of all services that note what arrives and answer what a case says.

use std::fmt::Write as _;

use bindery::api::StatusPattern;
use bindery::plan::{Answering, MethodPlan, OutcomePlan, Plan, Receiving, RoutePlan};

use super::{label, modules};

/// The file.
pub(super) fn file(plan: &Plan) -> String {
    let mut text = "use super::program::{Noted, Scripted};\nuse server::Rejection;\n".to_owned();
    let modules = modules(plan);
    for service in &plan.services {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "\nimpl server::{}::{} for Scripted {{\n    type Error = Rejection;",
            service.module, service.name
        );
        for &index in &service.methods {
            let (Some(method), Some(route)) = (plan.methods.get(index), plan.routes.get(index)) else { continue };
            answered(&mut text, method, route, modules.get(index).copied().unwrap_or_default());
        }
        text.push_str("}\n");
    }
    text
}

fn answered(text: &mut String, method: &MethodPlan, route: &RoutePlan, module: &str) {
    let (stem, path) = (&method.stem, format!("server::{module}"));
    let _ = writeln!(
        text,
        "    async fn {}(&self, request: {path}::{stem}Request) -> Result<{path}::{stem}Response, Rejection> {{",
        method.ident
    );
    let _ = writeln!(text, "        let mut noted = Noted::of({:?});", label(module, method));
    for argument in &method.arguments {
        let (name, ident) = (argument.ident.as_str(), &argument.ident);
        let _ = writeln!(text, "        noted.argument({name:?}, &request.{ident});");
    }
    if let Some(body) = &method.body {
        note_body(text, &path, method, body, route);
    }
    text.push_str("        let answer = self.next(noted);\n        Ok(match answer.outcome {\n");
    for (index, outcome) in method.outcomes.iter().enumerate() {
        let _ = writeln!(text, "            {index} => {path}::{stem}Response::{},", variant(outcome));
    }
    text.push_str("            _ => return Err(Rejection::new(server::Kind::NotImplemented)),\n        })\n    }\n");
}

fn note_body(text: &mut String, path: &str, method: &MethodPlan, body: &bindery::plan::BodyPlan, route: &RoutePlan) {
    let arms: Vec<String> = match route.payloads.as_slice() {
        [] => body.received.iter().map(|received| format!("body => {{ {} }}", note(&received.how))).collect(),
        variants => variants
            .iter()
            .zip(&body.received)
            .map(|(variant, received)| {
                format!("{path}::{}RequestBody::{variant}(body) => {{ {} }}", method.stem, note(&received.how))
            })
            .collect(),
    };
    let subject = "match body {";
    let arms = arms.join("\n                ");
    let _ = match body.required {
        true => writeln!(text, "        {{ let body = request.body; {subject}\n                {arms}\n        }} }}"),
        false => {
            writeln!(
                text,
                "        if let Some(body) = request.body {{ {subject}\n                {arms}\n        }} }}"
            )
        }
    };
}

/// What is noted of a body, which is read to its end where it is a stream.
fn note(how: &Receiving) -> &'static str {
    match how {
        Receiving::Json(_) | Receiving::Text(..) | Receiving::Form(..) | Receiving::Parts(..) => "noted.json(&body);",
        Receiving::AnyText | Receiving::Bytes => "noted.bytes(AsRef::<[u8]>::as_ref(&body));",
        Receiving::Stream => "noted.bytes(&body.bytes().await?);",
        Receiving::Lines(_) => {
            "let mut body = body; let mut all = Vec::new();
                while let Some(value) = body.try_next().await? { all.push(value); }
                noted.json(&all);"
        }
        Receiving::Upload(_) => "noted.bytes(format!(\"{:?}\", body.read().await?).as_bytes());",
    }
}

/// The expression of an answer, its parts taken out of the script.
fn variant(outcome: &OutcomePlan) -> String {
    let ident = outcome.variant.as_str();
    let body = match outcome.answers.first() {
        None => None,
        Some(answer) => Some(match &answer.how {
            Answering::Json(_) => "answer.json()".to_owned(),
            Answering::Text => "answer.text()".to_owned(),
            Answering::Binary => "answer.bytes().into()".to_owned(),
            Answering::JsonIn(_) => typed(&answer.media_type, "answer.json()"),
            Answering::BinaryIn => typed(&answer.media_type, "answer.bytes().into()"),
            // The client reads bytes and texts, whatever they say.
            Answering::Value(_) | Answering::Events(_) | Answering::Texts | Answering::Lines(_) => {
                let media_type = &answer.media_type;
                return format!(
                    "Other(server::support::Answer::new(answer.status()).bytes({media_type:?}, answer.bytes()))"
                );
            }
        }),
    };
    let open = !matches!(outcome.status, StatusPattern::Code(_));
    if outcome.headers.is_empty() && !open {
        return body.map_or_else(|| ident.to_owned(), |body| format!("{ident}({body})"));
    }
    let mut fields = Vec::new();
    if open {
        let taken = outcome.headers.iter().any(|header| header.ident.as_str() == "status");
        fields.push(format!("{}: answer.status()", if taken { "status_code" } else { "status" }));
    }
    for header in &outcome.headers {
        let (name, ident) = (header.ident.as_str(), &header.ident);
        let read = if header.required { "header" } else { "header_if_there" };
        fields.push(format!("{ident}: answer.{read}({name:?})"));
    }
    fields.extend(body.map(|body| format!("body: {body}")));
    format!("{ident} {{ {} }}", fields.join(", "))
}

/// A body with a media type of a range.
fn typed(range: &str, body: &str) -> String {
    let content_type = match range {
        "*/*" | "application/*" => "application/octet-stream".to_owned(),
        range if range.starts_with("multipart/") => format!("{range}; boundary=x"),
        range => range.replace('*', "odd"),
    };
    format!("server::support::Typed {{ content_type: {content_type:?}.to_owned(), body: {body} }}")
}
