//! Tables `unlock_code_of` and `unlock_code_given`: whose codes by telephone are, and which were told. No page and no command shows
//! the second yet.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{By, Store, Telling};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::wire::{CodeOf, MAX_ASKED};
use record::{DeviceId, TenantId};

impl Store {
    /// Notes that a code by telephone is told, and gives whose it is. Nothing is noted where it may not be told: the tablet is
    /// lost, never got the number, or has not said whose it is. If `unreported`, one may be told of which the tablet has not said
    /// it yet, but none that is further than the next.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn give_unlock_code(
        &self,
        by: By<'_>,
        device: DeviceId,
        number: u32,
        unreported: bool,
    ) -> Result<Telling, OfficeError> {
        let doing = Doing::new(What::TellCode, Of::tablet(device), "note a code that is told");
        let told = self.act(by, &doing, |tx| {
            let telling = telling(tx, by.tenant, device, number, unreported)?;
            let Telling::Of(_) = telling else { return Ok(Acted::No(telling)) };
            count(tx, by.tenant, device, number, by.now)?;
            Ok(Acted::Done(telling))
        })?;
        Ok(told.unwrap_or(Telling::Never))
    }
}

/// Whether this code may be told. `unreported`: also if it is the next of which the tablet has not said whose it is.
fn telling(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    number: u32,
    unreported: bool,
) -> Result<Telling, Fault> {
    let sql = "SELECT next_unlock, lost_at FROM device WHERE tenant = ?1 AND device = ?2";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), device.as_bytes()])? else {
        return Ok(Telling::Never);
    };
    if let Some(since) = row.some_time("lost_at")? {
        return Ok(Telling::Lost(since));
    }
    if number == 0 || number >= row.unlock("next_unlock")? {
        return Ok(Telling::Never);
    }
    let reported = all(tx, tenant, device)?;
    if let Some(of) = reported.iter().find(|of| of.number == number) {
        return Ok(Telling::Of(Some(of.user)));
    }
    let highest = reported.last().map_or(0, |of| of.number);
    let most = first_of_last(tx, tenant, device)?.max(highest.saturating_add(1));
    Ok(match (number <= most, unreported) {
        (false, _) => Telling::Never,
        (true, false) => Telling::Unreported,
        (true, true) => Telling::Of(None),
    })
}

/// The number at which the keys began that the tablet got when it last joined: the one it closes to first.
fn first_of_last(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<u32, Fault> {
    let sql = "
        SELECT COALESCE(MAX(first_unlock), 0) AS first FROM enrolment_code WHERE tenant = ?1 AND device = ?2";
    tx.one(sql, bound![tenant.as_bytes(), device.as_bytes()])?.unlock("first")
}

/// Whose a tablet's codes are, by their numbers.
pub(super) fn all(tx: &dyn Tx, tenant: TenantId, device: DeviceId) -> Result<Vec<CodeOf>, Fault> {
    let sql = "
        SELECT number, user_id FROM unlock_code_of WHERE tenant = ?1 AND device = ?2 ORDER BY number";
    let read = |row: Row| -> Result<CodeOf, Fault> {
        Ok(CodeOf { number: row.unlock("number")?, user: row.id("user_id")? })
    };
    tx.rows(sql, bound![tenant.as_bytes(), device.as_bytes()])?.into_iter().map(read).collect()
}

pub(super) fn replace(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    codes: &[CodeOf],
) -> Result<(), Fault> {
    let sql = "DELETE FROM unlock_code_of WHERE tenant = ?1 AND device = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes()])?;
    insert(tx, tenant, device, codes)
}

/// Notes those of which the number is not noted yet, and takes none away. That a worker has a higher one does not say that a lower
/// one was used: a tablet that was put back has it, or one of two clones.
pub(super) fn add(tx: &dyn Tx, tenant: TenantId, device: DeviceId, codes: &[CodeOf]) -> Result<(), Fault> {
    let noted = all(tx, tenant, device)?;
    let is_new = |code: &&CodeOf| noted.iter().all(|of| of.number != code.number);
    let room = MAX_ASKED.saturating_sub(noted.len());
    let new: Vec<CodeOf> = codes.iter().filter(is_new).take(room).copied().collect();
    insert(tx, tenant, device, &new)
}

fn insert(tx: &dyn Tx, tenant: TenantId, device: DeviceId, codes: &[CodeOf]) -> Result<(), Fault> {
    let sql = "INSERT INTO unlock_code_of (tenant, device, number, user_id) VALUES (?1, ?2, ?3, ?4)";
    for CodeOf { number, user } in codes {
        tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), *number, user.as_bytes()])?;
    }
    Ok(())
}

fn count(
    tx: &dyn Tx,
    tenant: TenantId,
    device: DeviceId,
    number: u32,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO unlock_code_given (tenant, device, number, times, given_at) VALUES (?1, ?2, ?3, 1, ?4)
        ON CONFLICT (tenant, device, number) DO UPDATE SET
            times = unlock_code_given.times + 1, given_at = excluded.given_at";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), number, time(now)])?;
    Ok(())
}
