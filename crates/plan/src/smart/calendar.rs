//! Words of time and number, each by itself: days, months, stretches, times of day.

const MONTHS: [&str; 12] = [
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

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const WEEKDAYS_SHORT: [&str; 9] = ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri"];

const NUMBERS: [&str; 20] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "twenty", "thirty", "forty", "sixty", "half",
];

/// A month, whole or short.
pub(super) fn month(word: &str) -> bool {
    MONTHS.contains(&word)
        || word == "sept"
        || word.len() == 3 && MONTHS.iter().any(|month| month.starts_with(word))
}

/// A day of the week, one or many, whole or short. "Sat" and "sun" are words too.
pub(super) fn is_weekday(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    WEEKDAYS.contains(&one) || WEEKDAYS_SHORT.contains(&word)
}

/// A number in words, or in up to three figures. "One" is left out: it is mostly a pronoun.
pub(super) fn is_number(word: &str) -> bool {
    let figures = word.strip_prefix('£').unwrap_or(word);
    NUMBERS.contains(&word)
        || !figures.is_empty() && figures.len() <= 3 && figures.chars().all(|c| c.is_ascii_digit())
}

/// "28th".
pub(super) fn is_ordinal(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
}

/// A stretch of time: "weeks". Minutes are how much, not how long the goal lasts.
pub(super) fn is_period(word: &str) -> bool {
    matches!(
        word.trim_end_matches("'s").trim_end_matches('\''),
        "day"
            | "days"
            | "week"
            | "weeks"
            | "wk"
            | "wks"
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
            | "weekend"
    )
}

/// "8:45", "8.45", "9am", "9 am", "8.30am", "0830", "1700hrs".
pub(super) fn is_time_of_day(word: &str, next: &str) -> bool {
    let (digits, half) = match word.find(|c: char| c.is_alphabetic()) {
        Some(at) => word.split_at(at),
        None => (word, ""),
    };
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    let number = |part: Option<&&str>, most: u16| {
        part.is_some_and(|part| part.len() <= 2 && part.parse::<u16>().is_ok_and(|it| it <= most))
    };
    let split =
        parts.len() == 2 && number(parts.first(), 24) && number(parts.get(1), 59) && digits.len() >= 4;
    let whole = parts.len() == 1 && number(parts.first(), 24);
    let four = parts.len() == 1
        && digits.len() == 4
        && digits.parse::<u16>().is_ok_and(|it| it < 2400 && it % 100 < 60);
    match half {
        "am" | "pm" | "a.m" | "p.m" => split || whole,
        "hrs" | "h" => four || split,
        "" => {
            split
                || whole && matches!(next, "am" | "pm" | "a.m" | "p.m" | "o'clock")
                || four && matches!(next, "hrs" | "hours")
                || four && digits.starts_with('0')
        }
        _ => false,
    }
}
