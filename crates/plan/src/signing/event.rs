//! What can happen in a sitting. What follows from it is in `signing` itself and in `evidence`.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use super::said_back::{Offer, Part, SaidBack};
use crate::agreement::{Agreement, BlockId};
use crate::hash::WordsHash;
use crate::ids::{PersonId, UserId};
use crate::model::people::WorkerRole;
use crate::signing::ink::Stroke;
use crate::texts::Language;

/// Something that happened, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// By the tablet's clock.
    pub at: DateTime<FixedOffset>,
    /// Whose PIN had opened the tablet. Not recorded in form 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// What can happen in a sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The sitting began. Always the first; form 1 has none.
    Began {
        /// The parents and other adults in the plan.
        adults: Vec<PersonId>,
        /// Those of them who need an interpreter.
        need_interpreter: Vec<PersonId>,
        /// The names of the children, their family and their friends: nobody of them interprets.
        relatives: Vec<String>,
    },
    /// The tablet was turned to the family. From here on it shows them their plan and nothing else.
    HandedOver {
        /// To whom.
        to: Vec<PersonId>,
        /// Who else can see and hear, as the worker says it.
        hears: String,
        /// What these people do not see.
        without: Vec<BlockId>,
        /// How they go through it.
        way: Way,
        /// The language beside the agreement's own; none when that is theirs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<Language>,
        /// With whom it was agreed that somebody the harm comes from has it, as the worker says it; none where nobody of them
        /// is such a person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreed_with: Option<String>,
    },
    /// The worker took it back with their PIN.
    TakenBack,
    /// Blocks stood on the screen in front of the family.
    Shown {
        /// Which.
        blocks: Vec<BlockId>,
        /// For how long, in milliseconds.
        for_ms: u32,
        /// How they stood there. Not recorded in form 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_seen: Option<AsSeen>,
    },
    /// The tablet read a block aloud, with its voice or a recording. What a person reads out is what is shown while the
    /// plan is gone through in that way.
    ReadAloud {
        /// Which.
        block: BlockId,
        /// How many of its sentences, from the first.
        sentences: u16,
        /// Of how many.
        of: u16,
    },
    /// A person was asked to say a part of the plan in their own words.
    SaidBack {
        /// Who.
        person: PersonId,
        /// Which part.
        part: Part,
        /// What came of it.
        how: SaidBack,
    },
    /// After two “not yet” we offered to stop, and this is what the person wanted.
    Offered {
        /// Who.
        person: PersonId,
        /// What they chose.
        chose: Offer,
    },
    /// Someone with no place in the agreement takes part.
    Joined {
        /// Who; a child of the plan keeps their id.
        person: PersonId,
        /// Full name.
        name: String,
        /// As what.
        part: Joined,
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

/// How people go through the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// They read it by themselves.
    ReadsAlone,
    /// Someone reads it out.
    ReadOut(PersonId),
    /// The tablet reads it out.
    TabletReads,
}

/// How words stood on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsSeen {
    /// In which language; where a block is not translated it stood in the agreement's own.
    pub language: Language,
    /// How large, in CSS pixels.
    pub size: u16,
    /// The hash of exactly these words.
    pub words: WordsHash,
    /// Whether somebody looked at them again by themselves, in the middle of their answer: nobody read them out then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

/// As what somebody takes part who has no place in the agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    /// Puts what is said into another language.
    Interpreter {
        /// Which.
        language: String,
        /// There, by phone or by video.
        manner: Manner,
        /// The service they come from, or their number.
        from: String,
    },
    /// Reads the plan out.
    Reader,
    /// Sees somebody make their mark.
    Witness,
    /// A child of the plan who wants to sign.
    Child,
    /// A worker who is not named in the plan.
    Worker(WorkerRole),
}

/// How an interpreter takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// In the room.
    InPerson,
    /// By phone.
    Phone,
    /// By video.
    Video,
}

