//! What tablets call. The table of calls is in `record::wire`.

use super::refusals::TabletNo;
use super::signed::{Signed, read_body};
use super::waiting;
use crate::Office;
use crate::lines::Peer;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::{Extension, Json};
use record::wire::{Ask, AskReply, Changes, ChangesReply, EnrolReply, Hello, LettersReply, RefusalCode};
use std::sync::Arc;

type Answer<T> = Result<Json<T>, TabletNo>;

pub(super) async fn hello(State(office): State<Arc<Office>>) -> Answer<Hello> {
    Ok(Json(waiting(move || Ok(office.hello())).await?))
}

pub(super) async fn enrol(
    State(office): State<Arc<Office>>,
    Extension(from): Extension<Peer>,
    body: Result<Bytes, BytesRejection>,
) -> Answer<EnrolReply> {
    let closed = read_body(body)?;
    Ok(Json(waiting(move || office.enrol(&closed, from)).await?))
}

pub(super) async fn letters(State(office): State<Arc<Office>>, signed: Signed) -> Answer<LettersReply> {
    Ok(Json(waiting(move || office.take_in(&signed.device, &signed.body)).await?))
}

pub(super) async fn ask(State(office): State<Arc<Office>>, signed: Signed) -> Answer<AskReply> {
    let ask: Ask = serde_json::from_slice(&signed.body).map_err(|_| RefusalCode::BadRequest)?;
    Ok(Json(waiting(move || office.asked(&signed.device, ask, signed.created)).await?))
}

pub(super) async fn changes(State(office): State<Arc<Office>>, signed: Signed) -> Answer<ChangesReply> {
    let asked: Changes = serde_json::from_slice(&signed.body).map_err(|_| RefusalCode::BadRequest)?;
    Ok(Json(waiting(move || office.changes(&signed.device, &asked)).await?))
}
