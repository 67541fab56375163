//! What somebody sees, as statements ask it: whose teams something is of is looked up in the database, beside what is read.

use crate::actor::Actor;
use crate::ids::PersonId;
use crate::permissions::{Role, What, may};

/// The second, third and fourth value of a statement that asks it: who, the words of the roles that will do, and 1 if they see all
/// there is.
pub(super) struct Sight {
    pub(super) person: Option<PersonId>,
    pub(super) roles: String,
    pub(super) everywhere: i64,
}

impl Sight {
    pub(super) fn of(actor: &Actor, what: What) -> Self {
        let roles = Role::ALL.into_iter().filter(|role| may(*role, what));
        let roles: String = roles.map(|role| format!("{},", role.word())).collect();
        let everywhere = i64::from(actor.may_everywhere(what));
        Self { person: actor.person().map(|person| person.id), roles: format!(",{roles}"), everywhere }
    }

    pub(super) fn person(&self) -> Option<&[u8; 16]> {
        self.person.as_ref().map(PersonId::as_bytes)
    }
}

/// Whether they have such a role in the team that is named.
macro_rules! has_role_in {
    ($team:literal) => {
        concat!(
            "(CAST(?4 AS BIGINT) = 1 OR EXISTS (SELECT 1 FROM person_role p WHERE p.tenant = ?1 AND p.person = ?2
                AND p.team = ",
            $team,
            " AND ?3 LIKE '%,' || p.role || ',%'))"
        )
    };
}

/// Whether they see the case `c`, of which `?5` is the time: by a role in its team, or because they opened it and that is not over. One
/// that is sealed is seen by those who are named and have such a role in any team.
macro_rules! sees_case {
    () => {
        "(CAST(?4 AS BIGINT) = 1 OR CASE WHEN c.sealed_at IS NULL THEN
            EXISTS (SELECT 1 FROM person_role p WHERE p.tenant = ?1 AND p.person = ?2 AND ?3 LIKE '%,' || p.role || ',%'
                AND (p.team = c.team OR EXISTS (SELECT 1 FROM glass g WHERE g.tenant = ?1 AND g.case_id = c.case_id
                    AND g.person = ?2 AND g.ends_at > ?5)))
            ELSE EXISTS (SELECT 1 FROM sealed_to s JOIN person_role p ON p.tenant = s.tenant AND p.person = s.person
                WHERE s.tenant = ?1 AND s.case_id = c.case_id AND s.person = ?2 AND ?3 LIKE '%,' || p.role || ',%')
            END)"
    };
}

/// Whether they see what is of the case in a column. Nothing is joined, so what is read is read along its index.
macro_rules! sees_what_is_of {
    ($case:literal) => {
        concat!(
            "(CAST(?4 AS BIGINT) = 1 OR EXISTS (SELECT 1 FROM case_of c WHERE c.tenant = ?1 AND c.case_id = ",
            $case,
            " AND ",
            $crate::store::sight::sees_case!(),
            "))"
        )
    };
}

pub(super) use {has_role_in, sees_case, sees_what_is_of};
