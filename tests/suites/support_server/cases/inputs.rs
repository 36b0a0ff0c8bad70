//! Bodies as requests bring them: what becomes of them, and what they are told that cannot be read.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body as Sent, Bytes, HttpBody};
use axum::http::{Request as HttpRequest, header};
use http_body::Frame;

use crate::captures::Captures;
use crate::models::support::{Json, Violations};
use crate::respond::Checks;
use crate::{
    Arrived, Body, Came, Field, File, Form, Head, Invalid, Kind, Lines, Meaning, Operation, Others, PartKind, PartRow,
    Parted, Parts, PartsTable, Payload, Rejection, Scalar,
};

const INTEGER: Meaning = Meaning::Scalar(Scalar::Integer);

/// What arrives of a body of one representation.
async fn arrive(payload: Payload, content_type: &str, body: Sent, limit: usize) -> Result<Arrived, Rejection> {
    let body = HttpRequest::builder().header(header::CONTENT_TYPE, content_type).body(body).expect("a request");
    let operation: &'static Operation = Box::leak(Box::new(Operation {
        body: Some(Body { required: true, payloads: Box::leak(Box::new([payload])) }),
        ..Operation::BASE
    }));
    let (head, stream) = body.into_parts();
    let head = Head::from(head);
    let received = crate::body::receive(operation, &head, stream, limit).await?;
    let mut arrived = Arrived::new(operation, head, Captures::default(), Checks::Off);
    arrived.body = received;
    Ok(arrived)
}

/// The kind and the violations of a refusal, `/pointer rule` each.
fn told(rejection: &Rejection) -> String {
    let violations: Vec<String> =
        rejection.violations.iter().map(|one| format!("{} {}", one.pointer, one.rule)).collect();
    format!("{} {}", rejection.status.as_u16(), violations.join(", ")).trim_end().to_owned()
}

/// What an operation reads from a body as a whole, as JSON, or what it is told.
async fn whole(payload: Payload, content_type: &str, body: impl Into<Sent>) -> String {
    struct Whole(Json);
    impl crate::Request for Whole {
        fn read(arrived: &mut Arrived) -> Result<Self, Invalid> {
            let body = arrived.apart().and_then(Arrived::json::<Json>);
            arrived.present(body).map(Self)
        }
        fn head(&self) -> &Head {
            unreachable!("nobody asks")
        }
    }
    match arrive(payload, content_type, body.into(), 1000).await {
        Ok(mut arrived) => match arrived.request::<Whole>() {
            Ok(Whole(json)) => json.as_str().to_owned(),
            Err(rejection) => told(&rejection),
        },
        Err(rejection) => told(&rejection),
    }
}

static TREE: Meaning =
    Meaning::Object(&[("n", INTEGER), ("below", Meaning::List(&Meaning::Above(2)))], &Meaning::STRING);
static FIELDS: &[Field] = &[
    Field::new("a", Meaning::STRING),
    Field::new("n", INTEGER),
    Field::new("on", Meaning::Scalar(Scalar::Boolean)),
    Field::new("list", Meaning::List(&INTEGER)),
    Field::new("joined", Meaning::List(&INTEGER)).joined(','),
    Field::new("pairs", Meaning::Object(&[("x", INTEGER)], &Meaning::STRING)).joined('|'),
    Field::new("spread", Meaning::Object(&[("left", INTEGER), ("right", INTEGER)], &Meaning::STRING)),
    Field::new("json", Meaning::Json),
    Field::new("deep", TREE).deep(),
    Field::new("or", Meaning::AnyOf(&[Meaning::Scalar(Scalar::Literal), Meaning::List(&Meaning::STRING)])),
    Field::new("any", Meaning::ANY),
];
static FORM: Form = Form::new(FIELDS);
static CLOSED: Form = Form::new(FIELDS).closed();
static OPEN: Form = Form::new(FIELDS).others(INTEGER);

