//! Words that are being typed and are nothing yet: no change of a plan and no event of a sitting. They are kept so that a
//! lock, a crash or an empty battery in the middle of a sentence loses none of it. Nothing here is ever signed or sent.

use plan::ids::{PersonId, PlanId};
use plan::signing::Part;
use serde::{Deserialize, Serialize};

/// What is being typed, each thing in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftOf {
    /// Who else can see and hear, before the tablet is turned.
    Hears(PlanId),
    /// With whom it was agreed that somebody the harm comes from has the tablet.
    AgreedWith(PlanId),
    /// The name of somebody who joins.
    JoinName(PlanId),
    /// The language of an interpreter who joins.
    JoinLanguage(PlanId),
    /// Where an interpreter who joins comes from.
    JoinFrom(PlanId),
    /// A part of the plan in a person's own words.
    SaidBack(PlanId, PersonId, Part),
    /// A person's own words about their answer.
    Answer(PlanId, PersonId),
    /// What was typed into fields for days and is none yet, of all such fields of a plan together, as the interface writes it.
    HalfDays(PlanId),
}

impl DraftOf {
    /// Which plan it belongs to. It stays with the plan when a change begins another sitting of it.
    pub const fn plan(self) -> PlanId {
        match self {
            Self::Hears(plan)
            | Self::AgreedWith(plan)
            | Self::JoinName(plan)
            | Self::JoinLanguage(plan)
            | Self::JoinFrom(plan)
            | Self::SaidBack(plan, ..)
            | Self::Answer(plan, _)
            | Self::HalfDays(plan) => plan,
        }
    }

    /// Whose words they are, where they are typed while the tablet stands before the family.
    pub const fn before_family(self) -> Option<PersonId> {
        match self {
            Self::SaidBack(_, person, _) | Self::Answer(_, person) => Some(person),
            Self::Hears(_)
            | Self::AgreedWith(_)
            | Self::JoinName(_)
            | Self::JoinLanguage(_)
            | Self::JoinFrom(_)
            | Self::HalfDays(_) => None,
        }
    }
}
