//! A record as it is kept and sent: three strings of bytes that never change.

use crate::{Envelope, Hash, RecordError};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// Signed in front of the envelope, so that no other signature of the same key can pass for a record's.
const DOMAIN: &[u8] = b"doorstep record v1\n";

/// Envelope, signature and body, byte for byte as the tablet made them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRecord {
    /// The envelope's JSON.
    pub envelope: Vec<u8>,
    /// Ed25519 by the device over the domain and the envelope.
    pub signature: [u8; 64],
    /// The body, whatever the kind says it is.
    pub body: Vec<u8>,
}

impl SignedRecord {
    /// Writes the envelope and signs it.
    ///
    /// # Errors
    /// [`RecordError::Body`] if `envelope.body` is not of this body; [`RecordError::Place`] if its number and its
    /// predecessor contradict each other.
    pub fn sign(envelope: &Envelope, body: Vec<u8>, key: &SigningKey) -> Result<Self, RecordError> {
        check_body(envelope, &body)?;
        let envelope = envelope.write()?;
        let signature = key.sign(&in_domain(&envelope)).to_bytes();
        Ok(Self { envelope, signature, body })
    }

    /// Checks the signature, then reads the envelope, then checks the body against it.
    ///
    /// # Errors
    /// [`RecordError::Signature`] before anything else; then [`RecordError::Version`], [`RecordError::Envelope`],
    /// [`RecordError::Place`], [`RecordError::Body`].
    pub fn open(&self, key: &VerifyingKey) -> Result<Envelope, RecordError> {
        let envelope = self.verify(key)?;
        check_body(&envelope, &self.body)?;
        Ok(envelope)
    }

    /// Checks the signature, then reads the envelope. The body is not looked at: it may have been disposed of.
    ///
    /// # Errors
    /// [`RecordError::Signature`] before anything else; then [`RecordError::Version`], [`RecordError::Envelope`],
    /// [`RecordError::Place`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<Envelope, RecordError> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&in_domain(&self.envelope), &signature).map_err(|_| RecordError::Signature)?;
        Envelope::read(&self.envelope)
    }

    /// The record in one string of bytes, as it travels: the envelope's length (4, big-endian), envelope, signature, body.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let len = u32::try_from(self.envelope.len()).unwrap_or(u32::MAX);
        [&len.to_be_bytes(), self.envelope.as_slice(), &self.signature, &self.body].concat()
    }

    /// Reads what [`SignedRecord::to_bytes`] wrote. Nothing is proved yet.
    ///
    /// # Errors
    /// [`RecordError::Letter`] if it is cut off.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let read = || {
            let (len, rest) = bytes.split_first_chunk()?;
            let (envelope, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*len)).ok()?)?;
            let (signature, body) = rest.split_first_chunk()?;
            Some(Self { envelope: envelope.to_vec(), signature: *signature, body: body.to_vec() })
        };
        read().ok_or(RecordError::Letter)
    }

    /// The record's name: the hash of its envelope, which holds the hash of everything else.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&self.envelope)
    }
}

fn in_domain(envelope: &[u8]) -> Vec<u8> {
    [DOMAIN, envelope].concat()
}

fn check_body(envelope: &Envelope, body: &[u8]) -> Result<(), RecordError> {
    if envelope.body == crate::BodyRef::of(body) { Ok(()) } else { Err(RecordError::Body) }
}
