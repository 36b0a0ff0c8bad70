//! Values from a generated client into a generated server: they arrive as they were sent, or the client refuses them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arbitrary::Arbitrary;

use crate::apis::odd::client::support::ServiceTransport;
use crate::apis::odd::client::{Client, Error, RetryPolicy};
use crate::apis::odd::models::{self, FileFormat, FormBody, FormBodyDeeper, FormBodyWhen, LabelBItem, QueryNo, Tree};
use crate::apis::odd::server::api::*;
use crate::apis::odd::server::support::{Anyone, Kind, Rejection, Server};
use crate::waiting::wait;

/// A call and its values.
#[derive(Debug, Arbitrary)]
pub enum Sent {
    Simple(Vec<i64>, Words, Words),
    Label(i64, Vec<bool>, Vec<String>, Words),
    Matrix(String, Vec<String>, Vec<String>, Words),
    File(String, bool),
    Groesse(String),
    Query(Box<Query>),
    Headers(Box<Headers>),
    Form(Box<Form>),
    Body(Option<Vec<String>>),
}

/// An object of scalars.
#[derive(Debug, Clone, Arbitrary)]
pub struct Words {
    one: Option<String>,
    number: Option<i64>,
    with_space: Option<bool>,
}

#[derive(Debug, Arbitrary)]
pub struct Query {
    filter_name: Option<String>,
    top: i64,
    a_b_c: bool,
    kind: Option<String>,
    joined: Option<Vec<String>>,
    spaces: Option<Vec<i64>>,
    pipes: Option<Vec<String>>,
    deep: Option<Words>,
    spread: Option<Words>,
    json: Option<Vec<String>>,
    no: Option<(bool, i64)>,
    kept: Option<String>,
    big: Option<u64>,
}

#[derive(Debug, Arbitrary)]
pub struct Headers {
    x_list: Vec<String>,
    x_words: Option<Words>,
    x_spread: Option<Words>,
    x_flag: Option<bool>,
    x_json: Option<Vec<String>>,
    sid: Option<String>,
    list: Option<Vec<String>>,
    each: Option<Vec<i64>>,
    words: Option<Words>,
    tree: Option<Vec<String>>,
}

#[derive(Debug, Arbitrary)]
pub struct Form {
    one: i64,
    text: Option<String>,
    yes: Option<bool>,
    tree: Option<Vec<String>>,
    deep: Option<Words>,
    deeper: Option<Vec<Words>>,
    when: Option<i64>,
}

impl Words {
    fn model(&self) -> models::Words {
        models::Words { one: self.one.clone(), number: self.number, with_space: self.with_space }
    }

    /// An object of nothing is not sent.
    fn arrived(of: Option<&Self>) -> Option<models::Words> {
        of.map(Self::model).filter(|words| *words != models::Words::default())
    }
}

/// The last name holds all others.
fn tree(names: &[String]) -> Tree {
    // Values are read up to 127 levels.
    let mut names = names.iter().take(50);
    let leaf = Tree::new(names.next().cloned().unwrap_or_default());
    names.fold(leaf, |below, name| Tree { nodes: Some(vec![below]), ..Tree::new(name.clone()) })
}

/// An empty list is not sent.
fn some<T: Clone>(list: &Option<Vec<T>>) -> Option<Vec<T>> {
    list.clone().filter(|items| !items.is_empty())
}

/// What has arrived, as it is printed.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Option<String>>>);

/// Values as they are compared.
macro_rules! printed {
    ($($value:expr),*) => {{
        let all: Vec<String> = vec![$(format!("{:?}", $value)),*];
        all.join("; ")
    }};
}

macro_rules! noted {
    ($($name:ident($request:ident) -> $response:ident [$($field:ident),*];)*) => {
        impl Api for Notes {
            type Error = Rejection;
            $(async fn $name(&self, request: $request) -> Result<$response, Rejection> {
                let _ = &request;
                *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(printed!($(&request.$field),*));
                Err(Rejection::new(Kind::NotImplemented))
            })*
        }
    };
}

