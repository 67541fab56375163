//! What the sending thread and the commands say to each other: that there is something to send, and how the last try went.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

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
    pub(super) fn wait(&self, most: Option<Duration>) -> bool {
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
