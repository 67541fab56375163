//! What an office writes itself: a countersignature, a review, the end of a case. It is the body of a record like any other, in a chain
//! of its own, signed with the office's key; here is what stands in it. Whether it may be written is the office's to decide.

use crate::code::words;
use crate::{Hash, Kind, TenantId, UserId, WrittenFault};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The version of the form that this program writes. It is the envelope's `schema` too.
pub const WRITTEN_VERSION: u32 = 1;
/// Most letters of what is said in words.
pub const MAX_WORDS: usize = 10_000;
/// Most letters of a name or a role.
pub const MAX_NAME: usize = 200;

/// The body of a record that an office wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Version of the form, [`WRITTEN_VERSION`] today.
    pub v: u32,
    /// Who wrote it.
    pub by: OfficePerson,
    /// When, by the office's clock.
    pub at: DateTime<Utc>,
    /// The record it is about. It is the envelope's only parent, too.
    pub of: Hash,
    /// What it says.
    pub what: What,
    /// What is said in words. May be empty where nothing has to be told.
    pub words: String,
}

/// A person at an office. Name and role are copied, so that a record says who it was when the person has left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficePerson {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// What they are there, such as `Team manager`.
    pub role: String,
}

/// What an office says of a record. The word is the record's [`Kind`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum What {
    /// The plan is agreed to.
    #[serde(rename = "plan.countersigned")]
    PlanCountersigned {
        /// How what was agreed by telephone is taken; none where nothing was. What is disputed is said in words.
        #[serde(default)]
        phone: Option<Phone>,
    },
    /// The plan is not agreed to. The words say what is to change.
    #[serde(rename = "plan.returned")]
    PlanReturned,
    /// A review was held. The words say what it came to.
    #[serde(rename = "review.recorded")]
    ReviewRecorded {
        /// On which day.
        on: NaiveDate,
    },
    /// A review is to be held.
    #[serde(rename = "review.planned")]
    ReviewPlanned {
        /// On which day.
        on: NaiveDate,
    },
    /// The case ends. Where one of these does not hold, the words say why it ends all the same.
    #[serde(rename = "case.ended")]
    CaseEnded {
        /// Whether what changed has lasted.
        lasted: bool,
        /// Whether all that was agreed is done.
        done: bool,
        /// The professional whom the family goes to from now on.
        #[serde(default)]
        lead: Option<String>,
    },
    /// What the office wrote before is wrong. The words say what is right.
    #[serde(rename = "correction")]
    Correction,
    /// It was read.
    #[serde(rename = "note.seen")]
    NoteSeen,
    /// It is given to another agency. The words say why.
    #[serde(rename = "disclosure")]
    Disclosure {
        /// To whom.
        to: String,
        /// That agency's id, where it has an office of this kind.
        #[serde(default)]
        tenant: Option<TenantId>,
    },
    /// Something of a newer office, kept as it came.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

words! {
    /// How what was agreed by telephone is taken.
    Phone {
        /// It was so.
        Confirmed = "confirmed",
        /// It was not, or not so.
        Disputed = "disputed",
    }
}

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

impl Written {
    /// The bytes of a new body, written once and kept from then on.
    ///
    /// # Errors
    /// [`WrittenFault::Field`], [`WrittenFault::NoWords`]; [`WrittenFault::Unknown`] for what this program does not know.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WrittenFault> {
        self.check()?;
        if let What::Unknown(_) = self.what {
            return Err(WrittenFault::Unknown);
        }
        serde_json::to_vec(self).map_err(WrittenFault::Form)
    }

    /// Reads a body. What it says may be of a newer office.
    ///
    /// # Errors
    /// [`WrittenFault::Version`], [`WrittenFault::Form`], [`WrittenFault::Field`], [`WrittenFault::NoWords`].
    pub fn read(bytes: &[u8]) -> Result<Self, WrittenFault> {
        let Versioned { v } = serde_json::from_slice(bytes).map_err(WrittenFault::Form)?;
        if v != WRITTEN_VERSION {
            return Err(WrittenFault::Version { found: v, known: WRITTEN_VERSION });
        }
        let written: Self = serde_json::from_slice(bytes).map_err(WrittenFault::Form)?;
        written.check()?;
        Ok(written)
    }

    fn check(&self) -> Result<(), WrittenFault> {
        line("name", &self.by.name)?;
        line("role", &self.by.role)?;
        let is_plain = |letter: char| letter == '\n' || !letter.is_control();
        if self.words.chars().count() > MAX_WORDS || !self.words.chars().all(is_plain) {
            return Err(WrittenFault::Field { field: "words" });
        }
        if self.what.check()? && self.words.trim().is_empty() {
            return Err(WrittenFault::NoWords);
        }
        Ok(())
    }
}

impl What {
    /// The kind of a record that says this.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::PlanCountersigned { .. } => Kind::PlanCountersigned,
            Self::PlanReturned => Kind::PlanReturned,
            Self::ReviewRecorded { .. } => Kind::ReviewRecorded,
            Self::ReviewPlanned { .. } => Kind::ReviewPlanned,
            Self::CaseEnded { .. } => Kind::CaseEnded,
            Self::Correction => Kind::Correction,
            Self::NoteSeen => Kind::NoteSeen,
            Self::Disclosure { .. } => Kind::Disclosure,
            Self::Unknown(said) => {
                Kind::from(said.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned())
            }
        }
    }

    /// Whether it has to be told in words.
    fn check(&self) -> Result<bool, WrittenFault> {
        match self {
            Self::PlanCountersigned { phone } => Ok(*phone == Some(Phone::Disputed)),
            Self::PlanReturned | Self::ReviewRecorded { .. } | Self::Correction => Ok(true),
            Self::CaseEnded { lasted, done, lead } => {
                lead.as_ref().map_or(Ok(()), |lead| line("lead", lead))?;
                Ok(!(*lasted && *done && lead.is_some()))
            }
            Self::Disclosure { to, .. } => line("to", to).map(|()| true),
            Self::ReviewPlanned { .. } | Self::NoteSeen | Self::Unknown(_) => Ok(false),
        }
    }
}

/// What stands on one line.
fn line(field: &'static str, text: &str) -> Result<(), WrittenFault> {
    let fits = !text.trim().is_empty() && text.chars().count() <= MAX_NAME;
    if fits && !text.chars().any(char::is_control) { Ok(()) } else { Err(WrittenFault::Field { field }) }
}
