//! Table `office`: one row, the agency and its counters.

use super::columns::time;
use super::engine::{Fault, Tx, bound};
use super::{Agency, Store, projections};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::{EpochId, PublicKey, TenantId};

/// The numbers of codes by telephone that are left out when another life begins. No tablet joins so often in one life that it
/// gets as many.
const UNLOCKS_OF_A_LIFE: i64 = 10_000;

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The agency this store belongs to; none before [`Store::found`].
    pub fn agency(&self) -> Result<Option<Agency>, OfficeError> {
        self.for_tablets("find its agency", get)
    }

    /// Whose store this is, whatever form it has; nobody's before [`Store::found`].
    pub fn tenant(&self) -> Result<Option<TenantId>, OfficeError> {
        let sql = "SELECT tenant FROM office ORDER BY tenant LIMIT 1";
        self.for_people("find its agency", |tx| {
            tx.row(sql, bound![])?.map(|row| row.id("tenant")).transpose()
        })
    }

    /// Makes the agency. Does nothing if there is one.
    pub fn found(&self, agency: &Agency) -> Result<(), OfficeError> {
        self.write("make its agency", |tx| match get(tx)? {
            Some(_) => Ok(()),
            None => {
                insert(tx, agency)?;
                projections::are_of_today(tx, agency.tenant)
            }
        })
    }

    /// Writes which key its receipts are signed with, where that is not written yet.
    pub fn set_signing_key(&self, tenant: TenantId, key: PublicKey) -> Result<(), OfficeError> {
        let sql = "UPDATE office SET signing_key = ?2 WHERE tenant = ?1 AND signing_key IS NULL";
        self.write("note its key", |tx| {
            tx.execute(sql, bound![tenant.as_bytes(), key.as_bytes()])?;
            Ok(())
        })
    }

    /// Marks the database as left behind.
    pub fn set_moved(&self, tenant: TenantId, at: DateTime<Utc>) -> Result<(), OfficeError> {
        let sql = "UPDATE office SET moved_at = ?2 WHERE tenant = ?1";
        self.write("mark what is left behind", |tx| {
            tx.execute(sql, bound![tenant.as_bytes(), time(at)])?;
            Ok(())
        })
    }

    /// Calls the agency something else.
    pub fn set_name(&self, tenant: TenantId, name: &str) -> Result<(), OfficeError> {
        let sql = "UPDATE office SET name = ?2 WHERE tenant = ?1";
        self.write("rename its agency", |tx| {
            tx.execute(sql, bound![tenant.as_bytes(), name])?;
            Ok(())
        })
    }

    /// Keeps under which address the agency is known.
    pub fn set_address(&self, tenant: TenantId, address: &str) -> Result<(), OfficeError> {
        let sql = "UPDATE office SET address = ?2 WHERE tenant = ?1";
        self.write("keep its address", |tx| {
            tx.execute(sql, bound![tenant.as_bytes(), address])?;
            Ok(())
        })
    }
}

fn get(tx: &dyn Tx) -> Result<Option<Agency>, Fault> {
    let sql = "
        SELECT tenant, name, address, epoch, signing_key, moved_at FROM office ORDER BY tenant LIMIT 1";
    let Some(row) = tx.row(sql, bound![])? else { return Ok(None) };
    Ok(Some(Agency {
        tenant: row.id("tenant")?,
        name: row.text("name")?,
        address: row.text("address")?,
        epoch: row.id("epoch")?,
        signing_key: row.some_key("signing_key")?,
        moved_at: row.some_time("moved_at")?,
    }))
}

fn insert(tx: &dyn Tx, agency: &Agency) -> Result<(), Fault> {
    let sql = "
        INSERT INTO office (tenant, name, address, epoch, signing_key, moved_at, office_seq, first_unlock)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 1)";
    let Agency { tenant, name, address, epoch, signing_key, moved_at } = agency;
    let values = bound![
        tenant.as_bytes(),
        name.as_str(),
        address.as_str(),
        epoch.as_bytes(),
        signing_key.as_ref().map(PublicKey::as_bytes),
        moved_at.map(time),
    ];
    tx.execute(sql, values)?;
    Ok(())
}

/// Begins another life and gives the number from which codes by telephone are given in it.
pub(super) fn begin_epoch(
    tx: &dyn Tx,
    tenant: TenantId,
    epoch: EpochId,
    at_least: u32,
) -> Result<u32, Fault> {
    let sql = "
        UPDATE office SET epoch = ?2, first_unlock = (SELECT MAX(number) FROM
            (SELECT first_unlock + ?3 AS number FROM office WHERE tenant = ?1
            UNION ALL SELECT next_unlock + ?3 FROM device WHERE tenant = ?1
            UNION ALL SELECT CAST(?4 AS BIGINT)) AS numbers)
        WHERE tenant = ?1 RETURNING first_unlock";
    let values = bound![tenant.as_bytes(), epoch.as_bytes(), UNLOCKS_OF_A_LIFE, at_least];
    tx.one(sql, values)?.unlock("first_unlock")
}

/// The number at which codes by telephone begin for a tablet that joins.
pub(super) fn first_unlock(tx: &dyn Tx, tenant: TenantId) -> Result<u32, Fault> {
    let sql = "SELECT first_unlock FROM office WHERE tenant = ?1";
    tx.one(sql, bound![tenant.as_bytes()])?.unlock("first_unlock")
}

/// Draws the next number. It is taken back if the transaction is, so numbers have no gaps.
pub(super) fn next_seq(tx: &dyn Tx, tenant: TenantId) -> Result<u64, Fault> {
    let sql = "UPDATE office SET office_seq = office_seq + 1 WHERE tenant = ?1 RETURNING office_seq";
    tx.one(sql, bound![tenant.as_bytes()])?.number("office_seq")
}
