//! Everything that is kept, a few at a time and in order, for what proves all of it: tables `record`, `blob`.

use super::columns::number;
use super::engine::{Fault, Row, Tx, bound};
use super::{Store, blobs, records};
use crate::OfficeError;
use record::{CaseId, DeviceId, Hash, SignedReceipt, SignedRecord, TenantId};

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its hash.
    pub hash: Hash,
    /// The tablet that made it.
    pub device: DeviceId,
    /// The case it belongs to.
    pub case: CaseId,
    /// Its bytes. The body is empty once it was disposed of.
    pub record: SignedRecord,
    /// Its number here and its receipt; none as long as a file is missing.
    pub receipt: Option<(u64, SignedReceipt)>,
    /// How many of its files are not there.
    pub lacking: u64,
    /// Whether its body and files were deleted.
    pub is_disposed: bool,
}

macro_rules! kept {
    ($rest:literal) => {
        concat!(
            "
        SELECT hash, device, case_id, envelope, signature, body, office_seq, receipt, receipt_signature,
            disposed_at IS NOT NULL AS is_disposed
        FROM record ",
            $rest
        )
    };
}

const WITH_RECEIPT: &str = kept!("WHERE tenant = ?1 AND office_seq > ?2 ORDER BY office_seq LIMIT 16");
const WITHOUT: &str = kept!("WHERE tenant = ?1 AND hash > ?2 AND office_seq IS NULL ORDER BY hash LIMIT 16");
const OF_CASE: &str = kept!("WHERE tenant = ?1 AND case_id = ?3 AND hash > ?2 ORDER BY hash LIMIT 16");

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The next few records with a number above this one, by their numbers.
    pub fn kept(&self, tenant: TenantId, above: u64) -> Result<Vec<Kept>, OfficeError> {
        self.for_people("read its records", |tx| {
            let rows = tx.rows(WITH_RECEIPT, bound![tenant.as_bytes(), number(above)])?;
            rows.iter().map(|row| read(tx, tenant, row)).collect()
        })
    }

    /// The next few records that have no number yet, by their hashes.
    pub fn on_its_way(&self, tenant: TenantId, above: Hash) -> Result<Vec<Kept>, OfficeError> {
        self.for_people("read its records", |tx| {
            let rows = tx.rows(WITHOUT, bound![tenant.as_bytes(), above.as_bytes()])?;
            rows.iter().map(|row| read(tx, tenant, row)).collect()
        })
    }

    /// The next few records of a case, by their hashes.
    pub fn of_case(&self, tenant: TenantId, case: CaseId, above: Hash) -> Result<Vec<Kept>, OfficeError> {
        self.for_people("read a case's records", |tx| {
            let rows = tx.rows(OF_CASE, bound![tenant.as_bytes(), above.as_bytes(), case.as_bytes()])?;
            rows.iter().map(|row| read(tx, tenant, row)).collect()
        })
    }

    /// A file's bytes, if it is whole.
    pub fn kept_file(&self, tenant: TenantId, file: Hash) -> Result<Option<Vec<u8>>, OfficeError> {
        self.for_people("read a file", |tx| blobs::whole(tx, tenant, file))
    }

    /// The next few files that are whole, by their hashes, and how long each is.
    pub fn files(&self, tenant: TenantId, above: Hash) -> Result<Vec<(Hash, u64)>, OfficeError> {
        let sql = "
            SELECT sha256, length FROM blob WHERE tenant = ?1 AND sha256 > ?2 ORDER BY sha256 LIMIT 100";
        self.for_people("read its files", |tx| {
            let rows = tx.rows(sql, bound![tenant.as_bytes(), above.as_bytes()])?;
            rows.iter().map(|row| Ok((row.hash("sha256")?, row.number("length")?))).collect()
        })
    }
}

fn read(tx: &dyn Tx, tenant: TenantId, row: &Row) -> Result<Kept, Fault> {
    let hash = row.hash("hash")?;
    let receipt = match row.receipt()? {
        Some(receipt) => Some((row.number("office_seq")?, receipt)),
        None => None,
    };
    Ok(Kept {
        hash,
        device: row.id("device")?,
        case: row.id("case_id")?,
        record: row.signed()?,
        receipt,
        lacking: records::lacking(tx, tenant, hash)?.len() as u64,
        is_disposed: row.truth("is_disposed")?,
    })
}
