//! What is found in single sentences: the words concerned and a better way to say it. Advice, never a mark; it looks at
//! words and not at people.

use serde::{Deserialize, Serialize};

use super::glossary::Glossary;
use super::sentences::{Sentence, sentences};
use super::wording;

/// Why a piece of text is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A professional's word.
    Jargon,
    /// Letters for words.
    Abbreviation,
    /// Says too little to be done or checked.
    Vague,
    /// A stock phrase that dilutes what was seen.
    Stock,
    /// A longer word than needed.
    Wordy,
    /// Two words in the place of one.
    Slash,
    /// A time on the 24-hour clock, or without am or pm.
    Clock,
    /// A day in figures alone.
    FigureDate,
    /// Nobody is said to do it.
    Passive,
    /// Two noes that make a yes.
    DoubleNegative,
    /// More than two conditions.
    Conditions,
    /// More than 20 words.
    LongSentence,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 12] = [
        Self::Jargon,
        Self::Abbreviation,
        Self::Vague,
        Self::Stock,
        Self::Wordy,
        Self::Slash,
        Self::Clock,
        Self::FigureDate,
        Self::Passive,
        Self::DoubleNegative,
        Self::Conditions,
        Self::LongSentence,
    ];

    /// Its name in lists and on the wire.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Jargon => "jargon",
            Self::Abbreviation => "abbreviation",
            Self::Vague => "vague",
            Self::Stock => "stock",
            Self::Wordy => "wordy",
            Self::Slash => "slash",
            Self::Clock => "clock",
            Self::FigureDate => "figure_date",
            Self::Passive => "passive",
            Self::DoubleNegative => "double_negative",
            Self::Conditions => "conditions",
            Self::LongSentence => "long_sentence",
        }
    }

    /// Whether it goes by the glossary, which says what to say for each word.
    pub const fn has_list(self) -> bool {
        matches!(self, Self::Jargon | Self::Abbreviation | Self::Vague | Self::Stock | Self::Wordy)
    }
}

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

/// A finding before it is told: the rule, the bytes, and what to say if the rule has its own words.
pub(super) struct Found<'a> {
    pub(super) rule: Rule,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) say: &'a str,
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
    let mut rest = sentence.words.as_slice();
    while let Some(first) = rest.first() {
        let taken = match glossary.at_start(rest) {
            Some((length, rule, say)) => {
                let end = rest.get(length - 1).map_or(first.end(), super::sentences::Word::end);
                found.push(Found { rule, start: first.start, end, say });
                length
            }
            None => 1,
        };
        rest = rest.get(taken..).unwrap_or_default();
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
