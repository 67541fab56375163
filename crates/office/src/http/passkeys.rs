//! What the page about one's own passkeys calls.

use super::named::{read_body, read_name};
use super::refusals::PageNo;
use super::waiting;
use crate::Office;
use crate::actor::Actor;
use crate::lines::Peer;
use crate::passkeys::Adding;
use crate::store::OwnPasskey;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use ipc::office::RefusedCode;
use ipc::office::people::{NewPasskey, PasskeyRow};
use record::Hash;
use std::sync::Arc;
use webauthn_rs::prelude::{CreationChallengeResponse, RegisterPublicKeyCredential};

pub(super) async fn own(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
) -> Result<Json<Vec<PasskeyRow>>, PageNo> {
    let row = |OwnPasskey { passkey, name, made_at, used_at }| {
        let id = passkey.to_string();
        PasskeyRow { id, name, made_at, used_at }
    };
    let passkeys = waiting(move || office.passkeys(&actor)).await?;
    Ok(Json(passkeys.into_iter().map(row).collect()))
}

pub(super) async fn begin(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Extension(from): Extension<Peer>,
) -> Result<Json<CreationChallengeResponse>, PageNo> {
    let own = actor.person().ok_or(RefusedCode::NotSignedIn)?.clone();
    let asked = waiting(move || office.begin_passkey(&own, from)).await?;
    Ok(Json(asked.ok_or(RefusedCode::NoSuchWay)?))
}

pub(super) async fn add(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    body: Bytes,
) -> Result<StatusCode, PageNo> {
    let NewPasskey { name, passkey } = read_body::<NewPasskey<RegisterPublicKeyCredential>>(&body)?;
    match waiting(move || office.add_passkey(&actor, &name, &passkey)).await? {
        Adding::Added => Ok(StatusCode::NO_CONTENT),
        Adding::Wrong => Err(RefusedCode::PasskeyWrong.into()),
        Adding::NoSuchWay => Err(RefusedCode::NoSuchWay.into()),
    }
}

pub(super) async fn remove(
    State(office): State<Arc<Office>>,
    Extension(actor): Extension<Actor>,
    Path(passkey): Path<String>,
) -> Result<StatusCode, PageNo> {
    let passkey: Hash = read_name(&passkey)?;
    waiting(move || office.remove_passkey(&actor, passkey)).await?.ok_or(PageNo::NotThere)?;
    Ok(StatusCode::NO_CONTENT)
}
