//! Each answer to a tablet is signed together with the request it answers, so that the tablet knows that it is this office that
//! speaks, and to it. What is answered before a request was read whole is not signed here.

use super::refusals::TabletNo;
use crate::Office;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::OriginalUri;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::response::Response;
use record::Hash;
use record::answer::{ANSWER, Answer, Asked};
use record::request::{NONCE, Nonce, SIGNATURE};
use record::wire::RefusalCode;

/// A request as its answer is bound to it, but for its body.
pub(super) struct Asking {
    method: Method,
    target: String,
    signature: String,
    nonce: Nonce,
}

impl Asking {
    /// Without a nonce there is nothing to sign.
    pub(super) fn read(head: &Parts) -> Result<Self, TabletNo> {
        let nonce = header(&head.headers, NONCE).and_then(Nonce::read).ok_or(RefusalCode::NotSigned)?;
        let signature = header(&head.headers, SIGNATURE).unwrap_or_default().to_owned();
        Ok(Self { method: head.method.clone(), target: target(head), signature, nonce })
    }

    /// The answer with its signature. `body` is of the request.
    pub(super) async fn answered(
        self,
        office: &Office,
        body: Hash,
        answer: Response,
    ) -> Result<Response, TabletNo> {
        let Self { method, target, signature, nonce } = self;
        let to = Asked { method: method.as_str(), target: &target, body, signature: &signature, nonce };
        let (mut parts, body) = answer.into_parts();
        // What this office says is in its memory already.
        let body = to_bytes(body, usize::MAX).await.map_err(|_| RefusalCode::Unavailable)?;
        // Of an answer to HEAD the body is not sent.
        let body = if method == Method::HEAD { Bytes::new() } else { body };
        let answer = Answer { to, status: parts.status.as_u16(), body: &body };
        if let Ok(signature) = HeaderValue::from_str(&office.key.sign_answer(&answer)) {
            parts.headers.insert(HeaderName::from_static(ANSWER), signature);
        }
        Ok(Response::from_parts(parts, Body::from(body)))
    }
}

/// Path and query, as in the request's first line.
pub(super) fn target(head: &Parts) -> String {
    let target = head.extensions.get::<OriginalUri>().map_or(&head.uri, |original| &original.0);
    target.path_and_query().map_or_else(String::new, ToString::to_string)
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
