//! Tables `sign_in_link` and `session`.

use super::columns::time;
use super::engine::{Fault, Tx, bound};
use super::{LinkUse, Store};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::{Hash, TenantId};

struct Link {
    expires_at: DateTime<Utc>,
    used: bool,
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Keeps a new sign-in link, as its hash.
    pub fn add_link(
        &self,
        tenant: TenantId,
        link: Hash,
        expires_at: DateTime<Utc>,
    ) -> Result<(), OfficeError> {
        let sql = "INSERT INTO sign_in_link (tenant, link, expires_at, used_at) VALUES (?1, ?2, ?3, NULL)";
        self.write("keep a sign-in link", |tx| {
            tx.execute(sql, bound![tenant.as_bytes(), link.as_bytes(), time(expires_at)])?;
            Ok(())
        })
    }

    /// Uses a link and begins the session, known by its hash.
    pub fn use_link(
        &self,
        tenant: TenantId,
        link: Hash,
        now: DateTime<Utc>,
        session: Hash,
        session_ends: DateTime<Utc>,
    ) -> Result<LinkUse, OfficeError> {
        self.write("sign a person in", |tx| {
            let Some(kept) = get_link(tx, tenant, link)? else {
                return Ok(LinkUse::Wrong);
            };
            if kept.used {
                return Ok(LinkUse::Used);
            }
            if kept.expires_at <= now {
                return Ok(LinkUse::Expired);
            }
            set_link_used(tx, tenant, link, now)?;
            delete_sessions_until(tx, tenant, now)?;
            insert_session(tx, tenant, session, session_ends)?;
            Ok(LinkUse::SignedIn)
        })
    }

    /// Whether a session is going on.
    pub fn session(&self, tenant: TenantId, session: Hash, now: DateTime<Utc>) -> Result<bool, OfficeError> {
        let sql = "
            SELECT EXISTS (SELECT 1 FROM session WHERE tenant = ?1 AND session = ?2 AND expires_at > ?3)
            AS going_on";
        self.for_people("find a session", |tx| {
            tx.one(sql, bound![tenant.as_bytes(), session.as_bytes(), time(now)])?.truth("going_on")
        })
    }

    /// Ends a session.
    pub fn end_session(&self, tenant: TenantId, session: Hash) -> Result<(), OfficeError> {
        let sql = "DELETE FROM session WHERE tenant = ?1 AND session = ?2";
        self.write("end a session", |tx| {
            tx.execute(sql, bound![tenant.as_bytes(), session.as_bytes()])?;
            Ok(())
        })
    }
}

fn get_link(tx: &dyn Tx, tenant: TenantId, link: Hash) -> Result<Option<Link>, Fault> {
    let sql = "
        SELECT expires_at, used_at IS NOT NULL AS used FROM sign_in_link WHERE tenant = ?1 AND link = ?2";
    let row = tx.row(sql, bound![tenant.as_bytes(), link.as_bytes()])?;
    row.map(|row| Ok(Link { expires_at: row.time("expires_at")?, used: row.truth("used")? })).transpose()
}

fn set_link_used(tx: &dyn Tx, tenant: TenantId, link: Hash, now: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "UPDATE sign_in_link SET used_at = ?3 WHERE tenant = ?1 AND link = ?2";
    tx.execute(sql, bound![tenant.as_bytes(), link.as_bytes(), time(now)])?;
    Ok(())
}

fn insert_session(
    tx: &dyn Tx,
    tenant: TenantId,
    session: Hash,
    expires_at: DateTime<Utc>,
) -> Result<(), Fault> {
    let sql = "INSERT INTO session (tenant, session, expires_at) VALUES (?1, ?2, ?3)";
    tx.execute(sql, bound![tenant.as_bytes(), session.as_bytes(), time(expires_at)])?;
    Ok(())
}

fn delete_sessions_until(tx: &dyn Tx, tenant: TenantId, now: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "DELETE FROM session WHERE tenant = ?1 AND expires_at <= ?2";
    tx.execute(sql, bound![tenant.as_bytes(), time(now)])?;
    Ok(())
}
