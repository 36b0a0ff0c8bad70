//! Crates and what they depend on, which follows from the types in use.

use std::collections::BTreeSet;

use super::types::recursion_limit;
use super::{
    AliasDef, CratePlan, Dependency, DocText, ImportPlan, MethodPlan, Needs, PackagePlan, PayloadPlan, ResponseBody,
    RustType, ScalarType, StreamPlan, SuccessPlan, TypeDef, TypeId, docs, names, needs,
};
use crate::api::{Api, IndexVec};
use crate::config::{Config, Target};

/// Types and traits of the prelude that generated code names.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// The longest name that is made from a title.
const LONGEST_NAME: usize = 64;

/// Words at the end of a title that say nothing about it.
const EMPTY_WORDS: &[&str] = &["api", "rest", "http", "service", "openapi", "specification", "the"];

/// Names and texts of the package.
pub(super) fn package(api: &Api, config: &Config) -> PackagePlan {
    PackagePlan {
        name: config.name.clone().unwrap_or_else(|| name_from(&api.info.title)),
        title: docs::line(&api.info.title),
        document_version: api.info.version.clone(),
        version: config.version.clone(),
        license: config.license.clone(),
        docs: api.info.description.as_deref().map_or_else(DocText::default, docs::inert),
        command: "bindery generate".to_owned(),
        workspace: config.workspace,
    }
}

/// A name in kebab case from a title, without the words at its end that every title has.
fn name_from(title: &str) -> String {
    let name = names::kebab(title);
    let mut words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|last| EMPTY_WORDS.contains(last)) {
        words.pop();
    }
    // Titles may be of any length, names of files may not.
    while words.len() > 1 && words.iter().map(|word| word.len() + 1).sum::<usize>() > LONGEST_NAME {
        words.pop();
    }
    let mut name = words.join("-");
    name.truncate(LONGEST_NAME);
    match name.chars().next() {
        None => "api".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api-{name}"),
        Some(_) => name,
    }
}

/// What is written, as far as it names types.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'p> {
    pub(super) types: &'p IndexVec<TypeId, TypeDef>,
    pub(super) aliases: &'p [&'p AliasDef],
    pub(super) methods: &'p [MethodPlan],
}

/// The crates to write, models first.
pub(super) fn crates(
    package: &PackagePlan,
    named: &Named<'_>,
    needs: &Needs,
    imports: &ImportPlan,
    foreign: &[RustType],
    config: &Config,
) -> Vec<CratePlan> {
    let Named { types, aliases, methods } = *named;
    let mut targets = config.targets.clone();
    targets.sort_unstable();
    targets.dedup();
    let plan = |target| {
        let word = match target {
            Target::Models => "models",
            Target::Client => "client",
            Target::Server => "server",
        };
        let name = format!("{}-{word}", package.name);
        let (mut dependencies, patterns) = match target {
            Target::Models => (of_models(types, aliases, imports), needs.model_patterns),
            Target::Client => (of_methods(methods, types), false),
            Target::Server => (of_methods(methods, types), needs.server_patterns),
        };
        if !foreign.is_empty() {
            dependencies = with_chosen(dependencies, config);
        }
        dependencies.extend(patterns.then(needs::regexes));
        dependencies.extend((target == Target::Server && needs.multipart).then(needs::multipart));
        CratePlan {
            target,
            path: name.replace('-', "_"),
            package: name,
            dependencies: dependencies.into_iter().collect(),
            recursion_limit: recursion_limit(types),
        }
    };
    targets.into_iter().map(plan).collect()
}

/// Names of the prelude that types of this plan take.
pub(super) fn shadowed(types: &IndexVec<TypeId, TypeDef>) -> Vec<&'static str> {
    let used: BTreeSet<&str> = types.iter().map(|(_, def)| def.name().as_str()).collect();
    PRELUDE.iter().copied().filter(|name| used.contains(name)).collect()
}

