//! Operations that answer with an event stream.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::error::Error;
use super::feed::{Fault, Feed};
use super::item::ItemError;
use super::open::refused;
use super::operation::Operation;
use super::sse::Event;

/// An operation that can answer with an event stream.
pub trait EventSource: Operation {
    /// What an event says.
    type Data: Send + 'static;
    /// Reads the data of an event.
    const READ: ReadData<Self::Data>;
}

/// A reader of the data of events.
pub type ReadData<T> = fn(&str) -> Result<T, serde_json::Error>;

/// Data that is JSON.
///
/// # Errors
/// It is not JSON, or not of this type.
pub fn data_json<T: DeserializeOwned>(data: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(data)
}

/// Data as it is.
///
/// # Errors
/// Never; the type is that of the other readers.
pub fn data_text(data: &str) -> Result<String, serde_json::Error> {
    Ok(data.to_owned())
}

impl<O: EventSource> Call<O> {
    /// Asks for an event stream. The request is sent when the first event is asked for.
    pub fn events(self) -> Events<O> {
        Events { feed: Feed::new(self.endpoint, const { &O::ROUTE }, self.draft), operation: PhantomData }
    }
}

/// The events of a stream, as they come.
///
/// A stream that breaks or ends is asked for again with `Last-Event-ID` after the time that it asks for (5 minutes at most),
/// or else 3 s, and after twice the time with each failure, if the method is a safe one and the stream has sent `id` or `retry`, at most 5
/// times in a row without an event; [`Events::reconnects`] says otherwise. `204` ends it. A client without a clock does not
/// reconnect.
///
/// After data that cannot be read ([`Error::Item`]) the next event can be asked for. After every other error nothing
/// follows.
#[must_use = "a stream does nothing until it is asked"]
pub struct Events<O> {
    feed: Feed,
    operation: PhantomData<fn() -> O>,
}

impl<O: EventSource> Events<O> {
    /// Ends the stream at an event with just this data, such as `[DONE]`.
    pub fn until(mut self, data: impl Into<String>) -> Self {
        self.feed.until(data.into());
        self
    }

    /// How often in a row the stream is asked for again without a single event, whatever the method is and the stream has
    /// sent; 0: not at all.
    pub fn reconnects(mut self, times: u32) -> Self {
        self.feed.reconnects(times);
        self
    }

    /// The largest event that is read, in bytes; 1 MiB if nothing else is said.
    pub fn event_limit(mut self, bytes: usize) -> Self {
        self.feed.event_limit(bytes);
        self
    }

    /// Goes on after the event with this id.
    pub fn after(mut self, id: &str) -> Self {
        self.feed.last_event_id(id);
        self
    }

    /// The id of the last event that had one: where to go on another time.
    pub fn last_event_id(&self) -> Option<&str> {
        self.feed.id()
    }

    /// The next event; none at the end.
    ///
    /// # Errors
    /// The call failed, the stream broke off, or an event is too long or not what the document says.
    pub async fn try_next(&mut self) -> Result<Option<Event<O::Data>>, Error<O::Err>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    fn read(&self, event: Event<String>) -> Result<Event<O::Data>, Error<O::Err>> {
        let Event { event, id, data, retry } = event;
        match O::READ(&data) {
            Ok(data) => Ok(Event { event, id, data, retry }),
            Err(error) => {
                let error = ItemError::not_read(self.feed.number(), data.into(), &error);
                Err(Error::Item(error.of_event(event, id)))
            }
        }
    }
}

impl<O: EventSource> Stream for Events<O> {
    type Item = Result<Event<O::Data>, Error<O::Err>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.feed.poll_event(cx).map(|next| {
            next.map(|event| match event {
                Ok(event) => self.read(event),
                Err(Fault::Answer(raw)) => Err(refused::<O>(*raw)),
                Err(Fault::Error(error)) => Err(error.widen()),
            })
        })
    }
}

impl<O: Operation> fmt::Debug for Events<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Events({} {})", O::ROUTE.method, O::ROUTE.path)
    }
}
