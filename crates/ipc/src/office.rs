//! What the office's pages and the office say to each other, as JSON over HTTP with the session's cookie.
//!
//! | call | answers |
//! |---|---|
//! | `POST /api/sign-in` with [`people::SignIn`] | nothing, and sets the cookie |
//! | `POST /api/sign-in/passkey` | what the browser asks a passkey, and sets a cookie for the answer |
//! | `POST /api/sign-in/passkey/shown` with what the passkey answered | nothing, and sets the cookie |
//! | `POST /api/sign-in/account` | [`people::ToProvider`], and sets a cookie for the answer |
//! | `POST /api/sign-in/account/shown` with [`people::FromProvider`] | nothing, and sets the cookie |
//! | `POST /api/first-time` with [`people::Link`] | [`people::FirstTime`] |
//! | `POST /api/first-time/set` with [`people::SetPassword`] | nothing, and sets the cookie |
//! | `POST /api/sign-out` | nothing, and ends the session |
//! | `GET /api/me` | [`people::Me`] |
//! | `GET /api/sessions` | a list of [`people::SessionRow`] |
//! | `POST /api/sessions/end` | nothing, and ends all of one's own sessions |
//! | `GET /api/passkeys` | a list of [`people::PasskeyRow`] |
//! | `POST /api/passkeys/begin` | what the browser makes a passkey for |
//! | `POST /api/passkeys/add` with [`people::NewPasskey`] | nothing |
//! | `POST /api/passkeys/{passkey}/remove` | nothing |
//! | `GET /api/agreements` with `limit`, `after`, and `marks=true` or `due=` a day | [`Agreements`] |
//! | `POST /api/agreements/find` with [`Find`] | [`Agreements`] |
//! | `GET /api/today` with `on=` a day | [`today::Today`] |
//! | `GET /api/today/{need}` with `on=` a day, `limit`, `after` | [`today::Needing`] |
//! | `GET /api/news` with `since=` a moment | [`today::News`], of which nothing is written |
//! | `GET /api/agreements/{record}` | [`reading::AgreementPage`] |
//! | `GET /api/agreements/{record}/pdf` | the family's copy |
//! | `GET /api/agreements/{record}/receipt` | [`ReceiptFile`] |
//! | `GET /api/agreements/{record}/said` | [`countersigning::SaidPage`] |
//! | `POST /api/agreements/{record}/countersign` with [`countersigning::Countersign`] | [`countersigning::WrittenNow`] |
//! | `POST /api/agreements/{record}/return` with [`countersigning::GiveBack`] | [`countersigning::WrittenNow`] |
//! | `POST /api/agreements/{record}/unsign` with [`countersigning::Unsign`] | [`countersigning::WrittenNow`] |
//! | `POST /api/agreements/{record}/check-paper` with [`countersigning::CheckPaper`] | [`countersigning::PaperChecked`] |
//! | `POST /api/again/passkey` | what the browser asks a passkey of whoever is signed in |
//! | `POST /api/agreements/{record}/disclose` with [`partners::Disclose`] | nothing |
//! | `POST /api/cases/{case}/disclose` with [`partners::Disclose`] | nothing |
//! | `GET /api/disclosures` | a list of [`partners::GivenRow`], newest first |
//! | `GET /api/partners` | a list of [`partners::PartnerRow`] |
//! | `GET /api/troubles` with `limit`, `after` | [`Troubles`] |
//! | `POST /api/enrolment-codes` | [`EnrolmentCode`] |
//! | `GET /api/tablets` | a list of [`people::TabletRow`] |
//! | `POST /api/tablets/{tablet}/confirm` with [`people::ToTeam`] | nothing |
//! | `POST /api/tablets/{tablet}/name` with [`people::NewName`] | nothing |
//! | `POST /api/tablets/{tablet}/revoke` | nothing |
//! | `POST /api/cases/{case}/team` with [`people::ToTeam`] | nothing |
//! | `POST /api/cases/{case}/seal` with [`people::Seal`] | nothing |
//! | `POST /api/cases/{case}/unseal` | nothing |
//! | `POST /api/cases/{case}/open` with [`people::Reason`] | nothing |
//! | `POST /api/cases/open` with [`people::OpenByPaper`] | nothing |
//! | `POST /api/agreements/{record}/open` with [`people::Reason`] | nothing |
//! | `GET /api/alerts` | a list of [`people::AlertRow`] |
//! | `POST /api/alerts/{alert}/seen` | nothing |
//! | `GET /api/access` with `below=` a number, and `refused=true` or `person=` an id | a list of [`people::AccessRow`], newest first |
//! | `GET /api/teams` | a list of [`people::TeamRow`] |
//! | `POST /api/teams/add` with [`people::NewName`] | [`people::TeamRow`] |
//! | `GET /api/people` | a list of [`people::PersonRow`] |
//! | `POST /api/people/add` with [`people::NewPerson`] | [`people::PersonLink`] |
//! | `POST /api/people/{person}/link` | [`people::PersonLink`] |
//! | `POST /api/people/{person}/role` with [`people::SetRole`] | nothing |
//! | `POST /api/people/{person}/end` | nothing |
//! | `POST /api/people/{person}/sign-out` | nothing |
//! | `POST /api/people/{person}/forget` | nothing |
//!
//! What browsers ask passkeys and what those answer is as WebAuthn has it in JSON. Any of them may answer [`Refused`]. A list comes in
//! pages: `limit` says how many rows at most, and `after`, which is the `next` of the page before, where it goes on. Nothing that was
//! on a page comes again because something was added meanwhile. What somebody looks for is a name, so it stands in no address.

