//! What tablets call. The table of calls is in `record::wire`.

use super::refusals::TabletNo;
use super::signed::{Signed, read_body};
use super::waiting;
use crate::Office;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::HeaderName;
use axum::response::IntoResponse;
use axum::routing::{get, head, post};
use axum::{Json, Router};
use record::wire::{
    BlobOffset, EnrolReply, Heads, Hello, PushReply, PushRequest, RefusalCode, UPLOAD_COMPLETE, UPLOAD_OFFSET,
};
use record::{Hash, SignedReceipt};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use std::sync::Arc;

type Answer<T> = Result<Json<T>, TabletNo>;

pub(super) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route("/hello", get(hello))
        .route("/enrol", post(enrol))
        .route("/heads", get(heads))
        .route("/records", post(push))
        .route("/receipts", get(receipt))
        .route("/blobs/{sha256}", head(blob_offset).patch(append_blob))
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
}

#[derive(Deserialize)]
struct OfRecord {
    record: Hash,
}

#[derive(Deserialize)]
struct Part {
    offset: u64,
    length: u64,
}

async fn hello(State(office): State<Arc<Office>>) -> Json<Hello> {
    Json(office.hello())
}

async fn enrol(
    State(office): State<Arc<Office>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    body: Result<Bytes, BytesRejection>,
) -> Answer<EnrolReply> {
    let request = read(&read_body(body)?)?;
    Ok(Json(waiting(move || office.enrol(&request, from.ip())).await?))
}

async fn heads(State(office): State<Arc<Office>>, signed: Signed) -> Answer<Heads> {
    Ok(Json(waiting(move || office.heads(&signed.device)).await?))
}

async fn push(State(office): State<Arc<Office>>, signed: Signed) -> Answer<PushReply> {
    let request: PushRequest = read(&signed.body)?;
    Ok(Json(waiting(move || office.push(&signed.device, &request)).await?))
}

async fn receipt(
    State(office): State<Arc<Office>>,
    of: Result<Query<OfRecord>, QueryRejection>,
    signed: Signed,
) -> Answer<SignedReceipt> {
    let Query(OfRecord { record }) = of.map_err(|_| RefusalCode::BadRequest)?;
    Ok(Json(waiting(move || office.receipt(&signed.device, record)).await?))
}

async fn blob_offset(
    State(office): State<Arc<Office>>,
    Path(blob): Path<String>,
    _signed: Signed,
) -> Result<impl IntoResponse, TabletNo> {
    let blob = read_name(&blob)?;
    let held = waiting(move || office.blob_offset(blob)).await?;
    Ok(upload_headers(held))
}

async fn append_blob(
    State(office): State<Arc<Office>>,
    Path(blob): Path<String>,
    part: Result<Query<Part>, QueryRejection>,
    signed: Signed,
) -> Result<impl IntoResponse, TabletNo> {
    let blob = read_name(&blob)?;
    let Query(Part { offset, length }) = part.map_err(|_| RefusalCode::BadRequest)?;
    let held = waiting(move || office.append_blob(blob, length, offset, &signed.body)).await?;
    Ok((upload_headers(held), Json(held)))
}

async fn nothing_here() -> TabletNo {
    RefusalCode::NotFound.into()
}

fn upload_headers(held: BlobOffset) -> [(HeaderName, String); 2] {
    [
        (HeaderName::from_static(UPLOAD_OFFSET), held.offset.to_string()),
        (HeaderName::from_static(UPLOAD_COMPLETE), u8::from(held.complete).to_string()),
    ]
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, TabletNo> {
    serde_json::from_slice(body).map_err(|_| RefusalCode::BadRequest.into())
}

fn read_name(blob: &str) -> Result<Hash, TabletNo> {
    blob.parse().map_err(|_| RefusalCode::NotFound.into())
}
