//! The key of a worker on a tablet, to which an office closes what it says to them. It is told by the tablet and signed with the key
//! that signs records, which is there only while somebody is in: who has the tablet locked can tell no other.

use crate::{ClosingKey, DeviceId, OpeningKey, RecordError, UserId};
use base::hex;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

const DOMAIN: &str = "doorstep worker key v1";

/// A worker's key, and the tablet's word that it is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerKey {
    /// Whose.
    pub user: UserId,
    /// The key.
    pub key: ClosingKey,
    /// Ed25519 by the record key over the tablet, the worker and the key; as base64.
    #[serde(with = "base::base64")]
    pub proof: [u8; 64],
}

impl WorkerKey {
    /// What opens what is closed to the worker, from 32 secret bytes that only the worker's PIN opens.
    #[must_use]
    pub fn opening(secret: &[u8; 32]) -> OpeningKey {
        OpeningKey::from_secret(secret, DOMAIN)
    }

    /// Writes and signs it.
    #[must_use]
    pub fn sign(device: DeviceId, user: UserId, key: ClosingKey, record_key: &SigningKey) -> Self {
        let proof = record_key.sign(message(device, user, &key).as_bytes()).to_bytes();
        Self { user, key, proof }
    }

    /// Proves that this tablet told it.
    ///
    /// # Errors
    /// [`RecordError::Signature`].
    pub fn verify(&self, device: DeviceId, record_key: &VerifyingKey) -> Result<(), RecordError> {
        let proof = Signature::from_bytes(&self.proof);
        let message = message(device, self.user, &self.key);
        record_key.verify_strict(message.as_bytes(), &proof).map_err(|_| RecordError::Signature)
    }
}

fn message(device: DeviceId, user: UserId, key: &ClosingKey) -> String {
    format!("{DOMAIN}\n{device}\n{user}\n{}\n", hex::encode(key.as_bytes()))
}
