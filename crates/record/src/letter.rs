//! Letters: pieces of records and files, closed to the office's key and padded to one of four sizes, so that who sees one learns
//! neither what is in it nor how long that is. A tablet makes them when it seals, and cannot read them afterwards.
//!
//! Bytes of a letter: version 1, the number of its size, then what HPKE closes: kind (1 record, 2 file), name (32), length of
//! the whole (8), where this part starts in it (8), length of this part (4), the part, zeros. Numbers are big-endian.

use crate::closed::{CLOSING_BYTES, Purpose};
use crate::{ClosingKey, DeviceId, Hash, OpeningKey, RecordError};

/// Whole letters have one of these lengths, in bytes.
pub const LETTER_SIZES: [usize; 4] = [4 * 1024, 16 * 1024, 32 * 1024, 64 * 1024];

const VERSION: u8 = 1;
const LABEL: usize = 1 + 32 + 8 + 8 + 4;
const AROUND: usize = 2 + CLOSING_BYTES;

/// Bytes of a record or file that fit into one letter at most.
pub const MOST_IN_A_LETTER: usize = 64 * 1024 - AROUND - LABEL;

/// What a letter carries a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Carried {
    /// A record, by its hash. The bytes are [`crate::SignedRecord::to_bytes`].
    Record(Hash),
    /// A file that a record names, by its hash.
    File(Hash),
}

/// A part of a record or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Of what.
    pub of: Carried,
    /// Bytes of the whole.
    pub total: u64,
    /// Where this part starts in it.
    pub start: u64,
    /// The part. Empty only where the whole is.
    pub bytes: Vec<u8>,
}

impl Part {
    /// All parts of a record or file, in order.
    #[must_use]
    pub fn all(of: Carried, whole: &[u8]) -> Vec<Self> {
        let total = whole.len() as u64;
        if whole.is_empty() {
            return vec![Self { of, total, start: 0, bytes: Vec::new() }];
        }
        let starts = (0..).step_by(MOST_IN_A_LETTER);
        let part = |(bytes, start): (&[u8], u64)| Self { of, total, start, bytes: bytes.to_vec() };
        whole.chunks(MOST_IN_A_LETTER).zip(starts).map(part).collect()
    }

    /// Where this part ends in the whole.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.start.saturating_add(self.bytes.len() as u64)
    }

    /// Closes it to the office. `seed` is 32 fresh random bytes.
    ///
    /// # Errors
    /// [`RecordError::Letter`] if it is too long; [`RecordError::Key`].
    pub fn close(
        &self,
        office: &ClosingKey,
        device: DeviceId,
        seed: [u8; 32],
    ) -> Result<Vec<u8>, RecordError> {
        let (size, length) = (0..)
            .zip(LETTER_SIZES)
            .find(|(_, length)| AROUND + LABEL + self.bytes.len() <= *length)
            .ok_or(RecordError::Letter)?;
        let mut plain = Vec::with_capacity(length);
        let (kind, name) = match self.of {
            Carried::Record(name) => (1, name),
            Carried::File(name) => (2, name),
        };
        plain.push(kind);
        plain.extend(name.as_bytes());
        plain.extend(self.total.to_be_bytes());
        plain.extend(self.start.to_be_bytes());
        let len = u32::try_from(self.bytes.len()).map_err(|_| RecordError::Letter)?;
        plain.extend(len.to_be_bytes());
        plain.extend(&self.bytes);
        plain.resize(length - AROUND, 0);
        let closed = office.close(Purpose::Letter(device), None, &plain, seed)?;
        Ok([&[VERSION, size], closed.as_slice()].concat())
    }

    /// Opens a letter of this tablet.
    ///
    /// # Errors
    /// [`RecordError::Closed`] if it is not from this tablet to this office or was changed; [`RecordError::Letter`] if what is
    /// in it makes no sense.
    pub fn open(letter: &[u8], device: DeviceId, key: &OpeningKey) -> Result<Self, RecordError> {
        if length_of(letter) != Some(letter.len()) {
            return Err(RecordError::Letter);
        }
        let closed = letter.get(2..).ok_or(RecordError::Letter)?;
        let plain = key.open(Purpose::Letter(device), None, closed)?;
        Self::read(&plain).ok_or(RecordError::Letter)
    }

    fn read(plain: &[u8]) -> Option<Self> {
        let (kind, rest) = plain.split_first()?;
        let (name, rest) = rest.split_first_chunk()?;
        let (total, rest) = rest.split_first_chunk()?;
        let (start, rest) = rest.split_first_chunk()?;
        let (len, rest) = rest.split_first_chunk()?;
        let name = Hash::from_bytes(*name);
        let of = match kind {
            1 => Carried::Record(name),
            2 => Carried::File(name),
            _ => return None,
        };
        let (bytes, padding) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*len)).ok()?)?;
        let (total, start) = (u64::from_be_bytes(*total), u64::from_be_bytes(*start));
        let part = Self { of, total, start, bytes: bytes.to_vec() };
        let fits = start.checked_add(bytes.len() as u64)? <= total && (total == 0 || !bytes.is_empty());
        (fits && padding.iter().all(|byte| *byte == 0)).then_some(part)
    }
}

/// The letters in a request, which stand in it one after the other; `None` if the last is cut off or one has no known size.
#[must_use]
pub fn split(mut request: &[u8]) -> Option<Vec<&[u8]>> {
    let mut letters = Vec::new();
    while !request.is_empty() {
        let (letter, rest) = request.split_at_checked(length_of(request)?)?;
        letters.push(letter);
        request = rest;
    }
    Some(letters)
}

/// How long the letter is that begins here.
pub(crate) fn length_of(letter: &[u8]) -> Option<usize> {
    match letter {
        [VERSION, size, ..] => LETTER_SIZES.get(usize::from(*size)).copied(),
        _ => None,
    }
}
