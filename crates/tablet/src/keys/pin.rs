//! Which PINs may be chosen. Whether one is the right one is not known here: only the slot it opens knows.

use thiserror::Error;

/// Fewest digits of a PIN.
const DIGITS: usize = 6;
/// Fewest characters of a passphrase.
const CHARACTERS: usize = 12;

/// Why a PIN cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PinFault {
    /// Fewer than six digits, or letters and fewer than twelve characters.
    #[error("the PIN is too short")]
    Short,
    /// All the same, or counting up or down.
    #[error("the PIN is too easy to guess")]
    Easy,
    /// The tablet has no keystore, and this is not a passphrase.
    #[error("this tablet needs a passphrase")]
    NotAPassphrase,
}

/// Whether a PIN may be chosen; `passphrase` when there is no keystore to mix into the key.
pub(crate) fn check(pin: &str, passphrase: bool) -> Result<(), PinFault> {
    let long = pin.chars().count() >= CHARACTERS;
    let digits: Option<Vec<u32>> = pin.chars().map(|c| c.to_digit(10)).collect();
    let distinct = pin.chars().collect::<std::collections::BTreeSet<char>>().len();
    match digits {
        _ if passphrase && (!long || distinct < 4) => Err(PinFault::NotAPassphrase),
        None if !long => Err(PinFault::Short),
        Some(digits) if digits.len() < DIGITS => Err(PinFault::Short),
        Some(digits) if is_run(&digits, 0) || is_run(&digits, 1) || is_run(&digits, 9) => Err(PinFault::Easy),
        None if distinct < 4 => Err(PinFault::Easy),
        Some(_) | None => Ok(()),
    }
}

/// Whether each digit is `step` above the one before it, counting on from 9 to 0.
fn is_run(digits: &[u32], step: u32) -> bool {
    digits.iter().zip(digits.iter().skip(1)).all(|(a, b)| (a + step) % 10 == *b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_that_may_and_may_not_be_chosen() {
        for (pin, passphrase, expected) in [
            ("270914", false, Ok(())),
            ("12345", false, Err(PinFault::Short)),
            ("abcdef", false, Err(PinFault::Short)),
            ("777777", false, Err(PinFault::Easy)),
            ("123456", false, Err(PinFault::Easy)),
            ("890123", false, Err(PinFault::Easy)),
            ("654321", false, Err(PinFault::Easy)),
            ("aaaaaaaaaaaa", false, Err(PinFault::Easy)),
            ("three brown cows", false, Ok(())),
            ("270914", true, Err(PinFault::NotAPassphrase)),
            ("aaaaaaaaaaaa", true, Err(PinFault::NotAPassphrase)),
            ("three brown cows", true, Ok(())),
            ("żółte słonie", true, Ok(())),
        ] {
            assert_eq!(check(pin, passphrase), expected, "{pin} {passphrase}");
        }
    }
}
