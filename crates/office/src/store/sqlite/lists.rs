//! Tables `record`, `record_blob` and `device`, as people see them.

use super::columns::{get_hash, get_id, get_number, get_some_time, get_time};
use super::records;
use crate::store::Listed;
use record::{Hash, TenantId};
use rusqlite::{Connection, OptionalExtension, Row, params};

const LISTED: &str = "
    SELECT r.tenant, r.hash, r.device, r.user_id, r.seq, r.prev, r.came_at, r.office_seq, r.received_at,
        r.envelope, r.body, d.name
    FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device";

pub(super) fn of_kind(db: &Connection, tenant: TenantId, kind: &str) -> rusqlite::Result<Vec<Listed>> {
    let sql = format!(
        "{LISTED} WHERE r.tenant = ?1 AND r.kind = ?2
        ORDER BY r.came_at DESC, COALESCE(r.office_seq, 0) DESC, r.seq DESC, r.hash"
    );
    let read = |row: &Row<'_>| read(db, tenant, row);
    db.prepare(&sql)?.query_map(params![tenant.as_bytes(), kind], read)?.collect()
}

pub(super) fn by_hash(db: &Connection, tenant: TenantId, record: Hash) -> rusqlite::Result<Option<Listed>> {
    let sql = format!("{LISTED} WHERE r.tenant = ?1 AND r.hash = ?2");
    let values = params![tenant.as_bytes(), record.as_bytes()];
    db.query_row(&sql, values, |row| read(db, tenant, row)).optional()
}

fn read(db: &Connection, tenant: TenantId, row: &Row<'_>) -> rusqlite::Result<Listed> {
    let hash = get_hash(row, "hash")?;
    let received = match get_some_time(row, "received_at")? {
        Some(at) => Some((get_number(row, "office_seq")?, at)),
        None => None,
    };
    let lacking = if received.is_some() { 0 } else { records::lacking(db, tenant, hash)?.len() as u64 };
    let prev = row.get::<_, Option<[u8; 32]>>("prev")?.map(Hash::from_bytes);
    let chain = (get_id(row, "device")?, get_id(row, "user_id")?);
    Ok(Listed {
        hash,
        came_at: get_time(row, "came_at")?,
        received,
        lacking,
        place: records::place(db, tenant, chain, get_number(row, "seq")?, hash, prev)?,
        envelope: row.get("envelope")?,
        body: row.get("body")?,
        device_name: row.get("name")?,
    })
}
