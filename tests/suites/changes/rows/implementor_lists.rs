use things_server::pages::ListPagesRequest;
use things_server::things::{DropThingRequest, ListThingsRequest, ListThingsResponse, MakeThingRequest, MakeThingRequestBody, MakeThingResponse};

pub fn all(list: ListThingsRequest, make: MakeThingRequest, gone: DropThingRequest, pages: ListPagesRequest) {
    let ListThingsRequest { owner: _, zone: _, limit: _, words: _, head: _ } = list;
    let DropThingRequest { id: _, head: _ } = gone;
    let ListPagesRequest { after: _, start: _, head: _ } = pages;
    let MakeThingRequest { body, head: _ } = make;
    match body {
        MakeThingRequestBody::ApplicationJson(_) | MakeThingRequestBody::TextPlain(_) => {}
    }
}

pub fn answers(list: ListThingsResponse, make: MakeThingResponse) {
    match list {
        ListThingsResponse::Ok { x_count: _, x_note: _, body: _ } | ListThingsResponse::NotFound | ListThingsResponse::Other(_) => {}
    }
    match make {
        MakeThingResponse::Ok(_) | MakeThingResponse::Created => {}
        MakeThingResponse::Conflict(_) | MakeThingResponse::ConflictPlain(_) | MakeThingResponse::Other(_) => {}
    }
}
