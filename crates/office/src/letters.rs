//! Taking in letters. Each has its own result; one that is not taken or cannot be kept takes none of the others with it.
//! Opening and proving is done here, side by side, before the store is asked for anything. What then waits for the disk is kept
//! together: one transaction, and one wait for the disk, for all requests that wait meanwhile.

use crate::opened::Opened;
use crate::store::{Arrival, Device, Incoming, Rules, Sent, Taken};
use crate::{Office, OfficeError};
use chrono::{DateTime, Utc};
use record::letter::{self, Carried, Part};
use record::wire::{LetterResult, LettersReply, MAX_FILE_BYTES, MAX_RECORD_BYTES, RefusalCode, RefuseCode};
use record::{Hash, Place, RECEIPT_VERSION, Receipt, RecordError, SignedReceipt, SignedRecord};
use std::collections::HashMap;

/// How many times what came of it a whole may be to be put together where it came. The last of several requests brings a third.
const MOST_JOINED: u64 = 3;

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
        let mut incoming: Vec<Incoming> = letters.into_iter().map(|letter| intake.open(letter)).collect();
        self.join(&intake, &mut incoming)?;
        let opened = Opened { device: device.clone(), incoming, now: intake.now, bytes: request.len() };
        let taken = self.waiting.done(opened, |all| self.keep(&all)).unwrap_or(Err(OfficeError::Dropped))?;
        let results: Vec<LetterResult> = taken.into_iter().map(|taken| intake.told(taken)).collect();
        let kept = results.iter().filter(|result| matches!(result, LetterResult::Kept)).count();
        self.store.counts().bytes.inc_by(request.len() as u64);
        tracing::info!(device = %device.id, letters = results.len(), kept, "letters");
        Ok(LettersReply { results })
    }

    /// Puts together and proves what is whole with parts that came now. The first of them gives way to it; the others are held once
    /// it is kept, and are kept as parts if it could not be. What is not what its name says is left to the store, which throws it
    /// away.
    fn join(&self, intake: &Intake<'_>, incoming: &mut [Incoming]) -> Result<(), OfficeError> {
        let mut came: HashMap<(Carried, u64), Vec<usize>> = HashMap::new();
        for (at, it) in incoming.iter().enumerate() {
            if let Incoming::Part(part) = it {
                came.entry((part.of, part.total)).or_default().push(at);
            }
        }
        for ((of, total), places) in came {
            let parts = places.iter().filter_map(|at| match incoming.get(*at) {
                Some(Incoming::Part(part)) => Some(part),
                Some(Incoming::Record(_) | Incoming::File { .. } | Incoming::Refused { .. }) | None => None,
            });
            let parts: Vec<&Part> = parts.collect();
            let bytes: u64 = parts.iter().map(|part| part.bytes.len() as u64).sum();
            // It is in memory beside what came, so it may not be much more.
            if total > bytes.saturating_mul(MOST_JOINED) {
                continue;
            }
            let joined = self.store.joined(self.agency.tenant, intake.device.id, &parts)?;
            let Some(bytes) = joined else { continue };
            let whole = intake.judge(Part { of, total, start: 0, bytes });
            let is_good = matches!(whole, Incoming::Record(_) | Incoming::File { .. });
            if let Some(first) = places.first().and_then(|at| incoming.get_mut(*at)).filter(|_| is_good) {
                *first = whole;
            }
        }
        Ok(())
    }

    /// Keeps what came in several requests, and gives what became of each. If the store fails, it fails for all of them.
    fn keep(&self, all: &[Opened]) -> Vec<Result<Vec<Taken>, OfficeError>> {
        let intakes: Vec<Intake<'_>> =
            all.iter().map(|of| Intake { office: self, device: &of.device, now: of.now }).collect();
        let mut sent: Vec<Sent<'_>> = Vec::with_capacity(all.len());
        for (Opened { device, incoming, now, .. }, rules) in all.iter().zip(&intakes) {
            sent.push(Sent { device: device.id, incoming, rules, now: *now });
        }
        match self.store.take_in_all(self.agency.tenant, &sent) {
            Ok(taken) => taken.into_iter().map(Ok).collect(),
            Err(error) => {
                let others: Vec<OfficeError> = all.iter().skip(1).map(|_| error.again()).collect();
                std::iter::once(error).chain(others).map(Err).collect()
            }
        }
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
        let (device, counts) = (self.device.id, self.office.store.counts());
        if matches!(taken, Taken::Record { .. }) {
            counts.records.inc();
        }
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
                counts.letter_refused(&known(&code));
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

/// A code as it is counted: one that this program does not know is none that it could name.
fn known(code: &RefuseCode) -> String {
    if matches!(code, RefuseCode::Unknown(_)) { "unknown".to_owned() } else { code.to_string() }
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
        | RecordError::Disclosure
        | RecordError::Write(_)
        | RecordError::Receipt(_)
        | RecordError::ReceiptKey
        | RecordError::Header { .. }
        | RecordError::Text { .. } => RefuseCode::Unreadable,
    }
}
