//! `Cargo.toml`, README and the files beside them.

use bindery_templates::manifest as templates;

use super::file::File;
use super::layout::{self, Layout};
use super::{client, model, server};
use crate::plan::{CratePlan, Plan, ResponseBody, RustType, Target, TypeDef, TypeName, docs, names};
use crate::render::{Fault, fill};
use crate::tree::Node;

/// What a target adds to the manifest and README of its crate. Every text is TOML or Markdown by construction.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest {
    /// `description` of the package, one line, no full stop: `Async client for …`.
    pub(super) description: String,
    /// Lines of `[features]`; empty: no such table.
    pub(super) features: String,
    /// Lines of `[dependencies]`, without the models crate and without `CratePlan::dependencies`, which are added.
    pub(super) dependencies: Vec<String>,
    /// Lines of `[dev-dependencies]`, for what examples in README and docs need.
    pub(super) dev_dependencies: Vec<String>,
}

/// Manifests, READMEs and the files at the root; a tree has its root module instead.
pub(super) fn files(plan: &Plan, layout: Layout) -> Vec<File<'_>> {
    if layout == Layout::Tree {
        return vec![File::text("mod.rs".to_owned(), || Ok(tree_root(plan)))];
    }
    let mut files = vec![File::text(".gitattributes".to_owned(), || git_attributes(plan))];
    if plan.package.workspace {
        files.push(File::text("Cargo.toml".to_owned(), || workspace(plan)));
    }
    for krate in &plan.crates {
        let folder = layout::folder(krate.target);
        files.push(File::text(format!("{folder}/Cargo.toml"), move || cargo_toml(plan, krate)));
        files.push(File::text(format!("{folder}/README.md"), move || readme(plan, krate)));
    }
    files
}

fn manifest(plan: &Plan, target: Target) -> Manifest {
    match target {
        Target::Models => model::manifest(plan),
        Target::Client => client::manifest(plan),
        Target::Server => server::manifest(plan),
    }
}

/// The line of the default features: those of all tags and these; nothing where there are none.
pub(super) fn default_features(plan: &Plan, more: &[&str]) -> String {
    let all = plan.tag_features().next().map(|_| names::ALL_TAGS);
    let all: Vec<String> = all.iter().chain(more).map(|feature| toml(feature)).collect();
    if all.is_empty() { String::new() } else { format!("default = [{}]\n", all.join(", ")) }
}

/// The lines of the features of tags, each on a new line.
pub(super) fn tag_features(plan: &Plan) -> String {
    let names: Vec<String> = plan.tag_features().map(toml).collect();
    if names.is_empty() {
        return String::new();
    }
    let all = format!(
        "\n# Operations by tag; those without a tag are always there.\n{} = [{}]",
        names::ALL_TAGS,
        names.join(", ")
    );
    let each = plan.tag_features().map(|name| format!("\n{name} = []"));
    each.fold(all, |lines, line| lines + &line)
}

/// What READMEs say of the features of tags; nothing where there are none.
pub(super) fn tag_rows(plan: &Plan) -> String {
    let names: Vec<String> = plan.tag_features().map(docs::code).collect();
    match names.len() {
        0 => String::new(),
        _ => format!("| `{}` (default): {} | the operations of these tags |\n", names::ALL_TAGS, names.join(", ")),
    }
}

