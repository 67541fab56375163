//! Letters in a file, for a tablet that reaches no network: somebody carries them to the office, which takes them in as if they
//! had been sent. Whoever finds the file reads which office and which tablet it is of, and nothing else.
//!
//! Bytes: `doorstep letters\n`, version 1, the office's pin (16), the device (16), a signature (64), the letters one after the other. The
//! device's record key signs, because it stays the same when a tablet joins again.

use crate::letter::split;
use crate::{DeviceId, Hash, OfficePin, RecordError};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

const MARK: &[u8; 17] = b"doorstep letters\n";

const VERSION: u8 = 1;
const SIGNED: &[u8] = b"doorstep letters file v1\n";

/// Such a file, read. Nothing of it is proved yet but that it has the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LettersFile<'a> {
    /// The office it is for.
    pub office: OfficePin,
    /// The tablet that says it wrote it.
    pub device: DeviceId,
    signature: [u8; 64],
    letters: &'a [u8],
}

impl<'a> LettersFile<'a> {
    /// Writes one. `letters` stand one after the other, as in a request.
    #[must_use]
    pub fn write(office: OfficePin, device: DeviceId, letters: &[u8], key: &SigningKey) -> Vec<u8> {
        let signature = key.sign(&signed(office, device, letters)).to_bytes();
        let head = [office.as_bytes().as_slice(), device.as_bytes(), &signature].concat();
        [MARK.as_slice(), &[VERSION], &head, letters].concat()
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`RecordError::LettersFile`] if it is none or is cut off within its beginning; [`RecordError::Version`].
    pub fn read(file: &'a [u8]) -> Result<Self, RecordError> {
        let (version, rest) =
            file.strip_prefix(MARK).and_then(<[u8]>::split_first).ok_or(RecordError::LettersFile)?;
        if *version != VERSION {
            return Err(RecordError::Version { found: u32::from(*version), known: u32::from(VERSION) });
        }
        Self::read_head(rest).ok_or(RecordError::LettersFile)
    }

    fn read_head(rest: &'a [u8]) -> Option<Self> {
        let (office, rest) = rest.split_first_chunk()?;
        let (device, rest) = rest.split_first_chunk::<16>()?;
        let (signature, letters) = rest.split_first_chunk()?;
        Some(Self {
            office: OfficePin::from_bytes(*office),
            device: DeviceId::from(*device),
            signature: *signature,
            letters,
        })
    }

    /// The letters in it, if this tablet wrote it and nothing was changed since.
    ///
    /// # Errors
    /// [`RecordError::Signature`], [`RecordError::Letter`].
    pub fn letters(&self, record_key: &VerifyingKey) -> Result<Vec<&'a [u8]>, RecordError> {
        let signature = self.signature.into();
        record_key
            .verify_strict(&signed(self.office, self.device, self.letters), &signature)
            .map_err(|_| RecordError::Signature)?;
        split(self.letters).ok_or(RecordError::Letter)
    }
}

fn signed(office: OfficePin, device: DeviceId, letters: &[u8]) -> Vec<u8> {
    [SIGNED, office.as_bytes(), device.as_bytes(), Hash::of(letters).as_bytes()].concat()
}
