//! What needs somebody today, as the office's pages are told it.

use super::{AgreementRow, Agreements};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// Something that somebody at the office has to do. An agreement may need several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// An agreement that nobody at the office has agreed to or given back.
    Countersign,
    /// Somebody said no, or no to a part.
    SaidNo,
    /// Somebody cannot answer before there is an interpreter.
    Interpreter,
    /// Somebody wants time or advice first.
    TimeOrAdvice,
    /// Somebody has no copy yet.
    CopyOwed,
    /// The family meets again within a week.
    Due,
    /// The family was to meet again, and nobody said that they did.
    Overdue,
    /// A tablet holds something for more than a day that is not all here.
    NotSent,
    /// Two things contradict each other, and a person has to look at both.
    Decide,
    /// A tablet cannot send something by itself.
    Stuck,
    /// A tablet was not heard of for three days.
    Silent,
}

impl Need {
    /// All there are, in the order in which pages show them.
    pub const ALL: [Self; 11] = [
        Self::Countersign,
        Self::SaidNo,
        Self::CopyOwed,
        Self::Due,
        Self::Overdue,
        Self::Interpreter,
        Self::TimeOrAdvice,
        Self::Decide,
        Self::NotSent,
        Self::Stuck,
        Self::Silent,
    ];

    /// Its word, in addresses and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Countersign => "countersign",
            Self::SaidNo => "said_no",
            Self::Interpreter => "interpreter",
            Self::TimeOrAdvice => "time_or_advice",
            Self::CopyOwed => "copy_owed",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::NotSent => "not_sent",
            Self::Decide => "decide",
            Self::Stuck => "stuck",
            Self::Silent => "silent",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.word() == word)
    }
}

/// The start page: what needs whoever asks, and what came last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// When the office looked. News are what came since.
    pub at: DateTime<Utc>,
    /// One for each need that is somebody's of this role to see, also where it is zero.
    pub needs: Vec<NeedCount>,
    /// The agreements that came last, newest first.
    pub came: Vec<AgreementRow>,
    /// Whether there are more of them.
    pub more_came: bool,
}

/// How much needs one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedCount {
    /// Which.
    pub need: Need,
    /// How many agreements or tablets; at most 1000.
    pub count: u64,
    /// Whether there are more than that.
    #[serde(default)]
    pub more: bool,
    /// The one that waits longest, or is next.
    #[serde(default)]
    pub first: Option<FirstInNeed>,
}

/// The first of those that need something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstInNeed {
    /// What it is called: the title of the plan, or the name of the tablet.
    pub title: String,
    /// Whom it concerns, where that is one person of the plan, or who works with the tablet.
    #[serde(default)]
    pub person: Option<String>,
    /// Since when it is needed. None where that is told by a day, or was never.
    #[serde(default)]
    pub since: Option<DateTime<Utc>>,
    /// By which day, or on which.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// At what time of that day.
    #[serde(default)]
    pub at: Option<NaiveTime>,
}

/// What needs one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Needing {
    /// Agreements, in the order of their days or else the longest waiting first. They come in pages.
    Agreements(Agreements),
    /// Tablets, by their names.
    Tablets {
        /// All of them.
        items: Vec<TabletInNeed>,
    },
}

/// A tablet that somebody should ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletInNeed {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who sealed the newest agreement that came from it, where that says it.
    pub worker: Option<String>,
    /// When it last asked, to within five minutes; none if it never did.
    pub asked_at: Option<DateTime<Utc>>,
    /// Since when the oldest of what it holds is known to be on it, where something is held.
    #[serde(default)]
    pub held_since: Option<DateTime<Utc>>,
    /// How many things it holds or cannot send.
    pub things: u64,
}

/// Whether anything came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// How many agreements came since then that whoever asks may see; at most 100.
    pub came: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_need_has_a_word_of_its_own() {
        for need in Need::ALL {
            assert_eq!(Need::read(need.word()), Some(need));
            assert_eq!(serde_json::to_value(need).unwrap(), need.word());
        }
        assert_eq!(Need::read("nothing"), None);
    }
}
