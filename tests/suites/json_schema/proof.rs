//! The groups of the suite, put to the proof.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bindery::diagnostics::Severity;
use bindery::plan::{Plan, RustType, TypeDef};
use bindery_tests::Run;
use bindery_tests::probe::{self, Document, Probe, Verdict};
use serde_json::Value;

use crate::design;
use crate::dialect::Dialect;
use crate::reading::Schema;
use crate::suite::{Group, Remotes};

/// What became of a group.
pub(crate) enum Outcome {
    /// It has no words in OpenAPI; why.
    NotWritten(String),
    /// Nothing was generated for it, or what was generated does not compile.
    Failed(&'static str),
    /// It was asked: what was said to each row, and whether its type is any JSON.
    Asked(Vec<Judged>, bool),
}

/// A row with what was made of it.
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    pub(crate) class: Class,
}

/// How a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Right,
    /// Valid for the draft only because a schema has no `type`, whatever the verdict.
    Untyped,
    /// Valid for the draft, refused by a decision of ours; why.
    ByDesign(&'static str),
    Wrong,
}

/// A group, its outcome, and the codes of what the generator had to say about it.
pub(crate) struct Proven<'s> {
    pub(crate) group: &'s Group,
    pub(crate) outcome: Outcome,
    pub(crate) codes: BTreeSet<&'static str>,
}

impl Proven<'_> {
    /// Whether its type is any JSON though its schema says of which type values are.
    pub(crate) fn is_given_up(&self) -> bool {
        matches!(self.outcome, Outcome::Asked(_, true)) && !Schema::new(&self.group.schema).allows_every_type()
    }

    /// How many rows count so.
    pub(crate) fn count(&self, counts: fn(Class) -> bool) -> usize {
        match &self.outcome {
            Outcome::NotWritten(_) => 0,
            Outcome::Failed(_) if counts(Class::Wrong) => self.group.rows.len(),
            Outcome::Failed(_) => 0,
            Outcome::Asked(rows, _) => rows.iter().filter(|row| counts(row.class)).count(),
        }
    }

    /// Whether something is left to do.
    pub(crate) fn is_missed(&self) -> bool {
        self.count(|class| class == Class::Wrong) > 0
            || matches!(self.outcome, Outcome::Failed(_))
            || self.is_given_up()
    }
}

/// How often a crate is built again without the groups whose code does not compile.
const ATTEMPTS: usize = 6;

/// Translates, generates, builds and asks.
///
/// # Panics
/// If the crate does not compile and nothing tells because of which group.
pub(crate) fn prove<'s>(groups: &'s [Group], remotes: &Remotes, dialect: Dialect) -> Vec<Proven<'s>> {
    let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
    let mut written: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
    let subjects: Vec<_> = (1..=groups.len()).map(|number| format!("Group{number}")).collect();
    for (subject, group) in subjects.iter().zip(groups) {
        match (dialect.translate)(subject, &group.schema, remotes) {
            Err(reason) => drop(outcomes.insert(subject.clone(), Outcome::NotWritten(reason))),
            Ok(components) => drop(written.insert(subject.clone(), components)),
        }
    }
    let mut codes = each_alone(&mut written, &mut outcomes, dialect);
    for _ in 0..ATTEMPTS {
        let (document, mut run) = generated(&written, dialect, |_| true);
        if run.diagnostics.has_errors() {
            let faulty: Vec<_> = document.subjects().filter(|subject| has_error(&run, &document, subject)).collect();
            assert!(!faulty.is_empty(), "the groups together stop the generator:\n{}", run.findings());
            for subject in faulty {
                written.remove(subject);
                outcomes.insert(subject.to_owned(), Outcome::Failed("not generated beside the others"));
            }
            continue;
        }
        match Probe::build(dialect.krate, &document, &mut run) {
            Ok(probe) => {
                let plan = run.stages.plan.as_ref().expect("it was printed");
                ask(&probe, plan, groups.iter().zip(&subjects), &mut outcomes, dialect);
                break;
            }
            Err(fault) => {
                assert!(!fault.subjects.is_empty(), "the crate does not compile:\n{}", fault.text);
                println!("{:?} do not compile:\n{}", fault.subjects, fault.text);
                for subject in fault.subjects {
                    written.remove(&subject);
                    outcomes.insert(subject, Outcome::Failed("does not compile"));
                }
            }
        }
    }
    let one = |(group, subject): (_, &String)| Proven {
        group,
        outcome: outcomes.remove(subject).unwrap_or(Outcome::Failed("does not compile")),
        codes: codes.remove(subject).unwrap_or_default(),
    };
    groups.iter().zip(&subjects).map(one).collect()
}

