//! Each answer to a tablet is signed together with the request it answers, so that the tablet knows that it is this office that
//! speaks, and to it.

use super::refusals::TabletNo;
use super::signed::read_body;
use crate::Office;
use axum::RequestExt;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use record::Hash;
use record::answer::{ANSWER, Answer, Asked};
use record::request::{NONCE, Nonce, SIGNATURE};
use record::wire::RefusalCode;
use std::sync::Arc;

/// Answers a request and signs the answer. Without a nonce there is nothing to sign.
pub(super) async fn sign(State(office): State<Arc<Office>>, request: Request, next: Next) -> Response {
    let (mut head, body) = request.into_parts();
    let Some(nonce) = header(&head.headers, NONCE).and_then(Nonce::read) else {
        return TabletNo::from(RefusalCode::NotSigned).into_response();
    };
    let (method, signature) =
        (head.method.clone(), header(&head.headers, SIGNATURE).unwrap_or_default().to_owned());
    let target = head.extensions.get::<OriginalUri>().map_or(&head.uri, |original| &original.0);
    let target = target.path_and_query().map_or_else(String::new, ToString::to_string);
    let body = read_body(Request::from_parts(head.clone(), body).extract::<Bytes, _>().await);
    let (asked, answer) = match body {
        Ok(body) => {
            let asked = Hash::of(&body);
            head.headers.remove(axum::http::header::TRANSFER_ENCODING);
            (asked, next.run(Request::from_parts(head, Body::from(body))).await)
        }
        // Of what is too long or was cut off nobody knows the hash; the no is not signed.
        Err(no) => return no.into_response(),
    };
    let (mut parts, body) = answer.into_parts();
    // What this office says is in its memory already.
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return TabletNo::from(RefusalCode::Unavailable).into_response();
    };
    // Of an answer to HEAD the body is not sent.
    let body = if method == Method::HEAD { Bytes::new() } else { body };
    let to = Asked { method: method.as_str(), target: &target, body: asked, signature: &signature, nonce };
    let answer = Answer { to, status: parts.status.as_u16(), body: &body };
    if let Ok(signature) = HeaderValue::from_str(&office.key.sign_answer(&answer)) {
        parts.headers.insert(HeaderName::from_static(ANSWER), signature);
    }
    Response::from_parts(parts, Body::from(body))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
