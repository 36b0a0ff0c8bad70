//! JSON values as the parts of a body (RFC 2046, 5.1), one after the other. Bodies of requests are written so, and answers read.

/// The most bytes that headers of a part may have.
const HEAD_LIMIT: usize = 16 * 1024;

/// Takes pieces of a body and gives its parts. What stands before the first boundary and after the last one is nothing.
pub(super) struct Parts {
    /// What a part ends with: a line break, two hyphens and the boundary.
    mark: Vec<u8>,
    held: Vec<u8>,
    /// So many bytes of what is held have been searched.
    seen: usize,
    state: State,
    /// Of the part that was given last, from 1.
    pub(super) number: u64,
    /// The largest part that is read.
    pub(super) limit: usize,
}

#[derive(Clone, Copy)]
enum State {
    Before,
    Boundary,
    Head,
    Content,
    Ended,
}

/// Why there is no further part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// It, or what stands before it, is too long.
    TooLong,
    /// The body ends before its last boundary.
    Incomplete,
}

impl Parts {
    /// The parts of a body with this content type; none if that says no boundary.
    pub(super) fn of(content_type: &str, limit: usize) -> Option<Self> {
        let boundary = boundary(content_type)?;
        let mark = format!("\r\n--{boundary}").into_bytes();
        // The first boundary may have no line before it.
        Some(Self { mark, held: b"\r\n".to_vec(), seen: 0, state: State::Before, number: 0, limit })
    }

    pub(super) fn feed(&mut self, chunk: &[u8]) {
        if !matches!(self.state, State::Ended) {
            self.held.extend_from_slice(chunk);
        }
    }

    /// The next part without its headers, if all of it is there.
    pub(super) fn next(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        loop {
            match self.state {
                State::Before => {
                    let Some(_) = self.up_to_mark() else {
                        self.held.drain(..self.seen);
                        self.seen = 0;
                        return Ok(None);
                    };
                    self.state = State::Boundary;
                }
                State::Boundary => match (self.held.get(..2), find(&self.held, b"\r\n")) {
                    (Some(b"--"), _) => {
                        self.held = Vec::new();
                        self.state = State::Ended;
                    }
                    // The line break stays: it begins the headers, which may be none.
                    (Some(_), Some(at)) => {
                        self.held.drain(..at);
                        self.state = State::Head;
                    }
                    _ => return self.more(HEAD_LIMIT),
                },
                State::Head => match find(&self.held, b"\r\n\r\n") {
                    // One more: a part may be empty.
                    Some(at) => {
                        self.held.drain(..at + 2);
                        self.state = State::Content;
                    }
                    None => return self.more(HEAD_LIMIT),
                },
                State::Content => {
                    let Some(part) = self.up_to_mark() else {
                        return self.more(self.limit.saturating_add(self.mark.len()));
                    };
                    let part = part.get(2..).unwrap_or_default().to_vec();
                    if part.len() > self.limit {
                        return Err(Broken::TooLong);
                    }
                    self.state = State::Boundary;
                    self.number += 1;
                    return Ok(Some(part));
                }
                State::Ended => return Ok(None),
            }
        }
    }

    /// Whether the last boundary has come.
    pub(super) fn end(&self) -> Result<(), Broken> {
        if matches!(self.state, State::Ended) { Ok(()) } else { Err(Broken::Incomplete) }
    }

    /// What stands before the next mark, which is taken too. Each byte is looked at once.
    fn up_to_mark(&mut self) -> Option<Vec<u8>> {
        let found = find(self.held.get(self.seen..).unwrap_or_default(), &self.mark);
        let Some(at) = found else {
            self.seen = self.held.len().saturating_sub(self.mark.len() - 1).max(self.seen);
            return None;
        };
        let rest = self.held.split_off(self.seen + at + self.mark.len());
        let mut part = std::mem::replace(&mut self.held, rest);
        part.truncate(part.len() - self.mark.len());
        self.seen = 0;
        Some(part)
    }

    fn more(&self, limit: usize) -> Result<Option<Vec<u8>>, Broken> {
        if self.held.len() > limit { Err(Broken::TooLong) } else { Ok(None) }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn boundary(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"));
    let values = named.map(|(_, value)| value.trim().trim_matches('"'));
    values.into_iter().find(|value| (1..=70).contains(&value.len()))
}

/// Whether a media type is one of bodies of parts.
pub(super) fn is_parted(media_type: &str) -> bool {
    media_type.trim_start().get(.."multipart/".len()).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"))
}

/// A body of parts says what it is with what stands between them.
pub(super) fn with_boundary(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    format!("{essence}; boundary={BOUNDARY}")
}

/// What stands between parts: JSON on one line can hold no line that begins so.
const BOUNDARY: &str = "json-part";

/// What stands before a value.
pub(super) const HEAD: &str = "--json-part\r\nContent-Type: application/json\r\n\r\n";

/// What stands after a value.
pub(super) const TAIL: &str = "\r\n";

/// What stands after all of them.
pub(super) const END: &str = "--json-part--\r\n";
