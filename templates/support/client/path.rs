//! Paths with their places filled.

use percent_encoding::percent_decode_str;

use super::error::RequestError;

/// The path of a template such as `/pets/{id}`, values already encoded.
///
/// # Errors
/// A place has no value, or a segment becomes `.` or `..`, which every URL library takes as a step up, encoded or not.
pub(super) fn fill(template: &'static str, values: &[(&str, &String)]) -> Result<String, RequestError> {
    let mut path = String::with_capacity(template.len() + 16);
    let mut last = "";
    let mut rest = template;
    while let Some((literal, name, after)) = place(rest) {
        let Some((_, value)) = values.iter().find(|(other, _)| *other == name) else {
            return Err(RequestError::new(name, "has no value"));
        };
        path.push_str(literal);
        path.push_str(value);
        (rest, last) = (after, name);
    }
    path.push_str(rest);
    let mut segments = path.split('/').map(|segment| percent_decode_str(segment).collect::<Vec<u8>>());
    match segments.any(|segment| segment == b"." || segment == b"..") {
        true => Err(RequestError::new(last, "must not make a path segment of `.` or `..`")),
        false => Ok(path),
    }
}

/// Text before the next place, its name, text after it.
fn place(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}
