//! What a person wants to do about an agreement. Every one of these is a good answer, and each is kept, sealed and
//! printed like the others.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// What a person wants to do about an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Agrees and signs.
    Signs,
    /// Agrees and makes a mark.
    MakesMark {
        /// Who saw it made.
        witness: Option<PersonId>,
    },
    /// Agrees, and says so without drawing.
    SignsWithoutDrawing {
        /// The name as the person had it typed; empty when they said that they agree.
        typed: String,
        /// Who saw or heard it.
        witness: Option<PersonId>,
    },
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
    /// Talked it through; signing waits for an interpreter.
    WaitsForInterpreter,
    /// Was not there.
    NotPresent,
    /// Agreed by phone; a signature follows at the office.
    AgreedByPhone {
        /// What they said, where that is known.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        said: String,
        /// Who of us rang.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rang: Option<PersonId>,
        /// At what time, on the day it was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        call_at: Option<NaiveTime>,
    },
}

impl Outcome {
    /// Agreed by phone, with nothing more known of the call.
    pub const fn agreed_by_phone() -> Self {
        Self::AgreedByPhone { said: String::new(), rang: None, call_at: None }
    }

    /// Whether lines may be drawn with it.
    pub const fn has_pad(&self) -> bool {
        matches!(self, Self::Signs | Self::MakesMark { .. } | Self::AgreesInPart { .. })
    }

    /// Whether it cannot be confirmed without a line.
    pub const fn needs_mark(&self) -> bool {
        matches!(self, Self::Signs | Self::MakesMark { .. })
    }

    /// Whether the person says yes to something: all of it or a part.
    pub const fn agrees(&self) -> bool {
        match self {
            Self::Signs
            | Self::MakesMark { .. }
            | Self::SignsWithoutDrawing { .. }
            | Self::AgreesInPart { .. }
            | Self::AgreesWillNotSign
            | Self::AgreedByPhone { .. } => true,
            Self::WantsTime { .. }
            | Self::DoesNotAgree { .. }
            | Self::WaitsForInterpreter
            | Self::NotPresent => false,
        }
    }

    /// What was typed with it.
    pub fn typed(&self) -> Option<&str> {
        match self {
            Self::SignsWithoutDrawing { typed, .. } => Some(typed),
            Self::AgreesInPart { which } => Some(which),
            Self::DoesNotAgree { why } => Some(why),
            Self::AgreedByPhone { said, .. } => Some(said),
            Self::Signs
            | Self::MakesMark { .. }
            | Self::WantsTime { .. }
            | Self::AgreesWillNotSign
            | Self::WaitsForInterpreter
            | Self::NotPresent => None,
        }
    }

    /// Who has to have seen or heard it: nothing when nobody has to, `Some(None)` when nobody is named yet.
    pub const fn witness(&self) -> Option<Option<PersonId>> {
        match self {
            Self::MakesMark { witness } | Self::SignsWithoutDrawing { witness, .. } => Some(*witness),
            Self::Signs
            | Self::AgreesInPart { .. }
            | Self::WantsTime { .. }
            | Self::AgreesWillNotSign
            | Self::DoesNotAgree { .. }
            | Self::WaitsForInterpreter
            | Self::NotPresent
            | Self::AgreedByPhone { .. } => None,
        }
    }
}
