//! The README of a client: an example made of the document, which is a doctest of the crate.

use std::fmt::Write as _;

use crate::api::Method;
use crate::emit::{layout, manifest};
use crate::plan::{ArgumentPlan, MethodPlan, Plan, RustType, ScalarType, SchemePlace, Target, TypeDef};
use crate::tree::Node;

/// The README below its title.
pub(in crate::emit) fn text(plan: &Plan) -> String {
    let krate = plan.crate_for(Target::Client).map_or("client", |krate| krate.path.as_str());
    let url = plan.client_base_url().unwrap_or_else(|| "https://api.example.com".to_owned());
    let mut steps =
        format!("use {krate}::Client;\n\nlet client = Client::builder({url:?}){}.build()?;\n", credential(plan));
    let mut candidates: Vec<&MethodPlan> = plan.methods.iter().collect();
    candidates.sort_by_key(|method| (method.pages.is_none(), method.method != Method::Get));
    if let Some((method, arguments)) = candidates.into_iter().find_map(|method| Some((method, simple(plan, method)?))) {
        if arguments.iter().any(|argument| argument.contains("models::")) {
            steps = steps.replacen(&format!("{krate}::Client"), &format!("{krate}::{{Client, models}}"), 1);
        }
        steps.push_str(&example(method, &arguments));
    }
    let limit = layout::limit_of_users(plan, Target::Client);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "Operations are methods of `Client`; required parameters are arguments, optional ones methods of \
         the call.\n\n```rust,no_run\n{limit}# async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n{steps}# Ok(())\n# \
         }}\n```\n\n{NOTES}{}",
        manifest::tag_rows(plan)
    );
    text
}

const NOTES: &str = "\
A call can be looked at before it goes out (`request()`), and has `header`, `timeout` and `retries` of its own; what holds
for all calls is set in the builder: credentials, limits of time, retries, hooks, the transport.

Every answer gives status, headers and bytes. Documented answers other than a success are `Error::Api` with a type of
their own; everything else is `Error::Unexpected`, with the answer as it came: other statuses, and other media types. A body
that is not what the document says is `Error::Decode`, with the place in it. `answer.header(headers::NAME)?` gives a
documented header with its type.

`open` in place of `send` gives status and headers at once and the body of a success as a stream of bytes. Operations that
answer with an event stream have `events`, those that answer with JSON Lines have `values`: streams of typed items.

Lists that come by pages are streams: `stream()` of items, `pages()` of answers. What leads to the next page stands in
the docs of the operation; a page that leads to another origin, or in a circle, is an error.

Requests that change nothing go out up to three times if no answer comes, or one of a trouble that passes (408, 429, 502,
503, 504), as `Retry-After` says; `RetryPolicy` changes that, for the client and for a call. That needs a clock, which
`ReqwestTransport` brings. Tokens that a provider or a token server gives are kept as long as they last and replaced after
a 401. Credentials go to the origin of the base URL and to those that the builder names. Redirects are not followed.

## Features

| Feature | What it brings |
|---|---|
| `rustls` (default), `rustls-no-provider`, `native-tls` | requests over reqwest, with this TLS |
| `reqwest` | requests over reqwest, without TLS of its own; without it a client needs a `Transport` of yours |
| `tokio` | `TokioClock`, for transports without a clock |
| `blocking` | `send_blocking()`, `stream().blocking()` and `pages().blocking()`, which wait |
| `tower` | `ServiceTransport`: a tower service in the same process, such as an axum router, in place of the network; `TransportService`: a transport as a service, for layers |
| `tracing` | a span for each attempt |
";

fn credential(plan: &Plan) -> String {
    let scheme = plan.schemes.iter().find(|scheme| scheme.place != SchemePlace::Unknown);
    scheme.map_or_else(String::new, |scheme| match scheme.place {
        SchemePlace::Basic => format!(".{}(\"user\", \"password\")", scheme.ident),
        _ => format!(".{}(\"token\")", scheme.ident),
    })
}

/// Arguments of an operation that can be written in a line: scalars, newtypes, no body.
fn simple(plan: &Plan, method: &MethodPlan) -> Option<Vec<String>> {
    if method.deprecated || method.body.as_ref().is_some_and(|body| body.required) {
        return None;
    }
    method.arguments.iter().filter(|argument| argument.required).map(|argument| value(plan, argument)).collect()
}

fn value(plan: &Plan, argument: &ArgumentPlan) -> Option<String> {
    Some(match &argument.ty {
        RustType::Scalar(ScalarType::String) => format!("{:?}", string(argument)),
        RustType::Scalar(ScalarType::Uuid) => {
            "\"497f6eca-6276-4993-bfeb-53cbbbba6f08\".parse::<uuid::Uuid>()?".to_owned()
        }
        RustType::Scalar(ScalarType::Bool) => "true".to_owned(),
        RustType::Scalar(ScalarType::F64) => "1.0".to_owned(),
        RustType::Scalar(scalar) if scalar.is_number() => "1".to_owned(),
        RustType::Scalar(_) => return None,
        RustType::Def(id) => match plan.types.get(*id) {
            Some(TypeDef::Newtype(newtype)) => format!("&models::{}::new({:?})?", newtype.name, string(argument)),
            _ => return None,
        },
        _ => return None,
    })
}

/// The example of a parameter, or its name. Only what can stand in a line of Rust within Markdown.
fn string(argument: &ArgumentPlan) -> &str {
    let example = argument.example.as_ref().and_then(Node::as_str);
    let fits = |text: &&str| (1..=60).contains(&text.len()) && text.chars().all(|c| c.is_ascii_graphic() && c != '`');
    example.filter(fits).unwrap_or(&argument.wire)
}

fn example(method: &MethodPlan, arguments: &[String]) -> String {
    let short = format!("client.{}({})", method.ident, arguments.join(", "));
    let call = match short.len() > 60 {
        true => {
            let lines: String = arguments.iter().map(|argument| format!("        {argument},\n")).collect();
            format!("client\n    .{}(\n{lines}    )\n    ", method.ident)
        }
        false => short,
    };
    match method.pages.is_some() {
        true => format!(
            "let mut items = {call}.stream();\nwhile let Some(item) = items.try_next().await? {{\n    \
             println!(\"{{item:?}}\");\n}}\n"
        ),
        false => {
            format!("let answer = {call}.send().await?;\nprintln!(\"{{}} {{:?}}\", answer.status(), answer.body);\n")
        }
    }
}
