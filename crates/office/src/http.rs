//! The office over HTTP. `tablet` is what tablets call, `pages` what the pages in a browser call, `files` the pages. Before the
//! first two stands `door`, which gives each request a place within `limits` and reads its body.
//!
//! Nothing is decided here but who may call what. Handlers hand their work to threads that may wait for the disk.

mod answers;
mod bodies;
mod cookie;
mod door;
mod files;
mod limits;
mod lists;
mod pages;
mod refusals;
mod shares;
mod signed;
mod tablet;

use crate::{Office, OfficeError};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use record::wire::MAX_REQUEST_BYTES;
use std::path::PathBuf;
use std::sync::Arc;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
    img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// On every answer, whatever it is.
const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// For a year, browsers ask for this office on the encrypted way alone. Of other names below its own nothing is said.
const ENCRYPTED_ONLY: &str = "max-age=31536000";

/// Everything the office answers. `pages` is the folder with its pages.
pub fn router(office: Arc<Office>, pages: PathBuf) -> Router {
    let (door, encrypted) = (door::Door::new(&office), office.is_encrypted());
    Router::new()
        .nest("/v1", tablet::router(&door))
        .nest("/api", pages::router().layer(from_fn_with_state(door, door::people)))
        .with_state(office)
        .merge(files::router(pages))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .layer(map_response(move |response: Response| with_headers(response, encrypted)))
}

async fn with_headers(mut response: Response, encrypted: bool) -> Response {
    let headers: &mut HeaderMap = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if encrypted {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ENCRYPTED_ONLY));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Does work that waits for the disk on a thread of its own.
async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OfficeError> + Send + 'static,
) -> Result<T, OfficeError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(OfficeError::Dropped))
}
