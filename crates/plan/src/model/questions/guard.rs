//! What can be looked at before a plan is read with the family, as data: the reason for keeping it is an answer like any
//! other. When each stands is worked out in `checks::guards`.

use serde::{Deserialize, Serialize};

use crate::ids::{GoalId, PersonId, PromiseId};

/// What a question is about; it goes when that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The plan as a whole.
    Plan,
    /// A person.
    Person(PersonId),
    /// A goal.
    Goal(GoalId),
    /// A promise.
    Promise(PromiseId),
}

/// One thing to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// A duty about contact is put on someone the harm does not come from.
    NoContact(GoalId),
    /// A child would live or stay away from home.
    MovesChildOut(GoalId),
    /// Nobody is named to do it.
    NoPerson(GoalId),
    /// We promise no help with it.
    HelpNotPromised(GoalId),
    /// More than [`crate::guards::MOST_NOW`] goals are for now.
    TooManyNow,
    /// More than [`crate::guards::MOST_GOALS`] goals in all.
    TooManyGoals,
    /// We meet again after the time offered is over.
    ReviewTooLate,
    /// A child's words are about to be shown.
    VoiceShown(PersonId),
    /// An address or number that is withheld stands in the plan's words.
    WithheldShown(PersonId),
    /// Harm is named without anybody who does it.
    HarmHidden(GoalId),
    /// A child who lives with harm is said to look on, or not to be touched by it.
    ChildNoVictim(GoalId),
    /// The rules cannot tell whether the words are safe.
    AskColleague(GoalId),
    /// What a helper of the family offers has a wording that must be looked at.
    OfferWorded(PersonId),
    /// What we promise has a wording that must be looked at.
    PromiseWorded(PromiseId),
}

impl Guard {
    /// What it is about.
    pub const fn about(self) -> About {
        match self {
            Self::NoContact(goal)
            | Self::MovesChildOut(goal)
            | Self::NoPerson(goal)
            | Self::HelpNotPromised(goal)
            | Self::HarmHidden(goal)
            | Self::ChildNoVictim(goal)
            | Self::AskColleague(goal) => About::Goal(goal),
            Self::VoiceShown(person) | Self::WithheldShown(person) | Self::OfferWorded(person) => {
                About::Person(person)
            }
            Self::PromiseWorded(promise) => About::Promise(promise),
            Self::TooManyNow | Self::TooManyGoals | Self::ReviewTooLate => About::Plan,
        }
    }

    /// Its key in the texts, under `guard`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoContact(_) => "no_contact",
            Self::MovesChildOut(_) => "moves_child_out",
            Self::NoPerson(_) => "no_person",
            Self::HelpNotPromised(_) => "help_not_promised",
            Self::TooManyNow => "too_many_now",
            Self::TooManyGoals => "too_many_goals",
            Self::ReviewTooLate => "review_too_late",
            Self::VoiceShown(_) => "voice_shown",
            Self::WithheldShown(_) => "withheld_shown",
            Self::HarmHidden(_) => "harm_hidden",
            Self::ChildNoVictim(_) => "child_no_victim",
            Self::AskColleague(_) => "ask_colleague",
            Self::OfferWorded(_) => "offer_worded",
            Self::PromiseWorded(_) => "promise_worded",
        }
    }
}
