//! Which PINs may be chosen. Whether one is the right one is not known here: only the slot it opens knows.

use chrono::{Datelike, NaiveDate};
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
    /// Of digits that many people choose: counting up or down, a pattern, a date.
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
        Some(digits) if is_easy(&digits) => Err(PinFault::Easy),
        None if distinct < 4 => Err(PinFault::Easy),
        Some(_) | None => Ok(()),
    }
}

/// Lines and corners of the pad of a telephone, and doubled or spaced counting: what is tried first after dates.
const TRIED_FIRST: [&str; 16] = [
    "147258", "258369", "147369", "369258", "258147", "741852", "852963", "159753", "159357", "753951",
    "357951", "147896", "102030", "010203", "121314", "142536",
];

/// Whether somebody who guesses would try these digits early: of at most two kinds, counting, a block said again, doubled counting,
/// a pattern of the pad, a date.
fn is_easy(digits: &[u32]) -> bool {
    let kinds = digits.iter().collect::<std::collections::BTreeSet<_>>().len();
    let counts = [0, 1, 9].into_iter().any(|step| is_run(digits, step));
    let is_block =
        (1..=digits.len() / 2).any(|size| digits.iter().zip(digits.iter().skip(size)).all(|(a, b)| a == b));
    let pairs: Vec<_> = digits.chunks(2).collect();
    let firsts: Vec<u32> = pairs.iter().filter_map(|pair| pair.first().copied()).collect();
    let is_doubled =
        pairs.iter().all(|pair| is_run(pair, 0)) && [1, 9].into_iter().any(|step| is_run(&firsts, step));
    let typed: String = digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
    kinds < 3 || counts || is_block || is_doubled || is_date(&typed) || TRIED_FIRST.contains(&typed.as_str())
}

/// Whether digits are a day of a year, in any order people write one.
fn is_date(typed: &str) -> bool {
    let forms: &[&str] = match typed.len() {
        6 => &["%d%m%y", "%m%d%y", "%y%m%d"],
        8 => &["%d%m%Y", "%m%d%Y", "%Y%m%d"],
        _ => &[],
    };
    let day = |form: &&str| NaiveDate::parse_from_str(typed, form).ok();
    forms.iter().filter_map(day).any(|day| (1900..2100).contains(&day.year()))
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
            ("274914", false, Ok(())),
            ("48291537", false, Ok(())),
            ("270914", false, Err(PinFault::Easy)),
            ("091427", false, Err(PinFault::Easy)),
            ("140927", false, Err(PinFault::Easy)),
            ("27091984", false, Err(PinFault::Easy)),
            ("19840927", false, Err(PinFault::Easy)),
            ("121212", false, Err(PinFault::Easy)),
            ("112211", false, Err(PinFault::Easy)),
            ("483483", false, Err(PinFault::Easy)),
            ("445566", false, Err(PinFault::Easy)),
            ("998877", false, Err(PinFault::Easy)),
            ("159753", false, Err(PinFault::Easy)),
            ("12345", false, Err(PinFault::Short)),
            ("abcdef", false, Err(PinFault::Short)),
            ("777777", false, Err(PinFault::Easy)),
            ("123456", false, Err(PinFault::Easy)),
            ("890123", false, Err(PinFault::Easy)),
            ("654321", false, Err(PinFault::Easy)),
            ("aaaaaaaaaaaa", false, Err(PinFault::Easy)),
            ("three brown cows", false, Ok(())),
            ("274914", true, Err(PinFault::NotAPassphrase)),
            ("aaaaaaaaaaaa", true, Err(PinFault::NotAPassphrase)),
            ("three brown cows", true, Ok(())),
            ("żółte słonie", true, Ok(())),
        ] {
            assert_eq!(check(pin, passphrase), expected, "{pin} {passphrase}");
        }
    }
}
