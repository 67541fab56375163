//! The keystore of the operating system, reached through `keyring`.

use zeroize::Zeroizing;

#[cfg(windows)]
use super::in_parts::InParts;
use super::keystore::{Keystore, KeystoreFailed};

/// Under which name the operating system lists our entries.
const SERVICE: &str = "doorstep";

/// The one of the operating system: Credential Manager on Windows, the Secret Service on Linux.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeystore;

/// Its entries, one for a secret.
struct Entries;

#[cfg(not(windows))]
const fn entries() -> impl Keystore {
    Entries
}

/// Windows refuses longer ones than 2,560 bytes.
#[cfg(windows)]
const fn entries() -> impl Keystore {
    InParts { whole: Entries, most: 2560 }
}

impl Keystore for SystemKeystore {
    fn is_here(&self) -> Result<bool, KeystoreFailed> {
        entries().is_here()
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
        entries().get(name)
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed> {
        entries().put(name, secret)
    }

    fn forget(&self, name: &str) -> Result<(), KeystoreFailed> {
        entries().forget(name)
    }
}

impl Keystore for Entries {
    fn is_here(&self) -> Result<bool, KeystoreFailed> {
        match entry("is it here").and_then(|entry| entry.get_secret()) {
            Ok(_) | Err(keyring::Error::NoEntry) => Ok(true),
            // It is there and nobody has unlocked it.
            Err(keyring::Error::NoStorageAccess(_)) => Err(KeystoreFailed),
            Err(_) => Ok(false),
        }
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeystoreFailed> {
        match entry(name).and_then(|entry| entry.get_secret()) {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(_) => Err(KeystoreFailed),
        }
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), KeystoreFailed> {
        entry(name).and_then(|entry| entry.set_secret(secret)).map_err(|_| KeystoreFailed)
    }

    fn forget(&self, name: &str) -> Result<(), KeystoreFailed> {
        match entry(name).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(_) => Err(KeystoreFailed),
        }
    }
}

#[cfg(not(windows))]
fn entry(name: &str) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, name)
}

/// Left to itself, it would be copied to whichever machine of the organisation its owner signs in to.
#[cfg(windows)]
fn entry(name: &str) -> keyring::Result<keyring::Entry> {
    // The first one of the library's own makes the store ready.
    keyring::Entry::new(SERVICE, name)?;
    let stays_here = std::collections::HashMap::from([("persistence", "Local")]);
    Ok(keyring::Entry { inner: keyring_core::Entry::new_with_modifiers(SERVICE, name, &stays_here)? })
}

#[cfg(all(test, windows))]
mod tests {
    use super::*;

    #[test]
    fn a_secret_stays_on_this_machine() {
        let (name, keystore) = ("a secret of a test", SystemKeystore);
        assert_eq!(keystore.is_here(), Ok(true));
        assert_eq!(keystore.get(name), Ok(None));
        for secret in [b"one".as_slice(), &[7; 6000], &[0, 255, 7]] {
            keystore.put(name, secret).unwrap();
            assert_eq!(keystore.get(name).unwrap().unwrap().as_slice(), secret);
        }
        let kept = entry(name).unwrap().inner.get_attributes().unwrap();
        assert_eq!(kept.get("persistence").map(String::as_str), Some("Local"));
        keystore.forget(name).unwrap();
        keystore.forget(name).unwrap();
        assert_eq!(keystore.get(name), Ok(None));
    }
}
