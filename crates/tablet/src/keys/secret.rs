//! Thirty-two bytes that are wiped when they are let go, and never shown.

use zeroize::Zeroizing;

use crate::environment::{Environment, random};
use crate::error::Result;

/// A key.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// A new key.
pub(crate) fn fresh_secret(environment: &dyn Environment) -> Result<Secret> {
    Ok(Zeroizing::new(random(environment)?))
}

/// Lower-case hexadecimal, as SQLCipher takes a key.
pub(crate) fn hex(secret: &Secret) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(64));
    for byte in secret.iter() {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    text
}
