//! What people do about tablets: see which there are, confirm one, call it something else, let a worker in by telephone, mark one
//! that is lost, revoke one.

use crate::actor::Actor;
use crate::ids::TeamId;
use crate::office::fit_name;
use crate::store::{Tablet, Telling};
use crate::{Office, OfficeError};
use record::{DeviceId, UnlockCode};

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

/// Codes by telephone are told, and tablets named, on the office's machine.
const BY: Actor = Actor::machine("tablets");

impl Office {
    /// The tablets that they see, by their names.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn tablets(&self, actor: &Actor) -> Result<Vec<Tablet>, OfficeError> {
        self.store.tablets(self.by(actor))
    }

    /// Confirms a tablet: it belongs to a team from now on, and with it what it has sent. None if there is no such tablet, or it is
    /// another team's.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::NoTeam`], [`OfficeError::Store`].
    pub fn confirm_tablet(
        &self,
        actor: &Actor,
        tablet: DeviceId,
        team: TeamId,
    ) -> Result<Option<()>, OfficeError> {
        let confirmed = self.store.confirm(self.by(actor), tablet, team)?;
        if confirmed.is_some() {
            tracing::info!(device = %tablet, "a tablet was confirmed");
        }
        Ok(confirmed)
    }

    /// Calls a tablet something else, and gives what it is called now. None if there is no such tablet, or it is another team's.
    ///
    /// # Errors
    /// [`OfficeError::BadName`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn rename_tablet(
        &self,
        actor: &Actor,
        tablet: DeviceId,
        name: &str,
    ) -> Result<Option<String>, OfficeError> {
        self.store.call(self.by(actor), tablet, fit_name(name)?)
    }

    /// Revokes a tablet: the office does not know it any more. What it sent stays. None if there is no such tablet, or it is another
    /// team's.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn revoke_tablet(&self, actor: &Actor, tablet: DeviceId) -> Result<Option<()>, OfficeError> {
        let revoked = self.store.revoke(self.by(actor), tablet)?;
        if revoked.is_some() {
            tracing::warn!(device = %tablet, "a tablet was revoked");
        }
        Ok(revoked)
    }

    /// The tablet with this id, or else with this name, for the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NoTablet`], [`OfficeError::ManyTablets`] if several have the name; [`OfficeError::Store`].
    pub fn tablet(&self, named: &str) -> Result<Tablet, OfficeError> {
        let (id, name) = (named.trim().parse().ok(), named.trim().to_lowercase());
        let mut found = self.tablets(&BY)?;
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
        let whose = match self.store.give_unlock_code(self.by(&BY), tablet.id, number, unreported)? {
            Telling::Of(Some(user)) => {
                self.worker(&BY, tablet.id, user)?.map_or(Whose::Unnamed, Whose::Worker)
            }
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
        let marked = self.store.set_lost(self.by(&BY), tablet.id, lost.then(|| self.now()))?;
        marked.ok_or(OfficeError::NoTablet)?;
        tracing::info!(device = %tablet.id, lost, "a tablet was marked");
        Ok(())
    }
}