fn cargo_toml(plan: &Plan, krate: &CratePlan) -> Result<String, Fault> {
    let parts = manifest(plan, krate.target);
    let models = plan.crate_for(Target::Models).filter(|_| krate.target != Target::Models).map(|models| {
        let version = toml(&plan.package.version);
        format!("{} = {{ path = \"../models\", version = {version} }}", models.package)
    });
    let of_types = krate.dependencies.iter().map(|dependency| {
        let features: Vec<_> = dependency.features.iter().map(|feature| toml(feature)).collect();
        let features =
            if features.is_empty() { String::new() } else { format!(", features = [{}]", features.join(", ")) };
        let version = toml(&dependency.version);
        format!("{} = {{ version = {version}, default-features = false{features} }}", dependency.package)
    });
    let mut lines: Vec<_> = parts.dependencies.into_iter().chain(models).chain(of_types).collect();
    lines.sort_unstable();
    // A dependency that both a type and the target's own code need stands once, as the target has it.
    lines.dedup_by(|later, earlier| later.split(' ').next() == earlier.split(' ').next());
    let table =
        |name: &str, lines: &str| if lines.is_empty() { String::new() } else { format!("\n[{name}]\n{lines}\n") };
    fill(
        templates::CARGO_TOML,
        &[
            ("name", &toml(&krate.package)),
            ("description", &toml(&parts.description)),
            ("version", &toml(&plan.package.version)),
            ("license", &toml(&plan.package.license)),
            ("keywords", keywords(krate.target)),
            ("categories", categories(krate.target)),
            ("features", &table("features", &parts.features)),
            ("dependencies", &format!("{}\n", lines.join("\n"))),
            ("dev_dependencies", &table("dev-dependencies", &parts.dev_dependencies.join("\n"))),
        ],
    )
}

/// Words that people look for, in TOML.
fn keywords(target: Target) -> &'static str {
    match target {
        Target::Models => r#""openapi", "models""#,
        Target::Client => r#""openapi", "client", "http""#,
        Target::Server => r#""openapi", "server", "axum""#,
    }
}

/// Slugs of crates.io, in TOML.
fn categories(target: Target) -> &'static str {
    match target {
        Target::Models => r#""data-structures""#,
        Target::Client => r#""api-bindings", "web-programming::http-client""#,
        Target::Server => r#""web-programming::http-server""#,
    }
}

fn readme(plan: &Plan, krate: &CratePlan) -> Result<String, Fault> {
    let parts = manifest(plan, krate.target);
    // Apart from the manifest, which `Cargo.toml` needs too: examples are dear to find.
    let body = match krate.target {
        Target::Models => models_readme(plan),
        Target::Client => client::readme::text(plan),
        Target::Server => server::readme::text(plan),
    };
    fill(
        templates::README,
        &[
            ("name", &krate.package),
            ("description", &one_line(&parts.description)),
            ("document_version", &docs::line(&plan.package.document_version)),
            ("body", body.trim()),
            ("command", &one_line(&plan.package.command)),
            ("license", &one_line(&plan.package.license)),
        ],
    )
}

fn workspace(plan: &Plan) -> Result<String, Fault> {
    let members: Vec<_> = plan.crates.iter().map(|krate| toml(layout::folder(krate.target))).collect();
    fill(templates::WORKSPACE, &[("members", &members.join(", "))])
}

fn git_attributes(plan: &Plan) -> Result<String, Fault> {
    let line = |krate: &CratePlan| format!("{}/** linguist-generated=true text eol=lf", layout::folder(krate.target));
    let lines: Vec<_> = plan.crates.iter().map(line).collect();
    fill(templates::GITATTRIBUTES, &[("lines", &lines.join("\n"))])
}

/// The root of a module tree: it is included into a module of the user's, so it has no attributes of its own.
fn tree_root(plan: &Plan) -> String {
    // Nobody uses all of an API, the user's own lints are about the user's own code, and a crate need not have the features
    // that it does not use.
    let module = |krate: &CratePlan| {
        format!(
            "#[allow(clippy::module_inception, dead_code, missing_docs, unexpected_cfgs, unreachable_pub, unused_imports)]\n#[rustfmt::skip]\npub mod {};\n",
            layout::folder(krate.target)
        )
    };
    plan.crates.iter().map(module).collect()
}

