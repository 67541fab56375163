//! What an office asks of its database, in its own words. SQLite answers today; PostgreSQL can.
//!
//! So that it can, and that what comes after it can: keys are made before they come here and start with the tenant,
//! times are whole microseconds, a number is drawn by `UPDATE … RETURNING` in the transaction that uses it, every verb is
//! one short transaction, and nothing needs triggers, sequences, table locks or notifications. A file is kept in rows of
//! at most [`MAX_ROW_BYTES`].
//!
//! Verbs wait for the disk, so they are called where waiting is allowed. What they take and give is in `values`.

mod sqlite;
mod values;

pub use sqlite::SqliteStore;
pub use values::{
    Agency, Arrival, Device, Enrolled, Incoming, Joining, LinkUse, Listed, Noted, Refusal, Rules, Standing,
    Tablet, Taken, Telling,
};

use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::wire::Stuck;
use record::{DeviceId, EpochId, Hash, SignedReceipt, TenantId};

/// Most bytes of a file in one row.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;
/// Most records of a tablet that are not whole yet. Then the one of which nothing came for the longest is dropped.
pub const MAX_UNFINISHED: u64 = 64;
/// Most things a tablet sent that were not taken and are remembered for people. Then the oldest is forgotten.
pub const MAX_REFUSED: u64 = 1000;

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
    /// Begins another life of the store. Codes by telephone get numbers that were not given before, `first_unlock` or higher.
    fn begin_epoch(&self, tenant: TenantId, epoch: EpochId, first_unlock: u32) -> Result<(), OfficeError>;

    /// Keeps a new enrolment code, as its hash.
    fn add_code(&self, tenant: TenantId, code: Hash, expires_at: DateTime<Utc>) -> Result<(), OfficeError>;
    /// Uses a code to let a tablet in, for the first time or again.
    fn enrol(&self, tenant: TenantId, joining: &Joining<'_>) -> Result<Enrolled, OfficeError>;
    /// The tablet with this id.
    fn device(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, OfficeError>;
    /// All tablets by their names.
    fn tablets(&self, tenant: TenantId) -> Result<Vec<Tablet>, OfficeError>;
    /// Marks a tablet as lost since then, or as found.
    fn set_lost(
        &self,
        tenant: TenantId,
        device: DeviceId,
        since: Option<DateTime<Utc>>,
    ) -> Result<(), OfficeError>;
    /// Notes that a code by telephone is told, and gives whose it is. Nothing is noted where it may not be told: the tablet is
    /// lost, never got the number, or has not said whose it is. If `unreported`, one may be told of which the tablet has not said
    /// it yet, but none that is further than the next.
    fn give_unlock_code(
        &self,
        tenant: TenantId,
        device: DeviceId,
        number: u32,
        unreported: bool,
        now: DateTime<Utc>,
    ) -> Result<Telling, OfficeError>;

    /// Takes in what came in a tablet's letters, in order, and gives the result of each. One that cannot be kept leaves no
    /// trace, and the others are kept all the same. A record whose files are all there gets its number and receipt.
    fn take_in(
        &self,
        tenant: TenantId,
        device: &Device,
        incoming: &[Incoming],
        rules: &dyn Rules,
        now: DateTime<Utc>,
    ) -> Result<Vec<Taken>, OfficeError>;
    /// How these records of a tablet stand, and the tablet.
    fn standing(&self, tenant: TenantId, device: DeviceId, records: &[Hash])
    -> Result<Standing, OfficeError>;
    /// Notes what a tablet says, in place of what is noted. What it says by an earlier clock than that is added to it, and takes
    /// nothing away.
    fn note_asked(&self, tenant: TenantId, device: DeviceId, noted: &Noted<'_>) -> Result<(), OfficeError>;

    /// The receipt of a record, byte for byte; none if it is not there or not all of it.
    fn receipt(&self, tenant: TenantId, record: Hash) -> Result<Option<SignedReceipt>, OfficeError>;
    /// The receipt that was given last; none if none was.
    fn last_receipt(&self, tenant: TenantId) -> Result<Option<SignedReceipt>, OfficeError>;
    /// A file's bytes, if it is whole.
    fn blob(&self, tenant: TenantId, blob: Hash) -> Result<Option<Vec<u8>>, OfficeError>;
    /// All records of a kind, newest first.
    fn list(&self, tenant: TenantId, kind: &str) -> Result<Vec<Listed>, OfficeError>;
    /// One record's envelope and body.
    fn listed(&self, tenant: TenantId, record: Hash) -> Result<Option<Listed>, OfficeError>;
    /// What tablets sent and was not taken.
    fn refused(&self, tenant: TenantId) -> Result<Vec<(DeviceId, Refusal)>, OfficeError>;
    /// What tablets say they cannot send, but for what is all there.
    fn stuck(&self, tenant: TenantId) -> Result<Vec<(DeviceId, Stuck)>, OfficeError>;

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
