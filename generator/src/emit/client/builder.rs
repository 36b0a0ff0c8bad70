//! `Client` and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::ApiKeyLocation;
use crate::emit::layout::Layout;
use crate::emit::tokens;
use crate::plan::{Plan, SchemePlace, SchemePlan, docs};

pub(super) fn file(plan: &Plan, layout: Layout) -> TokenStream {
    let server = plan.client_base_url().map(|url| {
        quote! {
            /// Where the document says that the API is served: the first of its servers, with the defaults of its
            /// variables.
            pub const SERVER: &str = #url;
        }
    });
    let (client, builder) = (client(plan, layout), builder(plan));
    let fixed = plan.schemes.iter().any(|scheme| scheme.place != SchemePlace::Unknown).then(|| quote!(Credential,));
    let provided = (!plan.schemes.is_empty()).then(|| quote!(CredentialProvider,));
    let clients = plan.schemes.iter().any(|scheme| scheme.client.is_some()).then(|| quote!(ClientCredentials,));
    quote! {
        //! The client and its builder.

        use std::sync::Arc;
        use std::time::Duration;

        use super::support::{Attempt, Attempted, BuildError, Clock, Endpoint, EndpointBuilder};
        use super::support::{#clients #fixed #provided RetryPolicy, ServerUrl, Transport};

        #server

        #client
        #builder
    }
}

/// The client, and where its builder begins.
fn client(plan: &Plan, layout: Layout) -> TokenStream {
    let title = tokens::doc(&format!("A client of {}.", plan.package.title));
    let prefix = plan.path_prefix();
    let contained = (!prefix.is_empty()).then(|| {
        let line = format!("It may contain the {} that all paths begin with, or leave it out.", docs::code(&prefix));
        tokens::doc(&line)
    });
    let typed = plan.servers.first().map(|first| {
        tokens::doc(&format!("The servers of the document are types, such as [`{0}`](super::server::{0}).", first.name))
    });
    let unused = quote!(#[allow(dead_code, reason = "the document has no operation")]);
    let unused = if plan.methods.is_empty() { Some(unused) } else { layout.of_some_services(plan) };
    quote! {
        #title
        ///
        /// Operations are its methods; each gives a [`Call`](super::support::Call), which is sent by `send`. Clones are cheap
        /// and share connections and credentials.
        #[derive(Debug, Clone)]
        pub struct Client {
            #unused
            pub(super) endpoint: Arc<Endpoint>,
        }

        /// The settings of a [`Client`].
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it builds"]
        pub struct ClientBuilder {
            base_url: ServerUrl,
            settings: EndpointBuilder,
        }

        impl Client {
            /// Begins a client of the API that is served at `base_url`, such as `https://api.example.com`, or at a bare
            /// host: `https` is meant, or `http` on the machine itself.
            #contained
            #typed
            pub fn builder(base_url: impl Into<ServerUrl>) -> ClientBuilder {
                ClientBuilder { base_url: base_url.into(), settings: EndpointBuilder::default() }
            }
        }
    }
}

/// The setters of the builder, and what ends it.
fn builder(plan: &Plan) -> TokenStream {
    let schemes = plan.schemes.iter().map(scheme);
    let exchange = exchange();
    let prefix = plan.path_prefix();
    let own = plan.methods.iter().any(|method| method.server.is_some()).then(own_servers);
    let agent = format!("{}-client/{}", plan.package.name, plan.package.version);
    quote! {
        impl ClientBuilder {
            #(#schemes)*

            /// Sends requests with `transport`, in place of the one over the network.
            pub fn transport(mut self, transport: impl Transport) -> Self {
                self.settings.transport(transport);
                self
            }

            #own

            #exchange

            /// The largest body that is read, in bytes; 64 MiB if nothing else is said.
            pub fn response_limit(mut self, bytes: usize) -> Self {
                self.settings.response_limit(bytes);
                self
            }

            /// Makes the client.
            ///
            /// # Errors
            /// The base URL or a credential cannot be used, or the transport cannot be set up.
            pub fn build(self) -> Result<Client, BuildError> {
                let endpoint = self.settings.build(self.base_url.as_str(), self.base_url.prefix(#prefix), #agent)?;
                Ok(Client { endpoint })
            }
        }
    }
}

/// The setters for what happens between a call and its answer.
fn exchange() -> TokenStream {
    quote! {
        /// How long a whole exchange may take, all attempts included, unless a call says otherwise.
        pub fn timeout(mut self, limit: Duration) -> Self {
            self.settings.timeout(limit);
            self
        }

        /// How long each attempt may take, unless a call says otherwise.
        pub fn attempt_timeout(mut self, limit: Duration) -> Self {
            self.settings.attempt_timeout(limit);
            self
        }

        /// When requests go out again, unless a call says otherwise. `RetryPolicy::none()`: never.
        pub fn retries(mut self, policy: RetryPolicy) -> Self {
            self.settings.retries(policy);
            self
        }

        /// How many retries all calls together have at once, beyond one for every ten answers; 50 if nothing else is said.
        pub fn retry_budget(mut self, retries: u32) -> Self {
            self.settings.retry_budget(retries);
            self
        }

        /// Sends a key of its own in this header with each call whose method is not idempotent, so that it may go out
        /// again. For servers that keep the keys.
        pub fn idempotency_key_header(mut self, name: &str) -> Self {
            self.settings.idempotency_key_header(name);
            self
        }

        /// Sends credentials to the origin of `url` too, beside that of the base URL.
        pub fn trusted_origin(mut self, url: &str) -> Self {
            self.settings.trusted_origin(url);
            self
        }

        /// Keeps time with `clock`, in place of the transport's.
        pub fn clock(mut self, clock: impl Clock) -> Self {
            self.settings.clock(clock);
            self
        }

        /// Calls `hook` before each attempt, with all headers of the request; those with credentials are marked as
        /// sensitive.
        pub fn on_request(mut self, hook: impl Fn(&Attempt<'_>, &::http::HeaderMap) + Send + Sync + 'static) -> Self {
            self.settings.on_request(hook);
            self
        }

        /// Calls `hook` after each attempt.
        pub fn on_response(mut self, hook: impl Fn(&Attempt<'_>, &Attempted<'_>) + Send + Sync + 'static) -> Self {
            self.settings.on_response(hook);
            self
        }
    }
}

/// The setters for operations that the document serves elsewhere.
fn own_servers() -> TokenStream {
    quote! {
        /// Sends operations that the document serves at `documented`, a server of their own, to `url` instead, with
        /// their credentials. Without this, a server at another origin than the base URL gets no credentials.
        pub fn server_for(mut self, documented: &str, url: &str) -> Self {
            self.settings.server_for(documented, url);
            self
        }

        /// Sends all operations to the base URL, those too that the document serves elsewhere: for tests, and for
        /// gateways.
        pub fn one_server(mut self) -> Self {
            self.settings.one_server();
            self
        }
    }
}

/// The setters of a scheme's credentials.
fn scheme(scheme: &SchemePlan) -> TokenStream {
    let (name, provider) = (&scheme.wire, tokens::ident(&scheme.provider));
    let (fixed, client) = (fixed(scheme), client_credentials(scheme));
    let line = tokens::doc(&format!("What finds credentials for operations that ask for {}.", docs::code(name)));
    quote! {
        #fixed
        #line
        pub fn #provider(mut self, provider: impl CredentialProvider) -> Self {
            self.settings.provider(#name, provider);
            self
        }
        #client
    }
}

/// The setter of a credential that is known beforehand.
fn fixed(scheme: &SchemePlan) -> Option<TokenStream> {
    let (name, ident) = (&scheme.wire, tokens::ident(&scheme.ident));
    let (arguments, credential, line) = match &scheme.place {
        SchemePlace::Bearer => (quote!(token: &str), quote!(bearer(token)), "A bearer token".to_owned()),
        SchemePlace::Basic => {
            (quote!(user: &str, password: &str), quote!(basic(user, password)), "User and password".to_owned())
        }
        SchemePlace::ApiKey { name, location } => {
            let (make, place) = match location {
                ApiKeyLocation::Header => (quote!(in_header), "header"),
                ApiKeyLocation::Query => (quote!(in_query), "query parameter"),
                ApiKeyLocation::Cookie => (quote!(in_cookie), "cookie"),
            };
            (quote!(key: &str), quote!(#make(#name, key)), format!("The key in the {place} {}", docs::code(name)))
        }
        SchemePlace::Unknown => return None,
    };
    let line = tokens::doc(&format!("{line}, for operations that ask for {}.", docs::code(name)));
    let space = (!scheme.docs.lines.is_empty()).then(|| tokens::doc(""));
    let docs = tokens::docs(&scheme.docs);
    Some(quote! {
        #line
        #space
        #docs
        pub fn #ident(mut self, #arguments) -> Self {
            self.settings.credential(#name, Credential::#credential);
            self
        }
    })
}

/// The setter of a client's id and secret.
fn client_credentials(scheme: &SchemePlan) -> Option<TokenStream> {
    let client = scheme.client.as_ref()?;
    let (name, ident, url) = (&scheme.wire, tokens::ident(&client.ident), &client.token_url);
    let line = tokens::doc(&format!(
        "The client that tokens are issued to, for operations that ask for {}.",
        docs::code(name)
    ));
    Some(quote! {
        #line
        pub fn #ident(mut self, client: ClientCredentials) -> Self {
            self.settings.client(#name, #url, client);
            self
        }
    })
}
