//! The tables of multipart bodies.

/// From the parts of a body to its type: in the first block those that must be there, then the others. A row is the name
/// and the type of a part, and the method of `Multipart` that writes it.
#[allow(unused_macros, reason = "a document may have no multipart body")]
macro_rules! parts {
    (
        $(#[$doc:meta])*
        $body:ident: $media:literal,
        required { $($need:ident: $need_ty:ty => $need_write:ident($($need_arg:expr),*),)* }
        optional { $($(#[$row:meta])* $name:ident: $ty:ty => $write:ident($($arg:expr),*),)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[must_use = "a body does nothing until it is sent"]
        pub struct $body(support::Multipart);

        impl $body {
            /// With the parts that must be there.
            #[allow(clippy::new_without_default, clippy::too_many_arguments, reason = "as many as the document has")]
            pub fn new($($need: $need_ty),*) -> Self {
                Self(support::Multipart::new($media)$(.$need_write($($need_arg),*))*)
            }

            $(
                $(#[$row])*
                pub fn $name(self, $name: $ty) -> Self {
                    Self(self.0.$write($($arg),*))
                }
            )*

            /// Adds a part that the document does not know.
            pub fn part(self, name: &str, part: impl Into<support::Part>) -> Self {
                Self(self.0.part(name, part))
            }

            /// Adds a header to the parts of a name that are there.
            pub fn header(self, part: &str, name: &str, value: &str) -> Self {
                Self(self.0.header(part, name, value))
            }

            /// What stands between parts, in place of a random text.
            pub fn boundary(self, boundary: &str) -> Self {
                Self(self.0.boundary(boundary))
            }
        }
    };
}

/// From a part with headers to its type: how the part is given and written, then the headers that must be there, then the
/// others. A row is the name and the type of a header, and the method of `Multipart` that writes it. `: From` is
/// for files that need no header.
#[allow(unused_macros, reason = "parts seldom have headers")]
macro_rules! part {
    (
        $(#[$doc:meta])*
        $name:ident$(: $from:ident)?,
        $part:ident: $ty:ty => $write:ident($($arg:expr),*),
        required { $($need:ident: $need_ty:ty => $need_write:ident($($need_arg:expr),*),)* }
        optional { $($(#[$row:meta])* $header:ident: $header_ty:ty => $header_write:ident($($header_arg:expr),*),)* }
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[must_use = "a part does nothing until it stands in a body"]
        pub struct $name(support::Multipart);

        impl $name {
            /// With the headers that must be there.
            #[allow(clippy::too_many_arguments, reason = "as many as the document has")]
            pub fn new($part: $ty, $($need: $need_ty),*) -> Self {
                Self(support::Multipart::apart().$write($($arg),*)$(.$need_write($($need_arg),*))*)
            }

            $(
                $(#[$row])*
                pub fn $header(self, $header: $header_ty) -> Self {
                    Self(self.0.$header_write($($header_arg),*))
                }
            )*
        }

        impl From<$name> for support::Multipart {
            fn from(part: $name) -> Self {
                part.0
            }
        }

        $(
            impl<P: Into<support::Part>> $from<P> for $name {
                fn from(part: P) -> Self {
                    Self::new(part)
                }
            }
        )?
    };
}
