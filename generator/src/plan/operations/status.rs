//! Statuses by name.

use crate::api::StatusPattern;

/// The name of a status or class as a variant: that of the `http` crate, in upper camel case.
pub(super) fn variant(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => named(code).map_or_else(|| format!("Status{code}"), str::to_owned),
        StatusPattern::Class(1) => "Informational".to_owned(),
        StatusPattern::Class(2) => "Success".to_owned(),
        StatusPattern::Class(3) => "Redirection".to_owned(),
        StatusPattern::Class(4) => "ClientError".to_owned(),
        StatusPattern::Class(5) => "ServerError".to_owned(),
        StatusPattern::Class(class) => format!("Class{class}"),
        StatusPattern::Default => "Default".to_owned(),
    }
}

/// A status as the document writes it.
pub(super) fn text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// Whether answers with this status have no body, whatever the document says (RFC 9110, 15).
pub(super) fn bodyless(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Code(100..=199 | 204 | 205 | 304) | StatusPattern::Class(1))
}

#[rustfmt::skip]
fn named(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "Continue", 101 => "SwitchingProtocols", 102 => "Processing", 103 => "EarlyHints",
        200 => "Ok", 201 => "Created", 202 => "Accepted", 203 => "NonAuthoritativeInformation", 204 => "NoContent",
        205 => "ResetContent", 206 => "PartialContent", 207 => "MultiStatus", 208 => "AlreadyReported", 226 => "ImUsed",
        300 => "MultipleChoices", 301 => "MovedPermanently", 302 => "Found", 303 => "SeeOther", 304 => "NotModified",
        305 => "UseProxy", 307 => "TemporaryRedirect", 308 => "PermanentRedirect",
        400 => "BadRequest", 401 => "Unauthorized", 402 => "PaymentRequired", 403 => "Forbidden", 404 => "NotFound",
        405 => "MethodNotAllowed", 406 => "NotAcceptable", 407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout", 409 => "Conflict", 410 => "Gone", 411 => "LengthRequired",
        412 => "PreconditionFailed", 413 => "PayloadTooLarge", 414 => "UriTooLong", 415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable", 417 => "ExpectationFailed", 418 => "ImATeapot", 421 => "MisdirectedRequest",
        422 => "UnprocessableEntity", 423 => "Locked", 424 => "FailedDependency", 425 => "TooEarly",
        426 => "UpgradeRequired", 428 => "PreconditionRequired", 429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge", 451 => "UnavailableForLegalReasons",
        500 => "InternalServerError", 501 => "NotImplemented", 502 => "BadGateway", 503 => "ServiceUnavailable",
        504 => "GatewayTimeout", 505 => "HttpVersionNotSupported", 506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage", 508 => "LoopDetected", 510 => "NotExtended",
        511 => "NetworkAuthenticationRequired",
        _ => return None,
    })
}
