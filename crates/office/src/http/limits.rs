//! How much at once tablets may ask of the office, and for how long, so that who opens many lines and says nothing neither fills
//! its memory nor stays. What is cut off is sent again by the tablet.

use super::refusals::TabletNo;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use record::wire::RefusalCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Requests that are read and answered at once. Each may hold one body in memory.
const MOST_AT_ONCE: usize = 128;
/// How long one may take. On a bad line a tablet sends one letter at a time.
const LONGEST: Duration = Duration::from_secs(120);

/// Places for requests.
pub(super) fn places() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(MOST_AT_ONCE))
}

/// Answers if there is a place. The no is not signed: nothing of the request was read.
pub(super) async fn limited(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let later = || TabletNo::from(RefusalCode::Unavailable).into_response();
    let Ok(_place) = places.try_acquire() else {
        return later();
    };
    tokio::time::timeout(LONGEST, next.run(request)).await.unwrap_or_else(|_| later())
}
