//! What the pages in a browser call. The table of calls is in `ipc::office`.

use super::cookie::{self, OwnPage, Person};
use super::lists;
use super::refusals::PageNo;
use super::waiting;
use crate::Office;
use crate::lines::Peer;
use crate::sign_in::SignedIn;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use ipc::office::{EnrolmentCode, ReceiptFile, RefusedCode, SignIn};
use record::Hash;
use std::sync::Arc;

pub(super) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/agreements", get(lists::agreements))
        .route("/agreements/find", post(lists::find))
        .route("/agreements/{record}/pdf", get(pdf))
        .route("/agreements/{record}/receipt", get(receipt))
        .route("/troubles", get(lists::troubles))
        .route("/enrolment-codes", post(enrolment_code))
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
}

async fn sign_in(
    State(office): State<Arc<Office>>,
    Extension(from): Extension<Peer>,
    _: OwnPage,
    body: Bytes,
) -> Result<impl IntoResponse, PageNo> {
    let SignIn { link } = serde_json::from_slice(&body).map_err(|_| RefusedCode::BadRequest)?;
    let signing_in = Arc::clone(&office);
    match waiting(move || signing_in.sign_in(&link)).await? {
        SignedIn::Session(session) => {
            tracing::info!(?from, "a person signed in");
            Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, cookie::begin(&office, &session))])))
        }
        SignedIn::LinkWrong => Err(RefusedCode::LinkWrong.into()),
        SignedIn::LinkUsed => Err(RefusedCode::LinkUsed.into()),
        SignedIn::LinkExpired => Err(RefusedCode::LinkExpired.into()),
    }
}

async fn sign_out(
    State(office): State<Arc<Office>>,
    _: OwnPage,
    person: Person,
) -> Result<impl IntoResponse, PageNo> {
    let ended = cookie::end(&office);
    waiting(move || office.sign_out(&person.session)).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, ended)])))
}

async fn pdf(
    State(office): State<Arc<Office>>,
    Path(record): Path<String>,
    _: Person,
) -> Result<impl IntoResponse, PageNo> {
    let record = read_name(&record)?;
    let copy = waiting(move || office.family_copy(record)).await?.ok_or(RefusedCode::NotFound)?;
    tracing::info!(%record, "family's copy read");
    let disposition = format!("attachment; filename=\"{}\"", copy.file_name);
    let headers = [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, copy.bytes))
}

async fn receipt(
    State(office): State<Arc<Office>>,
    Path(record): Path<String>,
    _: Person,
) -> Result<Json<ReceiptFile>, PageNo> {
    let record = read_name(&record)?;
    let file = waiting(move || office.receipt_file(record)).await?;
    Ok(Json(file.ok_or(RefusedCode::NotFound)?))
}

async fn enrolment_code(
    State(office): State<Arc<Office>>,
    _: OwnPage,
    _: Person,
) -> Result<Json<EnrolmentCode>, PageNo> {
    let (line, expires_at) = waiting(move || office.new_enrolment_line()).await?;
    Ok(Json(EnrolmentCode { line: line.to_string(), expires_at }))
}

async fn nothing_here() -> PageNo {
    RefusedCode::NotFound.into()
}

fn read_name(record: &str) -> Result<Hash, PageNo> {
    record.parse().map_err(|_| RefusedCode::NotFound.into())
}
