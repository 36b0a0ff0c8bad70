//! The rules: what a kind of change means on the wire, for callers and for implementors. `docs/changes.md` has the same
//! table, and `tests/suites/changes` a test for each row.

use Verdict::{Breaking as B, Compatible as C, Exhaustive as E, None as N};

/// What a change does to those who were there before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing.
    None,
    /// Nothing; there is more than before, or something is said of what is there.
    Compatible,
    /// Only code breaks that lists all there is: literals and patterns of structs without `..`, matches without `_`.
    Exhaustive,
    /// What was right before is not any more.
    Breaking,
}

impl Verdict {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Exhaustive => "exhaustive",
            Self::Breaking => "breaking",
        }
    }
}

/// The three verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    /// For whoever sends and reads what is on the wire, with code that was made from the older document.
    pub wire: Verdict,
    /// For code that calls the client.
    pub callers: Verdict,
    /// For code that implements the traits of the server.
    pub implementors: Verdict,
}

impl Verdicts {
    /// Nothing for anybody.
    pub const NONE: Self = Self { wire: N, callers: N, implementors: N };

    /// The worse of each.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            wire: self.wire.max(other.wire),
            callers: self.callers.max(other.callers),
            implementors: self.implementors.max(other.implementors),
        }
    }

    /// The worst of the three.
    pub fn worst(self) -> Verdict {
        self.wire.max(self.callers).max(self.implementors)
    }
}

/// Which way values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From callers to implementors.
    Request,
    /// From implementors to callers.
    Answer,
}

impl Direction {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Answer => "answer",
        }
    }
}

/// What a rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The same wherever it is.
    Same(Verdicts),
    /// By the way that values go: in requests, in answers.
    ByDirection(Verdicts, Verdicts),
}

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Such as `parameter-added-required`.
    pub id: &'static str,
    /// What has changed, for people.
    pub title: &'static str,
    /// What it means.
    pub effect: Effect,
}

impl Rule {
    /// What it means for values that go these ways; no way: in types that no operation uses.
    pub fn verdicts(&self, ways: &[Direction]) -> Verdicts {
        match self.effect {
            Effect::Same(verdicts) => verdicts,
            Effect::ByDirection(request, answer) if ways.is_empty() => Verdicts { wire: N, ..request.and(answer) },
            Effect::ByDirection(request, answer) => ways.iter().fold(Verdicts::NONE, |all, way| {
                all.and(match way {
                    Direction::Request => request,
                    Direction::Answer => answer,
                })
            }),
        }
    }

    /// The rows of the table: the direction, where it matters, and the verdicts.
    pub fn rows(&self) -> Vec<(Option<Direction>, Verdicts)> {
        match self.effect {
            Effect::Same(verdicts) => vec![(None, verdicts)],
            Effect::ByDirection(request, answer) => {
                vec![(Some(Direction::Request), request), (Some(Direction::Answer), answer)]
            }
        }
    }
}

