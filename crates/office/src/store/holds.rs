//! Table `legal_hold`: cases of which nothing may be disposed.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{By, Store};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::{CaseId, TenantId};

/// A hold that is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The case.
    pub case: CaseId,
    /// Why.
    pub reason: String,
    /// Who put it on.
    pub by: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Puts a hold on a case, beside those that are on.
    pub fn hold(&self, by: By<'_>, hold: &Hold) -> Result<(), OfficeError> {
        let sql = "
            INSERT INTO legal_hold (tenant, case_id, number, reason, held_by, held_at)
            VALUES (?1, ?2, (SELECT COALESCE(MAX(number), 0) + 1 FROM legal_hold
                WHERE tenant = ?1 AND case_id = ?2), ?3, ?4, ?5)";
        let Hold { case, reason, by: name, at } = hold;
        let doing = Doing::new(What::HoldCase, Of::case(*case), "hold a case").because(reason);
        self.act(by, &doing, |tx| {
            let (tenant, case) = (by.tenant.as_bytes(), case.as_bytes());
            tx.execute(sql, bound![tenant, case, reason.as_str(), name.as_str(), time(*at)])?;
            Ok(Acted::Done(()))
        })?;
        Ok(())
    }

    /// Ends all holds of a case, in somebody's name; false if there is none.
    pub fn unhold(&self, by: By<'_>, case: CaseId, name: &str) -> Result<bool, OfficeError> {
        let sql = "
            UPDATE legal_hold SET lifted_by = ?3, lifted_at = ?4
            WHERE tenant = ?1 AND case_id = ?2 AND lifted_at IS NULL";
        let ended = self.act(by, &Doing::new(What::UnholdCase, Of::case(case), "end a hold"), |tx| {
            let values = bound![by.tenant.as_bytes(), case.as_bytes(), name, time(by.now)];
            Ok(if tx.execute(sql, values)? > 0 { Acted::Done(true) } else { Acted::No(false) })
        })?;
        Ok(ended.unwrap_or_default())
    }

    /// All holds that are on.
    pub fn holds(&self, tenant: TenantId) -> Result<Vec<Hold>, OfficeError> {
        let sql = "
            SELECT case_id, reason, held_by, held_at FROM legal_hold
            WHERE tenant = ?1 AND lifted_at IS NULL ORDER BY case_id, number";
        let read = |row: &Row| -> Result<Hold, Fault> {
            Ok(Hold {
                case: row.id("case_id")?,
                reason: row.text("reason")?,
                by: row.text("held_by")?,
                at: row.time("held_at")?,
            })
        };
        self.for_people("list what is held", |tx| {
            tx.rows(sql, bound![tenant.as_bytes()])?.iter().map(read).collect()
        })
    }
}

pub(super) fn is_held(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<bool, Fault> {
    let sql = "
        SELECT EXISTS (SELECT 1 FROM legal_hold
            WHERE tenant = ?1 AND case_id = ?2 AND lifted_at IS NULL) AS held";
    tx.one(sql, bound![tenant.as_bytes(), case.as_bytes()])?.truth("held")
}