pub mod countersigning;
pub mod partners;
pub mod people;
pub mod reading;
pub mod today;

use self::today::Need;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use plan::ids::PersonId;
use plan::people::Birth;
use plan::signing::StillOpen;
use serde::{Deserialize, Serialize};

/// Rows of a list, where nobody says how many.
pub const USUAL_ROWS: u64 = 50;
/// Rows of a list at most.
pub const MOST_ROWS: u64 = 200;

/// Looks for agreements whose title, reference, family, worker or a child's birthday has a word that begins so, and which are all of
/// what else is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Find {
    /// What is looked for, as it was typed. Capitals, accents and signs make no difference. Empty for all.
    #[serde(default)]
    pub words: String,
    /// Only those that are seen by this team, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Only those in which somebody decided this, by its word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Only those that came on this day or later, by the clock of the whole world.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Only those that came on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Where the list goes on: the `next` of the page before.
    #[serde(default)]
    pub after: Option<String>,
    /// How many rows at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Agreements that the office holds: all of them and those to look at newest first; those that are due by their day; those that
/// were looked for by the words that were found, and of the same words newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreements {
    /// One for each sealed agreement.
    pub items: Vec<AgreementRow>,
    /// Where the list goes on, if it does.
    pub next: Option<String>,
}

/// What tablets could not send or what was not taken from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Troubles {
    /// One for each record or file.
    pub items: Vec<TroubleRow>,
    /// Where the list goes on, if it does.
    pub next: Option<String>,
}

/// One agreement, as the list shows it. What the record does not say is "not recorded".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRow {
    /// The record's hash, 64 hex digits; its name in every path.
    pub record: String,
    /// The reference printed on the paper.
    pub reference: String,
    /// The id of its case.
    pub case: String,
    /// The id of the team that the case is of, if it has one.
    pub team: Option<String>,
    /// Whether the case is sealed: only people who are named see it.
    #[serde(default)]
    pub is_sealed: bool,
    /// The plan's title.
    pub title: String,
    /// The day it was sealed, by the tablet's clock.
    pub signed_on: NaiveDate,
    /// When the record came, by the office's clock.
    pub came_at: DateTime<Utc>,
    /// Whether all of it is there.
    pub arrival: Arrival,
    /// What a person should look at.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// What it needs, but for the day on which all meet again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// What people call the tablet it came from.
    pub tablet: String,
    /// The agency whose office gave it to this one; none where it is this office's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_agency: Option<String>,
    /// Who sealed it.
    pub worker: String,
    /// The children it is for, in the paper's order.
    #[serde(default)]
    pub children: Vec<ChildRow>,
    /// What each person decided, in the paper's order.
    pub outcomes: Vec<OutcomeRow>,
    /// Whether the office agrees to it.
    #[serde(default)]
    pub said_last: SaidLast,
    /// The day on which all meet again, where one was agreed.
    #[serde(default)]
    pub review_on: Option<NaiveDate>,
    /// The time of that day.
    #[serde(default)]
    pub review_at: Option<NaiveTime>,
    /// The day until which it holds, where one was agreed.
    #[serde(default)]
    pub holds_until: Option<NaiveDate>,
    /// Hash of the family's copy, 64 hex digits; none if the record has no copy.
    pub pdf_sha256: Option<String>,
    /// Length of the family's copy in bytes.
    pub pdf_bytes: Option<u64>,
}

/// Whether the office agrees to an agreement: what was said of it last, and not taken back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum SaidLast {
    /// Nobody said anything yet.
    #[default]
    Nothing,
    /// It is countersigned.
    Countersigned {
        /// Since when, by the office's clock.
        at: DateTime<Utc>,
    },
    /// It was given back: something has to change.
    Returned,
}

