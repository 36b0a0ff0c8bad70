//! From operations to an axum router.

use std::collections::BTreeMap;
use std::fmt;
use std::future::{poll_fn, ready};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, any_service};

use super::captures::{Captures, Spans};
use super::route::Template;
use super::{Arrived, Checks, Guard, Guards, Head, Kind, Operation, Rejection, accept, body, reject};

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Call = dyn Fn(Called) -> BoxFuture<Response> + Send + Sync;
type Authorize = dyn Fn(&'static Operation, Head) -> BoxFuture<Result<Head, Rejection>> + Send + Sync;
type Patience = dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync;
type OnRejection = dyn Fn(&Rejection, Option<&'static Operation>) -> Response + Send + Sync;

/// Operations and who answers them.
#[derive(Clone, Default)]
pub struct Operations {
    all: Vec<(&'static Operation, Arc<Call>)>,
}

/// Operations on their way to an [`axum::Router`], and the hooks around them.
pub struct Server {
    operations: Operations,
    hooks: Hooks,
    fallback: bool,
}

struct Hooks {
    document: &'static [&'static Operation],
    guard: Guard,
    authorize: Option<Box<Authorize>>,
    on_rejection: Box<OnRejection>,
    body_limit: usize,
    body_limits: Vec<(&'static Operation, usize)>,
    patience: Option<Box<Patience>>,
    checks: Checks,
}

/// Operations whose paths have one shape for axum, the most specific template first.
struct Group {
    routes: Vec<Arc<Route>>,
    /// Operations of the document that share the route and are not here; another router may have them.
    elsewhere: Vec<(Template, &'static Operation)>,
    hooks: Arc<Hooks>,
}

/// A request on its way to the implementation of its operation.
struct Called {
    group: Arc<Group>,
    route: Arc<Route>,
    arrived: Box<Arrived>,
    stream: Body,
}

struct Route {
    template: Template,
    operation: &'static Operation,
    call: Arc<Call>,
    body_limit: usize,
}

impl Operations {
    /// Adds an operation.
    pub fn push<F, A>(&mut self, operation: &'static Operation, call: F)
    where
        F: Fn(Box<Arrived>) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response, Rejection>> + Send + 'static,
    {
        let call = Arc::new(call);
        // One future, and one box, for what stands around the implementation and for itself.
        let answer = move |mut called: Called| -> BoxFuture<Response> {
            let call = Arc::clone(&call);
            Box::pin(async move {
                let answered = match called.let_in().await {
                    Ok(()) => call(called.arrived).await,
                    Err(rejection) => Err(rejection),
                };
                called.group.hooks.answer(answered, called.route.operation)
            })
        };
        self.all.push((operation, Arc::new(answer)));
    }

    /// These and others, which may have another implementation. Routers can be merged too, but axum takes one handler
    /// for a method and a path of one shape: `GET /pets/{id}` and `GET /pets/{id}.json` of two services only meet here.
    #[must_use]
    pub fn and(mut self, mut others: Operations) -> Self {
        self.all.append(&mut others.all);
        self
    }

    /// What the document says about them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'static Operation> {
        self.all.iter().map(|(operation, _)| *operation)
    }
}

impl Server {
    /// A server for some operations of a document, which refuses as `on_rejection` says. Unless it is
    /// [guarded](Server::guarded_by) otherwise, callers of operations that ask for credentials are not let in.
    pub fn with_rejections<F>(operations: Operations, document: &'static [&'static Operation], on_rejection: F) -> Self
    where
        F: Fn(&Rejection, Option<&'static Operation>) -> Response + Send + Sync + 'static,
    {
        let body_limit = 2 * 1024 * 1024;
        let hooks = Hooks {
            document,
            guard: Guard::default(),
            authorize: None,
            on_rejection: Box::new(on_rejection),
            body_limit,
            body_limits: Vec::new(),
            patience: None,
            checks: Checks::default(),
        };
        Self { operations, hooks, fallback: false }
    }

    /// Who lets callers in.
    #[must_use]
    pub fn guarded_by(mut self, guard: impl Guards) -> Self {
        self.hooks.guard = guard.into_guard();
        self
    }

    /// A further look at every request that was let in, before its body is read. The hook gets the head of the request and gives it back,
    /// perhaps with extensions that say who the caller is; or it refuses, usually with [`Rejection::unauthorized`] or
    /// [`Rejection::forbidden`].
    #[must_use]
    pub fn authorize<F, A>(mut self, hook: F) -> Self
    where
        F: Fn(&'static Operation, Head) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Head, Rejection>> + Send + 'static,
    {
        self.hooks.authorize = Some(Box::new(move |operation, head| Box::pin(hook(operation, head))));
        self
    }

    /// Makes the answer to requests that are refused. The operation is not known where no path matches.
    #[must_use]
    pub fn on_rejection<F>(mut self, hook: F) -> Self
    where
        F: Fn(&Rejection, Option<&'static Operation>) -> Response + Send + Sync + 'static,
    {
        self.hooks.on_rejection = Box::new(hook);
        self
    }

    /// The largest body that is read, in bytes; 2 MiB otherwise. What is larger is answered with 413.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.hooks.body_limit = bytes;
        self
    }

    /// The same for one operation.
    #[must_use]
    pub fn body_limit_of(mut self, operation: &'static Operation, bytes: usize) -> Self {
        self.hooks.body_limits.insert(0, (operation, bytes));
        self
    }

    /// How long a body may take that is read as a whole: until a future made by `patience` is done, such as
    /// `|| tokio::time::sleep(Duration::from_secs(10))`. What takes longer is answered with 408. Without it a body may
    /// take as long as what serves the router allows.
    #[must_use]
    pub fn body_patience<F, W>(mut self, patience: F) -> Self
    where
        F: Fn() -> W + Send + Sync + 'static,
        W: Future<Output = ()> + Send + 'static,
    {
        self.hooks.patience = Some(Box::new(move || Box::pin(patience())));
        self
    }

    /// Whether answers are held against the document; those of debug builds are, if nothing else is said. A broken answer
    /// becomes a rejection of the kind [`Kind::BrokenAnswer`], which [`on_rejection`](Server::on_rejection) sees.
    #[must_use]
    pub fn check_answers(mut self, checks: Checks) -> Self {
        self.hooks.checks = checks;
        self
    }

    /// Answers paths that no operation has as a rejection too. axum merges only routers of which at most one has such
    /// a fallback, and nests none of them under a path with parameters, so this is for a router that stands alone.
    #[must_use]
    pub fn with_fallback(mut self) -> Self {
        self.fallback = true;
        self
    }

    /// The router. It has no state, so `with_state(())` makes it fit any other to merge it with; layers and `nest` work
    /// as for every router of axum.
    pub fn into_router(self) -> Router {
        let mut groups: BTreeMap<&'static str, Vec<Arc<Route>>> = BTreeMap::new();
        for (operation, call) in self.operations.all {
            let template = Template::new(operation.template);
            let body_limit = self.hooks.body_limit_of(operation);
            let route = Arc::new(Route { template, operation, call, body_limit });
            groups.entry(operation.route).or_default().push(route);
        }
        let hooks = Arc::new(self.hooks);
        let mut router = Router::new();
        for (path, mut routes) in groups {
            routes.sort_by_key(|route| route.operation.rank);
            let group =
                Group { elsewhere: elsewhere(path, &routes, hooks.document), routes, hooks: Arc::clone(&hooks) };
            router = router.route(path, Arc::new(group).into_methods());
        }
        if self.fallback {
            let fallback = move |_: Request| async move { hooks.refuse(&Rejection::new(Kind::NotFound), None) };
            router = router.fallback(fallback);
        }
        router
    }
}

/// `Allow`. Whoever answers GET answers HEAD.
fn allow(mut methods: Vec<&str>) -> Option<(HeaderName, HeaderValue)> {
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.sort_unstable();
    methods.dedup();
    Some((header::ALLOW, HeaderValue::try_from(methods.join(",")).ok()?))
}

fn elsewhere(
    path: &str,
    routes: &[Arc<Route>],
    document: &'static [&'static Operation],
) -> Vec<(Template, &'static Operation)> {
    let others = document.iter().filter(|operation| operation.route == path);
    let others = others.filter(|other| !routes.iter().any(|route| std::ptr::eq(route.operation, **other)));
    others.map(|operation| (Template::new(operation.template), *operation)).collect()
}

impl Group {
    fn into_methods(self: Arc<Self>) -> MethodRouter {
        let mut methods: Vec<&str> = self.routes.iter().map(|route| route.operation.method).collect();
        methods.sort_unstable();
        methods.dedup();
        let mut router = self.without_methods(methods.iter().any(|name| filter(name).is_none()));
        for name in methods {
            let Some(filter) = filter(name) else { continue };
            let method = Served { group: Arc::clone(&self), method: Some(name) };
            // As a service: a handler would be made into one for every request.
            router = router.on_service(filter, method.with_state(()));
        }
        router
    }

    /// What answers requests with a method that axum has no handler for: `others` are there if the document has methods
    /// that axum does not know.
    fn without_methods(self: &Arc<Self>, others: bool) -> MethodRouter {
        let group = Arc::clone(self);
        if others {
            // axum takes one of these for a path: operations of two services with such methods only meet in
            // `Operations::and`. Its own list of methods would lack these.
            return any_service(Served { group, method: None }.with_state(()));
        }
        // A layer around axum's own 405 and not a fallback of ours: routers whose paths meet could not be merged.
        MethodRouter::new().layer(middleware::from_fn(move |request: Request, _: middleware::Next| {
            let group = Arc::clone(&group);
            async move { group.unmatched(request.method(), request.uri().path()) }
        }))
    }

    fn find(&self, method: &str, path: &str) -> Option<(&Arc<Route>, Spans)> {
        let mut routes = self.routes.iter().filter(|route| route.operation.method == method);
        routes.find_map(|route| Some((route, route.template.spans(path)?)))
    }

    /// 405 if a template of this path exists with another method, otherwise 404. OPTIONS is told the methods (RFC 9110,
    /// 9.3.7).
    fn unmatched(&self, method: &Method, path: &str) -> Response {
        let here = self.routes.iter().map(|route| (&route.template, route.operation));
        let all: Vec<_> = here.chain(self.elsewhere.iter().map(|(template, other)| (template, *other))).collect();
        let matching = all.iter().filter(|(template, _)| template.spans(path).is_some());
        let mut allowed: Vec<&str> = matching.map(|(_, operation)| operation.method).collect();
        if allowed.is_empty() {
            return self.hooks.refuse(&Rejection::new(Kind::NotFound), None);
        }
        if method == Method::OPTIONS {
            allowed.push("OPTIONS");
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response.headers_mut().extend(allow(allowed));
            return response;
        }
        let mut response = self.hooks.refuse(&Rejection::new(Kind::MethodNotAllowed), None);
        // axum knows the methods of all templates together, also of other routers that were merged with this one. Only
        // where the path fits some of the templates its list would be too long.
        if allowed.len() < all.len() || allowed.iter().any(|name| filter(name).is_none()) {
            response.headers_mut().extend(allow(allowed));
        }
        response
    }
}

/// What axum calls a method; none if it does not know it.
fn filter(name: &str) -> Option<MethodFilter> {
    Method::try_from(name).ok().and_then(|method| MethodFilter::try_from(method).ok())
}

/// One method of a group, or all that axum does not know.
#[derive(Clone)]
struct Served {
    group: Arc<Group>,
    method: Option<&'static str>,
}

impl Handler<(), ()> for Served {
    type Future = BoxFuture<Response>;

    fn call(self, request: Request, (): ()) -> Self::Future {
        let Self { group, method } = self;
        let path = request.uri().path();
        // RFC 9110, 9.3.2: HEAD is GET without content, where it is no operation of its own.
        let of_get = || group.find("GET", path).filter(|_| method == Some("HEAD"));
        let found = group.find(method.unwrap_or(request.method().as_str()), path).or_else(of_get);
        let Some((route, spans)) = found else {
            return Box::pin(ready(group.unmatched(request.method(), path)));
        };
        let route = Arc::clone(route);
        let (parts, stream) = request.into_parts();
        let captures = Captures::new(parts.uri.path_and_query().cloned(), spans);
        let head = Head::new(parts, route.operation);
        // In a box of its own: it goes a long way.
        let arrived = Box::new(Arrived::new(route.operation, head, captures, group.hooks.checks));
        let call = Arc::clone(&route.call);
        call(Called { group, route, arrived, stream })
    }
}

impl Called {
    /// What comes before the implementation: who calls, what answer is wanted, and the body.
    async fn let_in(&mut self) -> Result<(), Rejection> {
        let Self { group, route, arrived, stream } = self;
        let (hooks, operation) = (&group.hooks, route.operation);
        hooks.guard.let_in(operation, &mut arrived.head).await?;
        if let Some(authorize) = &hooks.authorize {
            arrived.head = authorize(operation, arrived.take_head()).await?;
        }
        if !accept::acceptable(&arrived.head.headers, operation) {
            return Err(Rejection::new(Kind::NotAcceptable));
        }
        if operation.body.is_some() {
            let stream = std::mem::take(stream);
            let received = body::receive(operation, &arrived.head, stream, route.body_limit);
            arrived.body = hooks.in_time(received).await?;
        }
        Ok(())
    }
}

impl Hooks {
    fn body_limit_of(&self, operation: &'static Operation) -> usize {
        let own = self.body_limits.iter().find(|(of, _)| std::ptr::eq(*of, operation));
        own.map_or(self.body_limit, |(_, bytes)| *bytes)
    }

    /// What is sent: the answer, or how a request is refused. An answer may hold a rejection.
    fn answer(&self, answered: Result<Response, Rejection>, operation: &'static Operation) -> Response {
        let rejection = match answered {
            Ok(mut response) => match response.extensions_mut().remove::<Rejection>() {
                Some(rejection) => rejection,
                None => return response,
            },
            Err(rejection) => rejection,
        };
        self.refuse(&rejection, Some(operation))
    }

    /// What comes of `work`, unless patience ends first.
    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Rejection>>) -> Result<T, Rejection> {
        let Some(patience) = &self.patience else { return work.await };
        let (mut work, mut end) = (pin!(work), patience());
        poll_fn(|cx| match (work.as_mut().poll(cx), end.as_mut().poll(cx)) {
            (Poll::Ready(done), _) => Poll::Ready(done),
            (Poll::Pending, Poll::Ready(())) => Poll::Ready(Err(Rejection::new(Kind::TimedOut))),
            (Poll::Pending, Poll::Pending) => Poll::Pending,
        })
        .await
    }

    fn refuse(&self, rejection: &Rejection, operation: Option<&'static Operation>) -> Response {
        let mut response = (self.on_rejection)(rejection, operation);
        if let Some(operation) = operation {
            reject::challenge(&mut response, operation);
        }
        response
    }
}

impl fmt::Debug for Operations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|operation| operation.id)).finish()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("operations", &self.operations).finish_non_exhaustive()
    }
}
