//! Sentences that do not say who does it: "the home will be cleaned", "the bill got paid".
//!
//! How somebody or something is ("is scared", "was born", "is locked") says it of nobody; those words are in
//! `assets/words/states.txt`.

use super::Worded;
use crate::plain::words::Word;

const STATES: &str = include_str!("../../../../../assets/words/states.txt");

const BEING: [&str; 8] = ["am", "is", "are", "was", "were", "be", "been", "being"];
const GETTING: [&str; 4] = ["get", "gets", "got", "getting"];

/// Participles that do not end in -ed.
const PARTICIPLES: [&str; 44] = [
    "agreed", "beaten", "bought", "brought", "built", "caught", "chosen", "cut", "done", "drawn", "driven",
    "eaten", "fed", "felt", "found", "given", "hidden", "hit", "held", "kept", "known", "laid", "led",
    "left", "made", "met", "overseen", "paid", "put", "read", "run", "said", "seen", "sent", "set", "shown",
    "sold", "spent", "spoken", "taken", "told", "taught", "thrown", "written",
];

/// The same, which are a state too: "the cup is broken" says how it is, "Ben was hurt" and "has been broken" what was done.
const HARMED: [&str; 9] = ["hurt", "bitten", "broken", "shaken", "stolen", "shut", "burnt", "woken", "fixed"];

/// What follows "by" and is a time and nobody: "by the end of May", "by Friday".
const TIMES: [&str; 24] = [
    "the", "end", "next", "then", "now", "time", "morning", "evening", "weekend", "date", "day", "week",
    "month", "year", "deadline", "bedtime", "noon", "midnight", "tomorrow", "tonight", "this", "last",
    "start", "first",
];
const DAYS: [&str; 20] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
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
    "christmas",
];

/// A form of "be" or "get" with a participle after it, an adverb or "not" between them at most, and nobody who does it.
pub(super) fn passives<'a>(worded: &Worded<'a>) -> Vec<(Word<'a>, Word<'a>)> {
    let mut passives = Vec::new();
    for (at, (being, small)) in worded.words.iter().enumerate() {
        let is_getting = GETTING.contains(&small.as_str());
        if !BEING.contains(&small.as_str()) && !is_getting {
            continue;
        }
        let is_done = |place: usize| {
            is_done(worded, place)
                || was_done(small, worded.small_before(at)) && HARMED.contains(&worded.small(place))
        };
        let next = worded.small(at + 1);
        let is_between = next.ends_with("ly")
            || matches!(next, "not" | "also" | "never" | "always" | "often" | "all" | "both");
        let done = [at + 1, at + 2].into_iter().take(1 + usize::from(is_between));
        let done = done.into_iter().find(|place| is_done(*place) && worded.gap(place - 1).trim().is_empty());
        if let Some(place) = done
            && let Some(word) = worded.word(place)
            && !says_by_whom(worded, place)
        {
            passives.push((*being, word));
        }
    }
    passives
}

/// Whether it tells of something that was or will be done and not of how something is: "was hurt", "has been broken", "will be
/// fixed"; not "is shut".
fn was_done(being: &str, before: &str) -> bool {
    let is_to_be = being == "be" && matches!(before, "will" | "must" | "should" | "shall" | "can" | "to");
    matches!(being, "been" | "being") && before != "not" || matches!(being, "was" | "were") || is_to_be
}

fn is_done(worded: &Worded<'_>, at: usize) -> bool {
    let word = worded.small(at);
    let is_name =
        worded.is_capital(at) && worded.word(at).is_some_and(|it| it.text.contains(char::is_lowercase));
    let is_past = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    let is_state = || STATES.split_whitespace().any(|state| state == word);
    !is_name && (PARTICIPLES.contains(&word) || is_past && !is_state())
}

/// Whether "by" follows with somebody: a name, a pronoun, an office.
fn says_by_whom(worded: &Worded<'_>, done: usize) -> bool {
    (done + 1..worded.words.len()).take(8).any(|at| {
        let mut after = at + 1;
        if worded.small(at) != "by" {
            return false;
        }
        while matches!(worded.small(after), "the" | "a" | "an" | "next" | "this") {
            after += 1;
        }
        let whom = worded.small(after);
        !whom.is_empty()
            && !whom.starts_with(|c: char| c.is_ascii_digit())
            && !TIMES.contains(&whom)
            && !DAYS.contains(&whom)
            && !whom.ends_with("ing")
            && whom != "law"
            && !matches!(
                whom,
                "post" | "phone" | "text" | "email" | "letter" | "hand" | "bus" | "car" | "taxi" | "mistake"
            )
    })
}
