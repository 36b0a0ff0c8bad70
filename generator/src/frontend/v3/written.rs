//! The objects that are decoded whole. `openapiv3` reads them; a build script, which should cost little, goes without it and
//! its derives, and takes the same fields by hand.

use serde_json::Value;

use crate::api::ApiKeyLocation;

/// What one node is decoded to.
pub(super) trait Written: Sized {
    /// # Errors
    /// What is wrong with the value.
    fn read(value: Value) -> Result<Self, String>;
}

/// A Tag Object.
#[derive(Debug, PartialEq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) description: Option<String>,
}

/// A Discriminator Object.
#[derive(Debug, PartialEq)]
pub(super) struct Discriminator {
    pub(super) property_name: String,
    pub(super) mapping: Vec<(String, String)>,
}

/// A Security Scheme Object of a kind that needs more than its type.
#[derive(Debug, PartialEq)]
pub(super) enum SecurityScheme {
    Http { scheme: String },
    ApiKey { location: ApiKeyLocation, name: String },
}

#[cfg(feature = "cli")]
mod whole {
    use openapiv3::APIKeyLocation;
    use serde_json::{Value, from_value};

    use super::{ApiKeyLocation, Discriminator, SecurityScheme, Tag, Written};

    impl Written for Tag {
        fn read(value: Value) -> Result<Self, String> {
            let tag: openapiv3::Tag = from_value(value).map_err(|error| error.to_string())?;
            Ok(Self { name: tag.name, description: tag.description })
        }
    }

    impl Written for Discriminator {
        fn read(value: Value) -> Result<Self, String> {
            let whole: openapiv3::Discriminator = from_value(value).map_err(|error| error.to_string())?;
            Ok(Self { property_name: whole.property_name, mapping: whole.mapping.into_iter().collect() })
        }
    }

    impl Written for SecurityScheme {
        fn read(value: Value) -> Result<Self, String> {
            match from_value(value).map_err(|error| error.to_string())? {
                openapiv3::SecurityScheme::HTTP { scheme, .. } => Ok(Self::Http { scheme }),
                openapiv3::SecurityScheme::APIKey { location, name, .. } => {
                    let location = match location {
                        APIKeyLocation::Header => ApiKeyLocation::Header,
                        APIKeyLocation::Query => ApiKeyLocation::Query,
                        APIKeyLocation::Cookie => ApiKeyLocation::Cookie,
                    };
                    Ok(Self::ApiKey { location, name })
                }
                // Those of the other types have been read by then.
                _ => Err("neither `http` nor `apiKey`".to_owned()),
            }
        }
    }
}

#[cfg(not(feature = "cli"))]
impl<T: by_hand::Fields> Written for T {
    fn read(value: Value) -> Result<Self, String> {
        Self::of(value)
    }
}

#[cfg(any(test, not(feature = "cli")))]
mod by_hand {
    use serde_json::{Map, Value};

    use super::{ApiKeyLocation, Discriminator, SecurityScheme, Tag};

    pub(super) trait Fields: Sized {
        fn of(value: Value) -> Result<Self, String>;
    }

    impl Fields for Tag {
        fn of(value: Value) -> Result<Self, String> {
            let mut fields = object(value)?;
            let description = fields.remove("description").map(text).transpose()?;
            Ok(Self { name: needed(&mut fields, "name")?, description })
        }
    }

    impl Fields for Discriminator {
        fn of(value: Value) -> Result<Self, String> {
            let mut fields = object(value)?;
            let mapping = fields.remove("mapping").map_or_else(|| Ok(Map::new()), object)?;
            let mapping = mapping.into_iter().map(|(value, target)| Ok((value, text(target)?)));
            let mapping = mapping.collect::<Result<_, String>>()?;
            Ok(Self { property_name: needed(&mut fields, "propertyName")?, mapping })
        }
    }

    impl Fields for SecurityScheme {
        fn of(value: Value) -> Result<Self, String> {
            let mut fields = object(value)?;
            match needed(&mut fields, "type")?.as_str() {
                "http" => Ok(Self::Http { scheme: needed(&mut fields, "scheme")? }),
                "apiKey" => {
                    let location = match needed(&mut fields, "in")?.as_str() {
                        "query" => ApiKeyLocation::Query,
                        "header" => ApiKeyLocation::Header,
                        "cookie" => ApiKeyLocation::Cookie,
                        other => return Err(unknown(other, "`query`, `header`, `cookie`")),
                    };
                    Ok(Self::ApiKey { location, name: needed(&mut fields, "name")? })
                }
                other => Err(unknown(other, "`apiKey`, `http`, `oauth2`, `openIdConnect`")),
            }
        }
    }

    fn unknown(word: &str, known: &str) -> String {
        format!("unknown variant `{word}`, expected one of {known}")
    }

    fn object(value: Value) -> Result<Map<String, Value>, String> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(format!("invalid type: {other}, expected an object")),
        }
    }

    fn text(value: Value) -> Result<String, String> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(format!("invalid type: {other}, expected a string")),
        }
    }

    fn needed(object: &mut Map<String, Value>, key: &str) -> Result<String, String> {
        object.remove(key).map_or_else(|| Err(format!("missing field `{key}`")), text)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde_json::{Value, json};

    use super::by_hand::Fields;
    use super::{Discriminator, SecurityScheme, Tag, Written};

    /// Both ways give the same, or both refuse it; whether they take it.
    #[track_caller]
    fn agree<T: Written + Fields + PartialEq + Debug>(value: &Value) -> bool {
        let (read, taken) = (<T as Written>::read(value.clone()).ok(), T::of(value.clone()).ok());
        assert_eq!(read, taken, "{value}");
        read.is_some()
    }

    #[test]
    fn both_ways_read_the_same() {
        for (taken, value) in [
            (true, json!({ "name": "pets" })),
            (true, json!({ "name": "", "description": "All of them" })),
            (false, json!({ "description": "Of nothing" })),
            (false, json!({ "name": 1 })),
            (false, json!({ "name": "pets", "description": ["x"] })),
            (false, json!("pets")),
        ] {
            assert_eq!(agree::<Tag>(&value), taken, "{value}");
        }
        for (taken, value) in [
            (true, json!({ "propertyName": "kind" })),
            (true, json!({ "propertyName": "kind", "mapping": { "b": "#/b", "a": "A" } })),
            (false, json!({ "mapping": {} })),
            (false, json!({ "propertyName": "kind", "mapping": { "a": 1 } })),
            (false, json!({ "propertyName": "kind", "mapping": "a" })),
        ] {
            assert_eq!(agree::<Discriminator>(&value), taken, "{value}");
        }
        for (taken, value) in [
            (true, json!({ "type": "http", "scheme": "Bearer" })),
            (true, json!({ "type": "apiKey", "in": "cookie", "name": "sid" })),
            (true, json!({ "type": "apiKey", "in": "query", "name": "key" })),
            (true, json!({ "type": "apiKey", "in": "header", "name": "X-Key" })),
            (false, json!({ "type": "apiKey", "in": "body", "name": "key" })),
            (false, json!({ "type": "apiKey", "in": "query" })),
            (false, json!({ "type": "http" })),
            (false, json!({ "type": "magic" })),
            (false, json!({ "scheme": "Bearer" })),
        ] {
            assert_eq!(agree::<SecurityScheme>(&value), taken, "{value}");
        }
    }
}
