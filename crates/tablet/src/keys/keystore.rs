//! The operating system's keystore, behind a trait. What lies there cannot be read from a copy of the tablet's files.

use std::fmt;

use zeroize::Zeroizing;

/// A place for small secrets that is not a file of ours.
pub trait Keystore: Send + Sync {
    /// Whether there is one on this machine. Asked before the first secret is kept.
    ///
    /// # Errors
    /// When there is one and it does not answer: that is not the same as none.
    fn is_here(&self) -> Result<bool, KeystoreFailed>;

    /// The secret of this name, if one is kept.
    ///
    /// # Errors
    /// When the keystore does not answer.
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed>;

    /// Keeps a secret, in place of any of the same name.
    ///
    /// # Errors
    /// When the keystore does not answer.
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed>;

    /// Lets a secret go. Nothing happens when there is none.
    ///
    /// # Errors
    /// When the keystore does not answer.
    fn forget(&self, name: &str) -> Result<(), KeystoreFailed>;
}

/// The keystore did not do what was asked. What it said is left out: it may hold what must not be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeystoreFailed;

impl fmt::Display for KeystoreFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the keystore of the operating system did not answer")
    }
}

impl std::error::Error for KeystoreFailed {}

/// None. The PIN then has to be a passphrase.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeystore;

impl Keystore for NoKeystore {
    fn is_here(&self) -> Result<bool, KeystoreFailed> {
        Ok(false)
    }

    fn get(&self, _name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
        Err(KeystoreFailed)
    }

    fn put(&self, _name: &str, _secret: &[u8]) -> Result<(), KeystoreFailed> {
        Err(KeystoreFailed)
    }

    fn forget(&self, _name: &str) -> Result<(), KeystoreFailed> {
        Err(KeystoreFailed)
    }
}
