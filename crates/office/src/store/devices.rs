//! Table `device`. How a tablet joins is in `joining`, what people do about it in `tablets`.

use super::columns::time;
use super::engine::{Fault, Tx, bound};
use super::{Device, Joining, Store, agencies};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::{DeviceId, PublicKey, TenantId};
use std::collections::{HashMap, HashSet};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The tablet with this id.
    pub fn device(&self, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, OfficeError> {
        self.for_tablets("find a device", |tx| {
            let found = get_any(tx, tenant, device)?.filter(|(_, is_tablet)| *is_tablet);
            Ok(found.map(|(device, _)| device))
        })
    }

    /// Whoever signs records under this id, by its key: a tablet, this office, or one of another agency; and whose it is.
    pub(crate) fn signer(
        &self,
        tenant: TenantId,
        device: DeviceId,
    ) -> Result<Option<(PublicKey, TenantId)>, OfficeError> {
        let sql = "SELECT record_key, agency FROM device WHERE tenant = ?1 AND device = ?2";
        self.for_people("find whose a record is", |tx| {
            let Some(row) = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes()])? else {
                return Ok(None);
            };
            Ok(Some((row.key("record_key")?, row.some_id("agency")?.unwrap_or(tenant))))
        })
    }

    /// What people call each tablet.
    pub fn names(&self, tenant: TenantId) -> Result<HashMap<DeviceId, String>, OfficeError> {
        let sql = "SELECT device, name FROM device WHERE tenant = ?1 AND is_office = 0 AND agency IS NULL";
        self.for_people("name its devices", |tx| {
            let rows = tx.rows(sql, bound![tenant.as_bytes()])?;
            rows.iter().map(|row| Ok((row.id("device")?, row.text("name")?))).collect()
        })
    }
}

/// A tablet, this office itself, or one of another agency, whose keys no tablet of this office has.
pub(super) fn get(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Option<Device>, Fault> {
    Ok(get_any(tx, tenant, device)?.map(|(device, _)| device))
}

/// The same, and whether it is a tablet of this office.
fn get_any(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Option<(Device, bool)>, Fault> {
    let sql = "
        SELECT record_key, request_key, lost_at IS NOT NULL AS lost, confirmed_at IS NOT NULL AS confirmed,
            revoked_at IS NOT NULL AS revoked, is_office = 0 AND agency IS NULL AS own
        FROM device WHERE tenant = ?1 AND device = ?2";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes()])? else { return Ok(None) };
    let found = Device {
        id: device,
        record_key: row.key("record_key")?,
        request_key: row.key("request_key")?,
        lost: row.truth("lost")?,
        confirmed: row.truth("confirmed")?,
        revoked: row.truth("revoked")?,
    };
    Ok(Some((found, row.truth("own")?)))
}

/// Whether another agency vouches for it, whoever has its key.
pub(super) fn is_another_s(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<bool, Fault> {
    let sql = "
        SELECT EXISTS (SELECT 1 FROM device WHERE tenant = ?1 AND device = ?2 AND agency IS NOT NULL) AS known";
    tx.one(sql, bound![tenant.as_bytes(), device.as_bytes()])?.truth("known")
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
    // One that was revoked and got a code all the same has to be confirmed anew.
    let sql = "
        UPDATE device SET request_key = ?3, name = ?4, revoked_at = NULL,
            confirmed_at = CASE WHEN revoked_at IS NULL THEN confirmed_at ELSE NULL END
        WHERE tenant = ?1 AND device = ?2";
    let request = joining.request;
    let name = free_name(tx, tenant, device, &request.device_name)?;
    let key = request.request_key.as_bytes();
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), key, name.as_str()])?;
    Ok(())
}

/// A tablet's name. One that is an id or another tablet's gets a number behind it, so that people who name a tablet mean it.
pub(super) fn free_name(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    name: &str,
) -> Result<String, Fault> {
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
