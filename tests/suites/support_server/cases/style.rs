use axum::http::HeaderMap;

use crate::query::{pairs_of_cookies, pairs_of_query};
use crate::style::{Sent, json_text};
use crate::{Codec, Operation, Parameter, Place, Scalar, Shape, Style};

const TEXT: Shape = Shape::Scalar(Scalar::String);
const INTEGER: Shape = Shape::Scalar(Scalar::Integer);
const NUMBER: Shape = Shape::Scalar(Scalar::Number);
const BOOLEAN: Shape = Shape::Scalar(Scalar::Boolean);
const TEXTS: Shape = Shape::Array(Scalar::String);
const INTEGERS: Shape = Shape::Array(Scalar::Integer);
const COLOR: Shape =
    Shape::Object(&[("R", Scalar::Integer), ("G", Scalar::Integer), ("B", Scalar::Integer)], Scalar::String);
const RGB: &str = r#"{"R":100,"G":200,"B":150}"#;

type Row = (Style, bool, Shape, &'static str, Result<Option<&'static str>, &'static str>);

fn read(
    place: Place,
    name: &'static str,
    (style, explode, shape, text, _): &Row,
) -> Result<Option<String>, &'static str> {
    let codec = Codec::Style { style: *style, explode: *explode, shape: *shape, allow_reserved: false };
    let other = |name| Parameter { name, place: Place::Query, codec: Codec::Json, default: None, words: &[] };
    let parameters: &[Parameter; 2] =
        Box::leak(Box::new([Parameter { name, place, codec, default: None, words: &[] }, other("other")]));
    let operation = Operation { parameters, ..Operation::BASE };
    let [parameter, _] = parameters;
    let query = pairs_of_query(Some(text));
    let cookie = text.parse().map(|line| (axum::http::header::COOKIE, line));
    let cookies = pairs_of_cookies(&HeaderMap::from_iter(cookie));
    let lines: Vec<String> = text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let sent = match place {
        Place::Path => Sent::Path(text),
        Place::Query => Sent::Query(&query),
        Place::Header | Place::Body | Place::Answer | Place::QueryString => Sent::Header(&lines),
        Place::Cookie => Sent::Cookie(&cookies),
    };
    json_text(&operation, parameter, sent, false)
}

fn all(place: Place, rows: &[Row]) {
    for row in rows {
        let (style, explode, shape, text, expected) = row;
        let found = read(place, "color", row);
        let found = found.as_ref().map(Option::as_deref).map_err(|rule| *rule);
        assert_eq!(found, *expected, "{place:?} {style:?} explode {explode} {shape:?}: {text}");
    }
}

