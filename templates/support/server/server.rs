//! From operations to an axum router.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter};

use super::route::Template;
use super::{Arrived, Checks, Head, Kind, Operation, Rejection, accept, body, reject};

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Call = dyn Fn(Arrived) -> BoxFuture<Result<Response, Rejection>> + Send + Sync;
type Authorize = dyn Fn(&'static Operation, Head) -> BoxFuture<Result<Head, Rejection>> + Send + Sync;
type OnRejection = dyn Fn(&Rejection, Option<&'static Operation>) -> Response + Send + Sync;

/// Operations and who answers them.
#[derive(Clone, Default)]
pub struct Operations {
    all: Vec<(&'static Operation, Arc<Call>)>,
}

/// Operations on their way to an [`axum::Router`], and the hooks around them.
///
/// **Without an [`authorize`](Server::authorize) hook every request is let in.** What the document asks of callers is
/// in [`Operation::security`], [`Operation::authorizers`] and [`Operation::permissions`].
pub struct Server {
    operations: Operations,
    hooks: Hooks,
    fallback: bool,
}

struct Hooks {
    document: &'static [&'static Operation],
    authorize: Option<Box<Authorize>>,
    on_rejection: Box<OnRejection>,
    body_limit: usize,
    checks: Checks,
}

/// Operations whose paths have one shape for axum, the most specific template first.
struct Group {
    routes: Vec<Route>,
    /// Operations of the document that share the route and are not here; another router may have them.
    elsewhere: Vec<(Template, &'static Operation)>,
    hooks: Arc<Hooks>,
}

struct Route {
    template: Template,
    operation: &'static Operation,
    call: Arc<Call>,
}

impl Operations {
    /// Adds an operation.
    pub fn push<F, A>(&mut self, operation: &'static Operation, call: F)
    where
        F: Fn(Arrived) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response, Rejection>> + Send + 'static,
    {
        self.all.push((operation, Arc::new(move |arrived| -> BoxFuture<_> { Box::pin(call(arrived)) })));
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
    /// A server for some operations of a document, which refuses as `on_rejection` says.
    pub fn with_rejections<F>(operations: Operations, document: &'static [&'static Operation], on_rejection: F) -> Self
    where
        F: Fn(&Rejection, Option<&'static Operation>) -> Response + Send + Sync + 'static,
    {
        let (body_limit, checks) = (2 * 1024 * 1024, Checks::default());
        let hooks = Hooks { document, authorize: None, on_rejection: Box::new(on_rejection), body_limit, checks };
        Self { operations, hooks, fallback: false }
    }

    /// Decides who may call what, before the body is read. The hook gets the head of the request and gives it back,
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

    /// The largest body that is read, in bytes; 2 MiB otherwise.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.hooks.body_limit = bytes;
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
    /// a fallback, so this is for a router that stands alone.
    #[must_use]
    pub fn with_fallback(mut self) -> Self {
        self.fallback = true;
        self
    }

    /// The router. It has no state, so `with_state(())` makes it fit any other to merge it with; layers and `nest` work
    /// as for every router of axum.
    pub fn into_router(self) -> Router {
        let mut groups: BTreeMap<&'static str, Vec<Route>> = BTreeMap::new();
        for (operation, call) in self.operations.all {
            let template = Template::new(operation.template);
            groups.entry(operation.route).or_default().push(Route { template, operation, call });
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

fn elsewhere(
    path: &str,
    routes: &[Route],
    document: &'static [&'static Operation],
) -> Vec<(Template, &'static Operation)> {
    let others = document.iter().filter(|operation| operation.route == path);
    let others = others.filter(|other| !routes.iter().any(|route| std::ptr::eq(route.operation, **other)));
    others.map(|operation| (Template::new(operation.template), *operation)).collect()
}

impl Group {
    fn into_methods(self: Arc<Self>) -> MethodRouter {
        let group = Arc::clone(&self);
        // A layer around axum's own 405 and not a fallback of ours: routers whose paths meet could not be merged.
        let mut router =
            MethodRouter::new().layer(middleware::from_fn(move |request: Request, _: middleware::Next| {
                let group = Arc::clone(&group);
                async move { group.unmatched(request.uri().path()) }
            }));
        let mut methods: Vec<&str> = self.routes.iter().map(|route| route.operation.method).collect();
        methods.sort_unstable();
        methods.dedup();
        for name in methods {
            let Some(filter) = Method::try_from(name).ok().and_then(|method| MethodFilter::try_from(method).ok())
            else {
                continue;
            };
            let group = Arc::clone(&self);
            router = router.on(filter, move |request: Request| async move { group.serve(name, request).await });
        }
        router
    }

    async fn serve(&self, method: &str, request: Request) -> Response {
        let path = request.uri().path();
        for route in self.routes.iter().filter(|route| route.operation.method == method) {
            if let Some(captures) = route.template.captures(path) {
                let answered = self.hooks.run(route.operation, route.call.as_ref(), captures, request).await;
                return answered.unwrap_or_else(|rejection| self.hooks.refuse(&rejection, Some(route.operation)));
            }
        }
        self.unmatched(path)
    }

    /// 405 if a template of this path exists with another method, otherwise 404.
    fn unmatched(&self, path: &str) -> Response {
        let here = self.routes.iter().map(|route| (&route.template, route.operation));
        let all: Vec<_> = here.chain(self.elsewhere.iter().map(|(template, other)| (template, *other))).collect();
        let matching = all.iter().filter(|(template, _)| template.captures(path).is_some());
        let mut allowed: Vec<&str> = matching.map(|(_, operation)| operation.method).collect();
        if allowed.is_empty() {
            return self.hooks.refuse(&Rejection::new(Kind::NotFound), None);
        }
        let mut response = self.hooks.refuse(&Rejection::new(Kind::MethodNotAllowed), None);
        // axum knows the methods of all templates together, also of other routers that were merged with this one. Only
        // where the path fits some of the templates its list would be too long.
        if allowed.len() < all.len() {
            if allowed.contains(&"GET") {
                allowed.push("HEAD");
            }
            allowed.sort_unstable();
            allowed.dedup();
            if let Ok(value) = HeaderValue::try_from(allowed.join(",")) {
                response.headers_mut().insert(header::ALLOW, value);
            }
        }
        response
    }
}

impl Hooks {
    async fn run(
        &self,
        operation: &'static Operation,
        call: &Call,
        captures: Vec<(usize, String)>,
        request: Request,
    ) -> Result<Response, Rejection> {
        let (parts, stream) = request.into_parts();
        let mut head = Head::new(parts, operation);
        if let Some(authorize) = &self.authorize {
            head = authorize(operation, head).await?;
        }
        if !accept::acceptable(&head.headers, operation) {
            return Err(Rejection::new(Kind::NotAcceptable));
        }
        let body = body::receive(operation, &head, stream, self.body_limit).await?;
        let mut response = call(Arrived::new(operation, head, captures, body).with_checks(self.checks)).await?;
        match response.extensions_mut().remove::<Rejection>() {
            Some(rejection) => Err(rejection),
            None => Ok(response),
        }
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
