//! Bytes closed to one key: whoever closes them cannot open them again. HPKE (RFC 9180) with X25519, HKDF-SHA256 and
//! ChaCha20-Poly1305. What is closed is said by the modules beside this one, as a [`Purpose`].

use crate::{DeviceId, RecordError, UserId};
use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use hkdf::Hkdf;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, PskBundle, Serializable};
use sha2::Sha256;
use zeroize::Zeroizing;

type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

/// Bytes that closing adds: the key agreement's public half in front, the proof behind.
pub const CLOSING_BYTES: usize = 32 + 16;

/// An X25519 public key that something is closed to, as it is sent and stored: base64 of 32 bytes. Not yet known to be usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ClosingKey(#[serde(with = "base::base64")] [u8; 32]);

/// The private half of a [`ClosingKey`].
pub struct OpeningKey(Private);

/// What something is closed for. What was closed for one purpose cannot be opened as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A letter of this tablet to its office.
    Letter(DeviceId),
    /// A tablet asks to join.
    Joining,
    /// What an office wrote, for this worker on this tablet.
    Change(DeviceId, UserId),
    /// Agreements that an office gives to another.
    Disclosure,
    /// This worker's keys on a tablet, for the office.
    OfficeSlot(UserId),
    /// This worker's keys on a tablet, for who is told a code by telephone.
    PhoneSlot(UserId),
}

impl Purpose {
    fn info(self) -> String {
        match self {
            Self::Letter(device) => format!("doorstep letter v1 {device}"),
            Self::Joining => "doorstep joining v1".to_owned(),
            Self::Change(device, user) => format!("doorstep change v1 {device} {user}"),
            Self::Disclosure => "doorstep disclosure v1".to_owned(),
            Self::OfficeSlot(user) => format!("doorstep office slot v1 {user}"),
            Self::PhoneSlot(user) => format!("doorstep phone slot v1 {user}"),
        }
    }
}

impl ClosingKey {
    /// A key from its 32 bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Closes `plain`. `seed` is 32 fresh random bytes, used once. With `half`, nobody opens it without that either: 32 secret
    /// bytes such as a keystore's.
    ///
    /// # Errors
    /// [`RecordError::Key`] if nothing can be closed to this key.
    pub fn close(
        &self,
        purpose: Purpose,
        half: Option<&[u8; 32]>,
        plain: &[u8],
        seed: [u8; 32],
    ) -> Result<Vec<u8>, RecordError> {
        let to = Public::from_bytes(&self.0).map_err(|_| RecordError::Key)?;
        let mode = half.map_or(Ok(OpModeS::Base), |half| PskBundle::new(half, HALF).map(OpModeS::Psk));
        let mode = mode.map_err(|_| RecordError::Key)?;
        let mut random = ChaCha20Rng::from_seed(seed);
        let (agreed, mut context) = hpke::setup_sender_with_rng::<
            ChaCha20Poly1305,
            HkdfSha256,
            X25519HkdfSha256,
        >(&mode, &to, purpose.info().as_bytes(), &mut random)
        .map_err(|_| RecordError::Key)?;
        let closed = context.seal(plain, b"").map_err(|_| RecordError::Key)?;
        Ok([agreed.to_bytes().as_slice(), &closed].concat())
    }
}

/// The name of the second secret, where there is one.
const HALF: &[u8] = b"the machine's half";

impl OpeningKey {
    /// The key that belongs to a secret: `what` says which of those that are drawn from it.
    #[must_use]
    pub fn from_secret(secret: &[u8], what: &str) -> Self {
        let mut material = Zeroizing::new([0; 32]);
        // Thirty-two bytes are never too many for it.
        let _ = Hkdf::<Sha256>::new(None, secret).expand(what.as_bytes(), material.as_mut_slice());
        Self(X25519HkdfSha256::derive_keypair(material.as_slice()).0)
    }

    /// The public half.
    #[must_use]
    pub fn closing(&self) -> ClosingKey {
        ClosingKey(X25519HkdfSha256::sk_to_pk(&self.0).to_bytes().into())
    }

    /// Opens what was closed to this key for this purpose, with the same half.
    ///
    /// # Errors
    /// [`RecordError::Closed`] if it was not, or was changed since.
    pub fn open(
        &self,
        purpose: Purpose,
        half: Option<&[u8; 32]>,
        closed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, RecordError> {
        let no = |_| RecordError::Closed;
        let (agreed, closed) = closed.split_at_checked(32).ok_or(RecordError::Closed)?;
        let agreed = Encapsulated::from_bytes(agreed).map_err(no)?;
        let mode = half.map_or(Ok(OpModeR::Base), |half| PskBundle::new(half, HALF).map(OpModeR::Psk));
        let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &mode.map_err(no)?,
            &self.0,
            &agreed,
            purpose.info().as_bytes(),
        )
        .map_err(no)?;
        context.open(closed, b"").map(Zeroizing::new).map_err(no)
    }
}
