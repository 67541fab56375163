//! The agreement a plan becomes: one ordered list of blocks. Preview, reading, paper, hash and evidence all walk this
//! list, so what was shown is what is printed is what is signed. What a block can be is in `kind`, how a plan is worded into
//! blocks in `compose`, what one person sees of it in `excerpt`, how it is cut for the screen in `parts`.

pub mod compose;
mod excerpt;
mod kind;
mod parts;
pub mod pictures;
mod reference;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::hash::AgreementHash;
use crate::ids::{PersonId, PlanId};
use crate::texts::Language;

pub use kind::{BelongsTo, BlockKind, HeadingOf};
pub use reference::{NotAReference, Reference};

/// The number of the form an agreement is written in. In form 1 a block did not say what it belongs to; no plan of a family
/// was ever agreed in it.
pub const AGREEMENT_FORM: u32 = 2;

/// Why bytes cannot be read as an agreement.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// Something else than an agreement.
    #[error("this is no agreement")]
    NotAnAgreement(#[from] serde_json::Error),
    /// Of a form this program does not know.
    #[error("an agreement of form {found}")]
    OtherForm {
        /// Which.
        found: u32,
    },
}

/// The form alone, which is read first: what else there is depends on it.
#[derive(Deserialize)]
struct Form {
    form: u32,
}

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

impl Block {
    /// Whether it may be left out of what one person sees: not what the plan is, not the rights, not where people sign.
    pub const fn may_be_left_out(&self) -> bool {
        !matches!(self.section, Section::About | Section::Rights | Section::Signatures)
            && !self.kind.is_heading()
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
    /// When they are not an agreement, or of a form this program does not know.
    pub fn from_json(bytes: &[u8]) -> Result<Self, NotRead> {
        match serde_json::from_slice(bytes)? {
            Form { form: AGREEMENT_FORM } => Ok(serde_json::from_slice(bytes)?),
            Form { form: found } => Err(NotRead::OtherForm { found }),
        }
    }

    /// The people who have a place to sign, in order.
    pub fn signers(&self) -> impl Iterator<Item = PersonId> {
        self.blocks.iter().filter_map(|block| block.kind.signer())
    }

    /// The name of somebody who has a place to sign.
    pub fn name(&self, person: PersonId) -> Option<&str> {
        let place = self.blocks.iter().find(|block| block.kind.signer() == Some(person))?;
        if let BlockKind::SignaturePlace { name, .. } = &place.kind { Some(name) } else { None }
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
