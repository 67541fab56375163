//! Tables `record`, `record_blob` and `quarantine`.

use super::columns::{get_hash, get_number, get_receipt, get_time, number, time};
use crate::store::{Arrival, Listed};
use record::{DeviceId, Hash, Head, RecordId, SignedReceipt, TenantId};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(super) struct Kept {
    pub(super) hash: Hash,
    pub(super) receipt: SignedReceipt,
}

pub(super) fn head(db: &Connection, tenant: TenantId, device: DeviceId) -> rusqlite::Result<Option<Head>> {
    let sql = "SELECT seq, hash FROM record WHERE tenant = ?1 AND device = ?2 ORDER BY seq DESC LIMIT 1";
    db.query_row(sql, params![tenant.as_bytes(), device.as_bytes()], |row| {
        Ok(Head { seq: get_number(row, "seq")?, hash: get_hash(row, "hash")? })
    })
    .optional()
}

pub(super) fn at(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    seq: u64,
) -> rusqlite::Result<Option<Kept>> {
    let sql = "
        SELECT hash, receipt, receipt_signature FROM record
        WHERE tenant = ?1 AND device = ?2 AND seq = ?3";
    db.query_row(sql, params![tenant.as_bytes(), device.as_bytes(), number(seq)], |row| {
        Ok(Kept { hash: get_hash(row, "hash")?, receipt: get_receipt(row)? })
    })
    .optional()
}

pub(super) fn has_id(db: &Connection, tenant: TenantId, id: RecordId) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM record WHERE tenant = ?1 AND id = ?2)";
    db.query_row(sql, params![tenant.as_bytes(), id.as_bytes()], |row| row.get(0))
}

pub(super) fn insert(
    db: &Connection,
    tenant: TenantId,
    arrival: &Arrival<'_>,
    office_seq: u64,
    receipt: &SignedReceipt,
) -> rusqlite::Result<()> {
    let Arrival { record, envelope, hash, received_at } = arrival;
    let sql = "
        INSERT INTO record (tenant, hash, id, device, seq, office_seq, kind, case_id, doc, received_at,
            envelope, signature, body, receipt, receipt_signature)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    db.execute(
        sql,
        params![
            tenant.as_bytes(),
            hash.as_bytes(),
            envelope.id.as_bytes(),
            envelope.dev.as_bytes(),
            number(envelope.seq),
            number(office_seq),
            envelope.kind.as_str(),
            envelope.case.as_bytes(),
            envelope.doc.as_bytes(),
            time(*received_at),
            record.envelope,
            record.signature,
            record.body,
            receipt.receipt,
            receipt.signature,
        ],
    )?;
    Ok(())
}

pub(super) fn insert_blobs(db: &Connection, tenant: TenantId, arrival: &Arrival<'_>) -> rusqlite::Result<()> {
    let sql = "INSERT INTO record_blob (tenant, record, place, sha256) VALUES (?1, ?2, ?3, ?4)";
    for (place, blob) in (0i64..).zip(&arrival.envelope.blobs) {
        let values = params![tenant.as_bytes(), arrival.hash.as_bytes(), place, blob.sha256.as_bytes()];
        db.execute(sql, values)?;
    }
    Ok(())
}

/// Keeps a record that forks its chain where it does no harm. Once is enough.
pub(super) fn set_aside(db: &Connection, tenant: TenantId, arrival: &Arrival<'_>) -> rusqlite::Result<()> {
    let Arrival { record, envelope, hash, received_at } = arrival;
    let sql = "
        INSERT INTO quarantine (tenant, hash, device, seq, received_at, envelope, signature, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
    db.execute(
        sql,
        params![
            tenant.as_bytes(),
            hash.as_bytes(),
            envelope.dev.as_bytes(),
            number(envelope.seq),
            time(*received_at),
            record.envelope,
            record.signature,
            record.body,
        ],
    )?;
    Ok(())
}

pub(super) fn count_set_aside(db: &Connection, tenant: TenantId) -> rusqlite::Result<u64> {
    let sql = "SELECT COUNT(*) AS forks FROM quarantine WHERE tenant = ?1";
    db.query_row(sql, params![tenant.as_bytes()], |row| get_number(row, "forks"))
}

pub(super) fn receipt(
    db: &Connection,
    tenant: TenantId,
    device: Option<DeviceId>,
    record: Hash,
) -> rusqlite::Result<Option<SignedReceipt>> {
    let sql = "
        SELECT receipt, receipt_signature FROM record
        WHERE tenant = ?1 AND hash = ?2 AND (?3 IS NULL OR device = ?3)";
    let device = device.as_ref().map(DeviceId::as_bytes);
    db.query_row(sql, params![tenant.as_bytes(), record.as_bytes(), device], get_receipt).optional()
}

pub(super) fn of_kind(db: &Connection, tenant: TenantId, kind: &str) -> rusqlite::Result<Vec<Listed>> {
    let sql = "
        SELECT r.hash, r.office_seq, r.received_at, r.envelope, r.body, d.name, d.user_name
        FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE r.tenant = ?1 AND r.kind = ?2 ORDER BY r.office_seq DESC";
    db.prepare(sql)?.query_map(params![tenant.as_bytes(), kind], read_listed)?.collect()
}

pub(super) fn by_hash(db: &Connection, tenant: TenantId, record: Hash) -> rusqlite::Result<Option<Listed>> {
    let sql = "
        SELECT r.hash, r.office_seq, r.received_at, r.envelope, r.body, d.name, d.user_name
        FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE r.tenant = ?1 AND r.hash = ?2";
    db.query_row(sql, params![tenant.as_bytes(), record.as_bytes()], read_listed).optional()
}

fn read_listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        hash: get_hash(row, "hash")?,
        office_seq: get_number(row, "office_seq")?,
        received_at: get_time(row, "received_at")?,
        envelope: row.get("envelope")?,
        body: row.get("body")?,
        device_name: row.get("name")?,
        user_name: row.get("user_name")?,
    })
}
