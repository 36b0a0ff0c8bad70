//! What the texts of forms and parts stand for: text has no types, so its reader must know.

use super::Work;
use crate::api::{AdditionalProperties, ObjectSchema, SchemaId, SchemaKind};
use crate::plan::{Codec, Meaning, ScalarKind, Shape};
use crate::tree::Node;

/// Objects, lists and unions within each other beyond this many are strings.
const DEPTH: usize = 64;

/// More kinds than these in one property, and what is left are strings: schemas that lead to each other in many ways
/// would fill a program.
const MOST: usize = 4096;

/// What a style writes.
pub(super) fn of_codec(codec: &Codec) -> Meaning {
    match codec {
        Codec::Json | Codec::Form(..) => Meaning::Json,
        Codec::Style { shape: Shape::Scalar(kind), .. } => Meaning::Scalar(*kind),
        Codec::Style { shape: Shape::Array(kind), .. } => Meaning::List(Box::new(Meaning::Scalar(*kind))),
        Codec::Style { shape: Shape::Object(known, others), .. } => {
            let known = known.iter().map(|(name, kind)| (name.clone(), Meaning::Scalar(*kind))).collect();
            Meaning::Object(known, Box::new(Meaning::Scalar(*others)))
        }
    }
}

/// What the text of a single value stands for.
pub(super) fn single(work: &Work<'_, '_>, schema: SchemaId) -> Meaning {
    let kinds = Reader { work, open: Vec::new(), left: MOST }.kinds(schema);
    Meaning::Scalar(kinds.text.map_or(ScalarKind::String, Text::scalar))
}

/// What the texts under the name of a property without a style stand for: single values, items, else JSON.
pub(super) fn plain(work: &Work<'_, '_>, schema: SchemaId) -> Meaning {
    Reader { work, open: Vec::new(), left: MOST }.kinds(schema).plain()
}

/// The properties that any object of a union has, and what others are.
pub(super) fn of_objects(work: &Work<'_, '_>, schema: SchemaId) -> (Vec<(String, Meaning)>, Meaning) {
    let kinds = Reader { work, open: Vec::new(), left: MOST }.kinds(schema);
    let (named, others) = kinds.entries.unwrap_or_default();
    (named.into_iter().map(|(name, kinds)| (name, kinds.plain())).collect(), others.plain())
}

/// What all texts below a value stand for, by the way to them.
pub(super) fn deep(work: &Work<'_, '_>, schema: SchemaId) -> Meaning {
    Reader { work, open: Vec::new(), left: MOST }.kinds(schema).meaning()
}

/// What a single value may be, with words of enums told from any strings: `now` is no number, so a number beside it is
/// one.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Text {
    Words,
    Of(ScalarKind),
}

impl Text {
    fn scalar(self) -> ScalarKind {
        match self {
            Self::Words => ScalarKind::String,
            Self::Of(kind) => kind,
        }
    }

    fn and(self, other: Self) -> Self {
        use ScalarKind::{Any, Boolean, Integer, Literal, Number, String};
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Words, Self::Of(String)) | (Self::Of(String), Self::Words) => Self::Of(String),
            (Self::Of(Any | String), _) | (_, Self::Of(Any | String)) => Self::Of(Any),
            (Self::Of(Integer | Number), Self::Of(Integer | Number)) => Self::Of(Number),
            (Self::Of(Boolean | Integer | Number | Literal) | Self::Words, _) => Self::Of(Literal),
        }
    }
}

/// Named entries, and all others.
type Entries = (Vec<(String, Kinds)>, Box<Kinds>);

/// All that a value may be.
#[derive(Debug, Clone, Default)]
struct Kinds {
    text: Option<Text>,
    items: Option<Box<Kinds>>,
    entries: Option<Entries>,
    above: Option<usize>,
}

impl Kinds {
    fn text(kind: ScalarKind) -> Self {
        Self { text: Some(Text::Of(kind)), ..Self::default() }
    }

    fn above(levels: usize) -> Self {
        Self { above: Some(levels), ..Self::default() }
    }

