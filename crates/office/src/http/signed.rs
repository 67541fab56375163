//! A request from an enrolled tablet, or from another agency's office: its headers are there, its signature fits, it was not
//! seen before. Of that the headers are asked twice: before the body is read, and with it.

use super::answers::target;
use super::limits::Limits;
use super::refusals::TabletNo;
use super::{holding, waiting};
use crate::Office;
use crate::lines::keep_line;
use crate::store::{Device, Partner};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode};
use record::DeviceId;
use record::request::{self, Proof};
use record::wire::RefusalCode;
use std::sync::Arc;

/// Who sent a request, and its body.
pub(super) struct Signed {
    pub(super) device: Device,
    /// The sender's clock. A claim.
    pub(super) created: i64,
    pub(super) body: Bytes,
}

impl FromRequest<Arc<Office>> for Signed {
    type Rejection = TabletNo;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, TabletNo> {
        let (head, body) = request.into_parts();
        let (proof, target) = (proof(&head.headers)?, target(&head));
        let request = Request::from_parts(head.clone(), body);
        let body = read_body(Bytes::from_request(request, office).await)?;
        let (office, bytes, created) = (Arc::clone(office), body.clone(), proof.created);
        let method = head.method.clone();
        let device = waiting(move || {
            let key = office.key.public();
            let (method, target) = (method.as_str(), target.as_str());
            let request = request::Request { office: &key, method, target, body: &bytes };
            office.authenticate(&proof, &request)
        })
        .await?;
        keep_line(&head.extensions);
        Ok(Self { device, created, body })
    }
}

/// Which agency's office sent a request, and its body.
pub(super) struct FromAgency {
    pub(super) agency: Partner,
    pub(super) body: Bytes,
}

impl FromRequest<Arc<Office>> for FromAgency {
    type Rejection = TabletNo;

    async fn from_request(request: Request, office: &Arc<Office>) -> Result<Self, TabletNo> {
        let (head, body) = request.into_parts();
        let (proof, target) = (proof(&head.headers)?, target(&head));
        let request = Request::from_parts(head.clone(), body);
        let body = read_body(Bytes::from_request(request, office).await)?;
        let (office, bytes, method) = (Arc::clone(office), body.clone(), head.method.clone());
        let agency = waiting(move || {
            let key = office.key.public();
            let (method, target) = (method.as_str(), target.as_str());
            office
                .authenticate_agency(&proof, &request::Request { office: &key, method, target, body: &bytes })
        })
        .await?;
        keep_line(&head.extensions);
        Ok(Self { agency, body })
    }
}

/// Who says that it sends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Tablet,
    Agency,
}

/// Whose request this says it is, by its headers alone. Whoever knows a tablet's id can say that.
pub(super) async fn hear(
    office: &Arc<Office>,
    limits: &Limits,
    headers: &HeaderMap,
    sender: Sender,
) -> Result<DeviceId, TabletNo> {
    let (office, proof) = (Arc::clone(office), proof(headers)?);
    let device = proof.device;
    let hearing = limits.hearing_of_tablet().await.ok_or(RefusalCode::Unavailable)?;
    let hear = move || match sender {
        Sender::Tablet => office.hear(&proof),
        Sender::Agency => office.hear_agency(&proof),
    };
    let heard = holding(hearing, waiting(hear)).await;
    heard.ok_or(RefusalCode::Unavailable)??;
    Ok(device)
}

/// Which tablet this is by its own word.
pub(super) fn device(headers: &HeaderMap) -> Option<DeviceId> {
    proof(headers).ok().map(|proof| proof.device)
}

fn proof(headers: &HeaderMap) -> Result<Proof, TabletNo> {
    Proof::read(|name| headers.get(name)?.to_str().ok()).map_err(|_| RefusalCode::NotSigned.into())
}

/// The body, or the code for why there is none.
pub(super) fn read_body(body: Result<Bytes, BytesRejection>) -> Result<Bytes, TabletNo> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => RefusalCode::TooLarge.into(),
        _ => RefusalCode::BadRequest.into(),
    })
}
