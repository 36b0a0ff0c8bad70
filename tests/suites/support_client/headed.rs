//! Parts of multipart bodies with headers.

use crate::support::{Multipart, Parameter, Part, Payload};
use crate::{ready, support};

/// The bytes of a body; `|` is a line break.
fn text(payload: Payload) -> String {
    let bytes = ready(payload.body().expect("not sent yet").collect(1000)).expect("a body");
    String::from_utf8_lossy(&bytes).replace("\r\n", "|")
}

parts! {
    /// A picture and its details.
    Gallery: "multipart/form-data",
    required { picture: impl Into<GalleryPicture> => headed("picture", Into::<GalleryPicture>::into(picture)), }
    optional {
        /// The part `details`.
        details: impl IntoIterator<Item = impl Into<GalleryDetails>> => headed_each(
            details.into_iter().map(Into::<GalleryDetails>::into)
        ),
    }
}

part! {
    /// The part `picture`.
    GalleryPicture: From,
    part: impl Into<support::Part> => file("picture", "image/png", part),
    required {}
    optional {
        /// The header `X-Sizes`.
        x_sizes: impl IntoIterator<Item = i64> => parameter(
            Parameter::header("X-Sizes"), &x_sizes.into_iter().collect::<Vec<_>>()
        ),
    }
}

part! {
    /// One of the parts `details`.
    GalleryDetails,
    part: &str => text("details", "", part),
    required { x_angle: i64 => parameter(Parameter::header("X-Angle"), &x_angle), }
    optional {}
}

#[test]
fn parts_have_typed_headers() {
    let written = |body: Gallery| text(body.boundary("cut").0.payload().expect("a body"));
    // A file that needs no header is given as it is, one of the document can be given twice, and one is not there if empty.
    let bare = Gallery::new("PNG");
    let twice = Gallery::new(GalleryPicture::new(Part::new("PNG").header("X-Own", "1")).x_sizes([1]).x_sizes([2, 3]));
    let empty = Gallery::new(GalleryPicture::new("PNG").x_sizes([1]).x_sizes([]));
    let head = "--cut|Content-Disposition: form-data; name=\"picture\"; filename=\"picture\"|Content-Type: image/png|";
    for (body, headers) in [(bare, ""), (twice, "x-own: 1|x-sizes: 2,3|"), (empty, "")] {
        assert_eq!(written(body), format!("{head}{headers}|PNG|--cut--|"));
    }
    // Each of a list has its own, which must be there: `GalleryDetails::new` asks for it.
    let details = Gallery::new("PNG").details([GalleryDetails::new("a", 0), GalleryDetails::new("b", 90)]);
    let details = details.part("shelf", "4").header("shelf", "X-Own", "1");
    let detail =
        |text, angle| format!("--cut|Content-Disposition: form-data; name=\"details\"|x-angle: {angle}||{text}|");
    let expected = format!(
        "{head}|PNG|{}{}--cut|Content-Disposition: form-data; name=\"shelf\"|x-own: 1||4|--cut--|",
        detail("a", 0),
        detail("b", 90)
    );
    assert_eq!(written(details), expected);
}

#[test]
fn a_header_of_a_part_that_cannot_be_written_is_told_of_by_name() {
    let picture = Multipart::apart().file("picture", "image/png", "PNG");
    let body = |picture: Multipart| Multipart::new("multipart/form-data").headed("picture", picture).payload();
    let listed = body(picture.parameter(Parameter::header("X-Names"), &["a,b"])).expect_err("a comma in an item");
    assert_eq!((listed.argument(), listed.to_string().contains("separator")), ("X-Names", true), "{listed}");
    let broken = body(Multipart::apart().file("p", "a/b", "x").parameter(Parameter::header("X-A"), "b\r\nX-C: d"));
    assert_eq!(broken.expect_err("two lines").argument(), "X-A");
}
