//! What people do about cases: give one to another team, seal it, open one of another team in need. Whether they may is asked in the
//! store.

use crate::actor::Actor;
use crate::environment::fresh;
use crate::ids::{GlassId, PersonId, TeamId};
use crate::store::{Alert, Breaking, CaseName};
use crate::{Office, OfficeError};
use chrono::TimeDelta;
use record::CaseId;

/// How long a case of another team is open to whoever opened it.
const OPEN_FOR: TimeDelta = TimeDelta::hours(8);
/// Letters of a reason.
const REASON: std::ops::RangeInclusive<usize> = 10..=500;

impl Office {
    /// Gives a case to a team. None if there is no such case, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::NoTeam`], [`OfficeError::Store`].
    pub fn move_case(&self, actor: &Actor, case: CaseId, team: TeamId) -> Result<Option<()>, OfficeError> {
        self.store.move_case(self.by(actor), case, team)
    }

    /// Seals a case: only these persons see it, and whoever seals it. None if there is no such case, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::NoPerson`], [`OfficeError::Store`].
    pub fn seal_case(
        &self,
        actor: &Actor,
        case: CaseId,
        persons: &[PersonId],
    ) -> Result<Option<()>, OfficeError> {
        self.store.seal_case(self.by(actor), case, persons)
    }

    /// Takes the seal off a case. None if there is no such case, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn unseal_case(&self, actor: &Actor, case: CaseId) -> Result<Option<()>, OfficeError> {
        self.store.unseal_case(self.by(actor), case)
    }

    /// Opens a case of another team for eight hours. It is an alert until somebody says that they saw it. None if there is no such
    /// case, or it is sealed.
    ///
    /// # Errors
    /// [`OfficeError::BadReason`], [`OfficeError::NotAllowed`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn break_glass(
        &self,
        actor: &Actor,
        case: CaseName,
        reason: &str,
    ) -> Result<Option<()>, OfficeError> {
        let reason = reason.trim();
        if !REASON.contains(&reason.chars().count()) {
            return Err(OfficeError::BadReason);
        }
        let (unix_ms, drawn) = fresh(self.environment.as_ref())?;
        let (glass, ends_at) = (GlassId::new(unix_ms, &drawn), self.now() + OPEN_FOR);
        let opened = self.store.break_glass(self.by(actor), &Breaking { glass, case, reason, ends_at })?;
        if opened.is_some() {
            tracing::warn!(%glass, "a case was opened by somebody of another team");
        }
        Ok(opened)
    }

    /// The case whose agreements have this reference on their paper; none if there is none, or if several cases have it.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub(crate) fn case_on_paper(&self, reference: &str) -> Result<Option<CaseId>, OfficeError> {
        self.store.case_on_paper(self.agency.tenant, reference)
    }

    /// What was opened so and nobody has said that they saw it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn alerts(&self, actor: &Actor) -> Result<Vec<Alert>, OfficeError> {
        self.store.alerts(self.by(actor))
    }

    /// Says that one saw an alert. None if there is none that they see.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn answer_alert(&self, actor: &Actor, glass: GlassId) -> Result<Option<()>, OfficeError> {
        self.store.answer_alert(self.by(actor), glass)
    }
}
