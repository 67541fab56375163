//! Signed answers: what an office says proves that it is this office, to this request. Without the proof it may be anything in
//! between, such as the page of a hotel's network.

use crate::request::Nonce;
use crate::{Hash, PublicKey, RecordError};
use base::{base64, hex};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

const DOMAIN: &str = "doorstep answer v1";

/// Header of an answer with the office's signature as base64.
pub const ANSWER: &str = "doorstep-answer";

/// The answer that is signed.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The nonce of the request.
    pub nonce: Nonce,
    /// The status of the answer.
    pub status: u16,
    /// The body's bytes.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// The header's value.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> String {
        let office = PublicKey::from(&key.verifying_key());
        base64::encode(&key.sign(self.message(&office).as_bytes()).to_bytes())
    }

    /// Proves that the office with this key gave this answer to the request with this nonce.
    ///
    /// # Errors
    /// [`RecordError::Signature`].
    pub fn verify(&self, header: &str, key: &VerifyingKey) -> Result<(), RecordError> {
        let bytes = base64::decode(header).and_then(|bytes| bytes.try_into().ok());
        let signature = Signature::from_bytes(&bytes.ok_or(RecordError::Signature)?);
        let message = self.message(&PublicKey::from(key));
        key.verify_strict(message.as_bytes(), &signature).map_err(|_| RecordError::Signature)
    }

    fn message(&self, office: &PublicKey) -> String {
        let Self { nonce, status, body } = self;
        let (office, nonce) = (hex::encode(office.as_bytes()), hex::encode(&nonce.0));
        format!("{DOMAIN}\n{office}\n{nonce}\n{status}\n{}\n", Hash::of(body))
    }
}
