//! What tablet and office say to each other over HTTP, as JSON.
//!
//! | call | says | answers |
//! |---|---|---|
//! | `GET /v1/hello` | nothing, unsigned | [`Hello`] |
//! | `POST /v1/enrol` | [`EnrolRequest`], closed to the office and unsigned | [`EnrolReply`] |
//! | `POST /v1/letters` | letters, one after the other | [`LettersReply`] |
//! | `POST /v1/ask` | [`Ask`] | [`AskReply`] |
//! | `POST /v1/changes` | [`Changes`] | [`ChangesReply`] |
//! | `POST /v1/disclosures`, of another office | [`crate::DisclosureFile`] | [`DisclosureReply`] |
//!
//! Each request carries a nonce and each answer the office's signature over it ([`crate::answer`]). All but the first two
//! requests carry the headers of [`crate::request`]. Every refusal is a [`Refused`]. Every call may be repeated without harm.
//! Fields are only ever added; unknown ones are passed over, unknown words are kept.

mod changes;
mod disclosures;
mod joining;
mod refusal;

pub use changes::{Change, Changes, ChangesReply, Cursor, MAX_CHANGES_BYTES};
pub use disclosures::DisclosureReply;
pub use joining::{EnrolReply, EnrolRequest, UnlockKeys};
pub use refusal::{RefusalCode, Refused};

use crate::code::words;
use crate::{EpochId, Hash, OfficeKeys, SignedReceipt, UserId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The version of this protocol, which is also in every path.
pub const PROTOCOL: u32 = 1;
/// Most records in one [`Ask`].
pub const MAX_ASKED: usize = 500;
/// Most bytes of one request's body.
pub const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;
/// Most bytes of one record with its body.
pub const MAX_RECORD_BYTES: u64 = 4 * 1024 * 1024;
/// Most bytes of one file.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Who the office is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The office's name for people.
    pub office: String,
    /// Its keys. A tablet that is enrolling compares them with the pin.
    pub keys: OfficeKeys,
    /// Oldest and newest protocol it speaks.
    pub protocol: ProtocolRange,
    /// Which life of its store this is.
    pub epoch: EpochId,
    /// Its clock.
    pub time: DateTime<Utc>,
}

/// Oldest and newest version of the protocol that are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolRange {
    /// Oldest.
    pub min: u32,
    /// Newest.
    pub max: u32,
}

/// One result for each letter, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LettersReply {
    /// The results.
    pub results: Vec<LetterResult>,
}

/// What became of one letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum LetterResult {
    /// The office has what was in it. That is no receipt: ask for that.
    Kept,
    /// The office could not keep this one now. Send it again later.
    Later,
    /// The office does not take it, and sending it again will not help. The tablet keeps it and shows it.
    Refused {
        /// Why.
        code: RefuseCode,
    },
    /// A result of a newer office, kept as it came. Never to be taken for kept.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

words! {
    /// Why the office does not take a letter, or the record or file that was whole with it.
    RefuseCode {
        /// Its bytes cannot be read.
        Unreadable = "unreadable",
        /// The record's signature is not this device's.
        BadSignature = "bad_signature",
        /// The body is not the one the envelope names.
        BadBody = "bad_body",
        /// The envelope's version is not known to this office.
        UnknownVersion = "unknown_version",
        /// The record was made by another device than the one that sends it.
        OtherDevice = "other_device",
        /// The record belongs to another agency.
        OtherTenant = "other_tenant",
        /// It is over the limits, or names a file that is, or is not as long as its record says.
        TooLarge = "too_large",
        /// The whole has another hash than its name. All its parts are gone; send them anew.
        BadHash = "bad_hash",
    }
}

/// A tablet asks what became of its records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Which, at most [`MAX_ASKED`].
    pub records: Vec<Hash>,
    /// Records that it cannot send by itself, for people to know of.
    #[serde(default)]
    pub stuck: Vec<Stuck>,
    /// Whose the codes by telephone are, so that nobody is told another's.
    #[serde(default)]
    pub codes: Vec<CodeOf>,
}

/// Whose code it is that has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeOf {
    /// The number.
    pub number: u32,
    /// The worker whose keys it opens.
    pub user: UserId,
}

/// A record that a tablet cannot send by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stuck {
    /// Its hash.
    pub record: Hash,
    /// Whose it is.
    pub user: UserId,
    /// Its number among theirs.
    pub seq: u64,
    /// Why.
    pub why: StuckWhy,
}

words! {
    /// Why a record is stuck.
    StuckWhy {
        /// The office refused it.
        Refused = "refused",
        /// The tablet cannot read its own copy any more.
        Damaged = "damaged",
    }
}

/// What became of them, and how the office stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskReply {
    /// Which life of its store this is.
    pub epoch: EpochId,
    /// Its clock.
    pub time: DateTime<Utc>,
    /// How many of this tablet's records it has given a receipt for. Fewer than the tablet has receipts: it lost some.
    pub receipts: u64,
    /// One for each record asked about, in the same order.
    pub records: Vec<RecordState>,
    /// What the office wants of the tablet.
    #[serde(default)]
    pub orders: Vec<Order>,
}

/// How a record stands at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RecordState {
    /// All of it is there for good.
    Safe {
        /// The proof, the same each time.
        receipt: SignedReceipt,
    },
    /// The record is there; these of its files are not yet.
    Lacks {
        /// Which.
        files: Vec<Lacking>,
    },
    /// The record is not there.
    Missing,
    /// A state of a newer office, kept as it came. Never to be taken for safe.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

/// A file of which parts are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// Which.
    pub file: Hash,
    /// What of it is there: from and up to which byte, in order.
    #[serde(default)]
    pub held: Vec<(u64, u64)>,
}

words! {
    /// What an office wants of a tablet. It stands in a signed answer to the tablet's own request.
    Order {
        /// The tablet is lost: close it to everyone but the office. What it holds is kept.
        Close = "close",
    }
}
