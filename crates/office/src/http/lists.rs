//! The lists that pages show, a page at a time. What somebody looks for comes in the body: a name is nothing for an address, which
//! proxies and browsers keep.

use super::named::read_body;
use super::refusals::PageNo;
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use crate::ids::TeamId;
use crate::store::{Narrow, Wanted};
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use chrono::NaiveDate;
use ipc::office::{Agreements, Find, RefusedCode, Troubles};
use serde::Deserialize;
use std::str::FromStr;
use std::sync::Arc;

/// What stands in the address of a list.
#[derive(Deserialize)]
pub(super) struct Asked {
    after: Option<String>,
    limit: Option<u64>,
    due: Option<NaiveDate>,
    #[serde(default)]
    marks: bool,
}

pub(super) async fn agreements(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Agreements>, PageNo> {
    let Asked { after, limit, due, marks } = read(asked)?;
    let wanted = match (due, marks) {
        (None, false) => Wanted::All,
        (None, true) => Wanted::ToLookAt,
        (Some(before), false) => Wanted::DueBefore(before),
        (Some(_), true) => return Err(RefusedCode::BadRequest.into()),
    };
    let after = place(after.as_deref())?;
    Ok(Json(waiting(move || office.agreements(&actor, &wanted, after.as_ref(), limit)).await?))
}

pub(super) async fn find(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    body: Bytes,
) -> Result<Json<Agreements>, PageNo> {
    let Find { words, team, outcome, from, to, after, limit } = read_body(&body)?;
    let team: Option<TeamId> =
        team.as_deref().map(str::parse).transpose().map_err(|_| RefusedCode::BadRequest)?;
    let wanted = Wanted::Narrowed(Narrow { words, team, outcome, from, to });
    let after = place(after.as_deref())?;
    Ok(Json(waiting(move || office.agreements(&actor, &wanted, after.as_ref(), limit)).await?))
}

pub(super) async fn troubles(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Troubles>, PageNo> {
    let Asked { after, limit, .. } = read(asked)?;
    let after = place(after.as_deref())?;
    Ok(Json(waiting(move || office.troubles(&actor, after.as_ref(), limit)).await?))
}

/// What stands in an address, if it can be read.
pub(super) fn read<T>(asked: Result<Query<T>, QueryRejection>) -> Result<T, PageNo> {
    asked.map(|Query(asked)| asked).map_err(|_| RefusedCode::BadRequest.into())
}

/// The place at which a list goes on.
pub(super) fn place<T: FromStr>(text: Option<&str>) -> Result<Option<T>, PageNo> {
    text.map(str::parse::<T>).transpose().map_err(|_| RefusedCode::BadRequest.into())
}
