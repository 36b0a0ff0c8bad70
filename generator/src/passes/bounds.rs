//! Bounds on what a document may ask for, judged before any work whose cost grows faster than the document. No real
//! document comes near them; `OA010` lists them.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{object, resolve};
use crate::api::{Api, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::source::Origin;
use crate::tree::Node;

/// Arms of a union, members of an `allOf`, heirs of a parent.
const ARMS: usize = 1_000;
/// Comparisons for all unions together: each arm is compared with the properties of each other.
const COMPARED: usize = 20_000_000;
/// Members and properties of all `allOf` together, once their members are written out.
const WRITTEN_OUT: usize = 1_000_000;
/// Parameters of an operation.
const PARAMETERS: usize = 1_000;
/// Alternatives in the security of an operation.
const ALTERNATIVES: usize = 1_000;
/// Security schemes.
const SCHEMES: usize = 1_000;
/// Tags: each is a module.
const TAGS: usize = 2_000;

/// Whether all bounds are kept. Those that are not are reported.
pub(super) fn judge(api: &Api, diagnostics: &mut Diagnostics) -> bool {
    let before = diagnostics.iter().filter(|found| *found.code == codes::OA010).count();
    let mut compared = Compared::default();
    for (_, schema) in api.schemas.iter() {
        let (keyword, members) = match &schema.kind {
            SchemaKind::Union(union) => (union.kind.keyword(), &union.arms),
            SchemaKind::AllOf(members) => ("allOf", members),
            _ => continue,
        };
        compared.take(api, keyword, members, &schema.origin, diagnostics);
    }
    written_out(api, diagnostics);
    for (_, operation) in api.operations.iter() {
        most("parameters", operation.parameters.len(), PARAMETERS, &operation.origin, diagnostics);
        most("alternatives in its security", operation.security.len(), ALTERNATIVES, &operation.origin, diagnostics);
    }
    if let Some((_, scheme)) = api.security_schemes.iter().nth(SCHEMES) {
        report("the document has", "security schemes", SCHEMES, &scheme.origin, diagnostics);
    }
    if let Some(tag) = api.tags.get(TAGS) {
        report("the document has", "tags", TAGS, &tag.origin, diagnostics);
    }
    before == diagnostics.iter().filter(|found| *found.code == codes::OA010).count()
}

/// The comparisons so far.
#[derive(Debug, Default)]
pub(super) struct Compared {
    taken: usize,
}

impl Compared {
    /// Counts the members of one more union. False if they are too many, by themselves or with those before, which is
    /// reported.
    pub(super) fn take(
        &mut self,
        api: &Api,
        what: &str,
        members: &[SchemaId],
        at: &Origin,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let (before, count) = (self.taken, members.len());
        let properties = |&member: &SchemaId| 1 + object(api, member).map_or(0, |object| object.properties.len());
        let all: usize = members.iter().map(properties).sum();
        self.taken = before.saturating_add(count.saturating_mul(all));
        if count > ARMS {
            report(&format!("`{what}` has"), "members", ARMS, at, diagnostics);
        } else if self.taken > COMPARED && before <= COMPARED {
            report("the unions of the document ask for", "comparisons", COMPARED, at, diagnostics);
        }
        count <= ARMS && self.taken <= COMPARED
    }
}

fn most(what: &str, count: usize, most: usize, at: &Origin, diagnostics: &mut Diagnostics) {
    if count > most {
        report("the operation has", what, most, at, diagnostics);
    }
}

fn report(who: &str, what: &str, most: usize, at: &Origin, diagnostics: &mut Diagnostics) {
    let message = format!("{who} more than {most} {what}");
    diagnostics.push(Diagnostic::new(&codes::OA010, message, Label::key(at, "")));
}

/// Adds up what each `allOf` has when the members of its members stand in it, each once.
fn written_out(api: &Api, diagnostics: &mut Diagnostics) {
    let mut left = WRITTEN_OUT;
    let mut known: BTreeMap<SchemaId, usize> = BTreeMap::new();
    for (id, schema) in api.schemas.iter() {
        if !matches!(schema.kind, SchemaKind::AllOf(_)) {
            continue;
        }
        let (mut seen, mut open) = (BTreeSet::from([id]), vec![id]);
        while let Some(at) = open.pop() {
            let own = known.entry(at).or_insert_with(|| held(api, at));
            let Some(rest) = left.checked_sub(1 + *own) else {
                return report(
                    "all `allOf` together have",
                    "members and properties",
                    WRITTEN_OUT,
                    &schema.origin,
                    diagnostics,
                );
            };
            left = rest;
            if let Some(SchemaKind::AllOf(members)) = api.schemas.get(at).map(|schema| &schema.kind) {
                open.extend(members.iter().map(|&member| resolve(api, member)).filter(|&member| seen.insert(member)));
            }
        }
    }
}

/// The properties of an object, with the texts that come with each.
fn held(api: &Api, id: SchemaId) -> usize {
    let texts = |id: SchemaId| {
        api.schemas.get(id).map_or(0, |schema| schema.docs.weight() + schema.default.as_ref().map_or(0, Node::weight))
    };
    let properties = object(api, id).into_iter().flat_map(|object| &object.properties);
    properties.map(|property| 1 + texts(property.schema)).sum()
}
