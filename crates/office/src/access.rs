//! What was done, as people read it, and what was refused before the store was asked. Refusals of strangers and tablets are written
//! once a minute for each page, so that no stranger fills the disk with them.

use crate::actor::{Actor, Who};
use crate::permissions::What;
use crate::store::{Accessed, By, Which};
use crate::{Office, OfficeError};
use record::{DeviceId, TenantId};

/// Rows of one page of what was done.
const ROWS: u32 = 200;

impl Office {
    /// What was done, newest first, of the wanted and below this number: at most 200 rows.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn accessed(
        &self,
        actor: &Actor,
        which: Which,
        below: Option<u64>,
    ) -> Result<Vec<Accessed>, OfficeError> {
        self.store.accessed(self.by(actor), which, below, ROWS)
    }

    /// Writes that something was refused. That it cannot be written is told to the log: whoever is refused is refused all the same.
    pub(crate) fn note_refusal(&self, actor: &Actor, what: What) {
        let nobody = Actor::nobody(actor.page);
        let actor = match actor.who {
            // Any id can be said.
            Who::Tablet(device) if !self.is_a_tablet(device) => &nobody,
            Who::Agency(agency) if !self.is_an_agency(agency) => &nobody,
            Who::Tablet(_) | Who::Agency(_) | Who::Nobody | Who::Machine | Who::Person(_) => actor,
        };
        let times = match actor.who {
            Who::Nobody => self.knocks.since(None, actor.page, self.now()),
            Who::Tablet(device) => self.knocks.since(Some(device), actor.page, self.now()),
            Who::Agency(agency) => {
                let own = DeviceId::from(*agency.as_bytes());
                self.knocks.since(Some(own), actor.page, self.now())
            }
            Who::Machine | Who::Person(_) => Some(1),
        };
        let Some(times) = times else { return };
        if let Err(error) = self.store.note_refusal(self.by(actor), what, times) {
            let reason = error.reason();
            tracing::error!(%error, reason, "a refusal is not written");
        }
    }

    fn is_a_tablet(&self, device: DeviceId) -> bool {
        matches!(self.store.device(self.agency.tenant, device), Ok(Some(_)))
    }

    fn is_an_agency(&self, agency: TenantId) -> bool {
        matches!(self.store.partner(self.agency.tenant, agency), Ok(Some(_)))
    }

    /// Who asks, and when, for the store.
    pub(crate) fn by<'a>(&self, actor: &'a Actor) -> By<'a> {
        By { tenant: self.agency.tenant, actor, now: self.now() }
    }
}
