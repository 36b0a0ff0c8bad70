//! Whether a schema says in one API what another says in another. Texts, examples and names aside: two documents may call
//! one schema by two names, and passes may have made one of several.

use std::collections::BTreeSet;

use crate::api::{
    Access, AdditionalProperties, Api, Condition, Constraints, Dispatch, Schema, SchemaId, SchemaKind, UnionSchema,
};
use crate::passes::graph::{nullable, resolve};
use crate::tree::Node;

/// A schema of the one API and a schema of the other, both behind aliases.
pub(super) type Pair = (SchemaId, SchemaId);

/// More pairs than this are not compared for one schema.
const MOST_PAIRS: usize = 100_000;

/// Compares two APIs.
pub(super) struct Comparison<'a> {
    ours: &'a Api,
    theirs: &'a Api,
    /// Pairs that are known to say the same, with all that they lead to.
    known: BTreeSet<Pair>,
    /// Pairs that are known to differ, or to lead to such.
    unlike: BTreeSet<Pair>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(ours: &'a Api, theirs: &'a Api) -> Self {
        Self { ours, theirs, known: BTreeSet::new(), unlike: BTreeSet::new() }
    }

    /// Whether two schemas say the same, and so does all that they lead to.
    pub(super) fn holds(&mut self, ours: SchemaId, theirs: SchemaId) -> bool {
        let start = (resolve(self.ours, ours), resolve(self.theirs, theirs));
        let mut assumed = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(pair) = open.pop() {
            if self.known.contains(&pair) {
                continue;
            }
            let next = if self.unlike.contains(&pair) || assumed.len() > MOST_PAIRS { None } else { self.parts(pair) };
            let Some(next) = next else {
                self.unlike.insert(start);
                return false;
            };
            open.extend(next.into_iter().filter(|pair| assumed.insert(*pair)));
        }
        // Nothing spoke against any of them.
        self.known.extend(assumed);
        true
    }

    /// All pairs that say the same.
    pub(super) fn into_known(self) -> BTreeSet<Pair> {
        self.known
    }

    /// What has to be the same for two schemas to be; none if they differ themselves.
    fn parts(&self, (ours, theirs): Pair) -> Option<Vec<Pair>> {
        let (one, other) = (self.ours.schemas.get(ours)?, self.theirs.schemas.get(theirs)?);
        let mut pairs = Pairs { comparison: self, found: Vec::new() };
        let like = one.access == other.access
            && one.null_arms.as_ref().map(|arms| arms.broken) == other.null_arms.as_ref().map(|arms| arms.broken)
            && pairs.rest(one.unevaluated, other.unevaluated)
            && pairs.limits(&one.constraints, &other.constraints)
            && pairs.kinds(&one.kind, &other.kind);
        like.then_some(pairs.found)
    }
}

/// What is behind a reference beside the schema that it leads to.
#[derive(PartialEq)]
struct Beside<'a> {
    null: bool,
    default: Option<&'a Node>,
    access: Vec<Access>,
}

fn beside(api: &Api, id: SchemaId) -> Beside<'_> {
    let way = std::iter::successors(Some(id), |at| match api.schemas.get(*at).map(|schema| &schema.kind) {
        Some(SchemaKind::Alias(to)) => Some(*to),
        _ => None,
    });
    let way: Vec<&Schema> = way.take(64).filter_map(|id| api.schemas.get(id)).collect();
    let mut access: Vec<Access> = way.iter().map(|schema| schema.access).collect();
    access.retain(|access| *access != Access::ReadWrite);
    access.dedup();
    Beside { null: nullable(api, id), default: way.iter().find_map(|schema| schema.default.as_ref()), access }
}

struct Pairs<'c, 'a> {
    comparison: &'c Comparison<'a>,
    found: Vec<Pair>,
}

impl Pairs<'_, '_> {
    fn one(&mut self, ours: SchemaId, theirs: SchemaId) -> bool {
        let (us, them) = (self.comparison.ours, self.comparison.theirs);
        self.found.push((resolve(us, ours), resolve(them, theirs)));
        beside(us, ours) == beside(them, theirs)
    }

