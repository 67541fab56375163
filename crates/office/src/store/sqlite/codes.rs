//! Table `enrolment_code`.

use super::columns::{get_time, get_unlock, time};
use chrono::{DateTime, Utc};
use record::{DeviceId, Hash, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) struct Code {
    pub(super) expires_at: DateTime<Utc>,
    /// The tablet that used it and the number its keys began with.
    pub(super) used: Option<(DeviceId, u32)>,
}

pub(super) fn insert(
    db: &Connection,
    tenant: TenantId,
    code: Hash,
    expires_at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO enrolment_code (tenant, code, expires_at) VALUES (?1, ?2, ?3)";
    db.execute(sql, params![tenant.as_bytes(), code.as_bytes(), time(expires_at)])?;
    Ok(())
}

pub(super) fn get(db: &Connection, tenant: TenantId, code: Hash) -> rusqlite::Result<Option<Code>> {
    let sql = "SELECT expires_at, device, first_unlock FROM enrolment_code WHERE tenant = ?1 AND code = ?2";
    db.query_row(sql, params![tenant.as_bytes(), code.as_bytes()], |row| {
        let used = match row.get::<_, Option<[u8; 16]>>("device")? {
            Some(device) => Some((device.into(), get_unlock(row, "first_unlock")?)),
            None => None,
        };
        Ok(Code { expires_at: get_time(row, "expires_at")?, used })
    })
    .optional()
}

pub(super) fn set_used(
    db: &Connection,
    tenant: TenantId,
    code: Hash,
    device: DeviceId,
    first_unlock: u32,
) -> rusqlite::Result<()> {
    let sql = "UPDATE enrolment_code SET device = ?3, first_unlock = ?4 WHERE tenant = ?1 AND code = ?2";
    db.execute(sql, params![tenant.as_bytes(), code.as_bytes(), device.as_bytes(), first_unlock])?;
    Ok(())
}
