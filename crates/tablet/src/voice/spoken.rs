//! From a written sentence to one that can be said: what a person would read differently from how it is written.
//!
//! Digits of telephone numbers and signs of references are parted in every language. Times, days, counts, short forms, slashes
//! and addresses are worded in English only; other languages are left to their voices. Nothing else is changed.

mod english;
mod marked;
mod telephone;

use self::marked::{Marked, in_groups};
use super::speech::Language;

/// The words of a sentence as they are to be said.
pub fn spoken(written: &str, language: &Language) -> String {
    let english = language.without_country().tag() == "en";
    // Line ends and the like would be commands to some engines.
    let written: String =
        written.chars().map(|c| if c.is_control() || c == '\u{a0}' { ' ' } else { c }).collect();
    let words: Vec<&str> = written.split(' ').collect();
    let mut said: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).copied();
        let found = telephone::number(rest, before).or_else(|| reference(rest));
        let found = found.or_else(|| english.then(|| english::phrase(rest, before))?);
        let (phrase, taken) = found.unwrap_or_else(|| (rest.iter().take(1).copied().collect(), 1));
        said.push(phrase);
        at += taken;
    }
    said.join(" ")
}

/// `FSP-7F3A-92C1-K` as `F S P, 7 F 3 A, 9 2 C 1, K`.
fn reference(words: &[&str]) -> Option<(String, usize)> {
    let Marked { before, core, after } = Marked::of(words.first()?);
    let groups: Vec<&str> = core.split('-').collect();
    let [name, numbers @ ..] = groups.as_slice() else { return None };
    let capitals = |group: &str| group.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let is_one = name.len() > 1
        && name.chars().all(|c| c.is_ascii_uppercase())
        && !numbers.is_empty()
        // Groups of four, and a check letter by itself.
        && numbers.iter().all(|group| matches!(group.len(), 1 | 4) && capitals(group));
    is_one.then(|| (format!("{before}{}{after}", in_groups(&groups)), 1))
}

#[cfg(test)]
mod tests;
