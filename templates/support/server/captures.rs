//! The values of a path, by the place where they stand in it.

use axum::http::uri::PathAndQuery;

/// Values that need no memory of their own; few paths have more.
const FEW: usize = 4;

/// A value of a path: of which parameter, and where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Span {
    parameter: usize,
    start: usize,
    end: usize,
}

/// Where the values of a path stand.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Spans {
    few: [Span; FEW],
    count: usize,
    more: Vec<Span>,
}

impl Spans {
    /// Adds a value, which is a part of `path`. `None` if the parameter has another value already: one that stands twice in
    /// a template is one value.
    pub(super) fn keep(&mut self, path: &str, parameter: usize, raw: &str) -> Option<()> {
        if let Some(earlier) = self.raw(path, parameter) {
            return (earlier == raw).then_some(());
        }
        let start = (raw.as_ptr() as usize).checked_sub(path.as_ptr() as usize)?;
        let span = Span { parameter, start, end: start + raw.len() };
        match self.few.get_mut(self.count) {
            Some(free) => *free = span,
            None => self.more.push(span),
        }
        self.count += 1;
        Some(())
    }

    /// The raw text of a parameter.
    pub(super) fn raw<'p>(&self, path: &'p str, parameter: usize) -> Option<&'p str> {
        let all = self.few.iter().take(self.count).chain(&self.more);
        let span = all.into_iter().find(|span| span.parameter == parameter)?;
        path.get(span.start..span.end)
    }
}

/// A path and where its values stand. The path is kept apart from the URI of the request, which hooks may change.
#[derive(Debug, Default)]
pub(super) struct Captures {
    path: Option<PathAndQuery>,
    spans: Spans,
}

impl Captures {
    /// The values of `path`, where `spans` were found.
    pub(super) fn new(path: Option<PathAndQuery>, spans: Spans) -> Self {
        Self { path, spans }
    }

    /// The raw text of a parameter.
    pub(super) fn raw(&self, parameter: usize) -> Option<&str> {
        self.spans.raw(self.path.as_ref()?.path(), parameter)
    }
}
