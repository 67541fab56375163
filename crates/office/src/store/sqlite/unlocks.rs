//! Tables `unlock_code_of` and `unlock_code_given`: whose codes by telephone are, and which were told.

use super::columns::{get_id, get_some_time, get_unlock, time};
use crate::store::Telling;
use chrono::{DateTime, Utc};
use record::wire::{CodeOf, MAX_ASKED};
use record::{DeviceId, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

/// Whether this code may be told. `unreported`: also if it is the next of which the tablet has not said whose it is.
pub(super) fn telling(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    number: u32,
    unreported: bool,
) -> rusqlite::Result<Telling> {
    let sql = "SELECT next_unlock, lost_at FROM device WHERE tenant = ?1 AND device = ?2";
    let values = params![tenant.as_bytes(), device.as_bytes()];
    let read =
        |row: &rusqlite::Row<'_>| Ok((get_unlock(row, "next_unlock")?, get_some_time(row, "lost_at")?));
    let Some((next, lost_at)) = db.query_row(sql, values, read).optional()? else {
        return Ok(Telling::Never);
    };
    if let Some(since) = lost_at {
        return Ok(Telling::Lost(since));
    }
    if number == 0 || number >= next {
        return Ok(Telling::Never);
    }
    let reported = all(db, tenant, device)?;
    if let Some(of) = reported.iter().find(|of| of.number == number) {
        return Ok(Telling::Of(Some(of.user)));
    }
    let highest = reported.last().map_or(0, |of| of.number);
    let most = first_of_last(db, tenant, device)?.max(highest.saturating_add(1));
    Ok(match (number <= most, unreported) {
        (false, _) => Telling::Never,
        (true, false) => Telling::Unreported,
        (true, true) => Telling::Of(None),
    })
}

/// The number at which the keys began that the tablet got when it last joined: the one it closes to first.
fn first_of_last(db: &Connection, tenant: TenantId, device: DeviceId) -> rusqlite::Result<u32> {
    let sql = "
        SELECT COALESCE(MAX(first_unlock), 0) AS first FROM enrolment_code WHERE tenant = ?1 AND device = ?2";
    db.query_row(sql, params![tenant.as_bytes(), device.as_bytes()], |row| get_unlock(row, "first"))
}

/// Whose a tablet's codes are, by their numbers.
pub(super) fn all(db: &Connection, tenant: TenantId, device: DeviceId) -> rusqlite::Result<Vec<CodeOf>> {
    let sql = "
        SELECT number, user_id FROM unlock_code_of WHERE tenant = ?1 AND device = ?2 ORDER BY number";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(CodeOf { number: get_unlock(row, "number")?, user: get_id(row, "user_id")? })
    };
    db.prepare_cached(sql)?.query_map(params![tenant.as_bytes(), device.as_bytes()], read)?.collect()
}

pub(super) fn replace(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    codes: &[CodeOf],
) -> rusqlite::Result<()> {
    let sql = "DELETE FROM unlock_code_of WHERE tenant = ?1 AND device = ?2";
    db.execute(sql, params![tenant.as_bytes(), device.as_bytes()])?;
    let sql = "INSERT INTO unlock_code_of (tenant, device, number, user_id) VALUES (?1, ?2, ?3, ?4)";
    let mut statement = db.prepare_cached(sql)?;
    for CodeOf { number, user } in codes {
        statement.execute(params![tenant.as_bytes(), device.as_bytes(), number, user.as_bytes()])?;
    }
    Ok(())
}

/// Notes those of which the number is not noted yet.
pub(super) fn add(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    codes: &[CodeOf],
) -> rusqlite::Result<()> {
    let mut noted = all(db, tenant, device)?;
    // Of one worker the highest number holds: lower ones were used.
    let is_newer = |code: &CodeOf, of: &CodeOf| {
        of.number != code.number && (of.user != code.user || of.number < code.number)
    };
    let is_new = |code: &&CodeOf| noted.iter().all(|of| is_newer(code, of));
    let new: Vec<CodeOf> = codes.iter().filter(is_new).copied().collect();
    if new.is_empty() {
        return Ok(());
    }
    noted.retain(|of| new.iter().all(|code| code.user != of.user));
    noted.extend(new);
    noted.truncate(MAX_ASKED);
    replace(db, tenant, device, &noted)
}

pub(super) fn count(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    number: u32,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "
        INSERT INTO unlock_code_given (tenant, device, number, times, given_at) VALUES (?1, ?2, ?3, 1, ?4)
        ON CONFLICT (tenant, device, number) DO UPDATE SET
            times = unlock_code_given.times + 1, given_at = excluded.given_at";
    db.execute(sql, params![tenant.as_bytes(), device.as_bytes(), number, time(now)])?;
    Ok(())
}
