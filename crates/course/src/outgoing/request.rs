//! What goes to the tablet, and the number by which its answer is known.

use ipc::visit::{ChangePlan, KeepDraft, OpenPlan, ReadSitting, Sign};

/// The number of one request. An answer counts only for the request of its number, so one that comes late is never taken
/// for another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(u64);

impl Number {
    pub(super) const fn is(self, other: Self) -> bool {
        self.0 == other.0
    }
}

/// Hands out numbers, none twice.
#[derive(Debug, Default)]
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) const fn next(&mut self) -> Number {
        self.0 += 1;
        Number(self.0)
    }
}

/// One thing to ask the tablet. The answer is handed back with the number.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Changes of a plan; its answer goes to [`changed`](super::Outgoing::changed).
    Change(Number, ChangePlan),
    /// What of a plan is on the disk; its answer goes to [`loaded`](super::Outgoing::loaded).
    Load(Number, OpenPlan),
    /// Something that happened in a sitting; its answer goes to [`kept`](super::Outgoing::kept).
    Sign(Number, Sign),
    /// What of a sitting is on the disk; its answer goes to [`went_on`](super::Outgoing::went_on).
    GoOn(Number, ReadSitting),
    /// Words that are nothing yet; its answer goes to [`drafted`](super::Outgoing::drafted).
    Draft(Number, KeepDraft),
}
