//! The rules that go by how a sentence is built and not by a list of words.

mod figures;
pub(super) mod letters;
mod noes;
mod passive;

use super::glossary::Glossary;
use super::rule::{Found, Rule};
use super::sentences::Sentence;
use super::words::{Word, folded};

/// Sentences with more words than this are hard to hear and to keep.
const MOST_WORDS: usize = 20;

/// Words that make what follows hang on something.
const CONDITIONS: [&str; 6] = ["if", "unless", "provided", "until", "when", "whenever"];

/// A sentence's words with what they are in small letters.
struct Worded<'a> {
    text: &'a str,
    words: Vec<(Word<'a>, String)>,
}

impl<'a> Worded<'a> {
    /// The word at a place in small letters; empty past the end.
    fn small(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(_, small)| small)
    }

    /// The word before a place in small letters; empty at the beginning.
    fn small_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.small(before))
    }

    fn word(&self, at: usize) -> Option<Word<'a>> {
        self.words.get(at).map(|(word, _)| *word)
    }

    /// Whether a word is written with a capital.
    fn is_capital(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.text.starts_with(char::is_uppercase))
    }

    /// What stands between a word and the next one.
    fn gap(&self, at: usize) -> &'a str {
        let (Some(word), next) = (self.word(at), self.word(at + 1)) else { return "" };
        let end = next.map_or(self.text.len(), |next| next.start);
        self.text.get(word.end()..end).unwrap_or_default()
    }
}

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
    let text = text.get(..sentence.end).unwrap_or(text);
    let words = sentence.words.iter().map(|word| (*word, folded(word.text))).collect();
    let worded = Worded { text, words };
    for (rule, places) in [
        (Rule::Slash, figures::slashes(&worded)),
        (Rule::FigureDate, figures::dates(&worded)),
        (Rule::Clock, figures::times(&worded)),
        (Rule::Passive, passive::passives(&worded)),
        (Rule::DoubleNegative, noes::doubled(&worded)),
        (Rule::Conditions, conditions(&worded)),
    ] {
        for (first, last) in places {
            note(rule, first.start, last.end());
        }
    }
}

/// More than two conditions in one sentence.
fn conditions<'a>(worded: &Worded<'a>) -> Vec<(Word<'a>, Word<'a>)> {
    let is_condition = |at: &usize| {
        let small = worded.small(*at);
        // "as long as", "so long as".
        let is_as_long = small == "long"
            && matches!(worded.small_before(*at), "as" | "so")
            && worded.small(at + 1) == "as";
        CONDITIONS.contains(&small) || is_as_long
    };
    let all: Vec<Word<'a>> =
        (0..worded.words.len()).filter(is_condition).filter_map(|at| worded.word(at)).collect();
    match all.as_slice() {
        [first, _, .., last] => vec![(*first, *last)],
        _ => Vec::new(),
    }
}
