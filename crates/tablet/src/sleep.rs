//! What is done before the machine sleeps: the page saves what was typed and puts away what it shows, and the tablet locks, so that
//! whoever takes a machine that sleeps finds neither in its memory. On Linux `logind` tells when. Elsewhere nobody does, and the tablet
//! locks when the machine wakes: that it slept, `watch` sees by itself.

#[cfg(target_os = "linux")]
mod logind;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use crate::tablet::Tablet;
use crate::watch::Heard;
#[cfg(target_os = "linux")]
use logind::lock_before_each;

/// So long the lock itself may take, when the page has had its time. With that, no more than the system waits for.
const REST: Duration = Duration::from_secs(1);

/// The bus on which it is told that the machine is about to sleep.
#[derive(Debug, Clone)]
pub enum Bus {
    /// The system's.
    System,
    /// The one at this address.
    At(String),
}

impl Tablet {
    /// From now on the tablet locks before each sleep, where the system tells of it, and the machine waits until it has: for its page no
    /// longer than `patience`. Where nobody tells, that is logged and nothing else is different.
    pub fn lock_before_sleep(self: &Arc<Self>, bus: Bus, patience: Duration) {
        lock_before_each(self, bus, patience);
    }

    /// The machine is about to sleep. The page is told first, for it saves only on a tablet that is open yet, and at once, whoever is
    /// at work on the tablet: at the door it drops what was typed there. Then the tablet locks, whatever became of the page, also before
    /// a family. Where somebody else holds the tablet for longer than [`REST`], as a keystore does that hangs, it locks after them.
    pub fn goes_to_sleep(&self, patience: Duration) {
        let told = catch_unwind(AssertUnwindSafe(|| {
            self.shared.tell_window(Heard::Locked);
            self.shared.put_away.wait(patience)
        }));
        if !told.unwrap_or_default() {
            tracing::warn!("the machine goes to sleep, and the page has not put away what it shows");
        }
        let (shared, (tell, is_locked)) = (Arc::clone(&self.shared), mpsc::channel());
        let lock = move || {
            shared.lock_by_itself(&mut shared.lock());
            // Nobody waits for it any more.
            let _ = tell.send(());
        };
        let begun = thread::Builder::new().name("lock".into()).spawn(lock);
        if begun.is_err() || is_locked.recv_timeout(REST).is_err() {
            tracing::warn!("the machine goes to sleep, and the tablet locks as soon as it can");
        }
        // Somebody may have come in while the page was told.
        self.shared.put_away.wait(REST / 2);
    }
}

#[cfg(not(target_os = "linux"))]
fn lock_before_each(_: &Arc<Tablet>, _: Bus, _: Duration) {}
