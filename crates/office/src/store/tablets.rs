//! Table `device`, as people see it and what they do about it: a tablet is confirmed with a team, called something else, marked as lost,
//! revoked.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::sight::{Sight, has_role_in};
use super::{By, Store, Tablet, cases, devices, teams};
use crate::OfficeError;
use crate::ids::TeamId;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::DeviceId;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The tablets that they see, by their names: those of their teams, and those that have none yet.
    pub fn tablets(&self, by: By<'_>) -> Result<Vec<Tablet>, OfficeError> {
        let tablets =
            self.act(by, &Doing::new(What::SeeTablets, Of::default(), "list its devices"), |tx| {
                Ok(Acted::Done(all(tx, by)?))
            })?;
        Ok(tablets.unwrap_or_default())
    }

    /// Confirms a tablet, with its team from now on. None if there is no such tablet, or it is another team's.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`]; [`OfficeError::NoTeam`] if there is no such team, or it is not theirs;
    /// [`OfficeError::Store`].
    pub fn confirm(&self, by: By<'_>, device: DeviceId, team: TeamId) -> Result<Option<()>, OfficeError> {
        let what = What::ConfirmTablet;
        self.act(by, &Doing::new(what, Of::tablet(device), "confirm a device"), |tx| {
            if !is_theirs(tx, by, device, what)? {
                return Ok(Acted::NotThere);
            }
            if !teams::is_there(tx, by.tenant, team)? || !by.actor.may_in(what, Some(team)) {
                return Err(OfficeError::NoTeam.into());
            }
            let sql = "UPDATE device SET team = ?3, confirmed_at = ?4 WHERE tenant = ?1 AND device = ?2";
            let (tenant, now) = (by.tenant.as_bytes(), time(by.now));
            tx.execute(sql, bound![tenant, device.as_bytes(), team.as_bytes(), now])?;
            cases::give(tx, by.tenant, device, team)?;
            Ok(Acted::Done(()))
        })
    }

    /// Calls a tablet something else, and gives what it is called now: with a number behind it if another has the name. None if
    /// there is no such tablet, or it is another team's.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn call(&self, by: By<'_>, device: DeviceId, name: &str) -> Result<Option<String>, OfficeError> {
        let what = What::RenameTablet;
        self.act(by, &Doing::new(what, Of::tablet(device), "rename a device"), |tx| {
            if !is_theirs(tx, by, device, what)? {
                return Ok(Acted::NotThere);
            }
            let name = devices::free_name(tx, by.tenant, device, name)?;
            let sql = "UPDATE device SET name = ?3 WHERE tenant = ?1 AND device = ?2";
            tx.execute(sql, bound![by.tenant.as_bytes(), device.as_bytes(), name.as_str()])?;
            Ok(Acted::Done(name))
        })
    }

    /// Revokes a tablet: from now on the office does not know it. What it sent stays. None if there is no such tablet, or it is
    /// another team's.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn revoke(&self, by: By<'_>, device: DeviceId) -> Result<Option<()>, OfficeError> {
        let sql = "UPDATE device SET revoked_at = ?3 WHERE tenant = ?1 AND device = ?2";
        self.mark(by, device, What::RevokeTablet, sql, Some(by.now))
    }

    /// Marks a tablet as lost since then, or as found. None if there is no such tablet, or it is another team's.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn set_lost(
        &self,
        by: By<'_>,
        device: DeviceId,
        since: Option<DateTime<Utc>>,
    ) -> Result<Option<()>, OfficeError> {
        let sql = "UPDATE device SET lost_at = ?3 WHERE tenant = ?1 AND device = ?2";
        self.mark(by, device, What::MarkLost, sql, since)
    }

    fn mark(
        &self,
        by: By<'_>,
        device: DeviceId,
        what: What,
        sql: &'static str,
        since: Option<DateTime<Utc>>,
    ) -> Result<Option<()>, OfficeError> {
        self.act(by, &Doing::new(what, Of::tablet(device), "mark a device"), |tx| {
            if !is_theirs(tx, by, device, what)? {
                return Ok(Acted::NotThere);
            }
            tx.execute(sql, bound![by.tenant.as_bytes(), device.as_bytes(), since.map(time)])?;
            Ok(Acted::Done(()))
        })
    }
}

/// Whether a tablet is there, and of a team in which they may do this, or of none.
fn is_theirs(tx: &dyn Tx, by: By<'_>, device: DeviceId, what: What) -> Result<bool, Fault> {
    let sql =
        "SELECT team FROM device WHERE tenant = ?1 AND device = ?2 AND is_office = 0 AND agency IS NULL";
    let row = tx.row(sql, bound![by.tenant.as_bytes(), device.as_bytes()])?;
    let Some(row) = row else { return Ok(false) };
    let team: Option<TeamId> = row.some_id("team")?;
    Ok(team.is_none() || by.actor.may_in(what, team))
}

fn all(tx: &dyn Tx, by: By<'_>) -> Result<Vec<Tablet>, Fault> {
    const ALL: &str = concat!(
        "SELECT d.device, d.name, d.joined_at, d.asked_at, d.lost_at, d.confirmed_at, d.revoked_at,
            d.team IS NOT NULL AS has_team, COALESCE(t.name, '') AS team_name,
            (SELECT w.worker FROM agreement w WHERE w.tenant = d.tenant AND w.record =
                (SELECT a.record FROM agreement a WHERE a.tenant = d.tenant AND a.device = d.device
                ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT 1)) AS worker,
            (SELECT COUNT(*) FROM record r WHERE r.tenant = d.tenant AND r.device = d.device) AS records,
            (SELECT COUNT(*) FROM held_by_tablets h WHERE h.tenant = d.tenant AND h.device = d.device
                AND NOT EXISTS (SELECT 1 FROM record r WHERE r.tenant = h.tenant AND r.hash = h.record
                    AND r.office_seq IS NOT NULL)) AS held
        FROM device d LEFT JOIN team t ON t.tenant = d.tenant AND t.team = d.team
        WHERE d.tenant = ?1 AND d.is_office = 0 AND d.agency IS NULL AND (d.team IS NULL OR ",
        has_role_in!("d.team"),
        ") ORDER BY d.name, d.device"
    );
    let read = |row: Row| -> Result<Tablet, Fault> {
        Ok(Tablet {
            id: row.id("device")?,
            name: row.text("name")?,
            worker: row.some_text("worker")?,
            joined_at: row.time("joined_at")?,
            records: row.number("records")?,
            held: row.number("held")?,
            asked_at: row.some_time("asked_at")?,
            lost_at: row.some_time("lost_at")?,
            team: if row.truth("has_team")? { Some(row.text("team_name")?) } else { None },
            confirmed_at: row.some_time("confirmed_at")?,
            revoked_at: row.some_time("revoked_at")?,
        })
    };
    let sight = Sight::of(by.actor, What::SeeTablets);
    let (person, roles) = (sight.person(), sight.roles.as_str());
    let rows = tx.rows(ALL, bound![by.tenant.as_bytes(), person, roles, sight.everywhere])?;
    rows.into_iter().map(read).collect()
}
