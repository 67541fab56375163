//! The words that families may not know or that say too little, with what to say instead: how the list of
//! `assets/texts/<language>/glossary` is looked up. How it is written is in `file`.
//!
//! Words are matched without regard to capitals, hyphens ("multi-agency" is "multi agency") and -ize for -ise. A phrase covers
//! whole words; the longest that stands is taken.

mod file;
mod forms;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::file::{Entry, File};
use self::forms::{forms, parts};
use super::rule::Rule;
use super::words::Word;

pub use self::file::Nonsense;

/// The list, ready to be looked up. Stored and sent as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "File")]
pub struct Glossary {
    file: File,
    /// Phrases by their first part, the longest first.
    phrases: BTreeMap<String, Vec<Phrase>>,
    terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    parts: Vec<String>,
    /// Letters for words with an s of their own: "CPs".
    plural: bool,
    /// Its place among the terms; none for an everyday phrase, of which nothing is said.
    term: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    rule: Rule,
    entry: Entry,
    with: Vec<Vec<String>>,
    not: Vec<Vec<String>>,
}

/// What is said of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) rule: Rule,
    pub(super) say: &'a str,
}

impl Serialize for Glossary {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.file.serialize(serializer)
    }
}

impl TryFrom<File> for Glossary {
    type Error = Nonsense;

    fn try_from(file: File) -> Result<Self, Nonsense> {
        file.check()?;
        let mut glossary = Self::default();
        for words in file.fields.values() {
            for phrase in &words.everyday {
                glossary.list(phrase, None, false);
            }
            for (rule, entries) in &words.rules {
                for entry in entries {
                    let term = Some(glossary.terms.len());
                    for phrase in &entry.find {
                        glossary.list(phrase, term, *rule == Rule::Abbreviation);
                    }
                    let all = |phrases: &[String]| phrases.iter().flat_map(|it| forms(it)).collect();
                    let (with, not) = (all(&entry.with), all(&entry.not));
                    glossary.terms.push(Term { rule: *rule, entry: entry.clone(), with, not });
                }
            }
        }
        for phrases in glossary.phrases.values_mut() {
            phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.parts.len()), !phrase.plural));
        }
        Ok(Self { file, ..glossary })
    }
}

impl Glossary {
    /// The English list this program carries.
    pub fn english() -> Self {
        // The list is compiled in and a test reads it; an empty one would only find less.
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/glossary.json"))).unwrap_or_default()
    }

    fn list(&mut self, phrase: &str, term: Option<usize>, is_short: bool) {
        for parts in forms(phrase) {
            let [first, others @ ..] = parts.as_slice() else { continue };
            let alone = others.is_empty().then_some(first);
            if let Some(letters) = alone.filter(|_| is_short) {
                // "G.P." is three marks and two words of one letter.
                let dotted: Vec<String> = letters.chars().map(String::from).collect();
                if (2..=5).contains(&dotted.len()) {
                    self.put(Phrase { parts: dotted, plural: false, term });
                }
                self.put(Phrase { parts: vec![format!("{letters}s")], plural: true, term });
            }
            self.put(Phrase { parts, plural: false, term });
        }
    }

    fn put(&mut self, phrase: Phrase) {
        if let Some(first) = phrase.parts.first() {
            self.phrases.entry(first.clone()).or_default().push(phrase);
        }
    }

    /// What is said of the words that stand at a place in a sentence, and how many they are. Nothing is said of an everyday
    /// phrase or of a word in another sense, but its words are taken.
    pub(super) fn at(&self, sentence: &Looked<'_>, at: usize) -> Option<(usize, Option<Said<'_>>)> {
        let rest = sentence.from(at)?;
        let first = rest.first()?.text.as_str();
        let listed = self.phrases.get(first).or_else(|| self.phrases.get(first.strip_suffix("'s")?))?;
        for phrase in listed {
            let Some(taken) = sentence.words_of(rest, &phrase.parts) else { continue };
            let Some(term) = phrase.term.map(|term| self.terms.get(term)) else { return Some((taken, None)) };
            if let Some(term) = term.filter(|term| term.stands(sentence, at, taken, phrase.plural)) {
                return Some((taken, Some(Said { rule: term.rule, say: &term.entry.say })));
            }
        }
        None
    }

