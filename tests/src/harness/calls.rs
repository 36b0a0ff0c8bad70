//! The calls: one function per operation, which takes its arguments out of a case.

use std::fmt::Write as _;

use bindery::plan::{
    ArgumentPlan, BodyFormat, BodyPlan, MethodPlan, OutcomePlan, PayloadPlan, Plan, ResponseBody, RustType, ScalarType,
    SchemePlace, SuccessPlan, TypeDef, Writing,
};

use super::{label, modules, plain};

/// The file.
pub(super) fn file(plan: &Plan, wanted: impl Fn(&str) -> bool) -> String {
    let mut text = "use client::Client;\nuse super::program::{Case, Told, Telling};\n\n".to_owned();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "pub fn with_credentials(builder: client::ClientBuilder) -> client::ClientBuilder {{\n    builder.retries(client::RetryPolicy::none())"
    );
    for scheme in &plan.schemes {
        let _ = match scheme.place {
            SchemePlace::Basic => writeln!(text, "        .{}(\"user\", \"password\")", scheme.ident),
            SchemePlace::Bearer | SchemePlace::ApiKey { .. } => writeln!(text, "        .{}(\"token\")", scheme.ident),
            SchemePlace::Unknown => Ok(()),
        };
    }
    text.push_str("}\n\npub fn call<'c>(client: &'c Client, case: &'c Case) -> Option<Telling<'c>> {\n");
    text.push_str("    Some(match case.operation.as_str() {\n");
    let all = plan.methods.iter().zip(modules(plan)).enumerate();
    let some: Vec<_> =
        all.filter(|(_, (method, module))| wanted(&label(module, method)) && is_sayable(plan, method)).collect();
    for (index, (method, module)) in &some {
        let _ = writeln!(text, "        {:?} => Box::pin(call{index}(client, case)),", label(module, method));
    }
    text.push_str("        _ => return None,\n    })\n}\n");
    for (index, (method, module)) in some {
        call(&mut text, plan, index, method, module);
    }
    text
}

/// Whether the body that it asks for, if any, is made of JSON.
pub(super) fn is_sayable(plan: &Plan, method: &MethodPlan) -> bool {
    method.body.as_ref().is_none_or(|body| !body.required || body_passed(plan, body).is_some())
}

fn call(text: &mut String, plan: &Plan, index: usize, method: &MethodPlan, module: &str) {
    let (required, optional): (Vec<_>, Vec<_>) = method.arguments.iter().partition(|argument| argument.required);
    let mut arguments: Vec<String> = required.iter().map(|argument| passed(plan, argument)).collect();
    let body = method.body.as_ref().and_then(|body| Some((body, body_passed(plan, body)?)));
    arguments.extend(body.iter().filter(|(body, _)| body.required).map(|(_, passed)| passed.clone()));
    let _ = writeln!(text, "\nasync fn call{index}(client: &Client, case: &Case) -> Told {{");
    let _ = writeln!(text, "    let call = client.{}({});", method.ident, arguments.join(", "));
    for argument in optional {
        let _ = writeln!(
            text,
            "    let call = if case.has({:?}) {{ call.{}({}) }} else {{ call }};",
            argument.ident.as_str(),
            argument.ident,
            passed(plan, argument)
        );
    }
    if let Some((_, passed)) = body.filter(|(body, _)| !body.required) {
        let _ = writeln!(text, "    let call = if case.body.is_some() {{ call.body({passed}) }} else {{ call }};");
    }
    let _ = writeln!(
        text,
        "    Told::of(case.dressed(call).send().await, |ok| {}, |err| {})\n}}",
        success(method, module),
        failure(method, module)
    );
}

/// The expression of an argument, of the type that the method of the client asks for.
fn passed(plan: &Plan, argument: &ArgumentPlan) -> String {
    taken(plan, &argument.ty, ("value", "list"), &format!("{:?}", argument.ident.as_str()))
}

