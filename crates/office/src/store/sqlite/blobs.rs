//! Tables `blob` and `blob_part`: files that are whole.

use super::columns::number;
use crate::store::MAX_ROW_BYTES;
use record::{Hash, TenantId};
use rusqlite::{Connection, params};

pub(super) fn is_held(db: &Connection, tenant: TenantId, blob: Hash) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM blob WHERE tenant = ?1 AND sha256 = ?2)";
    db.prepare_cached(sql)?.query_row(params![tenant.as_bytes(), blob.as_bytes()], |row| row.get(0))
}

pub(super) fn insert(db: &Connection, tenant: TenantId, blob: Hash, bytes: &[u8]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO blob (tenant, sha256, length) VALUES (?1, ?2, ?3)";
    let length = number(bytes.len() as u64);
    db.prepare_cached(sql)?.execute(params![tenant.as_bytes(), blob.as_bytes(), length])?;
    let sql = "INSERT INTO blob_part (tenant, sha256, start, bytes) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = db.prepare_cached(sql)?;
    for (start, part) in (0..).step_by(MAX_ROW_BYTES).zip(bytes.chunks(MAX_ROW_BYTES)) {
        statement.execute(params![tenant.as_bytes(), blob.as_bytes(), number(start), part])?;
    }
    Ok(())
}

pub(super) fn read(db: &Connection, tenant: TenantId, blob: Hash) -> rusqlite::Result<Vec<u8>> {
    let sql = "SELECT bytes FROM blob_part WHERE tenant = ?1 AND sha256 = ?2 ORDER BY start";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query(params![tenant.as_bytes(), blob.as_bytes()])?;
    let mut bytes = Vec::new();
    while let Some(row) = rows.next()? {
        bytes.extend_from_slice(row.get_ref("bytes")?.as_blob()?);
    }
    Ok(bytes)
}
