//! Public keys as they travel, and their short names.

use crate::{ClosingKey, RecordError};
use base::crockford;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

/// An Ed25519 public key as it is sent and stored: base64 of 32 bytes. Not yet known to be usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct PublicKey(#[serde(with = "base::base64")] [u8; 32]);

impl PublicKey {
    /// A key from its 32 bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, as databases keep them.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The short name of this key.
    #[must_use]
    pub fn id(&self) -> KeyId {
        KeyId::of_bytes(&self.0)
    }

    /// The key, ready to check signatures.
    ///
    /// # Errors
    /// [`RecordError::Key`] if the bytes are no point of the curve, or one that would accept anybody's signature.
    pub fn verifying_key(&self) -> Result<VerifyingKey, RecordError> {
        let key = VerifyingKey::from_bytes(&self.0).map_err(|_| RecordError::Key)?;
        if key.is_weak() { Err(RecordError::Key) } else { Ok(key) }
    }
}

impl From<&VerifyingKey> for PublicKey {
    fn from(key: &VerifyingKey) -> Self {
        Self(key.to_bytes())
    }
}

/// The short name of a key: the first 128 bits of its SHA-256, shown as 26 letters in groups of four.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyId([u8; 16]);

/// The two keys an office is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OfficeKeys {
    /// Signs its receipts and answers.
    pub signing: PublicKey,
    /// What is sent to it is closed to this one.
    pub letters: ClosingKey,
}

impl OfficeKeys {
    /// The short name of both together.
    #[must_use]
    pub fn pin(&self) -> OfficePin {
        KeyId::of_bytes(&[self.signing.as_bytes().as_slice(), self.letters.as_bytes()].concat())
    }
}

/// The short name of an office's two keys, as a person types it to say which office they mean.
pub type OfficePin = KeyId;

impl KeyId {
    /// The short name of this key.
    #[must_use]
    pub fn of(key: &VerifyingKey) -> Self {
        Self::of_bytes(key.as_bytes())
    }

    /// A short name from its sixteen bytes.
    pub(crate) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    fn of_bytes(key: &[u8]) -> Self {
        let full: [u8; 32] = Sha256::digest(key).into();
        let mut short = [0; 16];
        short.iter_mut().zip(full).for_each(|(to, from)| *to = from);
        Self(short)
    }

    /// The sixteen bytes, as databases keep them.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl std::fmt::Display for KeyId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&crockford::encode(&self.0))
    }
}

impl std::fmt::Debug for KeyId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "KeyId({self})")
    }
}

impl std::str::FromStr for KeyId {
    type Err = RecordError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        crockford::decode(text).map(Self).ok_or(RecordError::Text { wanted: "a key's short name" })
    }
}

impl TryFrom<String> for KeyId {
    type Error = RecordError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<KeyId> for String {
    fn from(id: KeyId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_would_accept_anything_is_refused() {
        let neutral = {
            let mut bytes = [0; 32];
            bytes[0] = 1;
            PublicKey::from_bytes(bytes)
        };
        assert!(matches!(neutral.verifying_key(), Err(RecordError::Key)));
    }
}
