//! Finding a thing in its list by its id.

use super::content::{Concern, Goal, Promise, Step};
use super::people::{Adult, Child, Contact, Outsider, Supporter, Worker};
use crate::ids::{ConcernId, ContactId, GoalId, PersonId, PromiseId, StepId};

/// Something that stands in a list under its id.
pub(crate) trait Listed {
    /// The kind of its id.
    type Id: Copy + PartialEq;

    /// Its id.
    fn id(&self) -> Self::Id;
}

macro_rules! listed {
    ($($thing:ty: $id:ty),* $(,)?) => {$(
        impl Listed for $thing {
            type Id = $id;

            fn id(&self) -> $id {
                self.id
            }
        }
    )*};
}

listed! {
    Child: PersonId,
    Adult: PersonId,
    Worker: PersonId,
    Supporter: PersonId,
    Outsider: PersonId,
    Contact: ContactId,
    Concern: ConcernId,
    Goal: GoalId,
    Promise: PromiseId,
    Step: StepId,
}

pub(crate) fn find<T: Listed>(list: &[T], id: T::Id) -> Option<&T> {
    list.iter().find(|thing| thing.id() == id)
}

pub(crate) fn find_mut<T: Listed>(list: &mut [T], id: T::Id) -> Option<&mut T> {
    list.iter_mut().find(|thing| thing.id() == id)
}
