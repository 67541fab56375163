//! Signing in otherwise than with a password: by a passkey, or with an account elsewhere. Each begins with a question, which the
//! browser remembers by a cookie until it brings the answer.

use super::cookie;
use super::named::read_body;
use super::refusals::PageNo;
use super::signing::{WithCookie, begun};
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use crate::lines::Peer;
use crate::sign_in::SigningIn;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use axum::response::AppendHeaders;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::people::{FromProvider, ToProvider};
use std::sync::Arc;
use webauthn_rs::prelude::{PublicKeyCredential, RequestChallengeResponse};

/// A question, and the cookie by which the browser remembers it.
type Question<T> = (AppendHeaders<[(HeaderName, String); 1]>, Json<T>);
/// A session that has begun. The question is forgotten.
type Begun = (AppendHeaders<[(HeaderName, String); 1]>, WithCookie);

pub(super) async fn ask_passkey(
    State(office): State<Arc<Office>>,
    Extension(from): Extension<Peer>,
) -> Result<Question<RequestChallengeResponse>, PageNo> {
    let asking = Arc::clone(&office);
    question(&office, waiting(move || asking.ask_passkey(from)).await?)
}

pub(super) async fn passkey(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Begun, PageNo> {
    let shown: PublicKeyCredential = read_body(&body)?;
    let (signing_in, asked) = (Arc::clone(&office), cookie::asked(&office, &headers));
    let became =
        waiting(move || signing_in.sign_in_by_passkey(&actor, from, asked.as_deref(), &shown)).await?;
    begun_or(&office, from, became, RefusedCode::PasskeyWrong)
}

pub(super) async fn ask_account(
    State(office): State<Arc<Office>>,
    Extension(from): Extension<Peer>,
) -> Result<Question<ToProvider>, PageNo> {
    let asking = Arc::clone(&office);
    question(&office, waiting(move || asking.ask_account(from)).await?)
}

pub(super) async fn account(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Begun, PageNo> {
    let said: FromProvider = read_body(&body)?;
    let (signing_in, asked) = (Arc::clone(&office), cookie::asked(&office, &headers));
    let became = waiting(move || signing_in.sign_in_by_account(&actor, from, asked.as_deref(), said)).await?;
    begun_or(&office, from, became, RefusedCode::AccountWrong)
}

fn question<T>(office: &Office, asked: Option<(String, T)>) -> Result<Question<T>, PageNo> {
    let (secret, question) = asked.ok_or(RefusedCode::NoSuchWay)?;
    Ok((AppendHeaders([(SET_COOKIE, cookie::ask(office, &secret))]), Json(question)))
}

fn begun_or(office: &Office, from: Peer, became: SigningIn, wrong: RefusedCode) -> Result<Begun, PageNo> {
    let no = match became {
        SigningIn::Session(session) => {
            let forgotten = AppendHeaders([(SET_COOKIE, cookie::answered(office))]);
            return Ok((forgotten, begun(office, from, &session)));
        }
        SigningIn::Wrong => wrong,
        SigningIn::Unknown => RefusedCode::AccountUnknown,
        SigningIn::TooMany => RefusedCode::TooManyTries,
        SigningIn::NoSuchWay => RefusedCode::NoSuchWay,
    };
    Err(no.into())
}
