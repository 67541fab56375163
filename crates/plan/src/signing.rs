//! One sitting with the family: what was shown, what each person said, the marks they made. Bound to one agreement by
//! its hash. Like a plan, it is the sum of its events; unlike a plan, nothing in it is ever taken back, only superseded.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::{Agreement, AgreementHash, BlockId, BlockKind};
use crate::ids::{PersonId, PlanId, SigningId};
use crate::ink::Stroke;

/// The number of the form a signing is written in.
pub const SIGNING_FORM: u32 = 1;

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

/// Something that happened, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// By the tablet's clock.
    pub at: DateTime<FixedOffset>,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// What can happen in a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Blocks stood on the screen in front of the family.
    Shown {
        /// Which.
        blocks: Vec<BlockId>,
        /// For how long, in milliseconds.
        for_ms: u32,
    },
    /// A person said what they want to do.
    Chose {
        /// Who.
        person: PersonId,
        /// What.
        outcome: Outcome,
    },
    /// A person drew a line.
    Drew {
        /// Who.
        person: PersonId,
        /// The line.
        stroke: Stroke,
    },
    /// The last line was taken back. It stays in the events.
    Undid {
        /// Whose.
        person: PersonId,
    },
    /// All lines were taken back. They stay in the events.
    StartedAgain {
        /// Whose.
        person: PersonId,
    },
    /// The person said: this is my answer, this is my mark.
    Confirmed {
        /// Who.
        person: PersonId,
    },
}

/// What a person wants to do about an agreement. Every one of these is a good answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Agrees and signs, or makes a mark.
    Signs,
    /// Agrees with part of it.
    AgreesInPart {
        /// Which part, in their words.
        which: String,
    },
    /// Wants more time or advice first.
    WantsTime {
        /// Until when, if they said.
        until: Option<NaiveDate>,
    },
    /// Agrees, and will not sign.
    AgreesWillNotSign,
    /// Does not agree.
    DoesNotAgree {
        /// Why, in their words, if they said.
        why: String,
    },
    /// Was not there.
    NotPresent,
    /// Agreed by phone; a signature follows at the office.
    AgreedByPhone,
}

/// Where one person stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// What they said last.
    pub outcome: Option<Outcome>,
    /// Their mark as it stands.
    pub strokes: Vec<Stroke>,
    /// When they said that this is their answer.
    pub confirmed_at: Option<DateTime<FixedOffset>>,
}

/// Why an event cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SigningError {
    /// The person has no place in this agreement.
    #[error("the person has no place to sign in this agreement")]
    NoPlace,
    /// A right has not been shown yet.
    #[error("the rights have not all been shown")]
    RightsNotShown,
    /// An answer that comes with a mark has none yet.
    #[error("there is no mark yet")]
    NoMark,
    /// There is no answer to confirm.
    #[error("there is no answer yet")]
    NoAnswer,
    /// The person's answer is already confirmed.
    #[error("the answer has been confirmed already")]
    Confirmed,
    /// The line has no point, or more than can be kept.
    #[error("the line cannot be kept")]
    NotDrawn,
    /// Blocks that are not in this agreement.
    #[error("a block is not in this agreement")]
    NotInAgreement,
}

impl Outcome {
    /// Whether the answer comes with a mark.
    pub const fn has_mark(&self) -> bool {
        match self {
            Self::Signs | Self::AgreesInPart { .. } => true,
            Self::WantsTime { .. }
            | Self::AgreesWillNotSign
            | Self::DoesNotAgree { .. }
            | Self::NotPresent
            | Self::AgreedByPhone => false,
        }
    }
}

impl Event {
    /// Whose event it is, if one person's.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Shown { .. } => None,
            Self::Chose { person, .. }
            | Self::Drew { person, .. }
            | Self::Undid { person }
            | Self::StartedAgain { person }
            | Self::Confirmed { person } => Some(*person),
        }
    }
}

impl Row {
    /// The row after one more of the person's events; `at` is when, once it is kept.
    pub fn follow(&mut self, event: &Event, at: Option<DateTime<FixedOffset>>) {
        match event {
            Event::Shown { .. } => {}
            Event::Chose { outcome, .. } => self.outcome = Some(outcome.clone()),
            Event::Drew { stroke, .. } => self.strokes.push(stroke.clone()),
            Event::Undid { .. } => drop(self.strokes.pop()),
            Event::StartedAgain { .. } => self.strokes.clear(),
            Event::Confirmed { .. } => self.confirmed_at = at,
        }
    }
}

impl Signing {
    /// Where a person stands.
    pub fn row(&self, person: PersonId) -> Row {
        let mut row = Row::default();
        for Happened { at, event } in self.events.iter().filter(|it| it.event.person() == Some(person)) {
            row.follow(event, Some(*at));
        }
        row
    }

    /// The rights of an agreement that have not been on the screen yet.
    pub fn rights_not_shown<'a>(&self, agreement: &'a Agreement) -> Vec<&'a BlockId> {
        let rights = agreement.blocks.iter().filter(|block| block.kind == BlockKind::Right);
        rights.map(|block| &block.id).filter(|id| !self.was_shown(id)).collect()
    }

    /// Whether a block has been on the screen.
    pub fn was_shown(&self, id: &BlockId) -> bool {
        self.events.iter().any(|it| matches!(&it.event, Event::Shown { blocks, .. } if blocks.contains(id)))
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

    fn check(&self, event: &Event, agreement: &Agreement) -> Result<(), SigningError> {
        if let Event::Shown { blocks, .. } = event {
            let known = |id| agreement.blocks.iter().any(|block| &block.id == id);
            return if blocks.iter().all(known) { Ok(()) } else { Err(SigningError::NotInAgreement) };
        }
        let Some(person) = event.person().filter(|person| agreement.signers().any(|it| it == *person)) else {
            return Err(SigningError::NoPlace);
        };
        if !self.rights_not_shown(agreement).is_empty() {
            return Err(SigningError::RightsNotShown);
        }
        let row = self.row(person);
        if row.confirmed_at.is_some() {
            return Err(SigningError::Confirmed);
        }
        match event {
            Event::Drew { stroke, .. } if !stroke.is_drawn() => Err(SigningError::NotDrawn),
            Event::Confirmed { .. } => match row.outcome {
                None => Err(SigningError::NoAnswer),
                Some(outcome) if outcome.has_mark() && row.strokes.is_empty() => Err(SigningError::NoMark),
                Some(_) => Ok(()),
            },
            Event::Shown { .. }
            | Event::Chose { .. }
            | Event::Drew { .. }
            | Event::Undid { .. }
            | Event::StartedAgain { .. } => Ok(()),
        }
    }
}
