//! The thread that sends, as commands know it: they let it send while somebody is in, wake it, and ask how the last try went.
//! None of this waits for the network.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ed25519_dalek::SigningKey;

use super::bell::Bell;
use crate::error::{Result, TabletError};
use crate::store::Enrolment;
use crate::store::outgoing::Outgoing;

/// What commands and the sending thread share.
#[derive(Default)]
pub(crate) struct Courier {
    pub(super) bell: Bell,
    progress: Mutex<Progress>,
    means: Mutex<Option<Means>>,
}

/// What the last try came to. Held in memory: after a start the next try says it anew.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    pub(crate) last: Option<String>,
    pub(crate) reachable: Option<bool>,
    /// A person asked: what the office would not take before is offered once more.
    pub(super) with_stuck: bool,
}

/// What sending needs of an unlocked tablet. It is taken up for one moment at a time, and never while the network is waited
/// for.
pub(crate) struct Means {
    pub(crate) outgoing: Outgoing,
    pub(crate) enrolment: Enrolment,
    pub(crate) key: SigningKey,
}

/// Leave to send. Letting it go takes key and store from the sending thread at once, whatever it is waiting for.
pub(crate) struct Leave {
    courier: Arc<Courier>,
}

impl Courier {
    /// Lets it send, and wakes it: there may be something left from before.
    pub(crate) fn give_leave(self: &Arc<Self>, means: Means) -> Leave {
        *lock(&self.means) = Some(means);
        self.ring();
        Leave { courier: Arc::clone(self) }
    }

    /// There is something to send.
    pub(crate) fn ring(&self) {
        self.bell.ring();
    }

    /// A person wants everything tried now, also what the office would not take before.
    pub(crate) fn try_all(&self) {
        lock(&self.progress).with_stuck = true;
        self.ring();
    }

    /// The tablet is closed.
    pub(crate) fn stop(&self) {
        self.bell.stop();
    }

    /// What the last try came to.
    pub(crate) fn progress(&self) -> Progress {
        lock(&self.progress).clone()
    }

    /// Whether a person wants everything tried. Asked once, then it is forgotten.
    pub(super) fn take_with_stuck(&self) -> bool {
        std::mem::take(&mut lock(&self.progress).with_stuck)
    }

    pub(super) fn tell(&self, last: &str, reachable: bool) {
        let mut progress = lock(&self.progress);
        progress.last = Some(last.to_owned());
        progress.reachable = Some(reachable);
    }

    /// Does something with store or key, while there is leave to.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Means) -> Result<T>) -> Result<T> {
        match &mut *lock(&self.means) {
            Some(means) => work(means),
            None => Err(TabletError::Locked),
        }
    }

    pub(super) fn has_leave(&self) -> bool {
        lock(&self.means).is_some()
    }
}

impl Drop for Leave {
    fn drop(&mut self) {
        *lock(&self.courier.means) = None;
    }
}

/// A panic in between has rolled its transaction back, so what it leaves behind is whole.
fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}
