//! Asking a host, as far as it can be said without a network: what is asked, what may come, where a redirect may lead.

use std::fmt;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use super::{Nets, WebAddress};

/// The longest that one text is waited for, redirects and all.
const MOST_TIME: Duration = Duration::from_secs(60);
/// Redirects that are followed for one text.
const MOST_REDIRECTS: usize = 5;

/// Asks other hosts. Doors have one where they may.
pub trait Fetch: fmt::Debug + Send + Sync {
    /// Asks once. Redirects are not followed, no credentials are sent, and no more is read than the question says.
    ///
    /// # Errors
    /// Why there is no answer.
    fn ask(&self, question: &Question<'_>) -> Result<Answer, Failure>;
}

/// What is asked of a host.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The text.
    pub address: &'a WebAddress,
    /// Where the machine may stand that is asked.
    pub nets: Nets,
    /// The largest text that is taken.
    pub most_bytes: u64,
    /// How long it may take.
    pub most_time: Duration,
}

/// What a host says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The text, with status 200.
    Text(Vec<u8>),
    /// That it is at another address, as it writes it.
    Elsewhere(String),
    /// Another status.
    Status(u16),
}

/// Why a host says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The text is larger than was asked for.
    TooLarge,
    /// It took longer than was allowed.
    TooSlow,
    /// The name of the host leads to an address that is not public.
    Private(IpAddr),
    /// Anything else, in words.
    Other(String),
}

/// A text as it came, and the address that it was at in the end. Only the host that was named is asked.
///
/// # Errors
/// Why it did not come, in words.
pub(super) fn fetch(
    fetch: &dyn Fetch,
    address: &WebAddress,
    nets: Nets,
    most_bytes: u64,
) -> Result<(Vec<u8>, WebAddress), String> {
    let began = Instant::now();
    let mut at = address.clone();
    for _ in 0..=MOST_REDIRECTS {
        let most_time = MOST_TIME.saturating_sub(began.elapsed());
        if most_time.is_zero() {
            return Err(in_words(&Failure::TooSlow, most_bytes));
        }
        let question = Question { address: &at, nets, most_bytes, most_time };
        match fetch.ask(&question).map_err(|failure| in_words(&failure, most_bytes))? {
            Answer::Text(bytes) if bytes.len() as u64 > most_bytes => {
                return Err(in_words(&Failure::TooLarge, most_bytes));
            }
            Answer::Text(bytes) => return Ok((bytes, at)),
            Answer::Status(status) => return Err(format!("its host answers with status {status}")),
            Answer::Elsewhere(place) => {
                let there =
                    at.resolve(&place).map_err(|_| "it is redirected to what is no `https` address".to_owned())?;
                if there.host() != address.host() {
                    return Err(format!("it is redirected to another host, `{}`", there.host()));
                }
                at = there;
            }
        }
    }
    Err(format!("it is redirected more than {MOST_REDIRECTS} times"))
}

fn in_words(failure: &Failure, most_bytes: u64) -> String {
    match failure {
        Failure::TooLarge => format!("it is larger than {} MiB", most_bytes >> 20),
        Failure::TooSlow => format!("it takes longer than {} seconds", MOST_TIME.as_secs()),
        Failure::Private(address) => format!("the name of its host leads to `{address}`, which is no public address"),
        Failure::Other(words) => words.clone(),
    }
}
