//! When a request goes out again, and after how long.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use super::operation::Route;
use super::random::Random;

/// When a request that got no answer, or one that speaks of a passing trouble, goes out again.
///
/// Troubles that pass are: no answer or not all of it, an attempt that took too long, and the statuses 408, 429, 502, 503
/// and 504. Before attempt *n* + 1 the client waits a time of chance between zero and `base_delay` · 2^(*n* - 1), at most
/// `max_delay`; where the server says how long to wait (`Retry-After`), that long and up to `base_delay` more. A
/// body that is a stream goes out once only, and nothing goes out again without a [`Clock`](super::Clock).
///
/// The default: up to three attempts of requests with safe methods, 250 ms, 10 s, and a minute of `Retry-After`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    methods: RetryMethods,
}

/// The requests that may go out again by their method (RFC 9110, 9.2). One with an idempotency key may go out again
/// whatever its method is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryMethods {
    /// GET, HEAD, OPTIONS, QUERY, TRACE: they change nothing.
    Safe,
    /// The safe ones, PUT and DELETE: done twice, they change nothing more than done once. But the second answer may
    /// differ, such as 404 after a DELETE whose first answer was lost.
    Idempotent,
    /// All of them. What a lost answer told about is done twice.
    Any,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(250),
            max_delay: Duration::from_secs(10),
            max_retry_after: Duration::from_secs(60),
            methods: RetryMethods::Safe,
        }
    }
}

impl RetryPolicy {
    /// One attempt, whatever comes of it.
    pub fn none() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// How many times a request goes out at most, the first time included.
    #[must_use]
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// The longest time before the second attempt. It doubles with each further one.
    #[must_use]
    pub fn base_delay(mut self, time: Duration) -> Self {
        self.base_delay = time;
        self
    }

    /// The longest time that the client waits by itself.
    #[must_use]
    pub fn max_delay(mut self, time: Duration) -> Self {
        self.max_delay = time;
        self
    }

    /// The longest time that the client waits because the server says so. Where it says more, its answer is given to the
    /// caller.
    #[must_use]
    pub fn max_retry_after(mut self, time: Duration) -> Self {
        self.max_retry_after = time;
        self
    }

    /// The requests that may go out again.
    #[must_use]
    pub fn methods(mut self, methods: RetryMethods) -> Self {
        self.methods = methods;
        self
    }

    /// Whether there may be an attempt after `number` of them.
    pub(super) fn goes_on(&self, number: u32, route: &Route, has_key: bool) -> bool {
        number < self.attempts && (has_key || self.methods.contain(route))
    }

    /// How long to wait after attempt `number`; none: not at all, the server asks for too long a time.
    pub(super) fn delay(&self, number: u32, asked: Option<Duration>, random: &Random) -> Option<Duration> {
        match asked {
            Some(asked) if asked > self.max_retry_after => None,
            Some(asked) => Some(asked.saturating_add(random.up_to(self.base_delay))),
            None => {
                let doubled = 2_u32.saturating_pow(number.saturating_sub(1));
                Some(random.up_to(self.base_delay.saturating_mul(doubled).min(self.max_delay)))
            }
        }
    }
}

impl RetryMethods {
    fn contain(self, route: &Route) -> bool {
        match self {
            RetryMethods::Safe => route.is_safe(),
            RetryMethods::Idempotent => route.is_idempotent(),
            RetryMethods::Any => true,
        }
    }
}

/// Whether a status speaks of a trouble that passes. 500 does not: the server's code failed, and will again.
pub(super) fn passes(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

/// `Retry-After` (RFC 9110, 10.2.3). A date is held against the `Date` of the same answer, so that it does not matter
/// whose clock is wrong; `date` serves where there is none.
pub(super) fn retry_after(headers: &HeaderMap, date: impl FnOnce() -> Option<SystemTime>) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let asked = text(RETRY_AFTER)?;
    if !asked.is_empty() && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(asked.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let then = httpdate::parse_http_date(asked).ok()?;
    let now = text(DATE).and_then(|text| httpdate::parse_http_date(text).ok()).or_else(date)?;
    Some(then.duration_since(now).unwrap_or_default())
}

/// What all calls of a client together may send again, so that an outage does not multiply its load: some retries at
/// once, and beyond them one for every ten answers that were none of a trouble.
pub(super) struct RetryBudget {
    most: u32,
    /// In tenths of a retry.
    left: AtomicU32,
}

impl RetryBudget {
    const RETRY: u32 = 10;

    pub(super) fn new(retries: u32) -> Self {
        let most = retries.saturating_mul(Self::RETRY);
        Self { most, left: AtomicU32::new(most) }
    }

    /// Takes a retry, if one is left.
    pub(super) fn take(&self) -> bool {
        let take = |left: u32| left.checked_sub(Self::RETRY);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Puts back a tenth of a retry.
    pub(super) fn answered(&self) {
        let put = |left: u32| (left < self.most).then(|| left + 1);
        // Full is full.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, put);
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(50)
    }
}
