//! The number of a job, as its printer gave it.

use std::fmt;

/// The number a printer gave to a job. Another job may get it after the printer was switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub(super) i32);

impl JobId {
    pub(crate) const fn number(self) -> i32 {
        self.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
