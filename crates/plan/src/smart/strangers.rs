//! Somebody who is not in the plan: a name that only its capital and what stands beside it tell.

use super::known::owns;
use super::lists::HARM;
use super::who::Who;
use super::words::{Gap, Word};

/// A capital in the middle of a sentence, or a given name, that nobody of the plan has.
pub(super) fn stranger(words: &[Word], at: usize, stem: &str) -> Who {
    let Some(word) = words.get(at) else { return Who::Word };
    let next = words.get(at + 1).filter(|it| it.gap == Gap::Space);
    let next_small = next.map_or("", |it| it.small.as_str());
    let begins = word.gap == Gap::Sentence;
    let looks = |it: &Word| {
        it.capital
            && it.small.len() > 1
            && it.small.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-'))
            && !NO_NAMES.contains(&it.small.as_str())
    };
    let joins = is_join(next_small);
    let given = HARM.is_given_name(stem) && (word.capital || !HARM.is_word_too(stem));
    let after = words.get(at + 2).map_or("", |it| it.small.as_str());
    let in_full = !owns(&word.small)
        && looks(word)
        && next.is_some_and(looks)
        && !is_place(next_small)
        && (!begins || given || is_join(after));
    let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |it| it.small.as_str());
    let numbered = before.chars().any(|c| c.is_ascii_digit());
    if numbered || is_place(next_small) && next.is_some_and(|it| it.capital) || is_place(stem) {
        return Who::Word;
    }
    if in_full {
        return Who::StrangerInFull;
    }
    if given || looks(word) && (!begins || joins) {
        return Who::Stranger(HARM.gender(stem));
    }
    Who::Word
}

/// What follows a name at the beginning of a sentence.
fn is_join(word: &str) -> bool {
    matches!(word, "will" | "to" | "and" | "must" | "is" | "agrees" | "should" | "can" | "has")
}

pub(super) fn is_place(word: &str) -> bool {
    const PLACES: [&str; 27] = [
        "terrace",
        "street",
        "road",
        "lane",
        "avenue",
        "close",
        "court",
        "drive",
        "way",
        "house",
        "place",
        "row",
        "crescent",
        "gardens",
        "school",
        "nursery",
        "centre",
        "park",
        "bank",
        "estate",
        "hill",
        "surgery",
        "programme",
        "course",
        "primary",
        "academy",
        "point",
    ];
    PLACES.contains(&word.trim_end_matches("'s"))
}

/// Capitals that are nobody's name.
const NO_NAMES: [&str; 93] = [
    "ha",
    "special",
    "guardianship",
    "order",
    "placement",
    "kinship",
    "duration",
    "section",
    "interim",
    "foster",
    "residence",
    "our",
    "my",
    "your",
    "their",
    "onus",
    "responsibility",
    "contact",
    "visits",
    "everyone",
    "nothing",
    "nobody",
    "someone",
    "all",
    "any",
    "what",
    "that",
    "access",
    "duty",
    "i",
    "we",
    "you",
    "they",
    "the",
    "a",
    "an",
    "by",
    "on",
    "in",
    "at",
    "from",
    "until",
    "if",
    "when",
    "every",
    "each",
    "for",
    "with",
    "once",
    "after",
    "before",
    "mum",
    "dad",
    "christmas",
    "easter",
    "eid",
    "diwali",
    "he",
    "she",
    "no",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "freedom",
    "facebook",
    "gp",
    "it",
    "there",
    "this",
    "both",
];
