use things_client::pages::ListPagesError;
use things_client::things::{DropThingError, ListThingsError, MakeThingError, MakeThingOk};
use things_client::{Client, Error, server};

pub async fn call(client: &Client) {
    let _ = Client::builder(server::Plain);
    let _ = Client::builder(server::Zones { zone: "b".to_owned() }).key("secret").token("secret");
    match client.list_things("owner", 1).limit(2).words(["a", "b"]).send().await {
        Ok(answer) => {
            let (count, note) = (answer.header(things_client::headers::X_COUNT), answer.header(things_client::headers::X_NOTE));
            let _: (Option<i32>, Option<String>) = (count.ok().flatten(), note.ok().flatten());
            told::read(&answer.body);
        }
        Err(Error::Api(failure)) => match failure.body {
            ListThingsError::NotFound => {}
            #[allow(unreachable_patterns)]
            _ => {}
        },
        Err(_) => {}
    }
    match client.make_thing(&asked::make()).send().await.map(|answer| answer.body) {
        Ok(MakeThingOk::Ok(thing)) => told::read(&thing),
        Ok(MakeThingOk::Created) => {}
        Err(Error::Api(failure)) => match failure.body {
            MakeThingError::Conflict(note) => drop(note.a),
            MakeThingError::ConflictPlain(text) => drop::<String>(text),
            #[allow(unreachable_patterns)]
            _ => {}
        },
        _ => {}
    }
    let _ = client.make_thing_as_text("a").send().await;
    let _: Result<(), Error<DropThingError>> = client.drop_thing(1).send().await.map(|answer| answer.body);
    let page: Result<_, Error<ListPagesError>> = client.list_pages().after("a").start(1).send().await;
    let _: Option<Vec<String>> = page.ok().and_then(|page| page.body.data);
    let _ = client.list_pages().pages();
    let _ = client.put_page().body("a").send().await;
    let _ = client.list_words().after("a").send().await;
    let _: things_models::callbacks::MakeThingMadePostBody = things_models::ToldNote::default();
    let _ = things_models::Spare::default();
}
