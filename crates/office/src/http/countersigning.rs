//! What pages call to agree to an agreement at the office, to give it back, to take either back, and to check a paper of it.

use super::named::{read_body, read_name};
use super::refusals::PageNo;
use super::waiting;
use crate::actor::Actor;
use crate::lines::Peer;
use crate::{Office, OfficeError};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::countersigning::{
    CheckPaper, Countersign, GiveBack, PaperChecked, SaidPage, Unsign, WrittenNow,
};
use record::{Hash, RequestId};
use std::sync::Arc;
use webauthn_rs::prelude::{PublicKeyCredential, RequestChallengeResponse};

pub(super) async fn said(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(record): Path<String>,
) -> Result<Json<SaidPage>, PageNo> {
    let record: Hash = read_name(&record)?;
    let page = waiting(move || office.said_of(&actor, record)).await?;
    page.map(Json).ok_or(PageNo::NotThere)
}

pub(super) async fn countersign(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
    Path(record): Path<String>,
    body: Bytes,
) -> Result<Json<WrittenNow>, PageNo> {
    let record: Hash = read_name(&record)?;
    let asked: Countersign<PublicKeyCredential> = read_body(&body)?;
    let request = read_request(&asked.request)?;
    written(waiting(move || office.countersign(&actor, from, record, request, asked)).await)
}

pub(super) async fn give_back(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
    Path(record): Path<String>,
    body: Bytes,
) -> Result<Json<WrittenNow>, PageNo> {
    let record: Hash = read_name(&record)?;
    let asked: GiveBack<PublicKeyCredential> = read_body(&body)?;
    let request = read_request(&asked.request)?;
    written(waiting(move || office.return_plan(&actor, from, record, request, &asked)).await)
}

pub(super) async fn unsign(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
    Path(record): Path<String>,
    body: Bytes,
) -> Result<Json<WrittenNow>, PageNo> {
    let record: Hash = read_name(&record)?;
    let asked: Unsign<PublicKeyCredential> = read_body(&body)?;
    let (request, said) = (read_request(&asked.request)?, read_name(&asked.said)?);
    written(waiting(move || office.unsign(&actor, from, record, request, (said, &asked))).await)
}

pub(super) async fn check_paper(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(record): Path<String>,
    body: Bytes,
) -> Result<Json<PaperChecked>, PageNo> {
    let record: Hash = read_name(&record)?;
    let asked: CheckPaper = read_body(&body)?;
    let checked = waiting(move || office.check_paper(&actor, record, &asked)).await?;
    checked.map(Json).ok_or(PageNo::NotThere)
}

/// What a browser asks a passkey of whoever is signed in.
pub(super) async fn ask_again(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
) -> Result<Json<RequestChallengeResponse>, PageNo> {
    let own = actor.person().ok_or(RefusedCode::NotSignedIn)?.clone();
    let asked = waiting(move || office.ask_again(&own, from)).await?;
    Ok(Json(asked.ok_or(RefusedCode::NoSuchWay)?))
}

fn read_request(request: &str) -> Result<RequestId, PageNo> {
    request.parse().map_err(|_| RefusedCode::BadRequest.into())
}

/// Of what is not there, or what they do not see, nothing is said, and that is written by whoever answers.
fn written(said: Result<Hash, OfficeError>) -> Result<Json<WrittenNow>, PageNo> {
    match said {
        Ok(said) => Ok(Json(WrittenNow { said: said.to_string() })),
        Err(OfficeError::NothingOf) => Err(RefusedCode::NotFound.into()),
        Err(error) => Err(error.into()),
    }
}