#[test]
fn path() {
    use Style::{Label, Matrix, PipeDelimited, Simple, SpaceDelimited, TabDelimited};
    all(
        Place::Path,
        &[
            (Simple, false, TEXT, "blue", Ok(Some(r#""blue""#))),
            (Simple, false, TEXT, "a%2Fb%20c+d%C3%A4", Ok(Some(r#""a/b c+dä""#))),
            (Simple, false, TEXT, "%FF", Err("utf-8")),
            (Simple, false, INTEGER, "12", Ok(Some("12"))),
            (Simple, false, INTEGER, "-9223372036854775809", Ok(Some("-9223372036854775809"))),
            (Simple, false, INTEGER, "012", Err("integer")),
            (Simple, false, INTEGER, "1.0", Err("integer")),
            (Simple, false, NUMBER, "1.5e3", Ok(Some("1.5e3"))),
            (Simple, false, NUMBER, "NaN", Err("number")),
            (Simple, false, BOOLEAN, "true", Ok(Some("true"))),
            (Simple, false, BOOLEAN, "True", Err("boolean")),
            (Simple, false, TEXTS, "blue,black,brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Simple, true, TEXTS, "blue,black,brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Simple, false, TEXTS, "a%2Cb,c", Ok(Some(r#"["a,b","c"]"#))),
            (Simple, false, TEXTS, "a%2Cb", Ok(Some(r#"["a,b"]"#))),
            (Simple, false, COLOR, "R,100,G,200,B,150", Ok(Some(RGB))),
            (Simple, true, COLOR, "R=100,G=200,B=150", Ok(Some(RGB))),
            (Simple, false, COLOR, "R,100,G", Err("syntax")),
            (Simple, true, COLOR, "R=100,R=1", Err("repeated")),
            // Formats of collections of Swagger 2.0.
            (SpaceDelimited, false, TEXTS, "blue%20black%20brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (PipeDelimited, false, TEXTS, "blue%7Cblack|brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (TabDelimited, false, INTEGERS, "1%092", Ok(Some("[1,2]"))),
            (Label, false, TEXT, ".blue", Ok(Some(r#""blue""#))),
            (Label, false, TEXT, "blue", Err("syntax")),
            (Label, false, TEXTS, ".blue.black.brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Label, false, TEXTS, ".blue,black,brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Label, true, TEXTS, ".blue.black.brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Label, false, COLOR, ".R.100.G.200.B.150", Ok(Some(RGB))),
            (Label, true, COLOR, ".R=100.G=200.B=150", Ok(Some(RGB))),
            (Matrix, false, TEXT, ";color=blue", Ok(Some(r#""blue""#))),
            (Matrix, true, TEXT, ";color=blue", Ok(Some(r#""blue""#))),
            (Matrix, false, TEXT, ";color", Ok(Some(r#""""#))),
            (Matrix, false, TEXT, ";colour=blue", Err("syntax")),
            (Matrix, false, TEXTS, ";color=blue,black,brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Matrix, true, TEXTS, ";color=blue;color=black", Ok(Some(r#"["blue","black"]"#))),
            (Matrix, true, TEXTS, ";color=blue;shade=black", Err("syntax")),
            (Matrix, false, COLOR, ";color=R,100,G,200,B,150", Ok(Some(RGB))),
            (Matrix, true, COLOR, ";R=100;G=200;B=150", Ok(Some(RGB))),
        ],
    );
}

#[test]
fn query() {
    use Style::{DeepObject, Form, PipeDelimited, SpaceDelimited, TabDelimited};
    all(
        Place::Query,
        &[
            (Form, true, TEXT, "other=1", Ok(None)),
            (Form, true, TEXT, "color=", Ok(Some(r#""""#))),
            (Form, true, TEXT, "color", Ok(Some(r#""""#))),
            (Form, true, TEXT, "color=blue&other=1", Ok(Some(r#""blue""#))),
            (Form, true, TEXT, "color=a%26b+c%2B", Ok(Some(r#""a&b c+""#))),
            (Form, true, TEXT, "color=a&color=b", Err("repeated")),
            (Form, true, TEXT, "color=%FF", Err("utf-8")),
            (Form, true, INTEGER, "color=", Err("integer")),
            (Form, true, INTEGER, "color=1e3", Err("integer")),
            (Form, true, TEXTS, "color=blue&x=1&color=black", Ok(Some(r#"["blue","black"]"#))),
            (Form, true, TEXTS, "color=a,b", Ok(Some(r#"["a,b"]"#))),
            (Form, true, TEXTS, "x=1", Ok(None)),
            (Form, false, TEXTS, "color=blue,black,brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Form, false, TEXTS, "color=blue%2Cblack", Ok(Some(r#"["blue","black"]"#))),
            (Form, false, TEXTS, "color=a%2Cb,c", Ok(Some(r#"["a,b","c"]"#))),
            (Form, false, TEXTS, "color=", Ok(Some("[]"))),
            (Form, false, TEXTS, "color=a&color=b", Err("repeated")),
            (Form, false, INTEGERS, "color=1,x", Err("integer")),
            (Form, false, COLOR, "color=R,100,G,200,B,150", Ok(Some(RGB))),
            (Form, true, COLOR, "R=100&G=200&B=150", Ok(Some(RGB))),
            (Form, true, COLOR, "R=100&other=1&more=x", Ok(Some(r#"{"R":100,"more":"x"}"#))),
            (Form, true, COLOR, "other=1", Ok(None)),
            (SpaceDelimited, false, TEXTS, "color=blue%20black%20brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (SpaceDelimited, false, TEXTS, "color=blue+black", Ok(Some(r#"["blue","black"]"#))),
            (SpaceDelimited, false, COLOR, "color=R%20100%20G%20200%20B%20150", Ok(Some(RGB))),
            (PipeDelimited, false, TEXTS, "color=blue|black", Ok(Some(r#"["blue","black"]"#))),
            (PipeDelimited, false, TEXTS, "color=blue%7Cblack", Ok(Some(r#"["blue","black"]"#))),
            (PipeDelimited, false, COLOR, "color=R|100|G|200|B|150", Ok(Some(RGB))),
            (PipeDelimited, true, TEXTS, "color=a&color=b", Ok(Some(r#"["a","b"]"#))),
            (TabDelimited, false, TEXTS, "color=blue%09black", Ok(Some(r#"["blue","black"]"#))),
            (DeepObject, true, COLOR, "color[R]=100&color[G]=200&color[B]=150", Ok(Some(RGB))),
            (DeepObject, true, COLOR, "color%5BR%5D=100&color%5Bname%5D=x", Ok(Some(r#"{"R":100,"name":"x"}"#))),
            (DeepObject, true, COLOR, "color[R][x]=100", Err("syntax")),
            (DeepObject, true, COLOR, "color[R]=1&color[R]=2", Err("repeated")),
            (DeepObject, true, COLOR, "colors[R]=1", Ok(None)),
        ],
    );
}

#[test]
fn header() {
    use Style::{PipeDelimited, Simple, SpaceDelimited, TabDelimited};
    all(
        Place::Header,
        &[
            (Simple, false, TEXT, "", Ok(None)),
            (Simple, false, TEXT, "a,b%20c", Ok(Some(r#""a,b%20c""#))),
            (Simple, false, TEXT, "a\nb", Err("repeated")),
            (Simple, false, INTEGER, "7", Ok(Some("7"))),
            (Simple, false, TEXTS, "blue, black ,brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (Simple, false, TEXTS, "blue\nblack", Ok(Some(r#"["blue","black"]"#))),
            (SpaceDelimited, false, TEXTS, "blue black  brown", Ok(Some(r#"["blue","black","brown"]"#))),
            (PipeDelimited, false, TEXTS, "a,b|c", Ok(Some(r#"["a,b","c"]"#))),
            (TabDelimited, false, TEXTS, "a b\tc", Ok(Some(r#"["a b","c"]"#))),
            (Simple, false, COLOR, "R,100,G,200,B,150", Ok(Some(RGB))),
            (Simple, true, COLOR, "R=100, G=200, B=150", Ok(Some(RGB))),
            (Simple, true, COLOR, "R", Err("syntax")),
        ],
    );
}

#[test]
fn cookie() {
    use Style::Form;
    all(
        Place::Cookie,
        &[
            (Form, true, TEXT, "session=1", Ok(None)),
            (Form, true, TEXT, "session=1; color=blue", Ok(Some(r#""blue""#))),
            (Form, true, TEXT, "color=\"a+b%20c\"", Ok(Some(r#""a+b c""#))),
            (Form, true, TEXT, "color=a; color=b", Err("repeated")),
            (Form, true, TEXTS, "color=a; x=1; color=b", Ok(Some(r#"["a","b"]"#))),
            (Form, false, TEXTS, "color=blue,black", Ok(Some(r#"["blue","black"]"#))),
            (Form, false, TEXTS, "color=blue%2Cblack", Ok(Some(r#"["blue","black"]"#))),
            (Form, false, COLOR, "color=R,100,G,200,B,150", Ok(Some(RGB))),
            (Form, true, COLOR, "R=100; session=1; G=200; B=150", Ok(Some(RGB))),
            // Nothing is encoded.
            (Style::Cookie, true, TEXT, "color=a%20b", Ok(Some(r#""a%20b""#))),
            (Style::Cookie, true, TEXTS, "color=a; x=1; color=%62", Ok(Some(r#"["a","%62"]"#))),
            (Style::Cookie, false, TEXTS, "color=blue,black", Ok(Some(r#"["blue","black"]"#))),
            (Style::Cookie, true, COLOR, "R=100; session=1; G=200; B=150", Ok(Some(RGB))),
        ],
    );
}

/// As many as a head of a request has room for: they are not held against each other one by one.
#[test]
fn many_entries() {
    let entries: Vec<String> = (0..100_000).map(|at| format!("{at},1")).collect();
    let shape = Shape::Object(&[], Scalar::Integer);
    let read = |text: String| read(Place::Header, "color", &(Style::Simple, false, shape, text.leak(), Ok(None)));
    assert_eq!(read(entries.join(",")).map(|json| json.is_some()), Ok(true));
    assert_eq!(read(entries.join(",") + ",0,1"), Err("repeated"));
}