/// Generates each group alone, and takes those out that stop the generator: they would stop it for all. The codes of the
/// findings about each.
fn each_alone(
    written: &mut BTreeMap<String, Vec<(String, Value)>>,
    outcomes: &mut BTreeMap<String, Outcome>,
    dialect: Dialect,
) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut codes = BTreeMap::new();
    for subject in written.keys().cloned().collect::<Vec<_>>() {
        let alone = catch_unwind(AssertUnwindSafe(|| {
            let (document, mut run) = generated(written, dialect, |other| *other == subject);
            let printed = !run.crates().is_empty();
            (codes_of(&run, &document, &subject, !printed), printed, run.findings())
        }));
        let failed = match alone {
            Ok((found, printed, findings)) => {
                codes.insert(subject.clone(), found);
                (!printed).then(|| println!("{subject} stops the generator:\n{findings}")).map(|()| "not generated")
            }
            Err(_) => Some("the generator panics"),
        };
        if let Some(why) = failed {
            written.remove(&subject);
            outcomes.insert(subject, Outcome::Failed(why));
        }
    }
    codes
}

/// The document of some groups, and a run over it.
fn generated(
    written: &BTreeMap<String, Vec<(String, Value)>>,
    dialect: Dialect,
    wanted: impl Fn(&String) -> bool,
) -> (Document, Run) {
    let mut document = Document::of_version(dialect.version);
    for (subject, components) in written.iter().filter(|(subject, _)| wanted(subject)) {
        document.add(subject, components.clone());
    }
    let run = Run::text("json-schema.json", document.text(), &probe::config(dialect.krate));
    (document, run)
}

/// Whether an error is about a subject.
fn has_error(run: &Run, document: &Document, subject: &str) -> bool {
    run.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).any(|finding| {
        let place = finding.primary.as_ref().map(|label| label.origin.pointer.segments());
        place.is_some_and(|segments| document.owner(&segments) == Some(subject))
    })
}

/// The codes of the findings about a subject; of all findings if they stopped the run.
fn codes_of(run: &Run, document: &Document, subject: &str, all: bool) -> BTreeSet<&'static str> {
    let about = |segments: Vec<String>| document.owner(&segments) == Some(subject);
    run.diagnostics
        .iter()
        .filter(|finding| {
            let places = finding.primary.iter().chain(&finding.others);
            all || places.into_iter().any(|label| about(label.origin.pointer.segments()))
        })
        .map(|finding| finding.code.id)
        .collect()
}

fn ask<'s>(
    probe: &Probe,
    plan: &Plan,
    groups: impl Iterator<Item = (&'s Group, &'s String)>,
    outcomes: &mut BTreeMap<String, Outcome>,
    dialect: Dialect,
) {
    let asked: Vec<_> = groups.filter(|(_, subject)| !outcomes.contains_key(*subject)).collect();
    let rows = asked.iter().flat_map(|&(group, subject)| group.rows.iter().map(move |row| (subject, row)));
    let questions: Vec<_> = rows.map(|(subject, row)| (subject.clone(), row.data.clone())).collect();
    let mut verdicts = probe.ask(&questions).into_iter();
    for (group, subject) in asked {
        let judged = |(number, verdict)| Judged { class: class(group, number, &verdict, dialect), verdict };
        let rows = (1..).zip(verdicts.by_ref().take(group.rows.len())).map(judged).collect();
        outcomes.insert(subject.clone(), Outcome::Asked(rows, is_any(plan, subject)));
    }
}

/// How a row counts that is called by its number in the group, from 1.
fn class(group: &Group, number: usize, verdict: &Verdict, dialect: Dialect) -> Class {
    let row = &group.rows[number - 1];
    let value = serde_json::from_str(&row.data).expect("the suite is JSON");
    if row.valid && !Schema::new(&group.schema).accepts(&value, dialect.typed) {
        return Class::Untyped;
    }
    match (row.valid, design::reason(dialect, group, number)) {
        (true, Some(why)) if verdict.is_refusal() => Class::ByDesign(why),
        (true, _) if verdict.is_kept() => Class::Right,
        (false, _) if verdict.is_refusal() => Class::Right,
        _ => Class::Wrong,
    }
}

/// Whether what the holder of a subject holds is any JSON.
fn is_any(plan: &Plan, subject: &str) -> bool {
    let pointer = format!("/components/schemas/{}", probe::holder(subject));
    plan.types.iter().any(|(_, def)| match def {
        TypeDef::Struct(def) if def.origin.pointer.as_str() == pointer => {
            def.fields.iter().any(|field| field.wire == "value" && is_json(plan, &field.ty))
        }
        _ => false,
    })
}

fn is_json(plan: &Plan, ty: &RustType) -> bool {
    match ty {
        RustType::Json => true,
        RustType::Option(inner) | RustType::Box(inner) => is_json(plan, inner),
        RustType::Def(id) => match plan.types.get(*id) {
            Some(TypeDef::Alias(alias)) => is_json(plan, &alias.ty),
            _ => false,
        },
        _ => false,
    }
}
