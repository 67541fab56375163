//! A goal's words with what is known of each: whose name it is, whether a comma stands before it.

use super::known::{Of, owns};
use super::people::{Found, People};
use super::words::{Gap, Word};

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// In small letters, with straight apostrophes and no accents.
    pub(super) small: String,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether a comma or the like, or the beginning of a sentence, stands before it.
    pub(super) begins: bool,
    /// Whose name it ends, if it ends one.
    pub(super) name: Option<Name>,
    /// Whether it stands in a name.
    pub(super) in_name: bool,
}

/// Whose name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// Who.
    pub(super) of: Of,
    /// "Kelly's": something of theirs, not themselves.
    pub(super) owns: bool,
    /// How many words it has.
    pub(super) length: usize,
}

/// A goal's words.
#[derive(Debug, Clone)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
}

impl Tokens {
    pub(super) fn of(words: &[Word], people: &People) -> Self {
        let token = |word: &Word| Token {
            small: word.small.clone(),
            capital: word.capital,
            begins: word.gap >= Gap::Comma,
            name: None,
            in_name: false,
        };
        let mut tokens = Self { all: words.iter().map(token).collect() };
        let mut at = 0;
        while at < words.len() {
            let found = people.at(words, at);
            if let Some(found) = found {
                tokens.mark(at, found);
            }
            at += found.map_or(1, |found| found.length);
        }
        tokens
    }

    fn mark(&mut self, at: usize, Found { of, length, .. }: Found) {
        for token in self.all.iter_mut().skip(at).take(length) {
            token.in_name = true;
        }
        // "St Jude's will": a name that ends so owns nothing.
        let does = matches!(self.at(at + length), "will" | "won't" | "to" | "can" | "is" | "has" | "must");
        if let Some(last) = self.all.get_mut(at + length - 1) {
            last.name = Some(Name { of, owns: owns(&last.small) && !does, length });
        }
    }

    /// The word at a place, in small letters; empty past the end.
    pub(super) fn at(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |token| token.small.as_str())
    }

    /// The word before a place; empty at the beginning.
    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.at(at))
    }

    /// Whether these words stand at a place.
    pub(super) fn stands(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| self.at(at + n) == *word)
    }

    /// Whether these words stand anywhere.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        (0..self.all.len()).any(|at| self.stands(at, words))
    }

    /// Whether any of these words stands anywhere.
    pub(super) fn has_any(&self, words: &[&str]) -> bool {
        self.all.iter().any(|token| words.contains(&token.small.as_str()))
    }

    /// How many words.
    pub(super) const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether the word at a place begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.capital)
    }

    /// Whether the word at a place stands in a name.
    pub(super) fn in_name(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.in_name)
    }

    /// Whose name ends at a place.
    pub(super) fn name(&self, at: usize) -> Option<Name> {
        self.all.get(at)?.name
    }
}
