//! Who is let in: authentication by the schemes of the document, and one place that authorizes.

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::credentials::{Presented, presented};
use super::{Basic, Credential, Head, Operation, Rejection, Requirement, Scheme, Secret};

/// A future that holds what it is asked with.
type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Rejection>> + Send + 'a>>;

type Text = dyn for<'a> Fn(Secret, &'a Head) -> Answer<'a, Principal> + Send + Sync;
type Pair = dyn for<'a> Fn(Basic, &'a Head) -> Answer<'a, Principal> + Send + Sync;
type Unplaced = dyn for<'a> Fn(&'a Head) -> Answer<'a, Option<Principal>> + Send + Sync;
type Decide = dyn for<'a> Fn(&'static Operation, &'a mut Head) -> Answer<'a, ()> + Send + Sync;

/// Decides who may call what, once it is known who calls.
///
/// What the document asks for is in [`Operation::security`] (with scopes), [`Operation::authorizers`] and
/// [`Operation::permissions`]; who calls is in [`Head::principal`], by which credentials in [`Head::granted`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not decide who may call what",
    note = "the document has scopes, authorizers or permissions: implement `support::Authorize`, or give `Anyone` to let everybody in"
)]
pub trait Authorize: Send + Sync + 'static {
    /// Lets a caller in, perhaps with extensions for the implementation; or refuses, usually with
    /// [`Rejection::forbidden`].
    fn authorize(
        &self,
        operation: &'static Operation,
        head: &mut Head,
    ) -> impl Future<Output = Result<(), Rejection>> + Send;
}

/// What a server has to ask before it lets a caller in.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot let callers in",
    note = "implement the traits of the module `security`, or give `Anyone` to let everybody in"
)]
pub trait Guards {
    /// The questions.
    fn into_guard(self) -> Guard;
}

/// Lets everybody in, whatever the document asks for: for tests, and behind something that has asked already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anyone;

impl Guards for Anyone {
    fn into_guard(self) -> Guard {
        Guard::open()
    }
}

/// What a server asks before it lets a caller in. A credential of a scheme that it does not know is refused, and so is
/// whoever calls a restricted operation while nobody decides.
#[derive(Default)]
pub struct Guard {
    schemes: Vec<(&'static Scheme, Authenticator)>,
    decide: Option<Box<Decide>>,
    open: bool,
}

enum Authenticator {
    Text(Box<Text>),
    Basic(Box<Pair>),
    Other(Box<Unplaced>),
}

/// Who calls, as an authenticator says it.
#[derive(Clone)]
pub struct Principal(Arc<dyn Any + Send + Sync>);

/// Who calls, and by which credentials.
#[derive(Clone, Default)]
pub(super) struct Granted {
    principals: Vec<(&'static Scheme, Principal)>,
    requirement: Option<&'static Requirement>,
}

impl Principal {
    /// Takes what an authenticator says.
    pub fn new<P: Send + Sync + 'static>(principal: P) -> Self {
        Self(Arc::new(principal))
    }
}

impl Guard {
    /// Asks nothing.
    pub fn open() -> Self {
        Self { open: true, ..Self::default() }
    }

    /// Asks for a text: a bearer token or a key.
    #[must_use]
    pub fn text<F>(mut self, scheme: &'static Scheme, ask: F) -> Self
    where
        F: for<'a> Fn(Secret, &'a Head) -> Answer<'a, Principal> + Send + Sync + 'static,
    {
        self.schemes.push((scheme, Authenticator::Text(Box::new(ask))));
        self
    }

    /// Asks for user and password.
    #[must_use]
    pub fn basic<F>(mut self, scheme: &'static Scheme, ask: F) -> Self
    where
        F: for<'a> Fn(Basic, &'a Head) -> Answer<'a, Principal> + Send + Sync + 'static,
    {
        self.schemes.push((scheme, Authenticator::Basic(Box::new(ask))));
        self
    }

    /// Asks for a credential whose place the document does not say; none if there is no such credential.
    #[must_use]
    pub fn other<F>(mut self, scheme: &'static Scheme, ask: F) -> Self
    where
        F: for<'a> Fn(&'a Head) -> Answer<'a, Option<Principal>> + Send + Sync + 'static,
    {
        self.schemes.push((scheme, Authenticator::Other(Box::new(ask))));
        self
    }

    /// Asks who may call what.
    #[must_use]
    pub fn authorize<F>(mut self, decide: F) -> Self
    where
        F: for<'a> Fn(&'static Operation, &'a mut Head) -> Answer<'a, ()> + Send + Sync + 'static,
    {
        self.decide = Some(Box::new(decide));
        self
    }

