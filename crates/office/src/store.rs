//! What an office asks of its database, in its own words. SQLite answers today; PostgreSQL can.
//!
//! So that it can, and that what comes after it can: keys are made before they come here and start with the tenant,
//! times are whole microseconds, a number is drawn by `UPDATE … RETURNING` in the transaction that uses it, every verb is
//! one short transaction, and nothing needs triggers, sequences, table locks or notifications. A file is kept in rows of
//! at most [`MAX_ROW_BYTES`].
//!
//! Verbs wait for the disk, so they are called where waiting is allowed.

mod sqlite;

pub use sqlite::SqliteStore;

use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::wire::{BlobOffset, EnrolRequest, RecordResult};
use record::{DeviceId, Envelope, Hash, Head, PublicKey, SignedReceipt, SignedRecord, TenantId};

/// Most bytes of a file in one row.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;

/// The agency whose office this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its id.
    pub tenant: TenantId,
    /// Its name for people.
    pub name: String,
    /// Where its office last listened; empty before the first time.
    pub address: String,
}

/// A tablet that may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// The key it signs with.
    pub key: PublicKey,
}

/// What became of an enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enrolled {
    /// The code was good, or this very key used it before.
    Device(DeviceId),
    /// There is no such code.
    Wrong,
    /// Another key used it.
    Used,
    /// Its time is over.
    Expired,
}

/// A record that was opened and belongs to this tenant and device.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// Its bytes.
    pub record: &'a SignedRecord,
    /// What the envelope says.
    pub envelope: &'a Envelope,
    /// The envelope's hash.
    pub hash: Hash,
    /// The office's clock.
    pub received_at: DateTime<Utc>,
}

/// What became of a part of a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobStep {
    /// It was added.
    Taken(BlobOffset),
    /// It does not start where the blob ends, or goes beyond its length.
    Elsewhere {
        /// Bytes held.
        offset: u64,
    },
    /// Another length was said before.
    OtherLength {
        /// Bytes held.
        offset: u64,
    },
    /// All bytes came, and their hash is another. They are gone.
    WrongHash,
}

/// A record as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its hash.
    pub hash: Hash,
    /// Its number at this office.
    pub office_seq: u64,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// The envelope's bytes.
    pub envelope: Vec<u8>,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// What people call the tablet it came from.
    pub device_name: String,
    /// Who uses that tablet.
    pub user_name: String,
}

/// What became of a sign-in link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkUse {
    /// It was good, and the session has begun.
    SignedIn,
    /// There is no such link.
    Wrong,
    /// It was used before.
    Used,
    /// Its time is over.
    Expired,
}

/// Where an office keeps everything. Each verb is one transaction: it happens whole and durably, or not at all.
///
/// Every verb fails with [`OfficeError::Store`] if the database does, and may then be called again.
#[expect(clippy::missing_errors_doc, reason = "said once, above")]
pub trait Store: Send + Sync {
    /// The agency this store belongs to; none before [`Store::found`].
    fn agency(&self) -> Result<Option<Agency>, OfficeError>;
    /// Makes the agency. Does nothing if there is one.
    fn found(&self, agency: &Agency) -> Result<(), OfficeError>;
    /// Writes the agency's name and address anew.
    fn rename(&self, agency: &Agency) -> Result<(), OfficeError>;

    /// Keeps a new enrolment code, as its hash.
    fn add_code(&self, tenant: TenantId, code: Hash, expires_at: DateTime<Utc>) -> Result<(), OfficeError>;
    /// Uses a code. `device` is the id the tablet gets if this is its first time.
    fn enrol(
        &self,
        tenant: TenantId,
        request: &EnrolRequest,
        device: DeviceId,
        now: DateTime<Utc>,
    ) -> Result<Enrolled, OfficeError>;
    /// The tablet with this id.
    fn device(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, OfficeError>;

    /// The last record of a tablet's chain.
    fn head(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Head>, OfficeError>;
    /// Keeps a record if it is the next of its chain and its blobs are complete. `sign` makes the receipt for the number
    /// it is given; record, number and receipt are kept together. A record that forks its chain is put aside.
    fn keep_record(
        &self,
        tenant: TenantId,
        arrival: &Arrival<'_>,
        sign: &dyn Fn(u64) -> Result<SignedReceipt, OfficeError>,
    ) -> Result<RecordResult, OfficeError>;
    /// The receipt of a record, byte for byte. With `device`, only if that tablet made the record.
    fn receipt(
        &self,
        tenant: TenantId,
        device: Option<DeviceId>,
        record: Hash,
    ) -> Result<Option<SignedReceipt>, OfficeError>;
    /// How many records were put aside because they fork a chain.
    fn forks(&self, tenant: TenantId) -> Result<u64, OfficeError>;

    /// How much of a blob is held.
    fn blob_offset(&self, tenant: TenantId, blob: Hash) -> Result<BlobOffset, OfficeError>;
    /// Adds the part of a blob that starts at `offset`. `length` is the whole blob's, in bytes.
    fn append_blob(
        &self,
        tenant: TenantId,
        blob: Hash,
        length: u64,
        offset: u64,
        bytes: &[u8],
    ) -> Result<BlobStep, OfficeError>;
    /// A blob's bytes, if it is complete.
    fn blob(&self, tenant: TenantId, blob: Hash) -> Result<Option<Vec<u8>>, OfficeError>;

    /// All records of a kind, newest first.
    fn list(&self, tenant: TenantId, kind: &str) -> Result<Vec<Listed>, OfficeError>;
    /// One record's envelope and body.
    fn listed(&self, tenant: TenantId, record: Hash) -> Result<Option<Listed>, OfficeError>;

    /// Keeps a new sign-in link, as its hash.
    fn add_link(&self, tenant: TenantId, link: Hash, expires_at: DateTime<Utc>) -> Result<(), OfficeError>;
    /// Uses a link and begins the session, known by its hash.
    fn use_link(
        &self,
        tenant: TenantId,
        link: Hash,
        now: DateTime<Utc>,
        session: Hash,
        session_ends: DateTime<Utc>,
    ) -> Result<LinkUse, OfficeError>;
    /// Whether a session is going on.
    fn session(&self, tenant: TenantId, session: Hash, now: DateTime<Utc>) -> Result<bool, OfficeError>;
    /// Ends a session.
    fn end_session(&self, tenant: TenantId, session: Hash) -> Result<(), OfficeError>;
}
