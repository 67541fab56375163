//! Telephone numbers, which are said digit by digit.

use super::marked::{Marked, in_groups};

/// Short numbers to ring, which have no 0 in front.
const SHORT_NUMBERS: [&str; 6] = ["999", "101", "111", "112", "116123", "116000"];

/// A telephone number has at least so many digits.
const FEWEST_DIGITS: usize = 7;

/// In groups of two, so many: fewer are a day.
const FEWEST_IN_PAIRS: usize = 10;

/// And at most so many, with the country's.
const MOST_DIGITS: usize = 14;

/// Words after a short number that do not count something: "999 if", but "101 days".
const NOT_COUNTED: [&str; 26] = [
    "or",
    "and",
    "for",
    "if",
    "to",
    "in",
    "when",
    "at",
    "is",
    "any",
    "now",
    "straight",
    "first",
    "then",
    "as",
    "on",
    "by",
    "because",
    "are",
    "with",
    "right",
    "free",
    "day",
    "immediately",
    "who",
    "so",
];

/// What is numbered with figures that are no telephone number: "Room 101".
const NUMBERED: [&str; 22] = [
    "room",
    "flat",
    "ward",
    "house",
    "page",
    "bus",
    "door",
    "unit",
    "gate",
    "suite",
    "office",
    "route",
    "block",
    "bed",
    "section",
    "number",
    "no",
    "line",
    "step",
    "item",
    "apartment",
    "plot",
];

/// `07700 900123` as `0 7 7 0 0, 9 0 0 1 2 3`, and how many words it took.
pub(super) fn number(words: &[&str], before: Option<&str>) -> Option<(String, usize)> {
    long(words).or_else(|| short(words, before))
}

fn long(words: &[&str]) -> Option<(String, usize)> {
    let mut opening = Marked::of(words.first()?).before;
    let mut groups: Vec<String> = Vec::new();
    let (mut taken, mut after) = (0, "");
    for word in words {
        let marked = Marked::of(word);
        let Some(more) = digits(word.strip_suffix(marked.after)?) else { break };
        let is_next = groups.concat().len() >= FEWEST_IN_PAIRS
            && more.first().is_some_and(|it| it.starts_with(['0', '+']));
        if is_next {
            break;
        }
        groups.extend(more);
        (taken, after) = (taken + 1, marked.after);
        // The brackets of an area code are inside the number; any other mark ends it.
        if !matches!(marked.after, "" | ")") {
            break;
        }
    }
    // "+44 (0)1632" is rung as "01632" from here.
    if let [country, zero, ..] = groups.as_slice()
        && country == "+44"
        && zero == "0"
    {
        groups.drain(..1);
        let zero = groups.remove(0);
        groups.first_mut()?.insert_str(0, &zero);
    }
    let digits = groups.concat();
    let fewest = if groups.iter().any(|group| group.len() < 3) { FEWEST_IN_PAIRS } else { FEWEST_DIGITS };
    if !digits.starts_with(['0', '+']) || !(fewest..=MOST_DIGITS).contains(&digits.len()) {
        return None;
    }
    if opening.ends_with('(') && !after.contains(')') {
        opening = opening.trim_end_matches('(');
    }
    Some((format!("{opening}{}{after}", in_groups(&groups)), taken))
}

/// The groups of digits of a word that is nothing else.
fn digits(word: &str) -> Option<Vec<String>> {
    let is_sign = |c: char| matches!(c, '-' | '‑' | '–' | '.' | '/' | '(' | ')');
    let bare = word.trim_start_matches(['“', '‘', '"', '\'']);
    let groups: Vec<String> =
        bare.split(is_sign).filter(|group| !group.is_empty()).map(str::to_owned).collect();
    let is_group =
        |group: &String| group.strip_prefix('+').unwrap_or(group).chars().all(|c| c.is_ascii_digit());
    let is_days = bare.matches('/').count() > 1;
    (!groups.is_empty() && !is_days && groups.iter().all(is_group)).then_some(groups)
}

/// `999` as `9 9 9`, `116 123` as `1 1 6, 1 2 3`, `999/101` as both.
fn short(words: &[&str], before: Option<&str>) -> Option<(String, usize)> {
    let first = Marked::of(words.first()?);
    let second = words.get(1).map(|word| Marked::of(word));
    if let Some(second) = second.as_ref().filter(|it| first.goes_on() && it.before.is_empty()) {
        let both = format!("{}{}", first.core, second.core);
        if both.len() == 6 && SHORT_NUMBERS.contains(&both.as_str()) {
            let said = in_groups(&[first.core, second.core]);
            return Some((format!("{}{said}{}", first.before, second.after), 2));
        }
    }
    let numbers: Vec<&str> = first.core.split('/').collect();
    let is_counted = second.is_some_and(|next| {
        let is_word = next.core.starts_with(char::is_lowercase) && next.core.chars().all(char::is_alphabetic);
        first.goes_on() && is_word && !NOT_COUNTED.contains(&next.core)
    });
    let is_numbered = before.is_some_and(|it| NUMBERED.contains(&it.to_lowercase().trim_end_matches('.')));
    if is_counted || is_numbered || !numbers.iter().all(|it| SHORT_NUMBERS.contains(it)) {
        return None;
    }
    let said: Vec<String> = numbers.iter().map(|it| in_groups(&[*it])).collect();
    Some((format!("{}{}{}", first.before, said.join(" or "), first.after), 1))
}
