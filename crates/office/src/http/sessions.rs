//! Who is signed in, and their own sessions.

use super::cookie;
use super::refusals::PageNo;
use super::shown::role_in;
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use crate::permissions::What;
use crate::store::Session;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, StatusCode};
use axum::response::AppendHeaders;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::people::{Me, SessionRow};
use std::sync::Arc;

pub(super) async fn me(Extension(actor): Extension<Actor>) -> Result<Json<Me>, PageNo> {
    let person = actor.person().ok_or(RefusedCode::NotSignedIn)?;
    Ok(Json(Me {
        name: person.name.clone(),
        roles: person.roles.iter().map(role_in).collect(),
        sees_agreements: actor.may(What::ListAgreements),
        adds_tablets: actor.may(What::MakeCode),
    }))
}

pub(super) async fn own(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<SessionRow>>, PageNo> {
    let row =
        |Session { begun_at, seen_at, ends_at, is_this }| SessionRow { begun_at, seen_at, ends_at, is_this };
    let sessions = waiting(move || office.sessions(&actor)).await?;
    Ok(Json(sessions.into_iter().map(row).collect()))
}

pub(super) async fn end_own(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<(StatusCode, AppendHeaders<[(HeaderName, String); 1]>), PageNo> {
    let ended = cookie::end(&office);
    let person = actor.person().ok_or(RefusedCode::NotSignedIn)?.id;
    waiting(move || office.end_sessions(&actor, person)).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, ended)])))
}
