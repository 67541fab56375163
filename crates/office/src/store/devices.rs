//! Table `device`. How a tablet joins is in `joining`.

use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{Device, Joining, Store, Tablet, agencies};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::{DeviceId, TenantId};
use std::collections::HashSet;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The tablet with this id.
    pub fn device(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, OfficeError> {
        self.for_tablets("find a device", |tx| {
            let found = get_any(tx, tenant, device)?.filter(|(_, is_office)| !is_office);
            Ok(found.map(|(device, _)| device))
        })
    }

    /// All tablets by their names.
    pub fn tablets(&self, tenant: TenantId) -> Result<Vec<Tablet>, OfficeError> {
        self.for_people("list its devices", |tx| all(tx, tenant))
    }

    /// Marks a tablet as lost since then, or as found.
    pub fn set_lost(
        &self,
        tenant: TenantId,
        device: DeviceId,
        since: Option<DateTime<Utc>>,
    ) -> Result<(), OfficeError> {
        let sql = "UPDATE device SET lost_at = ?3 WHERE tenant = ?1 AND device = ?2";
        self.write("mark a device", |tx| {
            tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), since.map(time)])?;
            Ok(())
        })
    }
}

/// A tablet, or the office itself, whose key no tablet has.
pub(super) fn get(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, Fault> {
    Ok(get_any(tx, tenant, device)?.map(|(device, _)| device))
}

/// The same, and whether it is the office.
fn get_any(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Option<(Device, bool)>, Fault> {
    let sql = "
        SELECT record_key, request_key, lost_at IS NOT NULL AS lost, is_office = 1 AS own FROM device
        WHERE tenant = ?1 AND device = ?2";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes()])? else { return Ok(None) };
    let found = Device {
        id: device,
        record_key: row.key("record_key")?,
        request_key: row.key("request_key")?,
        lost: row.truth("lost")?,
    };
    Ok(Some((found, row.truth("own")?)))
}

fn all(tx: &dyn Tx, tenant: TenantId) -> Result<Vec<Tablet>, Fault> {
    let sql = "
        SELECT d.device, d.name, d.joined_at, d.asked_at, d.lost_at,
            (SELECT COUNT(*) FROM record r WHERE r.tenant = d.tenant AND r.device = d.device) AS records,
            (SELECT COUNT(*) FROM held_by_tablets h WHERE h.tenant = d.tenant AND h.device = d.device
                AND NOT EXISTS (SELECT 1 FROM record r WHERE r.tenant = h.tenant AND r.hash = h.record
                    AND r.office_seq IS NOT NULL)) AS held
        FROM device d WHERE d.tenant = ?1 AND d.is_office = 0 ORDER BY d.name, d.device";
    let read = |row: Row| -> Result<Tablet, Fault> {
        Ok(Tablet {
            id: row.id("device")?,
            name: row.text("name")?,
            joined_at: row.time("joined_at")?,
            records: row.number("records")?,
            held: row.number("held")?,
            asked_at: row.some_time("asked_at")?,
            lost_at: row.some_time("lost_at")?,
        })
    };
    tx.rows(sql, bound![tenant.as_bytes()])?.into_iter().map(read).collect()
}

pub(super) fn insert(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    joining: &Joining<'_>,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO device (tenant, device, record_key, request_key, name, joined_at, next_unlock)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let request = joining.request;
    let name = free_name(tx, tenant, device, &request.device_name)?;
    let values = bound![
        tenant.as_bytes(),
        device.as_bytes(),
        request.record_key.as_bytes(),
        request.request_key.as_bytes(),
        name.as_str(),
        time(joining.now),
        agencies::first_unlock(tx, tenant)?,
    ];
    tx.execute(sql, values)?;
    Ok(())
}

pub(super) fn join_again(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    joining: &Joining<'_>,
) -> Result<(), Fault> {
    let sql = "UPDATE device SET request_key = ?3, name = ?4 WHERE tenant = ?1 AND device = ?2";
    let request = joining.request;
    let name = free_name(tx, tenant, device, &request.device_name)?;
    let key = request.request_key.as_bytes();
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), key, name.as_str()])?;
    Ok(())
}

/// A tablet's name. One that is an id or another tablet's gets a number behind it, so that people who name a tablet mean it.
fn free_name(tx: &dyn Tx, tenant: TenantId, device: DeviceId, name: &str) -> Result<String, Fault> {
    let sql = "SELECT name FROM device WHERE tenant = ?1 AND device <> ?2";
    let others = tx.rows(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    let taken = others.iter().map(|row| Ok(called(&row.text("name")?)));
    let taken = taken.collect::<Result<HashSet<String>, Fault>>()?;
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

/// Draws as many numbers for codes by telephone, and gives the first of them.
pub(super) fn draw_unlocks(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    count: u32,
) -> Result<u32, Fault> {
    let sql = "
        UPDATE device SET next_unlock = next_unlock + ?3 WHERE tenant = ?1 AND device = ?2
        RETURNING next_unlock - ?3 AS first";
    tx.one(sql, bound![tenant.as_bytes(), device.as_bytes(), count])?.unlock("first")
}

/// From now on every tablet gets numbers from this one on.
pub(super) fn raise_unlock(tx: &dyn Tx, tenant: TenantId, first: u32) -> Result<(), Fault> {
    let sql = "UPDATE device SET next_unlock = ?2 WHERE tenant = ?1 AND next_unlock < ?2";
    tx.execute(sql, bound![tenant.as_bytes(), first])?;
    Ok(())
}

pub(super) fn asked_at(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
) -> Result<Option<DateTime<Utc>>, Fault> {
    let sql = "SELECT asked_at FROM device WHERE tenant = ?1 AND device = ?2";
    let row = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    row.map_or(Ok(None), |row| row.some_time("asked_at"))
}

/// Notes that it asked, and tells whether nothing that is noted was said by a later clock. None if there is no such tablet.
pub(super) fn set_asked(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    created: i64,
    now: DateTime<Utc>,
) -> Result<Option<bool>, Fault> {
    let sql = "
        UPDATE device SET asked_at = ?3,
            asked_created = CASE WHEN asked_created > ?4 THEN asked_created ELSE ?4 END
        WHERE tenant = ?1 AND device = ?2 RETURNING asked_created = ?4 AS is_newest";
    let row = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes(), time(now), created])?;
    row.map(|row| row.truth("is_newest")).transpose()
}
