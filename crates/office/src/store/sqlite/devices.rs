//! Table `device`.

use super::columns::{get_key, time};
use crate::store::Device;
use chrono::{DateTime, Utc};
use record::wire::EnrolRequest;
use record::{DeviceId, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn insert(
    db: &Connection,
    tenant: TenantId,
    device: DeviceId,
    request: &EnrolRequest,
    enrolled_at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "
        INSERT INTO device (tenant, device, public_key, name, user_name, user_role, enrolled_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    db.execute(
        sql,
        params![
            tenant.as_bytes(),
            device.as_bytes(),
            request.device_key.as_bytes(),
            request.device_name,
            request.user_name,
            request.user_role,
            time(enrolled_at),
        ],
    )?;
    Ok(())
}

pub(super) fn get(db: &Connection, tenant: TenantId, device: DeviceId) -> rusqlite::Result<Option<Device>> {
    let sql = "SELECT public_key FROM device WHERE tenant = ?1 AND device = ?2";
    db.query_row(sql, params![tenant.as_bytes(), device.as_bytes()], |row| {
        Ok(Device { id: device, key: get_key(row, "public_key")? })
    })
    .optional()
}
