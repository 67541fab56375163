//! Table `enrolment_code`.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Tx, bound};
use super::{By, Store};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::{DeviceId, Hash, TenantId};

pub(super) struct Code {
    pub(super) expires_at: DateTime<Utc>,
    /// The tablet that used it and the number its keys began with.
    pub(super) used: Option<(DeviceId, u32)>,
}

impl Store {
    /// Keeps a new enrolment code, as its hash.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn add_code(&self, by: By<'_>, code: Hash, expires_at: DateTime<Utc>) -> Result<(), OfficeError> {
        let sql = "INSERT INTO enrolment_code (tenant, code, expires_at) VALUES (?1, ?2, ?3)";
        self.act(by, &Doing::new(What::MakeCode, Of::default(), "keep an enrolment code"), |tx| {
            tx.execute(sql, bound![by.tenant.as_bytes(), code.as_bytes(), time(expires_at)])?;
            Ok(Acted::Done(()))
        })?;
        Ok(())
    }
}

pub(super) fn get(tx: &dyn Tx, tenant: TenantId, code: Hash) -> Result<Option<Code>, Fault> {
    let sql = "SELECT expires_at, device, first_unlock FROM enrolment_code WHERE tenant = ?1 AND code = ?2";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), code.as_bytes()])? else { return Ok(None) };
    let used = match row.some_id("device")? {
        Some(device) => Some((device, row.unlock("first_unlock")?)),
        None => None,
    };
    Ok(Some(Code { expires_at: row.time("expires_at")?, used }))
}

pub(super) fn set_used(
    tx: &dyn Tx,
    tenant: TenantId,
    code: Hash,
    device: DeviceId,
    first_unlock: u32,
) -> Result<(), Fault> {
    let sql = "UPDATE enrolment_code SET device = ?3, first_unlock = ?4 WHERE tenant = ?1 AND code = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), code.as_bytes(), device.as_bytes(), first_unlock])?;
    Ok(())
}
