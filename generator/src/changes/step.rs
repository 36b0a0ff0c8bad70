//! The step of the version that changes ask for, by Cargo's rules for semantic versions.

use super::compare::Comparison;
use super::rules::{Verdict, Verdicts};

/// By how much a version goes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Not at all: nothing has changed.
    None,
    /// Nothing has changed that code could see.
    Patch,
    /// There is more than before, or the wire changed under code that compiles as it did.
    Minor,
    /// Code that was right does not compile.
    Major,
}

impl Step {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Comparison {
    /// The step of a crate: `models`, `client` or `server`. Client and server show the types of the models to their users
    /// and so step as far as these do.
    pub fn step(&self, name: &str) -> Step {
        let steps = self.changes.iter().map(|change| {
            let Verdicts { wire, callers, implementors } = change.verdicts;
            let of_models = change.key.is_of_models();
            let seen = match name {
                "client" if !of_models => callers,
                "server" if !of_models => implementors,
                _ if of_models => callers.max(implementors),
                _ => return Step::None,
            };
            step(seen, wire)
        });
        steps.max().unwrap_or(Step::None)
    }

    /// The largest step of the crates there are: they have one version.
    pub fn largest_step(&self) -> Step {
        self.crates.iter().map(|name| self.step(name)).max().unwrap_or(Step::None)
    }
}

fn step(seen: Verdict, wire: Verdict) -> Step {
    match seen {
        Verdict::Breaking | Verdict::Exhaustive => Step::Major,
        Verdict::Compatible => Step::Minor,
        Verdict::None if wire == Verdict::None => Step::Patch,
        Verdict::None => Step::Minor,
    }
}

/// The version after a step; `None` if the version is none. Below 1.0.0 the second number tells what breaks, and below
/// 0.1.0 the third (Cargo's reference, SemVer compatibility). What stands behind `-` or `+` is dropped.
pub fn next_version(version: &str, step: Step) -> Option<String> {
    let plain = version.split(['-', '+']).next().unwrap_or(version);
    let mut numbers = plain.split('.').map(|number| number.parse::<u64>().ok());
    let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let next = match (step, major, minor) {
        (Step::None, ..) => return Some(version.to_owned()),
        (Step::Major, 0, 0) => (0, 0, patch + 1),
        (Step::Major, 0, _) => (0, minor + 1, 0),
        (Step::Major, ..) => (major + 1, 0, 0),
        (Step::Minor, 1.., _) => (major, minor + 1, 0),
        (Step::Minor | Step::Patch, ..) => (major, minor, patch + 1),
    };
    Some(format!("{}.{}.{}", next.0, next.1, next.2))
}

#[cfg(test)]
mod tests {
    use super::{Step, next_version};

    #[test]
    fn steps_are_those_of_cargo() {
        for (version, patch, minor, major) in [
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("0.1.0", "0.1.1", "0.1.1", "0.2.0"),
            ("1.4.2", "1.4.3", "1.5.0", "2.0.0"),
            ("2.0.0-rc.1", "2.0.1", "2.1.0", "3.0.0"),
        ] {
            for (step, expected) in [(Step::Patch, patch), (Step::Minor, minor), (Step::Major, major)] {
                assert_eq!(next_version(version, step).as_deref(), Some(expected), "{version} {step:?}");
            }
            assert_eq!(next_version(version, Step::None).as_deref(), Some(version));
        }
        assert_eq!(next_version("1", Step::Patch), None);
    }
}
