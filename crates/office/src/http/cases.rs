//! What pages call about cases: whose one is, who alone sees it, and opening one of another team in need.

use super::named::{read_body, read_name};
use super::refusals::PageNo;
use super::{shown, waiting};
use crate::actor::Actor;
use crate::ids::{GlassId, PersonId, TeamId};
use crate::store::CaseName;
use crate::{Office, OfficeError};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::people::{AlertRow, OpenByPaper, Reason, Seal, ToTeam};
use record::CaseId;
use std::sync::Arc;

pub(super) async fn give(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(case): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    let case: CaseId = read_name(&case)?;
    let ToTeam { team } = read_body(&body)?;
    let team: TeamId = team.parse().map_err(|_| OfficeError::NoTeam)?;
    done(waiting(move || office.move_case(&actor, case, team)).await?)
}

pub(super) async fn seal(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(case): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    let case: CaseId = read_name(&case)?;
    let Seal { persons } = read_body(&body)?;
    let persons = persons.iter().map(|id| id.parse()).collect::<Result<Vec<PersonId>, _>>();
    let persons = persons.map_err(|_| OfficeError::NoPerson)?;
    done(waiting(move || office.seal_case(&actor, case, &persons)).await?)
}

pub(super) async fn unseal(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(case): Path<String>,
) -> Result<StatusCode, PageNo> {
    let case: CaseId = read_name(&case)?;
    done(waiting(move || office.unseal_case(&actor, case)).await?)
}

pub(super) async fn open(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(case): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    break_glass(office, actor, CaseName::Case(read_name(&case)?), &body).await
}

pub(super) async fn open_on_paper(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    let OpenByPaper { reference, reason } = read_body(&body)?;
    let looking = Arc::clone(&office);
    let case = waiting(move || looking.case_on_paper(&reference)).await?.ok_or(RefusedCode::NotFound)?;
    done(waiting(move || office.break_glass(&actor, CaseName::Case(case), &reason)).await?)
}

pub(super) async fn open_by_record(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(record): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    break_glass(office, actor, CaseName::Record(read_name(&record)?), &body).await
}

pub(super) async fn alerts(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<AlertRow>>, PageNo> {
    let alerts = waiting(move || office.alerts(&actor)).await?;
    Ok(Json(alerts.into_iter().map(shown::alert).collect()))
}

pub(super) async fn seen(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(alert): Path<String>,
) -> Result<StatusCode, PageNo> {
    let alert: GlassId = read_name(&alert)?;
    done(waiting(move || office.answer_alert(&actor, alert)).await?)
}

async fn break_glass(
    office: Arc<Office>,
    actor: Actor,
    case: CaseName,
    body: &Bytes,
) -> Result<StatusCode, PageNo> {
    let Reason { reason } = read_body(body)?;
    done(waiting(move || office.break_glass(&actor, case, &reason)).await?)
}

fn done(it: Option<()>) -> Result<StatusCode, PageNo> {
    it.map(|()| StatusCode::NO_CONTENT).ok_or(PageNo::NotThere)
}