/// A value out of a case: by a method for one of them, and one for lists.
fn taken(plan: &Plan, ty: &RustType, (one, list): (&str, &str), name: &str) -> String {
    match plain(plan, ty) {
        RustType::Scalar(ScalarType::String) => format!("&case.{one}::<String>({name})"),
        RustType::Scalar(ScalarType::Bytes) => format!("case.{one}::<String>({name}).as_bytes()"),
        RustType::Scalar(scalar) if made_of_others(*scalar).is_some() => {
            format!("case.{one}::<{}>({name})", made_of_others(*scalar).unwrap_or_default())
        }
        RustType::Scalar(scalar) if !scalar.is_text() => format!("case.{one}({name})"),
        RustType::Def(id) if matches!(plan.types.get(*id), Some(TypeDef::Enum(_))) => format!("case.{one}({name})"),
        RustType::Vec(item) => match plain(plan, item) {
            RustType::Scalar(scalar) if made_of_others(*scalar).is_some() => {
                format!("case.{list}::<{}>({name})", made_of_others(*scalar).unwrap_or_default())
            }
            _ => format!("case.{list}({name})"),
        },
        _ => format!("&case.{one}({name})"),
    }
}

/// Types that the client takes as anything that becomes one.
fn made_of_others(scalar: ScalarType) -> Option<&'static str> {
    match scalar {
        ScalarType::String => Some("String"),
        ScalarType::Number => Some("client::models::support::Number"),
        ScalarType::Integer => Some("client::models::support::Integer"),
        ScalarType::Uuid => Some("client::models::support::Spelled<uuid::Uuid>"),
        _ => None,
    }
}

/// The expression of the body, as the plain call takes it; none where that is a type which no JSON becomes.
pub(super) fn body_passed(plan: &Plan, body: &BodyPlan) -> Option<String> {
    Some(match &body.written.first()?.how {
        Writing::Json(RustType::Scalar(ScalarType::String)) => "&case.body::<String>()".to_owned(),
        Writing::Json(RustType::Vec(_)) | Writing::Lines(_) => "case.items().as_slice()".to_owned(),
        Writing::Json(_) | Writing::Form(..) => "&case.body()".to_owned(),
        Writing::Text(ty) => taken(plan, ty, ("body", "items"), ""),
        Writing::AnyText | Writing::Bytes => "case.body::<String>()".to_owned(),
        Writing::Parts(_) | Writing::Multipart => return None,
    })
}

fn success(method: &MethodPlan, module: &str) -> String {
    let of = method.outcomes.iter().filter(|outcome| outcome.success).collect::<Vec<_>>();
    match &method.success {
        SuccessPlan::Unit => "{ let () = ok; Told::empty(\"\") }".to_owned(),
        SuccessPlan::One(_) => told("", "ok", of.iter().find_map(|outcome| payload(outcome))),
        SuccessPlan::Enum(name) => choice("ok", &format!("client::{module}::{name}"), &of),
    }
}

fn failure(method: &MethodPlan, module: &str) -> String {
    let of = method.outcomes.iter().filter(|outcome| !outcome.success).collect::<Vec<_>>();
    choice("err", &format!("client::{module}::{}Error", method.stem), &of)
}

fn choice(value: &str, name: &str, outcomes: &[&OutcomePlan]) -> String {
    if outcomes.is_empty() {
        return format!("match *{value} {{}}");
    }
    // The server writes the first of several media types; the others are told too.
    let arms = outcomes.iter().flat_map(|outcome| {
        let arm = |variant: &str, payload: Option<&PayloadPlan>| match payload {
            None => format!("{name}::{variant} => Told::empty({variant:?}),"),
            payload => format!("{name}::{variant}(body) => {},", told(variant, "body", payload)),
        };
        let ways =
            outcome.reads.iter().map(|read| arm(read.variant.as_str(), outcome.body.payloads().get(read.payload)));
        let ways: Vec<String> = ways.collect();
        if ways.is_empty() { vec![arm(outcome.variant.as_str(), None)] } else { ways }
    });
    format!("match {value} {{ {} }}", arms.collect::<String>())
}

fn told(variant: &str, value: &str, payload: Option<&PayloadPlan>) -> String {
    match payload.map(|payload| payload.format) {
        None => format!("Told::empty({variant:?})"),
        Some(BodyFormat::Json) => format!("Told::json({variant:?}, {value})"),
        Some(BodyFormat::Text) => format!("Told::bytes({variant:?}, {value}.as_bytes())"),
        Some(BodyFormat::Binary) => format!("Told::bytes({variant:?}, {value})"),
    }
}

/// The representation that is read.
pub(super) fn payload(outcome: &OutcomePlan) -> Option<&PayloadPlan> {
    match &outcome.body {
        ResponseBody::Empty => None,
        ResponseBody::Payload(payloads) => payloads.first(),
    }
}
