//! Tables `record` and `record_blob`, as tablets write and ask for them. Lists for people are in `lists`.

use super::columns::{get_hash, get_number, get_receipt, number, time};
use super::parts::{self, Staged};
use crate::store::Arrival;
use chrono::{DateTime, Utc};
use record::letter::Carried;
use record::wire::{Lacking, RecordState};
use record::{DeviceId, Hash, Place, SignedReceipt, TenantId, UserId};
use rusqlite::{Connection, OptionalExtension, params};

/// Whether this tablet's record is there.
pub(super) fn is_held(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    record: Hash,
) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE tenant = ?1 AND hash = ?2 AND device = ?3)";
    let values = params![tenant.as_bytes(), record.as_bytes(), device.as_bytes()];
    db.prepare_cached(sql)?.query_row(values, |row| row.get(0))
}

pub(super) fn insert(
    db: &Connection,
    tenant: TenantId,
    arrival: &Arrival,
    came_at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let Arrival { record, envelope, hash } = arrival;
    let sql = "
        INSERT INTO record (tenant, hash, id, device, user_id, seq, prev, kind, case_id, doc, came_at,
            envelope, signature, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    db.prepare_cached(sql)?.execute(params![
        tenant.as_bytes(),
        hash.as_bytes(),
        envelope.id.as_bytes(),
        envelope.dev.as_bytes(),
        envelope.author.user.as_bytes(),
        number(envelope.seq),
        envelope.prev.as_ref().map(Hash::as_bytes),
        envelope.kind.as_str(),
        envelope.case.as_bytes(),
        envelope.doc.as_bytes(),
        time(came_at),
        record.envelope,
        record.signature,
        record.body,
    ])?;
    let sql = "INSERT INTO record_blob (tenant, record, place, sha256, length) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut statement = db.prepare_cached(sql)?;
    for (place, blob) in (0i64..).zip(&envelope.blobs) {
        let (name, length) = (blob.sha256.as_bytes(), number(blob.len));
        statement.execute(params![tenant.as_bytes(), hash.as_bytes(), place, name, length])?;
    }
    Ok(())
}

pub(super) fn set_receipt(
    db: &Connection,
    tenant: TenantId,
    record: Hash,
    (office_seq, received_at): (u64, DateTime<Utc>),
    receipt: &SignedReceipt,
) -> rusqlite::Result<()> {
    let sql = "
        UPDATE record SET office_seq = ?3, received_at = ?4, receipt = ?5, receipt_signature = ?6
        WHERE tenant = ?1 AND hash = ?2";
    db.prepare_cached(sql)?.execute(params![
        tenant.as_bytes(),
        record.as_bytes(),
        number(office_seq),
        time(received_at),
        receipt.receipt,
        receipt.signature,
    ])?;
    Ok(())
}

/// The files of a record that are not there, each once.
pub(super) fn lacking(db: &Connection, tenant: TenantId, record: Hash) -> rusqlite::Result<Vec<Hash>> {
    let sql = "
        SELECT f.sha256 FROM record_blob f WHERE f.tenant = ?1 AND f.record = ?2 AND NOT EXISTS
            (SELECT 1 FROM blob b WHERE b.tenant = f.tenant AND b.sha256 = f.sha256)
        GROUP BY f.sha256 ORDER BY MIN(f.place)";
    let values = params![tenant.as_bytes(), record.as_bytes()];
    db.prepare_cached(sql)?.query_map(values, |row| get_hash(row, "sha256"))?.collect()
}

/// How long a file is, as records of this tablet say; none if none of them names it.
pub(super) fn named_lengths(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    file: Hash,
) -> rusqlite::Result<Vec<u64>> {
    let sql = "
        SELECT DISTINCT f.length FROM record_blob f
        JOIN record r ON r.tenant = f.tenant AND r.hash = f.record
        WHERE f.tenant = ?1 AND f.sha256 = ?2 AND r.device = ?3 ORDER BY f.length DESC";
    let values = params![tenant.as_bytes(), file.as_bytes(), device.as_bytes()];
    db.prepare_cached(sql)?.query_map(values, |row| get_number(row, "length"))?.collect()
}

/// The records that have this file and no receipt, oldest first.
pub(super) fn waiting_for(db: &Connection, tenant: TenantId, file: Hash) -> rusqlite::Result<Vec<Hash>> {
    let sql = "
        SELECT DISTINCT r.hash, r.came_at, r.seq FROM record_blob f
        JOIN record r ON r.tenant = f.tenant AND r.hash = f.record
        WHERE f.tenant = ?1 AND f.sha256 = ?2 AND r.office_seq IS NULL ORDER BY r.came_at, r.seq, r.hash";
    let values = params![tenant.as_bytes(), file.as_bytes()];
    db.prepare_cached(sql)?.query_map(values, |row| get_hash(row, "hash"))?.collect()
}

/// How a record stands among those of the same worker on the same tablet.
pub(super) fn place(
    db: &Connection,
    tenant: TenantId,
    chain: (DeviceId, UserId),
    seq: u64,
    hash: Hash,
    prev: Option<Hash>,
) -> rusqlite::Result<Place> {
    let sql = "SELECT hash FROM record WHERE tenant = ?1 AND device = ?2 AND user_id = ?3 AND seq = ?4";
    let mut statement = db.prepare_cached(sql)?;
    let mut numbered = |seq: u64| -> rusqlite::Result<Vec<Hash>> {
        let values = params![tenant.as_bytes(), chain.0.as_bytes(), chain.1.as_bytes(), number(seq)];
        statement.query_map(values, |row| get_hash(row, "hash"))?.collect()
    };
    let (beside, before) = (numbered(seq)?, numbered(seq.saturating_sub(1))?);
    Ok(record::place(hash, prev, &beside, &before))
}

/// How a tablet's record stands.
pub(super) fn state(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    record: Hash,
) -> rusqlite::Result<RecordState> {
    let sql = "
        SELECT receipt, receipt_signature FROM record WHERE tenant = ?1 AND hash = ?2 AND device = ?3";
    let values = params![tenant.as_bytes(), record.as_bytes(), device.as_bytes()];
    let held = db.prepare_cached(sql)?.query_row(values, given).optional()?;
    match held {
        None => Ok(RecordState::Missing),
        Some(Some(receipt)) => Ok(RecordState::Safe { receipt }),
        Some(None) => {
            let lacking = lacking(db, tenant, record)?.into_iter().map(|file| {
                let lengths = named_lengths(db, tenant, device, file)?;
                let staged = |total| Staged { tenant, device, of: Carried::File(file), total };
                let held = lengths.into_iter().map(|total| parts::held(db, &staged(total)));
                let held = held.collect::<rusqlite::Result<Vec<_>>>()?.into_iter();
                let held = held.map(|(held, _)| held).find(|held| !held.is_empty());
                Ok(Lacking { file, held: held.unwrap_or_default() })
            });
            Ok(RecordState::Lacks { files: lacking.collect::<rusqlite::Result<_>>()? })
        }
    }
}

pub(super) fn receipt(
    db: &Connection,
    tenant: TenantId,
    record: Hash,
) -> rusqlite::Result<Option<SignedReceipt>> {
    let sql = "SELECT receipt, receipt_signature FROM record WHERE tenant = ?1 AND hash = ?2";
    let values = params![tenant.as_bytes(), record.as_bytes()];
    Ok(db.query_row(sql, values, given).optional()?.flatten())
}

/// How many of a tablet's records have a receipt.
pub(super) fn receipts(db: &Connection, tenant: TenantId, device: DeviceId) -> rusqlite::Result<u64> {
    let sql = "SELECT COUNT(office_seq) AS receipts FROM record WHERE tenant = ?1 AND device = ?2";
    let values = params![tenant.as_bytes(), device.as_bytes()];
    db.prepare_cached(sql)?.query_row(values, |row| get_number(row, "receipts"))
}

fn given(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<SignedReceipt>> {
    let receipt: Option<Vec<u8>> = row.get("receipt")?;
    receipt.map(|_| get_receipt(row)).transpose()
}
