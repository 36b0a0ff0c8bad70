//! IR 1 as stable text, for `inspect` and snapshots.
//!
//! One line per operation, parameter, body, response, schema, property and arm. An inline schema stands below the line
//! that has it, a named one under its own name; what has been printed already is only pointed at.

mod texts;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{
    AdditionalProperties, Api, Callback, Condition, Docs, EventData, MappingEntry, MediaType, NameHint, Operation,
    Parameter, ParameterLocation, ParameterShape, SchemaId, SchemaKind, SecurityRequirement, UnionSchema,
};
use texts::{
    comment, dispatch_text, docs_text, examples_text, kind_text, marks, qualities, schema_name, scheme_text,
    status_text,
};

/// The whole model, or the named schemas and operations `only` means: a component, an operation's id, a path, a tag.
pub fn dump(api: &Api, only: Option<&str>) -> String {
    let mut dump = Dump { api, out: String::new(), seen: BTreeSet::new() };
    if only.is_none() {
        dump.head();
    }
    for (_, operation) in api.operations.iter().filter(|(_, operation)| is_wanted(operation, only)) {
        dump.operation(operation);
    }
    for (word, callback) in callbacks(api) {
        dump.callback(word, callback, only);
    }
    for (name, id) in api.components.iter().filter(|(name, _)| only.is_none_or(|only| only == name)) {
        dump.component(name, *id);
    }
    dump.out
}

fn callbacks(api: &Api) -> impl Iterator<Item = (&'static str, &Callback)> {
    let webhooks = api.webhooks.iter().map(|webhook| ("webhook", webhook));
    webhooks.chain(api.callbacks.iter().map(|(_, callback)| ("callback", callback)))
}

fn is_wanted(operation: &Operation, only: Option<&str>) -> bool {
    only.is_none_or(|only| {
        operation.operation_id.as_deref() == Some(only)
            || operation.path.text == only
            || operation.tags.iter().any(|tag| tag == only)
    })
}

