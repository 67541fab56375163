//! Table `person_role`: who is what, and where.

use super::access::{Acted, Doing, Of};
use super::engine::{Fault, Row, Tx, bound, unfit};
use super::{By, Store, teams};
use crate::OfficeError;
use crate::actor::Held;
use crate::ids::{PersonId, TeamId};
use crate::permissions::{Role, What};
use record::TenantId;
use std::collections::BTreeMap;

impl Store {
    /// Gives somebody a role, or takes it. None if there is no such person.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`]; [`OfficeError::NoTeam`] if there is no such team; [`OfficeError::Store`].
    pub fn set_role(
        &self,
        by: By<'_>,
        person: PersonId,
        held: Held,
        has_it: bool,
    ) -> Result<Option<()>, OfficeError> {
        let doing = Doing::new(What::GiveRole, Of::person(person), "set a role").because(held.role.word());
        self.act(by, &doing, |tx| {
            if !is_there(tx, by.tenant, person)? {
                return Ok(Acted::NotThere);
            }
            let removed = "
                DELETE FROM person_role WHERE tenant = ?1 AND person = ?2 AND role = ?3 AND team = ?4";
            let team = in_column(&held.team);
            tx.execute(removed, bound![by.tenant.as_bytes(), person.as_bytes(), held.role.word(), team])?;
            if has_it {
                insert(tx, by.tenant, person, held)?;
            }
            Ok(Acted::Done(()))
        })
    }
}

/// Whether somebody is there and not ended.
pub(super) fn is_there(tx: &dyn Tx, tenant: TenantId, person: PersonId) -> Result<bool, Fault> {
    let sql = "
        SELECT EXISTS (SELECT 1 FROM person WHERE tenant = ?1 AND person = ?2 AND ended_at IS NULL) AS there";
    tx.one(sql, bound![tenant.as_bytes(), person.as_bytes()])?.truth("there")
}

/// Gives a role that the person has not.
pub(super) fn insert(tx: &dyn Tx, tenant: TenantId, person: PersonId, held: Held) -> Result<(), Fault> {
    if let Some(team) = held.team
        && !teams::is_there(tx, tenant, team)?
    {
        return Err(OfficeError::NoTeam.into());
    }
    let sql = "INSERT INTO person_role (tenant, person, role, team) VALUES (?1, ?2, ?3, ?4)";
    let team = in_column(&held.team);
    tx.execute(sql, bound![tenant.as_bytes(), person.as_bytes(), held.role.word(), team])?;
    Ok(())
}

/// What somebody is.
pub(super) fn of(tx: &dyn Tx, tenant: TenantId, person: PersonId) -> Result<Vec<Held>, Fault> {
    let sql = "SELECT role, team FROM person_role WHERE tenant = ?1 AND person = ?2 ORDER BY role, team";
    tx.rows(sql, bound![tenant.as_bytes(), person.as_bytes()])?.iter().map(read).collect()
}

/// What everybody is.
pub(super) fn all(tx: &dyn Tx, tenant: TenantId) -> Result<BTreeMap<PersonId, Vec<Held>>, Fault> {
    let sql = "SELECT person, role, team FROM person_role WHERE tenant = ?1 ORDER BY person, role, team";
    let mut all: BTreeMap<PersonId, Vec<Held>> = BTreeMap::new();
    for row in tx.rows(sql, bound![tenant.as_bytes()])? {
        all.entry(row.id("person")?).or_default().push(read(&row)?);
    }
    Ok(all)
}

fn read(row: &Row) -> Result<Held, Fault> {
    let role = Role::read(&row.text("role")?).ok_or_else(|| unfit("role"))?;
    let team = if row.bytes("team")?.is_empty() { None } else { Some(row.id("team")?) };
    Ok(Held { role, team })
}

fn in_column(team: &Option<TeamId>) -> &[u8] {
    match team {
        Some(team) => team.as_bytes(),
        None => &[],
    }
}
