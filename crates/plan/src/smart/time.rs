//! By when or until when: a day or a period that ends. A time of day is not one, neither is "soon" or "for now", and
//! neither is the day on which something begins or happened.

use super::calendar::{is_number, is_ordinal, is_period, is_time_of_day, is_weekday, month};
use super::goal_words::GOALS;
use super::tokens::Tokens;

/// Whether the goal ends.
pub(super) fn is_bounded(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|at| {
        let ends = is_date(tokens, at) || is_weekday_once(tokens, at) || is_feast(tokens, at);
        ends && !is_start(tokens, at)
            || is_length(tokens, at)
            || is_end_of(tokens, at)
            || is_event(tokens, at)
    })
}

/// Whether it is put on one day: "on 2 February", "in two weeks' time", "on the morning of 9 December".
pub(super) fn is_on_one_day(tokens: &Tokens) -> bool {
    (0..tokens.len()).any(|at| {
        let is_day = is_date(tokens, at) || is_weekday_once(tokens, at) && tokens.before(at, 1) == "on";
        let near = (1..=9).map_while(|back| {
            let at = at.checked_sub(back)?;
            (!tokens.all.get(at + 1)?.begins).then(|| tokens.at(at))
        });
        let near: Vec<&str> = near.collect();
        let mut on = near.iter().take(6).take_while(|word| {
            !matches!(
                **word,
                "by" | "until" | "till" | "from" | "before" | "since" | "to" | "finishing" | "ending"
            )
        });
        let is_end = near.iter().any(|word| matches!(*word, "until" | "till" | "end"));
        is_day && !is_end && on.any(|word| matches!(*word, "on" | "of")) && !is_start(tokens, at)
            || tokens.at(at) == "in" && tokens.at(at + 3) == "time" && is_length(tokens, at)
    })
}

/// Whether a month stands here and not a person, a verb or "may".
pub(super) fn is_month(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.at(at);
    let numbered = is_day_number(tokens.before(at, 1)) || tokens.before(at, 1) == "of";
    let is_word = matches!(
        word,
        "may" | "march" | "mar" | "dec" | "sep" | "jan" | "apr" | "aug" | "nov" | "oct" | "jun" | "jul"
    );
    month(word) && !tokens.in_name(at) && (!is_word || tokens.capital(at) || numbered)
}

fn is_day_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = word.get(digits.len()..).unwrap_or_default();
    digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
        && matches!(ending, "" | "st" | "nd" | "rd" | "th")
}

/// A bound right before a day, past "the", "end of", a weekday: "by", "until".
fn bound_before(tokens: &Tokens, at: usize) -> bool {
    let mut at = at;
    while at > 0
        && (matches!(
            tokens.at(at - 1),
            "the" | "end" | "of" | "on" | "about" | "after" | "around" | "early" | "mid" | "late"
        ) || is_weekday(tokens.at(at - 1)))
    {
        if tokens.at(at - 1) == "on" {
            return true;
        }
        at -= 1;
    }
    matches!(
        tokens.before(at, 1),
        "by" | "until" | "till" | "before" | "to" | "during" | "in" | "next" | "this" | "for" | "latest"
    )
}

fn is_date(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.at(at);
    let (before, next) = (tokens.before(at, 1), tokens.at(at + 1));
    if is_month(tokens, at) {
        let numbered = is_day_number(before)
            || before == "of" && is_day_number(tokens.before(at, 2))
            || is_day_number(next) && !is_time_of_day(next, tokens.at(at + 2));
        let surname = tokens.capital(at + 1) && !is_weekday(next);
        return numbered || bound_before(tokens, at) && !surname;
    }
    if is_ordinal(word) && is_day_number(word) {
        return bound_before(tokens, at)
            && !is_month(tokens, at + 1)
            && tokens.at(at + 1) != "of"
            && !tokens.in_name(at + 1)
            && (next.is_empty()
                || tokens.all.get(at + 1).is_some_and(|it| it.begins)
                || !matches!(next, "birthday" | "visit" | "time" | "floor"));
    }
    is_numeric_date(word, bound_before(tokens, at))
}

