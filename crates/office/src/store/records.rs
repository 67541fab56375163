//! Tables `record` and `record_blob`. What people are shown of them is in `agreements`.

use super::access::{Acted, Doing, Of};
use super::columns::{kind, number, time};
use super::engine::{Fault, Row, Tx, bound};
use super::parts::{self, Staged};
use super::sight::{Sight, sees_case};
use super::{Arrival, By, Store, cases};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::letter::Carried;
use record::wire::{Lacking, RecordState};
use record::{BlobRef, DeviceId, Hash, NOTES_ROLE, Place, SignedReceipt, SignedRecord, TenantId, UserId};
use std::collections::HashSet;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The receipt of a record, byte for byte; none if it is not there, or not all of it, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn receipt(&self, by: By<'_>, record: Hash) -> Result<Option<SignedReceipt>, OfficeError> {
        const RECEIPT: &str = concat!(
            "SELECT r.receipt, r.receipt_signature FROM record r
            LEFT JOIN case_of c ON c.tenant = r.tenant AND c.case_id = r.case_id
            WHERE r.tenant = ?1 AND r.hash = ?6 AND ",
            sees_case!()
        );
        self.act(by, &Doing::new(What::ReadReceipt, Of::record(record), "find a receipt"), |tx| {
            let sight = Sight::of(by.actor, What::ReadReceipt);
            let (person, roles) = (sight.person(), sight.roles.as_str());
            let (tenant, now) = (by.tenant.as_bytes(), time(by.now));
            let row =
                tx.row(RECEIPT, bound![tenant, person, roles, sight.everywhere, now, record.as_bytes()])?;
            let receipt = row.map_or(Ok(None), |row| row.receipt())?;
            Ok(receipt.map_or(Acted::NotThere, Acted::Done))
        })
    }

    /// A record, byte for byte as it came. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn signed(&self, by: By<'_>, record: Hash) -> Result<Option<SignedRecord>, OfficeError> {
        let sql = "SELECT envelope, signature, body FROM record WHERE tenant = ?1 AND hash = ?2";
        self.act(by, &Doing::new(What::ReadRecord, Of::record(record), "find a record"), |tx| {
            let row = tx.row(sql, bound![by.tenant.as_bytes(), record.as_bytes()])?;
            Ok(row.map(|row| row.signed()).transpose()?.map_or(Acted::NotThere, Acted::Done))
        })
    }

    /// The receipt that was given last; none if none was.
    pub fn last_receipt(&self, tenant: TenantId) -> Result<Option<SignedReceipt>, OfficeError> {
        let sql = "
            SELECT receipt, receipt_signature FROM record WHERE tenant = ?1 AND office_seq IS NOT NULL
            ORDER BY office_seq DESC LIMIT 1";
        self.for_people("find a receipt", |tx| {
            let row = tx.row(sql, bound![tenant.as_bytes()])?;
            row.map_or(Ok(None), |row| row.receipt())
        })
    }
}

/// Whether this tablet's record is there.
pub(super) fn is_held(tx: &dyn Tx, tenant: TenantId, device: DeviceId, record: Hash) -> Result<bool, Fault> {
    let sql = "
        SELECT EXISTS (SELECT 1 FROM record WHERE tenant = ?1 AND hash = ?2 AND device = ?3) AS held";
    tx.one(sql, bound![tenant.as_bytes(), record.as_bytes(), device.as_bytes()])?.truth("held")
}

pub(super) fn insert(
    tx: &dyn Tx,
    tenant: TenantId,
    arrival: &Arrival,
    came_at: DateTime<Utc>,
) -> Result<(), Fault> {
    insert_with(tx, tenant, arrival, came_at, |_| true)
}

/// A record as one office has it from another: whole without the file that no office gives another.
pub(super) fn insert_given(
    tx: &dyn Tx,
    tenant: TenantId,
    arrival: &Arrival,
    came_at: DateTime<Utc>,
) -> Result<(), Fault> {
    insert_with(tx, tenant, arrival, came_at, |file| file.role != NOTES_ROLE)
}

