//! What an office may say of a record, and what has to stand with it.

use crate::code::words;
use crate::text::{line, lines, listed};
use crate::{Hash, Kind, TenantId, WrittenFault};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most bytes of a signature that was drawn, as JSON.
pub const MAX_INK: usize = 30_000;

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
        /// As what they sign.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signs_as: Option<SignsAs>,
        /// Their signature. It stands beside the plan, and changes nothing of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<Signature>,
    },
    /// The plan is not agreed to. The words say what is to change.
    #[serde(rename = "plan.returned")]
    PlanReturned,
    /// That it is agreed to, or not, is taken back. The words say why.
    #[serde(rename = "plan.unsigned")]
    PlanUnsigned {
        /// The record that said so.
        said: Hash,
    },
    /// A plan that was prepared at the office, for a worker to go through with the family. It is about no record.
    #[serde(rename = "plan.prepared")]
    PlanPrepared {
        /// The plan, as tablets keep it.
        plan: Value,
        /// The record of the agreement that it goes on from.
        #[serde(default)]
        previous: Option<Hash>,
    },
    /// The case was given to a worker. It is about a record of the case: the newest agreement, or a plan that was prepared.
    #[serde(rename = "case.given")]
    CaseGiven {
        /// The name of whoever had it before.
        #[serde(default)]
        from: Option<String>,
        /// What is still open in it, a line for each thing.
        #[serde(default)]
        open: Vec<String>,
    },
    /// Of two agreements this one holds. The words say why.
    #[serde(rename = "version.chosen")]
    VersionChosen {
        /// The record of the other. It stays where it is.
        other: Hash,
    },
    /// A copy was given to somebody. Where it was not, the words say why.
    #[serde(rename = "copy.given")]
    CopyGiven {
        /// To whom.
        to: String,
        /// Which copy, as a word.
        form: String,
        /// Whether it was given.
        given: bool,
    },
    /// A review was held. The words say what it came to, unless it is said of goals or promises.
    #[serde(rename = "review.recorded")]
    ReviewRecorded {
        /// On which day.
        on: NaiveDate,
        /// How it went with goals.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        goals: Vec<Went>,
        /// How it went with what was promised to the family.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        promises: Vec<Went>,
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
    Unknown(Value),
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

words! {
    /// As what somebody countersigns.
    SignsAs {
        /// As the manager of the team.
        Manager = "manager",
        /// As a detective sergeant.
        Sergeant = "sergeant",
        /// For another agency.
        OtherAgency = "other_agency",
    }
}

/// A signature at an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Signature {
    /// The name was typed.
    Typed {
        /// The name.
        name: String,
    },
    /// It was drawn.
    Drawn {
        /// Its strokes, at most [`MAX_INK`] bytes.
        ink: Value,
    },
    /// Something of a newer office, kept as it came.
    #[serde(untagged)]
    Unknown(Value),
}

/// How it went with one thing that was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Went {
    /// The goal or promise, as the plan calls it.
    pub id: String,
    /// How.
    pub how: How,
    /// What is said of it in words. May be empty.
    #[serde(default)]
    pub words: String,
}

words! {
    /// How far something that was agreed is done.
    How {
        /// It is done.
        Done = "done",
        /// A part of it is.
        Partly = "partly",
        /// Nothing of it is, so far.
        NotYet = "not_yet",
        /// Nobody there knew.
        NotKnown = "not_known",
    }
}

impl What {
    /// The kind of a record that says this.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::PlanCountersigned { .. } => Kind::PlanCountersigned,
            Self::PlanReturned => Kind::PlanReturned,
            Self::PlanUnsigned { .. } => Kind::PlanUnsigned,
            Self::PlanPrepared { .. } => Kind::PlanPrepared,
            Self::CaseGiven { .. } => Kind::CaseGiven,
            Self::VersionChosen { .. } => Kind::VersionChosen,
            Self::CopyGiven { .. } => Kind::CopyGiven,
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

    /// Whether it begins something, and so is about no other record.
    #[must_use]
    pub const fn begins(&self) -> bool {
        matches!(self, Self::PlanPrepared { .. })
    }

    /// Whether it has to be told in words.
    pub(super) fn check(&self) -> Result<bool, WrittenFault> {
        match self {
            Self::PlanCountersigned { phone, signature, .. } => {
                signature.as_ref().map_or(Ok(()), Signature::check)?;
                Ok(*phone == Some(Phone::Disputed))
            }
            Self::PlanReturned
            | Self::PlanUnsigned { .. }
            | Self::VersionChosen { .. }
            | Self::Correction => Ok(true),
            Self::PlanPrepared { plan, .. } => {
                if plan.is_object() {
                    Ok(false)
                } else {
                    Err(WrittenFault::Field { field: "plan" })
                }
            }
            Self::CaseGiven { from, open } => {
                from.as_ref().map_or(Ok(()), |from| line("from", from))?;
                listed("open", open)?;
                open.iter().try_for_each(|thing| line("open", thing))?;
                Ok(false)
            }
            Self::CopyGiven { to, form, given } => {
                line("to", to)?;
                line("form", form)?;
                Ok(!*given)
            }
            Self::ReviewRecorded { goals, promises, .. } => {
                Went::check_all("goals", goals)?;
                Went::check_all("promises", promises)?;
                Ok(goals.is_empty() && promises.is_empty())
            }
            Self::CaseEnded { lasted, done, lead } => {
                lead.as_ref().map_or(Ok(()), |lead| line("lead", lead))?;
                Ok(!(*lasted && *done && lead.is_some()))
            }
            Self::Disclosure { to, .. } => line("to", to).map(|()| true),
            Self::ReviewPlanned { .. } | Self::NoteSeen | Self::Unknown(_) => Ok(false),
        }
    }
}

impl Signature {
    fn check(&self) -> Result<(), WrittenFault> {
        match self {
            Self::Typed { name } => line("signature", name),
            Self::Drawn { ink } if ink.to_string().len() > MAX_INK => {
                Err(WrittenFault::Field { field: "signature" })
            }
            Self::Drawn { .. } | Self::Unknown(_) => Ok(()),
        }
    }
}

impl Went {
    fn check_all(field: &'static str, all: &[Self]) -> Result<(), WrittenFault> {
        listed(field, all)?;
        all.iter().try_for_each(|went| {
            line(field, &went.id)?;
            lines(field, &went.words)
        })
    }
}
