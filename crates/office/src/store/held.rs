//! Table `held_by_tablets`: which records a tablet held and had no receipt for, as it said last, and since when it says so. How many of
//! them are still not here is told with the tablet.

use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use chrono::{DateTime, Utc};
use record::{DeviceId, Hash, TenantId};
use std::collections::HashMap;

/// What it holds now. What it said before that it holds, it holds since then.
pub(super) fn replace(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    held: &[Hash],
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let of_device = bound![tenant.as_bytes(), device.as_bytes()];
    let sql = "SELECT record, since FROM held_by_tablets WHERE tenant = ?1 AND device = ?2";
    let read = |row: &Row| -> Result<(Hash, i64), Fault> { Ok((row.hash("record")?, row.integer("since")?)) };
    let before = tx.rows(sql, of_device)?.iter().map(read).collect::<Result<HashMap<Hash, i64>, Fault>>()?;
    tx.execute("DELETE FROM held_by_tablets WHERE tenant = ?1 AND device = ?2", of_device)?;
    let sql = "
        INSERT INTO held_by_tablets (tenant, device, record, since) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (tenant, device, record) DO NOTHING";
    for record in held {
        let since = before.get(record).copied().unwrap_or(time(now));
        tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), record.as_bytes(), since])?;
    }
    Ok(())
}
