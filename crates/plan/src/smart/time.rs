//! By when or until when: a day or a period that ends. A time of day is not one, and neither is "soon" or "for now".

use super::calendar::{MONTHS, WEEKDAYS, is_number, is_period, is_time_of_day};
use super::tokens::Tokens;

const MONTHS_SHORT: [&str; 10] = ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov"];

const FEASTS: [&str; 12] = [
    "tomorrow",
    "today",
    "tonight",
    "christmas",
    "easter",
    "eid",
    "diwali",
    "half-term",
    "halloween",
    "birthday",
    "weekend",
    "new-year",
];

/// Whether the goal ends.
pub(super) fn is_bounded(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|at| is_day(tokens, at) || is_length(tokens, at) || is_end_of(tokens, at))
}

/// Whether a month stands here and not a person, a verb or "may".
pub(super) fn is_month(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.at(at);
    let is_name = tokens.all.get(at).is_some_and(|token| token.in_name);
    (MONTHS.contains(&word) || MONTHS_SHORT.contains(&word) || word == "dec")
        && tokens.capital(at)
        && !is_name
        || (MONTHS.contains(&word) && !matches!(word, "may" | "march") && !is_name)
        || matches!(word, "may" | "march") && at > 0 && is_day_number(tokens.at(at - 1))
}

fn is_day_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = word.get(digits.len()..).unwrap_or_default();
    let is_number = digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    is_number && matches!(ending, "" | "st" | "nd" | "rd" | "th")
}

fn is_day(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.at(at);
    let before = if at > 0 { tokens.at(at - 1) } else { "" };
    let two_before = if at > 1 { tokens.at(at - 2) } else { "" };
    if is_month(tokens, at) {
        let numbered = is_day_number(before)
            || before == "of" && is_day_number(two_before)
            || is_day_number(tokens.at(at + 1)) && !is_time_of_day(tokens.at(at + 1), tokens.at(at + 2));
        let surname = tokens.capital(at + 1) && !WEEKDAYS.contains(&tokens.at(at + 1));
        let bounded = matches!(
            before,
            "by" | "in"
                | "until"
                | "till"
                | "before"
                | "during"
                | "to"
                | "end"
                | "early"
                | "late"
                | "mid"
                | "next"
                | "of"
                | "for"
        );
        return numbered || bounded && !surname;
    }
    if WEEKDAYS.contains(&word) {
        let named =
            matches!(before, "by" | "until" | "till" | "before" | "on" | "this" | "next" | "to" | "coming");
        let again = matches!(
            tokens.at(at + 1),
            "morning" | "mornings" | "evening" | "evenings" | "nights" | "afternoons"
        ) && before == "on";
        return named && !(again && tokens.at(at + 1).ends_with('s'));
    }
    if FEASTS.contains(&word) {
        let bounds = ["by", "until", "till", "before", "for", "from", "after", "to", "over"];
        let near = (at.saturating_sub(4)..at).any(|n| bounds.contains(&tokens.at(n)));
        return matches!(word, "tomorrow" | "today" | "tonight") || near;
    }
    let figures: Vec<&str> = word.split(['.']).collect();
    figures.len() == 3
        && figures.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

/// "within two weeks", "for six weeks", "in three days' time", "over the next month".
fn is_length(tokens: &Tokens, at: usize) -> bool {
    if !matches!(
        tokens.at(at),
        "within" | "for" | "in" | "over" | "during" | "after" | "next" | "first" | "until"
    ) {
        return false;
    }
    let mut after = at + 1;
    let mut counted = matches!(tokens.at(at), "next");
    while matches!(
        tokens.at(after),
        "the"
            | "next"
            | "first"
            | "at"
            | "least"
            | "a"
            | "one"
            | "another"
            | "about"
            | "full"
            | "this"
            | "coming"
            | "following"
    ) || is_amount(tokens.at(after))
    {
        counted |= !matches!(tokens.at(after), "the" | "at" | "least" | "about" | "this");
        after += 1;
    }
    counted
        && is_period(tokens.at(after))
        && !(tokens.at(at) == "next" && at > 0 && matches!(tokens.at(at - 1), "every"))
}

fn is_amount(word: &str) -> bool {
    is_number(word) || matches!(word, "couple" | "of")
}

/// "by the end of the week", "until the end of term", "before the next meeting".
fn is_end_of(tokens: &Tokens, at: usize) -> bool {
    if tokens.stands(at, &["end", "of"]) {
        let skip = usize::from(matches!(tokens.at(at + 2), "the" | "this" | "next" | "her" | "his"));
        let what = tokens.at(at + 2 + skip);
        return is_period(what)
            || matches!(what, "summer" | "school" | "half" | "today")
            || is_month(tokens, at + 2 + skip);
    }
    let bounds = matches!(tokens.at(at), "by" | "until" | "till" | "before");
    bounds && tokens.at(at + 1) == "half" && tokens.at(at + 2) == "term"
}
