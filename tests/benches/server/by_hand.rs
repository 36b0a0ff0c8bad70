//! The three operations as a careful person writes them: types under serde's derive, axum's extractors, limits checked by
//! hand. With `CHECKS` off the limits are left out, the types stay.

use std::sync::{Arc, LazyLock};

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[A-Z]{2}-[0-9]{6}$").expect("it is a pattern"));
static SKU: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[a-z0-9-]+$").expect("it is a pattern"));

#[derive(Debug, Clone, Deserialize)]
struct Draft {
    reference: String,
    sender: String,
    recipient: String,
    kind: Kind,
    weight: i32,
    price: f64,
    fragile: bool,
    labels: Vec<String>,
    items: Vec<Item>,
    note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Letter,
    Box,
    Pallet,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Item {
    sku: String,
    quantity: i32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Parcel {
    id: Uuid,
    reference: String,
    sender: String,
    recipient: String,
    kind: Kind,
    weight: i32,
    price: f64,
    fragile: bool,
    labels: Vec<String>,
    items: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default = "twenty")]
    limit: i32,
    recipient: Option<String>,
    #[serde(default, deserialize_with = "joined")]
    labels: Option<Vec<String>>,
}

fn twenty() -> i32 {
    20
}

/// `a,b,c`: axum's `Query` knows no lists.
fn joined<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.map(|text| if text.is_empty() { Vec::new() } else { text.split(',').map(str::to_owned).collect() }))
}

#[derive(Debug, Serialize)]
struct Broken {
    field: String,
    rule: &'static str,
}

/// Limits that are broken.
#[derive(Debug, Default)]
struct Faults(Vec<Broken>);

impl Faults {
    fn ensure(&mut self, kept: bool, rule: &'static str, field: impl FnOnce() -> String) {
        if !kept {
            self.0.push(Broken { field: field(), rule });
        }
    }

    fn length(&mut self, text: &str, least: usize, most: usize, field: impl Fn() -> String) {
        let length = text.chars().count();
        self.ensure(length >= least, "minLength", &field);
        self.ensure(length <= most, "maxLength", &field);
    }

    fn answer(self) -> Result<(), Response> {
        if self.0.is_empty() { Ok(()) } else { Err((StatusCode::UNPROCESSABLE_ENTITY, Json(self.0)).into_response()) }
    }
}

impl Draft {
    fn check(&self) -> Result<(), Response> {
        let mut faults = Faults::default();
        faults.ensure(REFERENCE.is_match(&self.reference), "pattern", || "reference".to_owned());
        faults.length(&self.sender, 1, 80, || "sender".to_owned());
        faults.length(&self.recipient, 1, 80, || "recipient".to_owned());
        faults.ensure(self.weight >= 1, "minimum", || "weight".to_owned());
        faults.ensure(self.weight <= 30_000, "maximum", || "weight".to_owned());
        faults.ensure(self.price >= 0.0, "minimum", || "price".to_owned());
        faults.ensure(!self.labels.is_empty(), "minItems", || "labels".to_owned());
        faults.ensure(self.labels.len() <= 10, "maxItems", || "labels".to_owned());
        for (i, label) in self.labels.iter().enumerate() {
            faults.length(label, 1, 20, || format!("labels/{i}"));
        }
        faults.ensure(!self.items.is_empty(), "minItems", || "items".to_owned());
        for (i, item) in self.items.iter().enumerate() {
            faults.ensure(SKU.is_match(&item.sku), "pattern", || format!("items/{i}/sku"));
            faults.ensure(item.quantity >= 1, "minimum", || format!("items/{i}/quantity"));
            faults.ensure(item.quantity <= 1000, "maximum", || format!("items/{i}/quantity"));
        }
        if let Some(note) = &self.note {
            faults.length(note, 0, 200, || "note".to_owned());
        }
        faults.answer()
    }
}

impl Wanted {
    fn check(&self) -> Result<(), Response> {
        let mut faults = Faults::default();
        faults.ensure(self.limit >= 1, "minimum", || "limit".to_owned());
        faults.ensure(self.limit <= 100, "maximum", || "limit".to_owned());
        if let Some(recipient) = &self.recipient {
            faults.length(recipient, 1, 80, || "recipient".to_owned());
        }
        if let Some(labels) = &self.labels {
            faults.ensure(labels.len() <= 10, "maxItems", || "labels".to_owned());
            for (i, label) in labels.iter().enumerate() {
                faults.length(label, 1, 20, || format!("labels/{i}"));
            }
        }
        faults.answer()
    }
}

struct Store {
    warehouse: Uuid,
    next: Uuid,
    stock: Vec<Parcel>,
}

async fn send_parcel<const CHECKS: bool>(
    State(store): State<Arc<Store>>,
    Json(draft): Json<Draft>,
) -> Result<(StatusCode, Json<Parcel>), Response> {
    if CHECKS {
        draft.check()?;
    }
    let Draft { reference, sender, recipient, kind, weight, price, fragile, labels, items, note } = draft;
    let id = store.next;
    let parcel = Parcel { id, reference, sender, recipient, kind, weight, price, fragile, labels, items, note };
    Ok((StatusCode::CREATED, Json(parcel)))
}

async fn list_parcels<const CHECKS: bool>(
    State(store): State<Arc<Store>>,
    Path(warehouse): Path<Uuid>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Parcel>>, Response> {
    if CHECKS {
        wanted.check()?;
    }
    let limit = usize::try_from(wanted.limit).unwrap_or(0);
    let here = store.stock.iter().filter(|_| store.warehouse == warehouse);
    let found = here
        .filter(|parcel| wanted.recipient.as_ref().is_none_or(|recipient| parcel.recipient == *recipient))
        .filter(|parcel| wanted.labels.iter().flatten().all(|label| parcel.labels.contains(label)));
    Ok(Json(found.take(limit).cloned().collect()))
}

async fn recall_parcel(State(store): State<Arc<Store>>, Path(parcel): Path<Uuid>) -> Result<StatusCode, Response> {
    let known = store.stock.iter().any(|one| one.id == parcel);
    if known { Ok(StatusCode::NO_CONTENT) } else { Err(StatusCode::NOT_FOUND.into_response()) }
}

/// A router for `stock`, parcels as JSON, which are all in `warehouse`. The next parcel gets the id `next`.
pub fn router<const CHECKS: bool>(warehouse: Uuid, next: Uuid, stock: &str) -> Router {
    let stock = serde_json::from_str(stock).expect("the stock is a list of parcels");
    Router::new()
        .route("/parcels", post(send_parcel::<CHECKS>))
        .route("/warehouses/{warehouse}/parcels", get(list_parcels::<CHECKS>))
        .route("/parcels/{parcel}", delete(recall_parcel))
        .with_state(Arc::new(Store { warehouse, next, stock }))
}
