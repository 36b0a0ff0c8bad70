//! What generated code is made of, apart from the names of the plan.

/// Attributes that generated code has.
pub(super) const ATTRIBUTES: &[&str] = &[
    "allow",
    "cfg",
    "cfg_attr",
    "default",
    "deprecated",
    "derive",
    "doc",
    "forbid",
    "macro_use",
    "must_use",
    "recursion_limit",
    "rustfmt",
];

/// Macros that generated code calls: the tables of the support code, and a few of the standard library.
pub(super) const MACROS: &[&str] = &[
    "answers",
    "assert",
    "defaults",
    "foreign",
    "guards",
    "include_str",
    "integers",
    "nest",
    "newtype",
    "object",
    "operation",
    "part",
    "parts",
    "routes",
    "strings",
    "tuple",
    "union",
    "values",
];

/// What models have that share their support code.
pub(super) const SHARED: &[&str] = &["SUPPORT", "_"];

/// Keywords that no generated code has.
pub(super) const NEVER: &[&str] = &["extern", "unsafe"];

/// Modules of the standard library that generated code names.
pub(super) const STD: &[&str] = &[
    "boxed",
    "clone",
    "cmp",
    "collections",
    "convert",
    "default",
    "fmt",
    "hash",
    "iter",
    "marker",
    "option",
    "result",
    "string",
    "sync",
    "time",
    "vec",
];

/// What the builder of a client has, whatever the document says.
pub(super) const BUILDER: &[&str] = &[
    "Client",
    "ClientBuilder",
    "SERVER",
    "attempt_timeout",
    "base_url",
    "build",
    "builder",
    "clock",
    "endpoint",
    "idempotency_key_header",
    "on_request",
    "on_response",
    "one_server",
    "response_limit",
    "retries",
    "retry_budget",
    "server_for",
    "settings",
    "timeout",
    "transport",
    "trusted_origin",
];

/// What stands beside the operations of a client.
pub(super) const CALLS: &[&str] = &["Data", "Item", "MEDIA", "PAGING", "READ", "Value", "body", "items"];

/// What servers of a client have.
pub(super) const SERVERS: &[&str] = &["as_str", "default", "from"];

/// What a server has for all operations together.
pub(super) const DOCUMENT: &[&str] = &["ERROR_DOCUMENT", "OPERATIONS", "new", "of", "operations", "router", "schemes"];

/// What a server has for a service.
pub(super) const SERVICE: &[&str] = &["Error", "router"];

/// What a server has beside its requests.
pub(super) const REQUESTS: &[&str] = &["PATTERN", "Part", "TABLE", "body", "collect", "head", "part", "read"];

/// What a server asks of callers.
pub(super) const SECURITY: &[&str] = &["Principal"];

/// Methods of a merge-patch type.
pub(super) const PATCH: &[&str] = &["apply", "between"];
