//! Getting sealed records to the office, beside the tablet's lock and never with it: the sending thread has a connection of
//! its own to the store. `machine` decides, knowing neither network nor disk; `http` speaks; `round` joins the two with the
//! store; `courier` is what commands know of it; the thread here waits for the next time to try.
//!
//! Nothing is ever deleted because of an answer. A record leaves the outbox when a receipt for exactly this record, signed
//! with the office's key, has been kept.

mod bell;
mod courier;
pub(crate) mod http;
mod machine;
mod retry;
mod round;

use std::sync::Arc;

pub(crate) use courier::{Courier, Leave, Means};
pub(crate) use machine::Failure;

use crate::environment::Environment;
use crate::error::{Result, TabletError};

/// Starts the thread that sends. It ends when the tablet is closed.
pub(crate) fn start(courier: &Arc<Courier>, environment: &Arc<dyn Environment>) -> Result<()> {
    let (courier, environment) = (Arc::clone(courier), Arc::clone(environment));
    let thread = std::thread::Builder::new().name("sending".into());
    thread
        .spawn(move || run(&courier, &*environment))
        .map(drop)
        .map_err(TabletError::file("starting to send"))
}

fn run(courier: &Courier, environment: &dyn Environment) {
    let mut failures = 0;
    let mut wait = None;
    while courier.bell.wait(wait) {
        wait = match round::run(courier, environment) {
            round::Next::WhenRung => {
                failures = 0;
                None
            }
            round::Next::Again => {
                failures += 1;
                Some(retry::delay(failures, environment))
            }
        };
    }
}
