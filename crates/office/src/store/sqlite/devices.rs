//! Table `device`, and what joining is.

use super::columns::{get_id, get_key, get_number, get_some_time, get_time, get_unlock, time};
use super::{codes, offices};
use crate::store::{Device, Enrolled, Joining, Tablet};
use chrono::{DateTime, Utc};
use record::{DeviceId, TenantId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;

pub(super) fn enrol(db: &Connection, tenant: TenantId, joining: &Joining<'_>) -> rusqlite::Result<Enrolled> {
    let request = joining.request;
    let hash = request.code.hash();
    let Some(code) = codes::get(db, tenant, hash)? else {
        return Ok(Enrolled::Wrong);
    };
    let same_keys = |device: &Device| {
        device.record_key == request.record_key && device.request_key == request.request_key
    };
    if let Some((id, first_unlock)) = code.used {
        let again = request.again.is_none_or(|again| again == id);
        let same = again && get(db, tenant, id)?.is_some_and(|device| same_keys(&device));
        return Ok(if same { Enrolled::Device { id, first_unlock } } else { Enrolled::Used });
    }
    if code.expires_at <= joining.now {
        return Ok(Enrolled::Expired);
    }
    let id = request.again.unwrap_or(joining.new);
    match get(db, tenant, id)? {
        Some(known) if known.record_key != request.record_key => return Ok(Enrolled::OtherKey),
        Some(_) => join_again(db, tenant, id, joining)?,
        // One that joins again and is not known joined after the last backup.
        None => insert(db, tenant, id, joining)?,
    }
    let first_unlock = draw_unlocks(db, tenant, id, joining.unlock_keys)?;
    codes::set_used(db, tenant, hash, id, first_unlock)?;
    Ok(Enrolled::Device { id, first_unlock })
}

fn insert(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    joining: &Joining<'_>,
) -> rusqlite::Result<()> {
    let sql = "
        INSERT INTO device (tenant, device, record_key, request_key, name, joined_at, next_unlock)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    db.execute(
        sql,
        params![
            tenant.as_bytes(),
            device.as_bytes(),
            joining.request.record_key.as_bytes(),
            joining.request.request_key.as_bytes(),
            free_name(db, tenant, device, &joining.request.device_name)?,
            time(joining.now),
            offices::first_unlock(db, tenant)?,
        ],
    )?;
    Ok(())
}

fn join_again(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    joining: &Joining<'_>,
) -> rusqlite::Result<()> {
    let sql = "UPDATE device SET request_key = ?3, name = ?4 WHERE tenant = ?1 AND device = ?2";
    let request = joining.request;
    let name = free_name(db, tenant, device, &request.device_name)?;
    let values = params![tenant.as_bytes(), device.as_bytes(), request.request_key.as_bytes(), name];
    db.execute(sql, values)?;
    Ok(())
}

/// A tablet's name. One that is an id or another tablet's gets a number behind it, so that people who name a tablet mean it.
fn free_name(db: &Connection, tenant: TenantId, device: DeviceId, name: &str) -> rusqlite::Result<String> {
    let sql = "SELECT name FROM device WHERE tenant = ?1 AND device <> ?2";
    let mut statement = db.prepare(sql)?;
    let names = statement.query_map(params![tenant.as_bytes(), device.as_bytes()], |row| row.get("name"))?;
    let taken: HashSet<String> =
        names.map(|name| name.map(|name: String| called(&name))).collect::<rusqlite::Result<_>>()?;
    let name = name.trim();
    if name.parse::<DeviceId>().is_err() && !taken.contains(&called(name)) {
        return Ok(name.to_owned());
    }
    let mut numbered = (2u64..).map(|number| format!("{name} ({number})"));
    Ok(numbered.find(|name| !taken.contains(&called(name))).unwrap_or_default())
}

/// As people may type it.
fn called(name: &str) -> String {
    name.trim().to_lowercase()
}

fn draw_unlocks(db: &Connection, tenant: TenantId, device: DeviceId, count: u32) -> rusqlite::Result<u32> {
    let sql = "
        UPDATE device SET next_unlock = next_unlock + ?3 WHERE tenant = ?1 AND device = ?2
        RETURNING next_unlock - ?3 AS first";
    let values = params![tenant.as_bytes(), device.as_bytes(), count];
    db.query_row(sql, values, |row| get_unlock(row, "first"))
}

/// From now on every tablet gets numbers from this one on.
pub(super) fn raise_unlock(db: &Connection, tenant: TenantId, first: u32) -> rusqlite::Result<()> {
    let sql = "UPDATE device SET next_unlock = ?2 WHERE tenant = ?1 AND next_unlock < ?2";
    db.execute(sql, params![tenant.as_bytes(), first])?;
    Ok(())
}

pub(super) fn get(db: &Connection, tenant: TenantId, device: DeviceId) -> rusqlite::Result<Option<Device>> {
    let sql = "
        SELECT record_key, request_key, lost_at IS NOT NULL AS lost FROM device
        WHERE tenant = ?1 AND device = ?2";
    db.prepare_cached(sql)?
        .query_row(params![tenant.as_bytes(), device.as_bytes()], |row| {
            Ok(Device {
                id: device,
                record_key: get_key(row, "record_key")?,
                request_key: get_key(row, "request_key")?,
                lost: row.get("lost")?,
            })
        })
        .optional()
}

pub(super) fn all(db: &Connection, tenant: TenantId) -> rusqlite::Result<Vec<Tablet>> {
    let sql = "
        SELECT d.device, d.name, d.joined_at, d.asked_at, d.lost_at,
            (SELECT COUNT(*) FROM record r WHERE r.tenant = d.tenant AND r.device = d.device) AS records
        FROM device d WHERE d.tenant = ?1 ORDER BY d.name, d.device";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Tablet {
            id: get_id(row, "device")?,
            name: row.get("name")?,
            joined_at: get_time(row, "joined_at")?,
            records: get_number(row, "records")?,
            asked_at: get_some_time(row, "asked_at")?,
            lost_at: get_some_time(row, "lost_at")?,
        })
    };
    db.prepare(sql)?.query_map(params![tenant.as_bytes()], read)?.collect()
}

pub(super) fn set_lost(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    since: Option<DateTime<Utc>>,
) -> rusqlite::Result<()> {
    let sql = "UPDATE device SET lost_at = ?3 WHERE tenant = ?1 AND device = ?2";
    db.execute(sql, params![tenant.as_bytes(), device.as_bytes(), since.map(time)])?;
    Ok(())
}

pub(super) fn asked_at(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let sql = "SELECT asked_at FROM device WHERE tenant = ?1 AND device = ?2";
    let values = params![tenant.as_bytes(), device.as_bytes()];
    Ok(db.query_row(sql, values, |row| get_some_time(row, "asked_at")).optional()?.flatten())
}

/// Notes that it asked, and tells whether nothing that is noted was said by a later clock. None if there is no such tablet.
pub(super) fn set_asked(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    created: i64,
    now: DateTime<Utc>,
) -> rusqlite::Result<Option<bool>> {
    let sql = "
        UPDATE device SET asked_at = ?3,
            asked_created = CASE WHEN asked_created > ?4 THEN asked_created ELSE ?4 END
        WHERE tenant = ?1 AND device = ?2 RETURNING asked_created = ?4 AS is_newest";
    let values = params![tenant.as_bytes(), device.as_bytes(), time(now), created];
    db.query_row(sql, values, |row| row.get("is_newest")).optional()
}
