//! The client: one module per service, one small block per operation, and the support code they share.

mod arguments;
mod bodies;
mod builder;
mod headed;
mod headers;
mod method;
mod outcome;
mod pages;
pub(super) mod readme;
mod servers;
mod service;
mod streams;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::layout::Layout;
use super::manifest::{self, Manifest};
use super::tokens;
use crate::plan::{Plan, Target};

/// All files of the client but its manifest and README.
pub(super) fn files(plan: &Plan, layout: Layout) -> Vec<File<'_>> {
    let below = |path: &str| layout.below(Target::Client, path);
    let mut files = vec![
        File::rust(layout.root(Target::Client), move || root(plan, layout)),
        File::rust(below("builder.rs"), move || builder::file(plan, layout)),
    ];
    if !plan.headers.is_empty() {
        files.push(File::rust(below("headers.rs"), move || headers::file(plan)));
    }
    if !plan.servers.is_empty() {
        files.push(File::rust(below("server.rs"), move || servers::file(plan)));
    }
    for service in &plan.services {
        let module = service.module.as_str();
        let path = below(&format!("{}.rs", module.strip_prefix("r#").unwrap_or(module)));
        files.push(File::rust(path, move || service::file(plan, service)));
    }
    for source in bindery_templates::client::FILES {
        files.push(File::copy(below(&format!("support/{}", source.path)), source.text));
    }
    files
}

/// What the crate's `Cargo.toml` and README need to know.
pub(super) fn manifest(plan: &Plan) -> Manifest {
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    Manifest {
        description: format!("Async client for {}", plan.package.title),
        features: manifest::default_features(plan, &["rustls"]) + &[
            "# Sends requests with reqwest, without TLS unless one of the next three is on.",
            "reqwest = [\"dep:reqwest\", \"dep:http-body\", \"dep:tokio\"]",
            "# TLS by rustls and the provider that reqwest chooses.",
            "rustls = [\"reqwest\", \"reqwest/rustls\"]",
            "# TLS by rustls and the provider that the program has installed.",
            "rustls-no-provider = [\"reqwest\", \"reqwest/rustls-no-provider\"]",
            "# TLS by the system.",
            "native-tls = [\"reqwest\", \"reqwest/native-tls\"]",
            "# The clock of tokio, for waiting and for limits of time. The feature `reqwest` has it too.",
            "tokio = [\"dep:tokio\"]",
            "# Calls that wait, for programs without an async runtime.",
            "blocking = [\"dep:tokio\"]",
            "# Tower services as transports, such as an axum router in the same process, and transports as tower services.",
            "tower = [\"dep:tower-service\", \"dep:http-body\"]",
            "# Spans of the crate `tracing`, one for each attempt.",
            "tracing = [\"dep:tracing\"]",
        ]
        .join("\n") + &manifest::tag_features(plan),
        dependencies: lines(&[
            "bytes = \"1.7.1\"",
            "futures-core = { version = \"0.3.31\", default-features = false }",
            "futures-util = { version = \"0.3.31\", default-features = false, features = [\"std\"] }",
            "http = \"1.1\"",
            "http-body = { version = \"1.0.1\", optional = true }",
            "httpdate = \"1.0.3\"",
            "percent-encoding = \"2.3\"",
            "reqwest = { version = \"0.13\", default-features = false, optional = true }",
            "serde = { version = \"1.0.194\", default-features = false, features = [\"std\"] }",
            "serde_json = { version = \"1.0.134\", features = [\"raw_value\"] }",
            "tokio = { version = \"1.40\", default-features = false, features = [\"rt\", \"time\"], optional = true }",
            "tower-service = { version = \"0.3.3\", optional = true }",
            "tracing = { version = \"0.1.41\", default-features = false, features = [\"std\"], optional = true }",
        ]),
        dev_dependencies: Vec::new(),
    }
}

fn root(plan: &Plan, layout: Layout) -> TokenStream {
    let attributes = layout.root_attributes();
    let signposts = signposts(layout);
    let limit = layout.recursion_limit(plan, Target::Client);
    let models = layout.import_models(plan);
    let builder = tokens::module(&TokenStream::new(), "builder");
    let support = tokens::module(&quote!(pub), "support");
    let headers = (!plan.headers.is_empty()).then(|| tokens::module(&quote!(pub), "headers"));
    let services = plan.services.iter().map(|service| {
        let docs = match service.docs.lines.is_empty() {
            true => tokens::doc("Operations."),
            false => tokens::docs(&service.docs),
        };
        let module = tokens::module(&quote!(pub), service.module.as_str());
        let feature = layout.of_service(service);
        quote!(#feature #docs #module)
    });
    let servers = (!plan.servers.is_empty()).then(|| tokens::module(&quote!(pub), "server"));
    let server = plan.base_url.is_some().then(|| {
        quote!(
            pub use builder::SERVER;
        )
    });
    quote! {
        #attributes
        #signposts
        #limit
        #models
        #[macro_use]
        #support
        #builder
        #headers
        #servers
        #(#services)*
        #server
        pub use builder::{Client, ClientBuilder};
        #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
        pub use support::ReqwestTransport;
        #[cfg(any(feature = "reqwest", feature = "tokio"))]
        pub use support::TokioClock;
        #[cfg(feature = "blocking")]
        pub use support::{BlockingItems, BlockingPages};
        #[cfg(feature = "tower")]
        pub use support::{ServiceTransport, TransportService};
        pub use support::{
            Body, BuildError, Call, ClientCredentials, Clock, Credential, CredentialError, CredentialProvider,
            DecodeError, Error, Event, Events, Header, HeaderError, ItemError, Items, JsonLines, Multipart, Operation,
            Pages, Part, Payload, ProviderError, RawResponse, RequestError, Response, RetryMethods, RetryPolicy, ServerUrl,
            Transport, TransportError, Upload, Values, Wanted,
        };
    }
}

/// Where to look in the crate: links, which the README cannot have where it is read by itself.
fn signposts(layout: Layout) -> Option<TokenStream> {
    (layout == Layout::Crates).then(|| {
        quote! {
            //!
            //! ## Where to look
            //!
            //! - [`Client::builder`] begins. [`ClientBuilder`] has the settings: credentials, transport, limits, retries, hooks.
            //! - Operations are methods of [`Client`]; [`Call`] has what can be said of each: headers, limits, [`Call::request`]
            //!   to look at it, [`Call::send`] and [`Call::open`].
            //! - [`Response`] and [`Error`] are what comes of a call; every operation has a type for its documented errors.
            //! - [`Pages`], [`Items`], [`Events`] and [`Values`] are streams. [`Upload`], [`Part`] and [`JsonLines`] are for bodies.
            //! - [`models`] has the types of bodies and parameters.
        }
    })
}
