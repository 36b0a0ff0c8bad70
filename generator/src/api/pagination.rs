//! How the pages of a list follow each other, as `x-pagination` and `bindery.toml` say it.

use crate::source::{Origin, Region};

/// How the pages of a list follow each other. Parameters are wire names of the query, places in the success body JSON
/// pointers.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// How they do; none: they do not, whatever it looks like.
    pub style: Option<PaginationStyle>,
    /// The query parameter that limits the page.
    pub limit: Option<String>,
    /// Where the items are, if said.
    pub items: Option<String>,
    /// The boolean that says whether there is a next page.
    pub more: Option<String>,
    /// The number of all items or, of numbered pages, of all pages.
    pub total: Option<String>,
    /// Where it stands.
    pub origin: Origin,
    /// The stretch of text, where no pointer can name it.
    pub region: Option<Region>,
}

/// How the pages of a list follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaginationStyle {
    /// A page has at `next` what `parameter` takes to give the next one.
    Marker {
        /// The parameter.
        parameter: String,
        /// The place.
        next: String,
    },
    /// The same, but the last item of the page has it at `key`.
    LastItem {
        /// The parameter.
        parameter: String,
        /// The place within an item.
        key: String,
    },
    /// `parameter` takes how many items to pass over.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// `parameter` takes the number of the page.
    Number {
        /// The parameter.
        parameter: String,
        /// The number of the first page; none: what the parameter has as its default, or else 1.
        first: Option<u64>,
    },
    /// A page has the URL of the next one at `next`.
    Url {
        /// The place.
        next: String,
    },
    /// The header `Link` has the URL of the next page under the relation `next` (RFC 8288).
    Link,
}

/// What is written: the word of the style, and texts by their keys below `request` and `response`.
#[derive(Debug, Default)]
pub struct PaginationWords<'w> {
    /// `style`.
    pub style: &'w str,
    /// Below `request`.
    pub request: Vec<(&'w str, String)>,
    /// Below `response`.
    pub response: Vec<(&'w str, String)>,
}

/// Words for styles, and what may stand below `request` and `response` with each.
const STYLES: [(&str, &[&str], &[&str]); 7] = [
    ("marker", &["marker", "limit"], &["items", "next", "last", "more"]),
    ("cursor", &["cursor", "limit"], &["items", "next", "last", "more"]),
    ("offset", &["offset", "limit"], &["items", "total", "more"]),
    ("page", &["page", "first", "limit"], &["items", "pages", "more"]),
    ("url", &["limit"], &["items", "next", "more"]),
    ("link", &["limit"], &["items"]),
    ("none", &[], &[]),
];

impl Pagination {
    /// What may stand below `request` and `response` with a style; none if it is no style.
    pub fn keys(style: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
        STYLES.into_iter().find(|(word, ..)| *word == style).map(|(_, request, response)| (request, response))
    }

    /// All words for styles.
    pub fn styles() -> impl Iterator<Item = &'static str> {
        STYLES.into_iter().map(|(word, ..)| word)
    }

    /// Makes sense of what is written.
    ///
    /// # Errors
    /// The fault in words: an unknown style, or something that the style needs and that is missing.
    pub fn read(words: &PaginationWords<'_>, origin: Origin, region: Option<Region>) -> Result<Self, String> {
        let find =
            |of: &[(&str, String)], key: &str| of.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone());
        let request = |key: &str| find(&words.request, key);
        let response = |key: &str| find(&words.response, key).map(|name| pointer(&name));
        let missing = |key: &str| format!("`style: {}` needs `{key}`", words.style);
        let parameter = |key: &str| request(key).ok_or_else(|| missing(&format!("request.{key}")));
        let style = match words.style {
            word @ ("marker" | "cursor") => Some(match (parameter(word)?, response("next"), response("last")) {
                (parameter, Some(next), None) => PaginationStyle::Marker { parameter, next },
                (parameter, None, Some(key)) => PaginationStyle::LastItem { parameter, key },
                _ => return Err(missing("response.next` or `response.last")),
            }),
            "offset" => Some(PaginationStyle::Offset { parameter: parameter("offset")? }),
            "page" => Some(PaginationStyle::Number {
                parameter: parameter("page")?,
                first: request("first").map(|text| text.parse().map_err(|_| "`first` is no number")).transpose()?,
            }),
            "url" => {
                let next = response("next").ok_or_else(|| missing("response.next"))?;
                Some(PaginationStyle::Url { next })
            }
            "link" => Some(PaginationStyle::Link),
            "none" => None,
            other => {
                let known: Vec<String> = Self::styles().map(|word| format!("`{word}`")).collect();
                return Err(format!("there is no style `{other}` of pages: known are {}", known.join(", ")));
            }
        };
        let total = if words.style == "page" { response("pages") } else { response("total") };
        let (limit, items, more) = (request("limit"), response("items"), response("more"));
        Ok(Self { style, limit, items, more, total, origin, region })
    }
}

/// A place in a body as a JSON pointer; a text that does not begin with `/` is the name of a property.
fn pointer(name: &str) -> String {
    match name.is_empty() || name.starts_with('/') {
        true => name.to_owned(),
        false => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
    }
}
