//! What people do about tablets: see which there are, let a worker in by telephone, mark one that is lost.

use crate::store::{Tablet, Telling};
use crate::{Office, OfficeError};
use record::UnlockCode;

/// A code by telephone, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldCode {
    /// Who may be told it.
    pub whose: Whose,
    /// The code.
    pub code: UnlockCode,
}

/// Whose a code by telephone is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// This worker's.
    Worker(String),
    /// A worker's of whom the office has no record yet.
    Unnamed,
    /// The tablet has not said it.
    Unreported,
}

impl Office {
    /// All tablets, by their names.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn tablets(&self) -> Result<Vec<Tablet>, OfficeError> {
        self.store.tablets(self.agency.tenant)
    }

    /// The tablet with this id, or else with this name.
    ///
    /// # Errors
    /// [`OfficeError::NoTablet`], [`OfficeError::ManyTablets`] if several have the name; [`OfficeError::Store`].
    pub fn tablet(&self, named: &str) -> Result<Tablet, OfficeError> {
        let (id, name) = (named.trim().parse().ok(), named.trim().to_lowercase());
        let mut found = self.tablets()?;
        if found.iter().any(|tablet| Some(tablet.id) == id) {
            found.retain(|tablet| Some(tablet.id) == id);
        } else {
            found.retain(|tablet| tablet.name.trim().to_lowercase() == name);
        }
        if found.len() > 1 {
            return Err(OfficeError::ManyTablets);
        }
        found.pop().ok_or(OfficeError::NoTablet)
    }

    /// The code with this number, to be told by telephone to the worker who shut themselves out of this tablet, and who that is.
    /// That it is told is noted. `unreported` tells one of which the tablet has not said whose it is, as it may have been offline
    /// since, but none further than the next.
    ///
    /// # Errors
    /// [`OfficeError::TabletLost`]; [`OfficeError::NoUnlockNumber`] if the tablet never got it or cannot need it yet;
    /// [`OfficeError::CodeUnreported`]; [`OfficeError::Store`].
    pub fn unlock_code(
        &self,
        tablet: &Tablet,
        number: u32,
        unreported: bool,
    ) -> Result<ToldCode, OfficeError> {
        let (tenant, now) = (self.agency.tenant, self.now());
        let whose = match self.store.give_unlock_code(tenant, tablet.id, number, unreported, now)? {
            Telling::Of(Some(user)) => self.worker(tablet.id, user)?.map_or(Whose::Unnamed, Whose::Worker),
            Telling::Of(None) => Whose::Unreported,
            Telling::Never => return Err(OfficeError::NoUnlockNumber),
            Telling::Unreported => return Err(OfficeError::CodeUnreported),
            Telling::Lost(since) => return Err(OfficeError::TabletLost(since)),
        };
        tracing::info!(device = %tablet.id, number, "a code by telephone was given");
        Ok(ToldCode { whose, code: self.key.unlock_code(tablet.id, number) })
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
