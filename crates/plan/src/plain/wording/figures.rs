//! Times and days in figures, and slashes. What is neither (a ratio, a verse, a version, a fraction, "w/c") is let be.

use super::Worded;
use crate::plain::words::{Word, is_address};

type Places<'a> = Vec<(Word<'a>, Word<'a>)>;

/// Words before which and after which figures are a time or a day.
const BEFORE_A_TIME: [&str; 15] = [
    "at", "by", "from", "until", "till", "til", "before", "after", "since", "around", "about", "and", "to",
    "between", "for",
];
const BEFORE_A_DAY: [&str; 19] = [
    "on",
    "by",
    "from",
    "until",
    "till",
    "before",
    "after",
    "since",
    "due",
    "date",
    "dated",
    "born",
    "dob",
    "of",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
];

/// What is numbered with figures that look like a time or a day.
const NUMBERED: [&str; 26] = [
    "ratio",
    "score",
    "scale",
    "odds",
    "verse",
    "chapter",
    "version",
    "section",
    "paragraph",
    "psalm",
    "genesis",
    "exodus",
    "matthew",
    "mark",
    "luke",
    "john",
    "acts",
    "romans",
    "corinthians",
    "proverbs",
    "isaiah",
    "step",
    "clause",
    "part",
    "won",
    "lost",
];

/// What is measured and no time, after a figure with a point.
const MEASURED: [&str; 22] = [
    "miles", "mile", "km", "kg", "g", "stone", "pounds", "per", "metres", "m", "cm", "litres", "ml", "mg",
    "percent", "million", "times", "points", "years", "weeks", "degrees", "units",
];

/// Two words with a slash between them: "help/advice", "help / advice". Not "w/c", "n/a", "km/h", which are one.
pub(super) fn slashes<'a>(worded: &Worded<'a>) -> Places<'a> {
    let mut pairs: Places<'a> = Vec::new();
    for (at, pair) in worded.words.windows(2).enumerate() {
        let [(left, left_small), (right, right_small)] = pair else { continue };
        let is_joined = worded.gap(at).trim() == "/";
        let letters = |word: &str| word.chars().all(|c| !c.is_ascii_digit()) && !is_address(word);
        let is_one = match (left_small.len(), right_small.len()) {
            (1, _) => !matches!((left_small.as_str(), right_small.as_str()), ("s", "he") | ("i", "we")),
            (_, 1) => right_small != "s" || left_small.len() < 3,
            _ => false,
        };
        if is_joined && letters(left.text) && letters(right.text) && !is_one {
            match pairs.last_mut() {
                Some(last) if last.1.start == left.start => last.1 = *right,
                _ => pairs.push((*left, *right)),
            }
        }
    }
    pairs
}

/// Days as "04/12/2026", "4.12.26", "28/11", which people read in two ways.
pub(super) fn dates<'a>(worded: &Worded<'a>) -> Places<'a> {
    let mut dates = Vec::new();
    let mut at = 0;
    while let Some(first) = worded.word(at) {
        let before = worded.small_before(at);
        let by_slash = (0..3).take_while(|n| *n == 0 || worded.gap(at + n - 1) == "/").count();
        let figures = |count: usize| (at..at + count).map(|n| worded.small(n)).collect::<Vec<_>>();
        let joined: Vec<&str> = first.text.split(['.', '-', '‑']).collect();
        let length = if NUMBERED.contains(&before) {
            0
        } else if by_slash == 3 && is_day(&figures(3)) {
            3
        } else if by_slash == 2 && is_day_and_month(&figures(2), before, false) {
            2
        } else {
            usize::from(is_day(&joined) || is_day_and_month(&joined, before, first.text.contains('.')))
        };
        if let Some(last) =
            (at + length).checked_sub(1).and_then(|last| worded.word(last)).filter(|_| length > 0)
        {
            dates.push((first, last));
        }
        at += length.max(1);
    }
    dates
}

fn number(text: &str) -> Option<u32> {
    text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse().ok())?
}

/// A day, a month and a year, or the other way round.
fn is_day(figures: &[&str]) -> bool {
    let in_order = |day: &str, month: &str, year: &str| {
        let of = |text: &str, most: u32| {
            text.len() <= 2 && number(text).is_some_and(|it| (1..=most).contains(&it))
        };
        of(day, 31) && of(month, 31) && matches!(year.len(), 2 | 4) && number(year).is_some()
    };
    match figures {
        [first, month, last] => {
            in_order(first, month, last) || first.len() == 4 && in_order(last, month, first)
        }
        _ => false,
    }
}

