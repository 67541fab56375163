//! Each answer to a tablet is signed over the nonce of its request, so that the tablet knows it is this office that speaks.

use super::refusals::TabletNo;
use crate::Office;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::hex;
use record::answer::{ANSWER, Answer};
use record::request::{NONCE, Nonce};
use record::wire::RefusalCode;
use std::sync::Arc;

/// Answers a request and signs the answer. Without a nonce there is nothing to sign.
pub(super) async fn sign(State(office): State<Arc<Office>>, request: Request, next: Next) -> Response {
    let nonce = request.headers().get(NONCE).and_then(|nonce| hex::decode(nonce.to_str().ok()?));
    let Some(nonce) = nonce.map(Nonce) else {
        return TabletNo::from(RefusalCode::NotSigned).into_response();
    };
    let (mut parts, body) = next.run(request).await.into_parts();
    // What this office says is in its memory already.
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return TabletNo::from(RefusalCode::Unavailable).into_response();
    };
    let answer = Answer { nonce, status: parts.status.as_u16(), body: &body };
    if let Ok(signature) = HeaderValue::from_str(&office.key.sign_answer(&answer)) {
        parts.headers.insert(HeaderName::from_static(ANSWER), signature);
    }
    Response::from_parts(parts, Body::from(body))
}
