//! What a run is asked to do.

pub mod derives;
#[cfg(feature = "cli")]
mod derives_table;
#[cfg(feature = "cli")]
pub mod file;
#[cfg(feature = "cli")]
mod imports;
#[cfg(feature = "cli")]
pub mod keys;
mod layout;
mod models;
mod nearest;
pub mod overrides;
#[cfg(feature = "cli")]
mod overrides_table;
#[cfg(feature = "cli")]
mod pages;
#[cfg(feature = "cli")]
mod paths;
#[cfg(feature = "cli")]
mod places;
pub mod selection;
#[cfg(feature = "cli")]
mod selectors;
pub mod types;
#[cfg(feature = "cli")]
mod types_table;
#[cfg(feature = "cli")]
mod words;

pub use derives::{Derive, Derives};
pub use layout::Layout;
pub use models::{ModelsPath, PackagePath};
pub use nearest::nearest;
pub use overrides::Override;
pub use selection::Selection;

use std::collections::BTreeMap;

use crate::api::Pagination;
use crate::diagnostics::Strictness;
use crate::source::Reach;
#[cfg(feature = "overlay")]
use crate::source::SourceId;

/// The choices of one API. Differences in taste are no choices.
#[derive(Debug, Clone)]
pub struct Config {
    /// Short name in kebab case; crates are `<name>-models` and so on. None: made from the title.
    pub name: Option<String>,
    /// What to write.
    pub targets: Vec<Target>,
    /// Version of the crates.
    pub version: String,
    /// Licence of the crates (SPDX).
    pub license: String,
    /// Whether the output folder is a Cargo workspace of its own.
    pub workspace: bool,
    /// How what is written is laid out.
    pub layout: Layout,
    /// Whether properties that no schema names are kept.
    pub unknown_properties: UnknownProperties,
    /// The same for single schemas, by the name of the component or of its type.
    pub unknown_properties_of: BTreeMap<String, UnknownProperties>,
    /// Which enums refuse values that they do not list.
    pub enums: Enums,
    /// What holds integers of which nothing says how long they may be.
    pub integers: Integers,
    /// Types of other crates that stand for formats and schemas.
    pub types: types::Types,
    /// What types derive beside what they have anyway.
    pub derives: Derives,
    /// How the pages of lists follow each other, by the `operationId`: before what the document says.
    pub pagination: BTreeMap<String, Pagination>,
    /// Overlays that are applied to the document before it is read, in this order.
    #[cfg(feature = "overlay")]
    pub overlays: Vec<SourceId>,
    /// What is to hold otherwise than the document says.
    pub overrides: Vec<Override>,
    /// Which part of the document is generated.
    pub selection: Selection,
    /// How far references to other files may lead.
    pub reach: Reach,
    /// Whether other APIs import the models: these then have all that may be asked of them, such as defaults of types that
    /// no request of this API has.
    pub shared: bool,
    /// How findings are taken.
    pub strictness: Strictness,
    /// Whether the finished files are held against the plan once more.
    pub verify: bool,
}

/// What happens to properties that no schema names, where the document does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownProperties {
    /// They are skipped.
    #[default]
    Ignore,
    /// They are kept in a field of their own and sent back.
    Keep,
    /// A value that has one is refused.
    Refuse,
}

impl UnknownProperties {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Ignore, Self::Keep, Self::Refuse];

    /// The word for it in configurations.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Keep => "keep",
            Self::Refuse => "refuse",
        }
    }

    /// The choice of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }
}

/// What reading an enum makes of a value that it does not list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Enums {
    /// It is kept: a server may know more than the document.
    #[default]
    Open,
    /// It is an error, in all enums.
    AllClosed,
    /// It is an error in the enums of these components.
    Closed(Vec<String>),
}

/// What holds integers of which neither a format nor limits say how long they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Integers {
    /// `i64`: a longer one is refused.
    #[default]
    Short,
    /// `support::Integer`, which holds any.
    Exact,
}

