//! How the value of a parameter or a header is written: location, style, explode and shape.

use super::{Work, content, received, written};
use crate::api::{
    AdditionalProperties, ContentKind, ObjectSchema, ParameterLocation, ParameterShape, ParameterStyle, SchemaId,
    SchemaKind,
};
use crate::diagnostics::{Diagnostic, Label, codes};
use crate::plan::{Codec, RustType, ScalarKind, Shape};
use crate::source::Origin;
use crate::tree::Node;

/// Unions within unions beyond this many are not looked into: the value is JSON text then.
pub(super) const DEPTH: usize = 16;

/// The type of a value that is there, and how it is written. A value too deep for its style is reported.
pub(super) fn codec(
    work: &mut Work<'_, '_>,
    shape: &ParameterShape,
    location: ParameterLocation,
    name: &str,
    origin: &Origin,
) -> (RustType, Codec) {
    match shape {
        ParameterShape::Schema { schema, style, explode, allow_reserved } => {
            let ty = work.types.rust_type(*schema);
            let Some(shape) = shape_of(work, *schema, DEPTH) else {
                let message = format!("`{name}` holds values that its style cannot write: it is sent as JSON text");
                if work.reported.insert(origin.clone()) {
                    work.diagnostics.push(Diagnostic::new(&codes::OA310, message, Label::key(origin, "")));
                }
                return (ty, Codec::Json);
            };
            let (style, explode) = fitting(work, (*style, *explode), &shape, origin);
            let allow_reserved = *allow_reserved;
            (ty, Codec::Style { style, explode, allow_reserved, shape })
        }
        ParameterShape::Content(media) => {
            let ty = media.schema.map_or(RustType::Json, |schema| work.types.rust_type(schema));
            match (media.kind, media.schema) {
                (ContentKind::Form, Some(schema))
                    if location == ParameterLocation::QueryString && received::is_object(work, schema) =>
                {
                    let parts = content::parts(work, media);
                    let read = received::form(work, media, schema, &parts);
                    (ty, Codec::Form(parts.iter().filter_map(written::field).collect(), read))
                }
                (ContentKind::Json, _) => (ty, Codec::Json),
                (ContentKind::Text, _) => (RustType::string(), text(location)),
                _ => {
                    let message = format!("`{name}` is sent as `{}`, which is taken as text", media.range.text);
                    work.diagnostics.push(Diagnostic::new(&codes::OA305, message, Label::key(&media.origin, "")));
                    (RustType::string(), text(location))
                }
            }
        }
    }
}

/// The style, if the table of the standard has it for such values (OpenAPI 3.1.1, 4.8.12.6); else `form`, each value
/// by itself.
fn fitting(
    work: &mut Work<'_, '_>,
    (style, explode): (ParameterStyle, bool),
    shape: &Shape,
    origin: &Origin,
) -> (ParameterStyle, bool) {
    let (name, fits) = match style {
        // It has no other form than the exploded one.
        ParameterStyle::DeepObject if matches!(shape, Shape::Object(..)) => return (style, true),
        ParameterStyle::DeepObject => ("deepObject", false),
        ParameterStyle::SpaceDelimited => ("spaceDelimited", !explode && !matches!(shape, Shape::Scalar(_))),
        ParameterStyle::PipeDelimited => ("pipeDelimited", !explode && !matches!(shape, Shape::Scalar(_))),
        ParameterStyle::TabDelimited => ("tabDelimited", !explode && !matches!(shape, Shape::Scalar(_))),
        ParameterStyle::Matrix
        | ParameterStyle::Label
        | ParameterStyle::Form
        | ParameterStyle::Simple
        | ParameterStyle::Cookie => return (style, explode),
    };
    if fits {
        return (style, explode);
    }
    if work.reported.insert(origin.clone()) {
        let what = match shape {
            Shape::Scalar(_) => "single values",
            Shape::Array(_) if explode => "lists whose items stand for themselves",
            Shape::Array(_) => "lists",
            Shape::Object(..) => "objects whose entries stand for themselves",
        };
        let message = format!("the style `{name}` does not write {what}; `form` is taken");
        work.diagnostics.push(Diagnostic::new(&codes::OA304, message, Label::key(origin, "")));
    }
    (ParameterStyle::Form, true)
}

/// One text as it is.
fn text(location: ParameterLocation) -> Codec {
    let style = match location {
        ParameterLocation::Path | ParameterLocation::Header => ParameterStyle::Simple,
        ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => ParameterStyle::Form,
    };
    let shape = Shape::Scalar(ScalarKind::String);
    Codec::Style { style, explode: false, allow_reserved: false, shape }
}

/// The shape of a schema's values; `None` if they are deeper than a style can write.
fn shape_of(work: &Work<'_, '_>, schema: SchemaId, depth: usize) -> Option<Shape> {
    if let Some(kind) = scalar(work, schema, depth) {
        return Some(Shape::Scalar(kind));
    }
    match &work.api.schemas.get(work.types.resolve(schema))?.kind {
        SchemaKind::Array(item) => scalar(work, *item, depth).map(Shape::Array),
        SchemaKind::Tuple(items, rest) => {
            let rest = match rest {
                AdditionalProperties::Schema(items) => Some(items),
                _ => None,
            };
            let items = items.iter().chain(rest);
            let kinds = items.map(|item| scalar(work, *item, depth)).collect::<Option<Vec<_>>>()?;
            Some(Shape::Array(common(kinds)))
        }
        SchemaKind::Object(object) => object_shape(work, object, depth),
        SchemaKind::Union(union) => {
            let depth = depth.checked_sub(1)?;
            let arms = union.arms.iter().map(|arm| shape_of(work, *arm, depth)).collect::<Option<Vec<_>>>()?;
            union_shape(arms)
        }
        _ => None,
    }
}

