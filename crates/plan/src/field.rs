//! Which piece of text in a plan is meant. Every text that is typed has a name here; nothing else does.

use serde::{Deserialize, Serialize};

use crate::ids::{ConcernId, GoalId, PersonId, PromiseId};
use crate::plan::Plan;

/// The name of one text in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// [`Plan::title`].
    Title,
    /// [`Plan::address`].
    Address,
    /// [`Plan::contact_line`].
    ContactLine,
    /// A child's name.
    ChildName(PersonId),
    /// An adult's name.
    AdultName(PersonId),
    /// An adult's relationship to the children.
    AdultRelationship(PersonId),
    /// A worker's name.
    WorkerName(PersonId),
    /// A worker's number.
    WorkerPhone(PersonId),
    /// A worry's words.
    ConcernWords(ConcernId),
    /// What someone will do.
    GoalWhat(GoalId),
    /// How much or how often.
    GoalHowOften(GoalId),
    /// With whose help.
    GoalHelp(GoalId),
    /// The family's own words about a goal.
    GoalOwnWords(GoalId),
    /// What we will do.
    PromiseWhat(PromiseId),
    /// Where we meet again.
    ReviewPlace,
}

impl Field {
    /// The text itself, or nothing when what it belongs to has been removed.
    pub fn of(self, plan: &Plan) -> Option<&str> {
        Some(match self {
            Self::Title => &plan.title,
            Self::Address => &plan.address,
            Self::ContactLine => &plan.contact_line,
            Self::ChildName(id) => &plan.child(id)?.name,
            Self::AdultName(id) => &plan.adult(id)?.name,
            Self::AdultRelationship(id) => &plan.adult(id)?.relationship,
            Self::WorkerName(id) => &plan.worker(id)?.name,
            Self::WorkerPhone(id) => &plan.worker(id)?.phone,
            Self::ConcernWords(id) => &plan.concern(id)?.words,
            Self::GoalWhat(id) => &plan.goal(id)?.what,
            Self::GoalHowOften(id) => &plan.goal(id)?.how_often,
            Self::GoalHelp(id) => &plan.goal(id)?.help,
            Self::GoalOwnWords(id) => &plan.goal(id)?.own_words,
            Self::PromiseWhat(id) => &plan.promise(id)?.what,
            Self::ReviewPlace => &plan.review.place,
        })
    }

    pub(crate) fn of_mut(self, plan: &mut Plan) -> Option<&mut String> {
        Some(match self {
            Self::Title => &mut plan.title,
            Self::Address => &mut plan.address,
            Self::ContactLine => &mut plan.contact_line,
            Self::ChildName(id) => &mut plan.children.iter_mut().find(|item| item.id == id)?.name,
            Self::AdultName(id) => &mut plan.adults.iter_mut().find(|item| item.id == id)?.name,
            Self::AdultRelationship(id) => {
                &mut plan.adults.iter_mut().find(|item| item.id == id)?.relationship
            }
            Self::WorkerName(id) => &mut plan.workers.iter_mut().find(|item| item.id == id)?.name,
            Self::WorkerPhone(id) => &mut plan.workers.iter_mut().find(|item| item.id == id)?.phone,
            Self::ConcernWords(id) => &mut plan.concerns.iter_mut().find(|item| item.id == id)?.words,
            Self::GoalWhat(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.what,
            Self::GoalHowOften(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.how_often,
            Self::GoalHelp(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.help,
            Self::GoalOwnWords(id) => &mut plan.goals.iter_mut().find(|item| item.id == id)?.own_words,
            Self::PromiseWhat(id) => &mut plan.promises.iter_mut().find(|item| item.id == id)?.what,
            Self::ReviewPlace => &mut plan.review.place,
        })
    }
}