const URLENCODED: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn forms_are_read_by_their_table() {
    for (sent, expected) in [
        ("a=b+c%2Bd%26e", r#"{"a":"b c+d&e"}"#),
        ("a=%C3%A9", r#"{"a":"é"}"#),
        ("a", r#"{"a":""}"#),
        ("&&a=1&", r#"{"a":"1"}"#),
        ("n=-5&on=true", r#"{"n":-5,"on":true}"#),
        ("list=1&list=2", r#"{"list":[1,2]}"#),
        ("list=1", r#"{"list":[1]}"#),
        ("list[]=1&list%5B%5D=2", r#"{"list":[1,2]}"#),
        ("joined=1,2", r#"{"joined":[1,2]}"#),
        ("joined=1%2C2", r#"{"joined":[1,2]}"#),
        ("joined=", r#"{"joined":[]}"#),
        ("pairs=x|1|y|z", r#"{"pairs":{"x":1,"y":"z"}}"#),
        ("right=2&left=1", r#"{"spread":{"left":1,"right":2}}"#),
        ("json=[1,{}]", r#"{"json":[1,{}]}"#),
        ("deep[n]=1&deep[name]=2", r#"{"deep":{"n":1,"name":"2"}}"#),
        ("deep[below][1][n]=2&deep[below][0][n]=1", r#"{"deep":{"below":[{"n":1},{"n":2}]}}"#),
        ("deep[below][0][below][0][n]=1", r#"{"deep":{"below":[{"below":[{"n":1}]}]}}"#),
        ("deep[below][10][n]=2&deep[below][9][n]=1", r#"{"deep":{"below":[{"n":1},{"n":2}]}}"#),
        ("or=x&or=y", r#"{"or":["x","y"]}"#),
        ("or=5", r#"{"or":5}"#),
        ("any=5", r#"{"any":"5"}"#),
        ("unknown=1&unknown=2", "{}"),
    ] {
        assert_eq!(whole(Payload::form(URLENCODED, &FORM), URLENCODED, sent).await, expected, "{sent}");
    }
    for (form, expected) in [
        (&FORM, "{}"),
        (&OPEN, r#"{"b":1,"c":2}"#),
        (&CLOSED, "400 /b additionalProperties false, /c additionalProperties false"),
    ] {
        assert_eq!(whole(Payload::form(URLENCODED, form), URLENCODED, "b=1&c=2").await, expected);
    }
}

#[tokio::test]
async fn forms_that_cannot_be_read_say_where() {
    let long = format!("a={}", "x".repeat(1000));
    let deep = format!("deep{}=1", "[below][0]".repeat(40));
    for (sent, expected) in [
        ("a=1&a=2", "400 /a repeated"),
        ("n=1&n=x", "400 /n repeated"),
        ("n=x&on=1", "400 /n integer, /on boolean"),
        ("n=", "400 /n integer"),
        ("list=1&list=x", "400 /list/1 integer"),
        ("joined=1&joined=2", "400 /joined repeated"),
        ("pairs=x|1|y", "400 /pairs syntax"),
        ("pairs=x|1|x|2", "400 /pairs/x repeated"),
        ("left=1&left=2", "400 /spread/left repeated"),
        ("json={", "400 /json json"),
        ("deep[n]=1&deep[n]=2", "400 /deep/n repeated"),
        ("deep[n]=1&deep[n][m]=2", "400 /deep/n repeated"),
        ("deep[below][0]=1&deep[below][0]=2", "400 /deep/below/0 repeated"),
        ("deep[n=1", "400 /deep syntax"),
        ("deep[a]b=1", "400 /deep syntax"),
        (&deep, "400 /deep syntax"),
        ("a=%", "400 /a percent-encoding"),
        ("a=%4", "400 /a percent-encoding"),
        ("a=%zz", "400 /a percent-encoding"),
        ("%=a", "400  percent-encoding"),
        ("a=%FF", "400 /a utf-8"),
        ("%FF=a", "400  utf-8"),
        (&long, "413"),
    ] {
        assert_eq!(whole(Payload::form(URLENCODED, &FORM), URLENCODED, sent.to_owned()).await, expected, "{sent}");
    }
    assert_eq!(whole(Payload::form(URLENCODED, &FORM), URLENCODED, vec![b'a', b'=', 0xFF]).await, "400  utf-8");
    assert_eq!(whole(Payload::form(URLENCODED, &FORM), "text/plain", "a=1").await, "415");
    assert_eq!(
        crate::pairs::parse("a&".repeat(20_000).as_bytes()).map_err(|(_, rule)| rule),
        Err("at most 16384 fields")
    );
    let foreign = "application/x-www-form-urlencoded; charset=iso-8859-1";
    assert_eq!(whole(Payload::form(URLENCODED, &FORM), foreign, "a=1").await, "415");
}

/// Each place that brackets lead through takes hundreds of times its own bytes in memory, and each fault dozens of times.
#[test]
fn what_a_form_costs_has_an_end() {
    let texts = |names: Vec<String>| names.into_iter().map(|name| (name, "1".to_owned())).collect();
    let wide = (0..16_000).map(|at| format!("deep[below][{at}][n]")).collect();
    assert!(crate::pairs::object(&FORM, &texts(wide), false).is_ok(), "a list of 16,000 objects");
    let bushy = (0..16_000).map(|at| format!("deep[{at}]{}", "[]".repeat(60))).collect();
    let faults = crate::pairs::object(&FORM, &texts(bushy), false).expect_err("a million places");
    assert_eq!(faults.first(), Some(&("/deep".to_owned(), "syntax")));
    let wrong = vec![("joined".to_owned(), "x,".repeat(100_000))];
    let faults = crate::pairs::object(&FORM, &wrong, false).expect_err("no integers");
    assert_eq!((faults.len(), faults.first()), (1000, Some(&("/joined/0".to_owned(), "integer"))));
}

#[tokio::test]
async fn single_values_are_read_from_text() {
    let text = "text/plain";
    for (meaning, content_type, sent, expected) in [
        (INTEGER, text, "12", "12"),
        (INTEGER, text, "12\r\n", "12"),
        (INTEGER, text, "x", "400  integer"),
        (INTEGER, text, "", "400  integer"),
        (Meaning::STRING, text, "on", "\"on\""),
        (Meaning::Scalar(Scalar::Literal), text, "now", "\"now\""),
        (INTEGER, "text/plain; charset=iso-8859-1", "12", "12"),
        (INTEGER, "text/plain; charset=utf-16", "12", "415"),
    ] {
        assert_eq!(whole(Payload::value(text, meaning), content_type, sent).await, expected, "{sent:?}");
    }
    let latin = arrive(Payload::text(text), "text/plain; charset=ISO-8859-1", vec![0xE9, b'!'].into(), 10).await;
    assert_eq!(latin.expect("a body").text(), Ok(Some("é!".to_owned())));
    let broken = arrive(Payload::text(text), text, vec![0xE9].into(), 10).await;
    assert_eq!(broken.expect("a body").text(), Err(Invalid));
}

/// A body of parts: `|` stands for a line break.
fn parts(text: &str) -> String {
    text.replace('|', "\r\n")
}

const CUT: &str = "multipart/form-data; boundary=cut";

#[tokio::test]
async fn parts_are_read_as_a_whole_where_none_is_a_file() {
    static PARTS: Form = Form::new(&[
        Field::new("a", Meaning::STRING),
        Field::new("list", Meaning::List(&INTEGER)),
        Field::new("json", Meaning::Json).types(&["application/json", "text/*"]),
        Field::new("deep", TREE).deep(),
    ]);
    let a = |name: &str, text: &str| format!("--cut|Content-Disposition: form-data; name=\"{name}\"||{text}|");
    let typed = |name: &str, ty: &str, text: &str| {
        format!("--cut|Content-Disposition: form-data; name=\"{name}\"|Content-Type: {ty}||{text}|")
    };
    for (sent, expected) in [
        (a("a", "x") + "--cut--|", r#"{"a":"x"}"#),
        (a("list", "1") + &a("list", "2") + "--cut--|", r#"{"list":[1,2]}"#),
        (typed("json", "Application/JSON; charset=utf-8", "[1]") + "--cut--|", r#"{"json":[1]}"#),
        (typed("json", "text/x", "[1]") + "--cut--", r#"{"json":[1]}"#),
        (a("json", "[1]") + "--cut--|", r#"{"json":[1]}"#),
        (a("deep[n]", "1") + &a("deep[name]", "x") + "--cut--|", r#"{"deep":{"n":1,"name":"x"}}"#),
        (a("other", "1") + "--cut--|", "{}"),
        ("--cut--|".to_owned(), "{}"),
        (
            "--cut|Content-Disposition: form-data; filename=\"x; name=b\"; name=\"a\"||x|--cut--|".to_owned(),
            r#"{"a":"x"}"#,
        ),
        (a("a", "1") + &a("a", "2") + "--cut--|", "400 /a repeated"),
        (a("list", "x") + "--cut--|", "400 /list/0 integer"),
        (typed("json", "image/png", "[1]") + "--cut--|", "415 /json contentType application/json, text/*"),
        (a("json", "[") + "--cut--|", "400 /json json"),
        (a("a", "x"), "400  incomplete"),
        ("--cut|Content-Disposition: form-data; name=\"a\"||".to_owned(), "400  incomplete"),
        ("nothing".to_owned(), "400  incomplete"),
        (a("a", &"x".repeat(1000)), "413"),
    ] {
        let read = whole(Payload::parts("multipart/form-data", &PARTS), CUT, parts(&sent)).await;
        assert_eq!(read, expected, "{sent}");
    }
    let read = whole(Payload::parts("multipart/form-data", &PARTS), "multipart/form-data", "--cut--\r\n").await;
    assert_eq!(read, "400  boundary");
    let quoted = "multipart/form-data; Boundary=\"cut\"";
    let read = whole(Payload::parts("multipart/form-data", &PARTS), quoted, parts(&(a("a", "x") + "--cut--|"))).await;
    assert_eq!(read, r#"{"a":"x"}"#);
}

/// A body with a file, as it is generated.
#[derive(Debug, PartialEq)]
struct Upload {
    file: File,
    name: Option<String>,
    tags: Vec<i64>,
}

enum UploadPart<'p> {
    File(crate::FilePart<'p>),
    Name(String),
    Tags(Vec<i64>),
}

impl Parted for Upload {
    type Part<'p> = UploadPart<'p>;
    const TABLE: &'static PartsTable = &PartsTable {
        rows: &[
            PartRow::new(Field::new("file", Meaning::STRING).types(&["image/*"]), PartKind::File).required(),
            PartRow::new(Field::new("name", Meaning::STRING), PartKind::Value),
            PartRow::new(Field::new("tags", Meaning::List(&INTEGER)), PartKind::Spread),
        ],
        others: Others::Refused,
    };

    fn part(came: Came<'_>) -> Result<UploadPart<'_>, Rejection> {
        Ok(match came.row() {
            0 => UploadPart::File(came.file()?),
            1 => UploadPart::Name(came.value(|value: &mut String, found| found.max_length(&*value, 4))?),
            2 => UploadPart::Tags(came.value(|value: &mut Vec<i64>, found| found.max_items(&*value, 2))?),
            _ => return Err(came.unknown()),
        })
    }

    async fn collect(mut all: Parts<Self>) -> Result<Self, Rejection> {
        let (mut file, mut name, mut tags) = (None, None, Vec::new());
        while let Some(part) = all.next().await? {
            match part {
                UploadPart::File(part) => file = Some(part.read().await?),
                UploadPart::Name(part) => name = Some(part),
                UploadPart::Tags(part) => tags = part,
            }
        }
        Ok(Self { file: crate::parts::came(file, "file")?, name, tags })
    }
}

async fn uploaded(body: impl Into<Sent>, limit: usize) -> Result<Parts<Upload>, Rejection> {
    let mut arrived = arrive(Payload::stream("multipart/form-data"), CUT, body.into(), limit).await?;
    Ok(arrived.parts::<Upload>().expect("a boundary").expect("a body"))
}

const FILE: &str =
    "--cut|Content-Disposition: form-data; name=\"file\"; filename=\"a%22b.png\"|Content-Type: image/png||PNG|";

#[tokio::test]
async fn parts_come_with_their_types_and_files_as_streams() {
    let name = "--cut|Content-Disposition: form-data; name=\"name\"||x|";
    let tag = |tag: u8| format!("--cut|Content-Disposition: form-data; name=\"tags\"||{tag}|");
    let sent = parts(&format!("{name}{}{FILE}{}--cut--|", tag(1), tag(2)));
    let file = File {
        file_name: Some("a\"b.png".to_owned()),
        content_type: Some("image/png".to_owned()),
        bytes: Bytes::from_static(b"PNG"),
    };
    let expected = Upload { file, name: Some("x".to_owned()), tags: vec![1, 2] };
    for chunk in [1, 2, 7, 1000] {
        let body = Sent::new(Pieces::of(sent.as_bytes(), chunk));
        let read = uploaded(body, 1000).await.expect("a body").read().await;
        assert_eq!(read.as_ref(), Ok(&expected), "in pieces of {chunk}");
    }
    // What nobody reads of a file is passed over, and values that are spread come last.
    let mut parts = uploaded(sent, 1000).await.expect("a body");
    let mut seen = Vec::new();
    while let Some(part) = parts.next().await.expect("a part") {
        seen.push(match part {
            UploadPart::File(file) => format!("{:?} {:?}", file.file_name(), file.content_type()),
            UploadPart::Name(name) => name,
            UploadPart::Tags(tags) => format!("{tags:?}"),
        });
    }
    assert_eq!(seen, ["x", r#"Some("a\"b.png") Some("image/png")"#, "[1, 2]"]);
}

#[tokio::test]
async fn parts_that_are_wrong_are_told_by_name() {
    let part = |name: &str, text: &str| format!("--cut|Content-Disposition: form-data; name=\"{name}\"||{text}|");
    for (sent, limit, expected) in [
        ("--cut--|".to_owned(), 1000, "400 /file required"),
        (part("name", "long one") + FILE + "--cut--|", 1000, "422 /name maxLength 4"),
        (part("tags", "1") + &part("tags", "x") + FILE + "--cut--|", 1000, "400 /tags/1 integer"),
        (part("tags", "1") + &part("tags", "2") + &part("tags", "3") + FILE + "--cut--|", 1000, "422 /tags maxItems 2"),
        (FILE.to_owned() + FILE + "--cut--|", 1000, "400 /file repeated"),
        (part("other", "1") + FILE + "--cut--|", 1000, "400 /other additionalProperties false"),
        (FILE.replace("image/png", "text/html") + "--cut--|", 1000, "415 /file contentType image/*"),
        (FILE.to_owned(), 1000, "400  incomplete"),
        (FILE.replace("PNG|", "PN"), 1000, "400  incomplete"),
        (FILE.replace("PNG", &"PNG".repeat(100)) + "--cut--|", 200, "413"),
        ("--cut|X-A: b|".to_owned(), 1000, "400  incomplete"),
        ("--cut|X A: b||x|--cut--|".to_owned(), 1000, "400  multipart"),
        (format!("--cut|{}|x|--cut--|", "X-A: b|".repeat(100)), 10_000, "400  multipart"),
        (part("tags", "1").repeat(1001), 1_000_000, "413  parts"),
    ] {
        let read = match uploaded(Sent::new(Pieces::of(parts(&sent).as_bytes(), 100)), limit).await {
            Ok(parts) => parts.read().await,
            Err(rejection) => Err(rejection),
        };
        let shown = sent.get(..sent.len().min(200)).unwrap_or_default();
        assert_eq!(read.map_err(|rejection| told(&rejection)), Err(expected.to_owned()), "{shown}");
    }
    let large = part("name", &"x".repeat(100)) + FILE + "--cut--|";
    let read = uploaded(parts(&large), 1000).await.expect("a body").value_limit(50).read().await;
    assert_eq!(read.map_err(|rejection| told(&rejection)), Err("413 /name size".to_owned()));
}

/// A body of any number of files.
struct Pages;

impl Parted for Pages {
    type Part<'p> = crate::FilePart<'p>;
    const TABLE: &'static PartsTable = &PartsTable { rows: &[], others: Others::Refused };

    fn part(came: Came<'_>) -> Result<crate::FilePart<'_>, Rejection> {
        came.file()
    }

    async fn collect(mut all: Parts<Self>) -> Result<Self, Rejection> {
        while all.next().await?.is_some() {}
        Ok(Self)
    }
}

#[tokio::test]
async fn lists_of_files_keep_their_limits() {
    const PAGES: PartRow = PartRow::new(Field::new("pages", Meaning::STRING), PartKind::Files).counted(2, 3);
    static OPTIONAL: PartsTable = PartsTable { rows: &[PAGES], others: Others::Refused };
    static REQUIRED: PartsTable = PartsTable { rows: &[PAGES.required()], others: Others::Refused };
    let page = "--cut|Content-Disposition: form-data; name=\"pages\"; filename=\"p\"||x|";
    for (table, count, expected) in [
        (&OPTIONAL, 0, None),
        (&OPTIONAL, 1, Some("422 /pages minItems 2")),
        (&OPTIONAL, 2, None),
        (&OPTIONAL, 3, None),
        (&OPTIONAL, 4, Some("422 /pages maxItems 3")),
        (&REQUIRED, 0, Some("400 /pages required")),
        (&REQUIRED, 1, Some("422 /pages minItems 2")),
        (&REQUIRED, 3, None),
    ] {
        let sent = parts(&(page.repeat(count) + "--cut--|"));
        let mut arrived =
            arrive(Payload::stream("multipart/form-data"), CUT, sent.into(), 10_000).await.expect("a body");
        let read = arrived.parts_of::<Pages>(table).expect("a boundary").expect("a body").read().await;
        assert_eq!(read.err().map(|rejection| told(&rejection)).as_deref(), expected, "{count} files");
    }
}

#[tokio::test]
async fn heads_of_parts_have_an_end() {
    let endless = format!("--cut\r\nX-A: {}", "x".repeat(1_000_000));
    let (body, taken) = Pieces::counted(endless.as_bytes(), 1000);
    let read = uploaded(Sent::new(body), 10_000_000).await.expect("a body").read().await;
    assert_eq!(read.map_err(|rejection| told(&rejection)), Err("400  headers".to_owned()));
    assert!(taken.load(Ordering::Relaxed) < 20, "the rest is not asked for");
}

#[tokio::test]
async fn a_file_is_not_held_in_memory() {
    let sent = parts(&(FILE.replace("PNG", &"PNG".repeat(100_000)) + "--cut--|"));
    let (body, taken) = Pieces::counted(sent.as_bytes(), 1000);
    let mut parts = uploaded(Sent::new(body), 10_000_000).await.expect("a body");
    let Some(UploadPart::File(mut file)) = parts.next().await.expect("a part") else { panic!("the file comes first") };
    let first = file.try_next().await.expect("bytes").expect("bytes");
    assert!(first.len() < 3000, "{}", first.len());
    assert!(taken.load(Ordering::Relaxed) < 5, "no more is taken than was asked for");
}

#[tokio::test]
async fn streams_count_against_the_limit_while_they_are_read() {
    let stream = async |body: Sent, limit: usize| {
        let mut arrived = arrive(Payload::stream("*/*"), "image/png", body, limit).await?;
        arrived.stream().expect("never refused").expect("a body").bytes().await
    };
    assert_eq!(stream(Sent::new(Pieces::of(b"abcdef", 2)), 6).await, Ok(Bytes::from_static(b"abcdef")));
    assert_eq!(stream(Sent::new(Pieces::of(b"abcdef", 2)), 5).await.map_err(|fault| fault.kind), Err(Kind::TooLarge));
    let cut = Pieces { cut: true, ..Pieces::of(b"abcdef", 2) };
    assert_eq!(stream(Sent::new(cut), 6).await.map_err(|fault| told(&fault)), Err("400  incomplete".to_owned()));
    // Nothing is read until it is asked for.
    let (body, taken) = Pieces::counted(b"abcdef", 2);
    let mut arrived = arrive(Payload::stream("*/*"), "image/png", Sent::new(body), 6).await.expect("a body");
    let mut stream = arrived.stream().expect("never refused").expect("a body");
    assert_eq!((stream.content_type(), taken.load(Ordering::Relaxed)), (Some("image/png"), 0));
    assert_eq!(stream.try_next().await, Ok(Some(Bytes::from_static(b"ab"))));
    assert_eq!(taken.load(Ordering::Relaxed), 1);
    assert_eq!(format!("{stream:?}"), r#"ByteStream { content_type: Some("image/png"), .. }"#);
}

#[test]
fn a_part_that_is_left_out_has_its_default() {
    assert_eq!((crate::parts::or_default(None, "4"), crate::parts::or_default(Some(5), "4")), (Some(4_i64), Some(5)));
}

/// HTTP/2 may say only by the first frame that there is no body, which then has no media type either.
#[tokio::test]
async fn a_body_that_turns_out_to_be_none_has_no_media_type() {
    static OPTIONAL: Operation = Operation {
        body: Some(Body { required: false, payloads: &[Payload::json("application/json")] }),
        ..Operation::BASE
    };
    for (sent, expected) in [(Pieces::of(b"", 1), Ok(true)), (Pieces::of(b"{}", 1), Err(415))] {
        let received = crate::body::receive(&OPTIONAL, &Head::default(), Sent::new(sent), 10).await;
        let read = received.map(|body| body.is_none()).map_err(|rejection| rejection.status.as_u16());
        assert_eq!(read, expected);
    }
}

#[tokio::test]
async fn lines_come_one_by_one() {
    type Row = BTreeMap<String, i64>;
    let lines = async |text: &str, limit: usize, line: usize| {
        let mut seen = Vec::new();
        let body = Sent::new(Pieces::of(text.as_bytes(), 3));
        let mut arrived = arrive(Payload::stream("*/*"), "application/x-ndjson", body, limit).await.expect("a body");
        let lines = arrived.lines::<Row>(|value, found: &mut Violations| found.max_properties(&*value, 1));
        let mut lines: Lines<Row> = lines.expect("never refused").expect("a body").line_limit(line);
        loop {
            match lines.try_next().await {
                Ok(Some(row)) => seen.push(format!("{row:?}")),
                Ok(None) => return seen,
                Err(rejection) => seen.push(told(&rejection)),
            }
        }
    };
    for (text, expected) in [
        ("{\"a\":1}\n\n{\"b\":2}\r\n", &[r#"{"a": 1}"#, r#"{"b": 2}"#] as &[&str]),
        ("{\"a\":1}\n{\"b\":2}", &[r#"{"a": 1}"#, r#"{"b": 2}"#]),
        ("\u{1e}{\"a\":\n1}\n\u{1e}{\"b\":2}\n", &[r#"{"a": 1}"#, r#"{"b": 2}"#]),
        ("\u{feff}{\"a\":1}\n", &[r#"{"a": 1}"#]),
        ("", &[]),
        // A bad value does not hide the next one.
        ("{\"a\":1}\n{\"a\":\"x\"}\n{\"b\":2}\n", &[r#"{"a": 1}"#, "400 /2/a integer", r#"{"b": 2}"#]),
        ("{\"a\":1,\"b\":2}\n", &["422 /1 maxProperties 1"]),
        ("{\"a\":1}\n{\n", &[r#"{"a": 1}"#, "400 /2 EOF while parsing an object"]),
        // Nothing follows what is too large.
        ("{\"a\":1}\n{\"aaaaaaaaaaaaaaaaaaaaaaaaa\":1}\n{}\n", &[r#"{"a": 1}"#, "413 /2 size"]),
    ] {
        assert_eq!(lines(text, 1000, 20).await, expected, "{text:?}");
    }
    assert_eq!(lines("{\"a\":1}\n{\"a\":1}\n", 10, 20).await, [r#"{"a": 1}"#, "413"]);
}

/// A body in pieces of a length, which counts those that were taken.
struct Pieces {
    left: Bytes,
    length: usize,
    cut: bool,
    taken: Arc<AtomicUsize>,
}

impl Pieces {
    fn of(bytes: &[u8], length: usize) -> Self {
        Self { left: Bytes::copy_from_slice(bytes), length, cut: false, taken: Arc::default() }
    }

    fn counted(bytes: &[u8], length: usize) -> (Self, Arc<AtomicUsize>) {
        let pieces = Self::of(bytes, length);
        let taken = Arc::clone(&pieces.taken);
        (pieces, taken)
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.left.is_empty() {
            let cut = std::mem::take(&mut self.cut);
            return Poll::Ready(cut.then(|| Err(std::io::Error::other("the connection broke"))));
        }
        self.taken.fetch_add(1, Ordering::Relaxed);
        let length = self.length.min(self.left.len());
        Poll::Ready(Some(Ok(Frame::data(self.left.split_to(length)))))
    }
}
