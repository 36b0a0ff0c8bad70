//! Calls that wait.

use crate::support::{self, Call, Decoded, Error, Operation, Paged, Paging, Parameter, RawResponse, Route};
use crate::{Answer, Prepared, call, endpoint};

/// `GET /pets`, counted.
#[derive(Debug)]
enum Pets {}

impl Operation for Pets {
    type Ok = Vec<u32>;
    type Err = std::convert::Infallible;
    const ROUTE: Route = Route { method: "GET", path: "/pets", accept: "", security: &[] };

    fn decode(raw: RawResponse) -> Decoded<Self> {
        raw.ok(support::json)
    }
}

impl Paged for Pets {
    type Item = u32;
    const PAGING: Paging = Paging::number(Parameter::query("page"), "", 1);

    fn items(page: Vec<u32>) -> Vec<u32> {
        page
    }
}

const JSON: &str = "application/json";
const PAGES: [Answer; 3] = [(200, JSON, "[1,2]"), (200, JSON, "[3]"), (200, JSON, "[]")];

fn pets(answers: &[Answer]) -> Call<Pets> {
    Call::new(&endpoint(Prepared::new(answers), Vec::new()))
}

#[test]
fn a_call_waits_for_its_answer() {
    let answer = pets(&PAGES).send_blocking().expect("an answer");
    assert_eq!((answer.status().as_u16(), answer.into_body()), (200, vec![1, 2]));
    let nobody = call(&Prepared::default()).parameter(Parameter::path("color"), "red");
    assert!(matches!(nobody.clone().send_blocking(), Err(Error::Timeout(_))));
    // A runtime is made once and can be asked from several threads.
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert!(matches!(nobody.clone().send_blocking(), Err(Error::Timeout(_)))));
        }
    });
}

#[test]
fn pages_and_items_are_iterators() {
    let items: Vec<u32> = pets(&PAGES).stream().blocking().collect::<Result<_, _>>().expect("pages");
    assert_eq!(items, [1, 2, 3]);
    let sizes: Vec<usize> =
        pets(&PAGES).pages().blocking().map(|page| page.expect("a page").into_body().len()).collect();
    assert_eq!(sizes, [2, 1, 0]);
    let mut broken = pets(&[PAGES[0], (200, JSON, "{}")]).stream().blocking().skip(2);
    assert!(matches!(broken.next(), Some(Err(Error::Decode(_)))));
    assert!(broken.next().is_none(), "nothing follows an error");
}

#[test]
fn inside_a_runtime_it_is_an_error_and_no_panic() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let used = pets(&PAGES);
    assert!(used.clone().send_blocking().is_ok());
    runtime.block_on(async {
        let Err(error) = used.clone().send_blocking() else { panic!("it cannot wait here") };
        assert_eq!(
            error.to_string(),
            "not sent: `blocking` was called inside an async runtime, which it would hold up: await `send` there"
        );
        let mut items = pets(&PAGES).stream().blocking();
        assert!(matches!(items.next(), Some(Err(Error::Request(_)))));
        assert!(items.next().is_none());
        // The last one that holds the endpoint, and so its runtime, may go away here.
        drop(used);
    });
}
