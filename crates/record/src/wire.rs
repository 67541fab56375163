//! What tablet and office say to each other over HTTP, as JSON.
//!
//! | call | says | answers |
//! |---|---|---|
//! | `GET /v1/hello` | nothing, unsigned | [`Hello`] |
//! | `POST /v1/enrol` | [`EnrolRequest`], unsigned | [`EnrolReply`] |
//! | `GET /v1/heads` | nothing | [`Heads`] |
//! | `POST /v1/records` | [`PushRequest`] | [`PushReply`] |
//! | `HEAD /v1/blobs/{sha256}` | nothing | header [`UPLOAD_OFFSET`] |
//! | `PATCH /v1/blobs/{sha256}?offset=…&length=…` | the bytes from `offset` on | [`BlobOffset`] |
//! | `GET /v1/receipts?record={sha256}` | nothing | [`crate::SignedReceipt`] |
//!
//! All but the first two carry the headers of [`crate::request`]. Every refusal is a [`Refused`]. Every call may be
//! repeated without harm. Fields are only ever added; unknown ones are passed over, unknown words are kept.

mod refusal;

pub use refusal::{RefusalCode, Refused};

use crate::code::words;
use crate::{
    DeviceId, EnrolmentCode, Hash, Head, PublicKey, RecordError, SignedReceipt, SignedRecord, TenantId,
};
use base::base64;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The version of this protocol, which is also in every path.
pub const PROTOCOL: u32 = 1;
/// Most records in one [`PushRequest`].
pub const MAX_PUSH_RECORDS: usize = 500;
/// Most bytes of one request's body, so also of one part of a blob.
pub const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;
/// Most bytes of one blob.
pub const MAX_BLOB_BYTES: u64 = 64 * 1024 * 1024;
/// Header of an answer about a blob: how many of its bytes the office holds.
pub const UPLOAD_OFFSET: &str = "upload-offset";
/// Header of an answer about a blob: `1` once the whole blob is there and its hash was checked.
pub const UPLOAD_COMPLETE: &str = "upload-complete";

/// Who the office is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The office's name for people.
    pub office: String,
    /// The key that signs its receipts. A tablet that is enrolling compares it with the pin.
    pub office_key: PublicKey,
    /// Oldest and newest protocol it speaks.
    pub protocol: ProtocolRange,
    /// Its clock.
    pub time: DateTime<Utc>,
    /// What it takes at most.
    pub limits: Limits,
}

/// Oldest and newest version of the protocol that are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolRange {
    /// Oldest.
    pub min: u32,
    /// Newest.
    pub max: u32,
}

/// What an office takes at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Records in one push.
    pub push_records: u64,
    /// Bytes in one request.
    pub request_bytes: u64,
    /// Bytes of one blob.
    pub blob_bytes: u64,
}

/// A tablet asks to join. Asking again with the same code and the same key gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The one-time code.
    pub code: EnrolmentCode,
    /// The key the tablet will sign with.
    pub device_key: PublicKey,
    /// What people call the tablet.
    pub device_name: String,
    /// Who uses it, as the office will see it.
    pub user_name: String,
    /// Their part, such as `social-worker`.
    pub user_role: String,
}

/// The tablet has joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolReply {
    /// The tablet's id from now on.
    pub device: DeviceId,
    /// The agency its records belong to.
    pub tenant: TenantId,
    /// The key that signs receipts.
    pub office_key: PublicKey,
    /// The office's name for people.
    pub office: String,
}

/// How far the asking tablet's chain has come at the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// The last record held; none if there is none yet.
    pub device: Option<Head>,
}

/// Records in the order of their numbers, at most [`MAX_PUSH_RECORDS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRequest {
    /// The records.
    pub records: Vec<WireRecord>,
}

/// A record as it travels: its three strings of bytes as base64. Text that is not base64 spoils this record only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireRecord {
    /// The envelope's bytes.
    pub envelope: String,
    /// The signature's 64 bytes.
    pub signature: String,
    /// The body's bytes.
    pub body: String,
}

impl From<&SignedRecord> for WireRecord {
    fn from(record: &SignedRecord) -> Self {
        Self {
            envelope: base64::encode(&record.envelope),
            signature: base64::encode(&record.signature),
            body: base64::encode(&record.body),
        }
    }
}

impl TryFrom<&WireRecord> for SignedRecord {
    type Error = RecordError;

    fn try_from(record: &WireRecord) -> Result<Self, Self::Error> {
        let bytes = |text: &str| base64::decode(text).ok_or(RecordError::Text { wanted: "bytes" });
        Ok(Self {
            envelope: bytes(&record.envelope)?,
            signature: bytes(&record.signature)?
                .try_into()
                .map_err(|_| RecordError::Text { wanted: "a signature" })?,
            body: bytes(&record.body)?,
        })
    }
}

/// One result for each record pushed, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// The results.
    pub results: Vec<RecordResult>,
}

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum RecordResult {
    /// Kept now, for good, with all its blobs.
    Stored {
        /// The proof.
        receipt: SignedReceipt,
    },
    /// Kept before, byte for byte.
    Duplicate {
        /// The proof that was given then, unchanged.
        receipt: SignedReceipt,
    },
    /// Not kept: an earlier record is missing. Push from that number on.
    Gap {
        /// The number the office waits for.
        expected: u64,
    },
    /// Not kept in the chain, put aside for a person to look at: it contradicts what the office holds.
    Fork,
    /// Not kept: the office lacks these blobs. Send them, then push again.
    NeedBlobs {
        /// The blobs' hashes.
        missing: Vec<Hash>,
    },
    /// Not kept, and pushing again will not help. The tablet keeps it and shows it.
    Rejected {
        /// Why.
        code: RejectCode,
    },
    /// A result of a newer office, kept as it came. Never to be taken for stored.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

words! {
    /// Why the office does not take a record.
    RejectCode {
        /// Its bytes cannot be read.
        Unreadable = "unreadable",
        /// The signature is not this device's.
        BadSignature = "bad_signature",
        /// The body is not the one the envelope names.
        BadBody = "bad_body",
        /// The envelope's version is not known to this office.
        UnknownVersion = "unknown_version",
        /// It was made by another device than the one that sends it.
        OtherDevice = "other_device",
        /// It belongs to another agency.
        OtherTenant = "other_tenant",
        /// It names a blob larger than [`MAX_BLOB_BYTES`], or one with another length than the one the office holds.
        BadBlob = "bad_blob",
        /// Another record has the same id.
        IdTaken = "id_taken",
    }
}

/// How much of a blob the office holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobOffset {
    /// Bytes held; the next part starts here.
    pub offset: u64,
    /// Whether the whole blob is there and its hash was checked.
    pub complete: bool,
}
