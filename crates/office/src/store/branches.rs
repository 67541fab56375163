//! The ways in which somebody sees what is in a list: by a role in a team, each team by itself, or because they are named for a case or
//! opened it. What a team sees is read along an index of what that team sees, so a page takes as long however much others have; what
//! they are named for or opened is few. The ways have nothing in common, so lists are put together of them. The office's machine sees
//! all there is.

use crate::actor::Actor;
use crate::ids::TeamId;
use crate::permissions::What;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Branch {
    Everywhere,
    OfTeam(TeamId),
    Apart,
}

/// The same statement for each of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Three {
    pub(super) everywhere: &'static str,
    /// The team is its last value.
    pub(super) of_team: &'static str,
    pub(super) apart: &'static str,
}

impl Three {
    pub(super) const fn of(&self, branch: Branch) -> &'static str {
        match branch {
            Branch::Everywhere => self.everywhere,
            Branch::OfTeam(_) => self.of_team,
            Branch::Apart => self.apart,
        }
    }
}

/// The ways in which they see what this may be done to; of one team alone, where one is named.
pub(super) fn branches(actor: &Actor, what: What, only: Option<TeamId>) -> Vec<Branch> {
    let Some(teams) = actor.teams(what) else {
        return vec![only.map_or(Branch::Everywhere, Branch::OfTeam)];
    };
    let of_teams = teams.into_iter().filter(|team| only.is_none_or(|only| only == *team)).map(Branch::OfTeam);
    of_teams.chain(only.is_none().then_some(Branch::Apart)).collect()
}

/// Makes the three of one. `from` are its tables; `apart` are the same, with the agreement `a` first, behind the cases `k` that somebody
/// opened or is named for. The order of tables is the one in which SQLite reads them. `seen_by` is the column that says who sees it,
/// and `team` the number of the last value. `which` says how far along that index they are
/// read; `apart_which` says the same so that SQLite cannot take it for an index and looks for each by its case instead.
macro_rules! three {
    (
        select: [$($select:tt)*], from: $from:literal, apart: $apart:literal, seen_by: $seen_by:literal,
        team: $team:literal, which: $which:literal, apart_which: $apart_which:literal, rest: [$($rest:tt)*]
    ) => {
        $crate::store::branches::three! {
            select: [$($select)*], from: $from, apart: $apart, seen_by: $seen_by,
            team: $team, which: $which, apart_which: $apart_which, rest: [$($rest)*], apart_rest: [$($rest)*]
        }
    };
    (
        select: [$($select:tt)*], from: $from:literal, apart: $apart:literal, seen_by: $seen_by:literal,
        team: $team:literal, which: $which:literal, apart_which: $apart_which:literal, rest: [$($rest:tt)*],
        apart_rest: [$($apart_rest:tt)*]
    ) => {
        $crate::store::branches::Three {
            everywhere: concat!($($select)*, " FROM ", $from, " WHERE ", $which, " AND ", $($rest)*),
            of_team: concat!(
                $($select)*,
                " FROM ",
                $from,
                " WHERE ",
                $seen_by,
                " = ",
                $team,
                " AND ",
                $which,
                " AND ",
                $($rest)*
            ),
            apart: concat!(
                $($select)*,
                " FROM (SELECT g.case_id FROM glass g WHERE g.tenant = ?1 AND g.person = ?2 AND g.ends_at > ?5
                    UNION SELECT s.case_id FROM sealed_to s WHERE s.tenant = ?1 AND s.person = ?2) k
                CROSS JOIN ",
                $apart,
                " WHERE a.case_id = k.case_id AND NOT EXISTS (SELECT 1 FROM person_role q WHERE q.tenant = ?1
                    AND q.person = ?2 AND q.team = a.seen_by AND ?3 LIKE '%,' || q.role || ',%') AND ",
                $apart_which,
                " AND ",
                $($apart_rest)*
            ),
        }
    };
}

pub(super) use three;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Held, SignedIn, Who};
    use crate::permissions::Role;
    use record::Hash;

    #[test]
    fn each_team_is_a_way_and_what_was_opened_is_one() {
        let (one, two) = (TeamId::from([1; 16]), TeamId::from([2; 16]));
        let held = |role, team| Held { role, team: Some(team) };
        let person = SignedIn {
            id: [1; 16].into(),
            login: "ros".into(),
            name: "Ros Adeyemi".into(),
            roles: vec![held(Role::Worker, one), held(Role::Manager, two)],
            session: Hash::of(b"session"),
        };
        let actor = Actor { who: Who::Person(Box::new(person)), page: "page" };
        let all = |what, only| branches(&actor, what, only);
        assert_eq!(all(What::SeeToday, None), [Branch::OfTeam(one), Branch::OfTeam(two), Branch::Apart]);
        assert_eq!(all(What::Countersign, None), [Branch::OfTeam(two), Branch::Apart]);
        assert_eq!(all(What::SeeToday, Some(one)), [Branch::OfTeam(one)]);
        assert_eq!(all(What::Countersign, Some(one)), []);
        let machine = Actor::machine("command");
        assert_eq!(branches(&machine, What::SeeToday, None), [Branch::Everywhere]);
        assert_eq!(branches(&machine, What::SeeToday, Some(one)), [Branch::OfTeam(one)]);
    }
}
