use things_client::things::{ListThingsError, MakeThingError, MakeThingOk};

pub fn failures(list: ListThingsError, make: MakeThingError, ok: MakeThingOk) {
    match list {
        ListThingsError::NotFound => {}
    }
    match make {
        MakeThingError::Conflict(_) | MakeThingError::ConflictPlain(_) => {}
    }
    match ok {
        MakeThingOk::Ok(_) | MakeThingOk::Created => {}
    }
}
