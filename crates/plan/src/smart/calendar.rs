//! Words of time and number, each by itself: days, months, stretches, times of day.

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

/// A stretch of time: "weeks". Minutes are how much, not how long the goal lasts.
pub(super) fn is_period(word: &str) -> bool {
    matches!(
        word.trim_end_matches('\''),
        "day"
            | "days"
            | "week"
            | "weeks"
            | "week's"
            | "weeks'"
            | "month"
            | "months"
            | "fortnight"
            | "fortnights"
            | "year"
            | "years"
            | "night"
            | "nights"
            | "term"
            | "terms"
    )
}

/// "8:45", "9am", "9 am", "8.30am".
pub(super) fn is_time_of_day(word: &str, next: &str) -> bool {
    let (digits, half) = match word.find(|c: char| c.is_alphabetic()) {
        Some(at) => word.split_at(at),
        None => (word, ""),
    };
    let shaped = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '.');
    shaped
        && (matches!(half, "am" | "pm")
            || half.is_empty() && (digits.contains(':') || matches!(next, "am" | "pm" | "a.m" | "p.m")))
}
