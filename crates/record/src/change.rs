//! What an office wrote, on its way to one worker on one tablet: the record, closed to the worker's key and padded to one of the sizes of
//! a letter. A tablet that is locked keeps it and cannot read it.
//!
//! Bytes: version 1, the number of its size, then what HPKE closes: length of the record (4, big-endian), the record as
//! [`SignedRecord::to_bytes`] says it, zeros.

use crate::closed::{CLOSING_BYTES, Purpose};
use crate::letter::{LETTER_SIZES, length_of};
use crate::{ClosingKey, DeviceId, OpeningKey, RecordError, SignedRecord, UserId};

const VERSION: u8 = 1;
const AROUND: usize = 2 + CLOSING_BYTES;
const LABEL: usize = 4;

/// Bytes of a record that fit into one at most.
pub const MOST_IN_A_CHANGE: usize = 64 * 1024 - AROUND - LABEL;

/// Closes a record to a worker's key. `seed` is 32 fresh random bytes.
///
/// # Errors
/// [`RecordError::Letter`] if it is longer than [`MOST_IN_A_CHANGE`]; [`RecordError::Key`].
pub fn close(
    record: &SignedRecord,
    (device, user): (DeviceId, UserId),
    to: &ClosingKey,
    seed: [u8; 32],
) -> Result<Vec<u8>, RecordError> {
    let record = record.to_bytes();
    let (size, length) = (0..)
        .zip(LETTER_SIZES)
        .find(|(_, length)| AROUND + LABEL + record.len() <= *length)
        .ok_or(RecordError::Letter)?;
    let len = u32::try_from(record.len()).map_err(|_| RecordError::Letter)?;
    let mut plain = Vec::with_capacity(length);
    plain.extend(len.to_be_bytes());
    plain.extend(record);
    plain.resize(length - AROUND, 0);
    let closed = to.close(Purpose::Change(device, user), None, &plain, seed)?;
    Ok([&[VERSION, size], closed.as_slice()].concat())
}

/// Opens one. Nothing of the record is proved yet.
///
/// # Errors
/// [`RecordError::Closed`] if it is not for this worker on this tablet or was changed; [`RecordError::Letter`] if what is in it
/// makes no sense.
pub fn open(
    change: &[u8],
    (device, user): (DeviceId, UserId),
    key: &OpeningKey,
) -> Result<SignedRecord, RecordError> {
    if length_of(change) != Some(change.len()) {
        return Err(RecordError::Letter);
    }
    let closed = change.get(2..).ok_or(RecordError::Letter)?;
    let plain = key.open(Purpose::Change(device, user), None, closed)?;
    let (len, rest) = plain.split_first_chunk().ok_or(RecordError::Letter)?;
    let len = usize::try_from(u32::from_be_bytes(*len)).map_err(|_| RecordError::Letter)?;
    let (record, padding) = rest.split_at_checked(len).ok_or(RecordError::Letter)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(RecordError::Letter);
    }
    SignedRecord::from_bytes(record)
}
