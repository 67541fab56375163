//! What a plan says: worries, goals, promises, meeting again. Plain data; what it must hold to be sealed is in
//! `gaps`, how it is worded for the family in `agreement`.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::ids::{ConcernId, GoalId, PersonId, PromiseId, StepId};
use crate::model::domain::Domain;
use crate::model::people::Whose;

/// A worry, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// Which worry.
    pub id: ConcernId,
    /// Whose worry it is.
    #[serde(rename = "agency")]
    pub whose: Whose,
    /// What worries us, and what it is like for the children.
    pub words: String,
    /// What was seen, heard or smelt, and when.
    #[serde(default)]
    pub seen: String,
    /// The children it is about; all of them when empty.
    #[serde(default)]
    pub about: Vec<PersonId>,
}

impl Concern {
    /// A worry with nothing said yet.
    pub fn empty(id: ConcernId, whose: impl Into<Whose>) -> Self {
        Self { id, whose: whose.into(), words: String::new(), seen: String::new(), about: Vec::new() }
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
    /// What it is for, following "so that".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub aim: String,
    /// Until or by which day.
    pub by: Option<NaiveDate>,
    /// How long it lasts.
    #[serde(default, skip_serializing_if = "Lasts::is_until_day")]
    pub lasts: Lasts,
    /// What the family says about it, word for word.
    pub own_words: String,
    /// Now or later.
    pub pace: Pace,
    /// The clause of the library it was made from, with what was put into it.
    #[serde(default)]
    pub clause: Option<ClauseUse>,
    /// The worry it helps with: the R of SMART, asked of people.
    #[serde(default)]
    pub helps: Option<ConcernId>,
    /// Small steps towards it, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// A clause of the library as it was used: kept so that goals of one kind can be laid side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseUse {
    /// The clause's code: `BC01`.
    pub code: String,
    /// What was put into each slot.
    pub slots: BTreeMap<String, String>,
}

/// A small step towards a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// What is done first, following "will".
    pub what: String,
    /// By which day.
    pub by: Option<NaiveDate>,
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
            aim: String::new(),
            by: None,
            lasts: Lasts::UntilDay,
            own_words: String::new(),
            pace: Pace::Now,
            clause: None,
            helps: None,
            steps: Vec::new(),
        }
    }

    /// Whether it is said how long it lasts or by when it is done.
    pub const fn says_when(&self) -> bool {
        self.by.is_some() || matches!(self.lasts, Lasts::WhileChildrenLiveHere)
    }
}

/// How long something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lasts {
    /// Until or by the goal's day.
    #[default]
    UntilDay,
    /// For as long as the children live here: no day ends it.
    WhileChildrenLiveHere,
}

impl Lasts {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
    const fn is_until_day(&self) -> bool {
        matches!(self, Self::UntilDay)
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
    /// The time of day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<NaiveTime>,
    /// Where, and anything else to remember.
    pub place: String,
}
