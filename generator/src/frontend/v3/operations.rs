//! Operation Objects (OpenAPI 3.0.3, 4.7.10).

use crate::api::{
    Docs, Method, NameHint, Operation, Parameter, ParameterLocation, ParameterShape, ParameterStyle, PathPiece, Tag,
};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::source::Origin;
use crate::tree::Mapping;

use super::Lowering;
use super::parameters::same;
use super::paths::PathItem;
use super::read;

impl<'a> Lowering<'a> {
    pub(super) fn operation(
        &mut self,
        method: Method,
        mapping: &'a Mapping,
        at: &Origin,
        item: &PathItem<'a>,
    ) -> Operation {
        let operation_id = self.operation_id(mapping, at);
        let words = match (&operation_id, &item.words) {
            (Some(id), _) => vec![id.clone()],
            (None, Some(words)) => words.iter().cloned().chain([method.as_str().to_ascii_lowercase()]).collect(),
            (None, None) => path_words(&method, &item.path.pieces),
        };
        let own = self.parameters(mapping, at, &words);
        let parameters = self.all_parameters(own, at, item);
        let body = mapping.get("requestBody").map(|node| (node, at.child("requestBody")));
        if let Some((_, place)) = &body
            && matches!(method, Method::Get | Method::Head | Method::Delete | Method::Trace)
        {
            let message = format!("{} has no body with a meaning; it is kept", method.as_str());
            self.report_key(&codes::OA306, place, message, "a body");
        }
        let request_body = body.and_then(|(node, place)| self.request_body(node, &place, &words));
        let responses = self.responses(mapping.get("responses"), &at.child("responses"), &words);
        let callbacks = self.callbacks(mapping, at, &words);
        let security = match mapping.get("security") {
            Some(node) => self.requirements(node, &at.child("security")),
            None => self.document_security(),
        };
        let servers = match self.servers(mapping.get("servers"), &at.child("servers")) {
            servers if servers.is_empty() => item.servers.clone(),
            servers => servers,
        };
        let tags = self.tags(mapping, at);
        let docs = self.operation_docs(mapping, at, item);
        let extensions = self.operation_extensions(mapping, at);
        Operation {
            operation_id,
            method,
            path: item.path.clone(),
            parameters,
            request_body,
            responses,
            callbacks,
            security,
            servers,
            tags,
            docs,
            extensions,
            origin: at.clone(),
        }
    }

    /// The id, if it is the first of its kind.
    pub(in crate::frontend) fn operation_id(&mut self, mapping: &Mapping, at: &Origin) -> Option<String> {
        let id = read::text(mapping, "operationId").filter(|id| !id.is_empty())?;
        let place = at.child("operationId");
        if let Some(first) = self.operation_ids.get(&id) {
            let found = Diagnostic::new(
                &codes::OA303,
                format!("`{id}` is the id of another operation; this one gets a name from its path"),
                Label::value(&place, "the second one"),
            )
            .and(Label::value(first, "the first one"));
            self.diagnostics.push(found.help("give each operation an id of its own"));
            return None;
        }
        self.operation_ids.insert(id.clone(), place);
        Some(id)
    }

    /// The path item's parameters, each replaced by the operation's own of the same place and name, then the rest of
    /// the operation's own; exactly those path parameters that stand in the path.
    pub(in crate::frontend) fn all_parameters(
        &mut self,
        own: Vec<Parameter>,
        at: &Origin,
        item: &PathItem<'a>,
    ) -> Vec<Parameter> {
        let mut parameters = item.parameters.clone();
        for parameter in own {
            match parameters.iter_mut().find(|known| same(known, &parameter)) {
                Some(known) => *known = parameter,
                None => parameters.push(parameter),
            }
        }
        self.lone_query(&mut parameters);
        let in_path = |name: &str| item.path.pieces.contains(&PathPiece::Parameter(name.to_owned()));
        let (kept, unused): (Vec<_>, Vec<_>) = parameters
            .into_iter()
            .partition(|parameter| parameter.location != ParameterLocation::Path || in_path(&parameter.name));
        for parameter in unused {
            self.unused_path_parameter(&parameter, item);
        }
        let mut parameters = kept;
        for piece in &item.path.pieces {
            let PathPiece::Parameter(name) = piece else { continue };
            let declared = |known: &Parameter| known.location == ParameterLocation::Path && known.name == *name;
            if !parameters.iter().any(declared) {
                parameters.push(self.undeclared_path_parameter(name, at, item));
            }
        }
        parameters
    }

    /// A whole query leaves no room for parts of it.
    fn lone_query(&mut self, parameters: &mut Vec<Parameter>) {
        let whole = parameters.iter().find(|known| known.location == ParameterLocation::QueryString);
        let Some(whole) = whole.map(|known| known.origin.clone()) else { return };
        let (kept, out): (Vec<_>, Vec<_>) = std::mem::take(parameters).into_iter().partition(|known| {
            let in_query = matches!(known.location, ParameterLocation::QueryString | ParameterLocation::Query);
            known.origin == whole || !in_query
        });
        *parameters = kept;
        for parameter in out {
            if self.reported_once(&parameter.origin, &whole) {
                let message = format!("`{}` stands in a query that another parameter is the whole of", parameter.name);
                let found = Diagnostic::new(&codes::OA009, message, Label::value(&parameter.origin, "left out"));
                self.diagnostics.push(found.and(Label::value(&whole, "the whole query")));
            }
        }
    }

