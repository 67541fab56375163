//! The rules that go by how a sentence is built and not by a list of words.

use super::glossary::Glossary;
use super::rule::{Found, Rule};
use super::sentences::{Sentence, Word, folded};

/// Sentences with more words than this are hard to hear and to keep.
const MOST_WORDS: usize = 20;

pub(super) fn look<'a>(
    text: &str,
    sentence: &Sentence<'_>,
    glossary: &'a Glossary,
    found: &mut Vec<Found<'a>>,
) {
    let mut note = |rule: Rule, start: usize, end: usize| {
        found.push(Found { rule, start, end, say: glossary.say(rule) });
    };
    if sentence.words.len() > MOST_WORDS {
        note(Rule::LongSentence, sentence.start, sentence.end);
    }
    let words: Vec<(Word<'_>, String)> =
        sentence.words.iter().map(|word| (*word, folded(word.text))).collect();
    for (start, end) in slashes(text, sentence) {
        note(Rule::Slash, start, end);
    }
    for (start, end) in figure_dates(text, sentence) {
        note(Rule::FigureDate, start, end);
    }
    for (at, (word, small)) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", |(_, next)| next.as_str());
        if is_odd_time(small, next) {
            note(Rule::Clock, word.start, word.end());
        }
    }
    for (first, last) in passives(&words) {
        note(Rule::Passive, first.start, last.end());
    }
    for (first, last) in double_negatives(text, &words) {
        note(Rule::DoubleNegative, first.start, last.end());
    }
    let conditions: Vec<_> = words.iter().filter(|(_, small)| CONDITIONS.contains(&small.as_str())).collect();
    if let [(first, _), _, .., (last, _)] = conditions.as_slice() {
        note(Rule::Conditions, first.start, last.end());
    }
}

const CONDITIONS: [&str; 4] = ["if", "unless", "provided", "until"];

/// Two words with a slash between them and no space: "help/advice".
fn slashes(text: &str, sentence: &Sentence<'_>) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for pair in sentence.words.windows(2) {
        let [left, right] = pair else { continue };
        let letters = |word: &Word<'_>| !word.text.contains(|c: char| c.is_ascii_digit());
        if text.get(left.end()..right.start) == Some("/") && letters(left) && letters(right) {
            match pairs.last_mut() {
                Some(last) if last.1 == left.end() => last.1 = right.end(),
                _ => pairs.push((left.start, right.end())),
            }
        }
    }
    pairs
}

/// Days as "04/12/2026" or "4.12.26", which people read in two ways.
fn figure_dates(text: &str, sentence: &Sentence<'_>) -> Vec<(usize, usize)> {
    let number = |word: &Word<'_>| word.text.chars().all(|c| c.is_ascii_digit()) && word.text.len() <= 4;
    let mut dates = Vec::new();
    for three in sentence.words.windows(3) {
        let [day, month, year] = three else { continue };
        let joined = |left: &Word<'_>, right: &Word<'_>| text.get(left.end()..right.start) == Some("/");
        if number(day) && number(month) && number(year) && joined(day, month) && joined(month, year) {
            dates.push((day.start, year.end()));
        }
    }
    let dotted = sentence.words.iter().filter(|word| {
        let parts: Vec<&str> = word.text.split('.').collect();
        parts.len() == 3
            && parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
    });
    dates.extend(dotted.map(|word| (word.start, word.end())));
    dates
}

/// A time of day that is not said with am or pm.
fn is_odd_time(word: &str, next: &str) -> bool {
    let is_half = |text: &str| matches!(text, "am" | "pm" | "a" | "p" | "o'clock");
    if word.len() == 4 && word.chars().all(|c| c.is_ascii_digit()) && matches!(next, "hrs" | "hours") {
        return true;
    }
    let Some((hour, minutes)) = word.split_once(':') else { return false };
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_number(hour) && minutes.len() == 2 && is_number(minutes) && !is_half(next)
}

const BEING: [&str; 8] = ["am", "is", "are", "was", "were", "be", "been", "being"];

