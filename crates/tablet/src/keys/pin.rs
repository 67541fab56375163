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

/// Other paths over the pad of a telephone, and counting that runs over ten.
const TRIED_FIRST: [&str; 6] = ["147896", "134679", "246810", "135790", "741236", "963214"];

/// Whether somebody who guesses would try these digits early: of at most two kinds, said forwards and backwards alike, a block said
/// again; all of them, each half or each pair going on by one step; a date.
fn is_easy(digits: &[u32]) -> bool {
    let kinds = digits.iter().collect::<std::collections::BTreeSet<_>>().len();
    let is_mirrored = digits.iter().eq(digits.iter().rev());
    let is_block =
        (1..=digits.len() / 2).any(|size| digits.iter().zip(digits.iter().skip(size)).all(|(a, b)| a == b));
    let (half, other) = digits.split_at(digits.len() / 2);
    let pairs: Vec<u32> =
        digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum * 10 + digit)).collect();
    let typed: String = digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
    kinds < 3
        || is_mirrored
        || is_block
        || goes_on(digits, 10)
        || (goes_on(half, 10) && goes_on(other, 10))
        || goes_on(&pairs, 100)
        || is_date(&typed)
        || TRIED_FIRST.contains(&typed.as_str())
}

/// Whether digits are a day, or a month of a year, in any order people write one.
fn is_date(typed: &str) -> bool {
    let is_year = |day: NaiveDate| (1900..2100).contains(&day.year());
    let is = |typed: &str, forms: &[&str]| {
        forms.iter().filter_map(|form| NaiveDate::parse_from_str(typed, form).ok()).any(is_year)
    };
    match typed.len() {
        6 => {
            is(typed, &["%d%m%y", "%m%d%y", "%y%m%d"])
                || is(&format!("01{typed}"), &["%d%m%Y"])
                || is(&format!("{typed}01"), &["%Y%m%d"])
        }
        8 => is(typed, &["%d%m%Y", "%m%d%Y", "%Y%m%d"]),
        _ => false,
    }
}

/// Whether each number is one same step from the one before it, counted round after the last.
fn goes_on(numbers: &[u32], round: u32) -> bool {
    let mut steps = numbers.iter().zip(numbers.iter().skip(1)).map(|(a, b)| (b + round - a) % round);
    steps.next().is_some_and(|first| steps.all(|step| step == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As few that the rules are not in the way of most people, and most of those that are tried first.
    #[test]
    fn most_digits_may_be_chosen() {
        let some = (0..1_000_000).step_by(101);
        let all = some.clone().count();
        let refused = some.filter(|n| check(&format!("{n:06}"), false).is_err()).count();
        assert!(refused * 20 > all && refused * 6 < all, "{refused} of {all}");
    }

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
            ("789456", false, Err(PinFault::Easy)),
            ("123321", false, Err(PinFault::Easy)),
            ("963852", false, Err(PinFault::Easy)),
            ("142536", false, Err(PinFault::Easy)),
            ("131415", false, Err(PinFault::Easy)),
            ("246810", false, Err(PinFault::Easy)),
            ("198409", false, Err(PinFault::Easy)),
            ("091984", false, Err(PinFault::Easy)),
            ("958316", false, Ok(())),
            ("482915", false, Ok(())),
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
