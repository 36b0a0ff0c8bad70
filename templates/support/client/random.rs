//! Numbers of chance, for waiting times and for keys that nobody else has.

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Whether [`Random`] differs from run to run. On `wasm32-unknown-unknown` the standard library has no chance to offer.
pub(super) const DIFFERS: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// A source of numbers. Its keys come from the operating system, through the standard library's hash tables: fit for
/// telling things apart, not for secrets.
#[derive(Default)]
pub(super) struct Random {
    keys: RandomState,
    drawn: AtomicU64,
}

impl Random {
    fn next(&self) -> u64 {
        let mut hasher = self.keys.build_hasher();
        hasher.write_u64(self.drawn.fetch_add(1, Ordering::Relaxed));
        hasher.finish()
    }

    /// A time from zero to `most`, each as likely as the others.
    pub(super) fn up_to(&self, most: Duration) -> Duration {
        let part = f64::from(self.next() as u32) / f64::from(u32::MAX);
        Duration::try_from_secs_f64(most.as_secs_f64() * part).map_or(most, |time| time.min(most))
    }

    /// A UUID of version 4 (RFC 9562, 5.4), in its usual spelling.
    pub(super) fn uuid(&self) -> String {
        let mut bytes = [0; 16];
        let (high, low) = bytes.split_at_mut(8);
        high.copy_from_slice(&self.next().to_be_bytes());
        low.copy_from_slice(&self.next().to_be_bytes());
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.into_iter().enumerate() {
            let byte = match at {
                6 => byte & 0x0f | 0x40,
                8 => byte & 0x3f | 0x80,
                _ => byte,
            };
            // Writing to a string cannot fail.
            let _ = write!(text, "{}{byte:02x}", if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" });
        }
        text
    }
}
