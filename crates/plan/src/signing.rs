//! One sitting with the family: what was shown and read, what each person said, the marks they made. Bound to one
//! agreement by its hash. Like a plan, it is the sum of its events; unlike a plan, nothing in it is ever taken back, only
//! superseded.

mod asked;
mod bound;
mod event;
mod evidence;
pub mod ink;
mod open;
mod outcome;
mod row;
mod rules;
mod said_back;

pub use asked::Asked;
pub use event::{AsSeen, Event, Happened, Joined, Manner, Way};
pub use evidence::{Evidence, Reading};
pub use open::{Open, StillOpen};
pub use outcome::Outcome;
pub use row::Row;
pub use rules::SigningError;
pub use said_back::{Offer, Part, SaidBack};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::agreement::{Agreement, AgreementHash, BlockId, BlockKind};
use crate::ids::{PersonId, PlanId, SigningId};
use crate::texts::Language;

/// The number of the form a signing is written in. Form 1 had no beginning, no hand-over, nothing read or said back.
pub const SIGNING_FORM: u32 = 2;

/// A sitting as it stands, and the events it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// [`SIGNING_FORM`].
    pub form: u32,
    /// Which sitting.
    pub id: SigningId,
    /// The plan it belongs to.
    pub plan: PlanId,
    /// The agreement that was read and signed.
    pub agreement: AgreementHash,
    /// Thirty-two random hexadecimal digits, so that no mark can be lifted into another sitting.
    pub nonce: String,
    /// When it began, by the tablet's clock.
    pub started_at: DateTime<FixedOffset>,
    /// Everything that happened, in order.
    pub events: Vec<Happened>,
}

/// Why bytes cannot be read as a sitting.
#[derive(Debug, thiserror::Error)]
pub enum NotASitting {
    /// Something else.
    #[error("this is no sitting")]
    Other(#[from] serde_json::Error),
    /// Of a later form than this program knows.
    #[error("a sitting of form {found}")]
    TooNew {
        /// Which.
        found: u32,
    },
}

/// The form alone, which is read first: what else there is depends on it.
#[derive(Deserialize)]
struct Form {
    form: u32,
}

/// The tablet in front of the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InFront<'a> {
    /// To whom it was turned.
    pub to: &'a [PersonId],
    /// What they do not see.
    pub without: &'a [BlockId],
    /// How they go through it.
    pub way: Way,
    /// Their language, if not the agreement's.
    pub language: Option<&'a Language>,
}

impl Signing {
    /// Where a person stands: their answer, or the one they are just giving.
    pub fn row(&self, person: PersonId) -> Row {
        followed(&self.events, person)
    }

    /// The answer a person has given: the last one they confirmed. Whoever is just giving another one has not given it yet.
    pub fn answer(&self, person: PersonId) -> Option<Row> {
        self.answers(person).pop()
    }

    /// Every answer a person has given, the last one at the end. It is the one that stands; the others stay on record.
    pub fn answers(&self, person: PersonId) -> Vec<Row> {
        let confirmed =
            self.events.iter().enumerate().filter(|(_, it)| it.event == Event::Confirmed { person });
        confirmed.map(|(at, _)| followed(self.events.get(..=at).unwrap_or_default(), person)).collect()
    }

