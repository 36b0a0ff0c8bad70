//! Time, as far as a client needs it: to wait before it asks again, and to know when it has waited long enough.

use std::time::{Duration, SystemTime};

use super::transport::BoxFuture;

/// Keeps time. The client never asks the system for it, so that it runs under any executor and on `wasm32`.
pub trait Clock: Send + Sync + 'static {
    /// The time since a moment of the clock's choice. It never goes back.
    fn now(&self) -> Duration;

    /// The date, if the clock knows it. It is asked for where a server names a date and not the time until then.
    fn date(&self) -> Option<SystemTime> {
        None
    }

    /// Is ready when `time` has passed.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of tokio. It needs a runtime whose time is enabled, but only once it has to wait.
#[cfg(any(feature = "reqwest", feature = "tokio"))]
#[derive(Debug, Clone, Copy)]
pub struct TokioClock {
    started: tokio::time::Instant,
}

#[cfg(any(feature = "reqwest", feature = "tokio"))]
impl TokioClock {
    /// A clock that starts at zero.
    pub fn new() -> Self {
        Self { started: tokio::time::Instant::now() }
    }
}

#[cfg(any(feature = "reqwest", feature = "tokio"))]
impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(any(feature = "reqwest", feature = "tokio"))]
impl Clock for TokioClock {
    fn now(&self) -> Duration {
        self.started.elapsed()
    }

    fn date(&self) -> Option<SystemTime> {
        Some(SystemTime::now())
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move { tokio::time::sleep(time).await })
    }
}
