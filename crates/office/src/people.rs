//! People and teams: who works at the office, what they are, and the link by which each sets password and codes.

use crate::actor::{Actor, Held};
use crate::environment::{fresh, random};
use crate::ids::{PersonId, TeamId};
use crate::office::fit_name;
use crate::permissions::Role;
use crate::secrets::{link_hash, secret};
use crate::store::{NewLink, NewPerson, Person, Team};
use crate::{Office, OfficeError};
use chrono::TimeDelta;

/// How long a link for somebody's first time is good: until they are at their desk.
const LINK_LIFE: TimeDelta = TimeDelta::hours(24);
/// Letters in what somebody signs in with.
const LONGEST_LOGIN: usize = 60;

impl Office {
    /// Adds a person and gives the link for their first time.
    ///
    /// # Errors
    /// [`OfficeError::BadLogin`], [`OfficeError::BadPerson`], [`OfficeError::LoginTaken`], [`OfficeError::NoTeam`];
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn add_person(
        &self,
        actor: &Actor,
        login: &str,
        name: &str,
        roles: &[Held],
    ) -> Result<(PersonId, String), OfficeError> {
        let login = fit_login(login)?;
        let name = fit_name(name).map_err(|_| OfficeError::BadPerson)?;
        let (unix_ms, drawn) = fresh(self.environment.as_ref())?;
        let id = PersonId::new(unix_ms, &drawn);
        let (link, secret) = self.new_link()?;
        self.store.add_person(self.by(actor), &NewPerson { id, login: &login, name, roles }, &link)?;
        tracing::info!(person = %id, "a person was added");
        Ok((id, self.link_of(&secret)))
    }

    /// Another link for somebody who lost password or telephone. What they have stays good until it is used.
    ///
    /// # Errors
    /// [`OfficeError::NoPerson`], [`OfficeError::NotAllowed`], [`OfficeError::Store`], [`OfficeError::Random`].
    pub fn new_sign_in_link(&self, actor: &Actor, person: PersonId) -> Result<String, OfficeError> {
        let (link, secret) = self.new_link()?;
        let made = self.store.add_link(self.by(actor), person, &link)?;
        made.map(|()| self.link_of(&secret)).ok_or(OfficeError::NoPerson)
    }

    /// Everybody, by what they sign in with.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn people(&self, actor: &Actor) -> Result<Vec<Person>, OfficeError> {
        self.store.people(self.by(actor))
    }

    /// Who signs in with this and is not ended.
    ///
    /// # Errors
    /// [`OfficeError::NoPerson`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn person(&self, actor: &Actor, login: &str) -> Result<Person, OfficeError> {
        let login = login.trim().to_lowercase();
        let found = self.people(actor)?.into_iter().find(|it| it.login == login && it.ended_at.is_none());
        found.ok_or(OfficeError::NoPerson)
    }

    /// Ends a person, and their sessions with them.
    ///
    /// # Errors
    /// [`OfficeError::NoPerson`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn end_person(&self, actor: &Actor, person: PersonId) -> Result<(), OfficeError> {
        self.store.end_person(self.by(actor), person)?.ok_or(OfficeError::NoPerson)?;
        tracing::info!(%person, "a person was ended");
        Ok(())
    }

    /// Forgets somebody's passkeys and accounts elsewhere, as when a telephone was lost, and ends their sessions.
    ///
    /// # Errors
    /// [`OfficeError::NoPerson`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn forget_ways(&self, actor: &Actor, person: PersonId) -> Result<(), OfficeError> {
        self.store.forget_ways(self.by(actor), person)?.ok_or(OfficeError::NoPerson)?;
        tracing::info!(%person, "passkeys and accounts elsewhere of a person were forgotten");
        Ok(())
    }

    /// Gives somebody a role, or takes it.
    ///
    /// # Errors
    /// [`OfficeError::NoPerson`], [`OfficeError::NoTeam`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn set_role(
        &self,
        actor: &Actor,
        person: PersonId,
        held: Held,
        has_it: bool,
    ) -> Result<(), OfficeError> {
        let set = self.store.set_role(self.by(actor), person, held, has_it)?;
        set.ok_or(OfficeError::NoPerson)
    }

    /// All teams, by their names.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn teams(&self, actor: &Actor) -> Result<Vec<Team>, OfficeError> {
        self.store.teams(self.by(actor))
    }

    /// The team that is called so.
    ///
    /// # Errors
    /// [`OfficeError::NoTeam`], [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn team(&self, actor: &Actor, name: &str) -> Result<Team, OfficeError> {
        let called = name.trim().to_lowercase();
        let found = self.teams(actor)?.into_iter().find(|team| team.name.to_lowercase() == called);
        found.ok_or(OfficeError::NoTeam)
    }

    /// Adds a team.
    ///
    /// # Errors
    /// [`OfficeError::BadTeam`], [`OfficeError::TeamTaken`], [`OfficeError::NotAllowed`], [`OfficeError::Store`],
    /// [`OfficeError::Random`].
    pub fn add_team(&self, actor: &Actor, name: &str) -> Result<TeamId, OfficeError> {
        let name = fit_name(name).map_err(|_| OfficeError::BadTeam)?;
        let (unix_ms, drawn) = fresh(self.environment.as_ref())?;
        let id = TeamId::new(unix_ms, &drawn);
        self.store.add_team(self.by(actor), id, name)?;
        Ok(id)
    }

    /// A role by its word, in a team or in the whole office.
    ///
    /// # Errors
    /// [`OfficeError::BadRole`] if there is none of this word, or it needs a team, or needs none.
    pub fn held(word: &str, team: Option<TeamId>) -> Result<Held, OfficeError> {
        let role = Role::read(word).ok_or(OfficeError::BadRole)?;
        let fits = role.is_of_the_whole_office() == team.is_none();
        if fits { Ok(Held { role, team }) } else { Err(OfficeError::BadRole) }
    }

    fn new_link(&self) -> Result<(NewLink, String), OfficeError> {
        let environment = self.environment.as_ref();
        let secret = secret(environment)?;
        let codes = random(environment)?;
        let expires_at = self.now() + LINK_LIFE;
        Ok((NewLink { link: link_hash(&secret), codes, expires_at }, secret))
    }

    /// The secret stands behind a `#`, which browsers do not send, so it is in no server's log.
    fn link_of(&self, secret: &str) -> String {
        format!("{}/sign-in#{secret}", self.agency.address)
    }
}

/// What somebody signs in with: small letters, digits, and what stands in an address of mail.
fn fit_login(login: &str) -> Result<String, OfficeError> {
    let login = login.trim().to_lowercase();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || ".-_@".contains(letter);
    let fits = !login.is_empty() && login.len() <= LONGEST_LOGIN && login.chars().all(plain);
    if fits { Ok(login) } else { Err(OfficeError::BadLogin) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_signs_in_with_is_one_short_word() {
        assert_eq!(fit_login(" Ros.Adeyemi@council.example ").unwrap(), "ros.adeyemi@council.example");
        for not in ["", "ros adeyemi", "r\u{f6}s", &"a".repeat(61)] {
            assert!(matches!(fit_login(not), Err(OfficeError::BadLogin)), "{not}");
        }
    }

    #[test]
    fn a_role_has_a_team_where_it_needs_one() {
        let team = Some(TeamId::from([1; 16]));
        assert!(Office::held("manager", team).is_ok() && Office::held("auditor", None).is_ok());
        assert!(Office::held("manager", None).is_err() && Office::held("auditor", team).is_err());
        assert!(Office::held("admin", None).is_err());
    }
}
