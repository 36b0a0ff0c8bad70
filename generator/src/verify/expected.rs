//! What the plan says of each file.

use std::collections::{BTreeMap, BTreeSet};

use bindery_templates::{client, models, server};

use super::found::Definition;
use super::{Form, words};
use crate::plan::{EnumValue, Ident, MethodPlan, Plan, Receiving, ServicePlan, Target, TypeDef};

/// What a file has to be.
#[derive(Debug)]
pub(super) enum Expected {
    /// A template as it is.
    Copy(&'static str),
    /// No Rust; its own room says what is in it.
    Text,
    /// Rust that defines names of the plan.
    Rust(Makes),
}

/// Names that a file defines.
#[derive(Debug, Default)]
pub(super) struct Makes {
    /// What has to be there.
    pub(super) must: BTreeSet<Definition>,
    /// Further names that may be.
    pub(super) may: BTreeSet<String>,
    /// Whether what has to be there is there once.
    pub(super) once: bool,
}

impl Makes {
    fn must(&mut self, word: &str, name: impl Into<String>) {
        self.must.insert(Definition::new(word, name));
    }

    fn may<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        self.may.extend(names.into_iter().map(str::to_owned));
    }

    fn may_all(mut self, names: &[&str]) -> Self {
        self.may(names.iter().copied());
        self
    }
}

/// Every file that there has to be.
pub(super) fn files(plan: &Plan, form: Form) -> BTreeMap<String, Expected> {
    let mut files = BTreeMap::new();
    match form {
        Form::Tree => {
            files.insert("mod.rs".to_owned(), Expected::Text);
        }
        Form::Crates => {
            files.insert(".gitattributes".to_owned(), Expected::Text);
            if plan.package.workspace {
                files.insert("Cargo.toml".to_owned(), Expected::Text);
            }
        }
    }
    for target in plan.crates.iter().map(|krate| krate.target) {
        let folder = target.as_str();
        if form == Form::Crates {
            files.extend(["Cargo.toml", "README.md"].map(|name| (format!("{folder}/{name}"), Expected::Text)));
        }
        let below = match target {
            Target::Models => of_models(plan, form),
            Target::Client => of_client(plan),
            Target::Server => of_server(plan),
        };
        let (root, middle) = if form == Form::Crates { ("lib.rs", "/src") } else { ("mod.rs", "") };
        files.extend(below.into_iter().map(|(name, expected)| {
            let name = if name.is_empty() { root } else { &name };
            (format!("{folder}{middle}/{name}"), expected)
        }));
    }
    files
}

type Below = Vec<(String, Expected)>;

fn rust(name: impl Into<String>, makes: Makes) -> (String, Expected) {
    (name.into(), Expected::Rust(makes))
}

fn copy(name: impl Into<String>, text: &'static str) -> (String, Expected) {
    (name.into(), Expected::Copy(text))
}

fn root(modules: impl IntoIterator<Item = String>) -> (String, Expected) {
    let mut makes = Makes { once: true, ..Makes::default() };
    modules.into_iter().for_each(|module| makes.must("mod", module));
    rust("", makes)
}

fn of_models(plan: &Plan, form: Form) -> Below {
    let own = plan.imports.models.is_empty();
    let mut modules = vec![if own { "support" } else { "tables" }.to_owned()];
    let mut files: Below = match own {
        true => models::FILES.iter().map(|file| copy(format!("support/{}", file.path), file.text)).collect(),
        false => vec![copy("tables.rs", models::TABLES.as_str())],
    };
    if plan.needs.model_patterns {
        modules.push("patterns".to_owned());
        files.push(copy("patterns.rs", models::PATTERNS));
    }
    if form == Form::Crates && own && !plan.needs.calendars.is_empty() {
        modules.push("calendars".to_owned());
        files.push(copy("calendars.rs", models::CALENDARS));
    }
    for (name, callbacks) in [("webhooks", &plan.webhooks), ("callbacks", &plan.callbacks)] {
        let mut makes = Makes { once: true, ..Makes::default() };
        callbacks.iter().flat_map(|callback| &callback.types).for_each(|def| makes.must("type", def.name.as_str()));
        if !makes.must.is_empty() {
            modules.push(name.to_owned());
            files.push(rust(format!("{name}.rs"), makes));
        }
    }
    if plan.has_types() {
        modules.push("types".to_owned());
        files.push(rust("types.rs", types(plan)));
    }
    let (name, expected) = root(modules);
    files.push(match expected {
        Expected::Rust(makes) => rust(name, makes.may_all(words::SHARED)),
        other => (name, other),
    });
    files
}

/// All types with the rows of their tables.
fn types(plan: &Plan) -> Makes {
    let mut makes = Makes::default();
    for (_, def) in plan.printed_types() {
        let name = def.name().as_str();
        let word = match def {
            TypeDef::Enum(_) | TypeDef::Union(_) => "enum",
            TypeDef::Alias(_) => "type",
            TypeDef::Struct(_) | TypeDef::Tuple(_) | TypeDef::Newtype(_) | TypeDef::Nest(_) => "struct",
        };
        makes.must(word, name);
        match def {
            TypeDef::Struct(def) => {
                let rows = def.fields.iter().map(|field| format!("{} = {}", field.ident, field.wire));
                rows.for_each(|row| makes.must("row", row));
            }
            TypeDef::Enum(def) => {
                let value = |value: &EnumValue| match value {
                    EnumValue::String(text) | EnumValue::Json(text) => text.clone(),
                    EnumValue::Integer(value) => value.to_string(),
                };
                let rows = def.variants.iter().map(|one| format!("{} = {}", one.ident, value(&one.value)));
                rows.for_each(|row| makes.must("row", row));
            }
            _ => {}
        }
    }
    makes.may_all(words::PATCH)
}