    /// Why a rule speaks up.
    pub fn why(&self, rule: Rule) -> &str {
        self.file.rules.get(&rule).map_or("", |advice| &advice.why)
    }

    /// What a rule without a list says to do.
    pub(super) fn say(&self, rule: Rule) -> &str {
        self.file.rules.get(&rule).map_or("", |advice| &advice.say)
    }
}

impl Term {
    fn stands(&self, sentence: &Looked<'_>, at: usize, taken: usize, plural: bool) -> bool {
        let entry = &self.entry;
        let first = sentence.words.get(at).map_or("", |word| word.text);
        let is_written_so = if self.rule == Rule::Abbreviation {
            let words = sentence.words.get(at..at + taken).unwrap_or_default();
            entry.small || is_written_short(words, plural) && !(entry.word && sentence.shouts)
        } else {
            !entry.capital || at > 0 && first.starts_with(char::is_uppercase)
        };
        is_written_so
            && (self.with.is_empty() || self.with.iter().any(|phrase| sentence.has(phrase)))
            && !self.not.iter().any(|phrase| sentence.has(phrase))
    }
}

/// A sentence as it is looked up.
pub(super) struct Looked<'a> {
    words: &'a [Word<'a>],
    parts: Vec<Part>,
    /// Where the parts of each word begin.
    starts: Vec<usize>,
    /// Everything is in capitals, so that letters for words look like words.
    shouts: bool,
}

struct Part {
    text: String,
    begins: bool,
    ends: bool,
}

impl<'a> Looked<'a> {
    pub(super) fn of(words: &'a [Word<'a>]) -> Self {
        let mut all: Vec<Part> = Vec::new();
        let mut starts = Vec::new();
        for word in words {
            starts.push(all.len());
            all.extend(parts(word.text).map(|text| Part { text, begins: false, ends: false }));
            if let Some(first) = starts.last().and_then(|at| all.get_mut(*at)) {
                first.begins = true;
            }
            if let Some(last) = all.last_mut() {
                last.ends = true;
            }
        }
        let mut worded = words.iter().filter(|it| it.text.len() > 1 && it.text.contains(char::is_alphabetic));
        let shouts = words.len() > 2 && worded.all(|word| !word.text.contains(char::is_lowercase));
        Self { words, parts: all, starts, shouts }
    }

    fn from(&self, word: usize) -> Option<&[Part]> {
        self.parts.get(*self.starts.get(word)?..)
    }

    /// How many whole words a phrase covers at the beginning of some parts.
    fn words_of(&self, rest: &[Part], phrase: &[String]) -> Option<usize> {
        let found = rest.get(..phrase.len())?;
        let (last, others) = found.split_last()?;
        let (wanted, before) = phrase.split_last()?;
        let owned = || last.text.strip_suffix("'s").is_some_and(|owner| owner == wanted);
        let stands = last.ends
            && (last.text == *wanted || owned())
            && others.iter().zip(before).all(|(part, wanted)| part.text == *wanted);
        stands.then(|| found.iter().filter(|part| part.ends).count())
    }

    fn has(&self, phrase: &[String]) -> bool {
        let starts = self.starts.iter().filter_map(|at| self.parts.get(*at..));
        starts.into_iter().any(|rest| self.words_of(rest, phrase).is_some())
    }
}

/// Letters for words: "GP", "SENCo", "s47", "CPs".
fn is_written_short(words: &[Word<'_>], plural: bool) -> bool {
    let short = |text: &str| {
        let (mut large, mut small) = (0, 0);
        for letter in text.chars() {
            large += usize::from(letter.is_uppercase());
            small += usize::from(letter.is_lowercase());
        }
        small == 0 || large > 1 && small <= 2 || text.contains(|c: char| c.is_ascii_digit())
    };
    let Some(first) = words.first() else { return false };
    match first.text.strip_suffix('s') {
        Some(letters) if plural => short(letters),
        _ if plural => false,
        Some(letters) if letters.chars().all(char::is_uppercase) && letters.len() > 1 => false,
        _ => {
            short(first.text)
                || words.get(1).is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()))
        }
    }
}

#[cfg(test)]
mod tests;
