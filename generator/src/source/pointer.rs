use std::fmt::{self, Write as _};
use std::sync::Arc;

/// A JSON Pointer (RFC 6901). Cloning is cheap, since every node of the models carries one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct JsonPointer(Arc<str>);

impl JsonPointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer's text, `/a/b` or empty; `None` if it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.into()))
    }

    /// This pointer with one more segment, escaped as RFC 6901 asks.
    #[must_use]
    pub fn child(&self, key: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + USUAL);
        text.push_str(&self.0);
        text.push('/');
        // Writing into a string cannot fail.
        let _ = write!(Escaped(&mut text), "{key}");
        Self(text.into())
    }

    /// This pointer without its last segment.
    #[must_use]
    pub fn parent(&self) -> Self {
        self.0.rfind('/').and_then(|end| self.0.get(..end)).map_or_else(Self::root, |text| Self(text.into()))
    }

    /// The segments, unescaped.
    pub fn segments(&self) -> Vec<String> {
        self.0.split('/').skip(1).map(unescaped).collect()
    }

    /// The last segment, unescaped.
    pub fn last(&self) -> Option<String> {
        self.0.rsplit_once('/').map(|(_, segment)| unescaped(segment))
    }

    /// Whether this is the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Most keys are no longer.
const USUAL: usize = 32;

/// Takes a segment, and passes it on escaped.
struct Escaped<'t>(&'t mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.contains(['~', '/']) {
            self.0.push_str(&text.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(text);
        }
        Ok(())
    }
}

fn unescaped(segment: &str) -> String {
    if segment.contains('~') { segment.replace("~1", "/").replace("~0", "~") } else { segment.to_owned() }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_escaped_and_come_back() {
        let pointer = JsonPointer::root().child("paths").child("/a/{b}").child("x~y");
        assert_eq!(pointer.as_str(), "/paths/~1a~1{b}/x~0y");
        assert_eq!(pointer.segments(), ["paths", "/a/{b}", "x~y"]);
        assert_eq!(pointer.parent().last().as_deref(), Some("/a/{b}"));
        assert_eq!(JsonPointer::root().parent(), JsonPointer::root());
    }
}
