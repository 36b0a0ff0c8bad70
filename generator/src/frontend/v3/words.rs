//! Words in messages and in name hints.

use crate::api::StatusPattern;
use crate::source::distance;

/// The known word that this one is most likely meant to be.
pub(in crate::frontend) fn suggestion<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let lower = word.to_lowercase();
    let length = word.chars().count();
    let near = known.into_iter().filter_map(|candidate| {
        let other = candidate.chars().count();
        let allowed = (other.min(length) / 3).max(1);
        // The lengths alone rule most words out.
        if other.abs_diff(length) > allowed {
            return None;
        }
        let distance = distance(&lower, &candidate.to_lowercase());
        (distance <= allowed && candidate != word).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// `` `a`, `b` ``.
pub(in crate::frontend) fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The word for a status in the names of inline schemas.
pub(in crate::frontend) fn status_word(status: StatusPattern) -> String {
    let word = match status {
        StatusPattern::Default => "default",
        StatusPattern::Class(1) => "informational",
        StatusPattern::Class(2) => "success",
        StatusPattern::Class(3) => "redirection",
        StatusPattern::Class(4) => "client error",
        StatusPattern::Class(_) => "server error",
        StatusPattern::Code(code) => match code {
            200 => "ok",
            201 => "created",
            202 => "accepted",
            203 => "non authoritative",
            204 => "no content",
            206 => "partial content",
            207 => "multi status",
            301 => "moved",
            302 => "found",
            303 => "see other",
            304 => "not modified",
            400 => "bad request",
            401 => "unauthorized",
            402 => "payment required",
            403 => "forbidden",
            404 => "not found",
            405 => "method not allowed",
            406 => "not acceptable",
            408 => "request timeout",
            409 => "conflict",
            410 => "gone",
            412 => "precondition failed",
            413 => "too large",
            415 => "unsupported media type",
            422 => "unprocessable",
            423 => "locked",
            429 => "too many requests",
            500 => "internal error",
            501 => "not implemented",
            502 => "bad gateway",
            503 => "unavailable",
            504 => "gateway timeout",
            _ => return format!("status {code}"),
        },
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        assert_eq!(suggestion("requried", ["required", "readOnly"]), Some("required"));
        assert_eq!(suggestion("operationID", ["operationId"]), Some("operationId"));
        assert_eq!(suggestion("qery", ["query", "header"]), Some("query"));
        assert_eq!(suggestion("banana", ["query", "header"]), None);
    }
}
