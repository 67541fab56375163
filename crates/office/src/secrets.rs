//! Secrets that browsers are given: of links, of sessions, of what they were asked. The office keeps their hashes alone.

use crate::environment::random;
use crate::{Environment, OfficeError};
use base::base64;
use record::Hash;

/// A new one: 256 bits, in letters that an address takes.
pub(crate) fn secret(environment: &dyn Environment) -> Result<String, OfficeError> {
    let bytes: [u8; 32] = random(environment)?;
    Ok(base64::encode_for_address(&bytes))
}

pub(crate) fn link_hash(secret: &str) -> Hash {
    Hash::of(format!("doorstep sign-in link v1\n{secret}").as_bytes())
}

pub(crate) fn session_hash(secret: &str) -> Hash {
    Hash::of(format!("doorstep session v1\n{secret}").as_bytes())
}

pub(crate) fn asked_hash(secret: &str) -> Hash {
    Hash::of(format!("doorstep asked v1\n{secret}").as_bytes())
}

/// By which it is remembered what somebody who is signed in was asked again.
pub(crate) fn again_hash(session: Hash) -> Hash {
    Hash::of(format!("doorstep asked again v1\n{session}").as_bytes())
}

/// By which a passkey is known here, of whose own name nobody says how long it is.
pub(crate) fn passkey_hash(name: &[u8]) -> Hash {
    Hash::of(&[b"doorstep passkey v1\n".as_slice(), name].concat())
}
