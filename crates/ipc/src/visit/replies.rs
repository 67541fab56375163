//! What the commands of the visit app answer. Sentences for people come from the tablet; keys of the texts where the
//! interface words it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use plan::agreement::{Agreement, AgreementHash, BlockId};
use plan::compose::Translation;
use plan::gaps::Blocker;
use plan::ids::{FreshId, PersonId, PlanId, SigningId, UserId};
use plan::signing::{Outcome, Signing, StillOpen};
use plan::texts::Language;
use plan::{Plan, Texts};

use super::copies::{CopyCard, Helper};
use super::files::Files;
use super::from_office::OfficeSaid;

/// How the tablet stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Who is in, if anyone.
    pub stage: Stage,
    /// Words to show at the door: that a tablet is only for practice, or which of the council's files cannot be read.
    pub notice: Option<String>,
    /// What is on its way to the office.
    pub sending: Sending,
    /// How the files of the worker who is in were left when they were open last.
    #[serde(default)]
    pub files: Files,
    /// The day and time where the tablet is, for dates that are chosen from it.
    pub now: DateTime<FixedOffset>,
    /// The sitting the tablet stands before a family with, if it does.
    pub with_family: Option<SigningId>,
    /// Whether it is time to make room on it: what is to be saved may soon find none.
    #[serde(default)]
    pub is_nearly_full: bool,
}

/// Which door the tablet stands at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It belongs to no office yet.
    Fresh,
    /// It belongs to an office and nobody can unlock it yet.
    NoUser {
        /// The office's name.
        office: String,
        /// Whether a passphrase is needed because there is no keystore.
        passphrase: bool,
    },
    /// It is locked.
    Locked {
        /// Who can unlock it.
        users: Vec<UserCard>,
        /// Whether a passphrase is asked for because there is no keystore.
        passphrase: bool,
        /// What the office calls this tablet, to be said on the telephone.
        tablet: Option<String>,
        /// How many sealed plans, whoever's, are on their way. No more is told while nobody is in.
        waiting: usize,
    },
    /// The office has closed it to everyone but itself.
    Closed,
    /// A worker is in.
    Open {
        /// Who.
        user: UserCard,
        /// Whether a passphrase is needed because there is no keystore.
        passphrase: bool,
    },
}

/// A worker of this tablet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserCard {
    /// Which.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// The number of the code that the office can tell by telephone if they forgot their PIN. Said at the door only.
    #[serde(default)]
    pub code: Option<u32>,
}

/// What is on its way to the office. Counts come from receipts only.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sending {
    /// Sealed agreements not yet receipted.
    pub waiting: usize,
    /// Agreements with a receipt that verified.
    pub safe: usize,
    /// What the last try came to, in a sentence; nothing before the first try.
    pub last: Option<String>,
    /// Whether the office answered the last try.
    pub reachable: Option<bool>,
    /// Those of the waiting that were sealed more than a day ago.
    pub late: usize,
    /// Agreements that do not go by themselves.
    pub stuck: Vec<StuckPlan>,
    /// Whether the office does not know this tablet any more, which then has to join it again.
    pub must_join_again: bool,
    /// Seconds from the tablet's clock to the office's, where they are further apart than anybody would let them be; below zero
    /// where the tablet's is ahead.
    #[serde(default)]
    pub clock_off_s: Option<i64>,
}

/// A sealed plan that does not go to the office by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StuckPlan {
    /// What the plan is called; nothing while nobody in it has a name.
    pub title: Option<String>,
    /// Its reference.
    pub reference: String,
    /// When it was sealed.
    pub since: DateTime<FixedOffset>,
    /// Why, in a sentence.
    pub why: String,
}

/// A plan in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanCard {
    /// Which.
    pub plan: PlanId,
    /// What we call the family.
    pub title: String,
    /// The children's names.
    pub children: Vec<String>,
    /// When it last changed.
    pub changed_at: DateTime<FixedOffset>,
    /// How far it is.
    pub state: PlanState,
    /// The day we meet again.
    pub meeting: Option<NaiveDate>,
    /// Whether it is a practice family's.
    pub practice: bool,
    /// Whether the worker put it away.
    pub put_away: bool,
    /// Whether a copy was promised for later and not given yet.
    pub is_owed: bool,
    /// What the office said of it last.
    pub office: Option<OfficeSaid>,
    /// The day on which the plan was sealed that it goes on from.
    #[serde(default)]
    pub goes_on_from: Option<NaiveDate>,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Being written.
    Draft,
    /// Being read and signed.
    Signing,
    /// Sealed on this tablet, not yet at the office.
    Sealed,
    /// The office's receipt verified.
    Safe,
}

/// A plan, opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The plan as it stands.
    pub plan: Plan,
    /// Its revision: how many changes were made.
    pub revision: u64,
    /// When it was last saved.
    pub saved_at: DateTime<FixedOffset>,
    /// How far it is.
    pub state: PlanState,
    /// Ids for what will be added.
    pub ids: Vec<FreshId>,
    /// The readings of it in which somebody gave an answer, oldest first.
    pub readings: Vec<Reading>,
    /// The copies of it that were promised for later and not given yet: whose each is, nothing for the whole plan.
    #[serde(default)]
    pub owed: Vec<String>,
    /// Whether it was noted how the family got a copy, and none is owed.
    #[serde(default)]
    pub is_given: bool,
    /// Whether the worker put it away.
    #[serde(default)]
    pub put_away: bool,
}

