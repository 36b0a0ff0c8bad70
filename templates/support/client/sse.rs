//! Event streams, taken apart (WHATWG HTML, 9.2.6).

use std::time::Duration;

use bytes::{Buf, Bytes};

/// An event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event<T> {
    /// Its name; `message` unless it has another.
    pub event: String,
    /// The id that this event or the last one before it that had one gave: where to go on after a break.
    pub id: Option<String>,
    /// What it says.
    pub data: T,
    /// How long to wait before a reconnection, where the stream says so since the event before.
    pub retry: Option<Duration>,
}

/// Takes pieces of a stream and gives its events. Each byte is looked at once, wherever pieces begin and end.
pub(super) struct Parser {
    limit: usize,
    chunk: Bytes,
    /// The line so far.
    line: Vec<u8>,
    /// Whether no line has ended yet, so that a byte order mark may come.
    first: bool,
    /// Whether the last line ended with CR, so that LF is still part of its end.
    after_cr: bool,
    event: String,
    data: String,
    retry: Option<Duration>,
    id: String,
    wait: Option<Duration>,
    has_id: bool,
}

/// More than an event may have: its data so far.
pub(super) struct TooLong(pub(super) Bytes);

impl Parser {
    /// For events of at most `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            chunk: Bytes::new(),
            line: Vec::new(),
            first: true,
            after_cr: false,
            event: String::new(),
            data: String::new(),
            retry: None,
            id: String::new(),
            wait: None,
            has_id: false,
        }
    }

    /// Another stream begins, which goes on where the one before ended.
    pub(super) fn restart(&mut self) {
        let fresh = Self::new(self.limit);
        let (id, wait, has_id) = (std::mem::take(&mut self.id), self.wait, self.has_id);
        *self = Self { id, wait, has_id, ..fresh };
    }

    pub(super) fn limit(&mut self, bytes: usize) {
        self.limit = bytes;
    }

    /// The id to go on from; none if the stream gave none, or took it back.
    pub(super) fn id(&self) -> Option<&str> {
        (!self.id.is_empty()).then_some(self.id.as_str())
    }

    pub(super) fn go_on_from(&mut self, id: &str) {
        id.clone_into(&mut self.id);
    }

    /// How long the stream asks to wait before a reconnection.
    pub(super) fn wait(&self) -> Option<Duration> {
        self.wait
    }

    /// Whether the stream has said that it may be gone on with.
    pub(super) fn resumes(&self) -> bool {
        self.has_id || self.wait.is_some()
    }

    /// Takes the next piece, when [`next`](Self::next) has given all events of the one before.
    pub(super) fn feed(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next event, if all of it is there.
    pub(super) fn next(&mut self) -> Result<Option<Event<String>>, TooLong> {
        while !self.chunk.is_empty() {
            if std::mem::take(&mut self.after_cr) && self.chunk.first() == Some(&b'\n') {
                self.chunk.advance(1);
                continue;
            }
            let end = self.chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            self.line.extend_from_slice(&self.chunk.split_to(end.unwrap_or(self.chunk.len())));
            if self.line.len() + self.data.len() > self.limit {
                self.data.push_str(&String::from_utf8_lossy(&self.line));
                return Err(TooLong(Bytes::from(std::mem::take(&mut self.data))));
            }
            if end.is_some() {
                self.after_cr = self.chunk.get_u8() == b'\r';
                if let Some(event) = self.end_of_line() {
                    return Ok(Some(event));
                }
            }
        }
        Ok(None)
    }

    fn end_of_line(&mut self) -> Option<Event<String>> {
        let line = std::mem::take(&mut self.line);
        let line = match std::mem::take(&mut self.first) {
            true => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line),
            false => line.as_slice(),
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => {
                value.clone_into(&mut self.id);
                self.has_id = true;
            }
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    self.retry = Some(Duration::from_millis(milliseconds));
                    self.wait = self.retry;
                }
            }
            // Comments, and fields that the standard does not know.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Event<String>> {
        let (event, mut data) = (std::mem::take(&mut self.event), std::mem::take(&mut self.data));
        // Not a single line of data.
        data.pop()?;
        let event = if event.is_empty() { "message".to_owned() } else { event };
        Some(Event { event, id: self.id().map(str::to_owned), data, retry: self.retry.take() })
    }
}
