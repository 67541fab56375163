//! What a plan says: worries, goals, promises, meeting again. Plain data; what it must hold to be sealed is in
//! `gaps`, how it is worded for the family in `agreement`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{ConcernId, GoalId, PersonId, PromiseId};
use crate::people::Agency;

/// A worry, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// Which worry.
    pub id: ConcernId,
    /// Whose worry it is.
    pub agency: Agency,
    /// What was seen, and why it worries us.
    pub words: String,
}

/// The parts of a child's life that goals are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// Food, warmth, a clean and working home.
    BasicCare,
    /// Nobody is hurt or left in danger.
    Safety,
    /// School or nursery.
    Education,
    /// Feeling loved, heard and calm.
    Emotional,
}

impl Domain {
    /// Every domain, in the paper's order.
    pub const ALL: [Self; 4] = [Self::BasicCare, Self::Safety, Self::Education, Self::Emotional];

    /// The key of the domain's name in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BasicCare => "domain.basic_care",
            Self::Safety => "domain.safety",
            Self::Education => "domain.education",
            Self::Emotional => "domain.emotional",
        }
    }
}

/// One goal, in four parts: who does what, how much or how often, with whose help, by when (Bovend'Eerdt, Botell and
/// Wade, Clinical Rehabilitation 23:352, 2009).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Which goal.
    pub id: GoalId,
    /// Which part of the child's life.
    pub domain: Domain,
    /// The adult who will do it.
    pub who: Option<PersonId>,
    /// What they will do, following "will".
    pub what: String,
    /// How much or how often.
    pub how_often: String,
    /// With whose help.
    pub help: String,
    /// Until or by which day.
    pub by: Option<NaiveDate>,
    /// What the family says about it, word for word.
    pub own_words: String,
    /// Now or later.
    pub pace: Pace,
}

impl Goal {
    /// A goal with nothing said yet.
    pub const fn empty(id: GoalId, domain: Domain) -> Self {
        Self {
            id,
            domain,
            who: None,
            what: String::new(),
            how_often: String::new(),
            help: String::new(),
            by: None,
            own_words: String::new(),
            pace: Pace::Now,
        }
    }
}

/// Too much at once overwhelms: a few goals are for now, the rest for later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// One of the first things.
    #[default]
    Now,
    /// After those.
    Later,
}

/// Something an agency will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Which promise.
    pub id: PromiseId,
    /// The goal it helps with, if one.
    pub goal: Option<GoalId>,
    /// The worker who will do it.
    pub who: Option<PersonId>,
    /// What they will do, following "will".
    pub what: String,
    /// By which day.
    pub by: Option<NaiveDate>,
}

/// When and where we look at the plan together again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Review {
    /// The day.
    pub on: Option<NaiveDate>,
    /// Where, and anything else to remember.
    pub place: String,
}
