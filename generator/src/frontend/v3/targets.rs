//! Places that references lead to as schemas: each read once, or once for each dynamic scope that makes a difference.

use crate::api::{Fallback, FallbackReason, Idx, NameHint, SchemaId, SchemaKind};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::source::{JsonPointer, Origin};

use super::refs::component_name;
use super::resources::Scope;
use super::shape::Kind;
use super::{Lowering, Pending};

/// Aliases of aliases that are walked through; beyond, they lead to the end at once.
const LONG_WAY: usize = 16;

/// Schemas that are read again for another dynamic scope; each of them may lead to more.
const MOST_SCOPED: usize = 1_000;

impl Lowering<'_> {
    /// Words for a schema that is read in another scope than the usual one: the schemas that set it.
    fn scope_words(&self, scope: &Scope) -> Vec<String> {
        let name = |place: &Origin| {
            let segments = JsonPointer::parse(&self.usual_key(place)).map(|pointer| pointer.segments());
            match segments.as_deref() {
                Some([components, schemas, name, ..]) if components == "components" && schemas == "schemas" => {
                    name.clone()
                }
                _ => self.name_of(place),
            }
        };
        let mut words: Vec<String> = scope.values().map(name).collect();
        words.dedup();
        words
    }

    /// The schema that `$ref` leads to. `None` if there is none, which has been reported.
    pub(super) fn referred_schema(&mut self, reference: &str, at: &Origin) -> Option<SchemaId> {
        if self.scope.is_empty()
            && let Some(name) = self.component_reference(reference)
            && let Some(&id) = self.components.get(name)
            && at.source == self.source
            && self.survey.resources.are_files_alone()
        {
            return Some(id);
        }
        match self.follow(Kind::Schema, reference, at, "$ref") {
            Some(place) => self.schema_at(place),
            None => self.broken(at),
        }
    }

    /// The name of the schema that a reference names in the usual way.
    fn component_reference<'r>(&self, reference: &'r str) -> Option<&'r str> {
        reference.strip_prefix(if self.version > Version::V20 { "#/components/schemas/" } else { "#/definitions/" })
    }

    /// The schema that `$dynamicRef` leads to: the outermost with its dynamic anchor on the way here.
    pub(super) fn dynamic_schema(&mut self, reference: &str, at: &Origin) -> Option<SchemaId> {
        let Some(place) = self.follow(Kind::Schema, reference, at, "$dynamicRef") else { return self.broken(at) };
        let outermost = self.outermost(reference, at);
        self.schema_at(outermost.unwrap_or(place))
    }

    /// The place with the dynamic anchor of a `$dynamicRef` that comes first on the way here, if there is a choice.
    fn outermost(&self, reference: &str, at: &Origin) -> Option<Origin> {
        let resources = &self.survey.resources;
        let name = resources.dynamic_name(reference, resources.enclosing(at))?;
        self.scope.get(&name).cloned()
    }

    /// The place that a reference under a key leads to, in the scope of the reading. Faults of it are told elsewhere.
    pub(in crate::frontend) fn led_to(&self, key: &str, reference: &str, at: &Origin) -> Option<Origin> {
        let resources = &self.survey.resources;
        let usual = resources.place(reference, resources.enclosing(at)).ok()?;
        let outermost = if key == "$dynamicRef" { self.outermost(reference, at) } else { None };
        Some(outermost.unwrap_or(usual))
    }

    /// What a place is called among the definitions that literals refer to, and the scope in which it is written there.
    pub(super) fn definition(&mut self, place: &Origin) -> (String, Scope) {
        let scope = self.survey.resources.entered(&self.scope, place);
        let scope = self.survey.resources.relevant(&scope, place);
        let (key, usual) = (self.key(place, &scope), self.usual_key(place));
        let known = key == usual || self.api.definitions.contains_key(&key);
        if known || self.may_be_read_again(place) {
            let name = if key == usual { self.component_at(place) } else { None };
            return (name.unwrap_or(key), scope);
        }
        let scope = self.survey.resources.entered(&Scope::new(), place);
        (self.component_at(place).unwrap_or(usual), scope)
    }

    /// Notes a schema that is any JSON because its reference leads nowhere.
    fn broken(&mut self, at: &Origin) -> Option<SchemaId> {
        self.api.fallbacks.push(Fallback { origin: at.clone(), reason: FallbackReason::BrokenReference });
        None
    }

    /// The schema at a place, which may be read in more than one scope.
    fn schema_at(&mut self, place: Origin) -> Option<SchemaId> {
        let scope = self.survey.resources.entered(&self.scope, &place);
        let scope = self.survey.resources.relevant(&scope, &place);
        let usual = self.usual_key(&place);
        let mut key = self.key(&place, &scope);
        if key != usual && !self.placed.contains_key(&key) && !self.may_be_read_again(&place) {
            key = usual.clone();
        }
        if key == usual
            && place.source == self.source
            && let Some(name) = component_name(self.version, place.pointer.as_str(), "schemas")
        {
            return self.components.get(name.as_str()).copied();
        }
        if let Some(&(id, _)) = self.placed.get(&key) {
            return Some(id);
        }
        let named = key == usual && self.is_named_there(&place);
        let hint = if named {
            NameHint::Component(self.name_of(&place))
        } else {
            let scoped = if key == usual { Vec::new() } else { self.scope_words(&scope) };
            NameHint::Operation(scoped.into_iter().chain([self.name_of(&place)]).collect())
        };
        let id = self.reserve(hint, place.clone());
        if named {
            self.adopt(&place, id);
        }
        self.placed.insert(key.clone(), (id, false));
        self.pending.push(Pending { key, at: place, scope });
        Some(id)
    }

    /// Counts schemas that are read once more because dynamic references in them lead elsewhere.
    fn may_be_read_again(&mut self, place: &Origin) -> bool {
        self.scoped += 1;
        if self.scoped == MOST_SCOPED + 1 {
            let message = "dynamic references give too many meanings to schemas; from here on each has its usual one";
            self.report(&codes::OA008, place, message, "");
        }
        self.scoped <= MOST_SCOPED
    }

    /// What a place is known by when it is read in a scope: its usual key, and the scope unless it is the usual one.
    pub(super) fn key(&self, place: &Origin, scope: &Scope) -> String {
        let resources = &self.survey.resources;
        let scope = resources.relevant(scope, place);
        if scope == resources.relevant(&resources.entered(&Scope::new(), place), place) {
            return self.usual_key(place);
        }
        let scope: Vec<String> =
            scope.iter().map(|(name, place)| format!("{name}={}", self.usual_key(place))).collect();
        format!("{} {}", self.usual_key(place), scope.join(" "))
    }

    /// A schema that is nothing but a reference, to one that is nothing but a reference, and so on in a circle, has
    /// no meaning: it is reported once and becomes any value.
    pub(in crate::frontend) fn break_alias_cycles(&mut self) {
        // By schema: the walk that came by first.
        let mut walks = vec![0_usize; self.api.schemas.len()];
        for (walk, start) in self.api.schemas.ids().enumerate().map(|(index, id)| (index + 1, id)) {
            let mut at = start;
            let met = loop {
                let Some(seen) = walks.get_mut(at.index()) else { break false };
                if *seen != 0 {
                    break *seen == walk;
                }
                *seen = walk;
                let SchemaKind::Alias(next) = self.api.schemas[at].kind else { break false };
                at = next;
            };
            if met {
                self.circular(at);
            }
        }
        self.shorten_aliases();
    }

    /// Lets aliases far from what they stand for lead there at once, so that nobody walks long ways. Whether null is
    /// allowed on the way counts for them too.
    fn shorten_aliases(&mut self) {
        for start in self.api.schemas.ids() {
            let (mut way, mut at) = (Vec::new(), start);
            while let SchemaKind::Alias(next) = self.api.schemas[at].kind {
                way.push(at);
                at = next;
            }
            let mut nullable = false;
            for (distance, id) in way.into_iter().rev().enumerate() {
                let schema = &mut self.api.schemas[id];
                nullable |= schema.nullable;
                if distance >= LONG_WAY {
                    schema.nullable = nullable;
                    schema.kind = SchemaKind::Alias(at);
                }
            }
        }
    }

    /// Reports the circle that goes through this schema, and opens it.
    fn circular(&mut self, start: SchemaId) {
        let mut ring = vec![start];
        let mut at = start;
        while let SchemaKind::Alias(next) = self.api.schemas[at].kind
            && next != start
        {
            ring.push(next);
            at = next;
        }
        let origins: Vec<_> = ring.iter().map(|id| self.api.schemas[*id].origin.clone()).collect();
        let Some((first, others)) = origins.split_first() else { return };
        let found = Diagnostic::new(
            &codes::OA102,
            "this schema is nothing but a reference to itself",
            Label::key(first, "leads in a circle"),
        )
        .help("one of the schemas in the circle must say what its values are");
        let found = others.iter().fold(found, |found, other| found.and(Label::key(other, "by way of this")));
        self.diagnostics.push(found);
        for id in ring {
            let schema = &mut self.api.schemas[id];
            schema.kind = SchemaKind::Any;
            let reason = FallbackReason::CircularReference;
            self.api.fallbacks.push(Fallback { origin: schema.origin.clone(), reason });
        }
    }
}
