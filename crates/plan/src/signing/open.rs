//! What an answer leaves open: somebody was not asked, could not answer, or wants time. Each is a thing to come back to, by a
//! day. Whether to wait for it is for people to say; sealing does not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Signing;
use super::event::Event;
use super::outcome::Outcome;
use crate::ids::PersonId;

/// Why there is no answer yet that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// They were not asked yet.
    NotAsked,
    /// They were asked, and could not answer without an interpreter.
    CouldNotAnswer,
    /// They want time or advice first.
    WantsTime,
}

/// Something to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillOpen {
    /// Why.
    pub why: Open,
    /// By which day: the one they named, or the day we meet again. Nothing where neither is set.
    pub by: Option<NaiveDate>,
}

impl Signing {
    /// The adults of the family, as they were when the sitting began.
    pub fn family(&self) -> &[PersonId] {
        match self.events.first().map(|happened| &happened.event) {
            Some(Event::Began { adults, .. }) => adults,
            Some(_) | None => &[],
        }
    }

    /// What is open with an adult of the family; nothing for everybody else, who is asked at the office.
    pub fn still_open(&self, person: PersonId, meeting: Option<NaiveDate>) -> Option<StillOpen> {
        if !self.family().contains(&person) {
            return None;
        }
        let (why, until) = match self.answer(person).and_then(|answer| answer.outcome) {
            None | Some(Outcome::NotPresent) => (Open::NotAsked, None),
            Some(Outcome::WaitsForInterpreter) => (Open::CouldNotAnswer, None),
            Some(Outcome::WantsTime { until }) => (Open::WantsTime, until),
            Some(
                Outcome::Signs
                | Outcome::MakesMark { .. }
                | Outcome::SignsWithoutDrawing { .. }
                | Outcome::AgreesInPart { .. }
                | Outcome::AgreesWillNotSign
                | Outcome::DoesNotAgree { .. }
                | Outcome::AgreedByPhone { .. },
            ) => return None,
        };
        Some(StillOpen { why, by: until.or(meeting) })
    }

    /// Whether somebody was asked and could answer. Until then what is printed is a draft to an adult of the family.
    pub fn was_asked(&self, person: PersonId) -> bool {
        self.still_open(person, None).is_none_or(|open| open.why == Open::WantsTime)
    }
}
