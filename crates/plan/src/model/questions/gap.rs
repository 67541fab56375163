//! What can be missing in a plan, as data: that it was left out on purpose is an answer like any other. When each is missing is
//! worked out in `checks::gaps`.

use serde::{Deserialize, Serialize};

use super::guard::About;
use crate::ids::{GoalId, PersonId};

/// Something that is not recorded and would be printed as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// A child or adult without a name.
    NoName(PersonId),
    /// A child without a date of birth, or a year of it.
    NoBirth(PersonId),
    /// No address.
    NoAddress,
    /// No worry.
    NoConcern,
    /// No goal for now.
    NoGoal,
    /// Nobody is named to do it.
    GoalWho(GoalId),
    /// Nothing to do is named.
    GoalWhat(GoalId),
    /// Not said how often.
    GoalHowOften(GoalId),
    /// Not said by when.
    GoalBy(GoalId),
    /// Nothing is promised.
    NoPromise,
    /// No day to meet again.
    NoReview,
    /// No worker is named.
    NoWorker,
    /// No number to ring when nobody can be reached.
    NoLine,
    /// Not said where to meet again.
    NoPlace,
}

impl Gap {
    /// What it is about.
    pub const fn about(self) -> About {
        match self {
            Self::NoName(person) | Self::NoBirth(person) => About::Person(person),
            Self::GoalWho(goal) | Self::GoalWhat(goal) | Self::GoalHowOften(goal) | Self::GoalBy(goal) => {
                About::Goal(goal)
            }
            Self::NoAddress
            | Self::NoConcern
            | Self::NoGoal
            | Self::NoPromise
            | Self::NoReview
            | Self::NoWorker
            | Self::NoLine
            | Self::NoPlace => About::Plan,
        }
    }

    /// Its key in the texts, under `missing`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoName(_) => "no_name",
            Self::NoBirth(_) => "no_birth",
            Self::NoAddress => "no_address",
            Self::NoConcern => "no_concern",
            Self::NoGoal => "no_goal",
            Self::GoalWho(_) => "goal_who",
            Self::GoalWhat(_) => "goal_what",
            Self::GoalHowOften(_) => "goal_how_often",
            Self::GoalBy(_) => "goal_by",
            Self::NoPromise => "no_promise",
            Self::NoReview => "no_review",
            Self::NoWorker => "no_worker",
            Self::NoLine => "no_line",
            Self::NoPlace => "no_place",
        }
    }
}