noted! {
    simple(SimpleRequest) -> SimpleResponse [a, b, c];
    label(LabelRequest) -> LabelResponse [a, b, c, d];
    matrix(MatrixRequest) -> MatrixResponse [a, b, c, d];
    file(FileRequest) -> FileResponse [name, format];
    groesse(GroesseRequest) -> GroesseResponse [ue_id];
    query(QueryRequest) -> QueryResponse [filter_name, top, a_b_c, r#type, joined, spaces, pipes, deep, each, spread, json, no, kept, big];
    headers(HeadersRequest) -> HeadersResponse [x_list, x_words, x_spread, x_flag, x_json, x_when, sid, list, each, words, tree];
    nullable(NullableRequest) -> NullableResponse [body];
    text(TextRequest) -> TextResponse [];
    bytes(BytesRequest) -> BytesResponse [];
    delete_with_a_body(DeleteWithABodyRequest) -> DeleteWithABodyResponse [];
    options(OptionsRequest) -> OptionsResponse [];
    head(HeadRequest) -> HeadResponse [];
    form(FormRequest) -> FormResponse [body];
    lines(LinesRequest) -> LinesResponse [];
    number(NumberRequest) -> NumberResponse [];
}

fn both() -> &'static (Client, Notes) {
    static BOTH: OnceLock<(Client, Notes)> = OnceLock::new();
    BOTH.get_or_init(|| {
        let notes = Notes::default();
        let app = Server::new(notes.clone(), Anyone).into_router();
        let client = Client::builder("https://odd.example").transport(ServiceTransport::new(app));
        (client.retries(RetryPolicy::none()).build().expect("a client"), notes)
    })
}

/// Sends values and looks at what has arrived.
///
/// # Panics
/// If they are not what was sent.
pub fn check(sent: &Sent) {
    let (client, notes) = both();
    *notes.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    let (answer, expected) = match sent {
        Sent::Simple(a, b, c) => {
            let call = client.simple(a.iter().copied(), &b.model(), &c.model());
            (told(wait(call.send())), printed!(a, b.model(), c.model()))
        }
        Sent::Label(a, b, c, d) => {
            let b: Vec<LabelBItem> =
                b.iter().map(|first| if *first { LabelBItem::X } else { LabelBItem::YZ }).collect();
            (told(wait(client.label(*a, b.clone(), c.clone(), &d.model()).send())), printed!(a, b, c, d.model()))
        }
        Sent::Matrix(a, b, c, d) => {
            let call = client.matrix(a, b.clone(), c.clone(), &d.model());
            (told(wait(call.send())), printed!(a, b, c, d.model()))
        }
        // Words that are not listed are refused by the server, and are not asked for here. Where one value ends and the next begins is told by the first point: `a.b` and `c`, or `a` and `b.c`?
        Sent::File(name, _) if name.contains('.') => return,
        Sent::File(name, format) => {
            let format = if *format { FileFormat::Json } else { FileFormat::Xml };
            (told(wait(client.file(name, format.clone()).send())), printed!(name, format))
        }
        Sent::Groesse(id) => (told(wait(client.groesse(id).send())), printed!(id)),
        Sent::Query(query) => query.send(client),
        // An empty list is not sent, and the server asks for one.
        Sent::Headers(headers) if headers.x_list.is_empty() => return,
        Sent::Headers(headers) => headers.send(client),
        Sent::Form(form) => form.send(client),
        Sent::Body(names) => {
            let body = names.as_ref().map(|names| names.iter().map(|name| Tree::new(name.clone())).collect::<Vec<_>>());
            (told(wait(client.nullable(&body).send())), printed!(body))
        }
    };
    let arrived = notes.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (answer, arrived) {
        (Answer::Refused, None) => {}
        (Answer::Refused, Some(arrived)) => panic!("{arrived} has arrived, and the client says that it was not sent"),
        (Answer::Said(said), arrived) => {
            assert!(arrived.as_ref() == Some(&expected), "{expected}\nbecame {arrived:?}\n{said}");
        }
    }
}

