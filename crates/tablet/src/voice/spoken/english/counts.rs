//! What is counted and numbered: "1/2 tablet", "3 x a day", "2-3 times", "No. 10", "s47".

use super::super::marked::Marked;
use super::Here;
use super::numbers::number;

pub(super) fn count(here: &Here<'_>) -> Option<(String, usize)> {
    fraction(here)
        .or_else(|| times_over(here))
        .or_else(|| section(here))
        .or_else(|| numbered(here))
        .or_else(|| range(here))
        .or_else(|| each(here))
}

/// `1/2 tablet` as `half a tablet`, `2 1/2` as `two and a half`.
fn fraction(here: &Here<'_>) -> Option<(String, usize)> {
    let Marked { before, core, after } = here.word(0);
    let share = |text: &str| match text {
        "1/2" | "½" => Some("half"),
        "1/4" | "¼" => Some("quarter"),
        "3/4" | "¾" => Some("three quarters"),
        "1/3" | "⅓" => Some("third"),
        "2/3" | "⅔" => Some("two thirds"),
        _ => None,
    };
    if let Some(next) = here.joined(1)
        && core.chars().all(|c| c.is_ascii_digit())
        && let (Some(whole), Some(part)) = (number(core), share(next.core))
    {
        let a = if part.contains(' ') { "" } else { "a " };
        return Some((format!("{before}{whole} and {a}{part}{}", next.after), 2));
    }
    if let Some(whole) = core.strip_suffix(['½', '¼', '¾']).filter(|whole| !whole.is_empty()) {
        let part = share(core.get(whole.len()..)?)?;
        let a = if part.contains(' ') { "" } else { "a " };
        return Some((format!("{before}{} and {a}{part}{after}", number(whole)?), 1));
    }
    let part = share(core)?;
    let next = here.joined(1).map_or("", |next| next.core);
    let an = if next.starts_with(['a', 'e', 'i', 'o']) || next.starts_with("ho") || next == "hr" {
        "an"
    } else {
        "a"
    };
    let is_of_it =
        matches!(next, "of" | "a" | "an" | "the" | "") || matches!(next, "price" | "term" | "past");
    let has_the = matches!(here.before().as_str(), "a" | "the" | "other");
    let said = match (part, is_of_it) {
        ("half", true) => "half".to_owned(),
        ("half", false) if has_the => "half".to_owned(),
        ("half", false) => format!("half {an}"),
        (many, true) if many.contains(' ') => many.to_owned(),
        (many, false) if many.contains(' ') => format!("{many} of {an}"),
        (one, _) if has_the => one.to_owned(),
        (one, true) => format!("a {one}"),
        (one, false) => format!("a {one} of {an}"),
    };
    Some((format!("{before}{said}{after}"), 1))
}

/// `3 x a day` and `3x a day` as `three times a day`; `2 x beds` as `two beds`.
fn times_over(here: &Here<'_>) -> Option<(String, usize)> {
    let Marked { before, core, after } = here.word(0);
    let is_sign = |text: &str| matches!(text, "x" | "X" | "×");
    let (digits, taken, after) = match core.strip_suffix(['x', 'X', '×']) {
        Some(digits) => (digits, 1, after),
        None => (core, 2, here.joined(1).filter(|sign| is_sign(sign.core))?.after),
    };
    let said = number(digits)?;
    let next = here.joined(taken).filter(|_| after.is_empty());
    let per = next.as_ref().map_or("", |next| next.core);
    let is_often = matches!(per, "a" | "an" | "per" | "each" | "every" | "daily" | "weekly" | "monthly" | "");
    Some(match per {
        "day" | "week" | "month" | "year" | "night" => (format!("{before}{said} times a"), taken),
        _ if is_often => (format!("{before}{said} times{after}"), taken),
        _ => (format!("{before}{said}{after}"), taken),
    })
}

/// `s47`, `S.47` and `Section 47` as `section forty-seven`.
fn section(here: &Here<'_>) -> Option<(String, usize)> {
    let Marked { before, core, after } = here.word(0);
    let is_word = ["section", "sec", "s"].iter().any(|word| core.eq_ignore_ascii_case(word));
    if is_word {
        let next = if after == "." { here.word(1) } else { here.joined(1)? };
        return Some((format!("{before}section {}{}", number(next.core)?, next.after), 2));
    }
    let said = |part: &str| {
        let digits = part.strip_prefix(['s', 'S'])?;
        let digits = digits.strip_prefix('.').unwrap_or(digits);
        Some(format!("section {}", number(digits).filter(|_| digits.chars().all(|c| c.is_ascii_digit()))?))
    };
    let all: Option<Vec<String>> = core.split('/').map(said).collect();
    Some((format!("{before}{}{after}", all?.join(" or ")), 1))
}

/// `No. 10` as `number ten`, `Room 101` as `Room one hundred and one`.
fn numbered(here: &Here<'_>) -> Option<(String, usize)> {
    let Marked { before, core, after } = here.word(0);
    if let Some(digits) = core.strip_prefix("no.").or_else(|| core.strip_prefix("No.")) {
        return Some((format!("{before}number {}{after}", number(digits)?), 1));
    }
    let is_no = matches!(core, "No" | "no" | "Nos" | "nos") && after == ".";
    let next = if is_no { here.word(1) } else { here.joined(1)? };
    let said = number(next.core).filter(|_| next.core.chars().all(|c| c.is_ascii_digit()))?;
    if is_no {
        return Some((format!("{before}number {said}{}", next.after), 2));
    }
    let is_place =
        ["room", "flat", "ward", "page", "unit"].iter().any(|word| core.eq_ignore_ascii_case(word));
    is_place.then(|| (format!("{before}{core} {said}{}", next.after), 2))
}

/// `2-3 times` as `two to three times`.
fn range(here: &Here<'_>) -> Option<(String, usize)> {
    let Marked { before, core, after } = here.word(0);
    let (first, last) = core.split_once(['-', '–'])?;
    let money = first.starts_with('£');
    let (low, high) = (first.trim_start_matches('£'), last.trim_start_matches('£'));
    let figures = |text: &str| (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    if !figures(low) || !figures(high) || low.parse::<u16>().ok()? >= high.parse::<u16>().ok()? {
        return None;
    }
    let said = if money {
        format!("£{low} to £{high}")
    } else {
        format!("{} to {}", if low == "0" { "nought".into() } else { number(low)? }, number(high)?)
    };
    Some((format!("{before}{said}{after}"), 1))
}

/// `£5/week` as `£5 a week`.
fn each(here: &Here<'_>) -> Option<(String, usize)> {
    let Marked { before, core, after } = here.word(0);
    let (amount, per) = core.split_once('/')?;
    let is_amount = amount.trim_start_matches('£').chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_time = matches!(per, "day" | "week" | "month" | "night" | "year" | "hour");
    (is_amount && is_time && !amount.is_empty()).then(|| (format!("{before}{amount} a {per}{after}"), 1))
}
