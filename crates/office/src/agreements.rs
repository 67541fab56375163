//! The sealed agreements, as people look for and read them. What a list says of each is made of the record by `listing`, and kept
//! ready in the store.

use crate::actor::Actor;
use crate::listing::NOT_RECORDED;
use crate::store::{CopyGiven, Position, Wanted};
use crate::{DataFolder, Environment, Office, OfficeError};
use base::base64;
use ipc::office::reading::AgreementPage;
use ipc::office::{Agreements, ReceiptFile};
use plan::Agreement;
use record::{DeviceId, Hash, UserId};

/// The family's copy of an agreement, to be saved as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyCopy {
    /// A file name that gives nothing away: the reference.
    pub file_name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
}

impl Office {
    /// A page of the sealed agreements that are wanted and that they see, behind this place or from their beginning. `limit` is
    /// how many rows at most: 50 if nobody says it, never more than 200.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn agreements(
        &self,
        actor: &Actor,
        wanted: &Wanted,
        after: Option<&Position>,
        limit: Option<u64>,
    ) -> Result<Agreements, OfficeError> {
        let page = self.store.agreements(self.by(actor), wanted, after, limit)?;
        Ok(Agreements { items: page.items, next: page.next.map(|next| next.to_string()) })
    }

    /// Makes the lists of the office in a folder anew from its records, and gives how many agreements are in them. Only for who
    /// holds the [`DataFolder::lock`].
    ///
    /// # Errors
    /// Those of [`Office::open`].
    pub fn rebuild(folder: &DataFolder, environment: Box<dyn Environment>) -> Result<u64, OfficeError> {
        let office = Self::open_alone(folder, environment)?;
        office.store.rebuild(office.agency.tenant)
    }

    /// One agreement, to be read; none if there is no such record that they see. What the family saw is left out where it cannot be read.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn read_agreement(&self, actor: &Actor, record: Hash) -> Result<Option<AgreementPage>, OfficeError> {
        let read = self.store.read_agreement(self.by(actor), record)?;
        Ok(read.map(|(row, seen)| AgreementPage {
            row,
            agreement: seen.and_then(|seen| Agreement::from_json(&seen).ok()),
        }))
    }

    /// The family's copy of one agreement; none if there is no such record that they see, or it has no copy.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn family_copy(&self, actor: &Actor, record: Hash) -> Result<Option<FamilyCopy>, OfficeError> {
        let copy = self.store.copy(self.by(actor), record)?;
        Ok(copy.map(|(row, bytes)| FamilyCopy { file_name: file_name(&row.reference), bytes }))
    }

    /// The name of a worker on a tablet, from their newest record of it. What another tablet says of them counts for nothing.
    pub(crate) fn worker(
        &self,
        actor: &Actor,
        device: DeviceId,
        user: UserId,
    ) -> Result<Option<String>, OfficeError> {
        let worker = self.store.worker(self.by(actor), device, user)?;
        Ok(worker.map(|worker| on_one_line(&worker)))
    }

    /// The reference on the paper of a record; none if there is no such record or it does not say it. For the office's machine.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn reference(&self, actor: &Actor, record: Hash) -> Result<Option<String>, OfficeError> {
        let row = self.store.agreement(self.by(actor), record)?;
        let reference = row.map(|row| row.reference).filter(|reference| reference != NOT_RECORDED);
        Ok(reference.map(|reference| on_one_line(&reference)))
    }

    /// How each copy of an agreement was given since it was sealed, or that it is owed, the family's first; none if there is no such
    /// agreement that they see.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn copies_given(&self, actor: &Actor, record: Hash) -> Result<Option<Vec<CopyGiven>>, OfficeError> {
        self.store.copies_given(self.by(actor), record)
    }

    /// The receipt of one record, as a file that can be checked elsewhere; none if there is no such record that they see.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn receipt_file(&self, actor: &Actor, record: Hash) -> Result<Option<ReceiptFile>, OfficeError> {
        let receipt = self.store.receipt(self.by(actor), record)?;
        let keys = self.keys();
        Ok(receipt.map(|signed| ReceiptFile {
            receipt: base64::encode(&signed.receipt),
            signature: base64::encode(&signed.signature),
            office_key: base64::encode(keys.signing.as_bytes()),
            letters_key: base64::encode(keys.letters.as_bytes()),
        }))
    }
}

fn on_one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// Letters, digits and dashes of the reference only, since it becomes a file's name.
fn file_name(reference: &str) -> String {
    let plain: String =
        reference.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    let stem = if plain.is_empty() || reference == NOT_RECORDED { "agreement" } else { &plain };
    format!("{stem}.pdf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_gives_nothing_away_and_breaks_nothing() {
        assert_eq!(file_name("FSP-7K2M"), "FSP-7K2M.pdf");
        assert_eq!(file_name("../a\"\r\nb"), "ab.pdf");
        assert_eq!(file_name("ﬀ /"), "agreement.pdf");
        assert_eq!(file_name(NOT_RECORDED), "agreement.pdf");
    }
}
