//! allOf, oneOf and anyOf, alone, together, and beside other keys.

use crate::api::{AdditionalProperties, Condition, NameHint, NullArms, SchemaId, SchemaKind, UnionKind, UnionSchema};
use crate::frontend::v3::Lowering;
use crate::frontend::v3::read;
use crate::source::Origin;
use crate::tree::{Mapping, Node};

use super::reference::has_reference;
use super::types::{self, Type, Types};
use super::{Setting, conditions, constraints, read_not_anything};

/// A part of a composition: all parts must be met.
enum Part<'n> {
    /// A member of allOf.
    Member(Origin, &'n Node),
    /// What the reference under a key leads to.
    Reference(&'static str),
    /// All of oneOf, or all of anyOf.
    Union(UnionKind),
    /// What stands beside them.
    Own,
}

/// Whether a schema has members or arms.
pub(super) fn is_composed(mapping: &Mapping) -> bool {
    ["allOf", "oneOf", "anyOf"].iter().any(|key| !read::items(mapping, key).is_empty())
}

fn union_key(kind: UnionKind) -> &'static str {
    match kind {
        UnionKind::OneOf => "oneOf",
        UnionKind::AnyOf | UnionKind::Heirs => "anyOf",
    }
}

impl<'a> Lowering<'a> {
    /// Reads a schema with members or arms.
    pub(super) fn composed(&mut self, id: SchemaId, mapping: &'a Mapping, at: &Origin, setting: Setting) {
        let types = self.types(mapping, at);
        self.api.schemas[id].nullable |= types.null;
        let base = types.single().or(setting.base);
        let parts = Self::parts(mapping, at, base);
        if !parts.iter().any(|part| matches!(part, Part::Union(_))) {
            self.lone_discriminator(id, mapping, at);
        }
        match parts.as_slice() {
            [] | [Part::Own] => {
                self.plain(id, mapping, at, setting);
                let others = self.closing(id, mapping, at);
                if let SchemaKind::Object(object) = &mut self.api.schemas[id].kind
                    && object.additional == AdditionalProperties::Unstated
                {
                    object.additional = others;
                    self.api.schemas[id].unevaluated = others;
                }
            }
            [Part::Union(kind)] => {
                self.idle_format(mapping, at);
                self.union(id, *kind, mapping, at, Setting { base, ..setting });
            }
            [Part::Member(place, node)] => {
                self.idle_format(mapping, at);
                if !read::items(mapping, "allOf").is_empty() {
                    self.api.lone_members.insert(id);
                }
                self.only_member(id, node, place, Setting { base, ..setting });
            }
            [Part::Reference(key)] => {
                if let Some(target) = self.target_of(key, mapping, at) {
                    self.api.schemas[id].kind = SchemaKind::Alias(target);
                }
            }
            _ => {
                self.all_of(id, &parts, mapping, at, &types, Setting { base, member: true });
                self.api.schemas[id].unevaluated = self.closing(id, mapping, at);
            }
        }
    }

    /// The parts in document order.
    fn parts(mapping: &'a Mapping, at: &Origin, base: Option<Type>) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let narrowed = narrowed(mapping, base);
        // A reference cannot be told its type as members are, so a type beside it is a part of its own.
        let referred = has_reference(mapping);
        let own = says_more(mapping) || !narrowed.keys.is_empty() || referred && mapping.get("type").is_some();
        for (key, _) in mapping.iter() {
            match key {
                "$ref" => parts.push(Part::Reference("$ref")),
                "$dynamicRef" => parts.push(Part::Reference("$dynamicRef")),
                "allOf" => {
                    let place = at.child(key);
                    let members = read::items(mapping, key).iter().enumerate();
                    parts.extend(members.map(|(index, node)| Part::Member(place.child(index), node)));
                }
                "oneOf" | "anyOf" if !read::items(mapping, key).is_empty() && !narrowed.has(key) => {
                    let kind = if key == "oneOf" { UnionKind::OneOf } else { UnionKind::AnyOf };
                    parts.push(match read::items(mapping, key) {
                        // One arm of one is a member, whatever stands beside it.
                        [node] if !is_null(node) && mapping.get("discriminator").is_none() => {
                            Part::Member(at.child(key).child(0), node)
                        }
                        _ => Part::Union(kind),
                    });
                }
                _ if own
                    && (is_own(key) || narrowed.has(key) || referred && key == "type")
                    && !parts.iter().any(|part| matches!(part, Part::Own)) =>
                {
                    parts.push(Part::Own);
                }
                _ => {}
            }
        }
        parts
    }

