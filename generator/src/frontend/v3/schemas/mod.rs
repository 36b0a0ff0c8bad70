//! Schema Objects (OpenAPI 3.0.3, 4.7.24), read from the tree: `openapiv3`'s schemas lose too much.

mod circles;
mod composition;
mod conditions;
mod constraints;
mod discriminator;
mod enumeration;
mod evaluated;
mod formats;
mod literal;
mod objects;
mod reference;
mod types;

use crate::api::{Access, NameHint, Schema, SchemaId, SchemaKind, UnionKind, UnionSchema};
use crate::document::Version;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::Lowering;
use super::read;
use super::shape::NULLABLE_OF_2_0;
pub(in crate::frontend) use formats::is_binary;
pub(super) use types::Type;
use types::Types;

/// What the place of a schema says about it.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::frontend) struct Setting {
    /// The type that the schema around it gives to members and arms without one.
    base: Option<Type>,
    /// It is a member of a composition, so the properties it requires may belong to others.
    member: bool,
}

impl<'a> Lowering<'a> {
    /// An id for a schema that is read later.
    pub(in crate::frontend) fn reserve(&mut self, name: NameHint, origin: Origin) -> SchemaId {
        self.api.schemas.push(Schema::new(name, origin))
    }

    /// The schema at a place of its own. A plain reference is the schema it leads to.
    pub(in crate::frontend) fn schema(&mut self, node: &'a Node, at: &Origin, name: NameHint) -> SchemaId {
        self.schema_in(node, at, name, Setting::default())
    }

    fn schema_in(&mut self, node: &'a Node, at: &Origin, name: NameHint, setting: Setting) -> SchemaId {
        let id = if self.survey.deep.contains(at) {
            self.placed_here(at, name)
        } else {
            if let Some(key) = self.plain_reference(node, at) {
                return match self.target(key, node, at) {
                    Some(id) => id,
                    None => self.reserve(name, at.clone()),
                };
            }
            self.reserve(name, at.clone())
        };
        self.fill(id, node, at, setting);
        id
    }

    /// The id of a place that references lead to, now that its reading begins.
    fn placed_here(&mut self, at: &Origin, name: NameHint) -> SchemaId {
        let key = self.key(at, &self.scope);
        let id = match self.placed.get(&key) {
            Some(&(id, _)) => {
                self.api.schemas[id].name = name;
                id
            }
            None => self.reserve(name, at.clone()),
        };
        self.placed.insert(key, (id, true));
        id
    }

    /// Reads the schema of a reserved id.
    pub(super) fn fill(&mut self, id: SchemaId, node: &'a Node, at: &Origin, setting: Setting) {
        match node {
            Node::Mapping(mapping) if mapping.get("$id").is_some() => {
                let inside = self.survey.resources.entered(&self.scope, at);
                let outside = std::mem::replace(&mut self.scope, inside);
                self.fill_mapping(id, mapping, at, setting);
                self.scope = outside;
            }
            Node::Mapping(mapping) => self.fill_mapping(id, mapping, at, setting),
            Node::Bool(false) => self.api.schemas[id].kind = SchemaKind::Never,
            // `true` and null are any value; other kinds have been reported.
            _ => {}
        }
    }

    pub(in crate::frontend) fn fill_mapping(
        &mut self,
        id: SchemaId,
        mapping: &'a Mapping,
        at: &Origin,
        setting: Setting,
    ) {
        if reference::has_reference(mapping) {
            self.fill_reference(id, mapping, at, setting);
        } else {
            self.fill_object(id, mapping, at, setting);
        }
    }

    fn fill_object(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, setting: Setting) {
        if composition::is_composed(mapping) {
            self.composed(id, mapping, at, setting);
        } else {
            self.lone_discriminator(id, mapping, at);
            self.plain(id, mapping, at, setting);
        }
        self.annotate(id, mapping, at);
    }

    /// What does not depend on the kind: nullability, access, default, texts, examples. Says nothing where the
    /// document says nothing, so that it can be laid over what a single member has said.
    fn annotate(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin) {
        let docs = self.schema_docs(mapping, at);
        let examples = self.schema_examples(mapping, at);
        let access = self.access(mapping, at);
        let content = self.content_schema(id, mapping, at);
        let schema = &mut self.api.schemas[id];
        schema.content = content.or(schema.content);
        schema.nullable |= read::is_set(mapping, "nullable");
        schema.nullable |= self.version == Version::V20 && read::is_set(mapping, NULLABLE_OF_2_0);
        if let Some(access) = access {
            schema.access = access;
        }
        if let Some(default) = mapping.get("default") {
            schema.default = Some(default.clone());
        }
        schema.docs.title = docs.title.or(schema.docs.title.take());
        schema.docs.description = docs.description.or(schema.docs.description.take());
        schema.docs.deprecated |= docs.deprecated;
        schema.docs.inferred |= docs.inferred;
        if !docs.since.is_empty() {
            schema.docs.since = docs.since;
        }
        if !examples.is_empty() {
            schema.examples = examples;
        }
    }

