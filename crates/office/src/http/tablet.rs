//! What tablets call. The table of calls is in `record::wire`.

use super::door::{self, Door};
use super::refusals::TabletNo;
use super::signed::{Signed, read_body};
use super::waiting;
use crate::Office;
use crate::lines::Peer;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use record::wire::{Ask, AskReply, Changes, ChangesReply, EnrolReply, Hello, LettersReply, RefusalCode};
use std::sync::Arc;

type Answer<T> = Result<Json<T>, TabletNo>;

pub(super) fn router(door: &Door) -> Router<Arc<Office>> {
    let signed = Router::new()
        .route("/letters", post(letters))
        .route("/ask", post(ask))
        .route("/changes", post(changes))
        .method_not_allowed_fallback(nothing_here)
        .layer(from_fn_with_state(door.clone(), door::tablets));
    let anybody_s = Router::new()
        .route("/hello", get(hello))
        .route("/enrol", post(enrol))
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .layer(from_fn_with_state(door.clone(), door::strangers));
    anybody_s.merge(signed)
}

async fn hello(State(office): State<Arc<Office>>) -> Answer<Hello> {
    Ok(Json(waiting(move || Ok(office.hello())).await?))
}

async fn enrol(
    State(office): State<Arc<Office>>,
    Extension(from): Extension<Peer>,
    body: Result<Bytes, BytesRejection>,
) -> Answer<EnrolReply> {
    let closed = read_body(body)?;
    Ok(Json(waiting(move || office.enrol(&closed, from)).await?))
}

async fn letters(State(office): State<Arc<Office>>, signed: Signed) -> Answer<LettersReply> {
    Ok(Json(waiting(move || office.take_in(&signed.device, &signed.body)).await?))
}

async fn ask(State(office): State<Arc<Office>>, signed: Signed) -> Answer<AskReply> {
    let ask: Ask = serde_json::from_slice(&signed.body).map_err(|_| RefusalCode::BadRequest)?;
    Ok(Json(waiting(move || office.asked(&signed.device, ask, signed.created)).await?))
}

async fn changes(State(office): State<Arc<Office>>, signed: Signed) -> Answer<ChangesReply> {
    let asked: Changes = serde_json::from_slice(&signed.body).map_err(|_| RefusalCode::BadRequest)?;
    Ok(Json(waiting(move || office.changes(&signed.device, &asked)).await?))
}

async fn nothing_here() -> TabletNo {
    RefusalCode::NotFound.into()
}