fn of_models(types: &IndexVec<TypeId, TypeDef>, named: &[&AliasDef], imports: &ImportPlan) -> BTreeSet<Dependency> {
    let mut needs = BTreeSet::new();
    let printed = types.iter().filter(|(id, _)| !imports.types.contains_key(id));
    let types = printed.flat_map(|(_, def)| def.types());
    types.chain(named.iter().map(|alias| &alias.ty)).for_each(|ty| of_type(ty, &mut needs));
    needs
}

/// Arguments are printed as what their aliases stand for.
fn of_methods(methods: &[MethodPlan], types: &IndexVec<TypeId, TypeDef>) -> BTreeSet<Dependency> {
    let mut needs = BTreeSet::new();
    let payloads = |payloads: &[PayloadPlan], needs: &mut BTreeSet<Dependency>| {
        payloads.iter().for_each(|payload| of_type(&payload.ty, needs));
    };
    for method in methods {
        method.arguments.iter().for_each(|argument| of_type_behind_aliases(&argument.ty, types, &mut needs));
        method.body.iter().for_each(|body| payloads(&body.payloads, &mut needs));
        let received = method.body.iter().flat_map(|body| &body.received);
        received.flat_map(|received| received.how.types()).for_each(|ty| of_type(ty, &mut needs));
        for outcome in &method.outcomes {
            if let ResponseBody::Payload(list) = &outcome.body {
                payloads(list, &mut needs);
            }
            outcome.headers.iter().for_each(|header| of_type(&header.ty, &mut needs));
        }
        for stream in &method.streams {
            if let StreamPlan::Events(ty) | StreamPlan::Values(_, ty) = stream {
                of_type(ty, &mut needs);
            }
        }
        if let SuccessPlan::One(ty) = &method.success {
            of_type(ty, &mut needs);
        }
    }
    needs
}

/// With the crates of the configuration, which are needed for its types. One that is needed anyway has the features of both.
fn with_chosen(dependencies: BTreeSet<Dependency>, config: &Config) -> BTreeSet<Dependency> {
    let chosen = &config.types.crates;
    let (own, others): (Vec<_>, Vec<_>) = dependencies.into_iter().partition(|one| chosen.contains_key(&one.package));
    let all = chosen.iter().map(|(package, need)| {
        let known = own.iter().filter(|one| one.package == *package).flat_map(|one| &one.features);
        let features: BTreeSet<String> = known.chain(&need.features).cloned().collect();
        Dependency { package: package.clone(), version: need.version.clone(), features: features.into_iter().collect() }
    });
    all.chain(others).collect()
}

fn of_type_behind_aliases(ty: &RustType, types: &IndexVec<TypeId, TypeDef>, needs: &mut BTreeSet<Dependency>) {
    let (mut ty, mut seen) = (ty, BTreeSet::new());
    loop {
        ty = match ty {
            RustType::Def(id) => match types.get(*id).filter(|_| seen.insert(*id)) {
                Some(TypeDef::Alias(alias)) => &alias.ty,
                _ => return,
            },
            RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => inner,
            _ => return of_type(ty, needs),
        };
    }
}

fn of_type(ty: &RustType, needs: &mut BTreeSet<Dependency>) {
    match ty {
        RustType::Scalar(ScalarType::Uuid) => {
            needs.insert(needs::dependency("uuid", "1.0", &["std"]));
        }
        RustType::External(_, Some(need)) => {
            needs.insert(need.clone());
        }
        RustType::Option(inner) | RustType::Vec(inner) | RustType::Map(inner) | RustType::Box(inner) => {
            of_type(inner, needs);
        }
        RustType::Scalar(_) | RustType::Json | RustType::Def(_) | RustType::External(_, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_titles() {
        for (title, name) in [
            ("Globus Connect Server Manager API", "globus-connect-server-manager"),
            ("nevisIDM Core REST API", "nevis-idm-core"),
            ("API", "api"),
            ("", "api"),
            ("3scale", "api-3scale"),
            ("GitHub v3 REST API", "git-hub-v3"),
        ] {
            assert_eq!(name_from(title), name, "{title}");
        }
        assert_eq!(name_from(&"many words ".repeat(1000)), "many-words-".repeat(5) + "many");
        assert_eq!(name_from(&"a".repeat(1000)), "a".repeat(64));
    }
}
