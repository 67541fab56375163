//! An agreement as one office gives it to another: the tablet's sealed bytes as they came, and three words of the office whose
//! it is: to whom it is given and why, whose key signed it, and that all of it was there. Each is a signature of its own, so
//! whoever has it can prove it at any time, and the office that lost it can too.

use crate::{
    DeviceId, Envelope, Hash, Kind, PublicKey, Receipt, SignedReceipt, SignedRecord, SignedVouch, TenantId,
    Vouch, What, Written,
};
use ed25519_dalek::VerifyingKey;
use std::collections::BTreeSet;

/// The role of the file with what is not on paper. It is for those of the office whose the agreement is, and goes to no other.
pub const NOTES_ROLE: &str = "plan";

/// An agreement that is disclosed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// The office's record that says to whom it is given, and why.
    pub disclosure: SignedRecord,
    /// The office's word for the tablet.
    pub vouch: SignedVouch,
    /// The office's receipt for the agreement.
    pub receipt: SignedReceipt,
    /// The agreement, as the tablet signed it.
    pub record: SignedRecord,
    /// Those of its files that another agency is given, as [`files_of`] names them.
    pub files: Vec<Vec<u8>>,
}

/// Whose an agreement is, and to whom it was given.
#[derive(Debug, Clone, Copy)]
pub struct Between<'a> {
    /// The key of the office whose it is.
    pub key: &'a VerifyingKey,
    /// Its agency.
    pub of: TenantId,
    /// The agency that it was given to.
    pub to: TenantId,
}

/// What is proved of a disclosed agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedDisclosure {
    /// The envelope of the office's record.
    pub disclosure: Envelope,
    /// What it says.
    pub written: Written,
    /// The agreement's envelope.
    pub envelope: Envelope,
    /// The tablet's key.
    pub record_key: PublicKey,
    /// What people call the tablet.
    pub tablet: String,
    /// The receipt that the office whose it is gave.
    pub receipt: Receipt,
}

/// Why a disclosed agreement is not taken. The sentences name no person and no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DisclosedFault {
    /// The office's record is not signed by it, or says something else.
    #[error("the record that discloses it is not the office's")]
    Disclosure,
    /// It is disclosed to another agency.
    #[error("it is disclosed to another agency")]
    To,
    /// The office's record is about another agreement than the one beside it.
    #[error("what is disclosed is another agreement")]
    Of,
    /// The word for the tablet is not the office's, or is for another tablet.
    #[error("nobody vouches for its tablet")]
    Vouch,
    /// The agreement is not as its tablet signed it, is no agreement, or is of another agency.
    #[error("the agreement is not as its tablet signed it")]
    Record,
    /// The receipt is not the office's, or is for something else.
    #[error("the receipt is not for this agreement")]
    Receipt,
    /// The files are not those of the agreement that another agency is given.
    #[error("the files are not those of the agreement")]
    Files,
}

impl Disclosed {
    /// The agreement's hash.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.record.hash()
    }

    /// Proves all of it.
    ///
    /// # Errors
    /// [`DisclosedFault`], the first that is found.
    pub fn prove(&self, between: Between<'_>) -> Result<ProvedDisclosure, DisclosedFault> {
        let (disclosure, written) = self.prove_disclosure(between)?;
        if written.of != Some(self.hash()) {
            return Err(DisclosedFault::Of);
        }
        let vouch = self.prove_vouch(between)?;
        let envelope = self.prove_record(between, &vouch)?;
        if (disclosure.case, disclosure.doc) != (envelope.case, envelope.doc) {
            return Err(DisclosedFault::Of);
        }
        let receipt = self.receipt.verify(between.key).map_err(|_| DisclosedFault::Receipt)?;
        if receipt.record != self.hash() {
            return Err(DisclosedFault::Receipt);
        }
        self.prove_files(&envelope)?;
        let (record_key, tablet) = (vouch.record_key, vouch.name);
        Ok(ProvedDisclosure { disclosure, written, envelope, record_key, tablet, receipt })
    }

    fn prove_disclosure(&self, between: Between<'_>) -> Result<(Envelope, Written), DisclosedFault> {
        let envelope = self.disclosure.open(between.key).map_err(|_| DisclosedFault::Disclosure)?;
        let written = Written::read(&self.disclosure.body).map_err(|_| DisclosedFault::Disclosure)?;
        if envelope.tenant != between.of || !envelope.blobs.is_empty() {
            return Err(DisclosedFault::Disclosure);
        }
        match written.what {
            What::Disclosure { tenant, .. } if tenant == Some(between.to) => Ok((envelope, written)),
            What::Disclosure { .. } => Err(DisclosedFault::To),
            What::PlanCountersigned { .. }
            | What::PlanReturned
            | What::PlanUnsigned { .. }
            | What::PlanPrepared { .. }
            | What::CaseGiven { .. }
            | What::VersionChosen { .. }
            | What::CopyGiven { .. }
            | What::ReviewRecorded { .. }
            | What::ReviewPlanned { .. }
            | What::CaseEnded { .. }
            | What::Correction
            | What::NoteSeen
            | What::Unknown(_) => Err(DisclosedFault::Disclosure),
        }
    }

    fn prove_vouch(&self, between: Between<'_>) -> Result<Vouch, DisclosedFault> {
        let vouch = self.vouch.verify(between.key).map_err(|_| DisclosedFault::Vouch)?;
        let is_line = !vouch.name.trim().is_empty() && !vouch.name.chars().any(char::is_control);
        if vouch.tenant == between.of && is_line { Ok(vouch) } else { Err(DisclosedFault::Vouch) }
    }

    fn prove_record(&self, between: Between<'_>, vouch: &Vouch) -> Result<Envelope, DisclosedFault> {
        let key = vouch.record_key.verifying_key().map_err(|_| DisclosedFault::Vouch)?;
        let envelope = self.record.open(&key).map_err(|_| DisclosedFault::Record)?;
        if envelope.dev != vouch.device {
            return Err(DisclosedFault::Vouch);
        }
        let is_one = envelope.kind == Kind::PlanSealed && envelope.tenant == between.of;
        if is_one { Ok(envelope) } else { Err(DisclosedFault::Record) }
    }

    fn prove_files(&self, envelope: &Envelope) -> Result<(), DisclosedFault> {
        let named = files_of(envelope);
        let is_same =
            |(named, bytes): (&(Hash, u64), &Vec<u8>)| *named == (Hash::of(bytes), bytes.len() as u64);
        let are_same = named.len() == self.files.len() && named.iter().zip(&self.files).all(is_same);
        if are_same { Ok(()) } else { Err(DisclosedFault::Files) }
    }
}

impl ProvedDisclosure {
    /// The tablet.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.envelope.dev
    }
}

/// The files of an agreement that another agency is given, each once, with the length that its envelope first says: all but what
/// is named as nothing else than what is not on paper.
#[must_use]
pub fn files_of(envelope: &Envelope) -> Vec<(Hash, u64)> {
    let mut seen = BTreeSet::new();
    let given = envelope.blobs.iter().filter(|blob| blob.role != NOTES_ROLE);
    given.map(|blob| (blob.sha256, blob.len)).filter(|(name, _)| seen.insert(*name)).collect()
}
