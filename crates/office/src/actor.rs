//! Who asks, as far as the office knows: whoever calls a verb of the store that reads or writes for people says so.

use crate::ids::{PersonId, TeamId};
use crate::permissions::{Role, What, may};
use record::{DeviceId, Hash, TenantId};

/// Who asks, and through which page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub who: Who,
    /// The name of the page or command.
    pub page: &'static str,
}

/// Who it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Nobody who is known.
    Nobody,
    /// Whoever gives commands on the office's machine: key and database are theirs, so they may all there is.
    Machine,
    /// A tablet, by its own word: its signature may still be wanting.
    Tablet(DeviceId),
    /// The office of another agency, by its own word: its signature may still be wanting.
    Agency(TenantId),
    /// A person who is signed in.
    Person(Box<SignedIn>),
}

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub id: PersonId,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are here.
    pub roles: Vec<Held>,
    /// Their session, by its hash.
    pub session: Hash,
}

/// A role that somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Which.
    pub role: Role,
    /// In which team; none for one of the whole office.
    pub team: Option<TeamId>,
}

impl Actor {
    /// Nobody, at a page.
    #[must_use]
    pub const fn nobody(page: &'static str) -> Self {
        Self { who: Who::Nobody, page }
    }

    /// The office's machine, by a command.
    #[must_use]
    pub const fn machine(page: &'static str) -> Self {
        Self { who: Who::Machine, page }
    }

    /// A tablet, at a page.
    #[must_use]
    pub const fn tablet(device: DeviceId, page: &'static str) -> Self {
        Self { who: Who::Tablet(device), page }
    }

    /// The office of another agency, at a page.
    #[must_use]
    pub const fn agency(agency: TenantId, page: &'static str) -> Self {
        Self { who: Who::Agency(agency), page }
    }

    /// The person, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<&SignedIn> {
        match &self.who {
            Who::Person(person) => Some(person),
            Who::Nobody | Who::Machine | Who::Tablet(_) | Who::Agency(_) => None,
        }
    }

    /// Whether they may do this anywhere.
    #[must_use]
    pub fn may(&self, what: What) -> bool {
        let gives = matches!(self.who, Who::Agency(_)) && what == What::TakeDisclosure;
        gives || self.is_machine() || self.held(what).next().is_some()
    }

    /// Whether they may do this everywhere in the office.
    #[must_use]
    pub fn may_everywhere(&self, what: What) -> bool {
        self.is_machine() || self.held(what).any(|held| held.team.is_none())
    }

    /// Whether they may do this where it is of a team, or of none.
    #[must_use]
    pub fn may_in(&self, what: What, team: Option<TeamId>) -> bool {
        self.may_everywhere(what) || self.held(what).any(|held| held.team.is_some() && held.team == team)
    }

    /// The teams in which they may do this; none where they may do it everywhere.
    #[must_use]
    pub fn teams(&self, what: What) -> Option<Vec<TeamId>> {
        if self.may_everywhere(what) {
            return None;
        }
        let mut teams: Vec<TeamId> = self.held(what).filter_map(|held| held.team).collect();
        teams.sort_unstable();
        teams.dedup();
        Some(teams)
    }

    /// The word of the role by which they may do this, or else of all they have.
    #[must_use]
    pub fn role(&self, what: What) -> String {
        if let Some(held) = self.held(what).next() {
            return held.role.word().to_owned();
        }
        let all = self.person().map_or(&[][..], |person| person.roles.as_slice());
        let mut words: Vec<&str> = all.iter().map(|held| held.role.word()).collect();
        words.sort_unstable();
        words.dedup();
        words.join(", ")
    }

    fn is_machine(&self) -> bool {
        self.who == Who::Machine
    }

    fn held(&self, what: What) -> impl Iterator<Item = &Held> {
        let all = self.person().map_or(&[][..], |person| person.roles.as_slice());
        all.iter().filter(move |held| may(held.role, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(roles: &[(Role, Option<u8>)]) -> Actor {
        let held = |(role, team): &(Role, Option<u8>)| Held {
            role: *role,
            team: team.map(|team| TeamId::from([team; 16])),
        };
        let person = SignedIn {
            id: [1; 16].into(),
            login: "ros".into(),
            name: "Ros Adeyemi".into(),
            roles: roles.iter().map(held).collect(),
            session: Hash::of(b"session"),
        };
        Actor { who: Who::Person(Box::new(person)), page: "page" }
    }

    #[test]
    fn a_role_holds_in_its_team_and_one_of_the_whole_office_everywhere() {
        let (one, other) = (Some(TeamId::from([1; 16])), Some(TeamId::from([2; 16])));
        let actor = with(&[(Role::Worker, Some(1)), (Role::Manager, Some(2))]);
        assert!(actor.may_in(What::ListAgreements, one) && actor.may_in(What::ListAgreements, other));
        assert!(!actor.may_in(What::MoveCase, one) && actor.may_in(What::MoveCase, other));
        assert!(!actor.may_in(What::ListAgreements, None) && !actor.may_everywhere(What::ListAgreements));
        let actor = with(&[(Role::Administrator, None)]);
        assert!(actor.may_in(What::MoveCase, one) && actor.may_in(What::MoveCase, None));
        assert!(!actor.may(What::ListAgreements));
        assert_eq!((actor.teams(What::MoveCase), actor.teams(What::ListAgreements)), (None, Some(vec![])));
        let actor = with(&[(Role::Worker, Some(2)), (Role::Manager, Some(2)), (Role::Manager, Some(1))]);
        assert_eq!(
            actor.teams(What::ListAgreements),
            Some([1, 2].map(|team| TeamId::from([team; 16])).to_vec())
        );
    }

    #[test]
    fn nobody_and_a_tablet_may_nothing_and_the_machine_all() {
        let tablet = Actor::tablet([1; 16].into(), "page");
        let agency = Actor::agency([1; 16].into(), "page");
        for what in What::ALL {
            assert!(!Actor::nobody("page").may(what) && !tablet.may(what));
            assert_eq!(agency.may(what), what == What::TakeDisclosure, "it gives, and does nothing else");
            assert!(Actor::machine("command").may_in(what, None));
        }
    }

    #[test]
    fn the_role_that_lets_them_is_named_or_all_they_have() {
        let actor = with(&[(Role::Worker, Some(1)), (Role::Worker, Some(2)), (Role::Manager, Some(2))]);
        assert_eq!(actor.role(What::MoveCase), "manager");
        assert_eq!(actor.role(What::ReadAccess), "manager, worker");
        assert_eq!(Actor::nobody("page").role(What::ReadAccess), "");
    }
}
