//! What people do about tablets: see which there are, let a worker in by telephone, mark one that is lost.

use crate::store::Tablet;
use crate::{Office, OfficeError};
use record::UnlockCode;

impl Office {
    /// All tablets, by their names.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn tablets(&self) -> Result<Vec<Tablet>, OfficeError> {
        self.store.tablets(self.agency.tenant)
    }

    /// The tablet with this name or id.
    ///
    /// # Errors
    /// [`OfficeError::NoTablet`], [`OfficeError::ManyTablets`] if several have the name; [`OfficeError::Store`].
    pub fn tablet(&self, named: &str) -> Result<Tablet, OfficeError> {
        let (id, name) = (named.trim().parse().ok(), named.trim().to_lowercase());
        let mut found = self.tablets()?;
        found.retain(|tablet| Some(tablet.id) == id || tablet.name.trim().to_lowercase() == name);
        if found.len() > 1 {
            return Err(OfficeError::ManyTablets);
        }
        found.pop().ok_or(OfficeError::NoTablet)
    }

    /// The code with this number, to be told by telephone to a worker who shut themselves out of this tablet. That it is told
    /// is noted.
    ///
    /// # Errors
    /// [`OfficeError::NoUnlockNumber`] if the tablet never got it; [`OfficeError::Store`].
    pub fn unlock_code(&self, tablet: &Tablet, number: u32) -> Result<UnlockCode, OfficeError> {
        if !self.store.give_unlock_code(self.agency.tenant, tablet.id, number, self.now())? {
            return Err(OfficeError::NoUnlockNumber);
        }
        tracing::info!(device = %tablet.id, number, "a code by telephone was given");
        Ok(self.key.unlock_code(tablet.id, number))
    }

    /// Marks a tablet as lost, or as found. One that is lost is told to close itself when it next asks.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn set_lost(&self, tablet: &Tablet, lost: bool) -> Result<(), OfficeError> {
        self.store.set_lost(self.agency.tenant, tablet.id, lost.then(|| self.now()))?;
        tracing::info!(device = %tablet.id, lost, "a tablet was marked");
        Ok(())
    }
}