    fn all_of(
        &mut self,
        id: SchemaId,
        parts: &[Part<'a>],
        mapping: &'a Mapping,
        at: &Origin,
        types: &Types,
        setting: Setting,
    ) {
        let mut members = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let name = |role: String| NameHint::Inline { parent: id, role };
            members.push(match part {
                Part::Member(place, node) => self.schema_in(node, place, name(index.to_string()), setting),
                Part::Reference(key) => match self.target_of(key, mapping, at) {
                    Some(target) => target,
                    None => continue,
                },
                Part::Union(kind) => {
                    let place = at.child(union_key(*kind));
                    let union = self.reserve(name(union_key(*kind).to_owned()), place);
                    self.union(union, *kind, mapping, at, setting);
                    union
                }
                Part::Own => {
                    let own = self.reserve(name("own".to_owned()), at.clone());
                    self.plain(own, mapping, at, setting);
                    // The whole says whether it may be null; a member must not forbid it.
                    self.api.schemas[own].nullable = types.null || read::is_set(mapping, "nullable");
                    own
                }
            });
        }
        self.api.schemas[id].kind = SchemaKind::AllOf(members);
    }

    /// A composition of one: the schema is its member, with what stands around it laid over.
    fn only_member(&mut self, id: SchemaId, node: &'a Node, at: &Origin, setting: Setting) {
        match self.plain_reference(node, at) {
            Some(key) => {
                if let Some(target) = self.target(key, node, at) {
                    self.api.schemas[id].kind = SchemaKind::Alias(target);
                }
            }
            None if self.survey.deep.contains(at) => {
                let name = NameHint::Inline { parent: id, role: "0".to_owned() };
                let member = self.schema_in(node, at, name, setting);
                self.api.schemas[id].kind = SchemaKind::Alias(member);
            }
            None => self.fill(id, node, at, setting),
        }
    }

    fn union(&mut self, id: SchemaId, kind: UnionKind, mapping: &'a Mapping, at: &Origin, setting: Setting) {
        let place = at.child(union_key(kind));
        let arms = read::items(mapping, union_key(kind)).iter().enumerate();
        // An arm that holds nothing adds nothing.
        let arms = arms.filter(|(_, node)| **node != Node::Bool(false));
        let (null, arms): (Vec<_>, Vec<_>) = arms.partition(|(_, node)| is_null(node));
        let asked = kind == UnionKind::OneOf && !read::is_set(mapping, "nullable");
        let only: Vec<Origin> = null.iter().map(|(index, _)| place.child(index)).collect();
        let nullable = self.api.schemas[id].nullable || !only.is_empty();
        let discriminator = self.discriminator(mapping, at);
        let mut left = None;
        match arms.as_slice() {
            [] => self.api.schemas[id].kind = SchemaKind::Never,
            [(index, node)] if discriminator.is_none() => {
                self.api.schemas[id].nullable = false;
                self.only_member(id, node, &place.child(index), setting);
                left = self.api.schemas[id].nullable.then(|| place.child(index));
            }
            arms => {
                let arm = |(index, node): &(usize, &'a Node)| {
                    let name = NameHint::Inline { parent: id, role: index.to_string() };
                    self.schema_in(node, &place.child(index), name, setting)
                };
                let arms = arms.iter().map(arm).collect();
                let union = UnionSchema { kind, arms, discriminator, dispatch: None };
                self.api.schemas[id].kind = SchemaKind::Union(union);
            }
        }
        let schema = &mut self.api.schemas[id];
        schema.nullable |= nullable;
        if asked {
            schema.null_arms = Some(NullArms { only, left, broken: false });
        } else if kind == UnionKind::OneOf || !only.is_empty() {
            // Null is allowed whatever the arm that is left says.
            schema.null_arms = None;
        }
    }

    /// What values are held against beside their type: `not`, and the arms that only narrow the whole.
    pub(super) fn conditions(
        &mut self,
        id: SchemaId,
        mapping: &'a Mapping,
        at: &Origin,
        setting: Setting,
        narrowed: &Narrowed,
    ) -> Vec<Condition> {
        let setting = Setting { member: true, ..setting };
        let mut conditions = Vec::new();
        if let Some(node) = mapping.get("not").filter(|node| *node != &Node::Null && *node != &Node::Bool(false)) {
            let name = NameHint::Inline { parent: id, role: "not".to_owned() };
            conditions.push(Condition::Not(self.schema_in(node, &at.child("not"), name, setting)));
        }
        for key in &narrowed.keys {
            let place = at.child(key);
            let mut arms = Vec::new();
            for (index, node) in read::items(mapping, key).iter().enumerate() {
                let name = NameHint::Inline { parent: id, role: index.to_string() };
                arms.push(self.schema_in(node, &place.child(index), name, setting));
            }
            conditions.push(if *key == "oneOf" { Condition::OneOf(arms) } else { Condition::AnyOf(arms) });
        }
        conditions
    }
}

/// Unions whose arms are no types of their own: they say which properties go together, or set limits.
#[derive(Debug, Default)]
pub(super) struct Narrowed {
    /// Their keys.
    keys: Vec<&'static str>,
    /// The one type that their arms speak of.
    pub(super) ty: Option<Type>,
}