/// Participles that do not end in -ed.
const PARTICIPLES: [&str; 44] = [
    "beaten", "bought", "broken", "brought", "built", "caught", "chosen", "cut", "done", "drawn", "driven",
    "eaten", "fed", "felt", "found", "given", "hidden", "hit", "held", "kept", "known", "laid", "led",
    "left", "lost", "made", "met", "paid", "put", "read", "said", "seen", "sent", "set", "shown", "shut",
    "sold", "spent", "spoken", "taken", "told", "taught", "thrown", "written",
];

/// Words that look like participles but tell how somebody is.
const FEELINGS: [&str; 35] = [
    "aged",
    "alarmed",
    "allowed",
    "ashamed",
    "bored",
    "closed",
    "concerned",
    "confused",
    "delighted",
    "depressed",
    "disabled",
    "distressed",
    "divorced",
    "embarrassed",
    "excited",
    "exhausted",
    "finished",
    "frightened",
    "hundred",
    "interested",
    "locked",
    "married",
    "pleased",
    "prepared",
    "relaxed",
    "retired",
    "scared",
    "separated",
    "supposed",
    "surprised",
    "tired",
    "trained",
    "upset",
    "used",
    "worried",
];

/// A form of "be" with a participle after it, an adverb or "not" between them at most.
fn passives<'a>(words: &[(Word<'a>, String)]) -> Vec<(Word<'a>, Word<'a>)> {
    let mut passives = Vec::new();
    for (at, (being, small)) in words.iter().enumerate() {
        if !BEING.contains(&small.as_str()) {
            continue;
        }
        let between =
            |small: &str| small.ends_with("ly") || matches!(small, "not" | "also" | "never" | "always");
        let after = words.get(at + 1..).unwrap_or_default();
        let done = after.iter().take(2).enumerate().find(|(_, (_, small))| is_participle(small));
        if let Some((skipped, (word, _))) = done
            && after.iter().take(skipped).all(|(_, small)| between(small))
        {
            passives.push((*being, *word));
        }
    }
    passives
}

fn is_participle(word: &str) -> bool {
    PARTICIPLES.contains(&word)
        || word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && !FEELINGS.contains(&word)
}

const NOES: [&str; 9] = ["not", "never", "no", "nobody", "none", "nothing", "cannot", "without", "neither"];
const SECOND_NOES: [&str; 14] = [
    "never",
    "no",
    "nobody",
    "none",
    "nothing",
    "without",
    "fail",
    "fails",
    "failing",
    "refuse",
    "unable",
    "unwilling",
    "prevent",
    "neglect",
];

/// How near two noes stand to be heard together.
const NEAR: usize = 4;

/// A no and, in the same breath, another.
fn double_negatives<'a>(text: &str, words: &[(Word<'a>, String)]) -> Vec<(Word<'a>, Word<'a>)> {
    let mut pairs = Vec::new();
    for (at, (first, small)) in words.iter().enumerate() {
        if !(NOES.contains(&small.as_str()) || small.ends_with("n't")) {
            continue;
        }
        for (second, small) in words.iter().skip(at + 1).take(NEAR) {
            let between = text.get(first.end()..second.start).unwrap_or_default();
            if between.contains([',', ';', ':', '.', '–', '“']) {
                break;
            }
            if SECOND_NOES.contains(&small.as_str()) || is_denied(small) {
                pairs.push((*first, *second));
                break;
            }
        }
    }
    pairs
}

/// "unreasonable", "uncommon": words that say no by their beginning.
fn is_denied(word: &str) -> bool {
    const NOT_DENIED: [&str; 12] = [
        "under",
        "until",
        "unless",
        "uncle",
        "unit",
        "united",
        "union",
        "understand",
        "unique",
        "university",
        "uniform",
        "unborn",
    ];
    word.starts_with("un") && word.len() > 5 && !NOT_DENIED.iter().any(|plain| word.starts_with(plain))
}
