//! When two texts say the same.

use serde_json::Value;

/// Whether `written` says nothing that `read` does not say; `all`: and nothing less. Texts that serde_json cannot take
/// apart say what they say.
pub fn says(written: &[u8], read: &[u8], all: bool) -> bool {
    match (serde_json::from_slice(written), serde_json::from_slice(read)) {
        (Ok(written), Ok(read)) => within(&written, &read, all),
        (written, read) => written.is_ok() || read.is_err(),
    }
}

fn within(written: &Value, read: &Value, all: bool) -> bool {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => {
            (!all || written.len() == read.len())
                && written.iter().all(|(key, value)| read.get(key).is_some_and(|read| within(value, read, all)))
        }
        (Value::Array(written), Value::Array(read)) => {
            written.len() == read.len() && written.iter().zip(read).all(|(written, read)| within(written, read, all))
        }
        (Value::Number(written), Value::Number(read)) => written == read || written.as_f64() == read.as_f64(),
        _ => written == read,
    }
}
