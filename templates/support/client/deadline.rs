//! How long a call may take.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};

use super::clock::Clock;
use super::transport::TransportError;

/// The time that is left for a call. Without a clock nobody knows it, and the transport alone keeps limits.
pub(super) struct Deadline {
    clock: Option<Arc<dyn Clock>>,
    limit: Option<Duration>,
    end: Option<Duration>,
}

impl Deadline {
    /// Begins now and ends after `limit`; never without one.
    pub(super) fn new(clock: Option<&Arc<dyn Clock>>, limit: Option<Duration>) -> Self {
        let end = clock.zip(limit).map(|(clock, limit)| clock.now().saturating_add(limit));
        Self { clock: clock.cloned(), limit, end }
    }

    pub(super) fn has_clock(&self) -> bool {
        self.clock.is_some()
    }

    /// The time since the clock's beginning.
    pub(super) fn now(&self) -> Option<Duration> {
        self.clock.as_ref().map(|clock| clock.now())
    }

    /// What is left, as far as it can be known; none: no limit.
    pub(super) fn left(&self) -> Option<Duration> {
        match self.end.zip(self.now()) {
            Some((end, now)) => Some(end.saturating_sub(now)),
            None => self.limit,
        }
    }

    /// What is left, or `limit` where that is less.
    pub(super) fn at_most(&self, limit: Option<Duration>) -> Option<Duration> {
        [self.left(), limit].into_iter().flatten().min()
    }

    /// Whether there is a clock to wait by, and time left after a wait.
    pub(super) fn has_time_for(&self, wait: Duration) -> bool {
        self.has_clock() && self.left().is_none_or(|left| wait < left)
    }

    /// Waits.
    pub(super) async fn wait(&self, time: Duration) {
        if let Some(clock) = self.clock.as_ref().filter(|_| !time.is_zero()) {
            clock.sleep(time).await;
        }
    }

    /// What a future gives, unless the time that is left, or `limit`, is over before.
    pub(super) async fn within<T>(
        &self,
        limit: Option<Duration>,
        future: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let Some((clock, limit)) = self.clock.as_ref().zip(self.at_most(limit)) else {
            return future.await;
        };
        let late = || TransportError::timeout(format!("{limit:?} were not enough"));
        if limit.is_zero() {
            return Err(late());
        }
        match select(pin!(future), clock.sleep(limit)).await {
            Either::Left((result, _)) => result,
            Either::Right(((), _)) => Err(late()),
        }
    }
}
