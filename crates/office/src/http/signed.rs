//! A request from an enrolled tablet: its headers are there, its signature fits, it was not seen before.

use super::refusals::TabletNo;
use super::waiting;
use crate::Office;
use crate::store::Device;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, OriginalUri, Request};
use axum::http::StatusCode;
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
        let headers = request.headers();
        let proof =
            Proof::read(|name| headers.get(name)?.to_str().ok()).map_err(|_| RefusalCode::NotSigned)?;
        let method = request.method().clone();
        let target = request.extensions().get::<OriginalUri>().map_or(request.uri(), |original| &original.0);
        let target = target.path_and_query().map_or_else(String::new, ToString::to_string);
        let body = read_body(Bytes::from_request(request, office).await)?;
        let (office, bytes, created) = (Arc::clone(office), body.clone(), proof.created);
        let device = waiting(move || {
            let key = office.key.public();
            let (method, target) = (method.as_str(), target.as_str());
            let request = request::Request { office: &key, method, target, body: &bytes };
            office.authenticate(&proof, &request)
        })
        .await?;
        Ok(Self { device, created, body })
    }
}

/// The body, or the code for why there is none.
pub(super) fn read_body(body: Result<Bytes, BytesRejection>) -> Result<Bytes, TabletNo> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => RefusalCode::TooLarge.into(),
        _ => RefusalCode::BadRequest.into(),
    })
}
