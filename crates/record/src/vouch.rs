//! An office's word for one of its tablets: which key signs its records, so that another office can prove them that the tablet
//! never joined. It comes back with them, and then proves to the office itself that the tablet was its own.

use crate::{DeviceId, PublicKey, RecordError, TenantId};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

const DOMAIN: &[u8] = b"doorstep vouch v1\n";

/// The version of the form that this program writes.
pub const VOUCH_VERSION: u32 = 1;

/// What an office says of a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouch {
    /// Version of the form, [`VOUCH_VERSION`] today.
    pub v: u32,
    /// The agency whose tablet it is.
    pub tenant: TenantId,
    /// The tablet.
    pub device: DeviceId,
    /// The key that signs its records.
    pub record_key: PublicKey,
    /// What people there call it.
    pub name: String,
}

/// A vouch's bytes exactly as the office made them, and their signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedVouch {
    /// The vouch's JSON.
    pub vouch: Vec<u8>,
    /// Ed25519 by the office over the domain and the vouch.
    pub signature: [u8; 64],
}

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

impl SignedVouch {
    /// Writes the vouch and signs it.
    ///
    /// # Errors
    /// [`RecordError::Write`].
    pub fn sign(vouch: &Vouch, key: &SigningKey) -> Result<Self, RecordError> {
        let vouch = serde_json::to_vec(vouch).map_err(RecordError::Write)?;
        let signature = key.sign(&in_domain(&vouch)).to_bytes();
        Ok(Self { vouch, signature })
    }

    /// Checks the signature, then reads the vouch.
    ///
    /// # Errors
    /// [`RecordError::Signature`] before anything else; then [`RecordError::Disclosure`], [`RecordError::Version`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<Vouch, RecordError> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&in_domain(&self.vouch), &signature).map_err(|_| RecordError::Signature)?;
        let Versioned { v } = serde_json::from_slice(&self.vouch).map_err(|_| RecordError::Disclosure)?;
        if v != VOUCH_VERSION {
            return Err(RecordError::Version { found: v, known: VOUCH_VERSION });
        }
        serde_json::from_slice(&self.vouch).map_err(|_| RecordError::Disclosure)
    }
}

fn in_domain(vouch: &[u8]) -> Vec<u8> {
    [DOMAIN, vouch].concat()
}