/// One reading of a plan together, with who answered what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// When it began.
    pub began_at: DateTime<FixedOffset>,
    /// Whether a change of the plan's words ended it. What was answered in it stays on record.
    pub is_ended: bool,
    /// Whether the family had it before them, or somebody answered.
    pub was_read: bool,
    /// Who answered, and what, and with whom of the family something is open.
    pub answers: Vec<AnswerCard>,
}

/// Changes are on the disk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The revision now.
    pub revision: u64,
    /// When they were, on the tablet's clock: after the commit.
    pub saved_at: DateTime<FixedOffset>,
    /// As many ids as the changes used up.
    pub ids: Vec<FreshId>,
    /// The reading that the changes ended, if they did: with other words, what was answered is no answer to them. Or the one
    /// that goes on again, because they brought back the words it was about.
    pub reading: Option<Reading>,
}

/// What somebody made of a text in one go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldEntry {
    /// Their name, where this tablet knows it.
    pub who: Option<String>,
    /// When they last typed.
    pub at: DateTime<FixedOffset>,
    /// What stood there before.
    pub from: String,
    /// What stood there then.
    pub to: String,
}

/// The agreement and where its signing stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sitting {
    /// What is agreed.
    pub agreement: Agreement,
    /// The hash of its bytes.
    pub hash: AgreementHash,
    /// The sitting; none before anyone began.
    pub signing: Option<Signing>,
    /// Keys in the texts of what still stops sealing, and the character where one is meant.
    pub blockers: Vec<BlockerCard>,
    /// What was left out for whom when they read it the last time, in this reading or one before it, as far as it still
    /// stands there. Nothing while the tablet stands before a family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<(PersonId, Vec<BlockId>)>,
    /// When this was saved.
    pub saved_at: DateTime<FixedOffset>,
    /// Ids for those who join.
    pub ids: Vec<FreshId>,
}

/// Events are on the disk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// When, on the tablet's clock: the time they carry.
    pub at: DateTime<FixedOffset>,
    /// Whose PIN has opened the tablet.
    pub by: UserId,
    /// What still stops sealing.
    pub blockers: Vec<BlockerCard>,
}

/// In which languages, and how, this tablet can put a plan before a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// The languages that have something to offer, beside English.
    pub languages: Vec<LanguageCard>,
    /// The languages the tablet can read aloud.
    pub voices: Vec<Language>,
    /// Why it cannot read aloud, in a sentence; nothing when it can.
    pub silent: Option<String>,
}

/// A language a family may choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageCard {
    /// Its tag.
    pub tag: Language,
    /// What its speakers call it.
    pub own_name: String,
    /// What it is called in English.
    pub name: String,
}

/// What a family reads in another language. What is not in it stands in English.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InTheirLanguage {
    /// Whether its lines run from right to left.
    pub right_to_left: bool,
    /// The words of the screens in front of the family.
    pub texts: Texts,
    /// The blocks of the agreement that are wholly translated.
    pub translation: Translation,
}

/// Something that stops sealing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockerCard {
    /// The key of its sentence in the texts.
    pub key: String,
    /// The character that cannot be printed, if that is it.
    pub character: Option<char>,
}

impl From<&Blocker> for BlockerCard {
    fn from(blocker: &Blocker) -> Self {
        let character = match blocker {
            Blocker::CannotSet(c) => Some(*c),
            Blocker::NoChild
            | Blocker::NoAdult
            | Blocker::RightsNotShown
            | Blocker::NoOutcome
            | Blocker::Practice
            | Blocker::AnswerOpen => None,
        };
        Self { key: blocker.key().to_owned(), character }
    }
}

/// A sealed agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SealedCard {
    /// Its reference.
    pub reference: String,
    /// The short code printed on it.
    pub code: String,
    /// When it was sealed.
    pub sealed_at: DateTime<FixedOffset>,
    /// Pages of the family's copy.
    pub pages: usize,
    /// The SHA-256 of the family's copy, in hexadecimal.
    pub pdf_sha256: String,
    /// Milliseconds from being asked to sealed; of the first time.
    pub seal_ms: f64,
    /// Milliseconds of those for making the PDF.
    pub pdf_ms: f64,
    /// Where it is.
    pub delivery: Delivery,
    /// What the office said of it, the oldest first.
    #[serde(default)]
    pub office: Vec<OfficeSaid>,
    /// The copies there are: the whole plan, and one for each person who does not see all of it.
    pub copies: Vec<CopyCard>,
    /// How many files of it lie on the tablet itself, where they can be read without a PIN.
    pub files: usize,
    /// The languages a copy can be set beside.
    pub languages: Vec<LanguageCard>,
    /// The helpers for whom a part of it can be made.
    pub helpers: Vec<Helper>,
    /// What each person said, in the order of the paper.
    pub answers: Vec<AnswerCard>,
    /// The agreement, for reading it again.
    pub agreement: Agreement,
}

/// What one person said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerCard {
    /// Who, as at their place to sign.
    pub who: String,
    /// What they said; nothing when they gave no answer.
    pub outcome: Option<Outcome>,
    /// What is open with them, where they are of the family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<StillOpen>,
}

/// Where a sealed agreement is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// On this tablet only.
    Waiting {
        /// What the last try came to.
        last: Option<String>,
    },
    /// The office would not take it.
    Stuck {
        /// Why, in a sentence.
        why: String,
    },
    /// The office's receipt verified.
    Safe {
        /// When the office received it.
        received_at: DateTime<FixedOffset>,
        /// The office's number for it.
        office_seq: u64,
    },
}
