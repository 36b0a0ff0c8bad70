//! Questions that callers ask an error.

use super::error::Error;
use super::response::RawResponse;

impl<E> Error<E> {
    /// The body of a documented answer.
    pub fn api(&self) -> Option<&E> {
        match self {
            Error::Api(response) => Some(&response.body),
            _ => None,
        }
    }

    /// The body of a documented answer.
    ///
    /// # Errors
    /// The same error, if it is none.
    pub fn into_api(self) -> Result<E, Self> {
        match self {
            Error::Api(response) => Ok(response.body),
            other => Err(other),
        }
    }

    /// The answer as it came.
    ///
    /// # Errors
    /// The same error, if no answer came.
    pub fn into_raw(self) -> Result<RawResponse, Self> {
        match self {
            Error::Api(response) => Ok(response.into_raw()),
            Error::Unexpected(raw) => Ok(*raw),
            Error::Decode(error) => Ok(error.into_raw()),
            other => Err(other),
        }
    }

    /// Whether an answer with this status came, documented or not.
    pub fn is_status(&self, status: u16) -> bool {
        self.status().is_some_and(|own| own == status)
    }

    /// Whether time ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Error::Timeout(_))
    }

    /// Whether a body, an event or a line is not what the document says.
    pub fn is_decode(&self) -> bool {
        matches!(self, Error::Decode(_) | Error::Item(_))
    }
}
