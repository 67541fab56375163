//! Taking in letters. Each has its own result; one that is not taken or cannot be kept takes none of the others with it.
//! Opening and proving is done here, before the store is asked for anything.

use crate::store::{Arrival, Device, Incoming, Rules, Taken};
use crate::{Office, OfficeError};
use chrono::{DateTime, Utc};
use record::letter::{self, Carried, Part};
use record::wire::{LetterResult, LettersReply, MAX_FILE_BYTES, MAX_RECORD_BYTES, RefusalCode, RefuseCode};
use record::{Hash, Place, RECEIPT_VERSION, Receipt, RecordError, SignedReceipt, SignedRecord};

/// What the office decides about one request's letters.
pub(crate) struct Intake<'a> {
    office: &'a Office,
    device: &'a Device,
    now: DateTime<Utc>,
}

impl Office {
    /// Takes in a tablet's letters, which stand one after the other.
    ///
    /// # Errors
    /// Refused with [`RefusalCode::BadRequest`] if that is not what stands there; [`OfficeError::Store`], and then nothing
    /// was kept and all may be sent again.
    pub fn take_in(&self, device: &Device, request: &[u8]) -> Result<LettersReply, OfficeError> {
        let letters = letter::split(request).ok_or(OfficeError::refused(RefusalCode::BadRequest))?;
        let intake = self.intake(device);
        let incoming: Vec<Incoming> = letters.into_iter().map(|letter| intake.open(letter)).collect();
        let taken = self.store.take_in(self.agency.tenant, device, &incoming, &intake, intake.now)?;
        let results: Vec<LetterResult> = taken.into_iter().map(|taken| intake.told(taken)).collect();
        let kept = results.iter().filter(|result| matches!(result, LetterResult::Kept)).count();
        tracing::info!(device = %device.id, letters = results.len(), kept, "letters");
        Ok(LettersReply { results })
    }

    pub(crate) fn intake<'a>(&'a self, device: &'a Device) -> Intake<'a> {
        Intake { office: self, device, now: self.now() }
    }
}

impl Intake<'_> {
    fn open(&self, letter: &[u8]) -> Incoming {
        let Ok(part) = Part::open(letter, self.device.id, self.office.key.letters()) else {
            return Incoming::Refused { of: None, code: RefuseCode::Unreadable };
        };
        self.judge(part)
    }

    pub(crate) fn judge(&self, part: Part) -> Incoming {
        let most = match part.of {
            Carried::Record(_) => MAX_RECORD_BYTES,
            Carried::File(_) => MAX_FILE_BYTES,
        };
        if part.total > most {
            return Incoming::Refused { of: Some(part.of), code: RefuseCode::TooLarge };
        }
        if part.bytes.len() as u64 != part.total {
            return Incoming::Part(part);
        }
        match part.of {
            Carried::Record(name) => match self.prove(name, &part.bytes) {
                Ok(arrival) => Incoming::Record(Box::new(arrival)),
                Err(code) => Incoming::Refused { of: Some(part.of), code },
            },
            Carried::File(name) if Hash::of(&part.bytes) == name => {
                Incoming::File { name, bytes: part.bytes }
            }
            Carried::File(_) => Incoming::Refused { of: Some(part.of), code: RefuseCode::BadHash },
        }
    }

    fn told(&self, taken: Taken) -> LetterResult {
        let device = self.device.id;
        match taken {
            Taken::Record { place: Place::Branch, seq } => {
                tracing::error!(%device, seq, "two tablets go on from one record");
                LetterResult::Kept
            }
            Taken::Record { place: Place::AfterHole, seq } => {
                tracing::info!(%device, seq, "the record before this one is not here yet");
                LetterResult::Kept
            }
            Taken::Record { place: Place::Follows, .. } | Taken::File | Taken::Part | Taken::Held => {
                LetterResult::Kept
            }
            Taken::TooEarly => {
                tracing::info!(%device, "a file that no record names yet");
                LetterResult::Later
            }
            Taken::Refused(code) => {
                tracing::warn!(%device, %code, "letter refused");
                LetterResult::Refused { code }
            }
            Taken::Failed(error) => {
                let reason = error.reason();
                tracing::error!(%device, %error, reason, "letter not kept");
                LetterResult::Later
            }
        }
    }
}

impl Rules for Intake<'_> {
    fn prove(&self, name: Hash, bytes: &[u8]) -> Result<Arrival, RefuseCode> {
        let record = SignedRecord::from_bytes(bytes).map_err(|error| why(&error))?;
        let hash = record.hash();
        if hash != name {
            return Err(RefuseCode::BadHash);
        }
        let key = self.device.record_key.verifying_key().map_err(|error| why(&error))?;
        let envelope = record.open(&key).map_err(|error| why(&error))?;
        if envelope.dev != self.device.id {
            return Err(RefuseCode::OtherDevice);
        }
        if envelope.tenant != self.office.agency.tenant {
            return Err(RefuseCode::OtherTenant);
        }
        if envelope.blobs.iter().any(|blob| blob.len > MAX_FILE_BYTES) {
            return Err(RefuseCode::TooLarge);
        }
        Ok(Arrival { record, envelope, hash })
    }

    fn sign(&self, record: Hash, office_seq: u64) -> Result<SignedReceipt, OfficeError> {
        let key = &self.office.key;
        let receipt = Receipt {
            v: RECEIPT_VERSION,
            record,
            epoch: self.office.agency.epoch,
            office_seq,
            received_at: self.now,
            office_key: key.public().id(),
        };
        Ok(key.sign(&receipt)?)
    }
}

const fn why(error: &RecordError) -> RefuseCode {
    match error {
        RecordError::Signature => RefuseCode::BadSignature,
        RecordError::Version { .. } => RefuseCode::UnknownVersion,
        RecordError::Body => RefuseCode::BadBody,
        RecordError::Key
        | RecordError::Envelope(_)
        | RecordError::Place { .. }
        | RecordError::Closed
        | RecordError::Letter
        | RecordError::LettersFile
        | RecordError::Write(_)
        | RecordError::Receipt(_)
        | RecordError::ReceiptKey
        | RecordError::Header { .. }
        | RecordError::Text { .. } => RefuseCode::Unreadable,
    }
}
