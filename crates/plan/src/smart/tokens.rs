//! A goal's words with what is known of each: whose name it is, whether a comma stands before it.

use super::names::Names;
use crate::plain::{Word, folded, sentences};

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// In small letters, with straight apostrophes.
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

/// The kinds of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// An adult of the plan.
    Person,
    /// The one the harm comes from.
    HarmDoer,
    /// A child.
    Child,
    /// An agency, or someone else who helps.
    Helper,
}

/// A goal's words.
#[derive(Debug, Clone)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    /// Whether the children's names are known, so that another name is nobody's child.
    pub(super) knows_children: bool,
}

/// Who always has a name, whatever the plan.
const ALWAYS: [&str; 6] = [
    "Children’s Services",
    "social worker",
    "the police",
    "police officer",
    "health visitor",
    "team manager",
];

impl Tokens {
    pub(super) fn of(text: &str, names: &Names) -> Self {
        let mut tokens = Vec::new();
        for sentence in sentences(text) {
            let mut before: Option<Word<'_>> = None;
            for word in sentence.words {
                let gap = before.and_then(|before| text.get(before.end()..word.start));
                let begins = gap.is_none_or(|gap| gap.contains([',', ';', ':', '–', '(']));
                tokens.push(Token {
                    small: folded(word.text),
                    capital: word.text.starts_with(char::is_uppercase),
                    begins,
                    name: None,
                    in_name: false,
                });
                before = Some(word);
            }
        }
        let mut tokens = Self { all: tokens, knows_children: !names.children.is_empty() };
        let is_harm_doer = |name: &str| {
            names.harm_by.iter().any(|harm| first_of(harm) == first_of(name) && !first_of(name).is_empty())
        };
        for name in &names.people {
            tokens.mark(name, if is_harm_doer(name) { Of::HarmDoer } else { Of::Person }, true);
        }
        names.harm_by.iter().for_each(|name| tokens.mark(name, Of::HarmDoer, true));
        names.children.iter().for_each(|name| tokens.mark(name, Of::Child, true));
        names.helpers.iter().for_each(|name| tokens.mark(name, Of::Helper, false));
        ALWAYS.iter().for_each(|name| tokens.mark(name, Of::Helper, false));
        tokens
    }

    /// Marks where a name stands: whole, or its first word alone for a person.
    fn mark(&mut self, name: &str, of: Of, first_alone: bool) {
        let words: Vec<String> =
            sentences(name).iter().flat_map(|it| &it.words).map(|it| folded(it.text)).collect();
        let words = match words.as_slice() {
            [the, rest @ ..] if the == "the" && !rest.is_empty() => rest,
            all => all,
        };
        for at in 0..self.all.len() {
            let whole = words.len();
            for length in [whole, 1] {
                let stands = length > 0
                    && (length == whole || first_alone)
                    && words
                        .iter()
                        .take(length)
                        .enumerate()
                        .all(|(n, word)| self.is_name_word(at + n, word, n + 1 == length));
                if stands && self.claim(at, length, of) {
                    break;
                }
            }
        }
    }

    fn is_name_word(&self, at: usize, wanted: &str, last: bool) -> bool {
        let Some(token) = self.all.get(at) else { return false };
        if token.in_name {
            return false;
        }
        // "Will will": the second one is not the name; "may", "will" and the like in small letters are words.
        let is_also_a_word =
            matches!(wanted, "will" | "may" | "mark" | "grace" | "bill" | "rose" | "dawn" | "faith");
        if is_also_a_word && !token.capital {
            return false;
        }
        token.small == wanted || last && stem(&token.small).is_some_and(|stem| stem == wanted)
    }

    fn claim(&mut self, at: usize, length: usize, of: Of) -> bool {
        for token in self.all.iter_mut().skip(at).take(length) {
            token.in_name = true;
        }
        if let Some(last) = self.all.get_mut(at + length - 1) {
            last.name = Some(Name { of, owns: stem(&last.small).is_some(), length });
            return true;
        }
        false
    }

    /// The word at a place, in small letters; empty past the end.
    pub(super) fn at(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |token| token.small.as_str())
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

    /// Whose name ends at a place.
    pub(super) fn name(&self, at: usize) -> Option<Name> {
        self.all.get(at)?.name
    }
}

/// What owns something: "kelly" of "kelly's", "parents" of "parents'".
fn stem(word: &str) -> Option<&str> {
    word.strip_suffix("'s")
}

fn first_of(name: &str) -> String {
    folded(name.split_whitespace().next().unwrap_or_default())
}