impl Integers {
    /// All choices.
    pub const ALL: [Self; 2] = [Self::Short, Self::Exact];

    /// The word for it in configurations.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Short => "i64",
            Self::Exact => "exact",
        }
    }

    /// The choice of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: None,
            targets: vec![Target::Models, Target::Client, Target::Server],
            version: "0.1.0".to_owned(),
            license: "MIT OR Apache-2.0".to_owned(),
            workspace: true,
            layout: Layout::Crates,
            unknown_properties: UnknownProperties::Ignore,
            unknown_properties_of: BTreeMap::new(),
            enums: Enums::Open,
            integers: Integers::Short,
            types: types::Types::default(),
            derives: Derives::default(),
            pagination: BTreeMap::new(),
            #[cfg(feature = "overlay")]
            overlays: Vec::new(),
            overrides: Vec::new(),
            selection: Selection::default(),
            reach: Reach::default(),
            shared: false,
            strictness: Strictness::Normal,
            verify: false,
        }
    }
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Types.
    Models,
    /// The async client.
    Client,
    /// axum server stubs.
    Server,
}

impl Target {
    /// All targets, in the order in which their crates depend on each other.
    pub const ALL: [Target; 3] = [Target::Models, Target::Client, Target::Server];

    /// The word for it in configurations; also the name of its folder.
    pub const fn as_str(self) -> &'static str {
        match self {
            Target::Models => "models",
            Target::Client => "client",
            Target::Server => "server",
        }
    }

    /// The target of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.as_str() == word)
    }

    /// What is written where `chosen` is asked for: each once, in order, and the models that client and server need.
    pub fn closure(chosen: &[Target]) -> Vec<Target> {
        Self::ALL.into_iter().filter(|target| *target == Target::Models || chosen.contains(target)).collect()
    }
}

impl Config {
    /// Says what is wrong with a name, if anything is. A crate called `<name>-models` must be one that Cargo takes.
    ///
    /// # Errors
    /// The fault in words.
    pub fn check_name(name: &str) -> Result<(), &'static str> {
        let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
        let rest = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if starts && rest && !name.ends_with('-') && !name.contains("--") {
            Ok(())
        } else {
            Err("a name is lower-case letters, digits and single hyphens, and starts with a letter")
        }
    }

    /// Says what is wrong with a version, if anything is: one that Cargo refuses makes a whole workspace unloadable.
    ///
    /// # Errors
    /// The fault in words.
    pub fn check_version(version: &str) -> Result<(), &'static str> {
        let (core, suffix) = match version.find(['-', '+']) {
            Some(end) => version.split_at(end),
            None => (version, ""),
        };
        let number = |part: &str| part.parse::<u64>().is_ok_and(|value| value.to_string() == part);
        let suffix_fits = suffix.is_empty()
            || (suffix.len() > 1
                && suffix.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+'))
                && !suffix.ends_with(['.', '-', '+'])
                && !suffix.contains(".."));
        if core.split('.').count() == 3 && core.split('.').all(number) && suffix_fits {
            Ok(())
        } else {
            Err("a version is three numbers, such as `0.1.0`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_packages() {
        for good in ["gcs", "nevisidm", "a-b2"] {
            assert_eq!(Config::check_name(good), Ok(()), "{good}");
        }
        for bad in ["", "Gcs", "2a", "-a", "a-", "a--b", "a_b", "a b", "grüße"] {
            assert!(Config::check_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn versions_are_those_of_cargo() {
        for good in ["0.1.0", "10.20.30", "1.0.0-rc.1", "1.0.0+build"] {
            assert_eq!(Config::check_version(good), Ok(()), "{good}");
        }
        for bad in ["", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.x", "1.0.0-", "1.0.0-a..b", "1.0.0-a b"] {
            assert!(Config::check_version(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn client_and_server_bring_the_models() {
        assert_eq!(Target::closure(&[Target::Server, Target::Server]), [Target::Models, Target::Server]);
    }
}
