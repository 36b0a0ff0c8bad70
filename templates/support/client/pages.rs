//! Lists that come page by page.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
#[cfg(feature = "blocking")]
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::{Call, Sending};
#[cfg(feature = "blocking")]
use super::endpoint::Endpoint;
use super::error::{Error, PagesError};
use super::operation::{Decoded, Operation};
use super::paging::{Paging, Walk};
use super::response::Response;

/// How many pages are asked for unless a stream is told otherwise: a server that never ends is an error, not a program
/// that never does.
const MOST: usize = 1_000_000;

/// An operation whose answer is a page of a list.
pub trait Paged: Operation {
    /// An item of the list.
    type Item: Send + 'static;
    /// How its pages follow each other.
    const PAGING: Paging;

    /// The items of a page.
    fn items(page: Self::Ok) -> Vec<Self::Item>;
}

/// The pages of a list, each asked for when it is wanted.
///
/// A page that leads back to an earlier one, to another origin or nowhere ends them with an [`Error::Pages`]; so does a
/// counted page that is the same as the one before. A counted page without items is the last one.
#[must_use = "a stream does nothing until it is asked"]
pub struct Pages<O: Paged> {
    call: Call<O>,
    state: State<O>,
    walk: Walk,
}

enum State<O> {
    /// The next page can be asked for.
    Ready,
    /// Waiting for a page.
    Sending(Sending<O>),
    /// A page was the last one whose successor can be asked for.
    Broken(PagesError),
    Done,
}

impl<O: Paged> Call<O> {
    /// The pages, one answer each. The first is that of this call, marker and all.
    pub fn pages(self) -> Pages<O> {
        Pages { call: self, state: State::Ready, walk: Walk::new(MOST) }
    }

    /// The items of all pages, in order.
    pub fn stream(self) -> Items<O> {
        Items { pages: self.pages(), items: VecDeque::new() }
    }
}

impl<O: Paged> Pages<O> {
    /// Asks for at most so many pages; one million if nothing is said. Where there are more, an error comes after the
    /// last of them.
    pub fn at_most(mut self, pages: usize) -> Self {
        self.walk = Walk::new(pages);
        self
    }

    #[cfg(feature = "blocking")]
    pub(super) fn endpoint(&self) -> Arc<Endpoint> {
        Arc::clone(&self.call.endpoint)
    }

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
        let url = self.call.endpoint.target(const { &O::ROUTE }, &self.call.draft).map_err(Error::Request)?.url;
        self.state = match self.walk.on(const { &O::PAGING }, page.raw(), &url, &mut self.call.draft) {
            Ok(true) => State::Ready,
            Ok(false) => State::Done,
            Err(error) => State::Broken(error),
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
    /// Asks for at most so many pages; see [`Pages::at_most`].
    pub fn at_most(mut self, pages: usize) -> Self {
        self.pages = self.pages.at_most(pages);
        self
    }

    #[cfg(feature = "blocking")]
    pub(super) fn endpoint(&self) -> Arc<Endpoint> {
        self.pages.endpoint()
    }

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