    /// Before whom the tablet stands now; nothing while the worker has it.
    pub fn in_front(&self) -> Option<InFront<'_>> {
        let mut turns = self.events.iter().rev().map(|happened| &happened.event);
        turns.find_map(|event| match in_front(event) {
            None if *event == Event::TakenBack => Some(None),
            turn => turn.map(Some),
        })?
    }

    /// The last time the tablet was turned to a person.
    pub fn last_in_front(&self, person: PersonId) -> Option<InFront<'_>> {
        last_in_front(&self.events, person)
    }

    /// Reads a sitting's bytes.
    ///
    /// # Errors
    /// When they are no sitting, or of a later form than this program knows.
    pub fn from_json(bytes: &[u8]) -> Result<Self, NotASitting> {
        match serde_json::from_slice(bytes)? {
            Form { form: found } if found > SIGNING_FORM => Err(NotASitting::TooNew { found }),
            Form { .. } => Ok(serde_json::from_slice(bytes)?),
        }
    }

    /// The sitting as those may see it before whom the tablet stands: what others said, answered and drew is gone, and so is
    /// what they were offered; that they confirmed something stays. All of it while the worker has the tablet.
    #[must_use]
    pub fn for_those_in_front(&self) -> Self {
        let Some(now) = self.in_front() else { return self.clone() };
        let mut theirs = self.clone();
        for ((turn, _), happened) in self.turns().zip(&mut theirs.events) {
            // What was said before all of them is theirs, and what somebody said who is alone before it now.
            let before_all = turn.is_some_and(|turn| now.to.iter().all(|person| turn.to.contains(person)));
            let is_own = matches!(now.to, [only] if happened.event.by_whom() == Some(*only));
            if !before_all && !is_own {
                happened.event.is_not_told();
            }
            happened.event.forget_what_workers_said(now.to);
        }
        theirs
    }

    /// What a person does not see of the agreement.
    pub fn left_out(&self, person: PersonId) -> &[BlockId] {
        self.last_in_front(person).map_or(&[], |turn| turn.without)
    }

    /// The rights of an agreement that have not been on the screen yet.
    pub fn rights_not_shown<'a>(&self, agreement: &'a Agreement) -> Vec<&'a BlockId> {
        rights_not_in(agreement, &self.shown(|_| true))
    }

    /// The rights that have not been on the screen in front of a person. Who never had the tablet turned to them has seen
    /// what everybody saw.
    pub fn rights_not_shown_to<'a>(&self, agreement: &'a Agreement, person: PersonId) -> Vec<&'a BlockId> {
        match self.last_in_front(person) {
            None => self.rights_not_shown(agreement),
            Some(_) => rights_not_in(agreement, &self.shown(|turn| turn.to.contains(&person))),
        }
    }

    /// Everyone with a place to sign: those of the agreement, then those who joined.
    pub fn signers(&self, agreement: &Agreement) -> Vec<PersonId> {
        agreement.signers().chain(self.joined().map(|(person, _, _)| person)).collect()
    }

    /// Those who joined: who, by which name, as what.
    pub fn joined(&self) -> impl Iterator<Item = (PersonId, &str, &Joined)> {
        self.events.iter().filter_map(|happened| {
            let Event::Joined { person, name, part } = &happened.event else { return None };
            Some((*person, name.as_str(), part))
        })
    }

    /// Whether somebody who can interpret takes part.
    pub fn has_interpreter(&self) -> bool {
        self.joined().any(|(_, _, part)| matches!(part, Joined::Interpreter { .. }))
    }

    /// Whether signing has to wait for a person until an interpreter takes part.
    pub fn waits_for_interpreter(&self, person: PersonId) -> bool {
        let began = self.events.first().map(|happened| &happened.event);
        let Some(Event::Began { need_interpreter, .. }) = began else { return false };
        need_interpreter.contains(&person) && !self.has_interpreter()
    }

    /// Takes an event, if it fits the agreement and what happened before.
    ///
    /// # Errors
    /// [`SigningError`]; the signing is then as it was.
    pub fn take(&mut self, happened: Happened, agreement: &Agreement) -> Result<(), SigningError> {
        self.check(&happened.event, agreement)?;
        self.events.push(happened);
        Ok(())
    }
}

fn followed(events: &[Happened], person: PersonId) -> Row {
    let (mut row, mut given) = (Row::default(), None);
    for happened in events {
        if happened.event.person() == Some(person) {
            row.follow(&happened.event, Some(happened));
            // “Not here” is no answer of theirs to come back to.
            if row.confirmed_at.is_some() {
                given = Some(row.clone()).filter(|row| row.outcome != Some(Outcome::NotPresent));
            }
        } else if happened.event == Event::TakenBack {
            // Whoever began to give another answer and gave the tablet back keeps the one they gave.
            row = given.clone().unwrap_or(row);
        }
    }
    row
}

fn rights_not_in<'a>(agreement: &'a Agreement, shown: &[&BlockId]) -> Vec<&'a BlockId> {
    let rights = agreement.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Right { .. }));
    rights.map(|block| &block.id).filter(|id| !shown.contains(id)).collect()
}

fn last_in_front(events: &[Happened], person: PersonId) -> Option<InFront<'_>> {
    let mut turns = events.iter().rev().filter_map(|happened| in_front(&happened.event));
    turns.find(|turn| turn.to.contains(&person))
}

fn in_front(event: &Event) -> Option<InFront<'_>> {
    let Event::HandedOver { to, without, way, language, .. } = event else { return None };
    Some(InFront { to, without, way: *way, language: language.as_ref() })
}
