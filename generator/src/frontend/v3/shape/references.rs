//! References, and what stands beside them.

use super::{Form, Kind, KindV2, NULLABLE_OF_2_0, TAKEN_BESIDE_REFERENCE, Trail, Walk};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::document::Version;
use crate::frontend::v3::words::listed;
use crate::tree::{Mapping, Node};

/// Keys of a Reference Object of OpenAPI 3.1 that stand for those of what it leads to.
const OVERRIDING: &[&str] = &["summary", "description"];

impl Walk<'_> {
    /// Checks a `$ref`. Returns whether nothing else in the object counts.
    pub(super) fn reference(&mut self, kind: Kind, target: &Node, mapping: &Mapping, at: &Trail<'_>) -> bool {
        self.count_used("$ref");
        let Some(text) = target.as_str() else {
            self.wrong(&Trail { parent: Some(at), key: "$ref" }, "a string", target, false);
            return true;
        };
        self.refers(kind, text);
        if matches!(kind, Kind::PathItem | Kind::V2(KindV2::PathItem))
            || kind == Kind::Schema && self.version > Version::V30
        {
            return false;
        }
        self.siblings(kind, mapping, at);
        true
    }

    /// Reports what stands beside a `$ref`.
    fn siblings(&mut self, kind: Kind, mapping: &Mapping, at: &Trail<'_>) {
        let (mut taken, mut ignored) = (Vec::new(), Vec::new());
        for (name, value) in mapping.iter().filter(|(name, _)| *name != "$ref") {
            if self.is_null_of_2_0(kind, name) {
                self.count_used(NULLABLE_OF_2_0);
            } else if name.starts_with("x-") {
                self.count_annotation(name);
            } else if kind != Kind::Schema && self.version > Version::V30 && OVERRIDING.contains(&name) {
                self.form(Form::Text, value, &Trail { parent: Some(at), key: name }, true);
                self.count_used(if name == "summary" { "summary" } else { "description" });
            } else if kind == Kind::Schema && TAKEN_BESIDE_REFERENCE.contains(&name) {
                self.count_used(kind.key(name).map_or("", |key| key.name));
                taken.push(name);
            } else {
                ignored.push(name);
            }
        }
        let Some(first) = taken.first().or(ignored.first()) else { return };
        let what = match (taken.is_empty(), ignored.is_empty()) {
            (false, true) => format!("{} taken all the same", listed(&taken)),
            (true, _) => format!("{} ignored", listed(&ignored)),
            (false, false) => format!("{} taken, {} ignored", listed(&taken), listed(&ignored)),
        };
        let place = Trail { parent: Some(at), key: first }.origin(self.source);
        let help = if kind == Kind::Schema {
            "put the reference into `allOf`, alone, and the rest beside `allOf`"
        } else {
            "put it on the object that the reference leads to"
        };
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OA009,
                format!("the standard ignores what stands beside a `$ref`: {what}"),
                Label::key(&place, "beside a reference"),
            )
            .help(help),
        );
    }
}