fn insert_with(
    tx: &dyn Tx,
    tenant: TenantId,
    arrival: &Arrival,
    came_at: DateTime<Utc>,
    is_needed: impl Fn(&BlobRef) -> bool,
) -> Result<(), Fault> {
    let Arrival { record, envelope, hash } = arrival;
    let sql = "
        INSERT INTO record (tenant, hash, id, device, user_id, seq, prev, kind, case_id, doc, came_at,
            envelope, signature, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let values = bound![
        tenant.as_bytes(),
        hash.as_bytes(),
        envelope.id.as_bytes(),
        envelope.dev.as_bytes(),
        envelope.author.user.as_bytes(),
        number(envelope.seq),
        envelope.prev.as_ref().map(Hash::as_bytes),
        kind(envelope.kind.as_str()),
        envelope.case.as_bytes(),
        envelope.doc.as_bytes(),
        time(came_at),
        record.envelope.as_slice(),
        &record.signature,
        record.body.as_slice(),
    ];
    tx.execute(sql, values)?;
    let sql = "INSERT INTO record_blob (tenant, record, place, sha256, length) VALUES (?1, ?2, ?3, ?4, ?5)";
    for (place, blob) in (0i64..).zip(&envelope.blobs).filter(|(_, file)| is_needed(file)) {
        let (name, length) = (blob.sha256.as_bytes(), number(blob.len));
        tx.execute(sql, bound![tenant.as_bytes(), hash.as_bytes(), place, name, length])?;
    }
    cases::bring(tx, tenant, envelope.case, envelope.dev)
}

pub(super) fn set_receipt(
    tx: &dyn Tx,
    tenant: TenantId,
    record: Hash,
    (office_seq, received_at): (u64, DateTime<Utc>),
    receipt: &SignedReceipt,
) -> Result<(), Fault> {
    let sql = "
        UPDATE record SET office_seq = ?3, received_at = ?4, receipt = ?5, receipt_signature = ?6
        WHERE tenant = ?1 AND hash = ?2";
    let values = bound![
        tenant.as_bytes(),
        record.as_bytes(),
        number(office_seq),
        time(received_at),
        receipt.receipt.as_slice(),
        &receipt.signature,
    ];
    tx.execute(sql, values)?;
    let counted = "
        UPDATE device SET receipts = receipts + 1 WHERE tenant = ?1
            AND device = (SELECT r.device FROM record r WHERE r.tenant = ?1 AND r.hash = ?2)";
    tx.execute(counted, bound![tenant.as_bytes(), record.as_bytes()])?;
    Ok(())
}

/// The files of a record that are not there, each once.
pub(super) fn lacking(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<Vec<Hash>, Fault> {
    let sql = "
        SELECT f.sha256 FROM record_blob f WHERE f.tenant = ?1 AND f.record = ?2 AND NOT EXISTS
            (SELECT 1 FROM blob b WHERE b.tenant = f.tenant AND b.sha256 = f.sha256)
        ORDER BY f.place";
    let rows = tx.rows(sql, bound![tenant.as_bytes(), record.as_bytes()])?;
    let files = rows.iter().map(|row| row.hash("sha256")).collect::<Result<Vec<_>, Fault>>()?;
    let mut seen = HashSet::new();
    Ok(files.into_iter().filter(|file| seen.insert(*file)).collect())
}

/// How long a file is, as records of this tablet say; none if none of them names it.
pub(super) fn named_lengths(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    file: Hash,
) -> Result<Vec<u64>, Fault> {
    let sql = "
        SELECT DISTINCT f.length FROM record_blob f
        JOIN record r ON r.tenant = f.tenant AND r.hash = f.record
        WHERE f.tenant = ?1 AND f.sha256 = ?2 AND r.device = ?3 ORDER BY f.length DESC";
    let rows = tx.rows(sql, bound![tenant.as_bytes(), file.as_bytes(), device.as_bytes()])?;
    rows.iter().map(|row| row.number("length")).collect()
}

/// The records that have this file and no receipt, oldest first.
pub(super) fn waiting_for(tx: &dyn Tx, tenant: TenantId, file: Hash) -> Result<Vec<Hash>, Fault> {
    let sql = "
        SELECT DISTINCT r.hash, r.came_at, r.seq FROM record_blob f CROSS JOIN record r
        WHERE f.tenant = ?1 AND f.sha256 = ?2 AND r.tenant = f.tenant AND r.hash = f.record
            AND r.office_seq IS NULL
        ORDER BY r.came_at, r.seq, r.hash";
    let rows = tx.rows(sql, bound![tenant.as_bytes(), file.as_bytes()])?;
    rows.iter().map(|row| row.hash("hash")).collect()
}

/// How a record stands among those of the same worker on the same tablet.
pub(super) fn place(
    tx: &dyn Tx,
    tenant: TenantId,
    (device, user): (DeviceId, UserId),
    seq: u64,
    hash: Hash,
    prev: Option<Hash>,
) -> Result<Place, Fault> {
    let sql = "SELECT hash FROM record WHERE tenant = ?1 AND device = ?2 AND user_id = ?3 AND seq = ?4";
    let numbered = |seq: u64| -> Result<Vec<Hash>, Fault> {
        let values = bound![tenant.as_bytes(), device.as_bytes(), user.as_bytes(), number(seq)];
        tx.rows(sql, values)?.iter().map(|row| row.hash("hash")).collect()
    };
    let (beside, before) = (numbered(seq)?, numbered(seq.saturating_sub(1))?);
    Ok(record::place(hash, prev, &beside, &before))
}

/// How a tablet's record stands.
pub(super) fn state(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    record: Hash,
) -> Result<RecordState, Fault> {
    let sql = "
        SELECT receipt, receipt_signature FROM record WHERE tenant = ?1 AND hash = ?2 AND device = ?3";
    let row = tx.row(sql, bound![tenant.as_bytes(), record.as_bytes(), device.as_bytes()])?;
    match row.as_ref().map(Row::receipt).transpose()? {
        None => Ok(RecordState::Missing),
        Some(Some(receipt)) => Ok(RecordState::Safe { receipt }),
        Some(None) => {
            let lacking = lacking(tx, tenant, record)?.into_iter().map(|file| {
                let lengths = named_lengths(tx, tenant, device, file)?;
                let staged = |total| Staged { tenant, device, of: Carried::File(file), total };
                let held = lengths.into_iter().map(|total| parts::held(tx, &staged(total)));
                let held = held.collect::<Result<Vec<_>, Fault>>()?.into_iter();
                let held = held.map(|(held, _)| held).find(|held| !held.is_empty());
                Ok(Lacking { file, held: held.unwrap_or_default() })
            });
            Ok(RecordState::Lacks { files: lacking.collect::<Result<_, Fault>>()? })
        }
    }
}

/// How many of a tablet's records have a receipt.
pub(super) fn receipts(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<u64, Fault> {
    let sql = "SELECT receipts FROM device WHERE tenant = ?1 AND device = ?2";
    let found = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    found.map_or(Ok(0), |row| row.number("receipts"))
}
