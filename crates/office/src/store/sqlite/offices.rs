//! Table `office`: one row, the agency and its counter.

use super::columns::{get_id, get_number};
use crate::store::Agency;
use record::TenantId;
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn get(db: &Connection) -> rusqlite::Result<Option<Agency>> {
    let sql = "SELECT tenant, name, address FROM office ORDER BY tenant LIMIT 1";
    db.query_row(sql, [], |row| {
        Ok(Agency { tenant: get_id(row, "tenant")?, name: row.get("name")?, address: row.get("address")? })
    })
    .optional()
}

pub(super) fn insert(db: &Connection, agency: &Agency) -> rusqlite::Result<()> {
    let sql = "INSERT INTO office (tenant, name, address, office_seq) VALUES (?1, ?2, ?3, 0)";
    db.execute(sql, params![agency.tenant.as_bytes(), agency.name, agency.address])?;
    Ok(())
}

pub(super) fn update(db: &Connection, agency: &Agency) -> rusqlite::Result<()> {
    let sql = "UPDATE office SET name = ?2, address = ?3 WHERE tenant = ?1";
    db.execute(sql, params![agency.tenant.as_bytes(), agency.name, agency.address])?;
    Ok(())
}

/// Draws the next number. It is taken back if the transaction is, so numbers have no gaps.
pub(super) fn next_seq(db: &Connection, tenant: TenantId) -> rusqlite::Result<u64> {
    let sql = "UPDATE office SET office_seq = office_seq + 1 WHERE tenant = ?1 RETURNING office_seq";
    db.query_row(sql, params![tenant.as_bytes()], |row| get_number(row, "office_seq"))
}