impl Narrowed {
    fn has(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }
}

/// The unions that only narrow the whole, which is of type `base` if it says so.
pub(super) fn narrowed(mapping: &Mapping, base: Option<Type>) -> Narrowed {
    let mut found = Narrowed::default();
    if mapping.get("discriminator").is_some() || matches!(mapping.get("type"), Some(Node::Sequence(_))) {
        return found;
    }
    let whole = base.or_else(|| types::inferred(mapping)).or_else(|| constraints::spoken_of(mapping));
    for key in ["anyOf", "oneOf"] {
        let arms = read::items(mapping, key);
        let types: Option<Vec<Option<Type>>> = arms.iter().map(condition).collect();
        let Some(types) = types.filter(|_| arms.len() > 1) else { continue };
        // An arm that speaks of no type takes values of all of them: those of another arm are not the whole's.
        let open = whole.or(found.ty).is_none() && types.contains(&None);
        if open && arms.iter().any(|arm| arm.as_mapping().is_some_and(|arm| arm.get("type").is_some())) {
            continue;
        }
        let mut types = types.into_iter().flatten();
        let first = whole.or(found.ty).or_else(|| types.next());
        if types.all(|ty| first.is_none_or(|first| first == ty || (first, ty) == (Type::Integer, Type::Number))) {
            found.keys.push(key);
            found.ty = found.ty.or(first.filter(|_| !open));
        }
    }
    found
}

/// The type that an arm speaks of, if it only names properties that must be there or sets limits. Not an arm that says
/// nothing but its type.
fn condition(node: &Node) -> Option<Option<Type>> {
    let mapping = node.as_mapping()?;
    let limit = |key: &str| constraints::limits().any(|limit| limit == key) || conditions::only_narrows(key);
    let known = |key: &str| limit(key) || matches!(key, "required" | "not" | "type" | "title" | "description");
    if !mapping.iter().all(|(key, _)| known(key)) || read_not_anything(mapping) {
        return None;
    }
    if !mapping.iter().any(|(key, _)| limit(key) || matches!(key, "required" | "not")) {
        return None;
    }
    match mapping.get("type") {
        None => Some(types::inferred(mapping).or_else(|| constraints::spoken_of(mapping))),
        Some(node) => node.as_str().and_then(Type::parse).map(Some),
    }
}

/// Whether a key says something about values that is no member, arm or type.
fn is_own(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "required"
            | "additionalProperties"
            | "items"
            | "prefixItems"
            | "enum"
            | "const"
            | "format"
            | "not"
            | "minimum"
            | "maximum"
            | "exclusiveMinimum"
            | "exclusiveMaximum"
            | "multipleOf"
            | "minLength"
            | "maxLength"
            | "pattern"
            | "minItems"
            | "maxItems"
            | "uniqueItems"
            | "minProperties"
            | "maxProperties"
    ) || conditions::is_condition(key)
}

/// Whether what stands beside members and arms makes a part of its own. A type alone does not: it is handed on to
/// the members and arms that have none. `additionalProperties: true` and an empty `properties` say nothing either.
fn says_more(mapping: &Mapping) -> bool {
    let filled = |key| {
        mapping.get(key).is_some_and(|node| match node {
            Node::Sequence(items) => !items.is_empty(),
            Node::Mapping(inner) => !inner.is_empty(),
            _ => false,
        })
    };
    let closed =
        matches!(mapping.get("additionalProperties"), Some(Node::Bool(false))) || filled("additionalProperties");
    let limits = constraints::limits().any(|key| mapping.get(key).is_some_and(|node| node != &Node::Null));
    closed
        || limits
        || ["properties", "required", "items", "prefixItems"].into_iter().any(filled)
        || mapping.get("enum").is_some_and(|listed| listed.as_sequence().is_some())
        || mapping.get("const").is_some()
        || read_not_anything(mapping)
        || mapping.get("not").is_some()
        || mapping.iter().any(|(key, node)| conditions::is_condition(key) && node != &Node::Null)
}

/// An arm that allows null and nothing else, in any of its spellings.
fn is_null(node: &Node) -> bool {
    let Some(mapping) = node.as_mapping() else { return node == &Node::Null };
    let only_null = |node: &Node| matches!(node.as_sequence(), Some([Node::Null])) || node == &Node::Null;
    let type_null = mapping.get("type").is_some_and(|node| {
        node.as_str() == Some("null") || matches!(node.as_sequence(), Some([item]) if item.as_str() == Some("null"))
    });
    let bare = || mapping.iter().all(|(key, _)| matches!(key, "nullable" | "title" | "description" | "default"));
    !has_reference(mapping)
        && (type_null
            || mapping.get("enum").is_some_and(only_null)
            || mapping.get("const").is_some_and(only_null)
            || (read::is_set(mapping, "nullable") && bare()))
}
