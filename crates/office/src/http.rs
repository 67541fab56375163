//! The office over HTTP. `routes` is the table of all calls. `tablet` is what tablets call, `agencies` what other agencies' offices
//! call, `signing`, `other_ways`, `sessions`, `passkeys`, `today`, `lists`, `pages`, `countersigning`, `tablets`, `cases`, `partners` and `people`
//! what the pages in a browser call, `files` the pages. Before all but the last stands `door`, which gives each request a place within
//! `limits`, reads its body, asks `gate` who may, and has each no written; before all of them `access`, which notes it. `inside` is what
//! whoever watches the office asks, at a socket of its own.
//!
//! Nothing is decided here but who may call what. Handlers hand their work to threads that may wait for the disk.

mod access;
mod agencies;
mod answers;
mod bodies;
mod cases;
mod cookie;
mod countersigning;
mod door;
mod files;
mod gate;
mod inside;
mod limits;
mod lists;
mod named;
mod other_ways;
mod pages;
mod partners;
mod passkeys;
mod people;
mod refusals;
mod routes;
mod sessions;
mod shares;
mod shown;
mod signed;
mod signing;
mod tablet;
mod tablets;
mod today;

pub use gate::{Gate, WhoMay};
pub(crate) use inside::{Health, router_inside};
pub use routes::{Row, router, rows};

use crate::OfficeError;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

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

/// Does work to its end, also where nobody waits for it any more, and gives back what is held for it only then: what waits for the
/// disk is not broken off.
async fn holding<T: Send + 'static>(
    held: impl Send + 'static,
    work: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    let to_its_end = async move {
        let done = work.await;
        drop(held);
        done
    };
    tokio::spawn(to_its_end).await.ok()
}

/// Does work that waits for the disk on a thread of its own.
async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OfficeError> + Send + 'static,
) -> Result<T, OfficeError> {
    let request = tracing::Span::current();
    let work = move || request.in_scope(work);
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(OfficeError::Dropped))
}