    /// What a value of either kind may be.
    fn or(self, other: Self) -> Self {
        let text = match (self.text, other.text) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        let both = |one: Box<Kinds>, other: Box<Kinds>| Box::new(one.or(*other));
        let items = match (self.items, other.items) {
            (Some(one), Some(other)) => Some(both(one, other)),
            (one, other) => one.or(other),
        };
        let entries = match (self.entries, other.entries) {
            (Some((mut named, others)), Some((more, other))) => {
                for (name, kinds) in more {
                    match named.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, known)) => *known = std::mem::take(known).or(kinds),
                        None => named.push((name, kinds)),
                    }
                }
                Some((named, both(others, other)))
            }
            (one, other) => one.or(other),
        };
        Self { text, items, entries, above: self.above.or(other.above) }
    }

    /// As a form writes it without a style.
    fn plain(self) -> Meaning {
        let text = self.text.map(|text| Meaning::Scalar(text.scalar()));
        let json = self.entries.is_some() || self.above.is_some();
        let one = match (text, json) {
            (Some(_), true) => Some(Meaning::JsonOrText),
            (None, true) => Some(Meaning::Json),
            (text, false) => text,
        };
        let items = self.items.map(|items| match items.items.is_some() {
            // Lists of lists are lists of JSON.
            true => Meaning::List(Box::new(Meaning::Json)),
            false => Meaning::List(Box::new(items.plain())),
        });
        match (one, items) {
            (Some(one), Some(items)) => Meaning::AnyOf(vec![one, items]),
            (one, items) => one.or(items).unwrap_or(Meaning::Scalar(ScalarKind::String)),
        }
    }

    fn meaning(self) -> Meaning {
        let mut all = Vec::new();
        all.extend(self.text.map(|text| Meaning::Scalar(text.scalar())));
        all.extend(self.items.map(|items| Meaning::List(Box::new(items.meaning()))));
        all.extend(self.entries.map(|(named, others)| {
            let others = others.meaning();
            let plain = others == Meaning::Scalar(ScalarKind::String);
            let named = named.into_iter().map(|(name, kinds)| (name, kinds.meaning()));
            Meaning::Object(named.filter(|(_, meaning)| !plain || *meaning != others).collect(), Box::new(others))
        }));
        match (self.above, all.len()) {
            (Some(levels), 0) => Meaning::Above(levels),
            // What leads back and may be something else besides is told from what it is.
            (None, 1) | (Some(_), 1) => all.swap_remove(0),
            (_, 0) => Meaning::Scalar(ScalarKind::String),
            _ => Meaning::AnyOf(all),
        }
    }
}

struct Reader<'r, 'w, 'a> {
    work: &'r Work<'w, 'a>,
    /// The lists and objects around the schema at hand.
    open: Vec<SchemaId>,
    left: usize,
}

impl Reader<'_, '_, '_> {
    fn kinds(&mut self, schema: SchemaId) -> Kinds {
        let schema = self.work.types.resolve(schema);
        if let Some(at) = self.open.iter().rposition(|open| *open == schema) {
            return Kinds::above(self.open.len() - at);
        }
        self.left = self.left.saturating_sub(1);
        let Some(found) = self.work.api.schemas.get(schema).filter(|_| self.left > 0 && self.open.len() < DEPTH) else {
            return Kinds::text(ScalarKind::String);
        };
        match &found.kind {
            SchemaKind::Boolean => Kinds::text(ScalarKind::Boolean),
            SchemaKind::Integer(_) => Kinds::text(ScalarKind::Integer),
            SchemaKind::Number(_) => Kinds::text(ScalarKind::Number),
            SchemaKind::String(_) => Kinds::text(ScalarKind::String),
            SchemaKind::Any | SchemaKind::Never | SchemaKind::AllOf(_) | SchemaKind::Alias(_) => {
                Kinds::text(ScalarKind::Any)
            }
            SchemaKind::Enum(list) => words(&list.values, list.open),
            SchemaKind::Array(item) => self.list(schema, &[*item]),
            SchemaKind::Tuple(places, rest) => {
                let rest = match rest {
                    AdditionalProperties::Schema(rest) => Some(*rest),
                    _ => None,
                };
                self.list(schema, &places.iter().copied().chain(rest).collect::<Vec<_>>())
            }
            SchemaKind::Object(object) => self.object(schema, object),
            SchemaKind::Union(union) => {
                union.arms.iter().fold(Kinds::default(), |kinds, arm| kinds.or(self.kinds(*arm)))
            }
        }
    }

    fn list(&mut self, schema: SchemaId, items: &[SchemaId]) -> Kinds {
        self.open.push(schema);
        let items = items.iter().fold(Kinds::default(), |kinds, item| kinds.or(self.kinds(*item)));
        self.open.pop();
        Kinds { items: Some(Box::new(items)), ..Kinds::default() }
    }

    fn object(&mut self, schema: SchemaId, object: &ObjectSchema) -> Kinds {
        self.open.push(schema);
        let named = object.properties.iter().map(|property| (property.name.clone(), self.kinds(property.schema)));
        let named = named.collect();
        let others = match object.additional {
            AdditionalProperties::Schema(schema) => self.kinds(schema),
            AdditionalProperties::Any => Kinds::text(ScalarKind::Any),
            AdditionalProperties::Unstated | AdditionalProperties::Forbidden => Kinds::text(ScalarKind::String),
        };
        self.open.pop();
        Kinds { entries: Some((named, Box::new(others))), ..Kinds::default() }
    }
}

fn words(values: &[Node], open: bool) -> Kinds {
    let kinds = values.iter().filter_map(|value| match value {
        Node::String(word) if open || is_literal(word) => Some(Text::Of(ScalarKind::String)),
        Node::String(_) => Some(Text::Words),
        Node::Bool(_) => Some(Text::Of(ScalarKind::Boolean)),
        Node::Number(number) if number.as_i128().is_some() => Some(Text::Of(ScalarKind::Integer)),
        Node::Number(_) => Some(Text::Of(ScalarKind::Number)),
        Node::Null => None,
        Node::Sequence(_) | Node::Mapping(_) => Some(Text::Of(ScalarKind::Any)),
    });
    Kinds { text: kinds.reduce(Text::and).or(Some(Text::Of(ScalarKind::Any))), ..Kinds::default() }
}

/// Whether a word may be taken for a number or a boolean.
fn is_literal(word: &str) -> bool {
    matches!(word, "true" | "false") || word.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}
