//! What pages call about other agencies: which there are, giving them an agreement or a case, what was given.

use super::named::{read_body, read_name};
use super::refusals::PageNo;
use super::waiting;
use crate::actor::{Actor, SignedIn};
use crate::disclosing::Disclosing;
use crate::permissions::What;
use crate::store::{CaseName, Given, Partner};
use crate::{Office, OfficeError};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::partners::{Disclose, GivenRow, PartnerRow};
use record::{OfficePerson, RequestId, TenantId, UserId};
use std::sync::Arc;

pub(super) async fn all(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<PartnerRow>>, PageNo> {
    let all = waiting(move || office.partners(&actor)).await?.into_iter();
    let now = all.filter(|partner| partner.ended_at.is_none());
    let row = |Partner { agency, name, .. }: Partner| PartnerRow { id: agency.to_string(), name };
    Ok(Json(now.map(row).collect()))
}

pub(super) async fn given(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<GivenRow>>, PageNo> {
    let given = waiting(move || office.given(&actor, false)).await?;
    Ok(Json(given.into_iter().map(row).collect()))
}

pub(super) async fn disclose_agreement(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(record): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    disclose(office, actor, CaseName::Record(read_name(&record)?), &body).await
}

pub(super) async fn disclose_case(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(case): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    disclose(office, actor, CaseName::Case(read_name(&case)?), &body).await
}

/// Writes it. It goes out by itself within a minute, or is carried.
async fn disclose(
    office: Arc<Office>,
    actor: Actor,
    of: CaseName,
    body: &Bytes,
) -> Result<StatusCode, PageNo> {
    let Disclose { partner, reason, request } = read_body(body)?;
    let agency: TenantId = partner.parse().map_err(|_| OfficeError::NoPartner)?;
    let request: RequestId = request.parse().map_err(|_| RefusedCode::BadRequest)?;
    let by = actor.person().map(|person| writer(person, &actor)).ok_or(RefusedCode::NotSignedIn)?;
    let write = move || {
        let to = office.store.partner(office.agency.tenant, agency)?.ok_or(OfficeError::NoPartner)?;
        office.disclose(&actor, &Disclosing { request, by, of, to: &to, reason: &reason })
    };
    match waiting(write).await {
        Ok(given) if given.is_empty() => Err(RefusedCode::NotFound.into()),
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(OfficeError::NothingOf) => Err(PageNo::NotThere),
        Err(OfficeError::OtherRequest) => Err(RefusedCode::BadRequest.into()),
        Err(error) => Err(error.into()),
    }
}

fn writer(person: &SignedIn, actor: &Actor) -> OfficePerson {
    let (id, role) = (UserId::from(*person.id.as_bytes()), actor.role(What::Disclose));
    OfficePerson { id, name: person.name.clone(), role }
}

fn row(given: Given) -> GivenRow {
    let Given { disclosure, record, reference, to, disclosed_at, receipted_at } = given;
    let (disclosure, record) = (disclosure.to_string(), record.to_string());
    GivenRow { disclosure, record, reference, to, disclosed_at, receipted_at }
}
