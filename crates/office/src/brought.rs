//! Letters that somebody brings in a file, from a tablet that reaches no network. They go the way of those that are sent: the
//! same proofs, the same receipts, and twice is once. The tablet learns of it when it next asks.

use crate::actor::Actor;
use crate::store::Device;
use crate::{Office, OfficeError};
use record::letter::{Carried, Part};
use record::wire::{LetterResult, MAX_REQUEST_BYTES, RecordState, RefuseCode};
use record::{Hash, LettersFile};
use std::collections::HashMap;

/// Files are taken in on the office's machine.
const BY: Actor = Actor::machine("take-in");

/// What came in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// What people call the tablet it is from.
    pub tablet: String,
    /// Each record that is in it, in order.
    pub records: Vec<BroughtRecord>,
}

/// One record that was in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtRecord {
    /// Its hash.
    pub record: Hash,
    /// The reference on its paper, where the record is here and says it.
    pub reference: Option<String>,
    /// How it stands now.
    pub stands: Stands,
}

/// How a record stands once the file was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// All of it is here, and it has its receipt.
    Safe,
    /// It is here, and so many of its files are not.
    Lacks(usize),
    /// It is not taken.
    Refused(RefuseCode),
    /// It could not be kept now. The same file may be given again.
    NotNow,
}

impl Office {
    /// Takes in the letters of a file.
    ///
    /// # Errors
    /// [`OfficeError::NotLetters`], [`OfficeError::LettersOfOther`], [`OfficeError::LettersOfUnknown`],
    /// [`OfficeError::LettersSpoilt`], and then nothing of it was taken in; [`OfficeError::Store`], and it may be given again.
    pub fn take_in_file(&self, file: &[u8]) -> Result<Brought, OfficeError> {
        let file = LettersFile::read(file).map_err(|_| OfficeError::NotLetters)?;
        if file.office != self.keys().pin() {
            return Err(OfficeError::LettersOfOther);
        }
        let tenant = self.agency.tenant;
        let device = self.store.device(tenant, file.device)?.ok_or(OfficeError::LettersOfUnknown)?;
        let letters = file.letters(&device.record_key.verifying_key()?);
        let letters = letters.map_err(|_| OfficeError::LettersSpoilt)?;
        let (records, refused) = self.take_in_letters(&device, &letters)?;
        let standing = self.store.standing(tenant, device.id, &records)?;
        let one = |(record, state): (&Hash, RecordState)| {
            let stands = match (state, refused.get(record)) {
                (RecordState::Safe { .. }, _) => Stands::Safe,
                (RecordState::Lacks { files }, _) => Stands::Lacks(files.len()),
                (RecordState::Missing, Some(code)) => Stands::Refused(code.clone()),
                (RecordState::Missing | RecordState::Unknown(_), _) => Stands::NotNow,
            };
            Ok(BroughtRecord { record: *record, reference: self.reference(&BY, *record)?, stands })
        };
        let records = records.iter().zip(standing.records).map(one).collect::<Result<_, OfficeError>>()?;
        Ok(Brought { tablet: self.tablet(&device.id.to_string())?.name, records })
    }

    /// The records that are in letters, in order, and why some are not taken. As much at once goes in as one request holds.
    fn take_in_letters(
        &self,
        device: &Device,
        letters: &[&[u8]],
    ) -> Result<(Vec<Hash>, HashMap<Hash, RefuseCode>), OfficeError> {
        let (mut records, mut refused) = (Vec::new(), HashMap::new());
        let most = MAX_REQUEST_BYTES / record::letter::LETTER_SIZES.into_iter().max().unwrap_or(1);
        for letters in letters.chunks(most) {
            let reply = self.take_in(device, &letters.concat())?;
            for (letter, result) in letters.iter().zip(reply.results) {
                let Ok(part) = Part::open(letter, device.id, self.key.letters()) else { continue };
                let Carried::Record(name) = part.of else { continue };
                if !records.contains(&name) {
                    records.push(name);
                }
                if let LetterResult::Refused { code } = result {
                    refused.insert(name, code);
                }
            }
        }
        Ok((records, refused))
    }
}
