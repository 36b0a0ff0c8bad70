//! Draft 4 once more, in a few lines, and what draft 2020-12 says of types: not to judge values, the suite does that, but
//! to say from schema and value alone why a value is valid.

use serde_json::Value;

use crate::limits;

/// The JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// All of them.
const ALL: [JsonType; 6] =
    [JsonType::Null, JsonType::Boolean, JsonType::Number, JsonType::String, JsonType::Array, JsonType::Object];

/// How a schema without `type` is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As draft 4 says: keywords have no say about values of other types.
    Draft,
    /// As most documents mean it: the keywords tell the type.
    Typed,
    /// The same for draft 2020-12, of which only the types are read: whatever else a schema says is kept.
    TypesAlone,
}

/// A schema and the whole that its references point into.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'s> {
    pub(crate) root: &'s Value,
    pub(crate) this: &'s Value,
}

impl JsonType {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// The type that a keyword speaks about.
    fn of_keyword(key: &str) -> Option<Self> {
        Some(match key {
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => Self::Number,
            "minLength" | "maxLength" | "pattern" | "format" => Self::String,
            "contentEncoding" | "contentMediaType" | "contentSchema" => Self::String,
            "items" | "minItems" | "maxItems" | "uniqueItems" => Self::Array,
            "prefixItems" | "contains" | "minContains" | "maxContains" | "unevaluatedItems" => Self::Array,
            "properties" | "required" | "additionalProperties" | "minProperties" | "maxProperties" => Self::Object,
            "patternProperties" | "propertyNames" | "dependentRequired" | "dependentSchemas" => Self::Object,
            "unevaluatedProperties" => Self::Object,
            _ => return None,
        })
    }
}

impl<'s> Schema<'s> {
    pub(crate) fn new(root: &'s Value) -> Self {
        Self { root, this: root }
    }

    fn below(self, this: &'s Value) -> Self {
        Self { this, ..self }
    }

    fn get(self, key: &str) -> Option<Self> {
        self.this.get(key).map(|this| self.below(this))
    }

