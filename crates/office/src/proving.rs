//! Proving everything that a store holds: that each record is as its tablet signed it, each receipt as the office signed it, each
//! file what its name says, and that nothing is missing that has a receipt. Of what was disposed of, all that stayed is proved.

use crate::store::{Agency, Kept, Store};
use crate::{OfficeError, OfficeKey};
use record::{BodyRef, DeviceId, Envelope, Hash, PublicKey, TenantId};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Proved {
    /// Records with a receipt.
    pub receipts: u64,
    /// Records of which a file is missing still.
    pub on_their_way: u64,
    /// Records whose body and files were disposed of.
    pub disposed: u64,
    /// Whole files.
    pub files: u64,
    /// Their bytes.
    pub file_bytes: u64,
    /// The number of the newest record with a receipt; 0 if there is none.
    pub last_office_seq: u64,
    /// The hash over all records with a receipt and their receipts, each with the hash before it.
    pub chained: Hash,
}

const START: Hash = Hash::from_bytes([0; 32]);

/// Proves all of it.
///
/// # Errors
/// [`OfficeError::NotAsSigned`] naming the first thing that is not; [`OfficeError::Store`].
pub(crate) fn prove(store: &Store, agency: &Agency, key: &OfficeKey) -> Result<Proved, OfficeError> {
    let mut proving = Proving { store, agency, key, signers: HashMap::new() };
    let mut proved = Proved {
        receipts: 0,
        on_their_way: 0,
        disposed: 0,
        files: 0,
        file_bytes: 0,
        last_office_seq: 0,
        chained: START,
    };
    proving.records(&mut proved)?;
    proving.files(&mut proved)?;
    Ok(proved)
}

struct Proving<'a> {
    store: &'a Store,
    agency: &'a Agency,
    key: &'a OfficeKey,
    signers: HashMap<DeviceId, (PublicKey, TenantId)>,
}

impl Proving<'_> {
    fn records(&mut self, proved: &mut Proved) -> Result<(), OfficeError> {
        let tenant = self.agency.tenant;
        loop {
            let page = self.store.kept(tenant, proved.last_office_seq)?;
            if page.is_empty() {
                break;
            }
            for kept in &page {
                self.record(kept)?;
                let (number, chained) = self.receipt(kept, proved)?;
                (proved.last_office_seq, proved.chained) = (number, chained);
                proved.receipts += 1;
                proved.disposed += u64::from(kept.is_disposed);
            }
        }
        let mut above = START;
        loop {
            let page = self.store.on_its_way(tenant, above)?;
            let Some(last) = page.last() else { return Ok(()) };
            above = last.hash;
            for kept in &page {
                self.record(kept)?;
                proved.on_their_way += 1;
            }
        }
    }

    fn record(&mut self, kept: &Kept) -> Result<(), OfficeError> {
        let spoilt = || not_as_signed(format!("record {}", kept.hash.short()));
        let (key, agency) = match self.signers.get(&kept.device) {
            Some(signer) => *signer,
            None => {
                let signer = self.store.signer(self.agency.tenant, kept.device)?.ok_or_else(spoilt)?;
                *self.signers.entry(kept.device).or_insert(signer)
            }
        };
        let key = key.verifying_key().map_err(|_| spoilt())?;
        let proved = if kept.is_disposed {
            kept.record.verify(&key).map(|envelope| kept.record.body.is_empty().then_some(envelope))
        } else {
            kept.record.open(&key).map(Some)
        };
        let envelope: Envelope = proved.map_err(|_| spoilt())?.ok_or_else(spoilt)?;
        let is_whole = kept.is_disposed || envelope.body == BodyRef::of(&kept.record.body);
        let is_own = envelope.tenant == agency && envelope.dev == kept.device;
        let has_files = kept.is_disposed || kept.receipt.is_none() || kept.lacking == 0;
        let is_right = kept.record.hash() == kept.hash && is_whole && is_own && has_files;
        if is_right { Ok(()) } else { Err(spoilt()) }
    }

    /// The record's number, and the hash over it and all before it.
    fn receipt(&self, kept: &Kept, proved: &Proved) -> Result<(u64, Hash), OfficeError> {
        let spoilt = || not_as_signed(format!("the receipt of record {}", kept.hash.short()));
        let (number, signed) = kept.receipt.as_ref().ok_or_else(spoilt)?;
        let receipt = signed.verify(&self.key.public().verifying_key()?).map_err(|_| spoilt())?;
        // Numbers have no gaps.
        let is_next = *number == proved.last_office_seq + 1;
        if !is_next || receipt.record != kept.hash || receipt.office_seq != *number {
            return Err(spoilt());
        }
        let chained = Sha256::new_with_prefix(proved.chained.as_bytes())
            .chain_update(kept.hash.as_bytes())
            .chain_update(Hash::of(&signed.receipt).as_bytes())
            .chain_update(signed.signature)
            .finalize();
        Ok((*number, Hash::from_bytes(chained.into())))
    }

    fn files(&self, proved: &mut Proved) -> Result<(), OfficeError> {
        let (tenant, mut above) = (self.agency.tenant, START);
        loop {
            let page = self.store.files(tenant, above)?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            above = *last;
            for (name, length) in page {
                let bytes = self.store.kept_file(tenant, name)?.unwrap_or_default();
                if Hash::of(&bytes) != name || bytes.len() as u64 != length {
                    return Err(not_as_signed(format!("file {}", name.short())));
                }
                proved.files += 1;
                proved.file_bytes += length;
            }
        }
    }
}

const fn not_as_signed(what: String) -> OfficeError {
    OfficeError::NotAsSigned { what }
}
