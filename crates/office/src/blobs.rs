//! Taking in files part by part. A part is taken whole or not at all; the tablet asks how far it came and goes on there.

use crate::store::BlobStep;
use crate::{Office, OfficeError};
use record::Hash;
use record::wire::{BlobOffset, MAX_BLOB_BYTES, RefusalCode};

impl Office {
    /// How much of a blob is here.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn blob_offset(&self, blob: Hash) -> Result<BlobOffset, OfficeError> {
        self.store.blob_offset(self.agency.tenant, blob)
    }

    /// Takes the part that starts at `offset` of a blob of `length` bytes. With the last part the hash is checked; if it
    /// is another, everything that came is gone.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::BlobLength`], [`RefusalCode::BlobOffset`] or [`RefusalCode::BlobHash`];
    /// [`OfficeError::Store`].
    pub fn append_blob(
        &self,
        blob: Hash,
        length: u64,
        offset: u64,
        bytes: &[u8],
    ) -> Result<BlobOffset, OfficeError> {
        if length > MAX_BLOB_BYTES {
            return Err(OfficeError::refused(RefusalCode::BlobLength));
        }
        match self.store.append_blob(self.agency.tenant, blob, length, offset, bytes)? {
            BlobStep::Taken(held) => Ok(held),
            BlobStep::Elsewhere { offset } => Err(OfficeError::refused_at(RefusalCode::BlobOffset, offset)),
            BlobStep::OtherLength { offset } => Err(OfficeError::refused_at(RefusalCode::BlobLength, offset)),
            BlobStep::WrongHash => {
                tracing::warn!(%blob, "blob has another hash");
                Err(OfficeError::refused_at(RefusalCode::BlobHash, 0))
            }
        }
    }
}
