//! Lists that come page by page.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::{Call, Sending};
use super::error::{Error, PagesError};
use super::operation::{Decoded, Operation};
use super::response::Response;
use super::style::Parameter;

/// An operation whose answer is a page of a list.
pub trait Paged: Operation {
    /// An item of the list.
    type Item: Send + 'static;
    /// The parameter that asks for the page behind a marker.
    const MARKER: Parameter;

    /// How to go on after a page.
    fn next(page: &Self::Ok) -> NextPage;
    /// The items of a page.
    fn items(page: Self::Ok) -> Vec<Self::Item>;
}

/// How to go on after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// It was the last one.
    None,
    /// The next one is behind this marker.
    Marker(String),
    /// There is a next one, and no marker to ask for it.
    Lost,
}

impl NextPage {
    /// There is a next page where there is a marker.
    pub fn by_marker(marker: Option<impl ToString>) -> Self {
        match marker.map(|marker| marker.to_string()) {
            Some(marker) if !marker.is_empty() => NextPage::Marker(marker),
            _ => NextPage::None,
        }
    }

    /// There is a next page where the page says so; a marker alone means nothing.
    pub fn by_flag(more: Option<bool>, marker: Option<impl ToString>) -> Self {
        match (more, Self::by_marker(marker)) {
            (None | Some(false), _) => NextPage::None,
            (Some(true), NextPage::None) => NextPage::Lost,
            (Some(true), next) => next,
        }
    }
}

/// The pages of a list, each asked for when it is wanted.
#[must_use = "a stream does nothing until it is asked"]
pub struct Pages<O: Paged> {
    call: Call<O>,
    state: State<O>,
    seen: BTreeSet<String>,
}

enum State<O> {
    /// Nothing asked for yet.
    Ready,
    /// Waiting for a page.
    Sending(Sending<O>),
    /// The next page is behind this marker.
    Next(String),
    /// A page was the last one whose successor can be asked for.
    Broken(PagesError),
    Done,
}

impl<O: Paged> Call<O> {
    /// The pages, one answer each. The first is that of this call, marker and all.
    pub fn pages(self) -> Pages<O> {
        Pages { call: self, state: State::Ready, seen: BTreeSet::new() }
    }

    /// The items of all pages, in order.
    pub fn stream(self) -> Items<O> {
        Items { pages: self.pages(), items: VecDeque::new() }
    }
}

impl<O: Paged> Pages<O> {
    /// The next page; none after the last one.
    ///
    /// # Errors
    /// The call failed, or a page does not lead on to another; nothing follows.
    pub async fn try_next(&mut self) -> Result<Option<Response<O::Ok>>, Error<O::Err>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    fn arrived(&mut self, answer: Decoded<O>) -> Decoded<O> {
        self.state = State::Done;
        let page = answer?;
        self.state = match O::next(&page.body) {
            NextPage::None => State::Done,
            NextPage::Lost => State::Broken(PagesError::NoMarker),
            NextPage::Marker(marker) if self.seen.insert(marker.clone()) => State::Next(marker),
            NextPage::Marker(_) => State::Broken(PagesError::Repeated),
        };
        Ok(page)
    }
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Decoded<O>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            self.state = match std::mem::replace(&mut self.state, State::Done) {
                State::Ready => State::Sending(self.call.clone().send()),
                State::Next(marker) => {
                    self.call = self.call.clone().parameter(O::MARKER, &marker);
                    State::Sending(self.call.clone().send())
                }
                State::Sending(mut sending) => match Pin::new(&mut sending).poll(cx) {
                    Poll::Ready(answer) => return Poll::Ready(Some(self.arrived(answer))),
                    Poll::Pending => {
                        self.state = State::Sending(sending);
                        return Poll::Pending;
                    }
                },
                State::Broken(error) => return Poll::Ready(Some(Err(Error::Pages(error)))),
                State::Done => return Poll::Ready(None),
            };
        }
    }
}

/// The items of a list, its pages asked for one after the other.
#[must_use = "a stream does nothing until it is asked"]
pub struct Items<O: Paged> {
    pages: Pages<O>,
    items: VecDeque<O::Item>,
}

impl<O: Paged> Items<O> {
    /// The next item; none after the last one.
    ///
    /// # Errors
    /// A call failed, or a page does not lead on to another; nothing follows.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error<O::Err>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error<O::Err>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(page)) => self.items = O::items(page.body).into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("call", &self.call).finish_non_exhaustive()
    }
}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("call", &self.pages.call).finish_non_exhaustive()
    }
}
