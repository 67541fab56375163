//! What another office gives is taken in: sent, or brought in a file. All of it is proved as if the tablet had sent it, by its
//! own signature and by the other office's word for its key; then it is kept beside this office's own, and gets this office's
//! receipt. What this office gave and lost comes back the same way, and proves itself by this office's own signatures.

use crate::actor::{Actor, Who};
use crate::store::{Coming, Partner};
use crate::{Office, OfficeError};
use record::wire::{DisclosureReply, MAX_FILE_BYTES, MAX_RECORD_BYTES};
use record::{Between, CaseId, Disclosed, DisclosedFault, DisclosureFile, Gives, Hash, ProvedDisclosure};
use std::collections::BTreeSet;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// The agency that it came from.
    pub from: Partner,
    /// The agreements that are in it, in order.
    pub agreements: Vec<Hash>,
    /// Their cases.
    pub cases: BTreeSet<CaseId>,
    /// What became of them.
    pub became: Became,
}

/// What became of what another office gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// It is the other agency's, and this office holds it too. The receipts are for the other office.
    Held(DisclosureReply),
    /// It is this office's own. So many agreements, or files of them, had been lost.
    Back(u64),
}

impl Office {
    /// Takes in what another office gives, all of it or nothing. Twice is once, with the same receipts.
    ///
    /// # Errors
    /// [`OfficeError::NotADisclosure`], [`OfficeError::DisclosureOfOther`], [`OfficeError::DisclosureOfUnknown`],
    /// [`OfficeError::DisclosureSpoilt`], [`OfficeError::NotDisclosed`], [`OfficeError::DisclosedClash`], and then nothing of it was
    /// taken in; [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn take_disclosure(&self, actor: &Actor, file: &[u8]) -> Result<TakenIn, OfficeError> {
        let read = DisclosureFile::read(file).map_err(|_| OfficeError::NotADisclosure)?;
        if read.to != self.keys().pin() {
            return Err(OfficeError::DisclosureOfOther);
        }
        let from = self.partner_by_pin(read.from)?;
        let opened = read.open(&from.keys.signing.verifying_key()?, self.key.letters());
        let (gives, disclosed) = opened.map_err(|_| OfficeError::DisclosureSpoilt)?;
        if let Who::Agency(agency) = actor.who {
            // What is given back is asked for by people, who carry it.
            let may_be_sent = agency == from.agency && gives == Gives::Disclosure;
            if !may_be_sent {
                return Err(OfficeError::DisclosureOfOther);
            }
        }
        let proved = self.prove(gives, &from, &disclosed)?;
        let coming = disclosed.iter().zip(&proved).map(|(disclosed, proved)| Coming { disclosed, proved });
        let coming: Vec<Coming<'_>> = coming.collect();
        let agreements: Vec<Hash> = disclosed.iter().map(Disclosed::hash).collect();
        let cases = proved.iter().map(|proved| proved.envelope.case).collect();
        let asking = self.by(actor);
        let sign = |record: Hash, office_seq: u64| self.receipt(record, office_seq, asking.now);
        let became = match gives {
            Gives::Disclosure => {
                let receipts = self.store.take_disclosed(asking, &from, &coming, &sign)?;
                Became::Held(DisclosureReply { receipts })
            }
            Gives::Back => {
                let own = (self.key.public(), self.agency.name.as_str());
                Became::Back(self.store.take_back_disclosed(asking, &from, &coming, own, &sign)?)
            }
        };
        tracing::info!(agency = %from.agency, agreements = agreements.len(), ?gives, "taken in of another agency");
        Ok(TakenIn { from, agreements, cases, became })
    }

    fn prove(
        &self,
        gives: Gives,
        from: &Partner,
        disclosed: &[Disclosed],
    ) -> Result<Vec<ProvedDisclosure>, OfficeError> {
        let own = self.agency.tenant;
        let (key, of, to) = match gives {
            Gives::Disclosure => (from.keys.signing, from.agency, own),
            Gives::Back => (self.key.public(), own, from.agency),
        };
        let key = key.verifying_key()?;
        let one = |disclosed: &Disclosed| {
            is_of_usual_size(disclosed)?;
            disclosed.prove(Between { key: &key, of, to })
        };
        disclosed.iter().map(one).collect::<Result<_, _>>().map_err(OfficeError::NotDisclosed)
    }
}

/// As large as a tablet may send it, and no larger.
fn is_of_usual_size(disclosed: &Disclosed) -> Result<(), DisclosedFault> {
    if disclosed.record.to_bytes().len() as u64 > MAX_RECORD_BYTES {
        return Err(DisclosedFault::Record);
    }
    if disclosed.disclosure.to_bytes().len() as u64 > MAX_RECORD_BYTES {
        return Err(DisclosedFault::Disclosure);
    }
    let are_usual = disclosed.files.iter().all(|file| file.len() as u64 <= MAX_FILE_BYTES);
    if are_usual { Ok(()) } else { Err(DisclosedFault::Files) }
}
