use serde_json::{Map, Value};
use unicode_width::UnicodeWidthStr as _;

use crate::api::Api;
use crate::cli::args::Kind;
use crate::plan::{Plan, TypeDef};

/// A thing of a document and what it becomes: the columns of a line, each with its key.
#[derive(Debug)]
pub(super) struct Row(Vec<(&'static str, Value)>);

impl Row {
    pub(super) fn to_json(&self, document: &str) -> Value {
        let document = ("document".to_owned(), Value::from(document));
        let cells = self.0.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
        Value::Object(std::iter::once(document).chain(cells).collect::<Map<_, _>>())
    }
}

pub(super) fn rows(kind: Kind, api: &Api, plan: &Plan) -> Vec<Row> {
    match kind {
        Kind::Operations => operations(plan),
        Kind::Schemas => schemas(api, plan),
        Kind::Tags => tags(api, plan),
    }
}

fn operations(plan: &Plan) -> Vec<Row> {
    let tag_of = |index: usize| plan.services.iter().find(|service| service.methods.contains(&index));
    let methods = plan.methods.iter().enumerate().map(|(index, method)| {
        Row(vec![
            ("method", Value::from(method.method.as_str())),
            ("path", Value::from(method.path_text.as_str())),
            ("operation", Value::from(method.operation_id.as_str())),
            ("rust", Value::from(method.ident.as_str())),
            ("module", tag_of(index).map_or(Value::Null, |service| Value::from(service.module.as_str()))),
        ])
    });
    methods.collect()
}

fn schemas(api: &Api, plan: &Plan) -> Vec<Row> {
    let schemas = api.components.iter().map(|(name, id)| {
        let origin = api.schemas.get(*id).map(|schema| &schema.origin);
        let def = plan.types.iter().map(|(_, def)| def).find(|def| Some(def.origin()) == origin);
        Row(vec![
            ("schema", Value::from(name.as_str())),
            ("rust", def.map_or(Value::Null, |def| Value::from(def.name().as_str()))),
            ("kind", def.map_or(Value::Null, |def| Value::from(word(def)))),
        ])
    });
    schemas.collect()
}

/// What a type is, in words that people know from Rust.
fn word(def: &TypeDef) -> &'static str {
    match def {
        TypeDef::Struct(_) => "struct",
        TypeDef::Enum(_) => "enum",
        TypeDef::Union(_) => "union",
        TypeDef::Tuple(_) => "tuple",
        TypeDef::Newtype(_) => "newtype",
        TypeDef::Nest(_) => "list of itself",
        TypeDef::Alias(_) => "alias",
    }
}

fn tags(api: &Api, plan: &Plan) -> Vec<Row> {
    let tags = api.tags.iter().map(|tag| {
        let operations = api.operations.iter().filter(|(_, operation)| operation.tags.contains(&tag.name)).count();
        // An operation belongs to the first of its tags.
        let own = api.operations.iter().find(|(_, operation)| operation.tags.first() == Some(&tag.name));
        let own = own.and_then(|(_, own)| plan.methods.iter().position(|method| method.origin == own.origin));
        let service = own.and_then(|own| plan.services.iter().find(|service| service.methods.contains(&own)));
        Row(vec![
            ("tag", Value::from(tag.name.as_str())),
            ("operations", Value::from(operations)),
            ("module", service.map_or(Value::Null, |service| Value::from(service.module.as_str()))),
            ("trait", service.map_or(Value::Null, |service| Value::from(service.name.as_str()))),
        ])
    });
    tags.collect()
}

/// One line a row, columns as wide as their longest text; what is not there is `-`.
pub(super) fn aligned(rows: &[Row]) -> String {
    let texts: Vec<Vec<String>> =
        rows.iter().map(|Row(cells)| cells.iter().map(|(_, value)| cell(value)).collect()).collect();
    let columns = texts.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| texts.iter().filter_map(|row| row.get(column)).map(|text| text.width()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let mut out = String::new();
    for row in &texts {
        let mut line = String::new();
        for (text, width) in row.iter().zip(&widths) {
            line.push_str(text);
            line.push_str(&" ".repeat(width.saturating_sub(text.width()) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
