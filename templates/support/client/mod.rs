//! What all operations share. Written by hand, and the same in every client that bindery makes.
//!
//! The names that a user of the client needs stand at the root of the crate as well; the others are here for the
//! generated modules.

#[macro_use]
mod macros;
#[macro_use]
mod parts;

mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod clock;
mod credentials;
mod deadline;
mod decode;
mod delivery;
mod draft;
mod encode;
mod endpoint;
mod error;
mod events;
mod exchange;
mod feed;
mod form;
mod headers;
mod hooks;
#[cfg(any(feature = "reqwest", feature = "tower"))]
mod http_body;
mod inspect;
mod issued;
mod item;
mod lines;
mod links;
mod media;
mod mixed;
mod multipart;
mod oauth2;
mod open;
mod operation;
mod origin;
mod pages;
mod paging;
mod part;
mod path;
mod payload;
mod peek;
mod provider;
mod random;
mod request;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod reqwest;
mod response;
mod retry;
mod scalars;
mod servers;
mod sse;
mod style;
mod summary;
mod target;
#[cfg(feature = "tower")]
mod tower;
mod trace;
mod transport;
mod upload;
mod values;

use super::models;

pub use self::base_url::BaseUrl;
#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingItems, BlockingPages};
pub use self::call::{Call, Sending};
pub use self::clock::Clock;
#[cfg(any(feature = "reqwest", feature = "tokio"))]
pub use self::clock::TokioClock;
pub use self::credentials::{Credential, Credentials};
pub use self::decode::{bytes, empty, json, text};
pub use self::endpoint::{Endpoint, EndpointBuilder};
pub use self::error::{BuildError, DecodeError, Error, PagesError, RequestError};
pub use self::events::{EventSource, Events, ReadData, data_json, data_text};
pub use self::form::Field;
pub use self::headers::{Header, HeaderError, Word};
pub use self::hooks::{Attempt, Attempted};
pub use self::item::ItemError;
pub use self::lines::JsonLines;
pub use self::multipart::Multipart;
pub use self::oauth2::ClientCredentials;
pub use self::open::Opening;
pub use self::operation::{Decoded, Operation, Route, Scopes, Security};
pub use self::pages::{Items, Paged, Pages};
pub use self::paging::Paging;
pub use self::part::Part;
pub use self::payload::Payload;
pub use self::provider::{CredentialError, CredentialProvider, ProviderError, Wanted};
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use self::reqwest::ReqwestTransport;
pub use self::response::{RawResponse, Response};
pub use self::retry::{RetryMethods, RetryPolicy};
pub use self::servers::ServerUrl;
pub use self::sse::Event;
pub use self::style::{Parameter, Place, Style};
#[cfg(feature = "tower")]
pub use self::tower::{ServiceTransport, TransportService};
pub use self::transport::{Body, BoxFuture, Timeout, Transport, TransportError};
pub use self::upload::Upload;
pub use self::values::{ValueSource, Values};
