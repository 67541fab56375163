//! What is found in single sentences: the words concerned and a better way to say it. Advice, never a mark; it looks at
//! words and not at people.

use serde::Serialize;

use super::glossary::{Glossary, Looked, Said};
use super::rule::{Found, Rule};
use super::sentences::{Sentence, sentences};
use super::wording::{self, letters};
use super::words::Word;

/// Words that could be plainer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Why.
    pub rule: Rule,
    /// Characters before it.
    pub start: usize,
    /// Characters before what follows it.
    pub end: usize,
    /// The words themselves.
    pub text: String,
    /// What to say instead, or what to add.
    pub say: String,
}

/// What is found in a text, in order.
pub fn findings(text: &str, glossary: &Glossary) -> Vec<Finding> {
    in_sentences(text, &sentences(text), glossary)
}

pub(super) fn in_sentences(text: &str, sentences: &[Sentence<'_>], glossary: &Glossary) -> Vec<Finding> {
    let mut found = Vec::new();
    for sentence in sentences {
        listed(sentence, glossary, &mut found);
        wording::look(text, sentence, glossary, &mut found);
    }
    found.sort_by_key(|it| (it.start, it.end, it.rule));
    let mut characters = Characters { text, bytes: 0, count: 0 };
    found
        .into_iter()
        .map(|Found { rule, start, end, say }| {
            let words = text.get(start..end).unwrap_or_default();
            let start = characters.before(start);
            Finding {
                rule,
                start,
                end: start + words.chars().count(),
                text: words.to_owned(),
                say: say.to_owned(),
            }
        })
        .collect()
}

fn listed<'a>(sentence: &Sentence<'_>, glossary: &'a Glossary, found: &mut Vec<Found<'a>>) {
    let looked = Looked::of(&sentence.words);
    let in_full = glossary.say(Rule::Abbreviation);
    let mut at = 0;
    while let Some(first) = sentence.words.get(at) {
        let known = glossary.at(&looked, at);
        let unknown = || Said { rule: Rule::Abbreviation, say: in_full };
        let (taken, said) = known.unwrap_or_else(|| {
            (1, (!in_full.is_empty() && letters::are_unknown(&sentence.words, at)).then(unknown))
        });
        if let Some(Said { rule, say }) = said {
            let end = sentence.words.get(at + taken - 1).map_or(first.end(), Word::end);
            found.push(Found { rule, start: first.start, end, say });
        }
        at += taken;
    }
}

/// Counts characters from the beginning. Each place asked for is the one before or a later one.
struct Characters<'a> {
    text: &'a str,
    bytes: usize,
    count: usize,
}

impl Characters<'_> {
    fn before(&mut self, byte: usize) -> usize {
        self.count += self.text.get(self.bytes..byte).map_or(0, |between| between.chars().count());
        self.bytes = byte;
        self.count
    }
}
