//! Files among the parts of a body.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use futures_core::Stream;

use super::Rejection;
use super::multipart::{PartHead, Splitter};

/// A file among the parts of a body, as it comes. What is not read of it is passed over.
pub struct FilePart<'p> {
    head: PartHead,
    splitter: &'p mut Splitter,
}

impl<'p> FilePart<'p> {
    pub(super) fn new(head: PartHead, splitter: &'p mut Splitter) -> Self {
        Self { head, splitter }
    }

    /// Its name as the caller says: good to show, no path to write to.
    pub fn file_name(&self) -> Option<&str> {
        self.head.file_name.as_deref()
    }

    /// What the caller says that it is.
    pub fn content_type(&self) -> Option<&str> {
        self.head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
    }

    /// The headers of the part.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The next bytes; none after the last ones.
    ///
    /// # Errors
    /// The body is too large, or breaks off.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Rejection> {
        self.splitter.chunk().await
    }

    /// All bytes that are left.
    ///
    /// # Errors
    /// The body is too large, or breaks off.
    pub async fn bytes(mut self) -> Result<Bytes, Rejection> {
        self.rest().await
    }

    /// The file, held in memory.
    ///
    /// # Errors
    /// The body is too large, or breaks off.
    pub async fn read(mut self) -> Result<File, Rejection> {
        let bytes = self.rest().await?;
        Ok(File { content_type: self.content_type().map(str::to_owned), file_name: self.head.file_name, bytes })
    }

    async fn rest(&mut self) -> Result<Bytes, Rejection> {
        let mut all = Vec::new();
        while let Some(bytes) = poll_fn(|cx| self.splitter.poll_chunk(cx)).await {
            all.extend_from_slice(&bytes?);
        }
        Ok(all.into())
    }
}

impl Stream for FilePart<'_> {
    type Item = Result<Bytes, Rejection>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.splitter.poll_chunk(cx)
    }
}

/// A file that has come, held in memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Its name as the caller says: good to show, no path to write to.
    pub file_name: Option<String>,
    /// What the caller says that it is.
    pub content_type: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("length", &self.bytes.len())
            .finish()
    }
}

impl fmt::Debug for FilePart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("file_name", &self.head.file_name)
            .field("content_type", &self.content_type())
            .finish_non_exhaustive()
    }
}
