//! Tables `refused` and `stuck`: what does not go by itself, for people to know of.

use super::columns::{carried, get_carried, get_hash, get_id, get_number, get_time, number, time};
use crate::store::{MAX_REFUSED, Refusal};
use chrono::{DateTime, Utc};
use record::letter::Carried;
use record::wire::{MAX_ASKED, RefuseCode, Stuck, StuckWhy};
use record::{DeviceId, TenantId};
use rusqlite::{Connection, Row, params};

pub(super) fn note_refused(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    of: &Carried,
    code: &RefuseCode,
    at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let (kind, name) = carried(of);
    let sql = "
        INSERT INTO refused (tenant, device, kind, name, code, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (tenant, kind, name, device) DO UPDATE SET code = excluded.code, at = excluded.at";
    let values = params![tenant.as_bytes(), device.as_bytes(), kind, name, code.as_str(), time(at)];
    db.execute(sql, values)?;
    let of_device = params![tenant.as_bytes(), device.as_bytes()];
    let sql = "SELECT COUNT(*) AS noted FROM refused WHERE tenant = ?1 AND device = ?2";
    if db.query_row(sql, of_device, |row| get_number(row, "noted"))? > MAX_REFUSED {
        let sql = "
            DELETE FROM refused WHERE tenant = ?1 AND device = ?2 AND (kind, name) IN
                (SELECT kind, name FROM refused WHERE tenant = ?1 AND device = ?2 ORDER BY at LIMIT 1)";
        db.execute(sql, of_device)?;
    }
    Ok(())
}

/// It came and is good.
pub(super) fn forget_refused(db: &Connection, tenant: TenantId, of: &Carried) -> rusqlite::Result<()> {
    let (kind, name) = carried(of);
    let sql = "DELETE FROM refused WHERE tenant = ?1 AND kind = ?2 AND name = ?3";
    db.prepare_cached(sql)?.execute(params![tenant.as_bytes(), kind, name])?;
    Ok(())
}

pub(super) fn refused(db: &Connection, tenant: TenantId) -> rusqlite::Result<Vec<(DeviceId, Refusal)>> {
    let sql = "SELECT device, kind, name, code, at FROM refused WHERE tenant = ?1 ORDER BY at DESC, name";
    let read = |row: &Row<'_>| {
        let code = RefuseCode::from(row.get::<_, String>("code")?);
        Ok((get_id(row, "device")?, Refusal { of: get_carried(row)?, code, at: get_time(row, "at")? }))
    };
    db.prepare(sql)?.query_map(params![tenant.as_bytes()], read)?.collect()
}

pub(super) fn replace_stuck(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    stuck: &[Stuck],
) -> rusqlite::Result<()> {
    db.execute(
        "DELETE FROM stuck WHERE tenant = ?1 AND device = ?2",
        params![tenant.as_bytes(), device.as_bytes()],
    )?;
    let sql = "
        INSERT INTO stuck (tenant, device, place, record, user_id, seq, why)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut statement = db.prepare_cached(sql)?;
    for (place, Stuck { record, user, seq, why }) in (0i64..).zip(stuck) {
        statement.execute(params![
            tenant.as_bytes(),
            device.as_bytes(),
            place,
            record.as_bytes(),
            user.as_bytes(),
            number(*seq),
            why.as_str(),
        ])?;
    }
    Ok(())
}

/// Notes those records that are not noted yet.
pub(super) fn add_stuck(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    stuck: &[Stuck],
) -> rusqlite::Result<()> {
    let mut noted = stuck_of(db, tenant, device)?;
    let is_new = |it: &&Stuck| noted.iter().all(|other| other.record != it.record);
    let new: Vec<Stuck> = stuck.iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    noted.extend(new);
    noted.truncate(MAX_ASKED);
    replace_stuck(db, tenant, device, &noted)
}

pub(super) fn stuck_of(db: &Connection, tenant: TenantId, device: DeviceId) -> rusqlite::Result<Vec<Stuck>> {
    let sql = "
        SELECT record, user_id, seq, why FROM stuck WHERE tenant = ?1 AND device = ?2 ORDER BY place";
    let values = params![tenant.as_bytes(), device.as_bytes()];
    db.prepare_cached(sql)?.query_map(values, read_stuck)?.collect()
}

/// What is stuck, for people. What is all there is not, whatever its tablet said before it knew.
pub(super) fn stuck(db: &Connection, tenant: TenantId) -> rusqlite::Result<Vec<(DeviceId, Stuck)>> {
    let sql = "
        SELECT s.device, s.record, s.user_id, s.seq, s.why FROM stuck s WHERE s.tenant = ?1 AND NOT EXISTS
            (SELECT 1 FROM record r WHERE r.tenant = s.tenant AND r.hash = s.record AND r.office_seq IS NOT NULL)
        ORDER BY s.device, s.place";
    let read = |row: &Row<'_>| Ok((get_id(row, "device")?, read_stuck(row)?));
    db.prepare(sql)?.query_map(params![tenant.as_bytes()], read)?.collect()
}

fn read_stuck(row: &Row<'_>) -> rusqlite::Result<Stuck> {
    Ok(Stuck {
        record: get_hash(row, "record")?,
        user: get_id(row, "user_id")?,
        seq: get_number(row, "seq")?,
        why: StuckWhy::from(row.get::<_, String>("why")?),
    })
}
