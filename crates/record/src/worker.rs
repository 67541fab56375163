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
    /// What they are called, so that an office can tell whom it gives something to. The proof says nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Their part, such as `social-worker`. The proof says nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
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
        Self { user, key, proof, name: None, role: None }
    }

    /// The same, of somebody who is called this and has this part.
    #[must_use]
    pub fn called(self, name: &str, role: &str) -> Self {
        Self { name: Some(name.to_owned()), role: Some(role.to_owned()), ..self }
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
