//! Whose each plan is. The plans of each worker lie in a store of their own, so that what one of them wrote is saved only while
//! they are in.

use std::collections::BTreeMap;

use plan::ids::{PlanId, UserId};

/// Who is in, and whose plans are known.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// Who is in, or was in last.
    worker: Option<UserId>,
    plans: BTreeMap<PlanId, UserId>,
}

impl Owners {
    pub(super) const fn comes_in(&mut self, worker: UserId) {
        self.worker = Some(worker);
    }

    /// A plan was opened, and so it is theirs who are in.
    pub(super) fn opened(&mut self, plan: PlanId) {
        if let Some(worker) = self.worker {
            self.plans.entry(plan).or_insert(worker);
        }
    }

    /// Whether a plan is theirs who are in.
    pub(super) fn are_in(&self, plan: PlanId) -> bool {
        self.plans.get(&plan).is_none_or(|owner| Some(*owner) == self.worker)
    }
}
