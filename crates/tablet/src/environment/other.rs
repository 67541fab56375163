//! The running time of this program, on machines that nobody has been asked to carry yet. What of it was sleep is not told; on
//! a Mac it stands still meanwhile.

use std::time::Instant;

use super::this_start;

#[derive(Debug, Clone)]
pub(super) struct Clock {
    began: Instant,
    boot: String,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self { began: Instant::now(), boot: this_start() }
    }

    pub(super) fn boot(&self) -> &str {
        &self.boot
    }

    pub(super) fn running_ns(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    pub(super) const fn slept_ns(&self) -> u64 {
        0
    }
}
