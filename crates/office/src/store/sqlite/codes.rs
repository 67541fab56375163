//! Table `enrolment_code`.

use super::columns::{get_time, time};
use chrono::{DateTime, Utc};
use record::{DeviceId, Hash, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) struct Code {
    pub(super) expires_at: DateTime<Utc>,
    pub(super) device: Option<DeviceId>,
}

pub(super) fn insert(
    db: &Connection,
    tenant: TenantId,
    code: Hash,
    expires_at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO enrolment_code (tenant, code, expires_at, device) VALUES (?1, ?2, ?3, NULL)";
    db.execute(sql, params![tenant.as_bytes(), code.as_bytes(), time(expires_at)])?;
    Ok(())
}

pub(super) fn get(db: &Connection, tenant: TenantId, code: Hash) -> rusqlite::Result<Option<Code>> {
    let sql = "SELECT expires_at, device FROM enrolment_code WHERE tenant = ?1 AND code = ?2";
    db.query_row(sql, params![tenant.as_bytes(), code.as_bytes()], |row| {
        let device: Option<[u8; 16]> = row.get("device")?;
        Ok(Code { expires_at: get_time(row, "expires_at")?, device: device.map(DeviceId::from) })
    })
    .optional()
}

pub(super) fn set_device(
    db: &Connection,
    tenant: TenantId,
    code: Hash,
    device: DeviceId,
) -> rusqlite::Result<()> {
    let sql = "UPDATE enrolment_code SET device = ?3 WHERE tenant = ?1 AND code = ?2";
    db.execute(sql, params![tenant.as_bytes(), code.as_bytes(), device.as_bytes()])?;
    Ok(())
}
