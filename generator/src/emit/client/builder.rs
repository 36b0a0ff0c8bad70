//! `Client` and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::ApiKeyLocation;
use crate::emit::tokens;
use crate::plan::{Plan, SchemePlace, SchemePlan, docs};

pub(super) fn file(plan: &Plan) -> TokenStream {
    let server = plan.client_base_url().map(|url| {
        quote! {
            /// Where the document says that the API is served: the first of its servers, with the defaults of its
            /// variables.
            pub const SERVER: &str = #url;
        }
    });
    let (client, builder) = (client(plan), builder(plan));
    let imports = match plan.schemes.iter().any(|scheme| scheme.place != SchemePlace::Unknown) {
        true => quote!(
            use super::support::{BuildError, Credential, Endpoint, EndpointBuilder, ServerUrl, Transport};
        ),
        false => quote!(
            use super::support::{BuildError, Endpoint, EndpointBuilder, ServerUrl, Transport};
        ),
    };
    quote! {
        //! The client and its builder.

        use std::sync::Arc;
        use std::time::Duration;

        #imports

        #server

        #client
        #builder
    }
}

/// The client, and where its builder begins.
fn client(plan: &Plan) -> TokenStream {
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
    let unused = plan.methods.is_empty().then_some(unused);
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
    let schemes = plan.schemes.iter().filter_map(scheme);
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

            /// How long a whole exchange may take, unless a call says otherwise. The transport keeps it.
            pub fn timeout(mut self, limit: Duration) -> Self {
                self.settings.timeout(limit);
                self
            }

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

/// The setters for operations that the document serves elsewhere.
fn own_servers() -> TokenStream {
    quote! {
        /// Sends operations that the document serves at `documented`, a server of their own, to `url` instead.
        /// Credentials go along wherever an operation is sent.
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

/// The setter of a scheme's credential.
fn scheme(scheme: &SchemePlan) -> Option<TokenStream> {
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
