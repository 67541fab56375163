//! What whoever watches an office asks of its store, and how its writing is stopped while the disk is full.

use super::Store;
use super::engine::bound;
use crate::OfficeError;
use crate::counts::Counts;
use record::TenantId;
use std::sync::Arc;
use std::sync::atomic::Ordering;

impl Store {
    /// What is counted of it, and of the office that has it.
    pub(crate) const fn counts(&self) -> &Arc<Counts> {
        &self.counts
    }

    /// From now on nothing is written but who read what, or all is again. What else is to be written meanwhile is refused as on a full
    /// disk.
    pub(crate) fn close_to_writing(&self, is_closed: bool) {
        self.is_closed.store(is_closed, Ordering::Relaxed);
    }

    /// Whether nothing is written but who read what.
    pub(crate) fn is_closed_to_writing(&self) -> bool {
        self.is_closed.load(Ordering::Relaxed)
    }

    /// Whether a write found the disk full since this was last asked.
    pub(crate) fn was_full(&self) -> bool {
        self.was_full.swap(false, Ordering::Relaxed)
    }
}

#[expect(clippy::missing_errors_doc, reason = "said once, at the store")]
impl Store {
    /// How many receipts were ever given.
    pub fn receipts_given(&self, tenant: TenantId) -> Result<u64, OfficeError> {
        let sql = "SELECT office_seq FROM office WHERE tenant = ?1";
        self.for_people("count its receipts", |tx| {
            tx.one(sql, bound![tenant.as_bytes()])?.number("office_seq")
        })
    }

    /// Writes what is there already, durably, as a proof that something can be written.
    pub fn write_nothing(&self, tenant: TenantId) -> Result<(), OfficeError> {
        let sql = "UPDATE office SET name = name WHERE tenant = ?1";
        self.write("write", |tx| {
            tx.execute(sql, bound![tenant.as_bytes()])?;
            Ok(())
        })
    }
}
