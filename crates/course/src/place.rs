//! Where in the visit the worker is. Kept while the tablet is locked, so that unlocking comes back to the same place.

use plan::ids::{GoalId, PersonId, PlanId};
use serde::{Deserialize, Serialize};

/// One screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// The worker's plans.
    Plans,
    /// The families to practise with.
    Practice,
    /// What concerns the tablet and no plan.
    ThisTablet,
    /// A plan, and where in it.
    Plan(PlanId, Place),
}

/// A place in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The task list.
    Home,
    /// What has to be safe first, on one page.
    Short,
    /// The workers' own questions before the visit.
    Before,
    /// Children, adults, address.
    Family,
    /// The professionals and the numbers to ring.
    Workers,
    /// What each person needs.
    Needs,
    /// What each child says.
    Voice,
    /// Worries.
    Worries,
    /// All goals.
    Goals,
    /// One goal.
    Goal(GoalId),
    /// Promises that stand by themselves.
    Promises,
    /// Meeting again.
    Meeting,
    /// How the visit went.
    After,
    /// The whole agreement as it will be printed.
    Check,
    /// Before the tablet is turned to the family.
    HandOver,
    /// Reading together, at a part counted from 0.
    Together(usize),
    /// One person says a part back, counted from 0.
    SayBack(PersonId, usize),
    /// One person says all parts back on one screen.
    SayAllBack(PersonId),
    /// The family gives the tablet back.
    GiveBack,
    /// Someone else takes part.
    Join,
    /// Who signs.
    Signatures,
    /// One person's answer and mark.
    Sign(PersonId),
    /// Papers that are the same for everybody.
    Papers,
    /// Sealing, and what became of it.
    Seal,
}
