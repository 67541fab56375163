//! Signed answers: what an office says proves that it is this office, and to which request. Without the proof it may be anything in
//! between, such as the page of a hotel's network; bound to the nonce alone, it could be what the office said to somebody else.

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
    /// To what.
    pub to: Asked<'a>,
    /// The status of the answer.
    pub status: u16,
    /// The body's bytes.
    pub body: &'a [u8],
}

/// The request that is answered, as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The method in capitals.
    pub method: &'a str,
    /// Path and query, as in the request's first line.
    pub target: &'a str,
    /// The body's hash.
    pub body: Hash,
    /// The header with the request's signature; empty where it has none.
    pub signature: &'a str,
    /// Its nonce.
    pub nonce: Nonce,
}

impl Answer<'_> {
    /// The header's value.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> String {
        let office = PublicKey::from(&key.verifying_key());
        base64::encode(&key.sign(self.message(&office).as_bytes()).to_bytes())
    }

    /// Proves that the office with this key gave this answer to this request.
    ///
    /// # Errors
    /// [`RecordError::Signature`].
    pub fn verify(&self, header: &str, key: &VerifyingKey) -> Result<(), RecordError> {
        let bytes = base64::decode(header).and_then(|bytes| bytes.try_into().ok());
        let signature = Signature::from_bytes(&bytes.ok_or(RecordError::Signature)?);
        let message = self.message(&PublicKey::from(key));
        key.verify_strict(message.as_bytes(), &signature).map_err(|_| RecordError::Signature)
    }

    /// One line for each thing that is signed. No header, method or target can hold a line break.
    fn message(&self, office: &PublicKey) -> String {
        let Self { to: Asked { method, target, body: asked, signature, nonce }, status, body } = self;
        let (office, nonce, body) = (hex::encode(office.as_bytes()), nonce.text(), Hash::of(body));
        format!("{DOMAIN}\n{office}\n{method}\n{target}\n{asked}\n{signature}\n{nonce}\n{status}\n{body}\n")
    }
}
