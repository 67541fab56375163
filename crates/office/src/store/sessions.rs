//! Table `session`. A session is known by the hash of its secret.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{Begins, By, Session, Store, roles};
use crate::OfficeError;
use crate::actor::SignedIn;
use crate::ids::PersonId;
use crate::permissions::What;
use chrono::{DateTime, TimeDelta, Utc};
use record::{Hash, TenantId};

/// How exactly it is kept when a session was last used. Each note waits for the disk.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Who a session's secret belongs to, as long as it goes on: it is not over, and it was used no longer than `idle` ago. That it is
    /// used is noted.
    pub fn session(
        &self,
        tenant: TenantId,
        session: Hash,
        now: DateTime<Utc>,
        idle: TimeDelta,
    ) -> Result<Option<SignedIn>, OfficeError> {
        let since = now.checked_sub_signed(idle).unwrap_or(now);
        let sql = "
            SELECT seen_at FROM session WHERE tenant = ?1 AND session = ?2 AND ends_at > ?3 AND seen_at > ?4";
        let found = self.for_people("find a session", |tx| {
            let values = bound![tenant.as_bytes(), session.as_bytes(), time(now), time(since)];
            let Some(row) = tx.row(sql, values)? else { return Ok(None) };
            let Some(person) = signed_in(tx, tenant, session)? else { return Ok(None) };
            Ok(Some((person, row.time("seen_at")?)))
        })?;
        let Some((person, seen_at)) = found else { return Ok(None) };
        if now - seen_at >= NOTED_EVERY {
            let sql = "UPDATE session SET seen_at = ?3 WHERE tenant = ?1 AND session = ?2 AND seen_at < ?3";
            self.write_while_any_fits("note that a session is used", |tx| {
                tx.execute(sql, bound![tenant.as_bytes(), session.as_bytes(), time(now)])
            })?;
        }
        Ok(Some(person))
    }

    /// The sessions of whoever asks, the one that was used last first.
    pub fn sessions(&self, by: By<'_>) -> Result<Vec<Session>, OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(Vec::new()) };
        let doing = Doing::new(What::SeeSessions, Of::person(own.id), "list sessions");
        let sql = "
            SELECT session, begun_at, seen_at, ends_at FROM session
            WHERE tenant = ?1 AND person = ?2 AND ends_at > ?3 ORDER BY seen_at DESC, begun_at DESC, session";
        let read = |row: &Row| -> Result<Session, Fault> {
            let (begun_at, seen_at) = (row.time("begun_at")?, row.time("seen_at")?);
            let is_this = row.hash("session")? == own.session;
            Ok(Session { begun_at, seen_at, ends_at: row.time("ends_at")?, is_this })
        };
        let sessions = self.act(by, &doing, |tx| {
            let rows = tx.rows(sql, bound![by.tenant.as_bytes(), own.id.as_bytes(), time(by.now)])?;
            Ok(Acted::Done(rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()?))
        })?;
        Ok(sessions.unwrap_or_default())
    }

    /// Ends the session that asks.
    pub fn end_session(&self, by: By<'_>) -> Result<(), OfficeError> {
        let Some(own) = by.actor.person() else { return Ok(()) };
        let sql = "DELETE FROM session WHERE tenant = ?1 AND session = ?2";
        self.act(by, &Doing::new(What::SignOut, Of::person(own.id), "end a session"), |tx| {
            tx.execute(sql, bound![by.tenant.as_bytes(), own.session.as_bytes()])?;
            Ok(Acted::Done(()))
        })?;
        Ok(())
    }

    /// Ends all sessions of somebody: one's own, or another's. None if there is no such person.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn end_sessions(&self, by: By<'_>, person: PersonId) -> Result<Option<()>, OfficeError> {
        let is_own = by.actor.person().is_some_and(|own| own.id == person);
        let what = if is_own { What::EndSessions } else { What::EndOthersSessions };
        self.act(by, &Doing::new(what, Of::person(person), "end sessions"), |tx| {
            if !roles::is_there(tx, by.tenant, person)? {
                return Ok(Acted::NotThere);
            }
            delete_of(tx, by.tenant, person)?;
            Ok(Acted::Done(()))
        })
    }
}

/// Whose session it is. Somebody who is ended has none.
pub(super) fn signed_in(tx: &dyn Tx, tenant: TenantId, session: Hash) -> Result<Option<SignedIn>, Fault> {
    let sql = "
        SELECT p.person, p.login, p.name FROM session s
        JOIN person p ON p.tenant = s.tenant AND p.person = s.person
        WHERE s.tenant = ?1 AND s.session = ?2 AND p.ended_at IS NULL";
    let Some(row) = tx.row(sql, bound![tenant.as_bytes(), session.as_bytes()])? else { return Ok(None) };
    let id = row.id("person")?;
    let roles = roles::of(tx, tenant, id)?;
    Ok(Some(SignedIn { id, login: row.text("login")?, name: row.text("name")?, roles, session }))
}

/// Begins a session. Those that are over are forgotten with it.
pub(super) fn insert(tx: &dyn Tx, by: By<'_>, person: PersonId, new: Begins) -> Result<(), Fault> {
    let sql = "DELETE FROM session WHERE tenant = ?1 AND ends_at <= ?2";
    tx.execute(sql, bound![by.tenant.as_bytes(), time(by.now)])?;
    let sql = "
        INSERT INTO session (tenant, session, person, begun_at, seen_at, ends_at)
        VALUES (?1, ?2, ?3, ?4, ?4, ?5)";
    let (session, person) = (new.session.as_bytes(), person.as_bytes());
    tx.execute(sql, bound![by.tenant.as_bytes(), session, person, time(by.now), time(new.ends_at)])?;
    Ok(())
}

pub(super) fn delete_of(tx: &dyn Tx, tenant: TenantId, person: PersonId) -> Result<(), Fault> {
    let sql = "DELETE FROM session WHERE tenant = ?1 AND person = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), person.as_bytes()])?;
    Ok(())
}
