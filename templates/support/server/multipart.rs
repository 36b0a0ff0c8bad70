//! Bodies of parts (RFC 2046, 5.1; RFC 7578), taken apart by `multer`. Servers have this file where the document has such
//! bodies.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker, ready};

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use futures_core::Stream;
use multer::{Error, Field as Inner};

use super::byte_stream::{ByteStream, incomplete};
use super::json;
use super::{Kind, Rejection, Violation};

/// The most bytes that may stand before the next part: an earlier boundary, headers.
const HEAD_LIMIT: usize = 16 * 1024;

/// The most parts that a body may have.
const PARTS_LIMIT: usize = 1000;

/// The parts of a body, one after the other.
pub(super) struct Splitter {
    inner: multer::Multipart<'static>,
    open: Option<Inner<'static>>,
    /// How many bytes may be taken before something has to come of them.
    allowance: Arc<AtomicUsize>,
    parts: usize,
    broken: bool,
}

/// What is said of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartHead {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) headers: HeaderMap,
}

impl Splitter {
    /// `content_type` has the boundary.
    ///
    /// # Errors
    /// It has none.
    pub(super) fn new(stream: ByteStream, content_type: Option<&str>) -> Result<Self, Rejection> {
        let boundary = content_type.and_then(boundary).ok_or_else(|| broken("", "boundary"))?;
        let allowance = Arc::new(AtomicUsize::new(HEAD_LIMIT));
        let source = Gently { stream, allowance: Arc::clone(&allowance), given: false };
        let inner = multer::Multipart::new(source, boundary);
        Ok(Self { inner, open: None, allowance, parts: 0, broken: false })
    }

    /// Goes on to the next part, over what is left of the one before. A part without a name is passed over.
    ///
    /// # Errors
    /// There are too many parts, or the body is none of parts.
    pub(super) async fn next(&mut self) -> Result<Option<PartHead>, Rejection> {
        while self.chunk().await?.is_some() {}
        loop {
            self.open = None;
            if self.broken {
                return Ok(None);
            }
            self.allowance.store(HEAD_LIMIT, Ordering::Relaxed);
            let next = self.inner.next_field().await;
            self.allowance.store(usize::MAX, Ordering::Relaxed);
            let Some(field) = next.map_err(|fault| self.fault(fault))? else { return Ok(None) };
            self.parts += 1;
            if self.parts > PARTS_LIMIT {
                self.broken = true;
                return Err(Rejection::new(Kind::TooLarge).because(Violation::of_body("", "parts")));
            }
            let (name, file_name) = disposition(field.headers());
            let headers = field.headers().clone();
            self.open = Some(field);
            match name {
                Some(name) => return Ok(Some(PartHead { name, file_name, headers })),
                None => while self.chunk().await?.is_some() {},
            }
        }
    }

