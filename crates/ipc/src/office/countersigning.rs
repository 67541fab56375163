//! What the office's pages and the office say to each other of agreeing to an agreement at the office: signing it, giving it back, taking
//! either back; and of checking whether a paper is of it.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use plan::signing::ink::Stroke;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Letters of what is said in words at the most.
pub const MOST_SAID: usize = 2000;

/// What was said of an agreement, and what whoever asks may say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidPage {
    /// The request of what they say next. Sent again with the same, it is said once.
    pub request: String,
    /// As what they would sign; none where they may not.
    pub signs_as: Option<SignsAs>,
    /// What the agreement says of a manager who agreed by telephone.
    pub by_phone: Option<ByPhone>,
    /// How they show that it is they.
    pub again: AgainWays,
    /// The middle group of the code on the paper, where the record says it.
    pub code: Option<String>,
    /// What was said, the oldest first.
    pub rows: Vec<SaidRow>,
}

/// Something that was said: that somebody agrees, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidRow {
    /// Its record, 64 hex digits.
    pub said: String,
    /// Which of the two.
    pub kind: SaidKind,
    /// Who said it, by the name they had then.
    pub name: String,
    /// What they were there.
    pub role: String,
    /// When, by the office's clock.
    pub at: DateTime<Utc>,
    /// In their words; may be empty.
    pub words: String,
    /// As what they signed.
    pub signs_as: Option<SignsAs>,
    /// How they take what was agreed by telephone.
    pub phone: Option<PhoneWas>,
    /// Their signature, where this program can show it.
    pub signature: Option<Signature>,
    /// Whether it is theirs who ask.
    pub is_yours: bool,
    /// That they took it back.
    pub undone: Option<Undone>,
}

/// Whether somebody agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidKind {
    /// They do.
    Countersigned,
    /// They do not: the words say what has to change.
    Returned,
}

/// As what somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignsAs {
    /// As the manager of a team.
    Manager,
    /// As a detective sergeant.
    Sergeant,
    /// For another agency.
    OtherAgency,
}

/// How what was agreed by telephone is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneWas {
    /// It was so.
    Confirmed,
    /// It was not, or not so.
    Disputed,
}

/// Something was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// When, by the office's clock.
    pub at: DateTime<Utc>,
    /// Why.
    pub words: String,
}

/// What an agreement says of somebody who agreed by telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByPhone {
    /// Who agreed.
    pub name: String,
    /// Whether that is the name of whoever asks.
    pub is_you: bool,
    /// Who rang them, or else who sealed it, where the record says it.
    pub rang: Option<String>,
    /// The day on which it was sealed.
    pub on: NaiveDate,
    /// The time of the call, where it is known.
    pub call_at: Option<NaiveTime>,
    /// What they said, as it was written down; may be empty.
    pub said: String,
}

/// A signature. It stands beside the agreement and changes nothing of it.
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
        /// Its lines.
        strokes: Vec<Stroke>,
    },
}

/// How somebody can show again that it is they.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgainWays {
    /// Whether they did so just now, and need not.
    pub is_fresh: bool,
    /// With a code of their app.
    pub code: bool,
    /// With a passkey.
    pub passkey: bool,
}

/// That it is they. What a passkey answers is as WebAuthn has it in JSON.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Again<P> {
    /// By a code.
    Code {
        /// Six digits of their app.
        code: String,
    },
    /// By a passkey.
    Passkey {
        /// What it answered.
        shown: P,
    },
}

/// Agreeing to an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countersign<P> {
    /// The page's `request`.
    pub request: String,
    /// How they take what was agreed by telephone.
    pub phone: Option<PhoneWas>,
    /// Their signature.
    pub signature: Signature,
    /// What they say with it. May be empty, unless what was agreed by telephone was not so.
    #[serde(default)]
    pub words: String,
    /// That it is they; none within five minutes of the last time.
    pub again: Option<Again<P>>,
}

/// Not agreeing to an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveBack<P> {
    /// The page's `request`.
    pub request: String,
    /// What has to change.
    pub words: String,
    /// That it is they.
    pub again: Option<Again<P>>,
}

/// Taking back what one said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsign<P> {
    /// The page's `request`.
    pub request: String,
    /// The record of what they said.
    pub said: String,
    /// Why.
    pub words: String,
    /// That it is they.
    pub again: Option<Again<P>>,
}

/// It is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenNow {
    /// Its record, 64 hex digits.
    pub said: String,
}

/// What stands on a paper. Capitals and spaces make no difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckPaper {
    /// The first group of the code, from the first page.
    pub first: String,
    /// The last group, from the last page.
    pub last: String,
}

/// Whether it is the agreement's. It shows nothing of the pages between, and not that nobody wrote on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperChecked {
    /// Whether the first page carries its code.
    pub first: bool,
    /// Whether the last page does.
    pub last: bool,
}

/// What holds a secret is in no log.
impl<P> fmt::Debug for Again<P> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Again { … }")
    }
}
