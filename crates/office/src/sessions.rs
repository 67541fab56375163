//! Sessions that go on, as people see and end them. How one begins is in `sign_in`.

use crate::actor::Actor;
use crate::ids::PersonId;
use crate::store::Session;
use crate::{Office, OfficeError};

impl Office {
    /// The sessions of whoever asks.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn sessions(&self, actor: &Actor) -> Result<Vec<Session>, OfficeError> {
        self.store.sessions(self.by(actor))
    }

    /// Ends the session that asks.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn sign_out(&self, actor: &Actor) -> Result<(), OfficeError> {
        self.store.end_session(self.by(actor))
    }

    /// Ends all sessions of somebody: one's own, or another's.
    ///
    /// # Errors
    /// [`OfficeError::NoPerson`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn end_sessions(&self, actor: &Actor, person: PersonId) -> Result<(), OfficeError> {
        self.store.end_sessions(self.by(actor), person)?.ok_or(OfficeError::NoPerson)
    }
}
