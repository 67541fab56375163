//! Tables `blob` and `blob_part`.

use super::columns::{get_number, number};
use record::wire::BlobOffset;
use record::{Hash, TenantId};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// What is known of a blob. A blob nobody spoke of has no length and no bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Held {
    pub(super) length: u64,
    pub(super) received: u64,
    pub(super) complete: bool,
}

impl Held {
    pub(super) fn of_length(length: u64) -> Self {
        Self { length, ..Self::default() }
    }

    pub(super) fn offset(self) -> BlobOffset {
        BlobOffset { offset: self.received, complete: self.complete }
    }
}

pub(super) fn get(db: &Connection, tenant: TenantId, blob: Hash) -> rusqlite::Result<Option<Held>> {
    let sql = "SELECT length, received, complete FROM blob WHERE tenant = ?1 AND sha256 = ?2";
    db.query_row(sql, params![tenant.as_bytes(), blob.as_bytes()], |row| {
        Ok(Held {
            length: get_number(row, "length")?,
            received: get_number(row, "received")?,
            complete: get_number(row, "complete")? == 1,
        })
    })
    .optional()
}

pub(super) fn put(db: &Connection, tenant: TenantId, blob: Hash, held: Held) -> rusqlite::Result<()> {
    let sql = "
        INSERT INTO blob (tenant, sha256, length, received, complete) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (tenant, sha256) DO UPDATE SET received = excluded.received, complete = excluded.complete";
    db.execute(
        sql,
        params![
            tenant.as_bytes(),
            blob.as_bytes(),
            number(held.length),
            number(held.received),
            i64::from(held.complete),
        ],
    )?;
    Ok(())
}

pub(super) fn insert_part(
    db: &Connection,
    tenant: TenantId,
    blob: Hash,
    start: u64,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO blob_part (tenant, sha256, start, bytes) VALUES (?1, ?2, ?3, ?4)";
    db.execute(sql, params![tenant.as_bytes(), blob.as_bytes(), number(start), bytes])?;
    Ok(())
}

pub(super) fn parts(db: &Connection, tenant: TenantId, blob: Hash) -> rusqlite::Result<Vec<Vec<u8>>> {
    let sql = "SELECT bytes FROM blob_part WHERE tenant = ?1 AND sha256 = ?2 ORDER BY start";
    db.prepare(sql)?.query_map(params![tenant.as_bytes(), blob.as_bytes()], |row| row.get("bytes"))?.collect()
}

/// The hash of all parts, read one after the other.
pub(super) fn hash_of_parts(db: &Connection, tenant: TenantId, blob: Hash) -> rusqlite::Result<Hash> {
    let sql = "SELECT bytes FROM blob_part WHERE tenant = ?1 AND sha256 = ?2 ORDER BY start";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query(params![tenant.as_bytes(), blob.as_bytes()])?;
    let mut hasher = Sha256::new();
    while let Some(row) = rows.next()? {
        hasher.update(row.get_ref("bytes")?.as_blob()?);
    }
    Ok(Hash::from_bytes(hasher.finalize().into()))
}

pub(super) fn delete(db: &Connection, tenant: TenantId, blob: Hash) -> rusqlite::Result<()> {
    let key = params![tenant.as_bytes(), blob.as_bytes()];
    db.execute("DELETE FROM blob_part WHERE tenant = ?1 AND sha256 = ?2", key)?;
    db.execute("DELETE FROM blob WHERE tenant = ?1 AND sha256 = ?2", key)?;
    Ok(())
}
