//! What the table says of a place, by the way to it.

use super::Kind;
use super::key::Form;
use crate::document::Version;

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Place {
    /// An object of the standard.
    Object(Kind),
    /// A list or an object of such objects, or a value: nothing that a reference may lead to.
    Other,
    /// Nobody knows: below an extension, an example, or a key that the standard has not.
    Unknown,
}

/// A place on the way.
enum Step {
    Object(Kind),
    Entries(Kind),
    /// `items`, which may be a list of schemas in older drafts.
    Items,
    Value,
}

/// What stands at the end of a pointer's segments.
pub(in super::super) fn place(version: Version, segments: &[String]) -> Place {
    let mut at = Step::Object(Kind::root(version));
    for segment in segments {
        let next = match at {
            Step::Object(kind) => below(kind, segment),
            Step::Entries(kind) => Some(Step::Object(kind)),
            Step::Items if segment.parse::<usize>().is_ok() => Some(Step::Object(Kind::Schema)),
            Step::Items => below(Kind::Schema, segment),
            Step::Value => None,
        };
        match next {
            Some(next) => at = next,
            None => return Place::Unknown,
        }
    }
    match at {
        Step::Object(kind) => Place::Object(kind),
        Step::Items => Place::Object(Kind::Schema),
        Step::Entries(_) | Step::Value => Place::Other,
    }
}

/// What stands under a key of an object; none if nobody knows.
fn below(kind: Kind, key: &str) -> Option<Step> {
    let Some(key) = kind.key(key) else {
        return kind.entries().filter(|_| !key.starts_with("x-")).map(Step::Object);
    };
    Some(match key.form {
        Form::Anything => return None,
        Form::One(kind) => Step::Object(kind),
        Form::Many(kind) | Form::Map(kind) => Step::Entries(kind),
        Form::SchemaOrFlag => Step::Object(Kind::Schema),
        Form::Items => Step::Items,
        Form::Dependencies => Step::Entries(Kind::Schema),
        Form::Discriminator => Step::Object(Kind::Discriminator),
        _ => Step::Value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_tells_what_stands_at_its_end() {
        let at =
            |pointer: &str| place(Version::V30, &pointer.split('/').skip(1).map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(at(""), Place::Object(Kind::Document));
        assert_eq!(at("/info"), Place::Object(Kind::Info));
        assert_eq!(at("/info/title"), Place::Other);
        assert_eq!(at("/components/schemas"), Place::Other);
        assert_eq!(at("/components/schemas/A/properties/b/items"), Place::Object(Kind::Schema));
        assert_eq!(at("/components/schemas/A/items/0/allOf/1"), Place::Object(Kind::Schema));
        assert_eq!(at("/paths/a/get/responses/200/content/json/schema"), Place::Object(Kind::Schema));
        assert_eq!(at("/paths/a/parameters/0"), Place::Object(Kind::Parameter));
        assert_eq!(at("/paths/x-own/a"), Place::Unknown);
        assert_eq!(at("/components/schemas/A/example/b"), Place::Unknown);
        assert_eq!(at("/definitions/A"), Place::Unknown);
    }
}
