//! One table per operation for what it can answer.

/// From the documented answers of an operation to the enum that an implementation answers with, and how each is sent.
///
/// A row is a variant with what it holds, its status, and how it is sent: where the document leaves the status open, the
/// field that has it; the writer of the body with the body and its media type. Headers have their names and writers
/// beside them. What can break limits says so by `limits`: those of its type, or those in parentheses.
#[allow(unused_macros, reason = "a document may have no operation")]
macro_rules! answers {
    (
        $(#[$meta:meta])*
        $name:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident $(($alone:ident: $alone_ty:ty))?
                $({ $(
                    $(#[$field_doc:meta])*
                    $field:ident: $ty:ty $(= $header:literal $style:ident $($limited:ident $(($limits:expr))?)?)?,
                )* })?
                => $code:tt $([$status:ident])? $write:ident $(($body:ident) $media:literal $($held:ident $(($held_limits:expr))?)?)?,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "an answer is made once and written at once")]
        pub enum $name {
            $($(#[$doc])* $variant $(($alone_ty))? $({ $($(#[$field_doc])* $field: $ty,)* })?,)*
            /// An answer that the document does not know. It is sent as it is, unchecked.
            Other(::axum::response::Response),
        }

        impl support::Respond for $name {
            fn respond(self, checks: support::Checks) -> ::axum::response::Response {
                const ALL: &[&str] = &[$(stringify!($code)),*];
                // An operation may document nothing, or no status that is left open.
                let _ = (ALL, checks);
                match self {
                    $(Self::$variant $(($alone))? $({ $($field),* })? =>
                        answers!(@begin ALL checks $code $($status)?)
                            $($($(.$style($header, &$field, answers!(@limits $($limited $($limits)?)?)))?)*)?
                            .$write($($media, $body, answers!(@limits $($held $($held_limits)?)?))?),)*
                    Self::Other(response) => response,
                }
            }
        }

        /// Unchecked.
        impl ::axum::response::IntoResponse for $name {
            fn into_response(self) -> ::axum::response::Response {
                support::Respond::respond(self, support::Checks::Off)
            }
        }
    };
    (@begin $all:ident $checks:ident $code:literal) => {
        support::Answer::status($code).checked($checks)
    };
    (@begin $all:ident $checks:ident $code:tt $status:ident) => {
        support::Answer::open($status, stringify!($code), $all, $checks)
    };
    (@limits) => {
        ::core::option::Option::None
    };
    (@limits limits) => {
        ::core::option::Option::Some(support::Validate::check)
    };
    (@limits limits $limits:expr) => {
        ::core::option::Option::Some($limits)
    };
}
