//! Items of streams that are not what the document says.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

use super::decode;
use super::summary::Plain;

/// An event or a line that is not what the document says. It is kept as it came; what follows it can still be read, unless
/// it was too long.
#[derive(Debug)]
pub struct ItemError {
    number: u64,
    event: Option<(String, Option<String>)>,
    bytes: Bytes,
    pointer: String,
    reason: String,
}

impl ItemError {
    pub(super) fn not_read(number: u64, bytes: Bytes, error: &serde_json::Error) -> Box<Self> {
        let pointer = decode::pointer(&bytes, error);
        Box::new(Self { number, event: None, bytes, pointer, reason: error.to_string() })
    }

    pub(super) fn too_long(number: u64, bytes: Bytes, limit: usize) -> Box<Self> {
        let reason = format!("it has more than {limit} bytes");
        Box::new(Self { number, event: None, bytes, pointer: String::new(), reason })
    }

    pub(super) fn of_body(number: u64, reason: &str) -> Box<Self> {
        Box::new(Self { number, event: None, bytes: Bytes::new(), pointer: String::new(), reason: reason.to_owned() })
    }

    /// The same, of an event with this name and id.
    pub(super) fn of_event(mut self: Box<Self>, event: String, id: Option<String>) -> Box<Self> {
        self.event = Some((event, id));
        self
    }

    /// The line, or the number of the event, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The line, or the data of the event, as it came; the beginning of one that is too long.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The name of the event; none for a line.
    pub fn event(&self) -> Option<&str> {
        self.event.as_ref().map(|(event, _)| event.as_str())
    }

    /// The id of the event.
    pub fn id(&self) -> Option<&str> {
        self.event.as_ref().and_then(|(_, id)| id.as_deref())
    }

    /// JSON pointer to the place in the line or the data, as near as the decoder could tell.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What the decoder says. It may quote the item.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Nothing of the item itself.
impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.event.is_some() { "event" } else { "line" };
        write!(f, "{what} {} is not what the document says, at `{}`", self.number, Plain(&self.pointer))
    }
}

impl StdError for ItemError {}
