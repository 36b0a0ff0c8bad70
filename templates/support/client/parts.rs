//! The table of a multipart body.

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
