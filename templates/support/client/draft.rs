//! Requests as far as they have been written.

use std::collections::BTreeMap;
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};

use super::delivery::Delivery;
use super::encode;
use super::error::RequestError;
use super::payload::Payload;
use super::style::{Parameter, Place};
use super::transport::Body;

/// A request as far as it has been written. The first fault is kept until the request is sent.
#[derive(Clone, Default)]
pub struct Draft {
    parameters: Vec<(Parameter, Option<String>)>,
    pub(super) headers: BTreeMap<String, HeaderValue>,
    pub(super) payload: Option<Payload>,
    pub(super) timeout: Option<Duration>,
    pub(super) response_limit: Option<usize>,
    pub(super) delivery: Delivery,
    pub(super) fault: Option<RequestError>,
    /// The server that the document gives the operation, if not that of the API.
    pub(super) server: Option<&'static str>,
    /// Path and query that the page before has led to, in place of those of the operation.
    pub(super) followed: Option<String>,
}

impl Draft {
    /// Writes the value of a parameter, given as JSON text, in place of an earlier one.
    pub(super) fn set(&mut self, parameter: Parameter, json: Result<String, serde_json::Error>) {
        let text = match json {
            Ok(json) if parameter.place == Place::QueryString => encode::whole_query(parameter, &json),
            Ok(json) => encode::encode(parameter, &json).map_err(|reason| RequestError::new(parameter.name, reason)),
            Err(_) => Err(RequestError::new(parameter.name, "cannot be written as JSON")),
        };
        match text {
            Ok(text) => {
                self.parameters.retain(|(other, _)| (other.place, other.name) != (parameter.place, parameter.name));
                self.parameters.push((parameter, text));
            }
            Err(fault) => self.refuse(fault),
        }
    }

    pub(super) fn payload(&mut self, payload: Result<Payload, RequestError>) {
        match payload {
            Ok(payload) => self.payload = Some(payload),
            Err(fault) => self.refuse(fault),
        }
    }

    pub(super) fn header(&mut self, name: &str, value: &str) {
        let valid = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
        match valid {
            Some((name, value)) => drop(self.headers.insert(name.as_str().to_owned(), value)),
            None => self.refuse(RequestError::new(name.to_owned(), "is no header, or its value cannot stand in one")),
        }
    }

    /// Asks for a path and query at the same origin, in place of those of the operation.
    pub(super) fn follow(&mut self, target: String) {
        self.followed = Some(target);
    }

    /// The whole number that a query parameter has.
    pub(super) fn number(&self, parameter: Parameter) -> Option<u64> {
        let mut here = self.at(Place::Query).filter(|(name, _)| *name == parameter.name);
        here.next().and_then(|(_, text)| text.rsplit('=').next()?.parse().ok())
    }

    pub(super) fn timeout(&mut self, limit: Duration) {
        self.timeout = Some(limit);
    }

    /// The body to send.
    ///
    /// # Errors
    /// It cannot be sent again.
    pub(super) fn body(&self) -> Result<Body, RequestError> {
        self.payload.as_ref().map_or_else(|| Ok(Body::empty()), Payload::body)
    }

    /// Whether it can be sent more than once: not if its body is a stream.
    pub(super) fn is_replayable(&self) -> bool {
        self.payload.as_ref().is_none_or(Payload::is_replayable)
    }

    fn refuse(&mut self, fault: RequestError) {
        self.fault.get_or_insert(fault);
    }

    /// What stands at one kind of place, in the order in which it was set.
    pub(super) fn at(&self, place: Place) -> impl Iterator<Item = (&'static str, &String)> {
        let here = self.parameters.iter().filter(move |(parameter, _)| parameter.place == place);
        here.filter_map(|(parameter, text)| Some((parameter.name, text.as_ref()?)))
    }
}
