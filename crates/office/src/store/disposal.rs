//! Disposing of a case: tables `record`, `blob`, `blob_part` and `disposal`. Bodies, files and what lists said of them go; envelopes, receipts and the
//! names of files stay, so that chains can be proved and what a tablet offers again is known and never taken anew.

use super::access::{Acted, Doing, Of};
use super::columns::time;
use super::engine::{Fault, Row, Tx, bound};
use super::{By, Store, disclosures, holds, projections};
use crate::OfficeError;
use crate::permissions::What;
use chrono::{DateTime, Utc};
use record::{CaseId, Hash, TenantId};

/// What is deleted with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposed {
    /// The records, by their numbers, each with the day it came.
    pub records: Vec<(Hash, DateTime<Utc>)>,
    /// Files that no other record names.
    pub files: u64,
    /// Their bytes.
    pub file_bytes: u64,
    /// The agencies that something of it was given to: what they have stays theirs.
    pub given_to: Vec<String>,
}

/// A certificate's words and their signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    /// What is said.
    pub words: Vec<u8>,
    /// The office's signature over it.
    pub signature: [u8; 64],
}

/// A case that something is left of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseKept {
    /// Which.
    pub case: CaseId,
    /// How many records of it.
    pub records: u64,
    /// When the last of them came.
    pub last: DateTime<Utc>,
}

/// What is of files of this case's records that no record names any more of which something is left.
macro_rules! left_over {
    ($table:literal) => {
        concat!(
            "tenant = ?1 AND sha256 IN
            (SELECT f.sha256 FROM record_blob f JOIN record r ON r.tenant = f.tenant AND r.hash = f.record
            WHERE f.tenant = ?1 AND r.case_id = ?2)
        AND NOT EXISTS
            (SELECT 1 FROM record_blob f JOIN record r ON r.tenant = f.tenant AND r.hash = f.record
            WHERE f.tenant = ?1 AND r.disposed_at IS NULL AND f.sha256 = ",
            $table,
            ".sha256)"
        )
    };
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// The next few cases of which something is left, by their ids.
    pub fn cases(&self, tenant: TenantId, above: CaseId) -> Result<Vec<CaseKept>, OfficeError> {
        let sql = "
            SELECT case_id, COUNT(*) AS records, MAX(came_at) AS last FROM record
            WHERE tenant = ?1 AND case_id > ?2 AND disposed_at IS NULL
            GROUP BY case_id ORDER BY case_id LIMIT 100";
        let read = |row: &Row| -> Result<CaseKept, Fault> {
            Ok(CaseKept {
                case: row.id("case_id")?,
                records: row.number("records")?,
                last: row.time("last")?,
            })
        };
        self.for_people("list its cases", |tx| {
            tx.rows(sql, bound![tenant.as_bytes(), above.as_bytes()])?.iter().map(read).collect()
        })
    }

    /// Deletes the bodies and the files of a case, and what lists say of it, and keeps the certificate that `certify` makes of what that is. All of it
    /// happens or nothing.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::CaseHeld`], [`OfficeError::CaseOnItsWay`], [`OfficeError::CaseDisposed`], those of `certify`.
    pub fn dispose(
        &self,
        by: By<'_>,
        case: CaseId,
        reason: &str,
        certify: &dyn Fn(&Disposed) -> Result<Certified, OfficeError>,
    ) -> Result<Certified, OfficeError> {
        let (tenant, now) = (by.tenant, by.now);
        let doing = Doing::new(What::DisposeOfCase, Of::case(case), "dispose of a case").because(reason);
        let certified = self.act(by, &doing, |tx| {
            if holds::is_held(tx, tenant, case)? {
                return Err(OfficeError::CaseHeld.into());
            }
            let records = records(tx, tenant, case)?;
            mark(tx, tenant, case, now)?;
            projections::forget(tx, tenant, case)?;
            let (files, file_bytes) = left_over(tx, tenant, case)?;
            let given_to = disclosures::given_of_case(tx, tenant, case)?;
            let certified = certify(&Disposed { records, files, file_bytes, given_to })?;
            delete_files(tx, tenant, case)?;
            insert(tx, tenant, case, now, &certified)?;
            Ok(Acted::Done(certified))
        })?;
        certified.ok_or(OfficeError::NoCase)
    }

    /// The certificate of what was last disposed of a case.
    pub fn last_disposal(&self, tenant: TenantId, case: CaseId) -> Result<Option<Certified>, OfficeError> {
        let sql = "
            SELECT certificate, signature FROM disposal WHERE tenant = ?1 AND case_id = ?2
            ORDER BY number DESC LIMIT 1";
        self.for_people("find a certificate", |tx| {
            let Some(row) = tx.row(sql, bound![tenant.as_bytes(), case.as_bytes()])? else {
                return Ok(None);
            };
            let words = row.bytes("certificate")?.to_vec();
            Ok(Some(Certified { words, signature: row.array("signature")? }))
        })
    }
}

/// Whether a file was disposed of: records name it, and nothing is left of any of them.
pub(super) fn is_disposed(tx: &dyn Tx, tenant: TenantId, file: Hash) -> Result<bool, Fault> {
    let sql = "
        SELECT COUNT(*) > 0 AND COUNT(r.disposed_at) = COUNT(*) AS is_disposed FROM record_blob f
        JOIN record r ON r.tenant = f.tenant AND r.hash = f.record
        WHERE f.tenant = ?1 AND f.sha256 = ?2";
    tx.one(sql, bound![tenant.as_bytes(), file.as_bytes()])?.truth("is_disposed")
}

fn records(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<Vec<(Hash, DateTime<Utc>)>, Fault> {
    let sql = "
        SELECT hash, came_at, office_seq FROM record
        WHERE tenant = ?1 AND case_id = ?2 AND disposed_at IS NULL ORDER BY office_seq, hash";
    let mut records = Vec::new();
    for row in tx.rows(sql, bound![tenant.as_bytes(), case.as_bytes()])? {
        if row.some_integer("office_seq")?.is_none() {
            return Err(OfficeError::CaseOnItsWay.into());
        }
        records.push((row.hash("hash")?, row.time("came_at")?));
    }
    if records.is_empty() { Err(OfficeError::CaseDisposed.into()) } else { Ok(records) }
}

fn mark(tx: &dyn Tx, tenant: TenantId, case: CaseId, now: DateTime<Utc>) -> Result<(), Fault> {
    let sql = "
        UPDATE record SET body = ?4, disposed_at = ?3
        WHERE tenant = ?1 AND case_id = ?2 AND disposed_at IS NULL";
    let nothing: &[u8] = &[];
    tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes(), time(now), nothing])?;
    Ok(())
}

