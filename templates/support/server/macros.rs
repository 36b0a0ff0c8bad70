//! One line per operation.

/// From a service to operations, to a router, and to the implementations that every service has.
#[allow(unused_macros, reason = "a document may have no operation")]
macro_rules! routes {
    ($service:ident $($guard:ident)? { $($operation:ident => $method:ident($request:ident) -> $response:ident),* $(,)? }) => {
        /// The operations of the service, answered by `api`.
        pub fn operations(api: ::std::sync::Arc<impl $service>) -> support::Operations {
            let mut all = support::Operations::default();
            $(
                let this = ::std::sync::Arc::clone(&api);
                all.push(&$operation, move |mut arrived| {
                    let api = ::std::sync::Arc::clone(&this);
                    let checks = arrived.checks();
                    async move {
                        Ok(support::answer($service::$method(&*api, arrived.request::<$request>()?).await, checks))
                    }
                });
            )*
            all
        }

        /// A router for the operations of the service. [`Server`](support::Server) has more to choose from.
        pub fn router(api: impl $service $(, $guard: impl support::Guards)?) -> axum::Router {
            support::Server::of(operations(::std::sync::Arc::new(api)) $(, $guard)?).into_router()
        }

        impl $service for support::Unimplemented {
            type Error = support::Rejection;
            $(
                async fn $method(&self, _: $request) -> Result<$response, Self::Error> {
                    Err(support::Rejection::new(support::Kind::NotImplemented))
                }
            )*
        }

        #[cfg(feature = "examples")]
        impl $service for support::Examples {
            type Error = support::Rejection;
            $(
                async fn $method(&self, request: $request) -> Result<$response, Self::Error> {
                    self.answer(examples::$operation, support::Request::head(&request)).map($response::Other)
                }
            )*
        }
    };
}

/// What is asked of callers: who decides, if anything is left to decide, and a line for each scheme.
#[allow(unused_macros, reason = "a document may ask nothing of callers")]
macro_rules! guards {
    ($($authorize:path)?; $($how:ident $scheme:ident => $authenticator:ident::$ask:ident,)*) => {
        impl<Asked: $($authenticator +)* $($authorize +)? Send + Sync + 'static> support::Guards for Asked {
            fn into_guard(self) -> support::Guard {
                let this = ::std::sync::Arc::new(self);
                let guard = support::Guard::default();
                $(let guard = asks!($how guard, this, &schemes::$scheme, Asked, $authenticator::$ask);)*
                $(let guard = asks!(decide guard, this, Asked, $authorize);)?
                guard
            }
        }
    };
}

/// One question, with its place in the guard by name. Methods are called by their trait: other traits may have one of
/// the same name, such as `into`.
#[allow(unused_macros, reason = "a document may ask nothing of callers")]
macro_rules! asks {
    (other $guard:ident, $this:ident, $scheme:expr, $asked:ident, $authenticator:ident::$ask:ident) => {{
        let this = ::std::sync::Arc::clone(&$this);
        $guard.other($scheme, move |head| {
            let this = ::std::sync::Arc::clone(&this);
            Box::pin(async move { Ok($authenticator::$ask(&*this, head).await?.map(support::Principal::new)) })
        })
    }};
    (decide $guard:ident, $this:ident, $asked:ident, $authorize:path) => {{
        let this = ::std::sync::Arc::clone(&$this);
        $guard.authorize(move |operation, head| {
            let this = ::std::sync::Arc::clone(&this);
            Box::pin(async move { <$asked as $authorize>::authorize(&this, operation, head).await })
        })
    }};
    ($how:ident $guard:ident, $this:ident, $scheme:expr, $asked:ident, $authenticator:ident::$ask:ident) => {{
        let this = ::std::sync::Arc::clone(&$this);
        $guard.$how($scheme, move |credential, head| {
            let this = ::std::sync::Arc::clone(&this);
            Box::pin(async move { $authenticator::$ask(&*this, credential, head).await.map(support::Principal::new) })
        })
    }};
}
