//! What may stand under a key.

use std::collections::BTreeSet;

use super::{Form, Kind, Trail, Walk};
use crate::diagnostics::{Diagnostic, Label, Severity, codes};
use crate::document::Version;
use crate::frontend::v3::read;
use crate::tree::Node;

impl Walk<'_> {
    /// Checks a value that is there and not null.
    pub(super) fn form(&mut self, form: Form, value: &Node, at: &Trail<'_>, annotation: bool) {
        match form {
            Form::Anything => {}
            Form::Text => self.text(value, at, annotation),
            Form::Flag => self.flag(value, at, annotation),
            Form::Number => self.number(value, at, annotation),
            Form::Count => self.count(value, at, annotation),
            Form::Limit => match value {
                Node::Bool(_) => {
                    self.older(
                        at,
                        "a boolean belongs to OpenAPI 3.0 here; it is taken as a word about the limit beside it",
                    );
                }
                Node::Number(_) => {
                    self.newer(Version::V31, at, "a number belongs to OpenAPI 3.1 here; it is taken as the limit")
                }
                _ => self.wrong(at, "a boolean or a number", value, annotation),
            },
            Form::Texts => self.texts(value, at, annotation),
            Form::Values => {
                if value.as_sequence().is_none() {
                    self.wrong(at, "an array", value, annotation);
                }
            }
            Form::TextMap => self.entries(value, at, annotation, |walk, value, at| walk.text(value, at, annotation)),
            Form::TypeName => match value {
                Node::String(_) => {}
                Node::Sequence(names) => {
                    self.type_names(names, value, at);
                    self.newer(Version::V31, at, "a list of types belongs to OpenAPI 3.1; it is taken as meant there");
                }
                _ => self.wrong(at, "a string", value, annotation),
            },
            Form::SchemaOrFlag => {
                if value.as_bool().is_none() {
                    self.object(Kind::Schema, value, at, annotation);
                }
            }
            Form::Items => match value {
                Node::Sequence(_) => {
                    self.misread(at, "a list of schemas is of older drafts; it is taken as one schema per place");
                    self.items(value, at, |walk, value, at| walk.object(Kind::Schema, value, at, annotation));
                }
                _ => self.object(Kind::Schema, value, at, annotation),
            },
            Form::TextLists => {
                self.entries(value, at, annotation, |walk, value, at| walk.texts(value, at, annotation));
            }
            Form::Dependencies => self.entries(value, at, annotation, |walk, value, at| match value {
                Node::Sequence(_) | Node::String(_) => walk.texts(value, at, annotation),
                _ => walk.object(Kind::Schema, value, at, annotation),
            }),
            Form::Security => self.security(value, at),
            Form::RequiredNames => self.required_names(value, at, annotation),
            Form::Discriminator => match value {
                Node::String(_) if self.version == Version::V20 => {}
                Node::String(_) => self.misread(at, "a string belongs to Swagger 2.0; it is taken as `propertyName`"),
                _ => {
                    if self.version == Version::V20 {
                        self.misread(at, "an object belongs to OpenAPI 3; it is taken as meant there");
                    }
                    self.object(Kind::Discriminator, value, at, annotation);
                }
            },
            Form::One(kind) => self.object(kind, value, at, annotation),
            Form::Many(kind) => {
                if value.as_sequence().is_none() {
                    self.wrong(at, "an array", value, annotation);
                }
                self.items(value, at, |walk, value, at| walk.object(kind, value, at, annotation));
            }
            Form::Map(kind) => {
                let properties = kind == Kind::Schema && at.key == "properties";
                self.entries(value, at, annotation, |walk, value, at| match value {
                    Node::Sequence(_) if properties => walk.no_property(value, at),
                    _ => walk.object(kind, value, at, annotation),
                });
            }
        }
    }

    /// A list among the properties, as where `required` is indented too far, is no schema of a property.
    fn no_property(&mut self, value: &Node, at: &Trail<'_>) {
        let message = "a Schema Object is expected here; the property is left out";
        self.fault(&codes::OA005, Severity::Warning, at, message, &format!("this is {}", value.kind()));
    }

    fn required_names(&mut self, value: &Node, at: &Trail<'_>, annotation: bool) {
        if value.as_bool().is_none() {
            self.repeated_names(value, at);
            return self.texts(value, at, annotation);
        }
        let place = at.origin(self.source);
        let message = "`required` of a schema is a list of names; a boolean is ignored";
        self.diagnostics.push(
            Diagnostic::new(&codes::OA009, message, Label::value(&place, "ignored"))
                .help("list the property's name in `required` of the object that has it"),
        );
    }

    /// Types are texts; `null` without quotes is taken as the type.
    fn type_names(&mut self, names: &[Node], value: &Node, at: &Trail<'_>) {
        if names.is_empty() {
            self.misread(at, "an empty list names no type; it is read as absent");
        }
        self.items(value, at, |walk, name, at| match name {
            Node::String(_) => {}
            Node::Null => walk.misread(at, "the type null is a text, `'null'`; it is taken as meant"),
            _ => walk.wrong(at, "a string", name, true),
        });
    }

    /// A name that a list has twice says nothing more.
    fn repeated_names(&mut self, value: &Node, at: &Trail<'_>) {
        let mut seen = BTreeSet::new();
        self.items(value, at, |walk, name, at| {
            if let Some(name) = name.as_str().filter(|name| !seen.insert((*name).to_owned())) {
                walk.misread(at, &format!("`{name}` is listed twice"));
            }
        });
    }

    fn text(&mut self, value: &Node, at: &Trail<'_>, annotation: bool) {
        match value {
            Node::String(_) => {}
            Node::Number(_) | Node::Bool(_) => {
                let place = at.origin(self.source);
                self.survey.texts.insert(place.clone());
                self.diagnostics.push(
                    Diagnostic::new(
                        &codes::OA009,
                        format!("a string belongs here, not {}; its text is taken", value.kind()),
                        Label::value(&place, ""),
                    )
                    .help("put it in quotes"),
                );
            }
            _ => self.wrong(at, "a string", value, annotation),
        }
    }

    fn flag(&mut self, value: &Node, at: &Trail<'_>, annotation: bool) {
        match (value, read::as_flag(value)) {
            (Node::Bool(_), _) => {}
            (_, Some(flag)) => self.misread(at, &format!("a boolean belongs here; it is read as {flag}")),
            _ => self.wrong(at, "a boolean", value, annotation),
        }
    }

    fn number(&mut self, value: &Node, at: &Trail<'_>, annotation: bool) {
        match (value, read::as_number(value)) {
            (Node::Number(_), _) => {}
            (_, Some(number)) => self.misread(at, &format!("a number belongs here; it is read as {number}")),
            _ => self.wrong(at, "a number", value, annotation),
        }
    }

    fn count(&mut self, value: &Node, at: &Trail<'_>, annotation: bool) {
        match (value.as_number().and_then(|number| number.as_u64()), read::as_count(value)) {
            (Some(_), _) => {}
            (None, Some(count)) => self.misread(at, &format!("an integer belongs here; it is read as {count}")),
            (None, None) if read::as_number(value).is_some() => self.fault(
                &codes::OA005,
                Severity::Warning,
                at,
                "an integer from 0 is expected here; the limit is ignored",
                "no length",
            ),
            (None, None) => self.wrong(at, "an integer", value, annotation),
        }
    }

    fn texts(&mut self, value: &Node, at: &Trail<'_>, annotation: bool) {
        match value {
            Node::Sequence(_) => self.items(value, at, |walk, value, at| walk.text(value, at, annotation)),
            Node::String(_) => self.misread(at, "an array belongs here; the string is taken as its only item"),
            _ => self.wrong(at, "an array", value, annotation),
        }
    }

    fn security(&mut self, value: &Node, at: &Trail<'_>) {
        if value.as_sequence().is_none() {
            self.wrong(at, "an array", value, false);
        }
        self.items(value, at, |walk, requirement, at| {
            // Scopes that are no list are read as none.
            walk.entries(requirement, at, false, |walk, scopes, at| walk.texts(scopes, at, true));
        });
    }

    fn items(&mut self, value: &Node, at: &Trail<'_>, mut check: impl FnMut(&mut Self, &Node, &Trail<'_>)) {
        for (index, item) in value.as_sequence().unwrap_or_default().iter().enumerate() {
            let index = index.to_string();
            check(self, item, &Trail { parent: Some(at), key: &index });
        }
    }

    fn entries(
        &mut self,
        value: &Node,
        at: &Trail<'_>,
        annotation: bool,
        mut check: impl FnMut(&mut Self, &Node, &Trail<'_>),
    ) {
        let Some(mapping) = value.as_mapping() else {
            return self.wrong(at, "an object", value, annotation);
        };
        for (key, value) in mapping.iter() {
            check(self, value, &Trail { parent: Some(at), key });
        }
    }
}
