//! What `build.rs` makes.

macro_rules! apis {
    ($($name:ident),*) => {$(
        pub mod $name {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), "/mod.rs"));
        }
    )*};
}

apis!(odd, depot, shop, feeds, pages, zoo);
