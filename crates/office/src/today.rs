//! The start page: what needs whoever asks, and whether anything came since they looked.

use crate::actor::Actor;
use crate::store::Position;
use crate::{Office, OfficeError};
use chrono::{DateTime, NaiveDate, Utc};
use ipc::office::today::{Need, Needing, News, Today};

impl Office {
    /// What needs whoever asks, and what came last. `on` is the day where they are; none for that of the office's clock.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn today(&self, actor: &Actor, on: Option<NaiveDate>) -> Result<Today, OfficeError> {
        self.store.today(self.by(actor), self.day(on))
    }

    /// A page of what needs this, behind this place or from its beginning, or all tablets that do. `limit` is how many rows at most: 50
    /// if nobody says it, never more than 200.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn needing(
        &self,
        actor: &Actor,
        need: Need,
        on: Option<NaiveDate>,
        after: Option<&Position>,
        limit: Option<u64>,
    ) -> Result<Needing, OfficeError> {
        self.store.needing(self.by(actor), need, self.day(on), after, limit)
    }

    /// How many agreements came since then that whoever asks may see. Nothing is written of it.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn news(&self, actor: &Actor, since: DateTime<Utc>) -> Result<News, OfficeError> {
        Ok(News { came: self.store.news(self.by(actor), since)? })
    }

    fn day(&self, on: Option<NaiveDate>) -> NaiveDate {
        on.unwrap_or_else(|| self.now().date_naive())
    }
}
