//! Checking a receipt that was saved as a file, at any time and on any machine, against the key the office is known by.

use crate::OfficeError;
use base::base64;
use chrono::{DateTime, Utc};
use ipc::office::ReceiptFile;
use record::{ClosingKey, Hash, KeyId, OfficeKeys, PublicKey, RecordError, SignedReceipt};

/// What a genuine receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedReceipt {
    /// The record it is for.
    pub record: Hash,
    /// The record's number at the office.
    pub office_seq: u64,
    /// When the office had all of it, by the office's clock.
    pub received_at: DateTime<Utc>,
}

/// Checks a receipt. `known_key` is the office's pin, or its signing key as base64 or as its short name, from a source that is
/// trusted; the keys in the file alone prove nothing.
///
/// # Errors
/// [`OfficeError::Record`] saying what does not fit.
pub fn verify_receipt(file: &ReceiptFile, known_key: &str) -> Result<VerifiedReceipt, OfficeError> {
    let key = PublicKey::from_bytes(bytes(&file.office_key, "a key")?);
    let letters = ClosingKey::from_bytes(bytes(&file.letters_key, "a key")?);
    let known = known(known_key)?;
    if key.id() != known && (OfficeKeys { signing: key, letters }).pin() != known {
        return Err(RecordError::ReceiptKey.into());
    }
    let receipt = base64::decode(&file.receipt).ok_or(RecordError::Text { wanted: "a receipt" })?;
    let signed = SignedReceipt { receipt, signature: bytes(&file.signature, "a signature")? };
    let receipt = signed.verify(&key.verifying_key()?)?;
    Ok(VerifiedReceipt {
        record: receipt.record,
        office_seq: receipt.office_seq,
        received_at: receipt.received_at,
    })
}

/// The short name of the key or of both keys that somebody knows an office by.
pub(crate) fn known(key: &str) -> Result<KeyId, RecordError> {
    match bytes(key, "a key") {
        Ok(key) => Ok(PublicKey::from_bytes(key).id()),
        Err(_) => key.parse(),
    }
}

fn bytes<const N: usize>(text: &str, wanted: &'static str) -> Result<[u8; N], RecordError> {
    let bytes = base64::decode(text).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or(RecordError::Text { wanted })
}
