//! What pages call about tablets.

use super::named::{read_body, read_name};
use super::refusals::PageNo;
use super::{shown, waiting};
use crate::actor::Actor;
use crate::ids::TeamId;
use crate::{Office, OfficeError};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use ipc::office::people::{NewName, TabletRow, ToTeam};
use record::DeviceId;
use std::sync::Arc;

pub(super) async fn all(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<TabletRow>>, PageNo> {
    let tablets = waiting(move || office.tablets(&actor)).await?;
    Ok(Json(tablets.into_iter().map(shown::tablet).collect()))
}

pub(super) async fn confirm(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(tablet): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    let tablet: DeviceId = read_name(&tablet)?;
    let ToTeam { team } = read_body(&body)?;
    let team: TeamId = team.parse().map_err(|_| OfficeError::NoTeam)?;
    let confirmed = waiting(move || office.confirm_tablet(&actor, tablet, team)).await?;
    confirmed.map(|()| StatusCode::NO_CONTENT).ok_or(PageNo::NotThere)
}

pub(super) async fn rename(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(tablet): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    let tablet: DeviceId = read_name(&tablet)?;
    let NewName { name } = read_body(&body)?;
    let renamed = waiting(move || office.rename_tablet(&actor, tablet, &name)).await?;
    renamed.map(|_| StatusCode::NO_CONTENT).ok_or(PageNo::NotThere)
}

pub(super) async fn revoke(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(tablet): Path<String>,
) -> Result<StatusCode, PageNo> {
    let tablet: DeviceId = read_name(&tablet)?;
    let revoked = waiting(move || office.revoke_tablet(&actor, tablet)).await?;
    revoked.map(|()| StatusCode::NO_CONTENT).ok_or(PageNo::NotThere)
}
