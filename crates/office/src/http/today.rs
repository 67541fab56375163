//! What the start page calls.

use super::lists::{place, read};
use super::refusals::PageNo;
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use chrono::{DateTime, NaiveDate, Utc};
use ipc::office::RefusedCode;
use ipc::office::today::{Need, Needing, News, Today};
use serde::Deserialize;
use std::sync::Arc;

/// What stands in the address.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The day where the page is.
    on: Option<NaiveDate>,
    after: Option<String>,
    limit: Option<u64>,
}

/// When the page was told last.
#[derive(Deserialize)]
pub(super) struct Since {
    since: DateTime<Utc>,
}

pub(super) async fn today(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Today>, PageNo> {
    let Asked { on, .. } = read(asked)?;
    Ok(Json(waiting(move || office.today(&actor, on)).await?))
}

pub(super) async fn needing(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(need): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Needing>, PageNo> {
    let need = Need::read(&need).ok_or(RefusedCode::NotFound)?;
    let Asked { on, after, limit } = read(asked)?;
    let after = place(after.as_deref())?;
    Ok(Json(waiting(move || office.needing(&actor, need, on, after.as_ref(), limit)).await?))
}

pub(super) async fn news(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    asked: Result<Query<Since>, QueryRejection>,
) -> Result<Json<News>, PageNo> {
    let Since { since } = read(asked)?;
    Ok(Json(waiting(move || office.news(&actor, since)).await?))
}
