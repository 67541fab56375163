//! What nobody needs any more is deleted: parts of what never became whole, a month after the last of them came, and files that no
//! record names. A tablet that still has such a part sends all of it again.

use crate::{Office, OfficeError};
use chrono::TimeDelta;

/// How long parts are kept of what is not whole.
const KEPT: TimeDelta = TimeDelta::days(30);

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tidied {
    /// Records and files that never became whole.
    pub parts: u64,
    /// Files that no record names.
    pub files: u64,
}

impl Office {
    /// Deletes it, a little at a time. Nothing is written where there is nothing to delete.
    ///
    /// # Errors
    /// [`OfficeError::Store`]; what was deleted before stays deleted.
    pub fn tidy(&self) -> Result<Tidied, OfficeError> {
        let (tenant, since) = (self.agency.tenant, self.now() - KEPT);
        let mut tidied = Tidied::default();
        loop {
            let parts = self.store.tidy_parts(tenant, since)?;
            let files = self.store.tidy_files(tenant)?;
            if parts + files == 0 {
                return Ok(tidied);
            }
            tidied.parts += parts;
            tidied.files += files;
            tracing::info!(parts, files, "what nobody needs was deleted");
        }
    }
}
