//! Signing in with a password, the first time and ever after, and signing out.

use super::cookie;
use super::named::read_body;
use super::refusals::PageNo;
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use crate::lines::Peer;
use crate::sign_in::{Set, SigningIn};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, StatusCode};
use axum::response::AppendHeaders;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::people::{FirstTime, Link, SetPassword, SignIn};
use std::sync::Arc;

/// Nothing, and the cookie that begins or ends a session in the browser.
pub(super) type WithCookie = (StatusCode, AppendHeaders<[(HeaderName, String); 1]>);

pub(super) async fn sign_in(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
    body: Bytes,
) -> Result<WithCookie, PageNo> {
    let SignIn { login, password, code } = read_body(&body)?;
    let signing_in = Arc::clone(&office);
    match waiting(move || signing_in.sign_in(&actor, from, &login, &password, &code)).await? {
        SigningIn::Session(session) => Ok(begun(&office, from, &session)),
        SigningIn::Wrong | SigningIn::Unknown => Err(RefusedCode::SignInWrong.into()),
        SigningIn::TooMany => Err(RefusedCode::TooManyTries.into()),
        SigningIn::NoSuchWay => Err(RefusedCode::NoSuchWay.into()),
    }
}

pub(super) async fn first_time(
    State(office): State<Arc<Office>>,
    body: Bytes,
) -> Result<Json<FirstTime>, PageNo> {
    let Link { link } = read_body(&body)?;
    let found = waiting(move || office.first_time(&link)).await?;
    found.map(Json).map_err(no)
}

pub(super) async fn set_password(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
    body: Bytes,
) -> Result<WithCookie, PageNo> {
    let SetPassword { link, password, code } = read_body(&body)?;
    let setting = Arc::clone(&office);
    match waiting(move || setting.set_password(&actor, &link, &password, &code)).await? {
        Set::Session(session) => Ok(begun(&office, from, &session)),
        other @ (Set::LinkWrong
        | Set::LinkUsed
        | Set::LinkExpired
        | Set::WeakPassword
        | Set::WrongCode
        | Set::NoSuchWay) => Err(no(other)),
    }
}

pub(super) async fn sign_out(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<WithCookie, PageNo> {
    let ended = cookie::end(&office);
    waiting(move || office.sign_out(&actor)).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, ended)])))
}

pub(super) fn begun(office: &Office, from: Peer, session: &str) -> WithCookie {
    tracing::info!(?from, "a person signed in");
    (StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, cookie::begin(office, session))]))
}

fn no(set: Set) -> PageNo {
    let code = match set {
        Set::LinkUsed => RefusedCode::LinkUsed,
        Set::LinkExpired => RefusedCode::LinkExpired,
        Set::WeakPassword => RefusedCode::WeakPassword,
        Set::WrongCode => RefusedCode::CodeWrong,
        Set::NoSuchWay => RefusedCode::NoSuchWay,
        Set::LinkWrong | Set::Session(_) => RefusedCode::LinkWrong,
    };
    code.into()
}