    /// Finds out who calls and whether that may be.
    ///
    /// # Errors
    /// 401 if no alternative of the operation's security is met, or what an authenticator or `authorize` says.
    pub(super) async fn let_in(&self, operation: &'static Operation, head: &mut Head) -> Result<(), Rejection> {
        if self.open {
            return Ok(());
        }
        if operation.security.is_empty() {
            // Nobody was asked, by whatever has had the request before neither.
            head.extensions.remove::<Granted>();
        } else {
            let granted = self.authenticate(operation.security, head).await?;
            head.grant(granted);
        }
        match &self.decide {
            Some(decide) => decide(operation, head).await,
            // Nobody decides what the document wants decided.
            None if operation.restricted() => Err(Rejection::forbidden()),
            None => Ok(()),
        }
    }

    /// The first alternative that is met counts. A credential that was sent and refused is not passed over in favour of
    /// an anonymous caller.
    async fn authenticate(&self, security: &'static [Requirement], head: &Head) -> Result<Granted, Rejection> {
        let mut asked = Asked { guard: self, head, said: Vec::new() };
        let (mut refused, mut anonymous) = (None, None);
        for requirement in security {
            if requirement.all_of.is_empty() {
                anonymous = Some(requirement);
                continue;
            }
            match asked.requirement(requirement).await {
                Ok(Some(principals)) => return Ok(Granted { principals, requirement: Some(requirement) }),
                Ok(None) => {}
                Err(rejection) => refused = refused.or(Some(rejection)),
            }
        }
        match (refused, anonymous) {
            (Some(rejection), _) => Err(rejection),
            (None, Some(requirement)) => Ok(Granted { principals: Vec::new(), requirement: Some(requirement) }),
            (None, None) => Err(Rejection::unauthorized()),
        }
    }
}

/// What authenticators have said of a request, each asked once.
struct Asked<'g> {
    guard: &'g Guard,
    head: &'g Head,
    said: Vec<(&'static Scheme, Result<Option<Principal>, Rejection>)>,
}

impl Asked<'_> {
    /// The principals of credentials that are needed together; none if one was not sent.
    async fn requirement(
        &mut self,
        requirement: &'static Requirement,
    ) -> Result<Option<Vec<(&'static Scheme, Principal)>>, Rejection> {
        let mut principals = Vec::with_capacity(requirement.all_of.len());
        for Credential { scheme, .. } in requirement.all_of {
            match self.scheme(scheme).await? {
                Some(principal) => principals.push((*scheme, principal)),
                None => return Ok(None),
            }
        }
        Ok(Some(principals))
    }

    async fn scheme(&mut self, scheme: &'static Scheme) -> Result<Option<Principal>, Rejection> {
        if let Some((_, said)) = self.said.iter().find(|(of, _)| std::ptr::eq(*of, scheme)) {
            return said.clone();
        }
        let said = self.ask(scheme).await;
        self.said.push((scheme, said.clone()));
        said
    }

    async fn ask(&self, scheme: &'static Scheme) -> Result<Option<Principal>, Rejection> {
        let presented = presented(scheme, self.head);
        let known = self.guard.schemes.iter().find(|(of, _)| std::ptr::eq(*of, scheme));
        match (presented, known.map(|(_, authenticator)| authenticator)) {
            (Presented::Absent, _) => Ok(None),
            (Presented::Text(text), Some(Authenticator::Text(ask))) => ask(text, self.head).await.map(Some),
            (Presented::Basic(basic), Some(Authenticator::Basic(ask))) => ask(basic, self.head).await.map(Some),
            (Presented::Unknown, Some(Authenticator::Other(ask))) => ask(self.head).await,
            _ => Err(Rejection::unauthorized()),
        }
    }
}

impl Granted {
    pub(super) fn by<P: Send + Sync + 'static>(scheme: &'static Scheme, principal: P) -> Self {
        Self { principals: vec![(scheme, Principal::new(principal))], requirement: None }
    }

    pub(super) fn principal<P: 'static>(&self) -> Option<&P> {
        self.principals.iter().find_map(|(_, principal)| principal.0.downcast_ref())
    }

    pub(super) fn principal_by<P: 'static>(&self, scheme: &Scheme) -> Option<&P> {
        let (_, principal) = self.principals.iter().find(|(of, _)| std::ptr::eq(*of, scheme))?;
        principal.0.downcast_ref()
    }

    pub(super) fn requirement(&self) -> Option<&'static Requirement> {
        self.requirement
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self.schemes.iter().map(|(scheme, _)| scheme.name).collect();
        let authorizes = self.decide.is_some();
        f.debug_struct("Guard")
            .field("schemes", &schemes)
            .field("authorizes", &authorizes)
            .field("open", &self.open)
            .finish()
    }
}

impl fmt::Debug for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Principal(…)")
    }
}
