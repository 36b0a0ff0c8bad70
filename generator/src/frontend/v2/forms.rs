//! Parameters with `in: formData`: the fields of one form, urlencoded or multipart.

use crate::api::{
    AdditionalProperties, ContentKind, Docs, Encoding, MediaRange, MediaType, NameHint, ObjectSchema, Property,
    RequestBody, SchemaId, SchemaKind, StringFormat,
};
use crate::diagnostics::codes;
use crate::frontend::v3::bodies::media_range;
use crate::frontend::v3::read;

use super::Reading;
use super::items::{self, Ground};
use super::media::{self, Listed};
use super::parameters::Part;

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl<'a> Reading<'a> {
    /// The fields as the properties of one object, in document order.
    pub(super) fn form(&mut self, fields: &[Part<'a>], consumes: &Listed, words: &[String]) -> RequestBody {
        let words: Vec<_> = words.iter().cloned().chain(["body".to_owned()]).collect();
        let origin = fields.first().map(|field| field.at.clone()).unwrap_or_else(|| {
            let pointer = crate::source::JsonPointer::root();
            crate::source::Origin { source: self.v3.source, pointer }
        });
        let whole = self.v3.reserve(NameHint::Operation(words), origin.clone());
        let (mut properties, mut encodings) = (Vec::new(), Vec::new());
        for field in fields {
            let schema = self.field(field, whole);
            encodings.extend(self.encoding(field));
            let required = read::is_set(field.mapping, "required");
            let (name, origin) = (field.name.clone(), field.at.clone());
            properties.push(Property { name, schema, required, declared: true, origin });
        }
        let required = properties.iter().any(|property| property.required);
        let files = properties.iter().any(|property| self.is_file(property.schema));
        let object = ObjectSchema { properties, additional: AdditionalProperties::Unstated };
        self.v3.api.schemas[whole].kind = SchemaKind::Object(object);
        let media = |range: MediaRange| MediaType {
            kind: media::kind(&range, None),
            encodings: encodings.clone(),
            range,
            schema: Some(whole),
            item: None,
            item_types: Vec::new(),
            data: None,
            examples: Vec::new(),
            origin: origin.clone(),
        };
        let content = self.forms(consumes, files).into_iter().map(media).collect();
        RequestBody { required, content, merge_patch: false, docs: Docs::default(), origin: origin.clone() }
    }

    /// The schema of a field. One that several operations have is read once.
    fn field(&mut self, field: &Part<'a>, whole: SchemaId) -> SchemaId {
        let key = field.at.clone();
        if let Some(&known) = self.fields.get(&key) {
            return known;
        }
        let hint = NameHint::Inline { parent: whole, role: field.name.clone() };
        let id = self.own_schema(field.mapping, &field.at, hint);
        // A reference leads to a schema with texts of its own.
        if self.v3.api.schemas[id].origin == field.at {
            let docs = self.docs(field.mapping, &field.at);
            let examples = items::examples(field.mapping, &field.at);
            let schema = &mut self.v3.api.schemas[id];
            (schema.docs, schema.examples) = (docs, examples);
        }
        self.fields.insert(key, id);
        id
    }

    /// Whether a field is a file or a list of files.
    fn is_file(&self, schema: SchemaId) -> bool {
        match self.kind_of(schema) {
            Some(SchemaKind::String(format)) => *format == StringFormat::Binary,
            Some(SchemaKind::Array(item)) => {
                matches!(self.kind_of(*item), Some(SchemaKind::String(StringFormat::Binary)))
            }
            _ => false,
        }
    }

    /// How the items of a field are parted, if it is a list that is not sent item by item.
    fn encoding(&mut self, field: &Part<'a>) -> Option<Encoding> {
        let (style, explode) = self.collection(field.mapping, &field.at, Ground::Pairs);
        let files = field.mapping.get("items").and_then(crate::tree::Node::as_mapping).is_some_and(items::is_file);
        (items::is_list(field.mapping) && !explode && !files).then(|| Encoding {
            property: field.name.clone(),
            content_type: None,
            headers: Vec::new(),
            style: Some(style),
            explode: Some(explode),
            allow_reserved: false,
        })
    }

    /// The media types of a form among those that are listed; without one, what the fields ask for.
    fn forms(&mut self, consumes: &Listed, files: bool) -> Vec<MediaRange> {
        let is_form = |range: &&MediaRange| match media::kind(range, None) {
            ContentKind::Multipart => true,
            ContentKind::Form => !files,
            _ => false,
        };
        let fit: Vec<MediaRange> = consumes.ranges().filter(is_form).cloned().collect();
        let usual = if files { MULTIPART } else { URLENCODED };
        if let Some(at) = consumes.at.clone().filter(|at| {
            fit.len() < consumes.ranges().count() && at.pointer.segments().len() > 1 && self.reported.insert(at.clone())
        }) {
            let message = match (fit.first(), files) {
                (None, _) => format!("no form is among the media types; `{usual}` is taken"),
                (Some(range), true) => format!("files are sent as `{}`; the others are left out", range.text),
                (Some(range), false) => format!("fields are sent as `{}`; what is no form is left out", range.text),
            };
            self.v3.report(&codes::OA009, &at, message, "");
        }
        if fit.is_empty() { vec![media_range(usual)] } else { fit }
    }
}
