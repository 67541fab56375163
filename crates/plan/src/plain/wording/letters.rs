//! Letters for words that the glossary does not know: "the XQT will ring you". Which it knows is asked before.
//!
//! Letters that most people know are in `assets/words/letters.txt`. A word in capitals for emphasis, a surname in capitals and a
//! sentence typed in capitals are none.

use crate::plain::words::{Word, folded};

const KNOWN: &str = include_str!("../../../../../assets/words/letters.txt");
const COMMON: &str = include_str!("../../../../../assets/words/common.txt");

/// The most letters that stand for words.
const MOST: usize = 6;

/// Before these a word in capitals is no surname.
const BEFORE: [&str; 16] = [
    "the", "a", "an", "our", "your", "his", "her", "their", "my", "this", "that", "each", "any", "no", "to",
    "with",
];

/// Behind these, as behind a first name, it is one.
const TITLES: [&str; 12] = ["PC", "DC", "DS", "DI", "DCI", "PS", "SGT", "INSP", "DR", "MR", "MRS", "MS"];

/// Whether the word at a place is letters that nobody is told the words of.
pub(in crate::plain) fn are_unknown(words: &[Word<'_>], at: usize) -> bool {
    let Some(word) = words.get(at).map(|word| word.text) else { return false };
    let letters = bare(word);
    is_in_capitals(word)
        && letters.len() <= MOST
        && !is_listed(KNOWN, letters)
        && !is_listed(COMMON, letters)
        && !is_number(letters)
        && (letters.len() < 4 || !can_be_spoken(letters))
        && !is_beside_figures(words, at)
        && !is_surname(words, at)
        && !is_all_in_capitals(words)
}

/// Without the s of more than one, or of whose.
fn bare(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .or_else(|| word.strip_suffix('s'))
        .unwrap_or(word)
}

fn is_in_capitals(word: &str) -> bool {
    let letters = bare(word);
    letters.len() > 1 && letters.bytes().all(|it| it.is_ascii_uppercase())
}

fn is_listed(list: &str, letters: &str) -> bool {
    let small = letters.to_ascii_lowercase();
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).any(|it| it == small)
}

/// II, IV, XX.
fn is_number(letters: &str) -> bool {
    letters.bytes().all(|it| matches!(it, b'I' | b'V' | b'X'))
}

/// With a vowel, and never three consonants in a row, as words have them: one in capitals is spoken louder, not shortened.
fn can_be_spoken(letters: &str) -> bool {
    let is_vowel = |it: u8| matches!(it, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y');
    letters.bytes().any(is_vowel)
        && !letters.as_bytes().windows(3).any(|three| three.iter().all(|it| !is_vowel(*it)))
}

/// The first half of a postcode, a form's number.
fn is_beside_figures(words: &[Word<'_>], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| next.text.starts_with(|it: char| it.is_ascii_digit()))
}

/// "Kelly MARSH" and "PC ALI", as reports write them.
fn is_surname(words: &[Word<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) else { return false };
    let mut letters = before.text.chars();
    let is_name = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
    TITLES.contains(&before.text) || is_name && !BEFORE.contains(&folded(before.text).as_str())
}

fn is_all_in_capitals(words: &[Word<'_>]) -> bool {
    let worded = || words.iter().filter(|it| it.text.chars().filter(|it| it.is_alphabetic()).count() > 1);
    let small = worded().filter(|it| !is_in_capitals(it.text)).count();
    small < 2
}
