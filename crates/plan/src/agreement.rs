//! The agreement a plan becomes: one ordered list of blocks. Preview, reading, paper, hash and evidence all walk this
//! list, so what was shown is what is printed is what is signed. How a plan is worded into blocks is in `compose`, what one
//! person sees of it in `excerpt`, how it is cut for the screen in `parts`.

pub mod compose;
mod excerpt;
mod parts;
pub mod pictures;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::hash::AgreementHash;
use crate::ids::{GoalId, PersonId, PlanId, PromiseId};
use crate::texts::Language;

/// The number of the form an agreement is written in.
pub const AGREEMENT_FORM: u32 = 1;

/// What is agreed, in the words the family sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// [`AGREEMENT_FORM`].
    pub form: u32,
    /// The plan it was made from.
    pub plan: PlanId,
    /// What it is called on paper and on the phone.
    pub reference: String,
    /// What we call the family.
    pub title: String,
    /// The language of the blocks.
    pub language: Language,
    /// The version of the fixed texts in them.
    pub texts: String,
    /// The day it was made, where the family lives.
    pub made_on: NaiveDate,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// One piece of an agreement: something that can be shown, read out, printed and pointed at by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Section and item, for example `rights.03` or `now.<goal id>`.
    pub id: BlockId,
    /// The part of the agreement it stands in.
    pub section: Section,
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind,
    /// Its whole text. May hold line ends where a person typed them.
    pub text: String,
}

/// The name of a block within its agreement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockId(pub String);

/// The parts of an agreement, in the family's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// What this is.
    About,
    /// The family's rights, in fixed words.
    Rights,
    /// Who it is for and who makes it.
    People,
    /// What was done so that each person could understand.
    Needs,
    /// What the children say.
    Voice,
    /// What we are worried about.
    Worries,
    /// What will change first.
    Now,
    /// What will change after that.
    Later,
    /// What we promise.
    Promises,
    /// The family's own people, and what they offer.
    Supporters,
    /// Meeting again.
    Meeting,
    /// Whom to ring, and what else to know.
    Contact,
    /// Where people sign.
    Signatures,
}

impl Section {
    /// The section's key in the texts and in block ids.
    pub const fn key(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Rights => "rights",
            Self::People => "people",
            Self::Needs => "needs",
            Self::Voice => "voice",
            Self::Worries => "worries",
            Self::Now => "now",
            Self::Later => "later",
            Self::Promises => "promises",
            Self::Supporters => "supporters",
            Self::Meeting => "meeting",
            Self::Contact => "contact",
            Self::Signatures => "signatures",
        }
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BlockKind {
    /// The name of the document.
    Title,
    /// The heading of a section (level 1) or within one (level 2).
    Heading {
        /// 1 or 2.
        level: u8,
    },
    /// A sentence or paragraph.
    Sentence,
    /// One of the family's rights.
    Right,
    /// Someone in the plan.
    Person {
        /// Who.
        person: PersonId,
    },
    /// A worry in the worker's words.
    Worry,
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
    },
}

impl BlockKind {
    /// Who signs here.
    pub const fn signer(&self) -> Option<PersonId> {
        if let Self::SignaturePlace { person } = self { Some(*person) } else { None }
    }

    /// The goal a block is about.
    pub const fn goal(&self) -> Option<GoalId> {
        match self {
            Self::Goal { goal } | Self::OwnWords { goal } | Self::Step { goal } => Some(*goal),
            Self::Promise { goal, .. } => *goal,
            Self::Title
            | Self::Heading { .. }
            | Self::Sentence
            | Self::Right
            | Self::Person { .. }
            | Self::Worry
            | Self::Voice { .. }
            | Self::Note
            | Self::SignaturePlace { .. } => None,
        }
    }
}

impl Block {
    /// Whether it may be left out of what one person sees: not what the plan is, not the rights, not where people sign.
    pub const fn may_be_left_out(&self) -> bool {
        !matches!(self.section, Section::About | Section::Rights | Section::Signatures)
            && !matches!(self.kind, BlockKind::Title | BlockKind::Heading { .. })
    }
}

impl Agreement {
    /// The bytes that are hashed, stored and never written again.
    pub fn to_json(&self) -> Vec<u8> {
        // An agreement holds only strings, numbers and lists of them, which always have a JSON form.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads an agreement's bytes.
    ///
    /// # Errors
    /// When they are not an agreement of a form this program knows.
    pub fn from_json(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The people who have a place to sign, in order.
    pub fn signers(&self) -> impl Iterator<Item = PersonId> {
        self.blocks.iter().filter_map(|block| block.kind.signer())
    }

    /// A block by its id.
    pub fn block(&self, id: &BlockId) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == *id)
    }

    /// Its words alone, a blank line between the blocks.
    pub fn text(&self) -> String {
        let blocks: Vec<&str> = self.blocks.iter().map(|block| block.text.as_str()).collect();
        blocks.join("\n\n")
    }

    /// The blocks of one section.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.section == section)
    }
}
