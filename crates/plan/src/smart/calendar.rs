//! Days, months and numbers as words.

pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const NUMBERS: [&str; 20] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "twenty", "thirty", "forty", "sixty", "half",
];

/// A number in words, or in up to three figures. "One" is left out: it is mostly a pronoun.
pub(super) fn is_number(word: &str) -> bool {
    NUMBERS.contains(&word) || !word.is_empty() && word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit())
}
