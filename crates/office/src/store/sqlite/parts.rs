//! Table `part`: what came of records and files that are not whole yet.

use super::columns::{carried, get_number, number};
use record::letter::{Carried, Part};
use record::{DeviceId, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

/// How long the whole is, as this tablet said before.
pub(super) fn total(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    of: &Carried,
) -> rusqlite::Result<Option<u64>> {
    let sql = "SELECT total FROM part WHERE tenant = ?1 AND kind = ?2 AND name = ?3 AND device = ?4 LIMIT 1";
    let (kind, name) = carried(of);
    db.prepare_cached(sql)?
        .query_row(params![tenant.as_bytes(), kind, name, device.as_bytes()], |row| get_number(row, "total"))
        .optional()
}

/// Keeps a part. Of two that start at one place the longer is kept.
pub(super) fn put(db: &Connection, tenant: TenantId, device: DeviceId, part: &Part) -> rusqlite::Result<()> {
    let sql = "
        INSERT INTO part (tenant, kind, name, device, start, total, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (tenant, kind, name, device, start) DO UPDATE SET bytes = excluded.bytes
            WHERE length(excluded.bytes) >= length(part.bytes)";
    let (kind, name) = carried(&part.of);
    let (start, total) = (number(part.start), number(part.total));
    let values = params![tenant.as_bytes(), kind, name, device.as_bytes(), start, total, part.bytes];
    db.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// What is there: from and up to which byte, in order, without what is there twice.
pub(super) fn held(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    of: &Carried,
) -> rusqlite::Result<Vec<(u64, u64)>> {
    let sql = "
        SELECT start, length(bytes) AS len FROM part
        WHERE tenant = ?1 AND kind = ?2 AND name = ?3 AND device = ?4 ORDER BY start";
    let (kind, name) = carried(of);
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![tenant.as_bytes(), kind, name, device.as_bytes()])?;
    let mut held: Vec<(u64, u64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (start, len) = (get_number(row, "start")?, get_number(row, "len")?);
        let end = start.saturating_add(len);
        match held.last_mut() {
            Some((_, until)) if start <= *until => *until = end.max(*until),
            Some(_) | None => held.push((start, end)),
        }
    }
    Ok(held)
}

/// All bytes of a whole whose parts have no gap between them.
pub(super) fn whole(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    of: &Carried,
) -> rusqlite::Result<Vec<u8>> {
    let sql = "
        SELECT start, bytes FROM part
        WHERE tenant = ?1 AND kind = ?2 AND name = ?3 AND device = ?4 ORDER BY start";
    let (kind, name) = carried(of);
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![tenant.as_bytes(), kind, name, device.as_bytes()])?;
    let mut whole = Vec::new();
    while let Some(row) = rows.next()? {
        let known = (whole.len() as u64).saturating_sub(get_number(row, "start")?);
        let known = usize::try_from(known).unwrap_or(usize::MAX);
        whole.extend_from_slice(row.get_ref("bytes")?.as_blob()?.get(known..).unwrap_or_default());
    }
    Ok(whole)
}

/// Forgets what this tablet sent of it.
pub(super) fn delete(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    of: &Carried,
) -> rusqlite::Result<()> {
    let sql = "DELETE FROM part WHERE tenant = ?1 AND kind = ?2 AND name = ?3 AND device = ?4";
    let (kind, name) = carried(of);
    db.prepare_cached(sql)?.execute(params![tenant.as_bytes(), kind, name, device.as_bytes()])?;
    Ok(())
}

/// Forgets what anybody sent of it.
pub(super) fn delete_all(db: &Connection, tenant: TenantId, of: &Carried) -> rusqlite::Result<()> {
    let sql = "DELETE FROM part WHERE tenant = ?1 AND kind = ?2 AND name = ?3";
    let (kind, name) = carried(of);
    db.prepare_cached(sql)?.execute(params![tenant.as_bytes(), kind, name])?;
    Ok(())
}