/// Whether all of an agreement is at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "arrival", rename_all = "snake_case")]
pub enum Arrival {
    /// The record is there, and not all of its files yet. No receipt was given.
    OnItsWay {
        /// How many files are missing.
        files: u64,
    },
    /// All of it is there, and the receipt was given.
    Here {
        /// Since when, by the office's clock.
        received_at: DateTime<Utc>,
        /// Its number among everything the office holds.
        office_seq: u64,
    },
}

/// What a person should look at in an agreement that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It contradicts another record of its tablet: two tablets went on from one.
    TwoBranches,
    /// The record before it is not there.
    EarlierMissing,
    /// It came more than a day after it was sealed.
    CameLate,
    /// The clock of its tablet was off when it was sealed, and with it the times in it.
    ClockOff,
    /// Not every earlier sitting could be read on the tablet any more: what was answered in one may not be in it.
    LacksEarlier,
}

/// Something that a tablet cannot send by itself or that was not taken from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubleRow {
    /// Hash of the record or file, 64 hex digits.
    pub name: String,
    /// Which of the two it is.
    pub of: TroubleOf,
    /// What people call the tablet.
    pub tablet: String,
    /// Whose it is, where the tablet said that and another record of theirs is held.
    pub worker: Option<String>,
    /// Its number among theirs on the tablet, where the tablet said that.
    pub number: Option<u64>,
    /// Why.
    pub why: Trouble,
}

/// What does not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleOf {
    /// A record.
    Record,
    /// A file that belongs to a record.
    File,
}

/// Why something does not go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Trouble {
    /// The office did not take it.
    Refused {
        /// The protocol's word for why, where it is known.
        code: Option<String>,
    },
    /// The tablet cannot read its own copy any more.
    Damaged,
    /// What a newer tablet says.
    Other {
        /// The protocol's word.
        word: String,
    },
}

/// A child for whom an agreement is. What the record does not say is "not recorded".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildRow {
    /// Who it is in the plan.
    pub id: Option<PersonId>,
    /// The child's name.
    pub name: String,
    /// What is known of the birth.
    #[serde(default)]
    pub birth: Birth,
    /// The year of birth, where the day is not known.
    #[serde(default)]
    pub born_in: Option<i32>,
}

/// What one person decided. What the record does not say is "not recorded".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRow {
    /// Who it is in the plan, where the record says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The person's name.
    pub name: String,
    /// Their part, such as `parent`.
    pub role: String,
    /// What they decided, as the record says it.
    pub outcome: String,
    /// What is open with them, where the record says that something is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<StillOpen>,
}

/// A new one-time code for a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCode {
    /// Address, pin and code, to be typed or scanned at the tablet.
    pub line: String,
    /// From when on it is good for nothing.
    pub expires_at: DateTime<Utc>,
}

/// A receipt as a file that can be kept and checked elsewhere. All four are base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptFile {
    /// The receipt's bytes.
    pub receipt: String,
    /// The signature's 64 bytes.
    pub signature: String,
    /// The 32 bytes of the public key that signed it.
    pub office_key: String,
    /// The 32 bytes of the key that letters are closed to. The office's pin is of both.
    pub letters_key: String,
}

/// The office did not do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Why.
    pub code: RefusedCode,
    /// What happened and what to do, for the person.
    pub sentence: String,
}

/// Why the office did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedCode {
    /// There is no session, or it is over.
    NotSignedIn,
    /// Whoever is signed in may not do this.
    NotAllowed,
    /// Name, password or code are wrong.
    SignInWrong,
    /// The passkey is not one of this office's, or what was asked of it is over.
    PasskeyWrong,
    /// The account elsewhere did not prove whose it is, or what was asked of it is over.
    AccountWrong,
    /// The account elsewhere is nobody's here.
    AccountUnknown,
    /// This office lets nobody in this way.
    NoSuchWay,
    /// There were too many wrong tries of late.
    TooManyTries,
    /// The password will not do.
    WeakPassword,
    /// The code is not one of the source that is shown.
    CodeWrong,
    /// Whoever is signed in has to show again that it is they.
    AgainNeeded,
    /// What they showed does not prove it.
    AgainWrong,
    /// What was typed cannot be used.
    NotUsable,
    /// There is no such sign-in link.
    LinkWrong,
    /// The sign-in link was used before.
    LinkUsed,
    /// The sign-in link's time is over.
    LinkExpired,
    /// The page that asked is not the office's own.
    OtherSite,
    /// There is nothing of this name here.
    NotFound,
    /// The question cannot be read.
    BadRequest,
    /// It cannot be done now; nothing was changed.
    Unavailable,
}
