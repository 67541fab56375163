//! The words that families may not know or that say too little, with what to say instead. The list is
//! `assets/texts/<language>/glossary.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rule::Rule;
use super::sentences::{Word, folded, sentences};

/// The list, ready to be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Glossary {
    terms: BTreeMap<String, Vec<Phrase>>,
    rules: BTreeMap<String, Advice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Phrase {
    words: Vec<String>,
    rule: Rule,
    say: String,
}

/// What a rule says when it has no wording of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advice {
    why: String,
    #[serde(default)]
    say: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    term: Vec<Term>,
    rule: BTreeMap<String, Advice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    rule: Rule,
    find: Vec<String>,
    say: String,
}

/// Short forms that are so common in small letters that they are found in them too.
const ALSO_SMALL: [&str; 7] = ["asap", "etc", "approx", "eg", "ie", "e", "i"];

impl Glossary {
    /// The English list this program carries.
    pub fn english() -> Self {
        // The file is compiled in and a test reads it; an empty list would only find less.
        Self::read(include_str!(concat!(env!("OUT_DIR"), "/glossary.json"))).unwrap_or_default()
    }

    fn read(file: &str) -> Result<Self, serde_json::Error> {
        let File { term, rule } = serde_json::from_str(file)?;
        let mut terms: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        for Term { rule, find, say } in term {
            for phrase in find {
                let words: Vec<String> = sentences(&phrase)
                    .iter()
                    .flat_map(|it| &it.words)
                    .map(|word| folded(word.text))
                    .collect();
                if let Some(first) = words.first() {
                    let phrases = terms.entry(first.clone()).or_default();
                    phrases.push(Phrase { words, rule, say: say.clone() });
                }
            }
        }
        for phrases in terms.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Ok(Self { terms, rules: rule })
    }

    /// The longest phrase that stands at the beginning of some words: how many words, which rule, what to say.
    pub(super) fn at_start(&self, words: &[Word<'_>]) -> Option<(usize, Rule, &str)> {
        let first = words.first()?;
        let phrases = self.terms.get(&folded(first.text))?;
        let stands = |phrase: &&Phrase| {
            phrase.words.len() <= words.len()
                && phrase.words.iter().zip(words).all(|(wanted, word)| *wanted == folded(word.text))
                && (phrase.rule != Rule::Abbreviation || is_written_short(first.text))
        };
        phrases.iter().find(stands).map(|phrase| (phrase.words.len(), phrase.rule, phrase.say.as_str()))
    }

    /// Why a rule speaks up.
    pub fn why(&self, rule: Rule) -> &str {
        self.rules.get(rule.key()).map_or("", |advice| &advice.why)
    }

    /// What a rule without a list says to do.
    pub(super) fn say(&self, rule: Rule) -> &str {
        self.rules.get(rule.key()).map_or("", |advice| &advice.say)
    }
}

fn is_written_short(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && word.chars().all(|c| !c.is_lowercase() || c == 's')
        || ALSO_SMALL.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_is_carried_can_be_read_and_every_rule_says_why() {
        let glossary = Glossary::read(include_str!(concat!(env!("OUT_DIR"), "/glossary.json"))).unwrap();
        assert!(glossary.terms.len() > 250);
        for rule in Rule::ALL {
            assert!(!glossary.why(rule).is_empty(), "{rule:?} says no why");
            assert!(rule.has_list() || !glossary.say(rule).is_empty(), "{rule:?} says nothing to do");
        }
    }
}
