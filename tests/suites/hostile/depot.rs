//! A depot, whose bodies are forms, parts and lines; it reads all of each.

use std::time::Duration;

use depot::server::api::*;
use depot::server::{Rejection, Server};

use crate::wire::Target;

struct Keeper;

impl Api for Keeper {
    type Error = Rejection;

    async fn place_order(&self, _: PlaceOrderRequest) -> Result<PlaceOrderResponse, Rejection> {
        Ok(PlaceOrderResponse::Ok(String::new()))
    }

    async fn add_picture(&self, request: AddPictureRequest) -> Result<AddPictureResponse, Rejection> {
        let (mut parts, mut count) = (request.body, 0);
        while let Some(part) = parts.next().await? {
            count += 1;
            match part {
                AddPictureRequestPart::Picture(mut file) => while file.try_next().await?.is_some() {},
                AddPictureRequestPart::Pages(mut file) => while file.try_next().await?.is_some() {},
                _ => {}
            }
        }
        Ok(AddPictureResponse::Ok(count.to_string()))
    }

    async fn add_label(&self, _: AddLabelRequest) -> Result<AddLabelResponse, Rejection> {
        Ok(AddLabelResponse::Ok(String::new()))
    }

    async fn put_label(&self, _: PutLabelRequest) -> Result<PutLabelResponse, Rejection> {
        Ok(PutLabelResponse::Ok(String::new()))
    }

    async fn import_rows(&self, request: ImportRowsRequest) -> Result<ImportRowsResponse, Rejection> {
        let mut rows = request.body;
        while rows.try_next().await?.is_some() {}
        Ok(ImportRowsResponse::Ok(String::new()))
    }

    async fn put_film(&self, request: PutFilmRequest) -> Result<PutFilmResponse, Rejection> {
        let mut film = request.body;
        while film.try_next().await?.is_some() {}
        Ok(PutFilmResponse::Ok(String::new()))
    }

    async fn put_level(&self, request: PutLevelRequest) -> Result<PutLevelResponse, Rejection> {
        Ok(PutLevelResponse::Ok(request.body.to_string()))
    }
}

/// A depot at a port of this machine, which waits for bodies no longer than `patience`.
pub(crate) async fn serve(patience: Duration) -> Target {
    let app = Server::new(Keeper).with_fallback().body_patience(move || tokio::time::sleep(patience)).into_router();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    Target { address }
}
