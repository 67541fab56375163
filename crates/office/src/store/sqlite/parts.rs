//! Table `part`: what came of records and files that are not whole yet. Parts of one name that say another length of the whole
//! are parts of something else, so that junk displaces nothing.

use super::columns::{carried, get_hash, get_number, number, time};
use chrono::{DateTime, Utc};
use record::letter::{Carried, Part};
use record::{DeviceId, Hash, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

/// Of what there are parts, and how long a tablet says it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staged {
    pub(super) tenant: TenantId,
    pub(super) device: DeviceId,
    pub(super) of: Carried,
    pub(super) total: u64,
}

/// Keeps a part. Of two that start at one place the longer is kept.
pub(super) fn put(db: &Connection, staged: &Staged, part: &Part, at: DateTime<Utc>) -> rusqlite::Result<()> {
    let sql = "
        INSERT INTO part (tenant, device, kind, name, total, start, bytes, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (tenant, device, kind, name, total, start) DO UPDATE SET bytes = excluded.bytes, at = excluded.at
            WHERE length(excluded.bytes) >= length(part.bytes)";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    let (start, total) = (number(part.start), number(*total));
    db.prepare_cached(sql)?.execute(params![
        tenant.as_bytes(),
        device.as_bytes(),
        kind,
        name,
        total,
        start,
        part.bytes,
        time(at),
    ])?;
    Ok(())
}

/// What is there: from and up to which byte, in order, without what is there twice; and how many bytes that takes up.
pub(super) fn held(db: &Connection, staged: &Staged) -> rusqlite::Result<(Vec<(u64, u64)>, u64)> {
    let sql = "
        SELECT start, length(bytes) AS len FROM part
        WHERE tenant = ?1 AND device = ?2 AND kind = ?3 AND name = ?4 AND total = ?5 ORDER BY start";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    let mut statement = db.prepare_cached(sql)?;
    let mut rows =
        statement.query(params![tenant.as_bytes(), device.as_bytes(), kind, name, number(*total)])?;
    let (mut held, mut bytes): (Vec<(u64, u64)>, u64) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let (start, len) = (get_number(row, "start")?, get_number(row, "len")?);
        let end = start.saturating_add(len);
        bytes = bytes.saturating_add(len);
        match held.last_mut() {
            Some((_, until)) if start <= *until => *until = end.max(*until),
            Some(_) | None => held.push((start, end)),
        }
    }
    Ok((held, bytes))
}

/// All bytes of a whole whose parts have no gap between them.
pub(super) fn whole(db: &Connection, staged: &Staged) -> rusqlite::Result<Vec<u8>> {
    let sql = "
        SELECT start, bytes FROM part
        WHERE tenant = ?1 AND device = ?2 AND kind = ?3 AND name = ?4 AND total = ?5 ORDER BY start";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    let mut statement = db.prepare_cached(sql)?;
    let mut rows =
        statement.query(params![tenant.as_bytes(), device.as_bytes(), kind, name, number(*total)])?;
    let mut whole = Vec::new();
    while let Some(row) = rows.next()? {
        let known = (whole.len() as u64).saturating_sub(get_number(row, "start")?);
        let known = usize::try_from(known).unwrap_or(usize::MAX);
        whole.extend_from_slice(row.get_ref("bytes")?.as_blob()?.get(known..).unwrap_or_default());
    }
    Ok(whole)
}

/// Forgets these.
pub(super) fn delete(db: &Connection, staged: &Staged) -> rusqlite::Result<()> {
    let sql = "
        DELETE FROM part WHERE tenant = ?1 AND device = ?2 AND kind = ?3 AND name = ?4 AND total = ?5";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    db.prepare_cached(sql)?.execute(params![
        tenant.as_bytes(),
        device.as_bytes(),
        kind,
        name,
        number(*total)
    ])?;
    Ok(())
}

/// Forgets what anybody sent of it.
pub(super) fn delete_all(db: &Connection, tenant: TenantId, of: &Carried) -> rusqlite::Result<()> {
    let sql = "DELETE FROM part WHERE tenant = ?1 AND kind = ?2 AND name = ?3";
    let (kind, name) = carried(of);
    db.prepare_cached(sql)?.execute(params![tenant.as_bytes(), kind, name])?;
    Ok(())
}

/// Drops the records that are not whole of which nothing came for the longest, until there are `most` of them. The one that is
/// coming now stays.
pub(super) fn drop_oldest_records(db: &Connection, now: &Staged, most: u64) -> rusqlite::Result<()> {
    let Staged { tenant, device, of, total } = now;
    let (kind, name) = carried(of);
    let sql = "
        SELECT COUNT(*) AS staged FROM
            (SELECT DISTINCT name, total FROM part WHERE tenant = ?1 AND device = ?2 AND kind = ?3)";
    let mut count = db.prepare_cached(sql)?;
    let sql = "
        SELECT name, total FROM part WHERE tenant = ?1 AND device = ?2 AND kind = ?3
            AND NOT (name = ?4 AND total = ?5)
        GROUP BY name, total ORDER BY MAX(at), name LIMIT 1";
    let mut oldest = db.prepare_cached(sql)?;
    let (tenant_is, device_is) = (tenant.as_bytes(), device.as_bytes());
    while count.query_row(params![tenant_is, device_is, kind], |row| get_number(row, "staged"))? > most {
        let found = oldest
            .query_row(params![tenant_is, device_is, kind, name, number(*total)], |row| {
                Ok((get_hash(row, "name")?, get_number(row, "total")?))
            })
            .optional()?;
        let Some((name, total)): Option<(Hash, u64)> = found else { break };
        delete(db, &Staged { of: Carried::Record(name), total, ..*now })?;
    }
    Ok(())
}
