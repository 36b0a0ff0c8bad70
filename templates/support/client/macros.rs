//! One table per operation.

/// From the answers of an operation to its marker type, its error type, and how answers are read by status.
///
/// A row of `ok` is a status and the reader of its body; successes that differ in their bodies have an enum of their own,
/// whose rows are like those of `err`: a status, a variant, and its body with the reader. Classes of statuses are ranges,
/// `_` is every other status. `in` names the media types of a body that is no JSON. Bodies of one status that differ by
/// their media types have a row each: `if` names those of all but the last, which is taken where none is named.
#[allow(unused_macros, reason = "a document may have no operation")]
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $name:ident: $method:tt $path:literal accept $accept:literal security [$([$($scheme:literal $($scope:literal)*),*]),*],
        ok [$($ok:pat => $read:ident $(in $media:literal)?),*] $success:ty,
        err $error:ident { $($errors:tt)* }
    ) => {
        operation!(@types [$(#[$doc])*] $name $error { $($errors)* });
        operation!(@impl $name $success, $error, $method $path $accept [$([$($scheme $($scope)*),*]),*] raw {
            $($ok => operation!(@one raw $read $($media)?),)*
        } { $($errors)* });
    };
    (
        $(#[$doc:meta])*
        $name:ident: $method:tt $path:literal accept $accept:literal security [$([$($scheme:literal $($scope:literal)*),*]),*],
        ok $success:ident {
            $($(#[$ok_doc:meta])* $ok:pat $(if $other:literal)?
                => $variant:ident $(($body:ty) $read:ident $(in $media:literal)?)?,)*
        }
        err $error:ident { $($errors:tt)* }
    ) => {
        operation!(@types [$(#[$doc])*] $name $error { $($errors)* });
        operation!(@impl $name $success, $error, $method $path $accept [$([$($scheme $($scope)*),*]),*] raw {
            $($ok $(if raw.is($other))? => operation!(@ok raw $success::$variant $($read $($media)?)?),)*
        } { $($errors)* });

        #[doc = concat!("The successes of [`", stringify!($name), "`].")]
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "an answer is made once and taken apart at once")]
        pub enum $success {
            $($(#[$ok_doc])* $variant $(($body))?,)*
        }
    };
    (@types [$($doc:tt)*] $name:ident $error:ident {
        $($(#[$error_doc:meta])* $status:pat $(if $other:literal)?
            => $variant:ident $(($body:ty) $read:ident $(in $media:literal)?)?,)*
    }) => {
        $($doc)*
        pub enum $name {}

        #[doc = concat!("Documented answers of [`", stringify!($name), "`] other than a success.")]
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "the answer that holds it has a box of its own")]
        pub enum $error {
            $($(#[$error_doc])* $variant $(($body))?,)*
        }
    };
    (
        @impl $name:ident $success:ty, $error:ident, $method:tt $path:literal $accept:literal
        [$([$($scheme:literal $($scope:literal)*),*]),*] $raw:ident { $($ok:tt)* } {
            $($(#[$error_doc:meta])* $status:pat $(if $other:literal)?
                => $variant:ident $(($body:ty) $read:ident $(in $media:literal)?)?,)*
        }
    ) => {
        impl support::Operation for $name {
            type Ok = $success;
            type Err = $error;
            const ROUTE: support::Route = support::Route {
                method: operation!(@method $method),
                path: $path,
                accept: $accept,
                security: &[$(&[$(($scheme, &[$($scope),*])),*]),*],
            };

            #[allow(unreachable_patterns, reason = "the document may speak of every other status itself")]
            fn decode($raw: support::RawResponse) -> support::Decoded<Self> {
                match $raw.status().as_u16() {
                    $($ok)*
                    $($status $(if $raw.is($other))? =>
                        operation!(@err $raw $error::$variant $($read $($media)?)?),)*
                    _ => $raw.unexpected(),
                }
            }
        }
    };
    (@method $known:ident) => {
        stringify!($known)
    };
    (@method $other:literal) => {
        $other
    };
    (@one $raw:ident $read:ident) => {
        $raw.ok(support::$read)
    };
    (@one $raw:ident $read:ident $media:literal) => {
        if $raw.may_be($media) { $raw.ok(support::$read) } else { $raw.unexpected() }
    };
    (@ok $raw:ident $success:ident::$variant:ident) => {
        $raw.ok_empty($success::$variant)
    };
    (@ok $raw:ident $success:ident::$variant:ident $read:ident) => {
        $raw.ok_as(support::$read, $success::$variant)
    };
    (@ok $raw:ident $success:ident::$variant:ident $read:ident $media:literal) => {
        if $raw.may_be($media) { $raw.ok_as(support::$read, $success::$variant) } else { $raw.unexpected() }
    };
    (@err $raw:ident $error:ident::$variant:ident) => {
        $raw.err_empty($error::$variant)
    };
    (@err $raw:ident $error:ident::$variant:ident $read:ident) => {
        $raw.err(support::$read, $error::$variant)
    };
    (@err $raw:ident $error:ident::$variant:ident $read:ident $media:literal) => {
        if $raw.may_be($media) { $raw.err(support::$read, $error::$variant) } else { $raw.unexpected() }
    };
}
