//! How much or how often: something two people would count the same way.

use super::calendar::{WEEKDAYS, is_number, is_period, is_time_of_day};
use super::time::is_month;
use super::tokens::Tokens;

const TIMES: [&str; 23] = [
    "day",
    "night",
    "morning",
    "evening",
    "afternoon",
    "week",
    "weekday",
    "weekend",
    "month",
    "fortnight",
    "mealtime",
    "bedtime",
    "teatime",
    "lunchtime",
    "school",
    "hour",
    "breakfast",
    "meal",
    "nursery",
    "term",
    "visit",
    "session",
    "year",
];

/// Words before a number that make it a name: "Flat 3", "Year 4".
const NUMBERED: [&str; 16] = [
    "flat",
    "year",
    "room",
    "section",
    "number",
    "class",
    "stage",
    "no",
    "unit",
    "house",
    "apartment",
    "level",
    "bus",
    "route",
    "key",
    "999",
];

/// Whether it says how much or how often.
pub(super) fn says_how_much(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|at| is_frequency(tokens, at) || is_count(tokens, at) || is_clock(tokens, at))
}

fn is_frequency(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.at(at + 1);
    match tokens.at(at) {
        "every" | "each" => {
            is_time(next)
                || matches!(next, "other" | "single" | "second" | "third" | "fourth" | "new")
                    && is_time(tokens.at(at + 2))
                || is_number(next) && is_period(tokens.at(at + 2))
        }
        "daily" | "nightly" | "weekly" | "fortnightly" | "monthly" | "hourly" => {
            let is_name = tokens.capital(at) && at > 0;
            let describes = matches!(
                next,
                "life" | "lives" | "routine" | "routines" | "living" | "care" | "basis" | "needs"
            );
            !is_name && !describes
        }
        "once" | "twice" | "thrice" => {
            matches!(next, "a" | "per" | "each" | "every" | "daily" | "weekly") || tokens.at(at) == "twice"
        }
        "times" => {
            let counted = at > 0 && (is_number(tokens.at(at - 1)) || tokens.at(at - 1) == "many");
            counted && matches!(next, "a" | "per" | "each" | "every")
        }
        "a" | "per" => at > 0 && is_number(tokens.at(at.saturating_sub(2))) && is_period(next),
        "weekdays" | "weekends" | "nights" | "mornings" if at > 0 && tokens.at(at - 1) == "on" => true,
        "mornings" | "evenings" | "nights" | "afternoons" => {
            at > 0
                && (is_number(tokens.at(at - 1))
                    || WEEKDAYS.contains(&tokens.at(at - 1))
                    || tokens.at(at - 1) == "school")
        }
        word => word.strip_suffix('s').is_some_and(|day| WEEKDAYS.contains(&day)),
    }
}

fn is_time(word: &str) -> bool {
    TIMES.contains(&word) || WEEKDAYS.contains(&word)
}

/// A number of things: not an address, a date, a telephone number or the length of the plan.
fn is_count(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.at(at);
    if !is_number(word) {
        return false;
    }
    let before = if at > 0 { tokens.at(at - 1) } else { "" };
    let next = tokens.at(at + 1);
    let minutes = matches!(next, "minutes" | "minute" | "mins" | "hours" | "hour");
    let is_name = NUMBERED.contains(&before)
        || tokens.capital(at + 1) && !next.is_empty()
        || tokens.all.get(at).is_some_and(|token| token.in_name);
    let is_end_of_time = (is_period(next) && !minutes) || is_month(tokens, at + 1);
    let digits = word.chars().all(|c| c.is_ascii_digit());
    let is_phone = digits
        && (next.chars().all(|c| c.is_ascii_digit()) && !next.is_empty()
            || before.chars().all(|c| c.is_ascii_digit()) && !before.is_empty())
        || matches!(word, "999" | "101" | "111");
    let is_age =
        matches!(next, "year-old" | "year" | "months-old") || matches!(before, "aged" | "age" | "turns");
    let stands_for_people = matches!(next, "of" | "") && !digits;
    let after_school = (before == "the" || before == "both")
        && matches!(next, "children" | "kids" | "boys" | "girls" | "of");
    !(is_name || is_end_of_time || is_phone || is_age || stands_for_people || after_school)
}

/// A time of day.
fn is_clock(tokens: &Tokens, at: usize) -> bool {
    is_time_of_day(tokens.at(at), tokens.at(at + 1))
        || matches!(tokens.at(at), "noon" | "midday" | "midnight" | "o'clock")
        || tokens.stands(at, &["half", "past"])
        || tokens.stands(at, &["quarter", "to"])
        || tokens.stands(at, &["quarter", "past"])
}
