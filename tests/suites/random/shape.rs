//! What a schema says, in a form from which both the schema and values for it can be made.

use serde_json::{Map, Value, json};

/// A schema.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Any,
    Boolean,
    /// Keywords of a number or string, and texts of valid values.
    Scalar {
        keywords: Map<String, Value>,
        values: Vec<String>,
    },
    /// Items, how many at least and at most, and whether they differ (then they are integers).
    Array {
        items: Box<Shape>,
        least: usize,
        most: usize,
        unique: bool,
    },
    /// Entries under any names.
    Dictionary {
        values: Box<Shape>,
        least: usize,
        most: usize,
    },
    Object(Object),
    /// All members at once; each is an object, a composition of objects or a union of objects.
    AllOf {
        members: Vec<Shape>,
        own: Option<Object>,
        required: Vec<String>,
    },
    Union(Union),
    Nullable(Box<Shape>, NullSpelling),
    /// A parent with a discriminator; values are of its children, which have it in their allOf: (tag, component).
    Family {
        parent: String,
        children: Vec<(String, String)>,
    },
    /// Words that change nothing about values, such as `title` and `default`.
    Annotated(Box<Shape>, Map<String, Value>),
    Reference(String),
}

/// An object with properties.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object {
    pub(crate) properties: Vec<Property>,
    pub(crate) others: Others,
    /// Required names that no property has.
    pub(crate) nameless: Vec<String>,
    pub(crate) discriminator: Option<Discriminator>,
    /// `type: object` is left out; the properties tell it.
    pub(crate) untyped: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// `additionalProperties`.
#[derive(Debug, Clone, Default)]
pub(crate) enum Others {
    /// Not said: any.
    #[default]
    Unsaid,
    Allowed,
    Refused,
    Of(Box<Shape>),
}

/// oneOf or anyOf. The arms of a oneOf exclude each other.
#[derive(Debug, Clone)]
pub(crate) struct Union {
    pub(crate) key: &'static str,
    pub(crate) arms: Vec<Shape>,
    pub(crate) discriminator: Option<Discriminator>,
    /// The arms are objects that do not contradict each other: a value may be of two.
    pub(crate) overlapping: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    /// The value of each arm, and what `mapping` says of it.
    pub(crate) tags: Vec<(String, Option<String>)>,
}

/// How a schema says that null is allowed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NullSpelling {
    /// `nullable: true` beside the keywords.
    Flag,
    /// `allOf` with the schema alone, `nullable: true` beside it.
    Around,
    /// An arm for null in anyOf or oneOf.
    Arm(&'static str),
}

impl Shape {
    /// As a Schema Object.
    pub(crate) fn schema(&self) -> Value {
        match self {
            Shape::Any => json!({}),
            Shape::Boolean => json!({"type": "boolean"}),
            Shape::Scalar { keywords, .. } => Value::Object(keywords.clone()),
            Shape::Array { items, least, most, unique } => {
                let mut schema = json!({"type": "array", "items": items.schema()});
                limits(&mut schema, ("minItems", *least), ("maxItems", *most));
                if *unique {
                    set(&mut schema, "uniqueItems", json!(true));
                }
                schema
            }
            Shape::Dictionary { values, least, most } => {
                let mut schema = json!({"type": "object", "additionalProperties": values.schema()});
                limits(&mut schema, ("minProperties", *least), ("maxProperties", *most));
                schema
            }
            Shape::Object(object) => object.schema(),
            Shape::AllOf { members, own, required } => {
                let mut schema = own.as_ref().map_or_else(|| json!({}), Object::schema);
                let mut members: Vec<_> = members.iter().map(Shape::schema).collect();
                if !required.is_empty() {
                    members.push(json!({"required": required}));
                }
                set(&mut schema, "allOf", Value::Array(members));
                schema
            }
            Shape::Union(union) => union.schema(),
            Shape::Nullable(inner, spelling) => nullable(inner.schema(), *spelling),
            Shape::Family { parent: name, .. } | Shape::Reference(name) => json!({"$ref": reference(name)}),
            Shape::Annotated(inner, words) => {
                let mut schema = inner.schema();
                words.iter().for_each(|(key, value)| set(&mut schema, key, value.clone()));
                schema
            }
        }
    }
}

impl Object {
    fn schema(&self) -> Value {
        let properties: Map<_, _> =
            self.properties.iter().map(|property| (property.name.clone(), property.shape.schema())).collect();
        let mut schema = if self.untyped { json!({}) } else { json!({"type": "object"}) };
        if !properties.is_empty() {
            set(&mut schema, "properties", Value::Object(properties));
        }
        let required = self.properties.iter().filter(|property| property.required).map(|property| &property.name);
        let required: Vec<_> = required.chain(&self.nameless).collect();
        if !required.is_empty() {
            set(&mut schema, "required", json!(required));
        }
        match &self.others {
            Others::Unsaid => {}
            Others::Allowed => set(&mut schema, "additionalProperties", json!(true)),
            Others::Refused => set(&mut schema, "additionalProperties", json!(false)),
            Others::Of(shape) => set(&mut schema, "additionalProperties", shape.schema()),
        }
        if let Some(discriminator) = &self.discriminator {
            set(&mut schema, "discriminator", discriminator.object());
        }
        schema
    }
}

impl Union {
    fn schema(&self) -> Value {
        let mut schema = json!({self.key: self.arms.iter().map(Shape::schema).collect::<Vec<_>>()});
        if let Some(discriminator) = &self.discriminator {
            set(&mut schema, "discriminator", discriminator.object());
        }
        schema
    }
}

impl Discriminator {
    fn object(&self) -> Value {
        let mapped = self.tags.iter().filter_map(|(tag, target)| Some((tag.clone(), json!(target.as_ref()?))));
        let mapping: Map<_, _> = mapped.collect();
        let mut object = json!({"propertyName": self.property});
        if !mapping.is_empty() {
            set(&mut object, "mapping", Value::Object(mapping));
        }
        object
    }
}

/// The reference to a component.
pub(crate) fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

fn nullable(mut schema: Value, spelling: NullSpelling) -> Value {
    match spelling {
        NullSpelling::Flag => {
            set(&mut schema, "nullable", json!(true));
            // An enum must list its null (3.0.3).
            if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                values.push(Value::Null);
            }
            schema
        }
        NullSpelling::Around => json!({"allOf": [schema], "nullable": true}),
        NullSpelling::Arm(key) => json!({key: [schema, {"nullable": true, "enum": [null]}]}),
    }
}

fn limits(schema: &mut Value, least: (&str, usize), most: (&str, usize)) {
    if least.1 > 0 {
        set(schema, least.0, json!(least.1));
    }
    if most.1 < UNLIMITED {
        set(schema, most.0, json!(most.1));
    }
}

/// So many are no limit at all.
pub(crate) const UNLIMITED: usize = usize::MAX;

fn set(schema: &mut Value, key: &str, value: Value) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(key.to_owned(), value);
    }
}