/// 28.11.26, 28/11/2026, 2026-12-04; 28/11 only where a bound says that it is a day.
fn is_numeric_date(word: &str, bound: bool) -> bool {
    let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
    let numbers: Vec<u16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let day = |day: u16, month: u16| (1..=31).contains(&day) && (1..=12).contains(&month);
    match numbers.as_slice() {
        [d, m, _] if parts.len() == 3 && *d <= 31 => day(*d, *m),
        [_, m, d] if parts.len() == 3 => day(*d, *m),
        [d, m] if parts.len() == 2 && word.contains('/') => bound && day(*d, *m),
        _ => false,
    }
}

/// "by Friday", "on Fri", "this Saturday"; not "Monday to Friday", "every Friday", "on Sunday mornings".
fn is_weekday_once(tokens: &Tokens, at: usize) -> bool {
    let is_plural = tokens.at(at).ends_with("days") && is_weekday(tokens.at(at));
    if !is_weekday(tokens.at(at)) || is_plural || tokens.in_name(at) {
        return false;
    }
    let from_day = tokens.before(at, 1) == "to" && is_weekday(tokens.before(at, 2));
    let again =
        matches!(tokens.at(at + 1), "mornings" | "evenings" | "nights" | "afternoons" | "and" | "to" | "or")
            && !matches!(tokens.before(at, 1), "by" | "until" | "till" | "before");
    let bound = matches!(
        tokens.before(at, 1),
        "by" | "until" | "till" | "before" | "on" | "this" | "next" | "to" | "coming" | "following" | "for"
    );
    bound && !from_day && !again
}

fn is_feast(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.at(at).trim_end_matches("'s");
    if matches!(word, "tomorrow" | "today" | "tonight") {
        return !(matches!(tokens.before(at, 1), "every" | "as")
            || word == "today" && tokens.before(at, 1) == "until");
    }
    let is_new_year = word == "new" && tokens.at(at + 1).starts_with("year") && tokens.at(at + 1) != "years";
    if !(GOALS.feasts.has(word) || is_new_year) {
        return false;
    }
    let bounds = ["by", "until", "till", "before", "for", "to", "over", "during", "in"];
    (1..=4).any(|back| bounds.contains(&tokens.before(at, back)))
        || is_new_year && tokens.before(at, 1) == "in"
}

/// Whether a day is one on which something begins, or on which it happened.
fn is_start(tokens: &Tokens, at: usize) -> bool {
    // Past what belongs to the day itself: "from Monday 1 December", "starting on Monday".
    let mut first = at;
    while first > 0 && {
        let before = tokens.at(first - 1);
        is_day_number(before) || is_weekday(before) || matches!(before, "on" | "the" | "of" | "next" | "this")
    } {
        first -= 1;
    }
    let before = tokens.before(first, 1);
    let until = matches!(tokens.before(first, 2), "until" | "till" | "to" | "by");
    let happened = before.ends_with("ed") && before.len() > 4
        || matches!(before, "was" | "said" | "birthday" | "incident" | "born" | "saw" | "took");
    let is_day = |it: usize| {
        let word = tokens.at(it);
        is_weekday(word) || is_day_number(word) || month(word) || matches!(word, "the" | "end" | "half")
    };
    let joined = (at + 1..at + 5).any(|it| match tokens.at(it) {
        "until" | "till" => true,
        "to" => is_day(it + 1),
        _ => false,
    }) && GOALS.starts.has(before);
    (GOALS.starts.has(before) && !until && !joined) || happened && is_past(tokens, first)
}

/// "agreed on Monday", "what happened on Friday": told of what was, not of what will be done.
fn is_past(tokens: &Tokens, first: usize) -> bool {
    let back = first.saturating_sub(5)..first;
    back.clone().any(|at| {
        matches!(
            tokens.at(at),
            "what"
                | "that"
                | "which"
                | "incident"
                | "birthday"
                | "was"
                | "were"
                | "he"
                | "she"
                | "we"
                | "they"
        )
    }) && !back.clone().any(|at| matches!(tokens.at(at), "be" | "have" | "get" | "until" | "by"))
}

