//! How much or how often: something two people would count the same way.

use super::calendar::{is_number, is_period, is_time_of_day, is_weekday};
use super::goal_words::GOALS;
use super::time::is_month;
use super::tokens::Tokens;

/// Whether it says how much or how often.
pub(super) fn says_how_much(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|at| is_frequency(tokens, at) || is_count(tokens, at) || is_clock(tokens, at))
}

fn is_frequency(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.at(at + 1);
    let before = tokens.before(at, 1);
    match tokens.at(at) {
        "every" | "each" => {
            is_time(next)
                || matches!(next, "other" | "single" | "second" | "third" | "fourth" | "new")
                    && is_time(tokens.at(at + 2))
                || is_number(next) && is_period(tokens.at(at + 2))
        }
        "everyday" => before != "in",
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
            let counted = is_number(before) || matches!(before, "many");
            counted && matches!(next, "a" | "per" | "each" | "every")
        }
        "a" | "per" => {
            is_period(next)
                && (is_number(tokens.before(at, 2))
                    || is_number(before)
                    || tokens.before(at, 2) == "an"
                    || tokens.before(at, 1) == "hour")
        }
        "weekdays" | "weekends" | "nights" | "mornings" if matches!(before, "on" | "at") => true,
        "weekend" if before == "at" || tokens.before(at, 1) == "the" && tokens.before(at, 2) == "at" => true,
        "days" | "nights" | "mornings" if before == "school" => true,
        "mornings" | "evenings" | "nights" | "afternoons" => is_number(before) || is_weekday(before),
        "morning"
            if tokens.stands(at, &["morning", "and", "night"])
                || tokens.stands(at, &["morning", "and", "evening"]) =>
        {
            true
        }
        word if is_weekday(word) && !tokens.in_name(at) => is_many_days(tokens, at),
        word => {
            let (figures, ending) =
                word.split_at(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()));
            !figures.is_empty()
                && ending == "x"
                && matches!(next, "a" | "per" | "each" | "every" | "daily" | "weekly" | "day" | "week")
                || is_number(word)
                    && next == "x"
                    && matches!(tokens.at(at + 2), "a" | "per" | "daily" | "weekly" | "day" | "week")
        }
    }
}

/// "Fridays", "Monday to Friday", "Mon, Wed and Fri".
fn is_many_days(tokens: &Tokens, at: usize) -> bool {
    let far =
        if matches!(tokens.at(at + 1), "to" | "and" | "or" | "till" | "until") { at + 2 } else { at + 1 };
    tokens.at(at).ends_with("days")
        || is_weekday(tokens.at(far)) && tokens.before(at, 1) != "from"
        || is_weekday(tokens.at(far)) && far == at + 2
}

fn is_time(word: &str) -> bool {
    GOALS.times.has(word) || is_weekday(word)
}

/// A number of things: not an address, a date, a telephone number, an age or the length of the plan.
fn is_count(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.at(at);
    if !is_number(word) {
        return false;
    }
    let (before, next) = (tokens.before(at, 1), tokens.at(at + 1));
    let figures = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let minutes = matches!(next, "minutes" | "minute" | "mins" | "hours" | "hour" | "min");
    let begins = |at: usize| tokens.all.get(at).is_none_or(|token| token.begins);
    let is_name = GOALS.numbered.has(before) && !minutes && before != "no"
        || before == "no" && figures(word)
        || tokens.capital(at + 1) && !next.is_empty() && !begins(at + 1)
        || tokens.in_name(at);
    let is_range = before == "and" && tokens.before(at, 3) == "between";
    let is_end_of_time =
        is_period(next) && !minutes || is_month(tokens, at + 1) || is_month(tokens, at.wrapping_sub(1));
    let within = before == "within" && minutes && !matches!(next, "minutes" | "mins");
    let digits = figures(word);
    let is_phone = digits && (figures(next) || figures(before)) || matches!(word, "999" | "101" | "111");
    let is_age = matches!(next, "year-old" | "year" | "months-old")
        || matches!(before, "aged" | "age" | "turns" | "is")
        || digits && begins(at) && begins(at + 1) && at > 0;
    let stands_for_people = matches!(next, "of" | "") && !digits;
    let bare_hour = digits && next.is_empty() && matches!(before, "at" | "by");
    let all_of_them =
        matches!(before, "the" | "both") && matches!(next, "children" | "kids" | "boys" | "girls" | "of");
    // "At least two days' food": counted, and no end.
    let is_least = (tokens.stands(at.wrapping_sub(2), &["at", "least"])
        || tokens.stands(at.wrapping_sub(2), &["up", "to"]))
        && !matches!(tokens.before(at, 3), "for" | "in" | "within" | "over");
    if is_least && !is_name {
        return true;
    }
    !(is_name
        || is_range
        || is_end_of_time
        || within
        || is_phone
        || is_age
        || stands_for_people
        || bare_hour
        || all_of_them)
}

/// A time of day.
fn is_clock(tokens: &Tokens, at: usize) -> bool {
    let figures = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let is_phone = figures(tokens.at(at)) && (figures(tokens.at(at + 1)) || figures(tokens.before(at, 1)));
    is_time_of_day(tokens.at(at), tokens.at(at + 1)) && !is_phone
        || matches!(tokens.at(at), "noon" | "midday" | "midnight" | "o'clock")
        || tokens.stands(at, &["half", "past"])
        || matches!(tokens.at(at), "quarter" | "ten" | "five" | "twenty")
            && matches!(tokens.at(at + 1), "to" | "past")
            && is_number(tokens.at(at + 2))
}