fn of_client(plan: &Plan) -> Below {
    let mut modules: Vec<String> = ["builder", "support"].map(str::to_owned).into();
    let mut files: Below = client::FILES.iter().map(|file| copy(format!("support/{}", file.path), file.text)).collect();
    let mut builder = Makes::default().may_all(words::BUILDER);
    for scheme in &plan.schemes {
        builder.may([scheme.ident.as_str(), scheme.provider.as_str()]);
        builder.may(scheme.client.iter().map(|client| client.ident.as_str()));
    }
    builder.must("struct", "Client");
    builder.must("struct", "ClientBuilder");
    files.push(rust("builder.rs", builder));
    if !plan.headers.is_empty() {
        let mut makes = Makes { once: true, ..Makes::default() };
        plan.headers.iter().for_each(|header| makes.must("const", header.ident.as_str()));
        modules.push("headers".to_owned());
        files.push(rust("headers.rs", makes));
    }
    if !plan.servers.is_empty() {
        let mut makes = Makes::default().may_all(words::SERVERS);
        for server in &plan.servers {
            makes.must("struct", server.name.as_str());
            let lists = server.variables.iter().filter_map(|variable| variable.values.as_ref());
            lists.for_each(|(name, _)| makes.must("enum", name.as_str()));
        }
        modules.push("server".to_owned());
        files.push(rust("server.rs", makes));
    }
    for service in &plan.services {
        let mut makes = Makes::default().may_all(words::CALLS);
        methods(plan, service).for_each(|method| calls(method, &mut makes));
        modules.push(service.module.as_str().to_owned());
        files.push(rust(format!("{}.rs", plain(&service.module)), makes));
    }
    files.push(root(modules));
    files
}

/// An operation of the client: how it is called, its table, its setters.
fn calls(method: &MethodPlan, makes: &mut Makes) {
    makes.must("operation", method.stem.as_str());
    makes.may([method.ident.as_str()]);
    makes.may(method.arguments.iter().map(|argument| argument.ident.as_str()));
    let Some(body) = &method.body else { return };
    makes.may(body.written.iter().filter_map(|way| way.ident.as_ref()).map(Ident::as_str));
    if let Some((_, parts)) = body.parts() {
        makes.must("parts", parts.name.as_str());
        let headed = parts.parts.iter().filter_map(|part| part.headed.as_ref());
        headed.for_each(|part| makes.must("part", part.name.as_str()));
    }
}

fn of_server(plan: &Plan) -> Below {
    let mut modules: Vec<String> = ["document", "support"].map(str::to_owned).into();
    let parts = if plan.needs.multipart { server::MULTIPART } else { &[] };
    let sources = server::FILES.iter().chain(parts);
    let mut files: Below = sources.map(|file| copy(format!("support/{}", file.path), file.text)).collect();
    if plan.needs.server_patterns {
        modules.push("patterns".to_owned());
        files.push(copy("patterns.rs", models::PATTERNS));
    }
    let mut document = Makes::default().may_all(words::DOCUMENT);
    document.must("static", "OPERATIONS");
    plan.schemes.iter().for_each(|scheme| document.must("static", plain(&scheme.ident).to_ascii_uppercase()));
    files.push(rust("document.rs", document));
    if let Some(guard) = &plan.guard {
        let mut makes = Makes::default().may_all(words::SECURITY);
        for scheme in guard.schemes.iter().filter_map(|index| plan.schemes.get(*index)) {
            makes.must("trait", scheme.authenticator.as_str());
            makes.must("fn", scheme.ident.as_str());
        }
        modules.push("security".to_owned());
        files.push(rust("security.rs", makes));
    }
    for service in &plan.services {
        let module = plain(&service.module);
        modules.push(service.module.as_str().to_owned());
        files.extend(of_service(plan, service).map(|(name, makes)| match name {
            "" => rust(format!("{module}.rs"), makes),
            name => rust(format!("{module}/{name}.rs"), makes),
        }));
    }
    files.push(root(modules));
    files
}

/// A service of the server: its trait, and for each operation what it is, takes, gives and shows.
fn of_service(plan: &Plan, service: &ServicePlan) -> [(&'static str, Makes); 5] {
    let mut own = Makes::default().may_all(words::SERVICE);
    own.must("trait", service.name.as_str());
    ["examples", "operation", "request", "response"].iter().for_each(|module| own.must("mod", *module));
    let [mut operations, mut responses, mut examples] = [(); 3].map(|()| Makes { once: true, ..Makes::default() });
    responses.may(["PATTERN"]);
    let mut requests = Makes::default().may_all(words::REQUESTS);
    for method in methods(plan, service) {
        let constant = plain(&method.ident).to_ascii_uppercase();
        own.must("fn", method.ident.as_str());
        operations.must("static", &constant);
        responses.must("answers", format!("{}Response", method.stem));
        requests.must("struct", format!("{}Request", method.stem));
        requests.may([format!("{}RequestBody", method.stem).as_str()]);
        for received in method.body.iter().flat_map(|body| &body.received) {
            if let Receiving::Upload(upload) = &received.how {
                requests.must("enum", upload.part.as_str());
                requests.must("struct", upload.parts.as_str());
            }
        }
        examples.must("static", constant);
    }
    [("", own), ("operation", operations), ("request", requests), ("response", responses), ("examples", examples)]
}

fn methods<'p>(plan: &'p Plan, service: &'p ServicePlan) -> impl Iterator<Item = &'p MethodPlan> {
    service.methods.iter().filter_map(|index| plan.methods.get(*index))
}

fn plain(ident: &Ident) -> &str {
    ident.as_str().strip_prefix("r#").unwrap_or(ident.as_str())
}