/// The README of the models: an example of the document, read and changed.
fn models_readme(plan: &Plan) -> String {
    let krate = plan.crate_for(Target::Models).map_or("models", |krate| krate.path.as_str());
    let mut text = plan.package.docs.lines.join("\n");
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(
        "Fields are public and named in Rust's way; in the source, each stands beside its name in\n\
         the document. An enum keeps values that the document does not list, a union keeps arms that it does not know, and\n\
         both send them back as they came. `validate` of `support::Validate` says which limits of the document a value\n\
         breaks. Values are read up to 127 levels of arrays and objects in each other.\n",
    );
    for (callbacks, sentence) in [
        (
            &plan.webhooks,
            "\n`webhooks` has a name for each body that the API sends by itself, and for what it is answered.\n",
        ),
        (
            &plan.callbacks,
            "\n`callbacks` has a name for each body that the API sends because of a call, and for what it is answered.\n",
        ),
    ] {
        let typed = callbacks.iter().any(|callback| !callback.types.is_empty());
        text.push_str(if typed { sentence } else { "" });
    }
    if let Some((name, json)) = smallest_example(plan) {
        let fence = if json.contains("\"##") { return text } else { "##" };
        text.push_str(&format!(
            "\n```rust\nuse {krate}::{{{name}, support}};\n\nlet text = r{fence}\"{json}\"{fence};\n\
             let value: {name} = support::from_str(text)?;\nassert_eq!(support::Json::encode(&value)?, support::Json::parse(text)?);\n\
             # Ok::<(), Box<dyn std::error::Error>>(())\n```\n"
        ));
    }
    text
}

/// The smallest example that keeps its schema and whose type has a name, as JSON.
fn smallest_example(plan: &Plan) -> Option<(&TypeName, String)> {
    let payloads = plan.methods.iter().flat_map(|method| {
        let answers = method.outcomes.iter().filter_map(|outcome| match &outcome.body {
            ResponseBody::Payload(list) => Some(list),
            ResponseBody::Empty => None,
        });
        answers.flatten().chain(method.body.iter().flat_map(|body| &body.payloads))
    });
    let named = payloads.filter_map(|payload| match &payload.ty {
        RustType::Def(id) => match plan.types.get(*id) {
            Some(TypeDef::Struct(def)) => Some((&def.name, payload)),
            _ => None,
        },
        _ => None,
    });
    let examples = named.flat_map(|(name, payload)| {
        let valid = payload.examples.iter().filter(|example| example.valid);
        valid.map(move |example| (example.value.to_json().len(), name, &example.value))
    });
    let smallest = examples.filter(|(size, ..)| *size > 30).min_by_key(|(size, name, _)| (*size, name.as_str()));
    // What the compiler would refuse in a literal makes no example.
    let seen = |(_, json): &(&TypeName, String)| !json.chars().any(|c| docs::is_unseen(c) && c != '\n');
    smallest.map(|(_, name, value)| (name, pretty(value, 0))).filter(seen)
}

/// JSON over several lines, numbers as they are.
fn pretty(node: &Node, level: usize) -> String {
    let compact = node.to_json();
    let (open, close, parts): (char, char, Vec<String>) = match node {
        Node::Mapping(entries) if compact.len() > 60 => {
            let key = |key: &str| Node::String(key.to_owned()).to_json();
            let part = |(name, value): (&str, &Node)| format!("{}: {}", key(name), pretty(value, level + 1));
            ('{', '}', entries.iter().map(part).collect())
        }
        Node::Sequence(items) if compact.len() > 60 => {
            ('[', ']', items.iter().map(|item| pretty(item, level + 1)).collect())
        }
        _ => return compact,
    };
    let indent = "    ".repeat(level + 1);
    let end = "    ".repeat(level);
    format!("{open}\n{indent}{}\n{end}{close}", parts.join(&format!(",\n{indent}")))
}

/// A basic string of TOML.
fn toml(text: &str) -> String {
    Node::String(one_line(text)).to_json()
}

/// A text without line breaks and control characters.
fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let spaced: String = spaced.filter(|c| !docs::is_unseen(*c)).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
