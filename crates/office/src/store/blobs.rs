//! Tables `blob` and `blob_part`: files that are whole.

use super::access::{Acted, Doing, Of};
use super::columns::number;
use super::engine::{Fault, Tx, bound};
use super::{By, MAX_ROW_BYTES, Store};
use crate::OfficeError;
use crate::permissions::What;
use record::{Hash, TenantId};

impl Store {
    /// A file's bytes by its hash alone, if it is whole. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn blob(&self, by: By<'_>, blob: Hash) -> Result<Option<Vec<u8>>, OfficeError> {
        self.act(by, &Doing::new(What::ReadFile, Of::default(), "read a blob"), |tx| {
            Ok(whole(tx, by.tenant, blob)?.map_or(Acted::NotThere, Acted::Done))
        })
    }
}

/// A file's bytes, if it is whole.
pub(super) fn whole(tx: &dyn Tx, tenant: TenantId, blob: Hash) -> Result<Option<Vec<u8>>, Fault> {
    let held = is_held(tx, tenant, blob)?;
    held.then(|| read(tx, tenant, blob)).transpose()
}

pub(super) fn is_held(tx: &dyn Tx, tenant: TenantId, blob: Hash) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM blob WHERE tenant = ?1 AND sha256 = ?2) AS held";
    tx.one(sql, bound![tenant.as_bytes(), blob.as_bytes()])?.truth("held")
}

pub(super) fn insert(tx: &dyn Tx, tenant: TenantId, blob: Hash, bytes: &[u8]) -> Result<(), Fault> {
    let sql = "INSERT INTO blob (tenant, sha256, length) VALUES (?1, ?2, ?3)";
    tx.execute(sql, bound![tenant.as_bytes(), blob.as_bytes(), number(bytes.len() as u64)])?;
    let sql = "INSERT INTO blob_part (tenant, sha256, start, bytes) VALUES (?1, ?2, ?3, ?4)";
    for (start, part) in (0..).step_by(MAX_ROW_BYTES).zip(bytes.chunks(MAX_ROW_BYTES)) {
        tx.execute(sql, bound![tenant.as_bytes(), blob.as_bytes(), number(start), part])?;
    }
    Ok(())
}

fn read(tx: &dyn Tx, tenant: TenantId, blob: Hash) -> Result<Vec<u8>, Fault> {
    let sql = "SELECT bytes FROM blob_part WHERE tenant = ?1 AND sha256 = ?2 ORDER BY start";
    let mut bytes = Vec::new();
    for row in tx.rows(sql, bound![tenant.as_bytes(), blob.as_bytes()])? {
        bytes.extend_from_slice(row.bytes("bytes")?);
    }
    Ok(bytes)
}