macro_rules! rules {
    ($($name:ident $id:literal, $title:literal: $effect:tt;)*) => {
        $(
            #[doc = $title]
            pub static $name: Rule = Rule { id: $id, title: $title, effect: rules!(@effect $effect) };
        )*
        /// All rules, in the order of the page.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
    (@effect [$($same:ident)*]) => { Effect::Same(rules!(@all $($same)*)) };
    (@effect {[$($request:ident)*] [$($answer:ident)*]}) => {
        Effect::ByDirection(rules!(@all $($request)*), rules!(@all $($answer)*))
    };
    (@all $wire:ident $callers:ident $implementors:ident) => {
        Verdicts { wire: $wire, callers: $callers, implementors: $implementors }
    };
}

// Wire, callers, implementors; in braces: in requests, in answers.
rules! {
    OPERATION_ADDED "operation-added", "an operation is new": [C C B];
    OPERATION_REMOVED "operation-removed", "an operation is gone": [B B B];
    OPERATION_MOVED "operation-moved", "an operation has another path or method": [B N N];
    OPERATION_RENAMED "operation-renamed", "an operation has another name in Rust": [N B B];
    OPERATION_REGROUPED "operation-regrouped", "an operation has another module and trait": [N B B];
    SECURITY_TIGHTENED "security-tightened", "credentials that were enough are not any more": [B N N];
    SECURITY_LOOSENED "security-loosened", "credentials are enough that were not": [C N N];
    SERVER_OF_OPERATION "operation-served-elsewhere", "an operation has another server": [B N N];
    PAGES_ADDED "pages-added", "the pages of a list can be followed": [N C N];
    PAGES_REMOVED "pages-removed", "the pages of a list can no longer be followed": [N B N];
    PAGES_CHANGED "pages-changed", "the pages of a list follow each other in another way": [B N N];
    DEPRECATED "deprecated", "something is deprecated now": [N C C];
    UNDEPRECATED "no-longer-deprecated", "something is not deprecated any more": [N N N];
    DOCS_CHANGED "docs-changed", "a description is another one": [N N N];

    PARAMETER_ADDED_REQUIRED "parameter-added-required", "a parameter is new that must be sent": [B B E];
    PARAMETER_ADDED_OPTIONAL "parameter-added-optional", "a parameter is new that may be sent": [C C E];
    PARAMETER_REMOVED "parameter-removed", "a parameter is gone": [B B B];
    BODY_ADDED_REQUIRED "body-added-required", "requests must have a body now": [B B E];
    BODY_ADDED_OPTIONAL "body-added-optional", "requests may have a body now": [C C E];
    BODY_REMOVED "body-removed", "requests have no body any more": [B B B];
    REPRESENTATION_ADDED "representation-added", "a body may have another media type, too": {[C C N] [C N N]};
    REPRESENTATION_REMOVED "representation-removed", "a body has one media type less": [B B B];
    STYLE_CHANGED "style-changed", "a value is written in another way": [B N N];

    SUCCESS_ADDED "success-added", "a success has a status that it had not": [C N E];
    SUCCESS_REMOVED "success-removed", "a status of success is gone": [B B B];
    FAILURE_ADDED "failure-added", "a failure has a status that it had not": [C E E];
    FAILURE_REMOVED "failure-removed", "a status of failure is gone": [C B B];
    HEADER_ADDED "header-added", "an answer has one header more": [C C B];
    HEADER_REMOVED "header-removed", "an answer has one header less": [B B B];
    HEADER_REQUIRED "header-became-required", "a header is always sent now": [C N B];
    HEADER_OPTIONAL "header-became-optional", "a header may be missing now": [B N B];

    BECAME_REQUIRED "became-required", "what could be left out must be there": {[B B B] [C B B]};
    BECAME_OPTIONAL "became-optional", "what had to be there can be left out": {[C B B] [B B B]};
    BECAME_NULLABLE "became-nullable", "a value may be null": {[C B B] [B B B]};
    NO_LONGER_NULLABLE "no-longer-nullable", "a value may not be null any more": {[B B B] [C B B]};
    TYPE_CHANGED "type-changed", "a value has another type": [B B B];
    TYPE_WIDENED "type-widened", "a value has a wider type": {[C B B] [B B B]};
    TYPE_NARROWED "type-narrowed", "a value has a narrower type": {[B B B] [C B B]};
    FORMAT_CHANGED "format-changed", "a value has another format, of the same type in Rust": [B N N];
    FORMAT_WIDENED "format-widened", "a value has no format any more, of the same type in Rust": {[C N N] [B N N]};
    FORMAT_NARROWED "format-narrowed", "a value has a format, of the same type in Rust": {[B N N] [C N N]};
    LIMITS_WIDENED "limits-widened", "a limit is wider, or gone": {[C N N] [B N N]};
    LIMITS_NARROWED "limits-narrowed", "a limit is narrower, or new": {[B N N] [C N N]};
    DEFAULT_CHANGED "default-changed", "something else stands for what is left out": {[B N N] [N N N]};

    PROPERTY_ADDED_REQUIRED "property-added-required", "a property is new that must be there": {[B B E] [C E B]};
    PROPERTY_ADDED_OPTIONAL "property-added-optional", "a property is new that may be there": [C E E];
    PROPERTY_ADDED_CONSTANT "property-added-constant", "a property is new that must be there and has one value": {[B E E] [C E E]};
    PROPERTY_REMOVED "property-removed", "a property is gone": [B B B];
    CLOSED_OBJECT_EXTENDED "closed-object-extended", "an object whose readers refuse other properties has a new one": [B N N];
    OTHERS_KEPT "others-kept", "an object keeps properties that it does not name": [C E E];
    OTHERS_DROPPED "others-dropped", "an object does not keep properties any more that it does not name": [B B B];
    OTHERS_REFUSED "others-refused", "an object refuses properties that it does not name": {[B N N] [C N N]};
    OTHERS_ALLOWED "others-allowed", "an object does not refuse properties any more that it does not name": {[C N N] [B N N]};
    CONSTRUCTOR_CHANGED "constructor-changed", "a constructor takes the same in another order": {[N B N] [N N B]};

    VALUE_ADDED "value-added", "an enum has one value more": [C E E];
    VALUE_REMOVED "value-removed", "an enum has one value less": {[B B B] [C B B]};
    CLOSED_ENUM_EXTENDED "closed-enum-extended", "an enum whose readers refuse other values has a new one": [B N N];
    ENUM_OPENED "enum-opened", "an enum takes values that it does not list": [C B B];
    ENUM_CLOSED "enum-closed", "an enum refuses values that it does not list": {[B B B] [C B B]};
    ARM_ADDED "arm-added", "a union has one arm more": [C E E];
    ARM_REMOVED "arm-removed", "a union has one arm less": {[B B B] [C B B]};
    TAG_CHANGED "tag-changed", "a value of a union finds its arm in another way": [B N N];

    TYPE_ADDED "type-added", "the models have one type more": [N C C];
    TYPE_REMOVED "type-removed", "the models have one type less": [N B B];
    TYPE_RENAMED "type-renamed", "a type has another name in Rust": [N B B];
    SORT_CHANGED "sort-changed", "a type is of another sort, such as an enum in place of a struct": [B B B];
    RUST_TYPE_CHANGED "rust-type-changed", "a value has another type in Rust, and the same on the wire": [N B B];
    RUST_NAME_CHANGED "rust-name-changed", "something has another name in Rust, and the same on the wire": [N B B];
    CALLERS_CHANGED "callers-changed", "callers give or get something else": [N B N];
    CALLERS_EXTENDED "callers-extended", "callers get one alternative more": [N E N];
    IMPLEMENTORS_CHANGED "implementors-changed", "implementors get or give something else": [N N B];
    IMPLEMENTORS_EXTENDED "implementors-extended", "implementors get or give one alternative more": [N N E];

    SCHEME_ADDED "scheme-added", "a security scheme is new": [N C N];
    SCHEME_REMOVED "scheme-removed", "a security scheme is gone": [N B N];
    SCHEME_CHANGED "scheme-changed", "credentials are sent in another way": [B N N];
    GUARD_CHANGED "guard-changed", "a server asks something else of callers altogether": [N N B];
    SERVER_ADDED "server-added", "a server is new": [C C N];
    SERVER_REMOVED "server-removed", "a server is gone": [B B N];
    SERVER_CHANGED "server-changed", "a server has another address": [B N N];
    CALLBACK_ADDED "callback-added", "the API sends a request that it did not": [C C C];
    CALLBACK_REMOVED "callback-removed", "the API does not send a request any more": [B B B];
    CALLBACK_CHANGED "callback-changed", "a request that the API sends has other types": [B B B];
}

/// The rule of this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}