    fn list(self, key: &str) -> impl Iterator<Item = Self> + use<'s> {
        let members = self.this.get(key).and_then(Value::as_array).into_iter().flatten();
        members.map(move |member| self.below(member))
    }

    /// The schema that a local reference leads to.
    fn referred(self) -> Option<Self> {
        let fragment = self.this.get("$ref")?.as_str()?.strip_prefix('#')?;
        let pointer = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
        self.root.pointer(&pointer).map(|this| self.below(this))
    }

    /// Whether the keywords beside a missing `type` tell types, and this is none of them.
    fn is_untold(self, value: &Value) -> bool {
        let told = self.told();
        self.this.get("type").is_none() && !told.is_empty() && !told.contains(&JsonType::of(value))
    }

    fn told(self) -> Vec<JsonType> {
        let keys = self.this.as_object().into_iter().flatten();
        let idle = |key: &str, value: &Value| match key {
            "uniqueItems" | "exclusiveMinimum" | "exclusiveMaximum" => *value == Value::Bool(false),
            "minContains" | "maxContains" => self.this.get("contains").is_none(),
            _ => false,
        };
        keys.filter(|(key, value)| !idle(key, value)).filter_map(|(key, _)| JsonType::of_keyword(key)).collect()
    }

    /// Whether a value of this type can be valid, as far as types alone can tell, where keywords tell the type.
    /// `depth` ends references that go in circles.
    fn admits(self, ty: JsonType, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return true };
        if self.referred().is_some_and(|target| !target.admits(ty, depth)) {
            return false;
        }
        let told = self.told();
        let own = match self.this.get("type") {
            Some(names) => names_admit(names, ty),
            None => told.is_empty() || told.contains(&ty),
        };
        let listed = self.this.get("enum").and_then(Value::as_array);
        let any = |key| {
            let mut arms = self.list(key).peekable();
            arms.peek().is_none() || arms.any(|arm| arm.admits(ty, depth))
        };
        let constant = self.this.get("const");
        own && constant.is_none_or(|value| JsonType::of(value) == ty)
            && self.this != &Value::Bool(false)
            && listed.is_none_or(|values| values.iter().any(|value| JsonType::of(value) == ty))
            && self.list("allOf").all(|member| member.admits(ty, depth))
            && any("anyOf")
            && any("oneOf")
    }

    /// Whether nothing is said about the type of values: no `type`, no keyword that speaks of one type only.
    pub(crate) fn allows_every_type(self) -> bool {
        ALL.into_iter().all(|ty| self.admits(ty, 20))
    }

    /// Whether a value that draft 4 finds valid is so under this reading.
    pub(crate) fn accepts(self, value: &Value, reading: Reading) -> bool {
        if reading == Reading::TypesAlone {
            return self.takes(value, 40);
        }
        if let Some(target) = self.referred() {
            return target.accepts(value, reading);
        }
        if reading == Reading::Typed && self.is_untold(value) {
            return false;
        }
        self.this.get("type").is_none_or(|names| names_accept(names, value))
            && self.this.get("enum").and_then(Value::as_array).is_none_or(|values| values.iter().any(|listed| limits::equal(listed, value)))
            && limits::keeps(self.this, value)
            && self.list("allOf").all(|member| member.accepts(value, reading))
            && self.some_arm("anyOf", value, reading, |count| count > 0)
            && self.some_arm("oneOf", value, reading, |count| count == 1)
            // What is forbidden is what draft 4 forbids: a narrower reading of it would allow more.
            && self.get("not").is_none_or(|not| !not.accepts(value, Reading::Draft))
            && self.properties(value, reading)
            && self.items(value, reading)
    }

    /// Whether a value that draft 2020-12 finds valid is so where keywords tell types. `depth` ends circles.
    fn takes(self, value: &Value, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return true };
        let arms = |key| {
            let mut arms = self.list(key).peekable();
            arms.peek().is_none() || arms.any(|arm| arm.takes(value, depth))
        };
        let places = self.this.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
        let items = value.as_array().into_iter().flatten().enumerate();
        let mut items = items.filter_map(|(index, item)| {
            let key = if index < places { self.get("prefixItems")?.this.get(index) } else { self.this.get("items") };
            key.map(|schema| (self.below(schema), item))
        });
        let mut properties = value.as_object().into_iter().flatten().filter_map(|(name, value)| {
            let own = self.this.get("properties").and_then(|properties| properties.get(name));
            own.or(self.this.get("additionalProperties")).map(|schema| (self.below(schema), value))
        });
        // An arm whose type is another cannot have been the one that made the value valid.
        self.this.get("type").is_none_or(|names| names_accept(names, value))
            && !self.is_untold(value)
            && self.referred().is_none_or(|target| target.takes(value, depth))
            && self.list("allOf").all(|member| member.takes(value, depth))
            && arms("anyOf")
            && arms("oneOf")
            && items.all(|(schema, item)| schema.takes(item, depth))
            && properties.all(|(schema, value)| schema.takes(value, depth))
    }

    fn some_arm(self, key: &str, value: &Value, reading: Reading, fits: fn(usize) -> bool) -> bool {
        let count = |reading| self.list(key).filter(|arm| arm.accepts(value, reading)).count();
        self.this.get(key).is_none() || (fits(count(Reading::Draft)) && count(reading) > 0)
    }

    fn properties(self, value: &Value, reading: Reading) -> bool {
        value.as_object().into_iter().flatten().all(|(name, value)| {
            let own = self.this.get("properties").and_then(|properties| properties.get(name));
            match own.or(self.this.get("additionalProperties")) {
                None => true,
                Some(Value::Bool(allowed)) => *allowed,
                Some(schema) => self.below(schema).accepts(value, reading),
            }
        })
    }

    fn items(self, value: &Value, reading: Reading) -> bool {
        let mut items = value.as_array().into_iter().flatten();
        self.get("items").is_none_or(|schema| items.all(|item| schema.accepts(item, reading)))
    }
}

fn names_accept(names: &Value, value: &Value) -> bool {
    let one = |name: &Value| match name.as_str() {
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some(name) => word(JsonType::of(value)) == name,
        None => false,
    };
    names.as_array().map_or_else(|| one(names), |names| names.iter().any(one))
}

fn names_admit(names: &Value, ty: JsonType) -> bool {
    let one = |name: &Value| name == word(ty) || (name == "integer" && ty == JsonType::Number);
    names.as_array().map_or_else(|| one(names), |names| names.iter().any(one))
}

fn word(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}
