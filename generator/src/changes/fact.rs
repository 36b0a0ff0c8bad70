//! Facts about an API and the crates that were made from it.

use std::collections::BTreeMap;

use crate::source::Origin;

/// What an API promises and how it looks in Rust, as a list of facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contract {
    /// The short name of the API, after which its crates are called.
    pub api: String,
    /// The version of its crates, if they have been written.
    pub version: Option<String>,
    /// The crates there are: `models`, `client`, `server`.
    pub crates: Vec<String>,
    /// The texts that it was made from.
    pub sources: Vec<SourceMark>,
    /// The facts.
    pub facts: BTreeMap<Key, Fact>,
}

/// A text that crates were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceMark {
    /// The name of the file, without folders.
    pub file: String,
    /// SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
}

/// What a fact is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Facts of a group stand together: servers and schemes, operations, types.
    group: u8,
    /// Where it belongs, from the outside in: `GET`, `/pets`, `query`, `limit`.
    pub path: Vec<String>,
    /// What it is.
    pub kind: Kind,
}

/// A fact: words and what they say.
#[derive(Debug, Clone, Default)]
pub struct Fact {
    /// What is said.
    pub words: BTreeMap<Word, String>,
    /// Where it stands in a document; unknown of facts that were read from a lock.
    pub origin: Option<Origin>,
}

/// Places are no part of what is said.
impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl Eq for Fact {}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// As a lock has it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The one of this text.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// Sorts of facts.
    Kind {
        /// A server of the document.
        Server = "server",
        /// A security scheme.
        Scheme = "scheme",
        /// What a server asks of callers before it lets them in.
        Guard = "guard",
        /// A request that the API sends by itself.
        Callback = "callback",
        /// An operation.
        Operation = "operation",
        /// A parameter.
        Parameter = "parameter",
        /// The body of a request.
        Body = "body",
        /// A representation of the body of a request.
        Payload = "payload",
        /// A property of a form or of a multipart body: how it is written there.
        Part = "part",
        /// An answer.
        Answer = "answer",
        /// A representation of the body of an answer.
        Content = "content",
        /// A header of an answer.
        Header = "header",
        /// A type of the models.
        Type = "type",
        /// A property of an object.
        Property = "property",
        /// A value of an enum.
        Value = "value",
        /// An arm of a union.
        Arm = "arm",
    }
}

words! {
    /// What is said of a fact.
    Word {
        /// Where a schema stands in its document: a pointer.
        At = "at",
        /// `struct`, `enum`, and so on.
        Sort = "sort",
        /// Whether values go into requests or answers: `request`, `answer`, `request+answer`.
        Used = "used",
        /// `required`, `optional`, `nullable` or `maybe`.
        Presence = "presence",
        /// What is on the wire.
        Type = "type",
        /// Limits of it.
        Limits = "limits",
        /// What stands for it where it is absent.
        Default = "default",
        /// How it is written at its place.
        Style = "style",
        /// Its name in Rust.
        Name = "name",
        /// Its type in Rust.
        Rust = "rust",
        /// What a constructor takes.
        New = "new",
        /// Whether it has one value only.
        Constant = "constant",
        /// What becomes of values or properties that are not listed.
        Others = "others",
        /// How a value of a union finds its arm.
        Tag = "tag",
        /// The module of an operation in client and server.
        Module = "module",
        /// The trait of the server.
        Trait = "trait",
        /// The stem of the names of an operation's types.
        Types = "types",
        /// What callers give: arguments, ways to give a body.
        Call = "call",
        /// What callers get.
        Read = "read",
        /// What implementors get or give.
        Serve = "serve",
        /// Whether an answer is a success.
        Success = "success",
        /// Credentials, any of the sets.
        Security = "security",
        /// How pages follow each other.
        Pages = "pages",
        /// An address.
        Url = "url",
        /// Marked as deprecated.
        Deprecated = "deprecated",
        /// The beginning of a hash of its description.
        Docs = "docs",
    }
}

impl Key {
    /// The key of a fact.
    pub fn new<T: Into<String>>(kind: Kind, path: impl IntoIterator<Item = T>) -> Self {
        let group = match kind {
            Kind::Server | Kind::Scheme | Kind::Guard => 0,
            Kind::Type | Kind::Property | Kind::Value | Kind::Arm => 2,
            _ => 1,
        };
        Self { group, path: path.into_iter().map(Into::into).collect(), kind }
    }

    /// The fact that this one is a part of.
    pub fn parent(&self) -> Option<Key> {
        let (kind, length) = match self.kind {
            Kind::Parameter | Kind::Body | Kind::Answer => (Kind::Operation, 2),
            Kind::Payload => (Kind::Body, 3),
            Kind::Part => (Kind::Payload, 4),
            Kind::Content | Kind::Header => (Kind::Answer, 3),
            Kind::Property | Kind::Value | Kind::Arm => (Kind::Type, 1),
            _ => return None,
        };
        Some(Self::new(kind, self.path.iter().take(length).cloned()))
    }

    /// Whether it is about a type of the models or a part of one.
    pub fn is_of_models(&self) -> bool {
        matches!(self.kind, Kind::Type | Kind::Property | Kind::Value | Kind::Arm | Kind::Callback)
    }

    /// The outermost thing: the operation or the type.
    pub fn subject(&self) -> &[String] {
        let length = if self.group == 1 { 2 } else { 1 };
        self.path.get(..length).unwrap_or(&self.path)
    }

    /// The same below another operation or type.
    #[must_use]
    pub fn moved(&self, to: &[String]) -> Self {
        let rest = self.path.iter().skip(self.subject().len());
        Self { group: self.group, kind: self.kind, path: to.iter().chain(rest).cloned().collect() }
    }
}

impl Fact {
    /// A fact that stands there.
    pub fn at(origin: &Origin) -> Self {
        Self { words: BTreeMap::new(), origin: Some(origin.clone()) }
    }

    /// With a word; nothing said is no word.
    #[must_use]
    pub fn with(mut self, word: Word, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.words.insert(word, text);
        }
        self
    }

    /// What is said.
    pub fn get(&self, word: Word) -> Option<&str> {
        self.words.get(&word).map(String::as_str)
    }

    /// What is said, or nothing.
    pub fn text(&self, word: Word) -> &str {
        self.get(word).unwrap_or_default()
    }
}
