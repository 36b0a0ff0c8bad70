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
