//! Tables `sign_in_link` and `session`.

use super::columns::{get_time, time};
use chrono::{DateTime, Utc};
use record::{Hash, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) struct Link {
    pub(super) expires_at: DateTime<Utc>,
    pub(super) used: bool,
}

pub(super) fn insert_link(
    db: &Connection,
    tenant: TenantId,
    link: Hash,
    expires_at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO sign_in_link (tenant, link, expires_at, used_at) VALUES (?1, ?2, ?3, NULL)";
    db.execute(sql, params![tenant.as_bytes(), link.as_bytes(), time(expires_at)])?;
    Ok(())
}

pub(super) fn get_link(db: &Connection, tenant: TenantId, link: Hash) -> rusqlite::Result<Option<Link>> {
    let sql =
        "SELECT expires_at, used_at IS NOT NULL AS used FROM sign_in_link WHERE tenant = ?1 AND link = ?2";
    db.query_row(sql, params![tenant.as_bytes(), link.as_bytes()], |row| {
        Ok(Link { expires_at: get_time(row, "expires_at")?, used: row.get("used")? })
    })
    .optional()
}

pub(super) fn set_link_used(
    db: &Connection,
    tenant: TenantId,
    link: Hash,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "UPDATE sign_in_link SET used_at = ?3 WHERE tenant = ?1 AND link = ?2";
    db.execute(sql, params![tenant.as_bytes(), link.as_bytes(), time(now)])?;
    Ok(())
}

pub(super) fn insert_session(
    db: &Connection,
    tenant: TenantId,
    session: Hash,
    expires_at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO session (tenant, session, expires_at) VALUES (?1, ?2, ?3)";
    db.execute(sql, params![tenant.as_bytes(), session.as_bytes(), time(expires_at)])?;
    Ok(())
}

pub(super) fn has_session(
    db: &Connection,
    tenant: TenantId,
    session: Hash,
    now: DateTime<Utc>,
) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM session WHERE tenant = ?1 AND session = ?2 AND expires_at > ?3)";
    db.query_row(sql, params![tenant.as_bytes(), session.as_bytes(), time(now)], |row| row.get(0))
}

pub(super) fn delete_session(db: &Connection, tenant: TenantId, session: Hash) -> rusqlite::Result<()> {
    let sql = "DELETE FROM session WHERE tenant = ?1 AND session = ?2";
    db.execute(sql, params![tenant.as_bytes(), session.as_bytes()])?;
    Ok(())
}

pub(super) fn delete_sessions_until(
    db: &Connection,
    tenant: TenantId,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let sql = "DELETE FROM session WHERE tenant = ?1 AND expires_at <= ?2";
    db.execute(sql, params![tenant.as_bytes(), time(now)])?;
    Ok(())
}
