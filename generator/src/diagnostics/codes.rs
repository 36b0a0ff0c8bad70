//! The table of codes. A code never changes its meaning; a retired one stays retired.

use super::Severity::{self, Error, Note, Warning};

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Such as `OA101`.
    pub id: &'static str,
    /// Such as `unresolved-reference`.
    pub name: &'static str,
    /// How bad it is unless the run says otherwise.
    pub severity: Severity,
    /// Whether a lenient run goes on without what it touches.
    pub lenient: bool,
    /// One line for lists.
    pub title: &'static str,
    /// What to do about it; may be empty.
    pub help: &'static str,
    /// What `explain` prints: what it means, why it matters, an example, what bindery does.
    pub doc: &'static str,
}

macro_rules! codes {
    ($($id:ident $severity:ident $($lenient:ident)? $name:literal, $title:literal, $help:literal;)*) => {
        $(
            #[doc = $title]
            pub static $id: Code = Code {
                id: stringify!($id),
                name: $name,
                severity: $severity,
                lenient: codes!(@lenient $($lenient)?),
                title: $title,
                help: $help,
                doc: include_str!(concat!("docs/", stringify!($id), ".md")),
            };
        )*
        /// All codes in order of their ids.
        pub static ALL: &[&Code] = &[$(&$id),*];
    };
    (@lenient) => { false };
    (@lenient lenient) => { true };
}

