//! Table `held_by_tablets`: which records a tablet held and had no receipt for, as it said last. How many of them are still not here
//! is told with the tablet.

use super::engine::{Fault, Tx, bound};
use record::{DeviceId, Hash, TenantId};

pub(super) fn replace(tx: &dyn Tx, tenant: TenantId, device: DeviceId, held: &[Hash]) -> Result<(), Fault> {
    let sql = "DELETE FROM held_by_tablets WHERE tenant = ?1 AND device = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    let sql = "
        INSERT INTO held_by_tablets (tenant, device, record) VALUES (?1, ?2, ?3)
        ON CONFLICT (tenant, device, record) DO NOTHING";
    for record in held {
        tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), record.as_bytes()])?;
    }
    Ok(())
}