impl Event {
    /// Blocks of an agreement stood on the screen in its own words, `size` CSS pixels large, for so many milliseconds.
    pub fn shown(agreement: &Agreement, blocks: Vec<BlockId>, size: u16, for_ms: u32) -> Self {
        let words = blocks.iter().filter_map(|id| agreement.block(id)).map(|block| block.text.as_str());
        let language = agreement.language.clone();
        let as_seen = AsSeen { language, size, words: WordsHash::of(words), again: false };
        Self::Shown { blocks, for_ms, as_seen: Some(as_seen) }
    }

    /// Everything in it that somebody typed.
    pub fn typed(&self) -> Vec<&str> {
        match self {
            Self::HandedOver { hears, agreed_with, .. } => {
                [hears].into_iter().chain(agreed_with).map(String::as_str).collect()
            }
            Self::SaidBack { how: SaidBack::InOwnWords { words } | SaidBack::InPart { words }, .. } => {
                vec![words]
            }
            Self::Joined { name, part: Joined::Interpreter { language, from, .. }, .. } => {
                vec![name, language, from]
            }
            Self::Joined { name, .. } => vec![name],
            Self::Chose { outcome, .. } => outcome.typed().into_iter().collect(),
            Self::Began { .. }
            | Self::TakenBack
            | Self::Shown { .. }
            | Self::ReadAloud { .. }
            | Self::SaidBack { how: SaidBack::NotYet | SaidBack::DidNotWant, .. }
            | Self::Offered { .. }
            | Self::Drew { .. }
            | Self::Undid { .. }
            | Self::StartedAgain { .. }
            | Self::Confirmed { .. } => Vec::new(),
        }
    }

    /// What somebody said, chose, drew or was offered becomes nothing that was shown, in its place: how many events there are
    /// stays.
    pub(super) fn is_not_told(&mut self) {
        let is_theirs = matches!(
            self,
            Self::SaidBack { .. }
                | Self::Offered { .. }
                | Self::Chose { .. }
                | Self::Drew { .. }
                | Self::Undid { .. }
                | Self::StartedAgain { .. }
        );
        if is_theirs {
            *self = Self::Shown { blocks: Vec::new(), for_ms: 0, as_seen: None };
        }
    }

    /// Who else heard, with whom a turn was agreed, what others were not shown, who is whose relative and where an interpreter
    /// comes from is for the workers.
    pub(super) fn forget_what_workers_said(&mut self, in_front: &[PersonId]) {
        match self {
            Self::HandedOver { to, hears, agreed_with, without, .. } => {
                hears.clear();
                *agreed_with = None;
                if to != in_front {
                    without.clear();
                }
            }
            Self::Began { relatives, .. } => relatives.clear(),
            Self::Joined { part: Joined::Interpreter { from, .. }, .. } => from.clear(),
            Self::TakenBack
            | Self::Shown { .. }
            | Self::ReadAloud { .. }
            | Self::SaidBack { .. }
            | Self::Offered { .. }
            | Self::Joined { .. }
            | Self::Chose { .. }
            | Self::Drew { .. }
            | Self::Undid { .. }
            | Self::StartedAgain { .. }
            | Self::Confirmed { .. } => {}
        }
    }

    /// Who said, answered or was offered it, if one person did.
    pub(super) const fn by_whom(&self) -> Option<PersonId> {
        if let Self::SaidBack { person, .. } | Self::Offered { person, .. } = self {
            return Some(*person);
        }
        self.person()
    }

    /// Whose answer it belongs to, if one person's.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Began { .. }
            | Self::HandedOver { .. }
            | Self::TakenBack
            | Self::Shown { .. }
            | Self::ReadAloud { .. }
            | Self::SaidBack { .. }
            | Self::Offered { .. }
            | Self::Joined { .. } => None,
            Self::Chose { person, .. }
            | Self::Drew { person, .. }
            | Self::Undid { person }
            | Self::StartedAgain { person }
            | Self::Confirmed { person } => Some(*person),
        }
    }
}
