//! What a mock answers with.

use super::{MethodPlan, Plan};
use crate::api::StatusPattern;

/// An answer as a mock gives it: the document's own example, or a value made from the schema.
#[derive(Debug, Clone)]
pub struct PrintedPlan {
    /// The key of the answer in the document.
    pub pattern: StatusPattern,
    /// The status that it has where nobody asks for another one of the same key.
    pub status: u16,
    /// Headers that must be there, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: PrintedBody,
}

/// The body of such an answer.
#[derive(Debug, Clone)]
pub enum PrintedBody {
    /// None is documented.
    Empty,
    /// One is documented, or a header, of which no value can be made: nothing can be answered.
    Missing,
    /// A text.
    Text {
        /// Its media type, no range.
        media_type: String,
        /// Its name among the examples.
        name: Option<String>,
        /// What is sent.
        text: String,
        /// Whether it satisfies its schema.
        valid: bool,
    },
}

impl Plan {
    /// The package and program of the mock.
    pub fn mock_package(&self) -> String {
        format!("{}-mock", self.package.name)
    }

    /// The answers of which no value can be made: a mock answers 501 in their stead.
    pub fn unprinted(&self) -> Vec<(&MethodPlan, StatusPattern)> {
        let missing = |printed: &&PrintedPlan| matches!(printed.body, PrintedBody::Missing);
        let rows = self.methods.iter().flat_map(|method| method.printed.iter().map(move |one| (method, one)));
        rows.filter(|(_, one)| missing(one)).map(|(method, one)| (method, one.pattern)).collect()
    }
}