codes! {
    OA001 Error "syntax", "the text is not valid YAML or JSON", "";
    OA002 Error "unsupported-version", "the version of the document is missing or not supported", "bindery reads `openapi: 3.0.x`, `3.1.x` and `3.2.x`, and `swagger: '2.0'`";
    OA003 Error "duplicate-key", "a key stands twice in one object", "remove one of the two";
    OA004 Warning "unknown-key", "a key that the standard does not know here", "";
    OA005 Error "wrong-kind", "a value of the wrong kind", "";
    OA006 Error "missing-key", "a key that the standard requires is missing", "add the key";
    OA007 Error "too-deep", "the document is nested too deeply or is too large", "share parts with `$ref` below `components`, which are not copied";
    OA008 Note "not-used", "a part of the standard that bindery does not use yet", "";
    OA009 Warning "misread-key", "a value that the standard does not allow here and that has a plain reading", "";
    OA010 Error "too-many", "the document asks for more than is made", "divide the document, or share what its parts have in common";
    OA011 Error "too-much", "the crates would be larger than is written", "divide the document, or leave out large examples";
    OA101 Error lenient "unresolved-reference", "a reference leads nowhere", "a reference is `#/components/...` with the name as it is spelt there; `bindery explain OA101` shows the escapes";
    OA102 Error lenient "circular-reference", "references that lead only to each other", "let one of the references lead to an object";
    OA103 Error lenient "external-reference", "a reference that leaves the document and its files", "";
    OA104 Warning "repeated-name", "two schemas give themselves the same name", "give each schema an `$id` or `$anchor` of its own";
    OA105 Error lenient "outside-root", "a reference to a file outside of the root folder", "name a wider folder: `--root DIR`, or `root = \"DIR\"` in `bindery.toml`";
    OA106 Error lenient "unreadable-file", "a reference to a file that cannot be read", "";
    OA107 Error lenient "host-not-allowed", "a reference to a host that is not allowed", "";
    OA108 Error lenient "not-taken", "a text of another host that is not kept here", "";
    OA109 Error lenient "not-answered", "a text that its host does not give", "";
    OA110 Error "lock", "a text of another host is not what the lock file says", "";
    OA111 Warning "other-edition", "a file of another edition of the standard", "";
    OA112 Error "circular-import", "APIs that import each other", "let what both need be a document of its own, which both import";
    OA113 Error "two-supports", "imports that do not share their support code", "let one of the imports import the other, or both a third";
    OA114 Note "not-imported", "a schema in a file of an import that is made here all the same", "";
    OA201 Warning "unknown-type", "a type that the standard does not know", "";
    OA202 Warning "unmergeable-all-of", "members of allOf that cannot be met together", "change one of the members, or use `oneOf` if either may hold";
    OA203 Warning "ambiguous-union", "arms of a union that cannot be told apart", "give each arm a property with a single value of its own, and name it as `discriminator`";
    OA204 Warning "discriminator", "a discriminator that does not fit its arms", "let every arm have the property, and let `mapping` name the schemas by whole references";
    OA205 Warning "misplaced-enum", "an enum on a schema whose values it cannot list", "move the enum to the schema whose values it lists";
    OA206 Warning "fallback", "a type was given up for any JSON", "";
    OA207 Warning "example-breaks-schema", "an example breaks its own schema", "correct the example, or the schema if the example shows what is really sent";
    OA208 Warning "default-breaks-schema", "a default breaks its own schema", "correct the default, or widen the schema";
    OA209 Warning "pattern", "a pattern that cannot be checked", "write the pattern without back-references, with look-around at its ends only, or check it in your own code";
    OA210 Note "unknown-format", "a format that has no type of its own", "";
    OA211 Warning "required-without-property", "a required name that no property has", "";
    OA212 Warning "duplicate-enum-value", "a value that an enum lists more than once", "remove the repetition";
    OA213 Note "inheritance", "a schema that others inherit from stands for all of them", "";
    OA214 Warning "contradictory-limits", "limits that no value keeps together", "correct one of the limits";
    OA215 Note "inferred-type", "a schema without a type that is read as the only one its keys speak of", "say the `type`";
    OA301 Warning "path-parameter-undeclared", "a path parameter is not declared", "add a parameter with `in: path`, this `name` and `required: true`";
    OA302 Warning "path-parameter-unused", "a declared path parameter is not in the path", "use the name that stands in the path, or another `in`";
    OA303 Warning "duplicate-operation-id", "an operationId stands twice", "give each operation an id of its own";
    OA304 Warning "style", "a style that is not allowed here", "";
    OA305 Warning "media-type", "a media type that cannot be carried yet", "";
    OA306 Warning "body-not-allowed", "a body on a method that should have none", "";
    OA307 Warning "status", "a status key that the standard does not know", "a status is a number such as `200`, a class such as `2XX`, or `default`";
    OA308 Warning "security", "a security requirement that names no scheme", "add the scheme to `components.securitySchemes`, or correct the name";
    OA309 Warning "extension", "an extension that does not fit its place", "";
    OA310 Warning "not-carried", "a part of the contract that the chosen target cannot carry yet", "";
    OA311 Warning "equal-paths", "two paths that differ in the names of their parameters only", "";
    OA401 Warning "name-collision", "two names become one in Rust", "";
    OA402 Warning "unnameable", "a name that has no plain spelling in Rust", "";
    OA501 Error "config", "the configuration cannot be used", "";
    OA502 Warning "choice-without-effect", "a choice of the configuration that changes nothing", "";
    OA503 Warning "selects-nothing", "a selector that selects nothing", "";
    OA504 Warning "excluded-but-needed", "a schema that is excluded and needed", "exclude what needs it, too";
    OA505 Note "not-shown", "findings about what is left out", "";
    OA506 Error "overlay", "an overlay that cannot be applied", "";
    OA507 Warning "overlay-without-effect", "an action of an overlay, or a part of one, that changes nothing", "correct the expression, or remove the action";
    OA508 Warning "overlay-of-another", "an overlay for another document", "correct `extends`, or apply the overlay to the document that it names";
    OA509 Warning "override-without-effect", "an override that changes nothing", "";
    OA601 Error "not-generated", "a file stands in the way that bindery did not write", "move or remove the file, or choose another folder";
    OA602 Error "stale", "the output differs from what the document gives", "run `bindery generate` with the same arguments";
    OA603 Error "io", "the file system refused", "";
    OA604 Error "cargo", "Cargo cannot be run, or does not build", "";
    OA610 Error "contract-lock", "what the crates were made from is not known", "`bindery generate` writes `contract.lock` beside the crates; or name two documents, the older one first";
    OA901 Error "bug", "a fault in bindery", "please report it with the document";
    OA902 Error "not-as-planned", "the files are not what was planned: a fault in bindery", "please report it with the document";
}

/// The code with this id or name, letters of any case.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id) || code.name.eq_ignore_ascii_case(id))
}
