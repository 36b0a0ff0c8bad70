//! How a call is carried out, beside what it says.

use std::time::Duration;

use super::retry::RetryPolicy;

/// What a call decides itself about its delivery; the client decides the rest.
#[derive(Clone, Default)]
pub(super) struct Delivery {
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retries: Option<RetryPolicy>,
}
