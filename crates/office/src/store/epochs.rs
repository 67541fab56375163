//! Another life of the store begins: tables `office`, `device` and `session`.

use super::engine::bound;
use super::{Store, agencies, devices};
use crate::OfficeError;
use record::{EpochId, TenantId};

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Begins another life of the store. Codes by telephone get numbers that were not given before, `first_unlock` or higher, and
    /// everybody signs in anew.
    pub fn begin_epoch(
        &self,
        tenant: TenantId,
        epoch: EpochId,
        first_unlock: u32,
    ) -> Result<(), OfficeError> {
        self.write("begin another life", |tx| {
            let first = agencies::begin_epoch(tx, tenant, epoch, first_unlock)?;
            let sql = "DELETE FROM session WHERE tenant = ?1";
            tx.execute(sql, bound![tenant.as_bytes()])?;
            devices::raise_unlock(tx, tenant, first)
        })
    }
}
