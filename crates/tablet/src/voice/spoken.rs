//! From a written sentence to one that can be said: what a person would read differently from how it is written.
//!
//! Digits of telephone numbers and signs of references are parted in every language. Times, days, sections, slashes and
//! addresses are worded in English only; other languages are left to their voices. Nothing else is changed.

mod english;

use super::speech::Language;

/// Short numbers to ring, which have no 0 in front.
const SHORT_NUMBERS: [&str; 6] = ["999", "101", "111", "112", "116123", "116000"];

/// A telephone number has at least so many digits.
const FEWEST_DIGITS: usize = 7;

/// The words of a sentence as they are to be said.
pub fn spoken(written: &str, language: &Language) -> String {
    let english = language.without_country().tag() == "en";
    // Line ends and the like would be commands to some engines.
    let written: String =
        written.chars().map(|c| if c.is_control() || c == '\u{a0}' { ' ' } else { c }).collect();
    let words: Vec<&str> = written.split(' ').collect();
    let mut said: Vec<String> = Vec::new();
    let mut rest = words.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let found = telephone(rest).or_else(|| reference(first).map(|said| (said, 1)));
        let found =
            found.or_else(|| english.then(|| english::phrase(rest, said.last().map(String::as_str)))?);
        let (phrase, taken) = found.unwrap_or_else(|| ((*first).to_owned(), 1));
        said.push(phrase);
        rest = rest.get(taken..).unwrap_or(others);
    }
    said.join(" ")
}

/// A word without the marks around it, and the marks.
fn bare(word: &str) -> (&str, &str, &str) {
    let inner = word.trim_start_matches(['(', '“', '‘', '"', '\'']);
    let before = word.strip_suffix(inner).unwrap_or_default();
    let core = inner.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”', '’', '"', '\'', '…']);
    let after = inner.strip_prefix(core).unwrap_or_default();
    (before, core, after)
}

/// `07700 900123` as `0 7 7 0 0, 9 0 0 1 2 3`, and how many words it took.
fn telephone(words: &[&str]) -> Option<(String, usize)> {
    let (mut before, first, _) = bare(words.first()?);
    let mut groups: Vec<&str> = Vec::new();
    let (mut taken, mut after) = (0, "");
    for word in words {
        let (opening, core, closing) = bare(word);
        if !core.split('-').all(is_group) || taken > 0 && !opening.is_empty() {
            break;
        }
        groups.extend(core.split('-'));
        (taken, after) = (taken + 1, closing);
        // The brackets of an area code are inside the number; any other mark ends it.
        if SHORT_NUMBERS.contains(&first) || !matches!(closing, "" | ")") {
            break;
        }
    }
    let number = groups.concat();
    let is_long = number.starts_with(['0', '+']) && number.len() >= FEWEST_DIGITS;
    if !is_long && !SHORT_NUMBERS.contains(&number.as_str()) {
        return None;
    }
    if before.ends_with('(') && !after.contains(')') {
        before = before.trim_end_matches('(');
    }
    Some((format!("{before}{}{after}", in_groups(&groups)), taken))
}

/// Digits as they stand together in a telephone number. Those of days and months are fewer.
fn is_group(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    digits.chars().all(|c| c.is_ascii_digit()) && text.len() >= 3
}

/// `FSP-7F3A-92C1` as `F S P, 7 F 3 A, 9 2 C 1`.
fn reference(word: &str) -> Option<String> {
    let (before, core, after) = bare(word);
    let groups: Vec<&str> = core.split('-').collect();
    let [name, numbers @ ..] = groups.as_slice() else { return None };
    let capitals = |group: &str| group.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let is_one = name.len() > 1
        && name.chars().all(|c| c.is_ascii_uppercase())
        && !numbers.is_empty()
        && numbers.iter().all(|group| group.len() == 4 && capitals(group));
    is_one.then(|| format!("{before}{}{after}", in_groups(&groups)))
}

fn in_groups(groups: &[&str]) -> String {
    let signs = |group: &&str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    groups.iter().map(signs).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
