//! Table `part`: what came of records and files that are not whole yet. Parts of one name that say another length of the whole
//! are parts of something else, so that junk displaces nothing.

use super::columns::{carried, number, time};
use super::engine::{Fault, Tx, bound};
use chrono::{DateTime, Utc};
use record::letter::{Carried, Part};
use record::{DeviceId, TenantId};

/// Of what there are parts, and how long a tablet says it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staged {
    pub(super) tenant: TenantId,
    pub(super) device: DeviceId,
    pub(super) of: Carried,
    pub(super) total: u64,
}

/// Keeps a part. Of two that start at one place the longer is kept.
pub(super) fn put(tx: &dyn Tx, staged: &Staged, part: &Part, at: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "
        INSERT INTO part (tenant, device, kind, name, total, start, bytes, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (tenant, device, kind, name, total, start)
            DO UPDATE SET bytes = excluded.bytes, at = excluded.at
            WHERE length(excluded.bytes) >= length(part.bytes)";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    let values = bound![
        tenant.as_bytes(),
        device.as_bytes(),
        kind,
        name,
        number(*total),
        number(part.start),
        part.bytes.as_slice(),
        time(at),
    ];
    tx.execute(sql, values)?;
    Ok(())
}

/// What is there: from and up to which byte, in order, without what is there twice; and how many bytes that takes up.
pub(super) fn held(tx: &dyn Tx, staged: &Staged) -> Result<(Vec<(u64, u64)>, u64), Fault> {
    let sql = "
        SELECT start, length(bytes) AS len FROM part
        WHERE tenant = ?1 AND device = ?2 AND kind = ?3 AND name = ?4 AND total = ?5 ORDER BY start";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    let (mut held, mut bytes): (Vec<(u64, u64)>, u64) = (Vec::new(), 0);
    for row in tx.rows(sql, bound![tenant.as_bytes(), device.as_bytes(), kind, name, number(*total)])? {
        let (start, len) = (row.number("start")?, row.number("len")?);
        bytes = bytes.saturating_add(len);
        held.push((start, start.saturating_add(len)));
    }
    Ok((ranges(held), bytes))
}

/// All bytes of a whole, with parts that came now. There is no gap between all of them.
pub(super) fn whole(tx: &dyn Tx, staged: &Staged, came: &[&Part]) -> Result<Vec<u8>, Fault> {
    let sql = "
        SELECT start, bytes FROM part
        WHERE tenant = ?1 AND device = ?2 AND kind = ?3 AND name = ?4 AND total = ?5 ORDER BY start";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    let rows = tx.rows(sql, bound![tenant.as_bytes(), device.as_bytes(), kind, name, number(*total)])?;
    let held = rows.iter().map(|row| Ok((row.number("start")?, row.bytes("bytes")?)));
    let mut all = held.collect::<Result<Vec<(u64, &[u8])>, Fault>>()?;
    all.extend(came.iter().map(|part| (part.start, part.bytes.as_slice())));
    all.sort_by_key(|(start, _)| *start);
    let mut whole = Vec::with_capacity(usize::try_from(*total).unwrap_or_default());
    for (start, bytes) in all {
        let known = (whole.len() as u64).saturating_sub(start);
        let known = usize::try_from(known).unwrap_or(usize::MAX);
        whole.extend_from_slice(bytes.get(known..).unwrap_or_default());
    }
    Ok(whole)
}

/// From and up to which byte these go together, in order, without what is there twice.
pub(super) fn ranges(parts: impl IntoIterator<Item = (u64, u64)>) -> Vec<(u64, u64)> {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for (start, end) in parts {
        match ranges.last_mut() {
            Some((_, until)) if start <= *until => *until = end.max(*until),
            Some(_) | None => ranges.push((start, end)),
        }
    }
    ranges
}

/// Forgets these.
pub(super) fn delete(tx: &dyn Tx, staged: &Staged) -> Result<(), Fault> {
    let sql = "
        DELETE FROM part WHERE tenant = ?1 AND device = ?2 AND kind = ?3 AND name = ?4 AND total = ?5";
    let Staged { tenant, device, of, total } = staged;
    let (kind, name) = carried(of);
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), kind, name, number(*total)])?;
    Ok(())
}

/// Forgets what anybody sent of it.
pub(super) fn delete_all(tx: &dyn Tx, tenant: TenantId, of: &Carried) -> Result<(), Fault> {
    let sql = "DELETE FROM part WHERE tenant = ?1 AND kind = ?2 AND name = ?3";
    let (kind, name) = carried(of);
    tx.execute(sql, bound![tenant.as_bytes(), kind, name])?;
    Ok(())
}

/// Drops the records that are not whole of which nothing came for the longest, until there are `most` of them. The one that is
/// coming now stays.
pub(super) fn drop_oldest_records(tx: &dyn Tx, now: &Staged, most: u64) -> Result<(), Fault> {
    let count = "
        SELECT COUNT(*) AS staged FROM (SELECT DISTINCT name, total FROM part
            WHERE tenant = ?1 AND device = ?2 AND kind = ?3) AS unfinished";
    let oldest = "
        SELECT name, total FROM part WHERE tenant = ?1 AND device = ?2 AND kind = ?3
            AND NOT (name = ?4 AND total = ?5)
        GROUP BY name, total ORDER BY MAX(at), name, total LIMIT 1";
    let Staged { tenant, device, of, total } = now;
    let (kind, name) = carried(of);
    let all = bound![tenant.as_bytes(), device.as_bytes(), kind];
    let others = bound![tenant.as_bytes(), device.as_bytes(), kind, name, number(*total)];
    while tx.one(count, all)?.number("staged")? > most {
        let Some(row) = tx.row(oldest, others)? else { break };
        let of = Carried::Record(row.hash("name")?);
        delete(tx, &Staged { of, total: row.number("total")?, ..*now })?;
    }
    Ok(())
}