/// A day and a month after a word that days stand after. "At 24/7" and "by 1/2" are none; with a point only what cannot be a time.
fn is_day_and_month(figures: &[&str], before: &str, with_point: bool) -> bool {
    let [day, month] = figures else { return false };
    let (Some(day), Some(month)) = (number(day), number(month)) else { return false };
    BEFORE_A_DAY.contains(&before)
        && (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && (day, month) != (24, 7)
        && (!with_point || day > 24)
}

/// Times that are not said with am or pm: "14:30", "8.30", "1700hrs", "between 9 and 10".
pub(super) fn times<'a>(worded: &Worded<'a>) -> Places<'a> {
    let is_numbered = worded.words.iter().any(|(_, small)| NUMBERED.contains(&small.as_str()));
    let mut times = Vec::new();
    for (at, (word, small)) in worded.words.iter().enumerate() {
        let (before, next) = (worded.small_before(at), worded.small(at + 1));
        let has_place = BEFORE_A_TIME.contains(&before)
            || before == "the"
                && matches!(next, "bus" | "train" | "tram" | "coach" | "ferry" | "flight" | "slot");
        let is_said = matches!(next, "am" | "pm" | "a" | "p" | "o'clock" | "noon" | "midnight");
        let bare = small
            .strip_suffix("hrs")
            .or_else(|| small.strip_suffix("hr"))
            .or_else(|| small.strip_suffix('h'));
        let in_hours = bare.is_some() || matches!(next, "hrs" | "hours");
        let clock = bare.unwrap_or(small);
        let is_time = if let Some((hour, minutes)) = clock.split_once(':') {
            is_clock(hour, minutes) && !is_numbered
        } else if let Some((hour, minutes)) = clock.split_once('.') {
            let is_money = worded.text.get(..word.start).is_some_and(|it| it.ends_with(['£', '€', '$']));
            let is_share = worded.gap(at).starts_with('%');
            let is_measured = MEASURED.contains(&next) || is_money || is_share || is_numbered;
            is_clock(hour, minutes) && has_place && !is_measured
        } else {
            let is_four = clock.len() == 4
                && clock.split_at_checked(2).is_some_and(|(hour, minutes)| is_clock(hour, minutes));
            is_four && (in_hours || has_place && (clock.starts_with('0') || is_in_one_word(worded, at)))
                || !is_numbered && is_between_hours(worded, at)
        };
        if is_time && !is_said {
            times.push((*word, *word));
        }
    }
    times
}

/// "at 1430" and "from 0915 until 1530"; no year, no number of a house and nothing that is counted.
fn is_in_one_word(worded: &Worded<'_>, at: usize) -> bool {
    let (before, clock, next) = (worded.small_before(at), worded.small(at), worded.small(at + 1));
    let is_year = clock.starts_with("19") || clock.starts_with("20");
    let ends = next.is_empty() || !worded.gap(at).trim().is_empty() || next.ends_with("day");
    let goes_on = matches!(
        next,
        "on" | "each"
            | "every"
            | "today"
            | "tomorrow"
            | "tonight"
            | "and"
            | "to"
            | "until"
            | "till"
            | "for"
            | "with"
            | "at"
    );
    matches!(before, "at" | "from" | "until" | "till" | "by")
        && clock.ends_with(['0', '5'])
        && (!is_year || before == "at")
        && (ends || goes_on)
}

fn is_clock(hour: &str, minutes: &str) -> bool {
    hour.len() <= 2
        && minutes.len() == 2
        && number(hour).is_some_and(|hour| hour <= 24)
        && number(minutes).is_some_and(|minutes| minutes < 60)
}

/// "between 9 and 10" with nothing after it that is counted.
fn is_between_hours(worded: &Worded<'_>, at: usize) -> bool {
    let is_hour = |text: &str| number(text).is_some_and(|hour| (1..=12).contains(&hour));
    let next = worded.small(at + 3);
    let ends = next.is_empty() || !worded.gap(at + 2).trim().is_empty();
    worded.small_before(at) == "between"
        && is_hour(worded.small(at))
        && worded.small(at + 1) == "and"
        && is_hour(worded.small(at + 2))
        && (ends || next == "on" || next.ends_with("day"))
}
