//! Somebody with a verb of their own where no "will" says so: "… and Kelly rings 999", "so the children tell us".

use super::lists::HARM;
use super::who::Who::{self, Word};
use super::who::{Item, is_word};
use super::words::Gap;

/// What joins one's doing to another's.
const AFTER: [&str; 9] = ["and", "but", "then", "that", "so", "because", "sure", "ensure", "ensures"];

/// What only says when: whatever somebody does behind it is no duty.
const WHEN: [&str; 15] = [
    "if", "when", "whenever", "once", "unless", "while", "where", "after", "before", "until", "till",
    "whether", "what", "how", "who",
];

/// Words that end as a verb does and are none.
const NO_VERBS: [&str; 22] = [
    "always",
    "sometimes",
    "perhaps",
    "this",
    "its",
    "us",
    "his",
    "hers",
    "besides",
    "towards",
    "afterwards",
    "thus",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "weekdays",
    "weekends",
    "yes",
];

/// Whether somebody stands at a place who does something of their own; `since` is where the last doer ended.
pub(super) fn begins(items: &[Item], sentence: usize, since: usize, at: usize) -> bool {
    let Some(item) = items.get(at) else { return false };
    let is_one = matches!(
        item.who,
        Who::Person(_) | Who::Stranger(_) | Who::Unclear(_) | Who::Kid(_) | Who::Kids | Who::Kin(_)
    );
    let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.max(since)) else {
        return false;
    };
    let is_joined = AFTER.iter().any(|word| is_word(items, before, word));
    if !is_one || item.owns || !(is_joined || item.gap == Gap::Comma) {
        return false;
    }
    let is_two = is_word(items, before, "and")
        && before.checked_sub(1).and_then(|at| items.get(at)).is_some_and(Item::is_somebody);
    let is_many =
        is_two || matches!(item.who, Who::Kids) || matches!(item.small.as_str(), "you" | "they" | "parents");
    let from = (since.max(sentence)..=at)
        .rev()
        .find(|it| items.get(*it).is_some_and(|it| it.gap >= Gap::Comma))
        .unwrap_or(since.max(sentence));
    let is_when = (from..at).any(|it| WHEN.iter().any(|word| is_word(items, it, word)));
    !is_when && does(items, at + 1, is_many)
}

/// "rings", "never rings", "ring" of more than one.
fn does(items: &[Item], at: usize, is_many: bool) -> bool {
    let Some(item) = items.get(at).filter(|it| it.who == Word && it.gap == Gap::Space) else { return false };
    match item.small.as_str() {
        "never" | "always" | "also" | "only" | "then" | "not" => does(items, at + 1, is_many),
        "does" | "doesn't" | "has" | "is" => true,
        "don't" => is_many,
        word if NO_VERBS.contains(&word) => false,
        word => {
            word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") || is_many && HARM.is_verb(word)
        }
    }
}
