//! Tables `case_of` and `sealed_to`: whose a case is, and who alone sees it where it is sealed. Whoever does not see a case gets the
//! answer that they would get if it were not there.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::sight::{Sight, sees_case};
use super::{By, CaseName, Store, roles, seen, teams};
use crate::OfficeError;
use crate::ids::{PersonId, TeamId};
use crate::listing::folded;
use crate::permissions::What;
use record::{CaseId, DeviceId, TenantId};

/// A case as far as it says who sees it.
pub(super) struct Case {
    pub(super) id: CaseId,
    pub(super) team: Option<TeamId>,
    pub(super) is_sealed: bool,
}

impl Store {
    /// The case whose agreements have this reference on their paper; none if there is none, or if several cases have it. What a
    /// paper is found by is kept for lists already.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn case_on_paper(&self, tenant: TenantId, reference: &str) -> Result<Option<CaseId>, OfficeError> {
        let sql = "
            SELECT DISTINCT a.case_id, a.reference FROM agreement_word w
            JOIN agreement a ON a.tenant = w.tenant AND a.record = w.record
            WHERE w.tenant = ?1 AND w.folded = ?2 AND a.reference IS NOT NULL
            ORDER BY a.case_id, a.reference";
        let wanted = folded(reference);
        let mut cases = self.for_people("find the case of a paper", |tx| {
            let rows = tx.rows(sql, bound![tenant.as_bytes(), wanted.as_str()])?;
            let of_it = |row: &Row| -> Result<Option<CaseId>, Fault> {
                let is_it = folded(&row.text("reference")?) == wanted;
                if is_it { row.id("case_id").map(Some) } else { Ok(None) }
            };
            rows.iter().filter_map(|row| of_it(row).transpose()).collect::<Result<Vec<_>, Fault>>()
        })?;
        cases.dedup();
        Ok(if cases.len() == 1 { cases.pop() } else { None })
    }

    /// Gives a case to a team. None if there is no such case, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::NoTeam`], [`OfficeError::Store`].
    pub fn move_case(&self, by: By<'_>, case: CaseId, team: TeamId) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(What::MoveCase, Of::case(case), "move a case"), |tx| {
            let Some(case) = theirs(tx, by, case, What::MoveCase)? else { return Ok(Acted::NotThere) };
            if !teams::is_there(tx, by.tenant, team)? {
                return Err(OfficeError::NoTeam.into());
            }
            let sql = "UPDATE case_of SET team = ?3 WHERE tenant = ?1 AND case_id = ?2";
            tx.execute(sql, bound![by.tenant.as_bytes(), case.id.as_bytes(), team.as_bytes()])?;
            seen::renew(tx, by.tenant, case.id)?;
            Ok(Acted::Done(()))
        })
    }

    /// Seals a case: from now on only these persons see it, and whoever seals it. None if there is no such case, or they do not
    /// see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`]; [`OfficeError::NoPerson`] if one of them is not there; [`OfficeError::Store`].
    pub fn seal_case(
        &self,
        by: By<'_>,
        case: CaseId,
        persons: &[PersonId],
    ) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(What::SealCase, Of::case(case), "seal a case"), |tx| {
            let Some(case) = theirs(tx, by, case, What::SealCase)? else { return Ok(Acted::NotThere) };
            unname(tx, by.tenant, case.id)?;
            let sql = "UPDATE case_of SET sealed_at = ?3 WHERE tenant = ?1 AND case_id = ?2";
            tx.execute(sql, bound![by.tenant.as_bytes(), case.id.as_bytes(), time(by.now)])?;
            seen::renew(tx, by.tenant, case.id)?;
            let own = by.actor.person().map(|own| own.id);
            for person in persons.iter().copied().chain(own) {
                if !roles::is_there(tx, by.tenant, person)? {
                    return Err(OfficeError::NoPerson.into());
                }
                let sql = "
                    INSERT INTO sealed_to (tenant, case_id, person) VALUES (?1, ?2, ?3)
                    ON CONFLICT (tenant, case_id, person) DO NOTHING";
                tx.execute(sql, bound![by.tenant.as_bytes(), case.id.as_bytes(), person.as_bytes()])?;
            }
            Ok(Acted::Done(()))
        })
    }

    /// Takes the seal off a case. None if there is no such case, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn unseal_case(&self, by: By<'_>, case: CaseId) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(What::UnsealCase, Of::case(case), "unseal a case"), |tx| {
            let Some(case) = theirs(tx, by, case, What::UnsealCase)? else { return Ok(Acted::NotThere) };
            unname(tx, by.tenant, case.id)?;
            let sql = "UPDATE case_of SET sealed_at = NULL WHERE tenant = ?1 AND case_id = ?2";
            tx.execute(sql, bound![by.tenant.as_bytes(), case.id.as_bytes()])?;
            seen::renew(tx, by.tenant, case.id)?;
            Ok(Acted::Done(()))
        })
    }
}

