//! Which PINs may be chosen. Whether one is the right one is not known here: only the slot it opens knows.

mod phrase;

use chrono::NaiveDate;
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
    /// Of digits that many people choose: counting up or down, a pattern, a date. Of letters that go on by themselves, or come again.
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
    match digits {
        _ if passphrase && (!long || phrase::is_easy(pin)) => Err(PinFault::NotAPassphrase),
        None if !long => Err(PinFault::Short),
        Some(digits) if digits.len() < DIGITS => Err(PinFault::Short),
        Some(digits) if is_easy(&digits) => Err(PinFault::Easy),
        None if phrase::is_easy(pin) => Err(PinFault::Easy),
        Some(_) | None => Ok(()),
    }
}

/// Other paths over the pad of a telephone, and counting that runs over ten.
const TRIED_FIRST: [&str; 6] = ["147896", "134679", "246810", "135790", "741236", "963214"];

/// Whether somebody who guesses would try these digits early: of at most two kinds, said forwards and backwards alike, a block said
/// again; nearly all of them, each half, every second one or each pair going on by one step; dates.
fn is_easy(digits: &[u32]) -> bool {
    let kinds = digits.iter().collect::<std::collections::BTreeSet<_>>().len();
    let is_mirrored = digits.iter().eq(digits.iter().rev());
    let is_block =
        (1..=digits.len() / 2).any(|size| digits.iter().zip(digits.iter().skip(size)).all(|(a, b)| a == b));
    let (half, other) = digits.split_at(digits.len() / 2);
    let every_second = |from: usize| -> Vec<u32> { digits.iter().copied().skip(from).step_by(2).collect() };
    let pairs: Vec<u32> =
        digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum * 10 + digit)).collect();
    let typed: String = digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
    kinds < 3
        || is_mirrored
        || is_block
        || nearly_goes_on(digits)
        || (goes_on(half, 10) && goes_on(other, 10))
        || (goes_on(&every_second(0), 10) && goes_on(&every_second(1), 10))
        || goes_on(&pairs, 100)
        || is_of_dates(&typed)
        || TRIED_FIRST.contains(&typed.as_str())
}

/// Whether digits are a date, or two dates or years one behind the other.
fn is_of_dates(typed: &str) -> bool {
    let is_one = |part: &str| is_year(part) || is_date(part);
    let are_two = |at: usize| {
        let parts = typed.split_at_checked(at);
        parts.is_some_and(|(one, other)| is_one(one) && is_one(other))
    };
    is_date(typed) || (4..=8).any(are_two)
}

/// Whether digits are a day, or a year with something beside it, in any order people write one, with noughts or without.
fn is_date(typed: &str) -> bool {
    let is = |form: &&str| NaiveDate::parse_from_str(typed, form).is_ok();
    let is_short = typed.len() == 6 && ["%d%m%y", "%m%d%y", "%y%m%d"].iter().any(is);
    let first = typed.split_at_checked(4);
    let last = typed.len().checked_sub(4).and_then(|at| typed.split_at_checked(at));
    let mut with_year = first.into_iter().chain(last.map(|(rest, year)| (year, rest)));
    is_short || with_year.any(|(year, rest)| is_year(year) && is_beside_a_year(rest))
}

fn is_year(typed: &str) -> bool {
    typed.len() == 4 && typed.parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}

/// Two digits, whatever they are, or a day and a month.
fn is_beside_a_year(typed: &str) -> bool {
    let is_day_and_month = |at: usize| {
        let Some((one, other)) = typed.split_at_checked(at) else { return false };
        let (Ok(one), Ok(other)) = (one.parse::<u32>(), other.parse::<u32>()) else { return false };
        let is = |day, month| NaiveDate::from_ymd_opt(2000, month, day).is_some();
        is(one, other) || is(other, one)
    };
    typed.len() == 2 || ((3..=4).contains(&typed.len()) && [1, 2].into_iter().any(is_day_and_month))
}

/// Whether digits go on by one step with few others between, or are for most of their length counted up, down or not at all.
fn nearly_goes_on(digits: &[u32]) -> bool {
    let steps: Vec<u32> = steps(digits, 10).collect();
    let others = |step: u32| steps.iter().filter(|it| **it != step).count();
    let stretch = |step: u32| steps.split(|it| *it != step).map(<[u32]>::len).max().unwrap_or(0);
    (0..10).any(|step| others(step) * 3 <= steps.len())
        || [0, 1, 9].into_iter().any(|step| (stretch(step) + 1) * 3 >= digits.len() * 2)
}

/// Whether each number is one same step from the one before it, counted round after the last.
fn goes_on(numbers: &[u32], round: u32) -> bool {
    let mut steps = steps(numbers, round);
    steps.next().is_some_and(|first| steps.all(|step| step == first))
}

fn steps(numbers: &[u32], round: u32) -> impl Iterator<Item = u32> {
    numbers.iter().zip(numbers.iter().skip(1)).map(move |(a, b)| (b + round - a) % round)
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
            ("60351729", false, Ok(())),
            ("7319460", false, Ok(())),
            ("141984", false, Err(PinFault::Easy)),
            ("311999", false, Err(PinFault::Easy)),
            ("151990", false, Err(PinFault::Easy)),
            ("198414", false, Err(PinFault::Easy)),
            ("1491984", false, Err(PinFault::Easy)),
            ("1984914", false, Err(PinFault::Easy)),
            ("19842709", false, Err(PinFault::Easy)),
            ("19842010", false, Err(PinFault::Easy)),
            ("140984270986", false, Err(PinFault::Easy)),
            ("123450", false, Err(PinFault::Easy)),
            ("123457", false, Err(PinFault::Easy)),
            ("123400", false, Err(PinFault::Easy)),
            ("654320", false, Err(PinFault::Easy)),
            ("1123456", false, Err(PinFault::Easy)),
            ("1234512", false, Err(PinFault::Easy)),
            ("12345600", false, Err(PinFault::Easy)),
            ("1020304", false, Err(PinFault::Easy)),
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
            ("password1234", false, Err(PinFault::Easy)),
            ("passwordpassword", true, Err(PinFault::NotAPassphrase)),
            ("123456789012", true, Err(PinFault::NotAPassphrase)),
            ("198409271984", true, Err(PinFault::NotAPassphrase)),
            ("482915370264", true, Ok(())),
            ("three brown cows", true, Ok(())),
            ("żółte słonie", true, Ok(())),
        ] {
            assert_eq!(check(pin, passphrase), expected, "{pin} {passphrase}");
        }
    }
}
