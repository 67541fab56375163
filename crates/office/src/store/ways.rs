//! Passkeys and accounts elsewhere of a person, both together: how they end.

use super::access::{Acted, Doing, Of};
use super::engine::{Fault, Tx, bound};
use super::{By, Store, roles, sessions};
use crate::OfficeError;
use crate::ids::PersonId;
use crate::permissions::What;
use record::TenantId;

impl Store {
    /// Forgets somebody's passkeys and accounts elsewhere, and ends their sessions. None if there is no such person.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn forget_ways(&self, by: By<'_>, person: PersonId) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(What::ForgetWays, Of::person(person), "forget ways in"), |tx| {
            if !roles::is_there(tx, by.tenant, person)? {
                return Ok(Acted::NotThere);
            }
            delete_of(tx, by.tenant, person)?;
            sessions::delete_of(tx, by.tenant, person)?;
            Ok(Acted::Done(()))
        })
    }
}

pub(super) fn delete_of(tx: &dyn Tx, tenant: TenantId, person: PersonId) -> Result<(), Fault> {
    for sql in [
        "DELETE FROM passkey WHERE tenant = ?1 AND person = ?2",
        "DELETE FROM account WHERE tenant = ?1 AND person = ?2",
    ] {
        tx.execute(sql, bound![tenant.as_bytes(), person.as_bytes()])?;
    }
    Ok(())
}
