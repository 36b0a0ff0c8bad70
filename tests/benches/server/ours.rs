//! The three operations behind the generated trait.

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use server::Rejection;
use server::api::{
    Api, ListParcelsRequest, ListParcelsResponse, RecallParcelRequest, RecallParcelResponse, SendParcelRequest,
    SendParcelResponse,
};
use server::models::{Parcel, ParcelDraft};
use uuid::Uuid;

struct Store {
    warehouse: Uuid,
    next: Uuid,
    stock: Vec<Parcel>,
}

impl Api for Store {
    type Error = Rejection;

    async fn send_parcel(&self, request: SendParcelRequest) -> Result<SendParcelResponse, Rejection> {
        let ParcelDraft { reference, sender, recipient, kind, weight, price, fragile, labels, items, note } =
            request.body;
        let id = self.next.into();
        let parcel = Parcel { id, reference, sender, recipient, kind, weight, price, fragile, labels, items, note };
        Ok(SendParcelResponse::Created(parcel))
    }

    async fn list_parcels(&self, request: ListParcelsRequest) -> Result<ListParcelsResponse, Rejection> {
        let limit = usize::try_from(request.limit).unwrap_or(0);
        let here = self.stock.iter().filter(|_| self.warehouse == *request.warehouse);
        let found = here
            .filter(|parcel| request.recipient.as_ref().is_none_or(|recipient| parcel.recipient == *recipient))
            .filter(|parcel| request.labels.iter().flatten().all(|label| parcel.labels.contains(label)));
        Ok(ListParcelsResponse::Ok(found.take(limit).cloned().collect()))
    }

    async fn recall_parcel(&self, request: RecallParcelRequest) -> Result<RecallParcelResponse, Rejection> {
        let known = self.stock.iter().any(|one| *one.id == *request.parcel);
        Ok(if known { RecallParcelResponse::NoContent } else { RecallParcelResponse::Other(StatusCode::NOT_FOUND.into_response()) })
    }
}

/// A router for `stock`, parcels as JSON, which are all in `warehouse`. The next parcel gets the id `next`.
pub fn router(warehouse: Uuid, next: Uuid, stock: &str) -> Router {
    let stock = serde_json::from_str(stock).expect("the stock is a list of parcels");
    server::router(Store { warehouse, next, stock })
}
