//! What a block is and what it belongs to, as data: nothing of it is ever read out of a block's words or its id.

use serde::{Deserialize, Serialize};

use crate::ids::{ConcernId, GoalId, PersonId, PromiseId};
use crate::model::domain::Domain;
use crate::model::people::Whose;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BlockKind {
    /// The name of the document.
    Title,
    /// For whom the plan is, and the day it was made.
    Opening,
    /// A heading.
    Heading {
        /// Of what.
        of: HeadingOf,
    },
    /// A sentence or paragraph.
    Sentence {
        /// Whether somebody typed it, or some of it, and it is not of the fixed words alone.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        typed: bool,
    },
    /// The number that always answers.
    Line,
    /// What was done so that somebody could understand.
    Need {
        /// Who.
        person: PersonId,
    },
    /// One of the family's rights.
    Right {
        /// Whether it says what may happen if the plan does not work.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        may_happen: bool,
    },
    /// Someone in the plan.
    Person {
        /// Who.
        person: PersonId,
        /// Their name, as the text has it.
        name: String,
    },
    /// A worry in the worker's words.
    Worry {
        /// Which.
        concern: ConcernId,
    },
    /// What was seen that a worry comes from.
    Seen {
        /// Which worry.
        concern: ConcernId,
    },
    /// A goal.
    Goal {
        /// Which.
        goal: GoalId,
    },
    /// What a child says, word for word, or what was seen of a small one.
    Voice {
        /// Which child.
        person: PersonId,
    },
    /// A small step towards a goal.
    Step {
        /// Which goal.
        goal: GoalId,
    },
    /// What the family says about a goal, word for word.
    OwnWords {
        /// Which goal.
        goal: GoalId,
    },
    /// Something we will do.
    Promise {
        /// Which.
        promise: PromiseId,
        /// The goal it helps with.
        goal: Option<GoalId>,
    },
    /// Something to know, said smaller.
    Note,
    /// Where a person signs or says what they want to do instead.
    SignaturePlace {
        /// Who.
        person: PersonId,
        /// Their name, as the text has it.
        name: String,
    },
}

/// What stands under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingOf {
    /// The whole section.
    Section,
    /// One agency's worries, or those of both.
    Agency(Whose),
    /// The goals of one part of life.
    Domain(Domain),
    /// What one child says.
    Child(PersonId),
}

/// What a block belongs to beside its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BelongsTo {
    /// A goal, with its steps, promises and the family's words about it.
    Goal(GoalId),
    /// A worry, with what was seen.
    Worry(ConcernId),
    /// A person.
    Person(PersonId),
}

impl HeadingOf {
    /// How deep the heading is: 1 of a section, 2 within one.
    pub const fn level(self) -> u8 {
        match self {
            Self::Section => 1,
            Self::Agency(_) | Self::Domain(_) | Self::Child(_) => 2,
        }
    }
}

impl BlockKind {
    /// Who signs here.
    pub const fn signer(&self) -> Option<PersonId> {
        if let Self::SignaturePlace { person, .. } = self { Some(*person) } else { None }
    }

    /// What it belongs to; nothing for what belongs to the whole plan.
    pub const fn belongs_to(&self) -> Option<BelongsTo> {
        match self {
            Self::Goal { goal }
            | Self::OwnWords { goal }
            | Self::Step { goal }
            | Self::Promise { goal: Some(goal), .. } => Some(BelongsTo::Goal(*goal)),
            Self::Worry { concern } | Self::Seen { concern } => Some(BelongsTo::Worry(*concern)),
            Self::Need { person }
            | Self::Person { person, .. }
            | Self::Voice { person }
            | Self::SignaturePlace { person, .. }
            | Self::Heading { of: HeadingOf::Child(person) } => Some(BelongsTo::Person(*person)),
            Self::Title
            | Self::Opening
            | Self::Heading { of: HeadingOf::Section | HeadingOf::Agency(_) | HeadingOf::Domain(_) }
            | Self::Sentence { .. }
            | Self::Line
            | Self::Right { .. }
            | Self::Promise { goal: None, .. }
            | Self::Note => None,
        }
    }

    /// The goal it belongs to.
    pub const fn goal(&self) -> Option<GoalId> {
        if let Some(BelongsTo::Goal(goal)) = self.belongs_to() { Some(goal) } else { None }
    }

    /// How deep a heading it is; nothing for what is none.
    pub const fn heading_level(&self) -> Option<u8> {
        if let Self::Heading { of } = self { Some(of.level()) } else { None }
    }

    /// Whether it is a heading.
    pub const fn is_heading(&self) -> bool {
        self.heading_level().is_some()
    }

    /// Whether it says more about another block and goes with it: what was seen of a worry, the steps of a goal.
    pub const fn goes_with_another(&self) -> bool {
        matches!(
            self,
            Self::Seen { .. }
                | Self::Step { .. }
                | Self::OwnWords { .. }
                | Self::Promise { goal: Some(_), .. }
        )
    }
}
