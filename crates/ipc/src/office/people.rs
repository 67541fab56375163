//! What the office's pages and the office say to each other of people: signing in, teams, sessions, alerts, what was done.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Signing in by name, password and code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// What they sign in with.
    pub login: String,
    /// Their password.
    pub password: String,
    /// Six digits of their app.
    pub code: String,
}

/// A one-time link's secret, to see what it is for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What stands behind the `#` of the link.
    pub link: String,
}

/// What a one-time link is for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstTime {
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// The secret that their app is told, in base 32.
    pub secret: String,
    /// The same as an address that apps read.
    pub app_link: String,
}

/// Setting a password and a source of codes, once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPassword {
    /// What stands behind the `#` of the link.
    pub link: String,
    /// The new password.
    pub password: String,
    /// Six digits of the app that was told the secret.
    pub code: String,
}

/// Where a browser goes to sign in with an account elsewhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToProvider {
    /// The provider's address, with all that it is asked.
    pub address: String,
}

/// What a browser brings back from there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromProvider {
    /// What the provider was told to give back.
    pub state: String,
    /// For what the office gets to know whose account it is; none where the provider let nobody in.
    #[serde(default)]
    pub code: Option<String>,
}

/// A passkey that was made on a device, and what its person calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPasskey<P> {
    /// What it is called.
    pub name: String,
    /// What the device answered.
    pub passkey: P,
}

/// One of one's own passkeys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRow {
    /// By which it is removed: 64 hex digits.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Since when it is known here.
    pub made_at: DateTime<Utc>,
    /// When somebody last signed in with it.
    pub used_at: Option<DateTime<Utc>>,
}

/// Who is signed in, and what their pages show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are, each role with its team's id if it has one.
    pub roles: Vec<RoleIn>,
    /// Whether the office is known by an address at which passkeys work.
    #[serde(default)]
    pub has_passkeys: bool,
    /// What they may do.
    pub may: Vec<May>,
}

/// Something that somebody may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    /// Its word, by which it is kept among what was done.
    pub what: String,
    /// In which teams, by their ids; none where they may do it in the whole office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teams: Option<Vec<String>>,
}

impl Me {
    /// Whether they may do this anywhere.
    #[must_use]
    pub fn may(&self, what: &str) -> bool {
        self.may.iter().any(|may| may.what == what)
    }

    /// Whether they may do this where it is of a team, or of none.
    #[must_use]
    pub fn may_in(&self, what: &str, team: Option<&str>) -> bool {
        let is_theirs = |teams: &Vec<String>| team.is_some_and(|team| teams.iter().any(|it| it == team));
        self.may.iter().any(|may| may.what == what && may.teams.as_ref().is_none_or(is_theirs))
    }
}

/// The words of the roles that are held in a team.
pub const ROLES_IN_TEAMS: [&str; 5] = ["worker", "manager", "officer", "sergeant", "reviewer"];
/// The words of the roles that are held in the whole office.
pub const ROLES_OF_THE_OFFICE: [&str; 2] = ["auditor", "administrator"];

/// A role that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleIn {
    /// Its word.
    pub role: String,
    /// The team's id; none for the whole office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
}

/// One of one's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// When it was last used, to within a minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub ends_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// A person as administrators and managers see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Their id.
    pub id: String,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are.
    pub roles: Vec<RoleIn>,
    /// Whether they have set password and codes, or have another way in.
    pub is_ready: bool,
    /// Since when they are ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Somebody who is to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    /// What they will sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they will be.
    pub roles: Vec<RoleIn>,
}

/// A link for somebody's first time. Whoever has it can set their password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLink {
    /// The whole address.
    pub link: String,
}

/// A role that is given or taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetRole {
    /// Which.
    #[serde(flatten)]
    pub role: RoleIn,
    /// Whether they have it from now on.
    pub has_it: bool,
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A name for a team or a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewName {
    /// The name.
    pub name: String,
}

/// A team that something is given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToTeam {
    /// The team's id.
    pub team: String,
}

/// A tablet as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who sealed the newest agreement that came from it, where that says it.
    pub worker: Option<String>,
    /// When it first joined.
    pub joined_at: DateTime<Utc>,
    /// When it last asked, to within five minutes.
    pub asked_at: Option<DateTime<Utc>>,
    /// How many records of it are held.
    pub records: u64,
    /// How many records it said last that it holds and the office has not all of.
    pub held: u64,
    /// Its team's name; none until it is confirmed.
    pub team: Option<String>,
    /// Since when it is confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Since when it is marked as lost.
    pub lost_at: Option<DateTime<Utc>>,
    /// Since when it is revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Who alone sees a case that is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The ids of persons. Whoever seals it is one of them.
    pub persons: Vec<String>,
}

/// Why a case of another team is opened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// 10 to 500 letters.
    pub reason: String,
}

/// Why a case of another team is opened, and which, by a paper of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenByPaper {
    /// The reference on the paper. Capitals, dashes and spaces make no difference.
    pub reference: String,
    /// 10 to 500 letters.
    pub reason: String,
}

/// A case was opened by somebody of another team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRow {
    /// The id of the opening.
    pub id: String,
    /// Which case.
    pub case: String,
    /// The reference on the paper of its newest agreement, if there is one.
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

/// Something that was done or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRow {
    /// Its number; the next page begins below the last.
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// `nobody`, `machine`, `tablet`, `agency` or `person`.
    pub who: String,
    /// The person's id, if it was one.
    pub person: Option<String>,
    /// The tablet's id, if it was one, by its own word.
    pub tablet: Option<String>,
    /// The person's name as it was; of an agency its id.
    pub name: String,
    /// The role by which it was allowed, or all they had.
    pub role: String,
    /// The name of the page or command.
    pub page: String,
    /// What was done, by its word.
    pub done: String,
    /// Of which record.
    pub of_record: Option<String>,
    /// Of which case.
    pub of_case: Option<String>,
    /// Of which tablet.
    pub of_tablet: Option<String>,
    /// Of which person.
    pub of_person: Option<String>,
    /// What that is called: a person or a tablet by its name, a record or a case by the reference on its paper.
    pub of_name: Option<String>,
    /// Why, where that was asked.
    pub reason: String,
    /// Whether it was done, or refused.
    pub allowed: bool,
    /// How many alike it stands for.
    pub times: u64,
}

/// What holds a secret is in no log.
macro_rules! hidden {
    ($($name:ident,)+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($name), " { … }"))
            }
        }
    )+};
}

hidden!(SignIn, Link, FirstTime, SetPassword, ToProvider, FromProvider, PersonLink, Reason, OpenByPaper,);
