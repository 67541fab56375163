//! Getting sealed records to the office. `machine` decides, knowing neither network nor disk; `http` speaks; `round` joins
//! the two with the store; the thread here waits for the next time to try.
//!
//! Nothing is ever deleted because of an answer. A record leaves the outbox when a receipt for exactly this record, signed
//! with the office's key, has been kept.

pub(crate) mod bell;
pub(crate) mod http;
mod machine;
mod retry;
mod round;

use std::sync::Arc;

pub(crate) use machine::Failure;

use crate::error::{Result, TabletError};
use crate::state::Shared;

/// Starts the thread that sends. It ends when the tablet is closed.
pub(crate) fn start(shared: &Arc<Shared>) -> Result<()> {
    let shared = Arc::clone(shared);
    let thread = std::thread::Builder::new().name("sending".into()).spawn(move || run(&shared));
    thread.map(drop).map_err(TabletError::file("starting to send"))
}

fn run(shared: &Shared) {
    let mut failures = 0;
    let mut wait = None;
    while shared.bell.wait(wait) {
        wait = match round::run(shared) {
            round::Next::WhenRung => {
                failures = 0;
                None
            }
            round::Next::Again => {
                failures += 1;
                Some(retry::delay(failures, &*shared.environment))
            }
        };
    }
}
