//! Table `agreement`, as people see it: in lists and alone. What stands in it is written by `projections`, and how lists are read is in
//! `looking`.

use super::access::{Acted, Doing, Of};
use super::engine::bound;
use super::looking::Looking;
use super::pages::{Page, Position, rows};
use super::{By, Store, Wanted, blobs};
use crate::OfficeError;
use crate::permissions::What;
use ipc::office::AgreementRow;
use record::{DeviceId, Envelope, Hash, UserId};

/// The role of the file with what the family saw.
const AGREEMENT: &str = "agreement";

/// An agreement as it is listed, and the file with what the family saw, if it is here.
type Read = (AgreementRow, Option<Vec<u8>>);

impl Store {
    /// A page of the agreements that are wanted and that they see, behind this place or from their beginning. `limit` is how many
    /// rows at most: 50 if nobody says it, never more than 200.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn agreements(
        &self,
        by: By<'_>,
        wanted: &Wanted,
        after: Option<&Position>,
        limit: Option<u64>,
    ) -> Result<Page<AgreementRow, Position>, OfficeError> {
        let doing = Doing::new(What::ListAgreements, Of::default(), "list its agreements");
        let page = self.act(by, &doing, |tx| {
            let looking = Looking::new(tx, by, doing.what);
            Ok(Acted::Done(looking.page(wanted, after, rows(limit))?))
        })?;
        Ok(page.unwrap_or_default())
    }

    /// One agreement as it is listed; none if it is not there. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn agreement(&self, by: By<'_>, record: Hash) -> Result<Option<AgreementRow>, OfficeError> {
        let doing = Doing::new(What::ReadRecord, Of::record(record), "find an agreement");
        self.act(by, &doing, |tx| {
            let looking = Looking::new(tx, by, doing.what);
            Ok(looking.one(record)?.map_or(Acted::NotThere, Acted::Done))
        })
    }

    /// An agreement and the family's copy of it; none if either is not there, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn copy(&self, by: By<'_>, record: Hash) -> Result<Option<(AgreementRow, Vec<u8>)>, OfficeError> {
        let doing = Doing::new(What::ReadCopy, Of::record(record), "read a copy");
        self.act(by, &doing, |tx| {
            let looking = Looking::new(tx, by, doing.what);
            let Some(row) = looking.one(record)? else { return Ok(Acted::NotThere) };
            let named = row.pdf_sha256.as_ref().and_then(|copy| copy.parse().ok());
            let Some(copy) = named else { return Ok(Acted::NotThere) };
            let bytes = blobs::whole(tx, by.tenant, copy)?;
            Ok(bytes.map_or(Acted::NotThere, |bytes| Acted::Done((row, bytes))))
        })
    }

    /// An agreement as it is listed, and the file with what the family saw, if it is here; none if it is not there, or they do not see it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn read_agreement(&self, by: By<'_>, record: Hash) -> Result<Option<Read>, OfficeError> {
        let doing = Doing::new(What::ReadAgreement, Of::record(record), "read an agreement");
        let sql = "SELECT envelope FROM record WHERE tenant = ?1 AND hash = ?2";
        self.act(by, &doing, |tx| {
            let looking = Looking::new(tx, by, doing.what);
            let Some(row) = looking.one(record)? else { return Ok(Acted::NotThere) };
            let kept = tx.one(sql, bound![by.tenant.as_bytes(), record.as_bytes()])?;
            let envelope = Envelope::read(kept.bytes("envelope")?).map_err(OfficeError::from)?;
            let file = envelope.blobs.iter().find(|file| file.role == AGREEMENT);
            let seen = file.map(|file| blobs::whole(tx, by.tenant, file.sha256)).transpose()?;
            Ok(Acted::Done((row, seen.flatten())))
        })
    }

    /// What a worker on a tablet called themselves in their newest agreement that says it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn worker(&self, by: By<'_>, device: DeviceId, user: UserId) -> Result<Option<String>, OfficeError> {
        let doing = Doing::new(What::ListAgreements, Of::tablet(device), "find a worker");
        self.act(by, &doing, |tx| {
            let looking = Looking::new(tx, by, doing.what);
            Ok(looking.worker(device, user)?.map_or(Acted::NotThere, Acted::Done))
        })
    }
}
