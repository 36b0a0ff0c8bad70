//! The API's own error document as the answer to requests that are refused.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::{Rejection, json};

/// The error document of the API (`x-error-document`).
#[derive(Debug)]
pub struct ErrorDocument {
    /// Its media type.
    pub media_type: &'static str,
    /// Code by status.
    pub codes: &'static [(u16, &'static str)],
    /// Code for every other status.
    pub default_code: &'static str,
    /// The body as JSON, with the places `{status}`, `{code}`, `{message}` and `{detail}` in its strings. A string that
    /// is `{status}` alone becomes a number.
    pub body: &'static str,
}

impl ErrorDocument {
    /// The document for a refusal.
    pub fn answer(&self, rejection: &Rejection) -> Response {
        let mut response = Response::new(Body::from(self.fill(rejection)));
        *response.status_mut() = rejection.status;
        if let Ok(media_type) = HeaderValue::try_from(self.media_type) {
            response.headers_mut().insert(header::CONTENT_TYPE, media_type);
        }
        response
    }

    pub(super) fn fill(&self, rejection: &Rejection) -> String {
        let status = rejection.status.as_u16();
        let code = self.codes.iter().find(|(of, _)| *of == status).map_or(self.default_code, |(_, code)| code);
        let (number, detail) = (status.to_string(), rejection.detail());
        let places: [(&str, &str, bool); 5] = [
            ("\"{status}\"", &number, true),
            ("{status}", &number, false),
            ("{code}", code, false),
            ("{message}", &rejection.message, false),
            ("{detail}", &detail, false),
        ];
        let mut out = String::with_capacity(self.body.len() + rejection.message.len() + detail.len());
        let mut rest = self.body;
        // One pass, so that a message which looks like a place stays as it is.
        while let Some(at) = rest.find(['"', '{']) {
            let (before, found) = rest.split_at(at);
            out.push_str(before);
            if let Some((place, value, bare)) = places.iter().find(|(place, ..)| found.starts_with(place)) {
                if *bare {
                    out.push_str(value);
                } else {
                    json::push_escaped(&mut out, value);
                }
                rest = found.strip_prefix(place).unwrap_or_default();
            } else {
                let (one, after) = found.split_at(1);
                out.push_str(one);
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }
}
