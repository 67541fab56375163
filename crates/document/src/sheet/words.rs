//! The words of a text, as lines are made of them: where a line may end, what stays together, how far a very long word is
//! looked at. How wide they are is in `lines`.

use std::ops::Range;

use plan::language;
use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::sheet::fonts::{self, Family};

/// Numbers go on being tied to what stands before them up to so many letters.
const LONGEST_TIED: usize = 24;

/// The text between the line ends that a person typed, and where each paragraph begins.
pub(crate) fn paragraphs(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let ends = linebreaks(text).filter(|(_, kind)| *kind == BreakOpportunity::Mandatory).map(|(at, _)| at);
    ends.map(|end| {
        let paragraph = text.get(start..end).unwrap_or_default();
        (std::mem::replace(&mut start, end), paragraph.trim_end_matches(fonts::is_blank))
    })
    .collect()
}

/// Whether the last word is a number of one or two digits, such as the day of a month.
fn ends_in_short_number(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.chars().count() <= 2 && !last.is_empty() && last.chars().all(is_digit)
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹' | '०'..='९' | '੦'..='੯')
}

/// The full stop of Devanagari and Gurmukhi, which many people write after a blank.
const fn is_danda(c: char) -> bool {
    matches!(c, '।' | '॥')
}

/// As much of a word as could ever fit into one line, so that a very long one is not shaped whole again and again.
pub(crate) fn beginning(word: &str) -> &str {
    const LETTERS: usize = 400;
    let end = word.char_indices().nth(LETTERS).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

/// The stretches that must stay together, each with the blanks that follow it. A number stays with what stands before
/// it and a short one with what follows, so that telephone numbers and dates are read in one go.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut words = Vec::new();
    for (end, _) in linebreaks(text) {
        let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
        let inside = !before.ends_with(|c| fonts::is_blank(c) || Family::of(c) == Family::Han);
        let number = after.starts_with(is_digit) || ends_in_short_number(before);
        let tied = || text.get(start..end).is_some_and(|tied| tied.chars().count() < LONGEST_TIED);
        if after.is_empty() || !(inside || after.starts_with(is_danda) || number && tied()) {
            words.push(std::mem::replace(&mut start, end)..end);
        }
    }
    words
}

/// Where the first sentence ends.
pub(crate) fn first_sentence(text: &str) -> usize {
    language::sentences(text).first().map_or(text.len(), |sentence| sentence.end)
}

/// The first sentence in one line, cut after a word where it is longer than a list has room for.
pub(crate) fn first(text: &str) -> String {
    const LETTERS: usize = 60;
    let sentence = text.get(..first_sentence(text)).unwrap_or(text);
    let mut first = String::new();
    let mut letters = 0;
    for word in sentence.split_whitespace() {
        letters += word.chars().count() + usize::from(!first.is_empty());
        if letters > LETTERS && !first.is_empty() {
            return format!("{first}…");
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.push_str(word);
    }
    first
}

/// Words and the blanks between them apart, so that both are found again among what was shaped before. A danda is set with
/// the word that it follows.
pub(crate) fn words_and_blanks(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut was_blank = None;
    for (at, c) in text.char_indices() {
        let rest = || text.get(at..).unwrap_or_default().trim_start_matches(fonts::is_blank);
        let blank = fonts::is_blank(c) && !rest().starts_with(is_danda);
        if was_blank.replace(blank).is_some_and(|was| was != blank) {
            parts.extend(text.get(start..at));
            start = at;
        }
    }
    parts.extend(text.get(start..).filter(|part| !part.is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_named_by_its_first_sentence_or_as_many_of_its_words_as_have_room() {
        assert_eq!(
            first("Mo will ring Dr. Shah at 9 a.m. today. Help comes."),
            "Mo will ring Dr. Shah at 9 a.m. today."
        );
        assert_eq!(first(" Mo  will\u{a0}rest "), "Mo will rest");
        let long = "Mo will walk Zofia and Tomos to school on every single morning, whatever the weather.";
        assert_eq!(first(long), "Mo will walk Zofia and Tomos to school on every single…");
        let word = "w".repeat(90);
        assert_eq!(first(&word), word);
        assert_eq!(first(&format!("Mo {word}")), "Mo…");
        assert_eq!(first("माया हर रोज़ आराम करेगी। मदद आएगी।"), "माया हर रोज़ आराम करेगी।");
        assert_eq!(first("…"), "…");
    }
}
