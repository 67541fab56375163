//! What the pages in a browser call about agreements. The table of calls is in `ipc::office`.

use super::named::read_name;
use super::refusals::PageNo;
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use ipc::office::reading::AgreementPage;
use ipc::office::{EnrolmentCode, ReceiptFile};
use record::Hash;
use std::sync::Arc;

pub(super) async fn pdf(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(record): Path<String>,
) -> Result<impl IntoResponse, PageNo> {
    let record: Hash = read_name(&record)?;
    let copy = waiting(move || office.family_copy(&actor, record)).await?.ok_or(PageNo::NotThere)?;
    let disposition = format!("attachment; filename=\"{}\"", copy.file_name);
    let headers = [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, copy.bytes))
}

pub(super) async fn agreement(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(record): Path<String>,
) -> Result<Json<AgreementPage>, PageNo> {
    let record: Hash = read_name(&record)?;
    let page = waiting(move || office.read_agreement(&actor, record)).await?;
    Ok(Json(page.ok_or(PageNo::NotThere)?))
}

pub(super) async fn receipt(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(record): Path<String>,
) -> Result<Json<ReceiptFile>, PageNo> {
    let record: Hash = read_name(&record)?;
    let file = waiting(move || office.receipt_file(&actor, record)).await?;
    Ok(Json(file.ok_or(PageNo::NotThere)?))
}

pub(super) async fn enrolment_code(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<EnrolmentCode>, PageNo> {
    let (line, expires_at) = waiting(move || office.new_enrolment_line(&actor)).await?;
    Ok(Json(EnrolmentCode { line: line.to_string(), expires_at }))
}
