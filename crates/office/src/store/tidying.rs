//! What nothing needs any more: parts of what never became whole, and files that no record names. A little is deleted at a time,
//! so that no tablet waits for it.

use super::Store;
use super::columns::time;
use super::engine::{Fault, Tx, bound};
use crate::OfficeError;
use chrono::{DateTime, Utc};
use record::TenantId;

/// Parts, or files, that are deleted at once.
macro_rules! at_once {
    () => {
        "50"
    };
}

/// Records and files of whose parts the newest came before then.
const OLD: &str = concat!(
    "
    SELECT device, kind, name, total FROM part WHERE tenant = ?1
    GROUP BY device, kind, name, total HAVING MAX(at) < ?2 ORDER BY device, kind, name, total LIMIT ",
    at_once!()
);
/// Files that no record names of which something is left.
const UNNAMED: &str = concat!(
    "
    SELECT b.sha256 FROM blob b WHERE b.tenant = ?1 AND NOT EXISTS
        (SELECT 1 FROM record_blob f JOIN record r ON r.tenant = f.tenant AND r.hash = f.record
        WHERE f.tenant = b.tenant AND f.sha256 = b.sha256 AND r.disposed_at IS NULL)
    ORDER BY b.sha256 LIMIT ",
    at_once!()
);

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// Deletes some of what never became whole and of which nothing came since then. Gives how much, and nothing is written if
    /// that is none.
    pub fn tidy_parts(&self, tenant: TenantId, since: DateTime<Utc>) -> Result<u64, OfficeError> {
        let values = bound![tenant.as_bytes(), time(since)];
        if self.for_people("look for old parts", |tx| Ok(tx.rows(OLD, values)?.is_empty()))? {
            return Ok(0);
        }
        self.write("delete old parts", |tx| {
            let sql = "
                DELETE FROM part
                WHERE tenant = ?1 AND device = ?2 AND kind = ?3 AND name = ?4 AND total = ?5";
            let rows = tx.rows(OLD, values)?;
            for row in &rows {
                let values = bound![
                    tenant.as_bytes(),
                    row.bytes("device")?,
                    row.integer("kind")?,
                    row.bytes("name")?,
                    row.integer("total")?,
                ];
                tx.execute(sql, values)?;
            }
            Ok(rows.len() as u64)
        })
    }

    /// Deletes some files that no record names. Gives how many, and nothing is written if that is none.
    pub fn tidy_files(&self, tenant: TenantId) -> Result<u64, OfficeError> {
        let values = bound![tenant.as_bytes()];
        if self.for_people("look for files", |tx| Ok(tx.rows(UNNAMED, values)?.is_empty()))? {
            return Ok(0);
        }
        self.write("delete files", |tx| delete_unnamed(tx, tenant))
    }
}

fn delete_unnamed(tx: &dyn Tx, tenant: TenantId) -> Result<u64, Fault> {
    let rows = tx.rows(UNNAMED, bound![tenant.as_bytes()])?;
    for row in &rows {
        let values = bound![tenant.as_bytes(), row.bytes("sha256")?];
        tx.execute("DELETE FROM blob_part WHERE tenant = ?1 AND sha256 = ?2", values)?;
        tx.execute("DELETE FROM blob WHERE tenant = ?1 AND sha256 = ?2", values)?;
    }
    Ok(rows.len() as u64)
}