    /// Reported where it is declared, and once for a path item's.
    fn unused_path_parameter(&mut self, parameter: &Parameter, item: &PathItem<'a>) {
        let of_item = item.parameters.iter().any(|known| same(known, parameter));
        if of_item && !self.reported_once(&parameter.origin, &item.key) {
            return;
        }
        let colon = format!(":{}", parameter.name);
        let found = Diagnostic::new(
            &codes::OA302,
            format!("the path parameter `{}` does not stand in `{}`; it is left out", parameter.name, item.path.text),
            Label::value(&parameter.origin, "left out"),
        )
        .and(Label::key(&item.key, "this path"));
        let names = item.path.pieces.iter().filter_map(|piece| match piece {
            PathPiece::Parameter(name) => Some(name.as_str()),
            PathPiece::Literal(_) => None,
        });
        let near = super::words::suggestion(&parameter.name, names).map(str::to_owned);
        let written = item.path.text.split('/').any(|segment| segment == colon);
        self.diagnostics.push(match near {
            _ if written => found.help(format!("write `{{{}}}` in the path, not `{colon}`", parameter.name)),
            Some(near) => found.help(format!("the path has `{{{near}}}`")),
            None => found.help(format!("`{{{}}}` would have to stand in the path", parameter.name)),
        });
    }

    fn undeclared_path_parameter(&mut self, name: &str, at: &Origin, item: &PathItem<'a>) -> Parameter {
        if self.reported_once(&item.key, &item.key.child(name)) {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::OA301,
                    format!("path parameter `{name}` is not declared; it is read as a string"),
                    Label::key(&item.key, format!("`{{{name}}}` stands in the path")),
                )
                .and(Label::key(at, "not declared here"))
                .help(format!("add a parameter with `in: path` and `name: {name}`")),
            );
        }
        let schema = self.string_schema(NameHint::Operation(vec![name.to_owned()]), item.key.clone());
        Parameter {
            name: name.to_owned(),
            location: ParameterLocation::Path,
            required: true,
            shape: ParameterShape::Schema {
                schema,
                style: ParameterStyle::Simple,
                explode: false,
                allow_reserved: false,
            },
            examples: Vec::new(),
            docs: Docs::default(),
            origin: item.key.clone(),
        }
    }

    /// Whether a pair of places is new: what a path item gets wrong is said once, not once per operation.
    fn reported_once(&mut self, a: &Origin, b: &Origin) -> bool {
        self.reported.insert((a.clone(), b.clone()))
    }

    /// The tags; one that is not declared is declared by its first use.
    pub(in crate::frontend) fn tags(&mut self, mapping: &Mapping, at: &Origin) -> Vec<String> {
        let place = at.child("tags");
        let mut tags: Vec<String> = Vec::new();
        for (index, name) in read::texts(mapping, "tags").into_iter().enumerate() {
            if tags.contains(&name) {
                continue;
            }
            if self.tag_names.is_empty() {
                self.tag_names.extend(self.api.tags.iter().map(|tag| tag.name.clone()));
            }
            if self.tag_names.insert(name.clone()) {
                self.api.tags.push(Tag::new(name.clone(), place.child(index)));
            }
            tags.push(name);
        }
        tags
    }

    /// Summary and description, the path item's where the operation has none.
    pub(in crate::frontend) fn operation_docs(&mut self, mapping: &Mapping, at: &Origin, item: &PathItem<'a>) -> Docs {
        let described = self.docs(mapping, at);
        Docs {
            title: read::text(mapping, "summary").or_else(|| read::text(item.mapping, "summary")),
            description: described.description.clone().or_else(|| read::text(item.mapping, "description")),
            since: self.since(mapping, at),
            ..described
        }
    }

    /// The document's own security, read once.
    pub(in crate::frontend) fn document_security(&mut self) -> Vec<crate::api::SecurityRequirement> {
        if self.document_security.is_none() {
            let root = self.root;
            let at = Origin::root(self.source).child("security");
            let requirements = root.get("security").map(|node| self.requirements(node, &at)).unwrap_or_default();
            self.document_security = Some(requirements);
        }
        self.document_security.clone().unwrap_or_default()
    }
}

/// Words for an operation without an id: method and path.
pub(in crate::frontend) fn path_words(method: &Method, pieces: &[PathPiece]) -> Vec<String> {
    let mut words = vec![method.as_str().to_ascii_lowercase()];
    for piece in pieces {
        match piece {
            PathPiece::Literal(text) => {
                words.extend(text.split('/').filter(|word| !word.is_empty()).map(str::to_owned))
            }
            PathPiece::Parameter(name) => words.push(name.clone()),
        }
    }
    words
}