fn left_over(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<(u64, u64), Fault> {
    const SQL: &str = concat!(
        "SELECT COUNT(*) AS files, CAST(COALESCE(SUM(length), 0) AS BIGINT) AS bytes FROM blob WHERE ",
        left_over!("blob")
    );
    let row = tx.one(SQL, bound![tenant.as_bytes(), case.as_bytes()])?;
    Ok((row.number("files")?, row.number("bytes")?))
}

fn delete_files(tx: &dyn Tx, tenant: TenantId, case: CaseId) -> Result<(), Fault> {
    const PARTS: &str = concat!("DELETE FROM blob_part WHERE ", left_over!("blob_part"));
    const FILES: &str = concat!("DELETE FROM blob WHERE ", left_over!("blob"));
    for sql in [PARTS, FILES] {
        tx.execute(sql, bound![tenant.as_bytes(), case.as_bytes()])?;
    }
    Ok(())
}

fn insert(
    tx: &dyn Tx,
    tenant: TenantId,
    case: CaseId,
    now: DateTime<Utc>,
    certified: &Certified,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO disposal (tenant, case_id, number, disposed_at, certificate, signature)
        VALUES (?1, ?2, (SELECT COALESCE(MAX(number), 0) + 1 FROM disposal
            WHERE tenant = ?1 AND case_id = ?2), ?3, ?4, ?5)";
    let Certified { words, signature } = certified;
    let values = bound![tenant.as_bytes(), case.as_bytes(), time(now), words.as_slice(), signature];
    tx.execute(sql, values)?;
    Ok(())
}