struct Dump<'a> {
    api: &'a Api,
    out: String,
    seen: BTreeSet<SchemaId>,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        for _ in 0..depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn head(&mut self) {
        let api = self.api;
        let mut text = format!("api {:?} {:?}", api.info.title, api.info.version);
        if let Some(address) = &api.address {
            let _ = write!(text, " at {address}");
        }
        if let Some(license) = &api.info.license {
            let _ = write!(text, " license {license:?}");
        }
        self.line(0, &text);
        for server in &api.servers {
            let name = server.name.as_ref().map_or_else(String::new, |name| format!(" {name:?}"));
            self.line(0, &format!("server {}{name}", server.url));
            for variable in &server.variables {
                self.line(1, &format!("{} = {:?} {:?}", variable.name, variable.default, variable.values));
            }
        }
        for tag in &api.tags {
            let more = [("", &tag.summary), ("below ", &tag.parent), ("kind ", &tag.kind)];
            let more = more.iter().filter_map(|(word, text)| Some(format!(" {word}{:?}", text.as_ref()?)));
            let more: String = more.collect();
            self.line(0, &format!("tag {}{more}{}", tag.name, comment(tag.description.as_deref())));
        }
        for (_, scheme) in api.security_schemes.iter() {
            let text = format!("security {}: {}{}", scheme.name, scheme_text(&scheme.kind), docs_text(&scheme.docs));
            self.line(0, &text);
        }
        if let Some(document) = &api.error_document {
            let text = format!("error document {} {}", document.media_type, document.body.to_json());
            self.line(0, &text);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        self.out.push('\n');
        self.request(operation);
    }

    fn callback(&mut self, word: &str, callback: &Callback, only: Option<&str>) {
        let whole = only.is_none_or(|only| only == callback.name);
        let operations: Vec<_> =
            callback.operations.iter().filter(|operation| whole || is_wanted(operation, only)).collect();
        if !whole && operations.is_empty() {
            return;
        }
        self.out.push('\n');
        self.line(0, &format!("{word} {}", callback.name));
        operations.into_iter().for_each(|operation| self.request(operation));
    }

    fn request(&mut self, operation: &Operation) {
        let id = operation.operation_id.as_deref().unwrap_or("(no id)");
        let head = format!("{} {} {id}{}", operation.method.as_str(), operation.path.text, docs_text(&operation.docs));
        self.line(0, &head);
        self.line(1, &format!("at {}", operation.origin.pointer));
        if !operation.tags.is_empty() {
            self.line(1, &format!("tags {}", operation.tags.join(", ")));
        }
        for server in &operation.servers {
            self.line(1, &format!("server {}", server.url));
        }
        self.line(1, &format!("security {}", self.security_text(&operation.security)));
        self.extensions(operation);
        for parameter in &operation.parameters {
            self.parameter(parameter);
        }
        if let Some(body) = &operation.request_body {
            let required = if body.required { " required" } else { "" };
            let patch = if body.merge_patch { " merge-patch" } else { "" };
            self.line(1, &format!("body{required}{patch}{}", docs_text(&body.docs)));
            self.content(2, &body.content);
        }
        for response in &operation.responses {
            let status = status_text(response.status);
            self.line(1, &format!("{status}{}", comment(Some(&response.text()))));
            for header in &response.headers {
                let required = if header.required { " required" } else { "" };
                let text = format!("header {}{required}{}", header.name, marks(&header.docs));
                self.shape(2, &text, &header.shape, &header.docs);
            }
            self.content(2, &response.content);
        }
        for callback in operation.callbacks.iter().filter_map(|id| self.api.callbacks.get(*id)) {
            self.line(1, &format!("callback {}", callback.name));
        }
    }

    fn extensions(&mut self, operation: &Operation) {
        for authorizer in &operation.extensions.authorizers {
            self.line(1, &format!("authorizer {} {}", authorizer.name, authorizer.parameters.join(" ")));
        }
        for permissions in &operation.extensions.permissions {
            self.line(1, &format!("permissions {}", permissions.join(" + ")));
        }
        if let Some(pages) = &operation.extensions.pagination {
            let style = pages.style.as_ref().map_or_else(|| "none".to_owned(), |style| format!("{style:?}"));
            let mut text = format!("pages {style}");
            let places =
                [("limit", &pages.limit), ("items", &pages.items), ("more", &pages.more), ("total", &pages.total)];
            for (name, place) in places.into_iter().filter_map(|(name, place)| Some((name, place.as_ref()?))) {
                text.push_str(&format!(" {name} {place:?}"));
            }
            self.line(1, &text);
        }
    }

    fn security_text(&self, security: &[SecurityRequirement]) -> String {
        let one = |requirement: &SecurityRequirement| {
            let schemes = requirement.schemes.iter().map(|(id, scopes)| {
                let name = self.api.security_schemes.get(*id).map_or("?", |scheme| scheme.name.as_str());
                if scopes.is_empty() { name.to_owned() } else { format!("{name}({})", scopes.join(" ")) }
            });
            let schemes: Vec<_> = schemes.collect();
            if schemes.is_empty() { "none".to_owned() } else { schemes.join(" + ") }
        };
        if security.is_empty() {
            return "none".to_owned();
        }
        security.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let location = match parameter.location {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::QueryString => "querystring",
            ParameterLocation::Header => "header",
            ParameterLocation::Cookie => "cookie",
        };
        let required = if parameter.required { " required" } else { "" };
        let examples = examples_text(&parameter.examples);
        let text = format!("{location} {}{required}{}{examples}", parameter.name, marks(&parameter.docs));
        self.shape(1, &text, &parameter.shape, &parameter.docs);
    }

    fn shape(&mut self, depth: usize, text: &str, shape: &ParameterShape, docs: &Docs) {
        if docs.description.is_some() {
            let text = comment(docs.description.as_deref());
            self.line(depth, text.trim_start());
        }
        match shape {
            ParameterShape::Schema { schema, style, explode, allow_reserved } => {
                let explode = if *explode { "*" } else { "" };
                let reserved = if *allow_reserved { " reserved" } else { "" };
                self.schema(depth, &format!("{text} [{style:?}{explode}{reserved}]"), *schema);
            }
            ParameterShape::Content(media) => {
                self.line(depth, text);
                self.content(depth + 1, std::slice::from_ref(media));
            }
        }
    }

    fn content(&mut self, depth: usize, content: &[MediaType]) {
        for media in content {
            let text = format!("{} ({:?}){}", media.range.text, media.kind, examples_text(&media.examples));
            match media.schema {
                Some(schema) => self.schema(depth, &text, schema),
                None => self.line(depth, &text),
            }
            if let Some(item) = media.item {
                self.schema(depth + 1, "each", item);
            }
            match media.data {
                Some(EventData::Json(data)) => self.schema(depth + 1, "data", data),
                Some(EventData::Text) => self.line(depth + 1, "data: text"),
                None => {}
            }
            for encoding in &media.encodings {
                let text = format!(
                    "encoding {} {:?} {:?} {:?}{}",
                    encoding.property,
                    encoding.content_type,
                    encoding.style,
                    encoding.explode,
                    if encoding.allow_reserved { " reserved" } else { "" }
                );
                self.line(depth + 1, &text);
                for header in &encoding.headers {
                    self.shape(depth + 2, &format!("header {}", header.name), &header.shape, &header.docs);
                }
            }
        }
    }

    fn component(&mut self, name: &str, id: SchemaId) {
        self.out.push('\n');
        self.seen.insert(id);
        self.body(0, name, id);
    }

    /// A schema behind a name: its own name, or what it is and what it has.
    fn schema(&mut self, depth: usize, text: &str, id: SchemaId) {
        let Some(schema) = self.api.schemas.get(id) else { return };
        if let NameHint::Component(name) = &schema.name {
            self.line(depth, &format!("{text}: {name}"));
        } else if self.seen.insert(id) {
            self.body(depth, text, id);
        } else {
            self.line(depth, &format!("{text}: as at {}", schema.origin.pointer));
        }
    }

    fn body(&mut self, depth: usize, text: &str, id: SchemaId) {
        let Some(schema) = self.api.schemas.get(id) else { return };
        let line = format!("{text}: {}{}", kind_text(self.api, &schema.kind), qualities(schema));
        self.line(depth, &line);
        let depth = depth + 1;
        match &schema.kind {
            SchemaKind::Array(item) => self.schema(depth, "item", *item),
            SchemaKind::Alias(target) if !self.is_component(*target) => self.schema(depth, "target", *target),
            SchemaKind::Tuple(places, rest) => {
                for (index, place) in places.iter().enumerate() {
                    self.schema(depth, &index.to_string(), *place);
                }
                self.additional(depth, *rest);
            }
            SchemaKind::Object(object) => {
                for property in &object.properties {
                    let required = if property.required { "" } else { "?" };
                    self.schema(depth, &format!("{}{required}", property.name), property.schema);
                }
                self.additional(depth, object.additional);
            }
            SchemaKind::AllOf(members) => {
                for member in members {
                    self.schema(depth, "&", *member);
                }
            }
            SchemaKind::Union(union) => self.union(depth, union),
            _ => {}
        }
        if matches!(schema.kind, SchemaKind::AllOf(_)) {
            self.additional(depth, schema.unevaluated);
        }
        for condition in &schema.constraints.conditions {
            let word = match condition {
                Condition::Not(_) => "not",
                Condition::AnyOf(_) => "any of",
                Condition::OneOf(_) => "one of",
                Condition::Literal(literal) => {
                    self.line(depth, &format!("holds {}", literal.schema.to_json()));
                    for branch in &literal.branches {
                        self.schema(depth, "perhaps", branch.schema);
                    }
                    continue;
                }
            };
            for schema in condition.schemas() {
                self.schema(depth, word, *schema);
            }
        }
    }

    fn additional(&mut self, depth: usize, additional: AdditionalProperties) {
        match additional {
            AdditionalProperties::Unstated => {}
            AdditionalProperties::Any => self.line(depth, "...: any"),
            AdditionalProperties::Forbidden => self.line(depth, "...: none"),
            AdditionalProperties::Schema(schema) => self.schema(depth, "...", schema),
        }
    }

    fn union(&mut self, depth: usize, union: &UnionSchema) {
        if let Some(tag) = &union.discriminator {
            let entry = |entry: &MappingEntry| format!("{}={}", entry.value, self.name(entry.schema));
            let mut mapping: Vec<_> = tag.mapping.iter().map(entry).collect();
            mapping.extend(tag.default.map(|schema| format!("else {}", self.name(schema))));
            self.line(depth, &format!("discriminator {} {}", tag.property, mapping.join(" ")));
        }
        if let Some(dispatch) = &union.dispatch {
            self.line(depth, &format!("dispatch {}", dispatch_text(dispatch)));
        }
        for arm in &union.arms {
            self.schema(depth, "|", *arm);
        }
    }

    fn is_component(&self, id: SchemaId) -> bool {
        self.api.schemas.get(id).is_some_and(|schema| matches!(schema.name, NameHint::Component(_)))
    }

    fn name(&self, id: SchemaId) -> String {
        self.api.schemas.get(id).map_or_else(String::new, schema_name)
    }
}
