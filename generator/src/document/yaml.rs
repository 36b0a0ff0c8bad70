//! YAML, read by serde_yaml.

use serde::de::DeserializeSeed;

use super::Parsed;
use super::nesting;
use super::syntax::{Excessive, Fault};
use super::tree::Reading;

pub(super) fn read(text: &str) -> Result<Parsed, Fault> {
    if let Some(at) = nesting::too_deep(text) {
        let message = "the document is nested too deeply for the YAML parser".to_owned();
        return Err(Fault::Excess { message, at: Excessive::Text(Some(at)) });
    }
    let reading = Reading::yaml(text);
    match reading.root().deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(root) => Ok(Parsed { root, repeated: reading.repeated.into_inner() }),
        Err(error) => Err(Fault::from_yaml(text, &reading, &error)),
    }
}
