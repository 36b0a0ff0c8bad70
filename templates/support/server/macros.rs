//! One line per operation.

/// From a service to operations, to a router, and to the implementations that every service has.
#[allow(unused_macros, reason = "a document may have no operation")]
macro_rules! routes {
    ($service:ident { $($operation:ident => $method:ident($request:ident) -> $response:ident),* $(,)? }) => {
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
        pub fn router(api: impl $service) -> axum::Router {
            support::Server::of(operations(::std::sync::Arc::new(api))).into_router()
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
