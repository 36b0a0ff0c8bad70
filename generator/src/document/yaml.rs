//! YAML, read by serde_yaml.

use serde::de::DeserializeSeed;

use super::Parsed;
use super::syntax::Fault;
use super::tree::Reading;

pub(super) fn read(text: &str) -> Result<Parsed, Fault> {
    let reading = Reading::yaml();
    match reading.root().deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(root) => Ok(Parsed { root, repeated: reading.repeated.into_inner() }),
        Err(error) => Err(Fault::from_yaml(text, &reading, &error)),
    }
}
