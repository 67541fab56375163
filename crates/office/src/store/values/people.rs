//! What verbs about people, teams, cases and what was done take and give.

use crate::actor::{Actor, Held};
use crate::ids::{GlassId, PersonId, TeamId};
use chrono::{DateTime, Utc};
use record::{CaseId, DeviceId, Hash, TenantId};

/// Whose office, who asks, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// Whose office.
    pub tenant: TenantId,
    /// Who asks.
    pub actor: &'a Actor,
    /// The office's clock.
    pub now: DateTime<Utc>,
}

/// Somebody who is added.
#[derive(Debug, Clone, Copy)]
pub struct NewPerson<'a> {
    /// Their id.
    pub id: PersonId,
    /// What they sign in with: small letters, nobody else's.
    pub login: &'a str,
    /// Their name.
    pub name: &'a str,
    /// What they are.
    pub roles: &'a [Held],
}

/// A one-time link by which somebody sets a password and a source of codes.
#[derive(Debug, Clone, Copy)]
pub struct NewLink {
    /// Its secret's hash.
    pub link: Hash,
    /// What the codes are made from, together with the office's key.
    pub codes: [u8; 16],
    /// From when on it is good for nothing.
    pub expires_at: DateTime<Utc>,
}

/// What became of a one-time link, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkUse {
    /// It is good.
    Good {
        /// Whose it is.
        person: PersonId,
        /// What they sign in with.
        login: String,
        /// Their name.
        name: String,
        /// What the codes are made from.
        codes: [u8; 16],
    },
    /// There is no such link, or whose it is has ended.
    Wrong,
    /// It was used before.
    Used,
    /// Its time is over.
    Expired,
}

/// A session that begins.
#[derive(Debug, Clone, Copy)]
pub struct NewSession {
    /// Its secret's hash.
    pub session: Hash,
    /// When it ends at the latest.
    pub ends_at: DateTime<Utc>,
    /// The half minute of the code that was given.
    pub step: i64,
}

/// A session that begins without a code of an app.
#[derive(Debug, Clone, Copy)]
pub struct Begins {
    /// Its secret's hash.
    pub session: Hash,
    /// When it ends at the latest.
    pub ends_at: DateTime<Utc>,
}

/// What is known of somebody who wants to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub person: PersonId,
    /// What is kept of their password.
    pub password: String,
    /// What their codes are made from.
    pub codes: [u8; 16],
}

/// A person as people see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are.
    pub roles: Vec<Held>,
    /// Whether they have set password and codes, or have another way in.
    pub is_ready: bool,
    /// Since when they are ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A team as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// A session as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// When it was last used, to within a minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub ends_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// Which case is meant: itself, or the one that a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseName {
    /// The case.
    Case(CaseId),
    /// A record of it.
    Record(Hash),
}

/// A case that somebody of another team opens.
#[derive(Debug, Clone, Copy)]
pub struct Breaking<'a> {
    /// The id of the opening.
    pub glass: GlassId,
    /// Which.
    pub case: CaseName,
    /// Why.
    pub reason: &'a str,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// A case was opened by somebody of another team, and nobody has said yet that they saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The id of the opening.
    pub id: GlassId,
    /// Which case.
    pub case: CaseId,
    /// The reference of its newest agreement, if there is one that says it.
    pub reference: Option<String>,
    /// Who opened it.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub broken_at: DateTime<Utc>,
    /// Until when they see it.
    pub ends_at: DateTime<Utc>,
}

/// Which rows of what was done are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// What was refused.
    Refused,
    /// What this person did or was refused.
    By(PersonId),
}

/// One row of what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accessed {
    /// Its number; without gaps.
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// What kind of asker it was: `nobody`, `machine`, `tablet`, `agency` or `person`.
    pub who: String,
    /// The person, if it was one.
    pub person: Option<PersonId>,
    /// The tablet, if it was one, by its own word.
    pub tablet: Option<DeviceId>,
    /// The person's name as it was; of an agency its id.
    pub name: String,
    /// The role by which it was allowed, or all they had.
    pub role: String,
    /// The name of the page or command.
    pub page: String,
    /// What was done, by its word.
    pub done: String,
    /// Of which record.
    pub of_record: Option<Hash>,
    /// Of which case.
    pub of_case: Option<CaseId>,
    /// Of which tablet.
    pub of_tablet: Option<DeviceId>,
    /// Of which person.
    pub of_person: Option<PersonId>,
    /// What that is called now: the name of a person or a tablet, the reference of a record or a case.
    pub of_name: Option<String>,
    /// Why, where that was asked.
    pub reason: String,
    /// Whether it was done, or refused.
    pub allowed: bool,
    /// How many alike it stands for.
    pub times: u64,
}
