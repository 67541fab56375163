//! The office's key: made once, kept in one file, never sent anywhere. Whoever has it can give receipts in the office's
//! name; without it the tablets do not know the office any more. It belongs in the backup.

use crate::disk::write_whole;
use crate::environment::random;
use crate::{Environment, OfficeError};
use base::base64;
use ed25519_dalek::SigningKey;
use record::{KeyId, PublicKey, Receipt, RecordError, SignedReceipt};
use std::fs;
use std::io;
use std::path::Path;
use zeroize::Zeroizing;

const FIRST_LINE: &str = "doorstep office key v1\n";

/// The office's Ed25519 key.
pub struct OfficeKey(SigningKey);

impl OfficeKey {
    /// A key from 32 secret random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey::from(&self.0.verifying_key())
    }

    /// The short name of the key, which is the pin that tablets are given.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.public().id()
    }

    pub(crate) fn sign(&self, receipt: &Receipt) -> Result<SignedReceipt, RecordError> {
        SignedReceipt::sign(receipt, &self.0)
    }

    pub(crate) fn load(path: &Path) -> Result<Option<Self>, OfficeError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(OfficeError::KeyFile),
            Err(source) => return Err(OfficeError::Machine { doing: "read its key file", source }),
        };
        let seed = text.strip_prefix(FIRST_LINE).and_then(|rest| base64::decode(rest.trim_end()));
        let seed = Zeroizing::new(seed.ok_or(OfficeError::KeyFile)?);
        let seed: &[u8; 32] = seed.as_slice().try_into().map_err(|_| OfficeError::KeyFile)?;
        Ok(Some(Self::from_seed(seed)))
    }

    pub(crate) fn make(path: &Path, environment: &dyn Environment) -> Result<Self, OfficeError> {
        let seed: Zeroizing<[u8; 32]> = Zeroizing::new(random(environment)?);
        let text = Zeroizing::new(format!("{FIRST_LINE}{}\n", base64::encode(seed.as_slice())));
        write_whole(path, text.as_bytes()).map_err(OfficeError::machine("write its key file"))?;
        Ok(Self::from_seed(&seed))
    }
}
