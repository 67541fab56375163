//! A line in the log for each request, and what is counted of it: by which route of this program's, how it ended, how long it took.
//! Nothing that stands in the request is written, not even what fills a gap in its route. Its number is drawn here and told in the
//! answer, so that whoever asks about it finds its lines.

use crate::Office;
use crate::environment::random;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use base::hex;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;

const NUMBER: HeaderName = HeaderName::from_static("x-request-id");
/// The office's pages, which need no sign-in, and whatever else is asked for that is on no route.
const PAGE: &str = "page";
/// What tablets send.
const PUSH: &str = "/v1/letters";

/// On an answer: the code it is refused with.
#[derive(Debug, Clone)]
pub(super) struct RefusedAs(pub(super) Cow<'static, str>);

pub(super) async fn noted(State(office): State<Arc<Office>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let number =
        random::<8>(office.environment.as_ref()).map(|bytes| hex::encode(&bytes)).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let span = tracing::info_span!("request", number);
    let mut answer = next.run(request).instrument(span).await;

    let (route, took) = (route.as_ref().map_or(PAGE, MatchedPath::as_str), begun.elapsed());
    let (status, ms) = (answer.status().as_u16(), took.as_millis());
    let refused = answer.extensions_mut().remove::<RefusedAs>();
    office.counts().answered(route, status);
    if route == PUSH {
        office.counts().pushed(took);
    }
    match refused {
        Some(RefusedAs(code)) => {
            office.counts().refused(&code);
            tracing::warn!(number, route, status, ms, %code, "refused");
        }
        None if status >= 400 => tracing::warn!(number, route, status, ms, "refused"),
        None => tracing::info!(number, route, status, ms, "answered"),
    }
    if let Ok(number) = HeaderValue::from_str(&number) {
        answer.headers_mut().insert(NUMBER, number);
    }
    answer
}
