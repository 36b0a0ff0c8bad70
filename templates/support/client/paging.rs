//! How the pages of a list follow each other: what a page says of the next one.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::draft::Draft;
use super::error::PagesError;
use super::links::{self, Target};
use super::peek;
use super::response::RawResponse;
use super::style::Parameter;

/// How the pages of a list follow each other. Places in a page are JSON pointers; the empty one is the whole body.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    how: How,
    /// A boolean that says whether there is a next page.
    more: Option<&'static str>,
    /// How many items, or pages, there are.
    total: Option<&'static str>,
}

#[derive(Debug, Clone, Copy)]
enum How {
    Marker { parameter: Parameter, next: &'static str },
    LastItem { parameter: Parameter, items: &'static str, key: &'static str },
    Offset { parameter: Parameter, items: &'static str },
    Number { parameter: Parameter, items: &'static str, first: u64 },
    Url { next: &'static str },
    Link,
}

impl Paging {
    const fn new(how: How) -> Self {
        Self { how, more: None, total: None }
    }

    /// A page has the marker of the next one at `next`, which `parameter` takes.
    pub const fn marker(parameter: Parameter, next: &'static str) -> Self {
        Self::new(How::Marker { parameter, next })
    }

    /// `parameter` takes what the last item of a page has at `key`.
    pub const fn last_item(parameter: Parameter, items: &'static str, key: &'static str) -> Self {
        Self::new(How::LastItem { parameter, items, key })
    }

    /// `parameter` takes how many items to pass over.
    pub const fn offset(parameter: Parameter, items: &'static str) -> Self {
        Self::new(How::Offset { parameter, items })
    }

    /// `parameter` takes the number of the page; the first one is `first`.
    pub const fn number(parameter: Parameter, items: &'static str, first: u64) -> Self {
        Self::new(How::Number { parameter, items, first })
    }

    /// A page has the URL of the next one at `next`.
    pub const fn url(next: &'static str) -> Self {
        Self::new(How::Url { next })
    }

    /// The header `Link` has the URL of the next page.
    pub const fn link() -> Self {
        Self::new(How::Link)
    }

    /// A boolean at `pointer` says whether there is a next page.
    #[must_use]
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// The number at `pointer` is that of all items; with numbered pages, that of all pages.
    #[must_use]
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    fn step(&self, page: &RawResponse, draft: &Draft) -> Result<Step, PagesError> {
        let body = page.bytes().as_ref();
        if self.more.is_some_and(|more| peek::at(body, more) != Some("true")) {
            return Ok(Step::End);
        }
        let items = |at| peek::items(body, at).ok_or(PagesError::NoItems);
        let total = self.total.and_then(|at| peek::count(body, at));
        match self.how {
            How::Marker { parameter, next } => self.marked(parameter, peek::text(body, next)),
            How::LastItem { parameter, items: at, key } => match items(at)?.last() {
                Some(item) => self.marked(parameter, peek::text(item.get().as_bytes(), key)),
                None => Ok(Step::End),
            },
            How::Offset { parameter, items: at } => {
                let count = items(at)?.len() as u64;
                let next = draft.number(parameter).unwrap_or(0).saturating_add(count);
                Ok(Step::to(parameter, next, count == 0 || total.is_some_and(|total| next >= total)))
            }
            How::Number { parameter, items: at, first } => {
                let count = items(at)?.len();
                let next = draft.number(parameter).unwrap_or(first).saturating_add(1);
                let beyond = total.is_some_and(|total| next >= total.saturating_add(first));
                Ok(Step::to(parameter, next, count == 0 || beyond))
            }
            How::Url { next } => self.led(peek::text(body, next)),
            How::Link => self.led(links::next(page.headers())),
        }
    }

    fn marked(&self, parameter: Parameter, marker: Option<String>) -> Result<Step, PagesError> {
        match marker {
            Some(marker) => Ok(Step::Set(parameter, marker)),
            None => self.nothing(),
        }
    }

    fn led(&self, reference: Option<String>) -> Result<Step, PagesError> {
        reference.map_or_else(|| self.nothing(), |reference| Ok(Step::Go(reference)))
    }

    /// Nothing leads on: the end, unless the page says that there is more.
    fn nothing(&self) -> Result<Step, PagesError> {
        if self.more.is_some() { Err(PagesError::NoMarker) } else { Ok(Step::End) }
    }
}

/// What to do after a page.
enum Step {
    End,
    /// Ask again with another value of a parameter.
    Set(Parameter, String),
    /// The same, counting.
    Count(Parameter, u64),
    /// Ask there.
    Go(String),
}

impl Step {
    fn to(parameter: Parameter, next: u64, end: bool) -> Self {
        if end { Step::End } else { Step::Count(parameter, next) }
    }
}

/// How far the pages of a list have been asked for.
#[derive(Debug)]
pub(super) struct Walk {
    /// Where the walk has been; digests, so that a long walk takes eight bytes a page.
    seen: BTreeSet<u64>,
    /// The body of the page before.
    before: Option<u64>,
    pub(super) left: usize,
}

impl Walk {
    pub(super) fn new(pages: usize) -> Self {
        Self { seen: BTreeSet::new(), before: None, left: pages.saturating_sub(1) }
    }

    /// Makes the draft of a page one of the next page; false if it was the last one. `url` is what it was asked from,
    /// without a query.
    pub(super) fn on(
        &mut self,
        paging: &Paging,
        page: &RawResponse,
        url: &str,
        draft: &mut Draft,
    ) -> Result<bool, PagesError> {
        let (place, number) = match paging.step(page, draft)? {
            Step::End => return Ok(false),
            Step::Set(parameter, marker) => {
                draft.set(parameter, serde_json::to_string(&marker));
                (digest(&marker), false)
            }
            Step::Count(parameter, next) => {
                draft.set(parameter, Ok(next.to_string()));
                (digest(&next), true)
            }
            Step::Go(reference) => match links::resolve(url, &reference) {
                Target::Here(target) => {
                    let place = digest(&target);
                    draft.follow(target);
                    (place, false)
                }
                Target::Foreign => return Err(PagesError::ForeignOrigin),
                Target::Invalid => return Err(PagesError::NotAUrl),
            },
        };
        let body = digest(page.bytes());
        let same = number && self.before.replace(body) == Some(body);
        if same || !self.seen.insert(place) {
            return Err(PagesError::Repeated);
        }
        self.left = self.left.checked_sub(1).ok_or(PagesError::TooMany)?;
        Ok(true)
    }
}

fn digest(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
