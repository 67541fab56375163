//! Getting sealed records to the office. `machine` decides, knowing neither network nor disk; `http` speaks; `round` joins
//! the two with the store; the thread here waits for the next time to try.
//!
//! Nothing is ever deleted because of an answer. A record leaves the outbox when a receipt for exactly this record, signed
//! with the office's key, has been kept.

pub(crate) mod http;
mod machine;
mod retry;
mod round;

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

pub(crate) use machine::Failure;

use crate::error::{Result, TabletError};
use crate::tablet::Shared;

/// What the last try came to. Held in memory: after a start the next try says it anew.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    pub(crate) last: Option<String>,
    pub(crate) reachable: Option<bool>,
    /// A person asked: what the office would not take before is offered once more.
    pub(crate) with_stuck: bool,
}

/// Wakes the sending thread. Rung any number of times while it is busy, it wakes it once more.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    rung: Mutex<Ring>,
    changed: Condvar,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Ring {
    #[default]
    Quiet,
    Rung,
    Stopped,
}

impl Bell {
    /// There may be something to send, or someone wants it tried now.
    pub(crate) fn ring(&self) {
        self.set(Ring::Rung);
    }

    /// The tablet is closed.
    pub(crate) fn stop(&self) {
        self.set(Ring::Stopped);
    }

    fn set(&self, ring: Ring) {
        let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        if *rung != Ring::Stopped {
            *rung = ring;
        }
        self.changed.notify_all();
    }

    /// Waits until it is rung or the time is over. Whether to go on.
    fn wait(&self, most: Option<Duration>) -> bool {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let quiet = |ring: &mut Ring| *ring == Ring::Quiet;
        let mut rung = match most {
            None => self.changed.wait_while(rung, quiet).unwrap_or_else(PoisonError::into_inner),
            Some(most) => {
                self.changed.wait_timeout_while(rung, most, quiet).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        let go_on = *rung != Ring::Stopped;
        if go_on {
            *rung = Ring::Quiet;
        }
        go_on
    }
}

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
