//! The office's word that it holds a record for good. Nothing else may be shown as safe at the office.

use crate::{EpochId, Hash, KeyId, RecordError};
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

const DOMAIN: &[u8] = b"doorstep receipt v1\n";

/// The version of receipts that this program writes.
pub const RECEIPT_VERSION: u32 = 1;

/// What the office confirms: record and blobs are durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of the receipt's form, [`RECEIPT_VERSION`] today.
    pub v: u32,
    /// The record's hash.
    pub record: Hash,
    /// Which life of the office's store its number is of.
    pub epoch: EpochId,
    /// Its number among everything the office holds for this tenant, from 1, without gaps.
    pub office_seq: u64,
    /// The office's clock when it had all of it.
    pub received_at: DateTime<Utc>,
    /// The key that signs.
    pub office_key: KeyId,
}

/// A receipt's bytes exactly as the office made them, and their signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReceipt {
    /// The receipt's JSON; in JSON itself as base64.
    #[serde(with = "base::base64")]
    pub receipt: Vec<u8>,
    /// Ed25519 by the office over the domain and the receipt; in JSON as base64.
    #[serde(with = "base::base64")]
    pub signature: [u8; 64],
}

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

impl SignedReceipt {
    /// Writes the receipt and signs it.
    ///
    /// # Errors
    /// [`RecordError::ReceiptKey`] if the receipt names another key than this one.
    pub fn sign(receipt: &Receipt, key: &SigningKey) -> Result<Self, RecordError> {
        check_key(receipt, &key.verifying_key())?;
        let receipt = serde_json::to_vec(receipt).map_err(RecordError::Write)?;
        let signature = key.sign(&in_domain(&receipt)).to_bytes();
        Ok(Self { receipt, signature })
    }

    /// Checks the signature, then reads the receipt. Whether it is for the record in hand is for the caller to see:
    /// compare [`Receipt::record`].
    ///
    /// # Errors
    /// [`RecordError::Signature`] before anything else; then [`RecordError::Version`], [`RecordError::Receipt`],
    /// [`RecordError::ReceiptKey`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<Receipt, RecordError> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&in_domain(&self.receipt), &signature).map_err(|_| RecordError::Signature)?;
        let Versioned { v } = serde_json::from_slice(&self.receipt).map_err(RecordError::Receipt)?;
        if v != RECEIPT_VERSION {
            return Err(RecordError::Version { found: v, known: RECEIPT_VERSION });
        }
        let receipt = serde_json::from_slice(&self.receipt).map_err(RecordError::Receipt)?;
        check_key(&receipt, key)?;
        Ok(receipt)
    }
}

fn in_domain(receipt: &[u8]) -> Vec<u8> {
    [DOMAIN, receipt].concat()
}

fn check_key(receipt: &Receipt, key: &VerifyingKey) -> Result<(), RecordError> {
    if receipt.office_key == KeyId::of(key) { Ok(()) } else { Err(RecordError::ReceiptKey) }
}