    /// The next bytes of the part; none after the last ones.
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, Rejection> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    pub(super) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Rejection>>> {
        loop {
            let Some(open) = &mut self.open else { return Poll::Ready(None) };
            match ready!(Pin::new(open).poll_next(cx)) {
                Some(Ok(bytes)) if bytes.is_empty() => {}
                Some(Ok(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Err(fault)) => {
                    self.open = None;
                    return Poll::Ready(Some(Err(self.fault(fault))));
                }
                None => self.open = None,
            }
        }
    }

    /// All of the part as text, up to `limit` bytes.
    pub(super) async fn text(&mut self, name: &str, limit: usize) -> Result<String, Rejection> {
        let mut all = Vec::new();
        while let Some(bytes) = self.chunk().await? {
            if bytes.len() > limit.saturating_sub(all.len()) {
                return Err(Rejection::new(Kind::TooLarge).because(Violation::of_body(below(name), "size")));
            }
            all.extend_from_slice(&bytes);
        }
        String::from_utf8(all).map_err(|_| broken(&below(name), "utf-8"))
    }

    /// Nothing follows a fault of the body.
    fn fault(&mut self, fault: Error) -> Rejection {
        self.broken = true;
        match fault {
            Error::StreamReadFailed(cause) => cause.downcast().map_or_else(|_| incomplete(), |cause| *cause),
            Error::IncompleteFieldData { .. } | Error::IncompleteStream => incomplete(),
            _ => broken("", "multipart"),
        }
    }
}

/// Names and texts of a body that is there, with the media types of its parts.
pub(super) fn fields(
    bytes: Bytes,
    content_type: Option<&str>,
    accepts: impl Fn(&PartHead) -> Result<(), Rejection>,
) -> Result<Vec<(String, String)>, Rejection> {
    let limit = bytes.len();
    let turns = limit.saturating_add(64);
    let read = async {
        let mut splitter = Splitter::new(ByteStream::from(bytes), content_type)?;
        let mut fields = Vec::new();
        while let Some(head) = splitter.next().await? {
            accepts(&head)?;
            let text = splitter.text(&head.name, limit).await?;
            fields.push((head.name, text));
        }
        Ok(fields)
    };
    // All bytes are there, so that it waits for nothing but its turn; of which it needs fewer than there are bytes.
    let mut read = pin!(read);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..turns {
        if let Poll::Ready(read) = read.as_mut().poll(&mut cx) {
            return read;
        }
    }
    Err(broken("", "multipart"))
}

/// 400 for a part of a body.
pub(super) fn broken(pointer: &str, rule: &'static str) -> Rejection {
    Rejection::new(Kind::Malformed).because(Violation::of_body(pointer, rule))
}

/// The pointer of a part.
pub(super) fn below(name: &str) -> String {
    let mut pointer = String::new();
    json::push_step(&mut pointer, name);
    pointer
}

/// The media type of a part, in lower case and without parameters.
pub(super) fn essence(headers: &HeaderMap) -> Option<String> {
    let sent = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(sent.split(';').next()?.trim().to_ascii_lowercase())
}

/// Gives one chunk at a time: `multer` takes as much as is ready, and what it has taken stays in memory.
struct Gently {
    stream: ByteStream,
    allowance: Arc<AtomicUsize>,
    given: bool,
}

impl Stream for Gently {
    type Item = Result<Bytes, Rejection>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.given) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let allowed = self.allowance.load(Ordering::Relaxed);
        if allowed == 0 {
            return Poll::Ready(Some(Err(broken("", "headers"))));
        }
        let next = ready!(Pin::new(&mut self.stream).poll_next(cx));
        if let (Some(Ok(bytes)), true) = (&next, allowed < usize::MAX) {
            self.allowance.store(allowed.saturating_sub(bytes.len()), Ordering::Relaxed);
        }
        self.given = next.is_some();
        Poll::Ready(next)
    }
}

fn boundary(content_type: &str) -> Option<String> {
    let parameters = Parameters(content_type.split_once(';')?.1).find(|(name, _)| name == "boundary");
    parameters.map(|(_, value)| value).filter(|value| (1..=70).contains(&value.len()))
}

/// Name and file name of a part. `multer` takes the first text `name` for it, be it inside of another value.
fn disposition(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let value = headers.get(header::CONTENT_DISPOSITION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let Some((_, parameters)) = value.and_then(|value| value.split_once(';')) else { return (None, None) };
    let (mut name, mut file_name) = (None, None);
    for (key, value) in Parameters(parameters) {
        // What browsers escape (WHATWG HTML, multipart/form-data).
        let unescaped = || value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
        match key.as_str() {
            "name" => name = name.or_else(|| Some(unescaped())),
            "filename" => file_name = file_name.or_else(|| Some(unescaped())),
            _ => {}
        }
    }
    (name, file_name)
}

/// `name=value; name="value"`, names in lower case.
struct Parameters<'p>(&'p str);

impl Iterator for Parameters<'_> {
    type Item = (String, String);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = self.0.split_once('=')?;
        let name = name.trim_matches([' ', '\t', ';']).to_ascii_lowercase();
        let rest = rest.trim_start();
        let Some(quoted) = rest.strip_prefix('"') else {
            let (value, rest) = rest.split_once(';').unwrap_or((rest, ""));
            self.0 = rest;
            return Some((name, value.trim().to_owned()));
        };
        let (mut value, mut escaped) = (String::new(), false);
        for (at, c) in quoted.char_indices() {
            match c {
                '"' if !escaped => {
                    self.0 = quoted.get(at + 1..).unwrap_or_default();
                    return Some((name, value));
                }
                '\\' if !escaped => escaped = true,
                c => {
                    // Old browsers do not escape the backslashes of paths.
                    if escaped && !matches!(c, '"' | '\\') {
                        value.push('\\');
                    }
                    value.push(c);
                    escaped = false;
                }
            }
        }
        None
    }
}

impl fmt::Debug for Splitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Splitter").field("parts", &self.parts).finish_non_exhaustive()
    }
}
