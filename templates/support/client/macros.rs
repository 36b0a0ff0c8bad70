//! One table per operation.

/// From the answers of an operation to its marker type, its error type, and how answers are read by status.
///
/// A row of `ok` is a status and the reader of its body; successes that differ in their bodies have an enum of their own,
/// whose rows are like those of `err`: a status, a variant, and its body with the reader. Classes of statuses are ranges,
/// `_` is every other status.
#[allow(unused_macros, reason = "a document may have no operation")]
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $name:ident: $method:ident $path:literal accept $accept:literal security [$([$($scheme:literal $($scope:literal)*),*]),*],
        ok [$($ok:pat => $read:ident),*] $success:ty,
        err $error:ident { $($errors:tt)* }
    ) => {
        operation!(@types [$(#[$doc])*] $name $error { $($errors)* });
        operation!(@impl $name $success, $error, $method $path $accept [$([$($scheme $($scope)*),*]),*] raw {
            $($ok => raw.ok(support::$read),)*
        } { $($errors)* });
    };
    (
        $(#[$doc:meta])*
        $name:ident: $method:ident $path:literal accept $accept:literal security [$([$($scheme:literal $($scope:literal)*),*]),*],
        ok $success:ident {
            $($(#[$ok_doc:meta])* $ok:pat => $variant:ident $(($body:ty) $read:ident)?,)*
        }
        err $error:ident { $($errors:tt)* }
    ) => {
        operation!(@types [$(#[$doc])*] $name $error { $($errors)* });
        operation!(@impl $name $success, $error, $method $path $accept [$([$($scheme $($scope)*),*]),*] raw {
            $($ok => operation!(@ok raw $success::$variant $($read)?),)*
        } { $($errors)* });

        #[doc = concat!("The successes of [`", stringify!($name), "`].")]
        #[derive(Debug, Clone, PartialEq)]
        pub enum $success {
            $($(#[$ok_doc])* $variant $(($body))?,)*
        }
    };
    (@types [$($doc:tt)*] $name:ident $error:ident {
        $($(#[$error_doc:meta])* $status:pat => $variant:ident $(($body:ty) $read:ident)?,)*
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
        @impl $name:ident $success:ty, $error:ident, $method:ident $path:literal $accept:literal
        [$([$($scheme:literal $($scope:literal)*),*]),*] $raw:ident { $($ok:tt)* } {
            $($(#[$error_doc:meta])* $status:pat => $variant:ident $(($body:ty) $read:ident)?,)*
        }
    ) => {
        impl support::Operation for $name {
            type Ok = $success;
            type Err = $error;
            const ROUTE: support::Route = support::Route {
                method: ::http::Method::$method,
                path: $path,
                accept: $accept,
                security: &[$(&[$(($scheme, &[$($scope),*])),*]),*],
            };

            #[allow(unreachable_patterns, reason = "the document may speak of every other status itself")]
            fn decode($raw: support::RawResponse) -> support::Decoded<Self> {
                match $raw.status().as_u16() {
                    $($ok)*
                    $($status => operation!(@err $raw $error::$variant $($read)?),)*
                    _ => $raw.unexpected(),
                }
            }
        }
    };
    (@ok $raw:ident $success:ident::$variant:ident) => {
        $raw.ok_empty($success::$variant)
    };
    (@ok $raw:ident $success:ident::$variant:ident $read:ident) => {
        $raw.ok_as(support::$read, $success::$variant)
    };
    (@err $raw:ident $error:ident::$variant:ident) => {
        $raw.err_empty($error::$variant)
    };
    (@err $raw:ident $error:ident::$variant:ident $read:ident) => {
        $raw.err(support::$read, $error::$variant)
    };
}
