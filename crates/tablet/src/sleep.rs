//! What is done before the machine sleeps: the page saves what was typed and puts away what it shows, and the tablet locks, so that
//! whoever takes a machine that sleeps finds neither in its memory. On Linux `logind` tells when. Elsewhere nobody does, and the tablet
//! locks when the machine wakes: that it slept, `watch` sees by itself.

#[cfg(target_os = "linux")]
mod logind;

use std::sync::Arc;
use std::time::Duration;

use crate::tablet::Tablet;
use crate::watch::Heard;
#[cfg(target_os = "linux")]
use logind::lock_before_each;

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

    /// The machine is about to sleep. The page is told first, for it saves only on a tablet that is open yet. Whatever becomes of it, also
    /// before a family, the tablet is locked when this returns.
    pub fn goes_to_sleep(&self, patience: Duration) {
        {
            let state = self.shared.lock();
            if state.is_open() {
                self.shared.tell_window(Heard::Locked);
            }
        }
        if !self.shared.put_away.wait(patience) {
            tracing::warn!("the machine goes to sleep, and the page has not put away what it shows");
        }
        self.shared.lock_by_itself(&mut self.shared.lock());
    }
}

#[cfg(not(target_os = "linux"))]
fn lock_before_each(_: &Arc<Tablet>, _: Bus, _: Duration) {}
