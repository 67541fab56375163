//! Table `team`.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{By, Store, Team};
use crate::OfficeError;
use crate::ids::TeamId;
use crate::permissions::What;
use record::TenantId;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// All teams by their names.
    pub fn teams(&self, by: By<'_>) -> Result<Vec<Team>, OfficeError> {
        let sql = "SELECT team, name FROM team WHERE tenant = ?1 ORDER BY name, team";
        let read =
            |row: &Row| -> Result<Team, Fault> { Ok(Team { id: row.id("team")?, name: row.text("name")? }) };
        let teams = self.act(by, &Doing::new(What::SeeTeams, Of::default(), "list its teams"), |tx| {
            let rows = tx.rows(sql, bound![by.tenant.as_bytes()])?;
            Ok(Acted::Done(rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?))
        })?;
        Ok(teams.unwrap_or_default())
    }

    /// Adds a team.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`]; [`OfficeError::TeamTaken`] if another is called so; [`OfficeError::Store`].
    pub fn add_team(&self, by: By<'_>, id: TeamId, name: &str) -> Result<(), OfficeError> {
        let called = name.to_lowercase();
        self.act(by, &Doing::new(What::AddTeam, Of::default(), "add a team"), |tx| {
            let sql = "SELECT EXISTS (SELECT 1 FROM team WHERE tenant = ?1 AND called = ?2) AS taken";
            if tx.one(sql, bound![by.tenant.as_bytes(), called.as_str()])?.truth("taken")? {
                return Err(OfficeError::TeamTaken.into());
            }
            let sql = "INSERT INTO team (tenant, team, name, called, made_at) VALUES (?1, ?2, ?3, ?4, ?5)";
            let (tenant, team) = (by.tenant.as_bytes(), id.as_bytes());
            tx.execute(sql, bound![tenant, team, name, called.as_str(), time(by.now)])?;
            Ok(Acted::Done(()))
        })?;
        Ok(())
    }
}

pub(super) fn is_there(tx: &dyn Tx, tenant: TenantId, team: TeamId) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM team WHERE tenant = ?1 AND team = ?2) AS there";
    tx.one(sql, bound![tenant.as_bytes(), team.as_bytes()])?.truth("there")
}
