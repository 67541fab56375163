//! What pages call about people and teams, and of what was done.

use super::named::{read_body, read_name};
use super::refusals::PageNo;
use super::{shown, waiting};
use crate::Office;
use crate::actor::{Actor, Held};
use crate::ids::PersonId;
use crate::store::Which;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::people::{AccessRow, NewName, NewPerson, PersonLink, PersonRow, SetRole, TeamRow};
use serde::Deserialize;
use std::sync::Arc;

pub(super) async fn all(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<PersonRow>>, PageNo> {
    let people = waiting(move || office.people(&actor)).await?;
    Ok(Json(people.into_iter().map(shown::person).collect()))
}

pub(super) async fn add(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    body: Bytes,
) -> Result<Json<PersonLink>, PageNo> {
    let NewPerson { login, name, roles } = read_body(&body)?;
    let roles = roles.iter().map(shown::held).collect::<Result<Vec<Held>, _>>()?;
    let (_, link) = waiting(move || office.add_person(&actor, &login, &name, &roles)).await?;
    Ok(Json(PersonLink { link }))
}

pub(super) async fn link(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(person): Path<String>,
) -> Result<Json<PersonLink>, PageNo> {
    let person: PersonId = read_name(&person)?;
    let link = waiting(move || office.new_sign_in_link(&actor, person)).await?;
    Ok(Json(PersonLink { link }))
}

pub(super) async fn role(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(person): Path<String>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    let person: PersonId = read_name(&person)?;
    let SetRole { role, has_it } = read_body(&body)?;
    let held = shown::held(&role)?;
    waiting(move || office.set_role(&actor, person, held, has_it)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn end(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(person): Path<String>,
) -> Result<StatusCode, PageNo> {
    let person: PersonId = read_name(&person)?;
    waiting(move || office.end_person(&actor, person)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn sign_out(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(person): Path<String>,
) -> Result<StatusCode, PageNo> {
    let person: PersonId = read_name(&person)?;
    waiting(move || office.end_sessions(&actor, person)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn forget_ways(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(person): Path<String>,
) -> Result<StatusCode, PageNo> {
    let person: PersonId = read_name(&person)?;
    waiting(move || office.forget_ways(&actor, person)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn teams(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<TeamRow>>, PageNo> {
    let teams = waiting(move || office.teams(&actor)).await?;
    Ok(Json(teams.into_iter().map(shown::team).collect()))
}

pub(super) async fn add_team(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    body: Bytes,
) -> Result<Json<TeamRow>, PageNo> {
    let NewName { name } = read_body(&body)?;
    let name = name.trim().to_owned();
    let called = name.clone();
    let id = waiting(move || office.add_team(&actor, &called)).await?;
    Ok(Json(TeamRow { id: id.to_string(), name }))
}

/// What stands in the address of what was done. The page begins below a number.
#[derive(Deserialize)]
pub(super) struct Asked {
    below: Option<u64>,
    person: Option<PersonId>,
    #[serde(default)]
    refused: bool,
}

pub(super) async fn access(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Vec<AccessRow>>, PageNo> {
    let Query(Asked { below, person, refused }) = asked.map_err(|_| RefusedCode::BadRequest)?;
    let which = match (person, refused) {
        (None, false) => Which::All,
        (None, true) => Which::Refused,
        (Some(person), false) => Which::By(person),
        (Some(_), true) => return Err(RefusedCode::BadRequest.into()),
    };
    let done = waiting(move || office.accessed(&actor, which, below)).await?;
    Ok(Json(done.into_iter().map(shown::accessed).collect()))
}