    fn all(&mut self, ours: &[SchemaId], theirs: &[SchemaId]) -> bool {
        ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(one, other)| self.one(*one, *other))
    }

    fn rest(&mut self, ours: AdditionalProperties, theirs: AdditionalProperties) -> bool {
        match (ours, theirs) {
            (AdditionalProperties::Schema(one), AdditionalProperties::Schema(other)) => self.one(one, other),
            (one, other) => one == other,
        }
    }

    fn kinds(&mut self, ours: &SchemaKind, theirs: &SchemaKind) -> bool {
        match (ours, theirs) {
            (SchemaKind::Any, SchemaKind::Any)
            | (SchemaKind::Never, SchemaKind::Never)
            | (SchemaKind::Boolean, SchemaKind::Boolean) => true,
            (SchemaKind::Integer(one), SchemaKind::Integer(other)) => one == other,
            (SchemaKind::Number(one), SchemaKind::Number(other)) => one == other,
            (SchemaKind::String(one), SchemaKind::String(other)) => one == other,
            (SchemaKind::Enum(one), SchemaKind::Enum(other)) => {
                (&one.values, &one.names, one.open) == (&other.values, &other.names, other.open)
            }
            (SchemaKind::Array(one), SchemaKind::Array(other)) | (SchemaKind::Alias(one), SchemaKind::Alias(other)) => {
                self.one(*one, *other)
            }
            (SchemaKind::Tuple(one, rest), SchemaKind::Tuple(other, more)) => {
                self.all(one, other) && self.rest(*rest, *more)
            }
            (SchemaKind::Object(one), SchemaKind::Object(other)) => {
                one.properties.len() == other.properties.len()
                    && self.rest(one.additional, other.additional)
                    && one.properties.iter().zip(&other.properties).all(|(one, other)| {
                        (&one.name, one.required, one.declared) == (&other.name, other.required, other.declared)
                            && self.one(one.schema, other.schema)
                    })
            }
            (SchemaKind::Union(one), SchemaKind::Union(other)) => self.unions(one, other),
            // After the passes there is no other.
            _ => false,
        }
    }

    fn unions(&mut self, ours: &UnionSchema, theirs: &UnionSchema) -> bool {
        let tags = match (&ours.discriminator, &theirs.discriminator) {
            (None, None) => true,
            (Some(one), Some(other)) => one.property == other.property,
            _ => false,
        };
        ours.kind == theirs.kind
            && tags
            && dispatch(ours.dispatch.as_ref()) == dispatch(theirs.dispatch.as_ref())
            && self.all(&ours.arms, &theirs.arms)
    }

    fn limits(&mut self, ours: &Constraints, theirs: &Constraints) -> bool {
        let bare = |limits: &Constraints| Constraints { conditions: Vec::new(), ..limits.clone() };
        ours.conditions.len() == theirs.conditions.len()
            && (*ours == *theirs || bare(ours) == bare(theirs))
            && ours.conditions.iter().zip(&theirs.conditions).all(|(one, other)| self.conditions(one, other))
    }

    fn conditions(&mut self, ours: &Condition, theirs: &Condition) -> bool {
        match (ours, theirs) {
            (Condition::Literal(one), Condition::Literal(other)) => {
                let branches = |literal: &crate::api::Literal| -> Vec<SchemaId> {
                    literal.branches.iter().map(|branch| branch.schema).collect()
                };
                // What a text refers to has names of its document; then it is not known to be the same.
                let closed = !one.schema.to_json().contains("\"$ref\"");
                closed && one.schema == other.schema && self.all(&branches(one), &branches(other))
            }
            (Condition::Not(_), Condition::Not(_))
            | (Condition::AnyOf(_), Condition::AnyOf(_))
            | (Condition::OneOf(_), Condition::OneOf(_)) => self.all(ours.schemas(), theirs.schemas()),
            _ => false,
        }
    }
}

/// How arms are found speaks of arms by number, and of no place.
fn dispatch(dispatch: Option<&Dispatch>) -> String {
    format!("{dispatch:?}")
}
