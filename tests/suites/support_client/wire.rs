//! Style by explode by shape: OpenAPI 3.0.3, 4.7.12.4, byte for byte.

use serde_json::value::RawValue;

use crate::support::{Call, Field, Parameter, Style};
use crate::{FindPet, Prepared, endpoint};

const EMPTY: &str = r#""""#;
const STRING: &str = r#""blue""#;
const ARRAY: &str = r#"["blue","black","brown"]"#;
const OBJECT: &str = r#"{"R":100,"G":200,"B":150}"#;

/// What a parameter becomes: its path segment, query, header or cookie; or why it is refused.
fn written(parameter: Parameter, json: &str) -> Result<String, String> {
    let value = RawValue::from_string(json.to_owned()).expect("JSON of a test");
    let call: Call<FindPet> = Call::new(&endpoint(Prepared::default(), Vec::new()));
    let call = match parameter.place {
        crate::support::Place::Path => call,
        _ => call.parameter(Parameter::path("color"), "x"),
    };
    let request = call.parameter(parameter, &value).request().map_err(|error| error.to_string())?;
    let header = |name: &str| request.headers().get(name).map_or("", |value| value.to_str().expect("ASCII")).to_owned();
    Ok(match parameter.place {
        crate::support::Place::Path => request.uri().path().strip_prefix("/api/pets/").expect("its path").to_owned(),
        crate::support::Place::Query | crate::support::Place::QueryString => {
            request.uri().query().unwrap_or("").to_owned()
        }
        crate::support::Place::Header => header(parameter.name),
        crate::support::Place::Cookie => header("cookie"),
    })
}