/// "within 48 hours", "for six weeks", "in a month's time", "over the next month", "this week".
fn is_length(tokens: &Tokens, at: usize) -> bool {
    let first = tokens.at(at);
    if first == "this" {
        let free = !matches!(tokens.before(at, 1), "after" | "from" | "since" | "like");
        return free
            && matches!(
                tokens.at(at + 1),
                "week" | "month" | "weekend" | "term" | "evening" | "afternoon" | "morning"
            );
    }
    if !matches!(
        first,
        "within" | "for" | "in" | "over" | "during" | "after" | "next" | "first" | "until" | "inside"
    ) {
        return false;
    }
    let mut after = at + 1;
    let mut counted = first == "next";
    while is_filler(tokens.at(after)) || is_number(tokens.at(after)) {
        counted |= !matches!(tokens.at(after), "the" | "at" | "least" | "about" | "this" | "every" | "of");
        after += 1;
    }
    let word = tokens.at(after);
    let hours = first == "within" && matches!(word, "hours" | "hour" | "hrs");
    let ages = matches!(tokens.at(after + 1), "old" | "at");
    let meetings = first == "for" && matches!(word, "sessions" | "visits" | "appointments" | "meetings");
    if counted && meetings {
        return true;
    }
    let again = first == "in"
        && matches!(tokens.before(at, 1), "nights" | "times" | "days" | "evenings" | "once" | "twice");
    counted
        && (is_period(word) || hours)
        && !ages
        && !again
        && !(first == "next" && tokens.before(at, 1) == "every")
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "next"
            | "first"
            | "at"
            | "least"
            | "a"
            | "an"
            | "one"
            | "another"
            | "about"
            | "full"
            | "this"
            | "coming"
            | "following"
            | "couple"
            | "of"
            | "rest"
            | "working"
    )
}

/// "by the end of the week", "until the end of term", "in the week of 7 December".
fn is_end_of(tokens: &Tokens, at: usize) -> bool {
    if tokens.stands(at, &["end", "of"]) {
        let skip = usize::from(matches!(tokens.at(at + 2), "the" | "this" | "next" | "her" | "his" | "each"));
        let each = tokens.at(at + 2) == "each";
        let what = tokens.at(at + 2 + skip);
        let ends = is_period(what)
            || matches!(what, "summer" | "school" | "half" | "today" | "play")
            || is_month(tokens, at + 2 + skip);
        return ends && !each;
    }
    let bounds = matches!(tokens.at(at), "by" | "until" | "till" | "before");
    bounds && tokens.at(at + 1) == "half" && tokens.at(at + 2) == "term"
}

/// "by the next meeting", "until the baby is born", "before the court hearing".
fn is_event(tokens: &Tokens, at: usize) -> bool {
    if !matches!(tokens.at(at), "by" | "until" | "till" | "before") {
        return false;
    }
    let near = (at + 1..at + 6).take_while(|it| tokens.all.get(*it).is_some_and(|token| !token.begins));
    let each = matches!(tokens.at(at + 1), "each" | "every" | "any");
    if (at + 1..at + 4).any(|it| begins_an_end(tokens, it)) {
        return true;
    }
    !each && near.into_iter().any(|it| GOALS.events.has(tokens.at(it).trim_end_matches("'s")))
}

/// "until they are six months old", "until we next meet", "until he starts school".
fn begins_an_end(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.at(at + 1);
    match tokens.at(at) {
        "is" | "are" | "turns" | "reaches" => {
            (is_number(next) || next == "one") && !matches!(tokens.at(at + 2), "metres" | "miles" | "of")
        }
        "meet" | "meets" | "next" => tokens.at(at) != "next" || next == "meet",
        "starts" | "start" | "begins" | "leaves" | "finishes" => {
            matches!(next, "school" | "nursery" | "college" | "work" | "reception" | "secondary")
        }
        _ => false,
    }
}
