//! Who is signed in, and their own sessions.

use super::cookie;
use super::refusals::PageNo;
use super::shown::role_in;
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use crate::ids::TeamId;
use crate::permissions::What;
use crate::store::Session;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, StatusCode};
use axum::response::AppendHeaders;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::people::{May, Me, SessionRow};
use std::sync::Arc;

pub(super) async fn me(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Me>, PageNo> {
    let person = actor.person().ok_or(RefusedCode::NotSignedIn)?;
    Ok(Json(Me {
        login: person.login.clone(),
        name: person.name.clone(),
        roles: person.roles.iter().map(role_in).collect(),
        may: What::ALL.into_iter().filter(|what| actor.may(*what)).map(|what| may(&actor, what)).collect(),
        has_passkeys: office.has_passkeys(),
    }))
}

fn may(actor: &Actor, what: What) -> May {
    let teams = actor.teams(what).map(|teams| teams.iter().map(TeamId::to_string).collect());
    May { what: what.word().to_owned(), teams }
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
