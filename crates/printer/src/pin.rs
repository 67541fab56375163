//! What a printer with an encrypted line is known by from one time to the next.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::error::PrinterError;

const DIGITS: usize = 64;

/// The SHA-256 of a printer's public key, as it stands in its certificate (`SubjectPublicKeyInfo`). The rest of a certificate
/// is not looked at: printers make their own, with any name and any date, and a new one for the same key when it runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pin([u8; 32]);

impl Pin {
    pub(crate) fn of_public_key(key: &[u8]) -> Self {
        Self(Sha256::digest(key).into())
    }
}

/// Sixty-four hexadecimal digits.
impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Pin {
    type Err = PrinterError;

    /// Reads what [`Display`](fmt::Display) wrote. Anything else is no printer's key.
    fn from_str(text: &str) -> Result<Self, PrinterError> {
        let is_one = text.len() == DIGITS && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        let digits = Some(text.as_bytes()).filter(|_| is_one).ok_or(PrinterError::OtherKey)?;
        let mut bytes = [0; 32];
        for (byte, two) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let two = std::str::from_utf8(two).ok();
            *byte = two.and_then(|two| u8::from_str_radix(two, 16).ok()).ok_or(PrinterError::OtherKey)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_the_hash_of_the_key_and_nothing_else_is_read_as_one() {
        let pin = Pin::of_public_key(b"abc");
        let written = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(pin.to_string(), written);
        let short = written.strip_prefix('b').unwrap();
        let (long, signed) = (format!("{written}0"), format!("+{short}"));
        for wrong in ["", short, &long, &signed, &written.replace('b', "g"), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<Pin>(), Err(PrinterError::OtherKey), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn it_is_written_and_read_alike(bytes in any::<[u8; 32]>()) {
            prop_assert_eq!(Pin(bytes).to_string().parse(), Ok(Pin(bytes)));
        }

        #[test]
        fn any_text_is_one_or_is_refused(text in "[0-9a-fA-F]{60,68}|.{0,70}") {
            if let Ok(pin) = text.parse::<Pin>() {
                prop_assert_eq!(pin.to_string(), text.to_ascii_lowercase());
            }
        }
    }
}
