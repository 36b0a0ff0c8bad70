//! What streams of answers share: items become bytes one by one, and the first fault is the end.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::{Body, Bytes};
use futures_core::Stream;

use super::models::support::Violations;
use super::respond::{refusal, violations};
use super::{Limits, Rejection};

/// Items, or why there are no more.
pub(super) type Items<T> = Pin<Box<dyn Stream<Item = Result<T, BoxError>> + Send>>;

/// A stream of anything as items.
pub(super) fn items<S, T>(stream: S, item: fn(S::Item) -> Result<T, BoxError>) -> Items<T>
where
    S: Stream + Send + 'static,
    T: 'static,
{
    Box::pin(Mapped { stream: Box::pin(stream), item })
}

/// Items that are there.
pub(super) fn ready<T: Send + 'static>(items: Vec<T>) -> Items<T> {
    Box::pin(Ready(items.into_iter()))
}

struct Mapped<S: Stream, T> {
    stream: Pin<Box<S>>,
    item: fn(S::Item) -> Result<T, BoxError>,
}

impl<S: Stream, T> Stream for Mapped<S, T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.stream.as_mut().poll_next(cx));
        Poll::Ready(item.map(|item| (self.item)(item)))
    }
}

struct Ready<T>(std::vec::IntoIter<T>);

impl<T> Unpin for Ready<T> {}

impl<T> Stream for Ready<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// What is sent while there is nothing to say.
pub(super) type Idle = Pin<Box<dyn Stream<Item = Bytes> + Send>>;

/// The body that items make. After a fault nothing follows.
pub(super) fn body<T, F>(items: Items<T>, idle: Option<Idle>, frame: F) -> Body
where
    T: 'static,
    F: FnMut(T) -> Result<Bytes, Rejection> + Send + Unpin + 'static,
{
    let pieces: Items<Bytes> = Box::pin(Pieces { items: Some(items), idle, frame });
    Body::from_stream(pieces)
}

struct Pieces<T, F> {
    items: Option<Items<T>>,
    idle: Option<Idle>,
    frame: F,
}

impl<T, F: FnMut(T) -> Result<Bytes, Rejection> + Unpin> Stream for Pieces<T, F> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(items) = &mut self.items else { return Poll::Ready(None) };
        if let Poll::Ready(item) = items.as_mut().poll_next(cx) {
            let piece = item.map(|item| Ok((self.frame)(item?)?));
            if !matches!(piece, Some(Ok(_))) {
                self.items = None;
            }
            return Poll::Ready(piece);
        }
        let Some(idle) = &mut self.idle else { return Poll::Pending };
        let piece = ready!(idle.as_mut().poll_next(cx));
        if piece.is_none() {
            self.idle = None;
            return Poll::Pending;
        }
        Poll::Ready(piece.map(Ok))
    }
}

/// Holds an item against its limits.
pub(super) fn limited<T>(item: &T, limits: Option<Limits<T>>) -> Result<(), Rejection> {
    let Some(limits) = limits else { return Ok(()) };
    let mut found = Violations::default();
    limits(item, &mut found);
    if found.is_empty() { Ok(()) } else { Err(refusal(violations("", found).collect())) }
}
