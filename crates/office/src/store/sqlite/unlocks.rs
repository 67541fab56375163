//! Table `unlock_code_given`.

use super::columns::time;
use chrono::{DateTime, Utc};
use record::{DeviceId, TenantId};
use rusqlite::{Connection, params};

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