    /// What a string says that is JSON.
    fn content_schema(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin) -> Option<SchemaId> {
        let json = read::text(mapping, "contentMediaType").is_some_and(|media| is_json(&media));
        let node = mapping.get("contentSchema").filter(|node| json && **node != Node::Null)?;
        let name = NameHint::Inline { parent: id, role: "content".to_owned() };
        Some(self.schema(node, &at.child("contentSchema"), name))
    }

    fn access(&mut self, mapping: &Mapping, at: &Origin) -> Option<Access> {
        match (read::is_set(mapping, "readOnly"), read::is_set(mapping, "writeOnly")) {
            (false, false) => None,
            (true, false) => Some(Access::ReadOnly),
            (false, true) => Some(Access::WriteOnly),
            (true, true) => {
                self.misread(&at.child("writeOnly"), "`readOnly` and `writeOnly` exclude each other; neither is taken");
                None
            }
        }
    }

    /// A schema without allOf, oneOf and anyOf.
    fn plain(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, setting: Setting) {
        let types = self.types(mapping, at);
        self.api.schemas[id].nullable |= types.null;
        if read_not_anything(mapping) {
            self.api.schemas[id].kind = SchemaKind::Never;
            return;
        }
        let narrowed = composition::narrowed(mapping, types.single().or(setting.base));
        let ty = types.single().or_else(|| types::inferred(mapping)).or(setting.base).or(narrowed.ty);
        if self.enumerated(id, mapping, at, &types, setting) {
            self.api.schemas[id].constraints = self.constraints(mapping, at, ty);
        } else {
            self.of_types(id, mapping, at, &types, Setting { base: ty, ..setting });
        }
        let mut conditions = self.conditions(id, mapping, at, Setting { base: ty, ..setting }, &narrowed);
        let spoken_of = ty.filter(|_| types.known.len() < 2);
        conditions.extend(self.literal_condition(id, mapping, at, spoken_of));
        self.api.schemas[id].constraints.conditions = conditions;
    }

    /// A schema of the types it names, or of the type its place gives it.
    fn of_types(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, types: &Types, setting: Setting) {
        match types.known.as_slice() {
            [] if types.null => self.api.schemas[id].kind = SchemaKind::Never,
            [] => {
                let ty = setting.base.or_else(|| self.type_of_format(mapping, at));
                self.typed(id, mapping, at, ty, setting);
            }
            [ty] => self.typed(id, mapping, at, Some(*ty), setting),
            several => {
                let arms = several.iter().map(|ty| {
                    let name = NameHint::Inline { parent: id, role: ty.as_str().to_owned() };
                    let arm = self.reserve(name, at.clone());
                    self.typed(arm, mapping, at, Some(*ty), setting);
                    arm
                });
                let arms = arms.collect();
                let union = UnionSchema { kind: UnionKind::AnyOf, arms, discriminator: None, dispatch: None };
                self.api.schemas[id].kind = SchemaKind::Union(union);
            }
        }
    }

    /// A schema of one type, or of none.
    fn typed(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, ty: Option<Type>, setting: Setting) {
        let kind = match ty {
            None => SchemaKind::Any,
            Some(Type::Boolean) => SchemaKind::Boolean,
            Some(Type::Integer) => SchemaKind::Integer(self.integer_format(mapping, at)),
            Some(Type::Number) => SchemaKind::Number(self.number_format(mapping, at)),
            Some(Type::String) => SchemaKind::String(self.string_format(mapping, at)),
            Some(Type::Array) => self.array(id, mapping, at),
            Some(Type::Object) => SchemaKind::Object(self.object(id, mapping, at, setting)),
        };
        if !matches!(ty, Some(Type::Integer | Type::Number | Type::String)) {
            self.idle_format(mapping, at);
        }
        let one_of_several = matches!(mapping.get("type"), Some(Node::Sequence(_)));
        self.idle_keys(mapping, at, ty.filter(|_| !one_of_several));
        let constraints = self.constraints(mapping, at, ty);
        let schema = &mut self.api.schemas[id];
        schema.kind = kind;
        schema.constraints = constraints;
    }

    /// What OpenAPI 3.1 has and 3.0 has not.
    fn newer(&mut self, at: &Origin, message: &str) {
        if self.edition(at) < Version::V31 {
            self.misread(at, message);
        }
    }

    /// Adds what one object says of another in the manner of the standard, but where it has no business.
    pub(in crate::frontend) fn misread(&mut self, at: &Origin, message: impl Into<String>) {
        self.report(&crate::diagnostics::codes::OA009, at, message, "");
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// `not: {}`, which nothing satisfies.
fn read_not_anything(mapping: &Mapping) -> bool {
    mapping.get("not").is_some_and(|not| match not {
        Node::Mapping(inner) => inner.is_empty(),
        Node::Bool(all) => *all,
        _ => false,
    })
}

/// Whether a schema allows every value and only has words about it.
fn is_anything(mapping: &Mapping) -> bool {
    mapping.iter().all(|(key, _)| {
        key.starts_with("x-")
            || matches!(
                key,
                "title"
                    | "description"
                    | "example"
                    | "examples"
                    | "externalDocs"
                    | "deprecated"
                    | "nullable"
                    | "$comment"
            )
    })
}