#[test]
fn the_table_of_the_standard() {
    use Style::{DeepObject, Label, Matrix, PipeDelimited, SpaceDelimited, TabDelimited};
    let path = Parameter::path("color");
    let query = Parameter::query("color");
    let header = Parameter::header("color");
    let cookie = Parameter::cookie("color");
    let rows = [
        (path.style(Matrix), STRING, ";color=blue"),
        (path.style(Matrix), ARRAY, ";color=blue,black,brown"),
        (path.style(Matrix), OBJECT, ";color=R,100,G,200,B,150"),
        (path.style(Matrix).exploded(), STRING, ";color=blue"),
        (path.style(Matrix).exploded(), ARRAY, ";color=blue;color=black;color=brown"),
        (path.style(Matrix).exploded(), OBJECT, ";R=100;G=200;B=150"),
        (path.style(Label), STRING, ".blue"),
        (path.style(Label), ARRAY, ".blue.black.brown"),
        (path.style(Label), OBJECT, ".R.100.G.200.B.150"),
        (path.style(Label).exploded(), STRING, ".blue"),
        (path.style(Label).exploded(), ARRAY, ".blue.black.brown"),
        (path.style(Label).exploded(), OBJECT, ".R=100.G=200.B=150"),
        (path, STRING, "blue"),
        (path, ARRAY, "blue,black,brown"),
        (path, OBJECT, "R,100,G,200,B,150"),
        (path.exploded(), STRING, "blue"),
        (path.exploded(), ARRAY, "blue,black,brown"),
        (path.exploded(), OBJECT, "R=100,G=200,B=150"),
        // The separator of a joined list is encoded: that is how servers read it that decode before they split.
        (query.joined(), EMPTY, "color="),
        (query.joined(), STRING, "color=blue"),
        (query.joined(), ARRAY, "color=blue%2Cblack%2Cbrown"),
        (query.joined(), OBJECT, "color=R%2C100%2CG%2C200%2CB%2C150"),
        (query, EMPTY, "color="),
        (query, STRING, "color=blue"),
        (query, ARRAY, "color=blue&color=black&color=brown"),
        (query, OBJECT, "R=100&G=200&B=150"),
        (query.style(SpaceDelimited).joined(), ARRAY, "color=blue%20black%20brown"),
        (query.style(SpaceDelimited).joined(), OBJECT, "color=R%20100%20G%20200%20B%20150"),
        (query.style(PipeDelimited).joined(), ARRAY, "color=blue%7Cblack%7Cbrown"),
        (query.style(PipeDelimited).joined(), OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
        (query.style(TabDelimited).joined(), ARRAY, "color=blue%09black%09brown"),
        // Swagger 2.0 has them in paths and headers, too.
        (path.style(SpaceDelimited).joined(), ARRAY, "blue%20black%20brown"),
        (path.style(PipeDelimited).joined(), ARRAY, "blue%7Cblack%7Cbrown"),
        (path.style(TabDelimited).joined(), ARRAY, "blue%09black%09brown"),
        (header.style(SpaceDelimited).joined(), ARRAY, "blue black brown"),
        (header.style(PipeDelimited).joined(), ARRAY, "blue|black|brown"),
        (header.style(TabDelimited).joined(), ARRAY, "blue\tblack\tbrown"),
        // Brackets may not stand in a query as they are (RFC 3986, 3.4).
        (query.style(DeepObject), OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        (header, STRING, "blue"),
        (header, ARRAY, "blue,black,brown"),
        (header, OBJECT, "R,100,G,200,B,150"),
        (header.exploded(), ARRAY, "blue,black,brown"),
        (header.exploded(), OBJECT, "R=100,G=200,B=150"),
        (cookie, STRING, "color=blue"),
        (cookie.joined(), ARRAY, "color=blue%2Cblack%2Cbrown"),
        (cookie.joined(), OBJECT, "color=R%2C100%2CG%2C200%2CB%2C150"),
        (cookie.style(Style::Cookie), STRING, "color=blue"),
        (cookie.style(Style::Cookie), ARRAY, "color=blue; color=black; color=brown"),
        (cookie.style(Style::Cookie), OBJECT, "R=100; G=200; B=150"),
        (cookie.style(Style::Cookie).joined(), ARRAY, "color=blue,black,brown"),
    ];
    for (parameter, value, expected) in rows {
        assert_eq!(written(parameter, value).as_deref(), Ok(expected), "{parameter:?} {value}");
    }
}

#[test]
fn bytes_that_mean_something_are_encoded() {
    let (path, query, header) = (Parameter::path("color"), Parameter::query("color"), Parameter::header("color"));
    let rows = [
        (path, r#""a/b c?d#e%f""#, "a%2Fb%20c%3Fd%23e%25f"),
        (path, r#""größe;x=1,2""#, "gr%C3%B6%C3%9Fe%3Bx%3D1%2C2"),
        (path, r#"["a,b","c"]"#, "a%2Cb,c"),
        (path, r#""...""#, "..."),
        (path, r#""a~b-c_d.e""#, "a~b-c_d.e"),
        (query, r#""a&b=c+d e""#, "color=a%26b%3Dc%2Bd%20e"),
        (query.allow_reserved(), r#""a/b?c:d@e;f,g&h#i+j%k""#, "color=a/b?c:d@e;f,g%26h%23i%2Bj%25k"),
        (path.allow_reserved(), r#""a/b?c:d@e;f,g&h#i+j%k""#, "a%2Fb%3Fc:d@e;f,g&h%23i+j%25k"),
        (path.style(Style::Label).allow_reserved(), r#""a:b""#, ".a%3Ab"),
        (Parameter::cookie("color").style(Style::Cookie), r#""a%20+b=c""#, "color=a%20+b=c"),
        (query, "18446744073709551616.10", "color=18446744073709551616.10"),
        (query, "true", "color=true"),
        (query, "null", ""),
        (query, "[]", ""),
        (query, "[null,1]", "color=1"),
        (query, r#"{"a b":null,"c d":"e"}"#, "c%20d=e"),
        (query.style(Style::Json), r#"{"a":[1,{"b":2}]}"#, "color=%7B%22a%22%3A%5B1%2C%7B%22b%22%3A2%7D%5D%7D"),
        (header, r#""a b;c""#, "a b;c"),
        (header.style(Style::Json), r#"["größe","𝄞"]"#, r#"["gr\u00f6\u00dfe","\ud834\udd1e"]"#),
    ];
    for (parameter, value, expected) in rows {
        assert_eq!(written(parameter, value).as_deref(), Ok(expected), "{parameter:?} {value}");
    }
}

/// The whole query is one value (OpenAPI 3.2.0, Parameter Object).
#[test]
fn a_whole_query_is_a_form_json_or_a_text() {
    let form = Parameter::query_string("all", &[]);
    let styled = Parameter::query_string("all", const { &[Field::new("b", Style::Form).joined(), Field::json("c")] });
    let rows = [
        (form, r#"{"a":"x y","b":[1,2],"c":null}"#, "a=x+y&b=1&b=2"),
        (styled, r#"{"a":"&","b":[1,2],"c":{"d":1}}"#, "a=%26&b=1%2C2&c=%7B%22d%22%3A1%7D"),
        (form, "{}", ""),
        (form, "null", ""),
        (form.style(Style::Json), r#"["a b"]"#, "%5B%22a%20b%22%5D"),
        (form.style(Style::Simple), r#""a b=c&d""#, "a%20b%3Dc%26d"),
    ];
    for (parameter, value, expected) in rows {
        assert_eq!(written(parameter, value).as_deref(), Ok(expected), "{value}");
    }
    assert!(written(form, "1").is_err(), "no form");
    assert!(written(form.style(Style::Simple), "[1]").is_err(), "no text");
}

#[test]
fn what_cannot_be_told_apart_is_refused() {
    let (path, query, header) = (Parameter::path("color"), Parameter::query("color"), Parameter::header("color"));
    let rows = [
        (path, EMPTY),
        (path, "null"),
        (path, "[]"),
        (path, "{}"),
        (path, r#"".""#),
        (path, r#""..""#),
        (path.style(Style::Label), r#""""#),
        (path.style(Style::Label), r#"["a.b","c"]"#),
        (query.joined(), r#"["a,b","c"]"#),
        (query.style(Style::PipeDelimited).joined(), r#"["a|b"]"#),
        (query, r#"[["a"]]"#),
        (query.style(Style::DeepObject), r#"{"a":{"b":1}}"#),
        (header, r#""a\r\nX-Evil: 1""#),
        (header, r#""größe""#),
        (header, r#"["a,b"]"#),
        (path.allow_reserved(), r#"["a,b"]"#),
        (Parameter::cookie("color").style(Style::Cookie), r#""a b""#),
        (Parameter::cookie("color").style(Style::Cookie), r#""a;b""#),
        (Parameter::cookie("color").style(Style::Cookie), r#""größe""#),
        (header, r#"" a""#),
        (header, r#"["a",""]"#),
        (header, r#"["a "]"#),
        (header, r#"{"a":""}"#),
        (header.exploded(), r#"{"a":" b"}"#),
        // One empty text would be an empty list.
        (path, r#"[""]"#),
        (path.style(Style::Label), r#"[""]"#),
        (path.style(Style::Label).exploded(), r#"[""]"#),
        (path.style(Style::Matrix), r#"[""]"#),
        (query.joined(), r#"[""]"#),
        (query.style(Style::SpaceDelimited).joined(), r#"[""]"#),
        (Parameter::cookie("color").joined(), r#"[""]"#),
        (header.exploded(), r#"{"a":"b=c"}"#),
    ];
    for (parameter, value) in rows {
        let refused = written(parameter, value).expect_err(value);
        assert!(refused.starts_with("not sent: `color` "), "{refused}");
        assert!(!refused.contains("Evil"), "{refused}");
    }
}
