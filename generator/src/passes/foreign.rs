//! Schemas that a type of another crate stands for. That type knows what its values are: of the schema only its place in
//! others is left, as a text that nothing is said of.

use crate::api::{Api, Constraints, IntegerFormat, NumberFormat, SchemaId, SchemaKind, StringFormat};
use crate::config::overrides::Target;
use crate::config::types::{ForeignType, StandsFor};
use crate::config::{Config, nearest};
use crate::diagnostics::{Diagnostic, Diagnostics, Label, codes};
use crate::source::{JsonPointer, Origin};

/// Notes which schemas these are. A type that stands for none is reported.
pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (number, one) in config.types.list.iter().enumerate() {
        let found = standing_for(api, &one.of);
        if found.is_empty() {
            diagnostics.push(report(api, one));
        }
        for id in found {
            api.foreign.entry(id).or_insert(number);
        }
    }
    let ids: Vec<SchemaId> = api.foreign.keys().copied().collect();
    for id in ids {
        let schema = &mut api.schemas[id];
        schema.constraints = Constraints::default();
        schema.default = None;
        schema.null_arms = None;
        let is_scalar = matches!(
            schema.kind,
            SchemaKind::Boolean | SchemaKind::Integer(_) | SchemaKind::Number(_) | SchemaKind::String(_)
        );
        if !is_scalar {
            schema.kind = SchemaKind::String(StringFormat::Plain);
        }
    }
}

fn standing_for(api: &Api, of: &StandsFor) -> Vec<SchemaId> {
    let at = |pointer: &JsonPointer| {
        let here = |origin: &Origin| origin.pointer == *pointer && origin.source.number().is_none();
        let found = api.schemas.iter().filter(|(_, schema)| here(&schema.origin));
        found.map(|(id, _)| id).collect::<Vec<_>>()
    };
    match of {
        StandsFor::Format(format) => {
            let is_of = |kind: &SchemaKind| format_of(kind).is_some_and(|one| one == format);
            api.schemas.iter().filter(|(_, schema)| is_of(&schema.kind)).map(|(id, _)| id).collect()
        }
        StandsFor::Schema(Target::Schema(name, below)) => {
            let component = api.components.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
            match component.and_then(|id| Some((id, api.schemas.get(id)?))) {
                Some((id, _)) if below.is_root() => vec![id],
                Some((_, schema)) => {
                    let place = JsonPointer::parse(&format!("{}{below}", schema.origin.pointer));
                    place.map(|place| at(&place)).unwrap_or_default()
                }
                None => Vec::new(),
            }
        }
        StandsFor::Schema(Target::Pointer(pointer)) => at(pointer),
        StandsFor::Schema(Target::Operation(..) | Target::Path(..)) => Vec::new(),
    }
}

/// The word for the format of a schema.
fn format_of(kind: &SchemaKind) -> Option<&str> {
    Some(match kind {
        SchemaKind::String(format) => match format {
            StringFormat::Plain => return None,
            StringFormat::Uuid => "uuid",
            StringFormat::DateTime => "date-time",
            StringFormat::Date => "date",
            StringFormat::Time => "time",
            StringFormat::Decimal => "decimal",
            StringFormat::Byte => "byte",
            StringFormat::Binary => "binary",
            StringFormat::Password => "password",
            StringFormat::Other(other) => other,
        },
        SchemaKind::Integer(IntegerFormat::Int32) => "int32",
        SchemaKind::Integer(IntegerFormat::Int64) => "int64",
        SchemaKind::Integer(IntegerFormat::UInt32) => "uint32",
        SchemaKind::Integer(IntegerFormat::UInt64) => "uint64",
        SchemaKind::Number(NumberFormat::Float) => "float",
        SchemaKind::Number(NumberFormat::Double) => "double",
        _ => return None,
    })
}

fn report(api: &Api, one: &ForeignType) -> Diagnostic {
    let message = format!("`types` has a type for `{}`, and nothing of the document is that", one.text);
    let found = match &one.place {
        Some((origin, region)) => Diagnostic::new(&codes::OA502, message, Label::region(origin, *region, "")),
        None => Diagnostic::without_place(&codes::OA502, message),
    };
    let meant = match &one.of {
        StandsFor::Format(format) => {
            nearest(format, api.schemas.iter().filter_map(|(_, schema)| format_of(&schema.kind)))
        }
        StandsFor::Schema(Target::Schema(name, _)) => {
            nearest(name, api.components.iter().map(|(name, _)| name.as_str()))
        }
        StandsFor::Schema(_) => None,
    };
    match meant {
        Some(meant) => found.help(format!("did you mean `{meant}`?")),
        None => found,
    }
}
