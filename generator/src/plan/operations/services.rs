//! Operations by tag.

use std::collections::BTreeMap;

use super::Work;
use super::stems::RESERVED_TYPES;
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::plan::names::{Case, Scope, Wanted, features, plain_feature};
use crate::plan::{DocText, MethodPlan, Rename, ServicePlan, docs};
use crate::source::Origin;

/// Modules that client and server have anyway, file names that mean something to Cargo, and device names of Windows.
#[rustfmt::skip]
const MODULES: [&str; 42] = [
    "builder", "client", "document", "examples", "headers", "models", "patterns", "router", "security", "server", "std", "support", "types",
    "bin", "build", "lib", "main", "mod",
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2", "lpt3", "lpt4",
    "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn", "tests", "benches",
];

/// Types that the server has anyway.
const TYPES: [&str; 9] =
    ["Authorizer", "Future", "Router", "Send", "Server", "Service", "Sync", "Unimplemented", "Validate"];

/// One service per tag that has operations, an operation belonging to its first; operations without a tag come last. Where
/// there are several, tags have features.
pub(super) fn services(work: &mut Work<'_, '_>, methods: &[MethodPlan]) -> Vec<ServicePlan> {
    let api = work.api;
    let mut by_tag: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (index, (_, operation)) in api.operations.iter().enumerate() {
        by_tag.entry(operation.tags.first().map(String::as_str)).or_default().push(index);
        if let [first, others @ ..] = operation.tags.as_slice()
            && !others.is_empty()
        {
            let message = format!("the operation is found under `{first}` only, not under {} more", others.len());
            let place = operation.origin.child("tags").child(1);
            let mut found = Diagnostic::new(&codes::OA310, message, Label::value(&place, "not used"));
            found.severity = Severity::Note;
            work.diagnostics.push(found.help("the first tag decides; put the one that matters first"));
        }
    }
    let tags = api.tags.iter().map(|tag| {
        let own = [&tag.summary, &tag.description].map(|text| text.as_deref().map(docs::inert).unwrap_or_default());
        let below = tag.parent.as_ref().map(|parent| docs::sentence(format!("Below {}.", docs::code(parent))));
        let text = docs::join(own.into_iter().chain(below));
        (Some(tag.name.as_str()), tag.name.as_str(), tag.origin.clone(), text)
    });
    let untagged = by_tag.get(&None).and_then(|methods| methods.first()).and_then(|index| methods.get(*index));
    let untagged = untagged.map(|method| (None, "Api", method.origin.clone(), DocText::default()));
    let groups: Vec<(Option<&str>, &str, Origin, DocText)> =
        tags.chain(untagged).filter(|(tag, ..)| by_tag.contains_key(tag)).collect();

    let derived = methods.iter().flat_map(|method| {
        ["", "Error", "Ok", "Request", "RequestPart", "RequestParts", "Response"]
            .map(|suffix| format!("{}{suffix}", method.stem))
    });
    let derived: Vec<String> = derived.collect();
    let taken = derived.iter().map(String::as_str).chain(RESERVED_TYPES).chain(TYPES);
    let wanted: Vec<Wanted<'_>> = groups.iter().map(|(_, wire, origin, _)| Wanted { wire, origin }).collect();
    let renames = &mut work.types.renames;
    let names = Scope::with_taken(taken).type_names(&wanted, renames, work.diagnostics);
    let modules = Scope::with_taken(MODULES).idents(Case::Snake, &wanted, renames, work.diagnostics);
    let named = groups.iter().zip(names.into_iter().zip(modules));
    let mut services: Vec<ServicePlan> = named
        .map(|((tag, _, _, docs), (name, module))| ServicePlan {
            module,
            name,
            docs: docs.clone(),
            methods: by_tag.get(tag).cloned().unwrap_or_default(),
            feature: None,
        })
        .collect();
    if services.len() > 1 {
        let tagged = groups.iter().zip(&mut services).filter(|((tag, ..), _)| tag.is_some());
        featured(work, tagged.map(|((_, _, origin, _), service)| (origin, service)).collect());
    }
    services
}

/// Gives services their features. One that is not called after its module is told of.
fn featured(work: &mut Work<'_, '_>, services: Vec<(&Origin, &mut ServicePlan)>) {
    let names = features(services.iter().map(|(_, service)| service.module.as_str()));
    for ((origin, service), name) in services.into_iter().zip(names) {
        let plain = plain_feature(service.module.as_str());
        if name != plain {
            let message = format!("the crates have another feature `{plain}`; that of this tag is called `{name}`");
            let mut found = Diagnostic::new(&codes::OA401, message, Label::key(origin, format!("is called `{name}`")));
            found.severity = Severity::Note;
            work.diagnostics.push(found);
            work.types.renames.push(Rename { origin: origin.clone(), wanted: plain, chosen: name.clone() });
        }
        service.feature = Some(name);
    }
}
