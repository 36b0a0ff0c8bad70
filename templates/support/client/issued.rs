//! Credentials that a provider gave, kept as long as they last.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{FutureExt, Shared, WeakShared};

use super::clock::Clock;
use super::credentials::Credential;
use super::provider::{CredentialError, CredentialProvider, Wanted};
use super::transport::BoxFuture;

/// The longest time before its end that a credential is replaced.
const MARGIN: Duration = Duration::from_secs(60);

type Answer = Result<Issued, CredentialError>;
type Flight = BoxFuture<'static, Answer>;

/// A credential that a provider gave.
#[derive(Clone)]
pub(super) struct Issued {
    pub(super) credential: Credential,
    /// Which one of its kind it is.
    pub(super) round: u64,
    /// When it has to be replaced, in the time of the clock; none: when a server refuses it.
    until: Option<Duration>,
}

/// What a provider has given for one security scheme, by scopes.
pub(super) struct Issuer {
    scheme: &'static str,
    provider: Arc<dyn CredentialProvider>,
    by_scopes: Mutex<BTreeMap<&'static [&'static str], Arc<Mutex<Slot>>>>,
}

#[derive(Default)]
struct Slot {
    rounds: u64,
    kept: Option<Issued>,
    /// The question that is on its way, and whether it was asked because a credential was refused. It ends when nobody
    /// waits for it any more.
    flight: Option<(WeakShared<Flight>, bool)>,
}

impl Issuer {
    pub(super) fn new(scheme: &'static str, provider: Arc<dyn CredentialProvider>) -> Self {
        Self { scheme, provider, by_scopes: Mutex::default() }
    }

    /// The credential that is kept for some scopes and lasts still.
    pub(super) fn kept(&self, scopes: &'static [&'static str], clock: Option<&dyn Clock>) -> Option<Issued> {
        lock(&self.slot(scopes)).fresh(clock)
    }

    /// A credential for some scopes, other than the one of the round that a server has refused.
    pub(super) fn issue(
        &self,
        scopes: &'static [&'static str],
        refused: Option<u64>,
        clock: Option<&Arc<dyn Clock>>,
    ) -> Shared<Flight> {
        let slot = self.slot(scopes);
        let mut state = lock(&slot);
        let usable = state.fresh(clock.map(|clock| &**clock)).filter(|kept| refused != Some(kept.round));
        if let Some(issued) = usable {
            let flight: Flight = Box::pin(async move { Ok(issued) });
            return flight.shared();
        }
        state.kept = None;
        let running = state.flight.as_ref().filter(|(_, renews)| *renews || refused.is_none());
        if let Some(flight) = running.and_then(|(flight, _)| flight.upgrade()) {
            return flight;
        }
        state.rounds += 1;
        let wanted = Wanted { scheme: self.scheme, scopes, refused: refused.is_some() };
        let (provider, round) = (Arc::clone(&self.provider), state.rounds);
        let question: Flight = Box::pin(ask(provider, wanted, round, Arc::clone(&slot), clock.cloned()));
        let flight = question.shared();
        state.flight = flight.downgrade().map(|flight| (flight, wanted.refused));
        flight
    }

    fn slot(&self, scopes: &'static [&'static str]) -> Arc<Mutex<Slot>> {
        Arc::clone(lock(&self.by_scopes).entry(scopes).or_default())
    }
}

impl Slot {
    fn fresh(&self, clock: Option<&dyn Clock>) -> Option<Issued> {
        let over = |until: Duration| clock.is_some_and(|clock| clock.now() >= until);
        self.kept.clone().filter(|kept| !kept.until.is_some_and(over))
    }
}

async fn ask(
    provider: Arc<dyn CredentialProvider>,
    wanted: Wanted,
    round: u64,
    slot: Arc<Mutex<Slot>>,
    clock: Option<Arc<dyn Clock>>,
) -> Answer {
    // Counted from before the question: a lifetime that is taken too short does no harm.
    let now = clock.map(|clock| clock.now());
    let answer = provider.credential(wanted).await;
    let mut state = lock(&slot);
    if state.rounds == round {
        state.flight = None;
    }
    let credential = answer.map_err(|error| CredentialError::new(wanted.scheme, error))?;
    let lasts = credential.lasts;
    let until = lasts.zip(now).and_then(|(lasts, now)| now.checked_add(lasts - (lasts / 10).min(MARGIN)));
    let issued = Issued { credential, round, until };
    if lasts.is_some() && state.rounds == round {
        state.kept = Some(issued.clone());
    }
    Ok(issued)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
