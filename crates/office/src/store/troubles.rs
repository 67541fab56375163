//! Tables `refused` and `stuck`: what does not go by itself, for people to know of.

use super::columns::{carried, number, time};
use super::engine::{Fault, Row, Tx, bound};
use super::{MAX_REFUSED, Refusal, Store};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::letter::Carried;
use record::wire::{MAX_ASKED, RefuseCode, Stuck, StuckWhy};
use record::{DeviceId, TenantId};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// What tablets sent and was not taken.
    pub fn refused(&self, tenant: TenantId) -> Result<Vec<(DeviceId, Refusal)>, OfficeError> {
        self.for_people("list what was refused", |tx| refused(tx, tenant))
    }

    /// What tablets say they cannot send, but for what is all there.
    pub fn stuck(&self, tenant: TenantId) -> Result<Vec<(DeviceId, Stuck)>, OfficeError> {
        self.for_people("list what is stuck", |tx| stuck(tx, tenant))
    }
}

pub(super) fn note_refused(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    of: &Carried,
    code: &RefuseCode,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let (kind, name) = carried(of);
    let sql = "
        INSERT INTO refused (tenant, device, kind, name, code, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (tenant, kind, name, device) DO UPDATE SET code = excluded.code, at = excluded.at";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), kind, name, code.as_str(), time(at)])?;
    let of_device = bound![tenant.as_bytes(), device.as_bytes()];
    let sql = "SELECT COUNT(*) AS noted FROM refused WHERE tenant = ?1 AND device = ?2";
    if tx.one(sql, of_device)?.number("noted")? > MAX_REFUSED {
        let sql = "
            DELETE FROM refused WHERE tenant = ?1 AND device = ?2 AND (kind, name) IN
                (SELECT kind, name FROM refused WHERE tenant = ?1 AND device = ?2
                ORDER BY at, kind, name LIMIT 1)";
        tx.execute(sql, of_device)?;
    }
    Ok(())
}

/// It came and is good.
pub(super) fn forget_refused(tx: &dyn Tx, tenant: TenantId, of: &Carried) -> Result<(), Fault> {
    let (kind, name) = carried(of);
    let sql = "DELETE FROM refused WHERE tenant = ?1 AND kind = ?2 AND name = ?3";
    tx.execute(sql, bound![tenant.as_bytes(), kind, name])?;
    Ok(())
}

fn refused(tx: &dyn Tx, tenant: TenantId) -> Result<Vec<(DeviceId, Refusal)>, Fault> {
    let sql = "
        SELECT device, kind, name, code, at FROM refused WHERE tenant = ?1
        ORDER BY at DESC, name, kind, device";
    let read = |row: Row| -> Result<(DeviceId, Refusal), Fault> {
        let code = RefuseCode::from(row.text("code")?);
        Ok((row.id("device")?, Refusal { of: row.carried()?, code, at: row.time("at")? }))
    };
    tx.rows(sql, bound![tenant.as_bytes()])?.into_iter().map(read).collect()
}

pub(super) fn replace_stuck(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    stuck: &[Stuck],
) -> Result<(), Fault> {
    let sql = "DELETE FROM stuck WHERE tenant = ?1 AND device = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    let sql = "
        INSERT INTO stuck (tenant, device, place, record, user_id, seq, why)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for (place, Stuck { record, user, seq, why }) in (0i64..).zip(stuck) {
        let values = bound![
            tenant.as_bytes(),
            device.as_bytes(),
            place,
            record.as_bytes(),
            user.as_bytes(),
            number(*seq),
            why.as_str(),
        ];
        tx.execute(sql, values)?;
    }
    Ok(())
}

/// Notes those records that are not noted yet.
pub(super) fn add_stuck(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    stuck: &[Stuck],
) -> Result<(), Fault> {
    let mut noted = stuck_of(tx, tenant, device)?;
    let is_new = |it: &&Stuck| noted.iter().all(|other| other.record != it.record);
    let new: Vec<Stuck> = stuck.iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    noted.extend(new);
    noted.truncate(MAX_ASKED);
    replace_stuck(tx, tenant, device, &noted)
}

pub(super) fn stuck_of(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Vec<Stuck>, Fault> {
    let sql = "
        SELECT record, user_id, seq, why FROM stuck WHERE tenant = ?1 AND device = ?2 ORDER BY place";
    tx.rows(sql, bound![tenant.as_bytes(), device.as_bytes()])?.iter().map(read_stuck).collect()
}

/// What is stuck, for people. What is all there is not, whatever its tablet said before it knew.
fn stuck(tx: &dyn Tx, tenant: TenantId) -> Result<Vec<(DeviceId, Stuck)>, Fault> {
    let sql = "
        SELECT s.device, s.record, s.user_id, s.seq, s.why FROM stuck s WHERE s.tenant = ?1 AND NOT EXISTS
            (SELECT 1 FROM record r
            WHERE r.tenant = s.tenant AND r.hash = s.record AND r.office_seq IS NOT NULL)
        ORDER BY s.device, s.place";
    let read = |row: Row| -> Result<(DeviceId, Stuck), Fault> { Ok((row.id("device")?, read_stuck(&row)?)) };
    tx.rows(sql, bound![tenant.as_bytes()])?.into_iter().map(read).collect()
}

fn read_stuck(row: &Row) -> Result<Stuck, Fault> {
    Ok(Stuck {
        record: row.hash("record")?,
        user: row.id("user_id")?,
        seq: row.number("seq")?,
        why: StuckWhy::from(row.text("why")?),
    })
}
