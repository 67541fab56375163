//! What whoever watches an office asks: whether its process answers, whether it is ready for work, what is counted. Nobody signs in for
//! it and nothing of people or families is in it; it is answered at a socket inside only. Words are fixed, for programs.

use crate::counts::CONTENT_TYPE as COUNTS;
use crate::{Office, OfficeError};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::timeout;

/// Whoever watches asks again soon.
const PATIENCE: Duration = Duration::from_secs(5);

/// How an office is, as far as it knows itself.
#[derive(Clone)]
pub(crate) struct Health(Arc<Inner>);

struct Inner {
    office: Arc<Office>,
    is_stopping: AtomicBool,
    /// So that one that waits for the database, however long, does not become many.
    asking: Arc<Mutex<()>>,
}

/// Whether it can do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readiness {
    Ready,
    /// It stops, once it has answered what was begun.
    Stopping,
    /// The disk is full: it can be read.
    Full,
    /// The database does not read or does not write.
    Database,
}

/// The answers inside.
pub(crate) fn router_inside(office: &Arc<Office>, health: &Health) -> Router {
    let counts = Router::new().route("/metrics", get(metrics)).with_state(Arc::clone(office));
    Router::new()
        .route("/health", get(async || "alive\n"))
        .route("/ready", get(ready))
        .with_state(health.clone())
        .merge(counts)
}

async fn ready(State(health): State<Health>) -> (StatusCode, &'static str) {
    match health.look().await {
        Readiness::Ready => (StatusCode::OK, "ready\n"),
        Readiness::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n"),
        Readiness::Full => (StatusCode::SERVICE_UNAVAILABLE, "full\n"),
        Readiness::Database => (StatusCode::SERVICE_UNAVAILABLE, "database\n"),
    }
}

/// What the database has to be asked for is as it was where it does not answer.
async fn metrics(State(office): State<Arc<Office>>) -> impl IntoResponse {
    let asked = Arc::clone(&office);
    let given = super::waiting(move || asked.store.receipts_given(asked.agency.tenant));
    if let Ok(Ok(given)) = timeout(PATIENCE, given).await {
        office.counts().receipts.set(i64::try_from(given).unwrap_or(i64::MAX));
    }
    ([(CONTENT_TYPE, COUNTS)], office.counts().told())
}

impl Health {
    pub(crate) fn of(office: &Arc<Office>) -> Self {
        let office = Arc::clone(office);
        Self(Arc::new(Inner { office, is_stopping: AtomicBool::new(false), asking: Arc::default() }))
    }

    /// From now on it is stopping.
    pub(crate) fn end(&self) {
        self.0.is_stopping.store(true, Ordering::Relaxed);
    }

    /// Reads, and writes durably what is there already. A write that is waited for is never cut short: it goes on, and until it
    /// ends no other is begun.
    async fn look(&self) -> Readiness {
        if self.0.is_stopping.load(Ordering::Relaxed) {
            return Readiness::Stopping;
        }
        if self.0.office.store.is_closed_to_writing() {
            return Readiness::Full;
        }
        let (office, turn) = (Arc::clone(&self.0.office), Arc::clone(&self.0.asking).lock_owned());
        let asked = async move {
            let turn = turn.await;
            let ask = move || {
                let _turn = turn;
                office.store.receipts_given(office.agency.tenant)?;
                office.store.write_nothing(office.agency.tenant)
            };
            super::waiting(ask).await
        };
        match timeout(PATIENCE, asked).await {
            Ok(Ok(())) => Readiness::Ready,
            Ok(Err(OfficeError::Full)) => Readiness::Full,
            Ok(Err(_)) | Err(_) => Readiness::Database,
        }
    }
}