/// The case, if they may do this to it: by a role in its team or everywhere, and where it is sealed only if they are named.
fn theirs(tx: &dyn Tx, by: By<'_>, case: CaseId, what: What) -> Result<Option<Case>, Fault> {
    let Some(case) = named(tx, by.tenant, CaseName::Case(case))? else { return Ok(None) };
    let sees = if case.is_sealed { sees(tx, by, case.id, what)? } else { by.actor.may_in(what, case.team) };
    Ok(sees.then_some(case))
}

/// Whether a case is one that they see. Whoever may do something everywhere has to be named too where it is sealed, but for the machine.
pub(super) fn sees(tx: &dyn Tx, by: By<'_>, case: CaseId, what: What) -> Result<bool, Fault> {
    const SEES: &str =
        concat!("SELECT ", sees_case!(), " AS sees FROM case_of c WHERE c.tenant = ?1 AND c.case_id = ?6");
    let sight = Sight::of(by.actor, what);
    let everywhere = if by.actor.person().is_some() { 0 } else { sight.everywhere };
    let values = bound![
        by.tenant.as_bytes(),
        sight.person(),
        sight.roles.as_str(),
        everywhere,
        time(by.now),
        case.as_bytes(),
    ];
    tx.row(SEES, values)?.map_or(Ok(false), |row| row.truth("sees"))
}

pub(super) fn named(tx: &dyn Tx, tenant: TenantId, name: CaseName) -> Result<Option<Case>, Fault> {
    let row = match name {
        CaseName::Case(case) => {
            let sql = "
                SELECT case_id, team, sealed_at IS NOT NULL AS is_sealed FROM case_of
                WHERE tenant = ?1 AND case_id = ?2";
            tx.row(sql, bound![tenant.as_bytes(), case.as_bytes()])?
        }
        CaseName::Record(record) => {
            let sql = "
                SELECT c.case_id, c.team, c.sealed_at IS NOT NULL AS is_sealed FROM record r
                JOIN case_of c ON c.tenant = r.tenant AND c.case_id = r.case_id
                WHERE r.tenant = ?1 AND r.hash = ?2";
            tx.row(sql, bound![tenant.as_bytes(), record.as_bytes()])?
        }
    };
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Case { id: row.id("case_id")?, team: row.some_id("team")?, is_sealed: row.truth("is_sealed")? }))
}

/// A record came: its case is of the team of the tablet that brought the first of it. What the office itself wrote, and takes back
/// before a tablet brings anything of the case, makes it nobody's.
pub(super) fn bring(tx: &dyn Tx, tenant: TenantId, case: CaseId, device: DeviceId) -> Result<(), Fault> {
    let sql = "
        INSERT INTO case_of (tenant, case_id, device, team)
        SELECT tenant, ?2, device, team FROM device WHERE tenant = ?1 AND device = ?3 AND is_office = 0
            AND agency IS NULL
        ON CONFLICT (tenant, case_id) DO NOTHING";
    tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes(), device.as_bytes()])?;
    Ok(())
}

/// A tablet has a team from now on, and so have the cases it brought while it had none.
pub(super) fn give(tx: &dyn Tx, tenant: TenantId, device: DeviceId, team: TeamId) -> Result<(), Fault> {
    let sql = "UPDATE case_of SET team = ?3 WHERE tenant = ?1 AND device = ?2 AND team IS NULL";
    tx.execute(sql, bound![tenant.as_bytes(), device.as_bytes(), team.as_bytes()])?;
    seen::renew_of_device(tx, tenant, device)
}

/// What a name of a case is, for the log of what was done.
pub(super) fn of_name(name: CaseName) -> Of {
    match name {
        CaseName::Case(case) => Of::case(case),
        CaseName::Record(record) => Of::record(record),
    }
}

fn unname(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<(), Fault> {
    let sql = "DELETE FROM sealed_to WHERE tenant = ?1 AND case_id = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
    Ok(())
}
