//! Bodies whose media type the document leaves open.

/// A body with its media type, where the document has a range such as `image/*` or leaves a part open, such as the
/// boundary of `multipart/*`.
#[derive(Debug, Clone)]
pub struct Typed<T> {
    /// The content type, with its parameters.
    pub content_type: String,
    /// The body.
    pub body: T,
}

impl<T> Typed<T> {
    /// A body of this media type.
    pub fn new(content_type: impl Into<String>, body: impl Into<T>) -> Self {
        Self { content_type: content_type.into(), body: body.into() }
    }
}

/// Whether a content type is one of a range (RFC 9110, 8.3.1). Parameters are left to the implementation.
pub(super) fn is_inside(range: &str, content_type: &str) -> bool {
    let essence = |text: &'_ str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (range, content_type) = (essence(range), essence(content_type));
    let (Some((main, sub)), Some((own_main, own_sub))) = (range.split_once('/'), content_type.split_once('/')) else {
        return false;
    };
    let is_one = |part: &str| !part.is_empty() && !part.contains(['*', ' ']);
    // Some write `application/*+json`.
    let same_sub = sub == own_sub || sub.strip_prefix('*').is_some_and(|end| own_sub.ends_with(end));
    is_one(own_main) && is_one(own_sub) && (main == "*" || main == own_main) && same_sub
}
