//! Table `office`: one row, the agency and its counters.

use super::columns::{get_id, get_number, get_unlock};
use crate::store::Agency;
use record::{EpochId, TenantId};
use rusqlite::{Connection, OptionalExtension, params};

/// The numbers of codes by telephone that are left out when another life begins. No tablet joins so often in one life that it
/// gets as many.
const UNLOCKS_OF_A_LIFE: i64 = 10_000;

pub(super) fn get(db: &Connection) -> rusqlite::Result<Option<Agency>> {
    let sql = "SELECT tenant, name, address, epoch FROM office ORDER BY tenant LIMIT 1";
    db.query_row(sql, [], |row| {
        Ok(Agency {
            tenant: get_id(row, "tenant")?,
            name: row.get("name")?,
            address: row.get("address")?,
            epoch: get_id(row, "epoch")?,
        })
    })
    .optional()
}

pub(super) fn insert(db: &Connection, agency: &Agency) -> rusqlite::Result<()> {
    let sql = "
        INSERT INTO office (tenant, name, address, epoch, office_seq, first_unlock)
        VALUES (?1, ?2, ?3, ?4, 0, 1)";
    let Agency { tenant, name, address, epoch } = agency;
    db.execute(sql, params![tenant.as_bytes(), name, address, epoch.as_bytes()])?;
    Ok(())
}

pub(super) fn update(db: &Connection, agency: &Agency) -> rusqlite::Result<()> {
    let sql = "UPDATE office SET name = ?2, address = ?3 WHERE tenant = ?1";
    db.execute(sql, params![agency.tenant.as_bytes(), agency.name, agency.address])?;
    Ok(())
}

/// Begins another life and gives the number from which codes by telephone are given in it.
pub(super) fn begin_epoch(
    db: &Connection,
    tenant: TenantId,
    epoch: EpochId,
    at_least: u32,
) -> rusqlite::Result<u32> {
    let sql = "
        UPDATE office SET epoch = ?2, first_unlock = (SELECT MAX(number) FROM
            (SELECT first_unlock + ?3 AS number FROM office WHERE tenant = ?1
            UNION ALL SELECT next_unlock + ?3 FROM device WHERE tenant = ?1
            UNION ALL SELECT ?4) AS numbers)
        WHERE tenant = ?1 RETURNING first_unlock";
    let values = params![tenant.as_bytes(), epoch.as_bytes(), UNLOCKS_OF_A_LIFE, at_least];
    db.query_row(sql, values, |row| get_unlock(row, "first_unlock"))
}

/// The number at which codes by telephone begin for a tablet that joins.
pub(super) fn first_unlock(db: &Connection, tenant: TenantId) -> rusqlite::Result<u32> {
    let sql = "SELECT first_unlock FROM office WHERE tenant = ?1";
    db.query_row(sql, params![tenant.as_bytes()], |row| get_unlock(row, "first_unlock"))
}

/// Draws the next number. It is taken back if the transaction is, so numbers have no gaps.
pub(super) fn next_seq(db: &Connection, tenant: TenantId) -> rusqlite::Result<u64> {
    let sql = "UPDATE office SET office_seq = office_seq + 1 WHERE tenant = ?1 RETURNING office_seq";
    db.prepare_cached(sql)?.query_row(params![tenant.as_bytes()], |row| get_number(row, "office_seq"))
}
