use things_server::pages::{ListPagesRequest, ListPagesResponse, Pages, PutPageRequest, PutPageResponse};
use things_server::security::Key;
use things_server::things::{
    DropThingRequest, DropThingResponse, ListThingsRequest, ListThingsResponse, MakeThingRequest, MakeThingRequestBody,
    MakeThingResponse, Things,
};
use things_server::words::{ListWordsRequest, ListWordsResponse, Words};
use things_server::{Head, Rejection, Secret};

#[derive(Clone)]
pub struct Mine;

impl Things for Mine {
    type Error = Rejection;

    async fn list_things(&self, request: ListThingsRequest) -> Result<ListThingsResponse, Rejection> {
        let _: (String, i32, Option<i32>, Option<Vec<String>>) = (request.owner, request.zone, request.limit, request.words);
        Ok(ListThingsResponse::Ok { x_count: 1, x_note: None, body: told::make() })
    }

    async fn make_thing(&self, request: MakeThingRequest) -> Result<MakeThingResponse, Rejection> {
        match request.body {
            MakeThingRequestBody::ApplicationJson(thing) => asked::read(&thing),
            MakeThingRequestBody::TextPlain(text) => drop::<String>(text),
            #[allow(unreachable_patterns)]
            _ => return Ok(MakeThingResponse::ConflictPlain("a".to_owned())),
        }
        if told::made().1 == things_models::ToldKind::Small {
            return Ok(MakeThingResponse::Conflict(things_models::ToldNote::default()));
        }
        Ok(if request.head.uri.path().is_empty() { MakeThingResponse::Created } else { MakeThingResponse::Ok(told::make()) })
    }

    async fn drop_thing(&self, request: DropThingRequest) -> Result<DropThingResponse, Rejection> {
        let _: i32 = request.id;
        if request.id == 0 { Ok(DropThingResponse::NoContent) } else { list_none() }
    }
}

fn list_none() -> Result<DropThingResponse, Rejection> {
    let _ = ListThingsResponse::NotFound;
    Ok(DropThingResponse::NoContent)
}

impl Pages for Mine {
    type Error = Rejection;

    async fn list_pages(&self, request: ListPagesRequest) -> Result<ListPagesResponse, Rejection> {
        let _: (Option<String>, Option<i64>) = (request.after, request.start);
        Ok(ListPagesResponse::Ok(things_models::Page { data: None, ..Default::default() }))
    }

    async fn put_page(&self, request: PutPageRequest) -> Result<PutPageResponse, Rejection> {
        let _: Option<String> = request.body;
        Ok(PutPageResponse::NoContent)
    }
}

impl Words for Mine {
    type Error = Rejection;

    async fn list_words(&self, _: ListWordsRequest) -> Result<ListWordsResponse, Rejection> {
        Ok(ListWordsResponse::Ok(things_models::Page::default()))
    }
}

pub struct Door;

impl Key for Door {
    type Principal = String;

    async fn key(&self, key: Secret, _: &Head) -> Result<String, Rejection> {
        Ok(key.expose().to_owned())
    }
}

pub fn router() -> axum::Router {
    let _: things_models::callbacks::MakeThingMadePostBody = things_models::ToldNote::default();
    let _ = things_models::Spare::default();
    things_server::router(Mine, Door)
}
