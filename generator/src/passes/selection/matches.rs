//! What selectors select.

use std::collections::BTreeSet;

use crate::api::{Api, Operation, OperationId, SchemaId};
use crate::config::nearest;
use crate::config::selection::{Chosen, Glob, Term, Wanted};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};

/// Operations and component schemas.
#[derive(Debug, Clone, Default)]
pub(super) struct Matches {
    pub(super) operations: BTreeSet<OperationId>,
    /// By the numbers of the webhook and of the operation in it.
    pub(super) webhooks: BTreeSet<(usize, usize)>,
    pub(super) schemas: BTreeSet<SchemaId>,
}

impl Matches {
    /// What any of the selectors selects. Those that select nothing are reported.
    pub(super) fn of(api: &Api, chosen: &[Chosen], diagnostics: &mut Diagnostics) -> Self {
        let mut all = Self::default();
        for one in chosen {
            let found = match &one.selector.wanted {
                Wanted::Schemas(glob) => Self { schemas: schemas(api, glob), ..Self::default() },
                Wanted::Operations(terms) => operations(api, terms),
            };
            if found.is_empty() {
                report(api, one, diagnostics);
            }
            all.operations.extend(found.operations);
            all.webhooks.extend(found.webhooks);
            all.schemas.extend(found.schemas);
        }
        all
    }

    /// Everything that can be selected.
    pub(super) fn all(api: &Api) -> Self {
        let schemas = api.components.iter().map(|(_, id)| *id).collect();
        Self { schemas, ..operations(api, &[]) }
    }

    /// These without those.
    pub(super) fn without(&self, other: &Self) -> Self {
        Self {
            operations: self.operations.difference(&other.operations).copied().collect(),
            webhooks: self.webhooks.difference(&other.webhooks).copied().collect(),
            schemas: self.schemas.difference(&other.schemas).copied().collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.webhooks.is_empty() && self.schemas.is_empty()
    }
}

fn schemas(api: &Api, glob: &Glob) -> BTreeSet<SchemaId> {
    api.components.iter().filter(|(name, _)| glob.matches(name)).map(|(_, id)| *id).collect()
}

fn operations(api: &Api, terms: &[Term]) -> Matches {
    let mut found = Matches::default();
    let own = api.operations.iter().filter(|(_, operation)| holds(terms, operation, None));
    found.operations.extend(own.map(|(id, _)| id));
    for (i, webhook) in api.webhooks.iter().enumerate() {
        let parts = webhook.operations.iter().enumerate();
        let parts = parts.filter(|(_, operation)| holds(terms, operation, Some(&webhook.name)));
        found.webhooks.extend(parts.map(|(j, _)| (i, j)));
    }
    found
}

/// Whether all terms hold for an operation, of the webhook of this name if it is of one.
fn holds(terms: &[Term], operation: &Operation, webhook: Option<&str>) -> bool {
    terms.iter().all(|term| match term {
        Term::Tag(glob) => operation.tags.iter().any(|tag| glob.matches(tag)),
        Term::Operation(glob) => operation.operation_id.as_deref().is_some_and(|id| glob.matches(id)),
        Term::Path(glob) => webhook.is_none() && glob.matches(&operation.path.text),
        Term::Method(glob) => glob.matches(&operation.method.as_str().to_ascii_uppercase()),
        Term::Webhook(glob) => webhook.is_some_and(|name| glob.matches(name)),
    })
}

fn report(api: &Api, chosen: &Chosen, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` selects nothing", chosen.selector);
    let finding = match &chosen.place {
        Some((origin, region)) => Diagnostic::new(&codes::OA503, message, Label::region(origin, *region, "")),
        None => Diagnostic::without_place(&codes::OA503, message),
    };
    diagnostics.push(finding.help(help(api, &chosen.selector.wanted)));
}

fn help(api: &Api, wanted: &Wanted) -> String {
    let terms = match wanted {
        Wanted::Schemas(glob) => {
            let names = api.components.iter().map(|(name, _)| name.as_str());
            return meant(glob, names, "no component schema is called so");
        }
        Wanted::Operations(terms) => terms,
    };
    let own = || api.operations.iter().map(|(_, operation)| operation);
    let webhooks = || api.webhooks.iter().flat_map(|webhook| &webhook.operations);
    let all = || own().chain(webhooks());
    let alone = |term: &&Term| operations(api, std::slice::from_ref(*term)).is_empty();
    if let Some(term) = terms.iter().find(alone) {
        return match term {
            Term::Tag(glob) => {
                let tags = all().flat_map(|operation| &operation.tags).map(String::as_str);
                meant(glob, tags, "no operation has such a tag")
            }
            Term::Operation(glob) => {
                let ids = all().filter_map(|operation| operation.operation_id.as_deref());
                meant(glob, ids, "no operation has such an `operationId`")
            }
            Term::Path(glob) => {
                let paths = own().map(|operation| operation.path.text.as_str());
                meant(glob, paths, "there is no such path; `/pets/**` is `/pets` and all that is below")
            }
            Term::Webhook(glob) => {
                meant(glob, api.webhooks.iter().map(|webhook| webhook.name.as_str()), "there is no such webhook")
            }
            Term::Method(_) => "no operation has this method".to_owned(),
        };
    }
    "all of it has to hold for one operation".to_owned()
}

fn meant<'a>(glob: &Glob, known: impl Iterator<Item = &'a str>, else_: &str) -> String {
    match nearest(glob.as_str(), known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => else_.to_owned(),
    }
}
