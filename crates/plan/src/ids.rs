//! One type for each kind of thing in a plan, so that a goal's id can never stand where a person's is meant. The ids are
//! made by the shell; nothing here reads a clock or draws a number.

pub use base::id::{CaseId, DeviceId, Raw, TenantId, UserId};

base::ids! {
    /// One plan of a case.
    PlanId,
    /// Anyone named in a plan: child, adult, worker.
    PersonId,
    /// A worry.
    ConcernId,
    /// A goal.
    GoalId,
    /// A small step of a goal.
    StepId,
    /// A number to ring.
    ContactId,
    /// Something an agency promises.
    PromiseId,
    /// One going-through, signing and sealing of an agreement.
    SigningId,
    /// An id not used yet, handed to the interface before it knows for what.
    FreshId,
}

impl FreshId {
    /// Uses it up.
    pub fn take<Id: From<Raw>>(self) -> Id {
        Id::from(self.0)
    }
}
