//! One type for each kind of id, so that a goal's id can never stand where a person's is meant.
//! An id is a UUID version 7 made by the shell; nothing here reads a clock or draws a number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Builder;
pub use uuid::Uuid as Raw;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// An id from the time it is made (milliseconds since 1970) and ten random bytes.
            pub fn new(unix_ms: u64, random: &[u8; 10]) -> Self {
                Self(Builder::from_unix_timestamp_millis(unix_ms, random).into_uuid())
            }

            /// The UUID itself, for storing and for the wire.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// One agency's part of the office.
    TenantId
    /// A tablet.
    DeviceId
    /// A worker who unlocks a tablet.
    UserId
    /// A family, over the years.
    CaseId
    /// One plan of a case.
    PlanId
    /// Anyone named in a plan: child, adult, worker.
    PersonId
    /// A worry.
    ConcernId
    /// A goal.
    GoalId
    /// A small step of a goal.
    StepId
    /// A number to ring.
    ContactId
    /// Something an agency promises.
    PromiseId
    /// One going-through, signing and sealing of an agreement.
    SigningId
    /// An id not used yet, handed to the interface before it knows for what.
    FreshId
}

impl FreshId {
    /// Uses it up.
    pub fn take<Id: From<Uuid>>(self) -> Id {
        Id::from(self.0)
    }
}
