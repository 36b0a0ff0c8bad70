//! Bodies that are sent as they are.

use std::borrow::Cow;
use std::fmt;

use super::transport::Body;

/// Bytes to send, all at once or as a stream, and what they are.
///
/// Whatever is a [`Body`] or becomes one is an upload as well; it is sent as what the document says.
pub struct Upload {
    pub(super) body: Body,
    pub(super) content_type: Option<Cow<'static, str>>,
}

impl Upload {
    /// Bytes, a text, or a [`Body`] that streams.
    pub fn new(body: impl Into<Body>) -> Self {
        Self { body: body.into(), content_type: None }
    }

    /// What it is, such as `image/png`, in place of what the document says.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<Cow<'static, str>>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

impl<T: Into<Body>> From<T> for Upload {
    fn from(body: T) -> Self {
        Self::new(body)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("body", &self.body).field("content_type", &self.content_type).finish()
    }
}