fn object_shape(work: &Work<'_, '_>, object: &ObjectSchema, depth: usize) -> Option<Shape> {
    let named = object
        .properties
        .iter()
        .map(|property| scalar(work, property.schema, depth).map(|kind| (property.name.clone(), kind)));
    let named = named.collect::<Option<Vec<_>>>()?;
    let others = match object.additional {
        AdditionalProperties::Schema(schema) => scalar(work, schema, depth)?,
        _ => ScalarKind::Any,
    };
    Some(Shape::Object(named, others))
}

/// One shape for all arms: a list where any arm is one and none is an object.
fn union_shape(arms: Vec<Shape>) -> Option<Shape> {
    let mut kinds = Vec::new();
    let (mut lists, mut objects) = (false, Vec::new());
    for arm in arms {
        match arm {
            Shape::Scalar(kind) => kinds.push(kind),
            Shape::Array(kind) => {
                lists = true;
                kinds.push(kind);
            }
            Shape::Object(named, others) => objects.push((named, others)),
        }
    }
    match (lists, objects.is_empty()) {
        (true, true) => Some(Shape::Array(common(kinds))),
        (false, false) if kinds.is_empty() => {
            let others = common(objects.iter().map(|(_, others)| *others).collect());
            Some(Shape::Object(merged(objects), others))
        }
        _ => None,
    }
}

/// The properties of all arms; one that arms see differently is of no known kind.
fn merged(objects: Vec<(Vec<(String, ScalarKind)>, ScalarKind)>) -> Vec<(String, ScalarKind)> {
    let mut all: Vec<(String, ScalarKind)> = Vec::new();
    for (name, kind) in objects.into_iter().flat_map(|(named, _)| named) {
        match all.iter_mut().find(|(other, _)| *other == name) {
            Some((_, other)) => *other = common(vec![*other, kind]),
            None => all.push((name, kind)),
        }
    }
    all
}

/// What the text of a scalar stands for; `None` for lists and objects.
pub(super) fn scalar(work: &Work<'_, '_>, schema: SchemaId, depth: usize) -> Option<ScalarKind> {
    match &work.api.schemas.get(work.types.resolve(schema))?.kind {
        SchemaKind::Boolean => Some(ScalarKind::Boolean),
        SchemaKind::Integer(_) => Some(ScalarKind::Integer),
        SchemaKind::Number(_) => Some(ScalarKind::Number),
        SchemaKind::String(_) => Some(ScalarKind::String),
        SchemaKind::Any | SchemaKind::Never => Some(ScalarKind::Any),
        SchemaKind::Enum(enumeration) => Some(common(enumeration.values.iter().map(kind_of).collect())),
        SchemaKind::Union(union) => {
            let depth = depth.checked_sub(1)?;
            union.arms.iter().map(|arm| scalar(work, *arm, depth)).collect::<Option<Vec<_>>>().map(common)
        }
        SchemaKind::Array(_)
        | SchemaKind::Tuple(..)
        | SchemaKind::Object(_)
        | SchemaKind::AllOf(_)
        | SchemaKind::Alias(_) => None,
    }
}

fn kind_of(value: &Node) -> ScalarKind {
    match value {
        Node::String(_) => ScalarKind::String,
        Node::Bool(_) => ScalarKind::Boolean,
        Node::Number(number) if number.as_i128().is_some() => ScalarKind::Integer,
        Node::Number(_) => ScalarKind::Number,
        Node::Null | Node::Sequence(_) | Node::Mapping(_) => ScalarKind::Any,
    }
}

fn common(kinds: Vec<ScalarKind>) -> ScalarKind {
    let mut kinds = kinds.into_iter();
    let first = kinds.next().unwrap_or(ScalarKind::Any);
    kinds.fold(first, |all, kind| match (all, kind) {
        (all, kind) if all == kind => all,
        (ScalarKind::Integer | ScalarKind::Number, ScalarKind::Integer | ScalarKind::Number) => ScalarKind::Number,
        (ScalarKind::String | ScalarKind::Any, _) | (_, ScalarKind::String | ScalarKind::Any) => ScalarKind::Any,
        _ => ScalarKind::Literal,
    })
}

#[cfg(test)]
mod tests {
    use super::{common, union_shape};
    use crate::plan::ScalarKind::{Any, Boolean, Integer, Literal, Number, String as Text};
    use crate::plan::Shape;

    #[test]
    fn what_several_kinds_have_in_common() {
        assert_eq!(common(vec![Integer, Number]), Number);
        assert_eq!(common(vec![Text, Text]), Text);
        assert_eq!(common(vec![Text, Integer]), Any);
        assert_eq!(common(vec![Boolean, Integer, Number]), Literal);
        assert_eq!(common(vec![Boolean, Integer, Text]), Any);
        assert_eq!(common(vec![]), Any);
    }

    #[test]
    fn arms_become_one_shape() {
        let object = |name: &str, kind| Shape::Object(vec![(name.to_owned(), kind)], Any);
        assert_eq!(union_shape(vec![Shape::Scalar(Text), Shape::Array(Text)]), Some(Shape::Array(Text)));
        assert_eq!(
            union_shape(vec![object("a", Text), object("a", Integer)]),
            Some(Shape::Object(vec![("a".to_owned(), Any)], Any))
        );
        assert_eq!(union_shape(vec![Shape::Array(Text), object("a", Text)]), None);
        assert_eq!(union_shape(vec![Shape::Scalar(Text), object("a", Text)]), None);
    }
}