impl Query {
    fn send(&self, client: &Client) -> (Answer, String) {
        let no = self
            .no
            .map(|(boolean, number)| if boolean { QueryNo::Boolean(number > 0) } else { QueryNo::Integer(number) });
        let json = self.json.as_deref().map(tree);
        let mut call = client.query(self.a_b_c).top(self.top);
        macro_rules! optional {
            ($($name:ident = $value:expr;)*) => {$(if let Some(value) = $value { call = call.$name(value); })*};
        }
        let (deep, spread) = (self.deep.as_ref().map(Words::model), self.spread.as_ref().map(Words::model));
        optional! {
            filter_name = &self.filter_name;
            r#type = &self.kind;
            joined = self.joined.clone();
            spaces = self.spaces.clone();
            pipes = self.pipes.clone();
            deep = &deep;
            spread = &spread;
            json = &json;
            no = &no;
            kept = &self.kept;
            big = self.big;
        }
        let (deep, spread) = (Words::arrived(self.deep.as_ref()), Words::arrived(self.spread.as_ref()));
        let (joined, spaces, pipes) = (some(&self.joined), some(&self.spaces), some(&self.pipes));
        let each: Option<Vec<i64>> = None;
        let expected = printed!(
            &self.filter_name,
            self.top,
            self.a_b_c,
            &self.kind,
            joined,
            spaces,
            pipes,
            deep,
            each,
            spread,
            json,
            no,
            &self.kept,
            self.big
        );
        (told(wait(call.send())), expected)
    }
}

impl Headers {
    fn send(&self, client: &Client) -> (Answer, String) {
        let mut call = client.headers(self.x_list.clone());
        macro_rules! optional {
            ($($name:ident = $value:expr;)*) => {$(if let Some(value) = $value { call = call.$name(value); })*};
        }
        let words = |of: &Option<Words>| of.as_ref().map(Words::model);
        let (x_json, tree) = (self.x_json.as_deref().map(tree), self.tree.as_deref().map(tree));
        optional! {
            x_words = &words(&self.x_words);
            x_spread = &words(&self.x_spread);
            x_flag = self.x_flag;
            x_json = &x_json;
            sid = &self.sid;
            list = self.list.clone();
            each = self.each.clone();
            words = &words(&self.words);
            tree = &tree;
        }
        let arrived = |of: &Option<Words>| Words::arrived(of.as_ref());
        let when: Option<i64> = None;
        let expected = printed!(
            &self.x_list,
            arrived(&self.x_words),
            arrived(&self.x_spread),
            self.x_flag,
            x_json,
            when,
            &self.sid,
            some(&self.list),
            some(&self.each),
            arrived(&self.words),
            tree
        );
        (told(wait(call.send())), expected)
    }
}

impl Form {
    fn send(&self, client: &Client) -> (Answer, String) {
        let deeper = some(&self.deeper).map(|below| below.iter().map(Words::model).collect::<Vec<_>>());
        // What says nothing is not sent.
        let bare = deeper
            .map(|below| below.into_iter().filter(|words| *words != models::Words::default()).collect::<Vec<_>>());
        let mut body = FormBody::new(self.one);
        body.a_b_c = self.text.clone();
        body.yes = self.yes;
        body.tree = self.tree.as_deref().map(tree);
        body.deep = Words::arrived(self.deep.as_ref());
        body.deeper = bare.filter(|below| !below.is_empty()).map(|below| FormBodyDeeper { below: Some(below) });
        body.when = self.when.map(FormBodyWhen::Integer);
        (told(wait(client.form(&body).send())), printed!(body))
    }
}

enum Answer {
    /// The client has not sent it.
    Refused,
    /// What came of it.
    Said(String),
}

fn told<T, E: std::fmt::Debug>(answer: Result<T, Error<E>>) -> Answer {
    match answer {
        Err(Error::Request(fault)) => {
            let _ = format!("{fault} {fault:?}");
            Answer::Refused
        }
        Err(fault) => Answer::Said(format!("{fault:?}")),
        Ok(_) => Answer::Said("a success".to_owned()),
    }
}
