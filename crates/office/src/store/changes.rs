//! Tables `case_for_tablet` and `change_for_tablet`: who may see what the office writes of a case, and what goes down to whom in which
//! order. A tablet that is given a case later gets what was written of it before, behind what it has.

use super::columns::{number, time};
use super::engine::{Fault, Row, Tx, bound};
use super::{Down, Store};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::{CaseId, DeviceId, Hash, TenantId, UserId};

/// A worker on a tablet.
pub(super) type Whose = (DeviceId, UserId);

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// What the office wrote for a worker on a tablet behind this place, in order, at most so many. A place that was never given
    /// is that of another store, and then it begins anew.
    pub fn changes(
        &self,
        tenant: TenantId,
        (device, user): (DeviceId, UserId),
        after: u64,
        most: u32,
    ) -> Result<Vec<Down>, OfficeError> {
        self.to_be_sure("find what goes down", |tx| {
            let after = if after > newest(tx, tenant)? { 0 } else { after };
            behind(tx, tenant, (device, user), after, most)
        })
    }

    /// Gives a case to a worker on a tablet: what the office writes of it goes down there. Twice is once. No page and no command
    /// asks for it yet.
    pub fn give_case(
        &self,
        tenant: TenantId,
        case: CaseId,
        (device, user): (DeviceId, UserId),
        now: DateTime<Utc>,
    ) -> Result<(), OfficeError> {
        self.write("give a case", |tx| give(tx, tenant, case, (device, user), now))
    }

    /// Takes a case from a worker on a tablet. What went down stays there. No page and no command asks for it yet.
    pub fn take_case(
        &self,
        tenant: TenantId,
        case: CaseId,
        (device, user): (DeviceId, UserId),
    ) -> Result<(), OfficeError> {
        let sql = "
            DELETE FROM case_for_tablet
            WHERE tenant = ?1 AND case_id = ?2 AND device = ?3 AND user_id = ?4";
        self.write("take a case", |tx| {
            let of = bound![tenant.as_bytes(), case.as_bytes(), device.as_bytes(), user.as_bytes()];
            tx.execute(sql, of)?;
            Ok(())
        })
    }
}

fn newest(tx: &dyn Tx, tenant: TenantId) -> Result<u64, Fault> {
    let sql = "SELECT change_place FROM office WHERE tenant = ?1";
    let row = tx.row(sql, bound![tenant.as_bytes()])?;
    row.map_or(Ok(0), |row| row.number("change_place"))
}

fn behind(
    tx: &dyn Tx,
    tenant: TenantId,
    (device, user): Whose,
    after: u64,
    most: u32,
) -> Result<Vec<Down>, Fault> {
    let sql = "
        SELECT c.place, r.hash, r.envelope, r.signature, r.body FROM change_for_tablet c
        JOIN record r ON r.tenant = c.tenant AND r.hash = c.record
        JOIN case_for_tablet f ON f.tenant = c.tenant AND f.case_id = r.case_id AND f.device = c.device
            AND f.user_id = c.user_id
        WHERE c.tenant = ?1 AND c.device = ?2 AND c.user_id = ?3 AND c.place > ?4 AND r.disposed_at IS NULL
        ORDER BY c.place LIMIT ?5";
    let of = bound![tenant.as_bytes(), device.as_bytes(), user.as_bytes(), number(after), most];
    tx.rows(sql, of)?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Down, Fault> {
    Ok(Down { place: row.number("place")?, hash: row.hash("hash")?, record: row.signed()? })
}

/// Gives a case, and with it what was written of it.
pub(super) fn give(
    tx: &dyn Tx,
    tenant: TenantId,
    case: CaseId,
    (device, user): Whose,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO case_for_tablet (tenant, case_id, device, user_id, given_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (tenant, case_id, device, user_id) DO NOTHING";
    let values = bound![tenant.as_bytes(), case.as_bytes(), device.as_bytes(), user.as_bytes(), time(now)];
    if tx.execute(sql, values)? == 0 {
        return Ok(());
    }
    let sql = "
        SELECT r.hash FROM record r JOIN device d ON d.tenant = r.tenant AND d.device = r.device
        WHERE r.tenant = ?1 AND r.case_id = ?2 AND d.is_office = 1 AND r.office_seq IS NOT NULL
            AND r.disposed_at IS NULL
        ORDER BY r.office_seq";
    for row in tx.rows(sql, bound![tenant.as_bytes(), case.as_bytes()])? {
        add(tx, tenant, (device, user), row.hash("hash")?)?;
    }
    Ok(())
}

/// A record of the office goes down to all who have its case.
pub(super) fn add_for_all(tx: &dyn Tx, tenant: TenantId, case: CaseId, record: Hash) -> Result<(), Fault> {
    let sql = "
        SELECT device, user_id FROM case_for_tablet WHERE tenant = ?1 AND case_id = ?2
        ORDER BY device, user_id";
    for row in tx.rows(sql, bound![tenant.as_bytes(), case.as_bytes()])? {
        add(tx, tenant, (row.id("device")?, row.id("user_id")?), record)?;
    }
    Ok(())
}

/// One that went down before and was taken goes down once more.
fn add(tx: &dyn Tx, tenant: TenantId, (device, user): Whose, record: Hash) -> Result<(), Fault> {
    let sql = "UPDATE office SET change_place = change_place + 1 WHERE tenant = ?1 RETURNING change_place";
    let place = tx.one(sql, bound![tenant.as_bytes()])?.integer("change_place")?;
    let sql = "
        INSERT INTO change_for_tablet (tenant, device, user_id, record, place) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (tenant, device, user_id, record) DO UPDATE SET place = excluded.place";
    let values = bound![tenant.as_bytes(), device.as_bytes(), user.as_bytes(), record.as_bytes(), place];
    tx.execute(sql, values)?;
    Ok(())
}
